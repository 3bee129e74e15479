package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// The side folder holds the copies of evidence: "<database>.files" beside the
// database, for its owner alone. A backup needs both.

// Folder is the side folder of a database: "data/baocao.files" of "data/baocao.db".
func Folder(database string) string { return strings.TrimSuffix(database, ".db") + ".files" }

// folderNames are the only names a file of the side folder may have.
var folderNames = regexp.MustCompile(`^mc-[0-9]{6,19}\.[a-z]{2,5}$`)

// KeepFile puts a file into the side folder, whole or not at all, and in place of
// one of the same name. It is on the disk when this returns.
func (s *Store) KeepFile(name string, data []byte) error {
	if !folderNames.MatchString(name) {
		return fmt.Errorf("%q is no name for the side folder", name)
	}
	folder := Folder(s.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	file := filepath.Join(folder, name)
	part := file + ".part" // one name for each file, so that a crash leaves no heap of them
	if err := writeWhole(part, data); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	return syncFolder(folder)
}

func writeWhole(name string, data []byte) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Sync(), file.Close())
}

// syncFolder makes a rename survive a power cut.
func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// bringFiles puts files of one side folder into a new one by bring, or copies them
// where bring cannot, as a link cannot between disks; missing are those that are not
// there. A file of the side folder never changes once it has its name, so the bot may
// work on meanwhile.
func bringFiles(ctx context.Context, names []string, from, to string, bring func(from, to string) error) (missing []string, err error) {
	for _, name := range names {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		file := filepath.Join(from, name)
		info, err := os.Lstat(file)
		if !folderNames.MatchString(name) || errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
			missing = append(missing, name)
			continue
		}
		if err == nil {
			err = os.MkdirAll(to, 0o700)
		}
		if err == nil && bring(file, filepath.Join(to, name)) != nil {
			err = copyFile(file, filepath.Join(to, name))
		}
		if err != nil {
			return nil, err
		}
	}
	if len(names) == len(missing) {
		return missing, nil
	}
	return missing, syncFolder(to)
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from) // flows.MaxFile at most
	if err != nil {
		return err
	}
	return writeWhole(to, data)
}

// removeFolder removes a side folder; what is not ours in it stays, and so does
// the folder then.
func removeFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	strange := false
	for _, e := range entries {
		if !e.Type().IsRegular() || !folderNames.MatchString(strings.TrimSuffix(e.Name(), ".part")) {
			strange = true
			continue
		}
		err = errors.Join(err, os.Remove(filepath.Join(folder, e.Name())))
	}
	if err != nil || strange {
		return err
	}
	return os.Remove(folder)
}
