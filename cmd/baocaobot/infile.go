package main

import (
	"fmt"
	"os"
)

// unreadable says what is wrong with a file that is there and cannot be read.
func unreadable(name string) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: name a file; nothing was changed", name)
	}
	return fmt.Errorf("%s cannot be read: check that it is a file and that you may read it; nothing was changed", name)
}
