// Package storage keeps what must survive: units, rounds, people, invites,
// answers, reports, evidence and where each person is. It is SQLite through modernc; the
// SQL is written so that PostgreSQL can read it too: $1 parameters, times as
// int64 milliseconds in UTC, JSON as opaque text.
//
// It decides nothing: what an answer means is the business of flows, who may
// give it of bot. All work happens in a transaction that the caller owns:
//
//	err := store.Update(ctx, func(tx *storage.Tx) error {
//		return tx.Append(round, unit, answers)   // committed when this returns nil
//	})
package storage

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed migrations
var migrations embed.FS

// Patience is how long reading in one transaction may take.
const Patience = 20 * time.Second

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path  string
	write *writer
	read  *sql.DB
}

// Tx is one transaction. All its methods belong to the same moment of the database.
type Tx struct {
	ctx   context.Context
	tx    querier
	known *known // of the writer; nil in a reading transaction
	lent  *loans // what is read is good for longer than the transaction; nil: it is not
}

// forWriting and forReading are the settings measured for this job: synchronous FULL,
// because an acknowledged answer must survive a power cut; immediate
// transactions, because a deferred one that reads first fails at once when
// another program writes.
const (
	forWriting = "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)" +
		"&_pragma=foreign_keys(1)&_pragma=journal_size_limit(67108864)&_txlock=immediate&_dqs=0"
	forReading = "?mode=ro&_pragma=busy_timeout(5000)&_dqs=0"
)

// Open opens the database at path, creating it when there is none, and brings
// its tables up to date. Errors are sentences for the person at the command line.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := create(path); err != nil {
		return nil, err
	}
	return openFile(ctx, path, true)
}

// openFile opens a file that is there; a database is begun in an empty one where that is
// wanted.
func openFile(ctx context.Context, path string, begin bool) (*Store, error) {
	write, err := sql.Open("sqlite", address(path)+forWriting)
	if err != nil {
		return nil, explain(path, err)
	}
	write.SetMaxOpenConns(1)
	write.SetMaxIdleConns(1)
	if err := migrate(ctx, write, path, begin); err != nil {
		write.Close()
		return nil, explain(path, err)
	}
	read, err := sql.Open("sqlite", address(path)+forReading)
	if err != nil {
		return nil, errors.Join(explain(path, err), write.Close())
	}
	read.SetMaxOpenConns(4)
	w, err := newWriter(ctx, write)
	if err == nil {
		w.home, err = homeOf(ctx, path, w.conn)
	}
	if err != nil {
		return nil, errors.Join(explain(path, err), read.Close(), write.Close())
	}
	return &Store{path: path, write: w, read: read}, nil
}

// address is a path as SQLite's driver takes it.
func address(path string) string {
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

// create makes the file of a new database, for its owner alone: it will hold
// people's answers. One that is there is not touched.
func create(path string) error {
	if path == "" || strings.HasPrefix(path, ":") || strings.HasPrefix(path, "file:") {
		return fmt.Errorf("%q is no database file: give the name of a file with --db", path)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return fmt.Errorf("the database %s cannot be made: check that its folder exists and that you may write there", path)
	}
	return file.Close()
}

// Remove deletes a database that no program has open, with its side files;
// ErrInUse when one has. A database that is not there is no error.
func Remove(ctx context.Context, path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := recognise(ctx, path); errors.Is(err, errForeign) || errors.Is(err, errNoFile) {
		return explain(path, err)
	}
	db, err := sql.Open("sqlite", address(path)+"?_pragma=busy_timeout(0)")
	if err != nil {
		return explain(path, err)
	}
	var mode string // write-ahead logging cannot be left while others have the file open
	err = db.QueryRowContext(ctx, "pragma journal_mode(delete)").Scan(&mode)
	db.Close()
	if err == nil && mode != "delete" || isBusy(err) {
		return unusable{fmt.Sprintf("the database %s is in use by another program: stop that program or wait until it is done, then try again; nothing was changed", path), ErrInUse}
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove database: %w", err)
		}
	}
	if err := removeFolder(Folder(path)); err != nil {
		return fmt.Errorf("remove evidence of database: %w", err)
	}
	return nil
}

