package storage

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What a caller can act on.
var (
	ErrNotFound = errors.New("not found")
	// ErrInvite is an invite that is unknown, used or expired; which of them is
	// not told to whoever tries codes.
	ErrInvite = errors.New("invite is not valid")
	// ErrSpent is an ErrInvite that was good once: trying it is no guess.
	ErrSpent = fmt.Errorf("%w any more", ErrInvite)

	// ErrInUse is a database that another program has open.
	ErrInUse = errors.New("in use by another program")

	errNewer = errors.New("made by a newer version")
)

// unusable is a database that cannot be worked with: a sentence that says what
// to do, around the error that tells why.
type unusable struct {
	said string
	err  error
}

func (u unusable) Error() string { return u.said }
func (u unusable) Unwrap() error { return u.err }

// explain turns an error of the database itself into one sentence that says what
// to do; other errors pass through.
func explain(path string, err error) error {
	say := func(format string) error { return unusable{fmt.Sprintf(format, path), err} }
	switch {
	case errors.Is(err, errNewer):
		return say("the database %s was made by a newer version of baocaobot: install that version, nothing was changed")
	case errors.Is(err, errNoFile):
		return say("%s is no database file: name a file with --db; nothing was changed")
	case errors.Is(err, errForeign):
		return say("%s is a database, but not one of baocaobot: name another file with --db; nothing was changed")
	case errors.Is(err, errEmpty):
		return say("there is no database at %s yet, only an empty file: give the right file with --db, or open a round first with \"baocaobot round open\"; nothing was changed")
	case errors.Is(err, errMoved):
		return say("the database %s or its -wal file was moved, removed or replaced while it was open, and nothing is confirmed any more: put back what stood there, or stop this program and restore a backup; nothing was changed")
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return say("the database %s is in use by another program: stop that program or wait until it is done, then try again; nothing was changed")
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return say("the file %s is not an undamaged baocaobot database: restore a backup, or name another file with --db; nothing was changed")
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY:
		return say("the database %s cannot be opened for writing: check that its folder exists and that you may write there")
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
		return say("the disk that holds %s is full or failing: free some space and try again; nothing was changed")
	default:
		return err
	}
}

func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

// isDamage tells that a file is not a database, or one that cannot be read through.
func isDamage(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_NOTADB || e.Code()&0xff == sqlite3.SQLITE_CORRUPT)
}

// outOfRoom says which disk is full when a copy is written: not the database's own.
func outOfRoom(where string, err error) error {
	var e *sqlite.Error
	full := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) || errors.Is(err, syscall.EDQUOT)
	if errors.As(err, &e) {
		full = e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code()&0xff == sqlite3.SQLITE_IOERR
	}
	if !full {
		return err
	}
	return unusable{fmt.Sprintf("the disk that holds %s is full or failing: free some space and try again; nothing was changed", where), err}
}

// Transient tells that a transaction failed for a reason outside of it, such as
// another program that holds the database, a full disk, a damaged or moved file or
// the program's own end. Nothing was changed and the same work can be done again once
// that is mended.
func Transient(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errClosed) || errors.Is(err, errMoved) {
		return true
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
		sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
		sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB: // until somebody restores it
		return true
	default:
		return false
	}
}
