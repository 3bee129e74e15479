//go:build unix

package bot

import (
	"syscall"
	"time"
)

// cpuTime is what the whole process has used: bot, emulator and phones.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
