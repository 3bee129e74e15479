package storage

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	errNoFile = errors.New("no regular file")
	errEmpty  = errors.New("empty") // without tables: a database that was never begun
)

// recognise tells before anything is written whether a file is a database of ours:
// errNoFile, errForeign, errNewer, or errEmpty.
func recognise(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return errNoFile
	case err == nil && info.Size() == 0:
		return errEmpty
	}
	_, err = os.Stat(realName(path) + "-wal")
	logged := err == nil
	// First without the right to write, by which SQLite would throw the log of a damaged
	// file away, and with it answers that may be saved from there.
	err = recogniseBy(ctx, address(path)+forReading)
	var e *sqlite.Error
	undo := errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_READONLY // what a crash left
	sweep := errors.Is(err, errForeign) && !logged                         // what reading left beside it
	if undo || sweep {
		return recogniseBy(ctx, address(path)+forCopying)
	}
	return err
}

// isUnfit tells that a file is no database of ours, which no waiting mends.
func isUnfit(err error) bool {
	return errors.Is(err, errNoFile) || errors.Is(err, errEmpty) || errors.Is(err, errForeign) || errors.Is(err, errNewer)
}

func recogniseBy(ctx context.Context, address string) error {
	db, err := sql.Open("sqlite", address)
	if err != nil {
		return err
	}
	defer db.Close()
	tables, err := tablesOf(ctx, db)
	if err != nil {
		return err
	}
	begun := false // goose keeps its table before it makes the first of ours
	for name := range tables {
		begun = begun || name != "goose_db_version" && !strings.HasPrefix(name, "sqlite_")
	}
	if !begun {
		return errEmpty
	}
	return ours(ctx, db, tables)
}