// OpenExisting is Open for commands that make no sense on an empty database.
func OpenExisting(ctx context.Context, path string) (*Store, error) {
	if err := mustExist(path); err != nil {
		return nil, err
	}
	return openFile(ctx, path, false)
}

func mustExist(path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database at %s: give the right file with --db, or open a round first with \"baocaobot round open\"", path)
	}
	return nil
}

// busyPatience is how long others may keep a database from being opened. SQLite waits
// as long for its locks, but not where it changes a new file to write-ahead logging:
// https://www.sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY".
const busyPatience = 5 * time.Second

// migrate brings the tables up to date. Other programs that start at the same moment
// may hold the file, or have done the same step first, which shows as an error of
// ours; what is left is then tried again.
func migrate(ctx context.Context, db *sql.DB, path string, begin bool) error {
	started, failed := time.Now(), 0
	for {
		err := recognise(ctx, path)
		if err == nil || begin && errors.Is(err, errEmpty) {
			err = migrateOnce(ctx, db)
		}
		if err == nil || isUnfit(err) || isDamage(err) || ctx.Err() != nil {
			return err
		}
		if !isBusy(err) {
			failed++
		}
		if failed == 10 || time.Since(started) > busyPatience {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func migrateOnce(ctx context.Context, db *sql.DB) error {
	dir, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, dir)
	if err != nil {
		return err
	}
	sources := provider.ListSources()
	have, err := provider.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if have > sources[len(sources)-1].Version {
		return errNewer
	}
	_, err = provider.Up(ctx)
	return err
}

// Close closes the database. Everything committed is already on the disk.
func (s *Store) Close() error { return errors.Join(s.read.Close(), s.write.end()) }

// Update runs do in one write transaction and returns once it is committed or do has
// failed, and then nothing was changed. Transactions run one after another, in the
// order in which they were handed over; do must not wait for another one.
func (s *Store) Update(ctx context.Context, do func(*Tx) error) error {
	return explain(s.path, s.write.update(ctx, do, nil))
}

// UpdateWhile is Update that runs meanwhile, once do has done its part, while others do
// theirs and all is committed. What do has read is good until meanwhile has returned.
func (s *Store) UpdateWhile(ctx context.Context, do func(*Tx) error, meanwhile func()) error {
	return explain(s.path, s.write.update(ctx, do, meanwhile))
}

// Commits tells how many commits were made since the database was opened; many
// transactions may share one.
func (s *Store) Commits() int64 { return s.write.commits.Load() }

// View runs do in one read transaction.
func (s *Store) View(ctx context.Context, do func(*Tx) error) error {
	if err := s.write.home.check(); err != nil { // a new connection would read another database
		return explain(s.path, err)
	}
	return explain(s.path, view(ctx, s.read, do))
}

func view(ctx context.Context, db *sql.DB, do func(*Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	defer tx.Rollback() // there is nothing to commit
	return do(&Tx{ctx: ctx, tx: tx})
}

// exec runs a statement that writes. What is known is forgotten: it may be changed.
func (t *Tx) exec(doing, query string, args ...any) (changed int64, err error) {
	t.forget()
	return t.beside(doing, query, args...)
}

// beside is exec for a statement that changes nothing of what is known.
func (t *Tx) beside(doing, query string, args ...any) (changed int64, err error) {
	res, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", doing, err)
	}
	return res.RowsAffected()
}

// rows runs a query and scans every row with scan.
func rows[T any](t *Tx, doing string, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	found, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	defer found.Close()
	var all []T
	for found.Next() {
		one, err := scan(found)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", doing, err)
		}
		all = append(all, one)
	}
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return all, nil
}

func ms(t time.Time) int64      { return t.UnixMilli() }
func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
