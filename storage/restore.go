package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"baocaobot/flows"
)

// Restored tells what was put in place.
type Restored struct {
	Contents
	Unsent Unsent // what may have gone out after the backup was taken
	Aside  string // where the database that stood there is kept now; empty when there was none
}

// Restore puts a backup and its evidence in the place of a database that no program
// has open. What stood there is kept aside, never deleted. A database that recorded
// anything later than the backup is only replaced when older is allowed. Evidence
// that is not beside the backup is listed to be fetched from Telegram again. What was on
// its way when the backup was taken is not sent again.
func Restore(ctx context.Context, file, target string, older bool, now time.Time) (Restored, error) {
	if err := differentFiles(file, target); err != nil {
		return Restored{}, err
	}
	source, err := inspectFile(ctx, file, file)
	if err != nil {
		return Restored{}, err
	}
	old, err := hold(ctx, target)
	if err != nil {
		return Restored{}, err
	}
	defer old.release()
	if old.newest.After(source.Newest) && !older {
		return Restored{}, later(target, old.newest, source.Newest)
	}
	part, err := makePart(target)
	if err != nil {
		return Restored{}, err
	}
	defer os.RemoveAll(part)
	whole := filepath.Join(part, "whole.db")
	done, err := assemble(ctx, file, whole, now)
	if err != nil {
		return Restored{}, outOfRoom(target, err)
	}
	if done.Aside, err = setAside(old, target, now); err != nil {
		return Restored{}, err
	}
	return done, publish(whole, target)
}

func later(target string, its, backup time.Time) error {
	return fmt.Errorf("%s recorded something at %s and the backup only goes to %s: with --even-if-older the backup is put in its place all the same, and the database is kept aside; nothing was changed",
		target, clockWords(its), clockWords(backup))
}

func clockWords(t time.Time) string {
	if t.IsZero() {
		return "no moment at all"
	}
	return t.In(flows.Zone).Format("2006-01-02 15:04:05")
}

// differentFiles wants a backup that is there and is not the database itself.
func differentFiles(file, target string) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no backup %s: check the name; nothing was changed", file)
	case err != nil:
		return fmt.Errorf("the backup %s cannot be read: check that you may read it; nothing was changed", file)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file: name the .db file of a backup; nothing was changed", file)
	}
	there, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil || !there.Mode().IsRegular():
		return fmt.Errorf("%s is no database file: name the database with --db; nothing was changed", target)
	case os.SameFile(info, there):
		return fmt.Errorf("%s is the database itself: name a backup, and the database to be replaced with --db; nothing was changed", file)
	}
	return nil
}

// assemble copies a backup, brings its tables up to date, copies its evidence, and ends
// what was on its way.
func assemble(ctx context.Context, file, whole string, now time.Time) (done Restored, err error) {
	db, err := sql.Open("sqlite", address(file)+forReading)
	if err != nil {
		return done, explain(file, err)
	}
	defer db.Close()
	if err := vacuumInto(ctx, db, file, whole); err != nil {
		return done, err
	}
	store, err := Open(ctx, whole)
	if err != nil {
		return done, err
	}
	defer store.Close()
	made, err := inspect(ctx, store.read)
	if err != nil {
		return done, sayUnfit(file, err)
	}
	missing, err := bringFiles(ctx, made.files, Folder(file), Folder(whole), copyFile)
	if err != nil {
		return done, err
	}
	err = store.Update(ctx, func(tx *Tx) error {
		if err := tx.fetchAgain(missing, now); err != nil {
			return err
		}
		done.Unsent, err = tx.cutOff(made.Newest, now)
		return err
	})
	if err := errors.Join(err, store.Close()); err != nil { // closing empties the write-ahead log
		return done, err
	}
	info, err := os.Stat(whole)
	if err != nil {
		return done, err
	}
	done.Contents = made.Contents
	done.Bytes, done.Missing, done.Files = info.Size(), len(missing), made.Files-len(missing)
	return done, nil
}

// fetchAgain lists evidence whose copies were lost as due to be fetched.
func (t *Tx) fetchAgain(names []string, now time.Time) error {
	for _, name := range names {
		_, err := t.exec("fetch evidence again", `update evidence set stored = '', tries = 0, next_ms = $1 where stored = $2`, ms(now), name)
		if err != nil {
			return err
		}
	}
	return nil
}

// setAside renames what stands at a database's name. The file itself is linked, so
// that at every moment a database is there: a bot that starts finds the old or the
// new one and never begins an empty one.
func setAside(old held, path string, now time.Time) (string, error) {
	aside := path + ".before-restore-" + now.In(flows.Zone).Format("20060102-150405")
	if err := mustBeFree(aside); err != nil {
		return "", err
	}
	if err := moveIfThere(Folder(path), Folder(aside)); err != nil {
		return "", err
	}
	for _, s := range sideFiles {
		if err := moveIfThere(path+s, aside+s); err != nil {
			return "", err
		}
	}
	if !old.there {
		return "", nil
	}
	if os.Link(path, aside) == nil {
		return aside, nil
	}
	return aside, os.Rename(path, aside)
}

func moveIfThere(from, to string) error {
	if err := os.Rename(from, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
