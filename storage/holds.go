package storage

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Holds tells that a file is a database or belongs to one, so that nothing may be written
// over it: this database, its side files and what is in its folder, and any other database
// of SQLite. Links and other spellings of a name are seen through.
func Holds(database, name string) bool {
	file, own := realName(name), realName(database)
	if inside(file, Folder(database)) || isSQLite(file) {
		return true
	}
	for _, s := range append([]string{"", claimFile}, sideFiles...) {
		if named(file, own+s) {
			return true
		}
		if main, cut := strings.CutSuffix(file, s); cut && isSQLite(main) {
			return true
		}
	}
	return false
}

// realName follows the links in a name, of a file that need not be there.
func realName(name string) string {
	if name, err := filepath.Abs(name); err == nil {
		if real, err := filepath.EvalSymlinks(name); err == nil {
			return real
		}
		if folder, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
			return filepath.Join(folder, filepath.Base(name))
		}
	}
	return filepath.Clean(name)
}

// named tells that two names are of one file, or would be.
func named(a, b string) bool { return a == b || sameFile(a, b) }

func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	two, err := os.Stat(b)
	return err == nil && os.SameFile(one, two)
}

// inside tells that a file is a folder or lies somewhere in it.
func inside(file, folder string) bool {
	folder = realName(folder)
	for {
		if named(file, folder) {
			return true
		}
		above := filepath.Dir(file)
		if above == file {
			return false
		}
		file = above
	}
}

// isSQLite tells a database by how its file begins: https://www.sqlite.org/fileformat.html.
func isSQLite(name string) bool {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return false
	}
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	begins := []byte("SQLite format 3\x00")
	have := make([]byte, len(begins))
	_, err = io.ReadFull(file, have)
	return err == nil && bytes.Equal(have, begins)
}
