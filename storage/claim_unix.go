//go:build unix

package storage

import (
	"errors"
	"os"
	"syscall"
)

// lock takes a file for this process, or tells at once that another has it.
func lock(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errClaimed
	}
	return err
}
