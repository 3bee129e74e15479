package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"baocaobot/storage"
)

// canWrite tells before the work whether its file can be written, and that it is none that
// must be kept: what a running bot confirms would go into a file without a name.
func (d database) canWrite(name string) error {
	if err := d.mayReplace(name); err != nil {
		return err
	}
	part, err := partOf(name)
	if err != nil {
		return err
	}
	return errors.Join(part.Close(), os.Remove(part.Name()))
}

func (d database) mayReplace(name string) error {
	info, err := os.Stat(name)
	switch {
	case name == "":
		return usage("an output needs the name of a file")
	case storage.Holds(d.DB, name):
		return fmt.Errorf("%s is a database or belongs to one, and would be lost: name another file to write; nothing was changed", name)
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder: name a file to write", name)
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file that can be replaced: name another file to write", name)
	default:
		return nil
	}
}

// replaceFile writes a file whole or not at all, for its owner alone.
func (d database) replaceFile(name string, data []byte) error {
	if err := d.mayReplace(name); err != nil {
		return err
	}
	part, err := partOf(name)
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	if err = cmp.Or(err, part.Sync(), part.Close()); err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err != nil {
		_ = os.Remove(part.Name()) // the error that matters is the one before
		return fmt.Errorf("write %s: %w; check the name and that the disk has room", name, err)
	}
	return nil
}

func partOf(name string) (*os.File, error) {
	part, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return nil, fmt.Errorf("write %s: check that the folder exists and that you may write there", name)
	}
	return part, nil
}
