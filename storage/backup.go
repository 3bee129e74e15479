package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A backup is itself a usable database with its side folder: "x.db" and "x.files".
// It is made under a temporary name, checked, and only then gets its own; the
// database comes last, so that a file of that name is a whole backup.

// Contents tells what a database holds.
type Contents struct {
	Bytes   int64     // of the database file
	Answers int64     // with their history
	Files   int       // of evidence, in the side folder
	Missing int       // of evidence, named by the database but not in the side folder
	Newest  time.Time // the newest moment recorded; zero when there is none
}

// forCopying only reads, but may sweep up the write-ahead log when it closes last.
const forCopying = "?mode=rw&_pragma=busy_timeout(5000)&_dqs=0"

// Backup writes the database and its evidence to a file that must not exist, while
// the bot works on. Everything committed before the call is in it.
func (s *Store) Backup(ctx context.Context, file string) (Contents, error) {
	return backup(ctx, s.read, s.path, file)
}

// Backup is Store.Backup of a database that another program may have open. It
// changes nothing, not even tables that an older version made.
func Backup(ctx context.Context, path, file string) (Contents, error) {
	if err := mustExist(path); err != nil {
		return Contents{}, err
	}
	db, err := sql.Open("sqlite", address(path)+forCopying)
	if err != nil {
		return Contents{}, explain(path, err)
	}
	defer db.Close()
	return backup(ctx, db, path, file)
}

func backup(ctx context.Context, db *sql.DB, path, file string) (Contents, error) {
	if err := mustBeFree(file); err != nil {
		return Contents{}, err
	}
	part, err := makePart(file)
	if err != nil {
		return Contents{}, err
	}
	defer os.RemoveAll(part)
	whole := filepath.Join(part, "whole.db")
	if err := vacuumInto(ctx, db, path, whole); err != nil {
		return Contents{}, outOfRoom(file, err)
	}
	made, err := inspectFile(ctx, whole, path)
	if err != nil {
		return made.Contents, err
	}
	missing, err := bringFiles(ctx, made.files, Folder(path), Folder(whole), os.Link)
	if err != nil {
		return made.Contents, outOfRoom(file, err)
	}
	made.Missing = len(missing)
	made.Files -= len(missing)
	return made.Contents, outOfRoom(file, publish(whole, file))
}

// sideFiles are the files that SQLite may keep beside a database.
var sideFiles = []string{"-wal", "-shm", "-journal"}

// mustBeFree refuses the name of a backup under which anything stands: a backup is
// never written over another, and a stray journal would damage it.
func mustBeFree(file string) error {
	if file == "" || strings.HasPrefix(file, ":") || strings.HasPrefix(file, "file:") {
		return fmt.Errorf("%q is no name for a backup: give the name of a file", file)
	}
	names := []string{file, Folder(file)}
	for _, s := range sideFiles {
		names = append(names, file+s)
	}
	for _, name := range names {
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s exists already and a backup never replaces anything: name another file", name)
		}
	}
	return nil
}

// makePart makes the folder where a database is put together before it gets its
// name, for its owner alone.
func makePart(file string) (string, error) {
	part, err := os.MkdirTemp(filepath.Dir(file), filepath.Base(file)+".part-*")
	if err != nil {
		return "", fmt.Errorf("%s cannot be made: check that its folder exists, that the disk has room and that you may write there", file)
	}
	return part, nil
}

// vacuumInto writes a compact copy of a database as it is at this moment.
func vacuumInto(ctx context.Context, db *sql.DB, path, whole string) error {
	if err := create(whole); err != nil { // SQLite takes an empty file, and would give a new one to everybody
		return err
	}
	if _, err := db.ExecContext(ctx, `vacuum into $1`, whole); err != nil {
		return explain(path, err)
	}
	file, err := os.OpenFile(whole, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// publish gives a database that was put together its name, and its folder first.
func publish(whole, file string) error {
	err := os.Rename(Folder(whole), Folder(file))
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // there may be no evidence
		return err
	}
	if err := os.Rename(whole, file); err != nil {
		return errors.Join(err, os.Rename(Folder(file), Folder(whole)))
	}
	return syncFolder(filepath.Dir(file))
}
