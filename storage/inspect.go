package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// inspected is a database that was found whole, ours, and not too new.
type inspected struct {
	Contents
	files []string // names in the side folder
}

// inspectFile looks through a database file; its errors call it by name.
func inspectFile(ctx context.Context, file, name string) (inspected, error) {
	db, err := sql.Open("sqlite", address(file)+forReading)
	if err != nil {
		return inspected{}, explain(name, err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	found, err := inspect(ctx, db)
	if info, statErr := os.Stat(file); statErr == nil {
		found.Bytes = info.Size()
	}
	return found, sayUnfit(name, err)
}

var (
	errDamaged = errors.New("damaged")
	errForeign = errors.New("not ours")
)

// sayUnfit is explain for a file that is looked through before it is used.
func sayUnfit(name string, err error) error {
	switch {
	case errors.Is(err, errDamaged), isDamage(err):
		return unusable{fmt.Sprintf("%s is not an undamaged baocaobot database: take another backup; nothing was changed", name), err}
	case errors.Is(err, errForeign):
		return unusable{fmt.Sprintf("%s is a database, but not one of baocaobot: name another file; nothing was changed", name), err}
	case errors.Is(err, errEmpty):
		return unusable{fmt.Sprintf("%s is an empty file: name another; nothing was changed", name), err}
	default:
		return explain(name, err)
	}
}

// inspect tells what a database holds, or why it is not fit to be kept.
func inspect(ctx context.Context, on queryRower) (found inspected, err error) {
	if err := sound(ctx, on); err != nil {
		return found, err
	}
	tables, err := tablesOf(ctx, on)
	if err == nil && len(tables) == 0 {
		err = errEmpty
	}
	if err != nil {
		return found, err
	}
	if err := ours(ctx, on, tables); err != nil {
		return found, err
	}
	if err := on.QueryRowContext(ctx, `select count(*) from answer`).Scan(&found.Answers); err != nil {
		return found, err
	}
	if found.files, err = storedFiles(ctx, on, tables); err != nil {
		return found, err
	}
	found.Files = len(found.files)
	found.Newest, err = newest(ctx, on, tables)
	return found, err
}

// sound reads a whole database: pages, indexes, and that every row it refers to is there.
func sound(ctx context.Context, on queryRower) error {
	var said string
	if err := on.QueryRowContext(ctx, `pragma integrity_check(1)`).Scan(&said); err != nil {
		return err
	}
	var broken int64
	if err := on.QueryRowContext(ctx, `select count(*) from pragma_foreign_key_check`).Scan(&broken); err != nil {
		return err
	}
	if said != "ok" || broken > 0 {
		return errDamaged
	}
	return nil
}

// queryRower is a database or one connection of it.
type queryRower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func tablesOf(ctx context.Context, on queryRower) (map[string]bool, error) {
	names, err := texts(ctx, on, `select name from sqlite_master where type = 'table'`)
	tables := map[string]bool{}
	for _, name := range names {
		tables[name] = true
	}
	return tables, err
}

// ours tells whether a database was made by this program, and not by a newer version.
func ours(ctx context.Context, on queryRower, tables map[string]bool) error {
	for _, name := range []string{"goose_db_version", "round_unit", "answer", "report_event", "place", "seen"} {
		if !tables[name] {
			return errForeign
		}
	}
	var have int
	if err := on.QueryRowContext(ctx, `select coalesce(max(version_id), 0) from goose_db_version`).Scan(&have); err != nil {
		return err
	}
	latest, err := latestMigration()
	if err == nil && have > latest {
		return errNewer
	}
	return err
}

func latestMigration() (int, error) {
	files, err := migrations.ReadDir("migrations/sqlite") // in the order of their names
	if err != nil {
		return 0, err
	}
	number, _, _ := strings.Cut(files[len(files)-1].Name(), "_")
	return strconv.Atoi(number)
}

// storedFiles are the names of all evidence that was copied, removed or not.
func storedFiles(ctx context.Context, on queryRower, tables map[string]bool) ([]string, error) {
	if !tables["evidence"] { // an older version's
		return nil, nil
	}
	return texts(ctx, on, `select distinct stored from evidence where stored <> '' order by stored`)
}

// moments are the columns that tell when something was recorded. That a backup was put in
// place records nothing new: the way back stays open.
var moments = []struct{ table, column string }{
	{"seen", "at_ms"}, {"answer", "at_ms"}, {"report_event", "at_ms"}, {"evidence", "at_ms"}, {"task", "at_ms"},
	{"parked", "at_ms"}, {"person", "joined_ms"}, {"invite", "created_ms"}, {"round", "opened_ms"},
	{"edition", "at_ms"}, {"planned", "at_ms"}, {"digest", "since_ms"}, {"reminder", "at_ms"},
	{"audit", "case when act = 'restored' then 0 else at_ms end"}, {"guess", "since_ms"}, {"notice", "done_ms"},
	{"broadcast", "at_ms"}, {"broadcast", "done_ms"}, {"broadcast_to", "at_ms"}, {"broadcast_draft", "at_ms"},
	{"unit_list", "at_ms"}, {"unit_list", "done_ms"},
}

// newest is the latest moment at which anything was recorded: a message handled,
// an answer, a person who joined, an invite, a round opened.
func newest(ctx context.Context, on queryRower, tables map[string]bool) (latest time.Time, err error) {
	for _, m := range moments {
		if !tables[m.table] {
			continue
		}
		var at int64
		if err := on.QueryRowContext(ctx, `select coalesce(max(`+m.column+`), 0) from `+m.table).Scan(&at); err != nil {
			return latest, err
		}
		if at > 0 && moment(at).After(latest) {
			latest = moment(at)
		}
	}
	return latest, nil
}

func texts(ctx context.Context, on queryRower, query string) (all []string, err error) {
	found, err := on.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var one string
		if err := found.Scan(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, found.Err()
}
