package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// held is a database that is about to be replaced: no program can open it to write
// until it is released.
type held struct {
	there  bool
	newest time.Time // zero when it is damaged or empty
	db     *sql.DB
}

func (h held) release() {
	if h.db != nil {
		h.db.Close()
	}
}

// hold takes a database from everybody; ErrInUse when somebody has it open. A
// damaged one is held by nothing, and one of another program is refused.
func hold(ctx context.Context, path string) (held, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return held{}, nil
	}
	taken, err := take(ctx, path)
	if isDamage(err) {
		if !lockedByOthers(path) {
			return held{there: true}, nil
		}
		err = ErrInUse
	}
	if errors.Is(err, ErrInUse) || isBusy(err) {
		return held{}, unusable{fmt.Sprintf("the database %s is in use: stop the bot first, then restore; nothing was changed", path), ErrInUse}
	}
	return taken, sayUnfit(path, err)
}

func take(ctx context.Context, path string) (held, error) {
	if err := recognise(ctx, path); err != nil && !errors.Is(err, errEmpty) && !errors.Is(err, errNewer) { // those may be replaced
		return held{}, err
	}
	db, err := sql.Open("sqlite", address(path)+"?mode=rw&_pragma=busy_timeout(0)")
	if err != nil {
		return held{}, err
	}
	db.SetMaxOpenConns(1)
	newest, err := takeWhole(ctx, db)
	if err != nil {
		return held{}, errors.Join(err, db.Close())
	}
	return held{there: true, newest: newest, db: db}, nil
}

// takeWhole leaves write-ahead logging, which is impossible while another has the
// file open and merges the log into it, locks the file, and tells its newest moment.
func takeWhole(ctx context.Context, db *sql.DB) (time.Time, error) {
	var mode string
	if err := db.QueryRowContext(ctx, "pragma journal_mode(delete)").Scan(&mode); err != nil {
		return time.Time{}, err
	}
	if mode != "delete" {
		return time.Time{}, ErrInUse
	}
	// The lock begins the first page of an empty file, whose journal would be set aside.
	if _, err := db.ExecContext(ctx, "pragma journal_mode(memory); begin exclusive"); err != nil {
		return time.Time{}, err
	}
	tables, err := tablesOf(ctx, db)
	if err != nil {
		return time.Time{}, err
	}
	return newest(ctx, db, tables)
}
