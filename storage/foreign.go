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

// errEmpty is a file without tables: a database that was never begun.
var errEmpty = errors.New("empty")

// recognise tells before anything is written whether a file is a database of ours:
// errForeign, errNewer, or errEmpty when it has no tables yet.
func recognise(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return errEmpty
	}
	err := recogniseBy(ctx, address(path)+forReading)
	var e *sqlite.Error
	if errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_READONLY { // what a crash left must be undone first
		return recogniseBy(ctx, address(path)+forCopying)
	}
	return err
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
