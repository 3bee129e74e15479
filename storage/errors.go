package storage

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What a caller can act on.
var (
	ErrNotFound = errors.New("not found")
	// ErrInvite is an invite that is unknown, used or expired; which of them is
	// not told to whoever tries codes.
	ErrInvite = errors.New("invite is not valid")

	errNewer = errors.New("made by a newer version")
)

// explain turns an error of opening into one sentence that says what to do.
func explain(path string, err error) error {
	if errors.Is(err, errNewer) {
		return fmt.Errorf("the database %s was made by a newer version of baocaobot: install that version, nothing was changed", path)
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("open database %s: %w", path, err)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("the database %s is in use by another program: stop that program or wait until it is done, then try again", path)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the file %s is not an undamaged baocaobot database: restore a backup, or name another file with --db; nothing was changed", path)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY:
		return fmt.Errorf("the database %s cannot be opened for writing: check that its folder exists and that you may write there", path)
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
		return fmt.Errorf("the disk that holds %s is full or failing: free some space and try again", path)
	default:
		return fmt.Errorf("open database %s: %w", path, err)
	}
}

// Transient tells that a transaction failed for a reason outside of it, such as
// another program that holds the database, a full disk or a failing one. Nothing
// was changed and the same work can be done again.
func Transient(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
		sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return true
	default:
		return false
	}
}
