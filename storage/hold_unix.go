//go:build unix

package storage

import (
	"io"
	"os"
	"syscall"
)

// lockedByOthers tells whether another process has SQLite's locks on a file. This
// process must not have it open by SQLite: closing the file here drops its locks.
func lockedByOthers(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart} // length 0: the whole file
	err = syscall.FcntlFlock(file.Fd(), syscall.F_GETLK, &lock)
	return err == nil && lock.Type != syscall.F_UNLCK
}
