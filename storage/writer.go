package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// querier is what statements run on: the writer's connection or a reading transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// writer is the one connection that writes. Transactions that wait at the same
// moment share one commit, so that the speed of the disk's fsync is not the speed
// limit of the bot; each but the first stands behind a savepoint of its own, so that
// one that fails is undone alone.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	on    *prepared
	known *known
	home  home
	jobs  chan *job
	quit  chan struct{} // closed when nothing more is taken
	ended chan struct{} // closed when the last group is committed

	once    sync.Once
	commits atomic.Int64
}

// job is one transaction that waits for its commit.
type job struct {
	ctx  context.Context
	do   func(*Tx) error
	err  error
	ran  chan struct{} // closed when do has done its part, if somebody wants to know
	lent loans         // what do has read, good until it is given back
	done chan struct{}
}

// maxGroup is how many transactions share a commit at most: what one of them waits
// for the others stays a matter of milliseconds.
const maxGroup = 64

// yields is how often others may go first before a group that nobody joins commits.
const yields = 2

var errClosed = errors.New("the database is closed")

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, conn: conn, on: &prepared{conn: conn, statements: map[string]*sql.Stmt{}}, known: newKnown(),
		jobs: make(chan *job), quit: make(chan struct{}), ended: make(chan struct{})}
	go w.run()
	return w, nil
}

// update hands over one transaction and waits until it is committed or undone. What is to
// be done meanwhile, if anything, begins when do has done its part.
func (w *writer) update(ctx context.Context, do func(*Tx) error, meanwhile func()) error {
	j := &job{ctx: ctx, do: do, done: make(chan struct{})}
	if meanwhile != nil {
		j.ran = make(chan struct{})
	}
	if err := w.hand(ctx, j); err != nil {
		return err
	}
	defer func() { j.lent.giveBack() }()
	select {
	case <-j.ran:
		meanwhile()
		<-j.done
	case <-j.done:
		if j.err == nil && meanwhile != nil { // all was committed before this one woke up
			meanwhile()
		}
	}
	return j.err
}

func (w *writer) hand(ctx context.Context, j *job) error {
	select {
	case w.jobs <- j:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("begin transaction: %w", ctx.Err())
	case <-w.quit:
		return errClosed
	}
}

func (w *writer) run() {
	defer close(w.ended)
	for {
		select {
		case first := <-w.jobs:
			group, err := w.group(first)
			for _, j := range group {
				j.err = errors.Join(j.err, err)
				close(j.done)
			}
		case <-w.quit:
			return
		}
	}
}

// group runs a transaction and all that come while it runs, and commits them
// together. Its error is one that undid every one of them.
func (w *writer) group(first *job) ([]*job, error) {
	group := []*job{first}
	if err := w.exec("begin immediate"); err != nil {
		return group, fmt.Errorf("begin transaction: %w", err)
	}
	if err := w.known.begin(w.on); err != nil {
		return group, errors.Join(err, w.undo())
	}
	if w.take(first); first.err != nil { // nobody else is in it yet
		return group, w.undo()
	}
	for len(group) < maxGroup {
		next := w.next()
		if next == nil {
			break
		}
		group = append(group, next)
		if err := w.behindSavepoint(next); err != nil {
			return group, errors.Join(err, w.undo())
		}
	}
	if err := w.home.check(); err != nil {
		return group, errors.Join(err, w.undo())
	}
	if err := w.exec("commit"); err != nil {
		return group, errors.Join(fmt.Errorf("commit: %w", err), w.undo())
	}
	w.commits.Add(1)
	return group, nil
}

// next gives a transaction that waits now, or nil. Whoever is on the way is let through
// first: on a busy machine turns wait for a processor rather than for the disk, and a
// commit costs nearly the same for one as for many. On a quiet one yielding is no wait.
func (w *writer) next() *job {
	for range yields {
		select {
		case j := <-w.jobs:
			return j
		default:
			runtime.Gosched()
		}
	}
	select {
	case j := <-w.jobs:
		return j
	default:
		return nil
	}
}

// take runs a transaction that somebody still waits for.
func (w *writer) take(j *job) {
	if j.err = j.ctx.Err(); j.err == nil {
		j.err = w.safely(j)
	}
	if j.err == nil && j.ran != nil {
		close(j.ran)
	}
}

// behindSavepoint takes a transaction that shares the commit of others. It fails when
// the savepoint is lost, as a full disk does to it: then nothing of the group stands.
func (w *writer) behindSavepoint(j *job) error {
	if err := w.exec("savepoint turn"); err != nil {
		return fmt.Errorf("set savepoint: %w", err)
	}
	if w.take(j); j.err != nil {
		w.known.forget()
		if err := w.exec("rollback to turn"); err != nil {
			return fmt.Errorf("another transaction undid this one: %w", errors.Join(j.err, err))
		}
	}
	return w.exec("release turn")
}

// safely makes a panic an error like any other. What panicked may hold people's
// words: only its type is told.
func (w *writer) safely(j *job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %T at %s", p, debug.Stack())
		}
	}()
	tx := &Tx{ctx: context.Background(), tx: w.on, known: w.known}
	if j.ran != nil {
		tx.lent = &j.lent
	}
	return j.do(tx)
}

// undo ends a transaction that failed; one that SQLite ended already is no error.
func (w *writer) undo() error {
	w.known.forget()
	_ = w.exec("rollback")
	return nil
}

// exec runs a statement that steers the transaction. No context: a statement that is
// interrupted undoes the whole group, and none of these waits longer than busy_timeout.
func (w *writer) exec(statement string) error {
	_, err := w.on.ExecContext(context.Background(), statement)
	return err
}

// end finishes the group in hand. Ending twice is harmless.
func (w *writer) end() (err error) {
	w.once.Do(func() {
		close(w.quit)
		<-w.ended
		err = errors.Join(w.on.close(), w.conn.Close(), w.db.Close())
	})
	return err
}

// prepared keeps the statements of a connection: SQLite reads each text once.
type prepared struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

// maxPrepared bounds what is kept; the program has some fifty texts, and few of them
// are put together from parts.
const maxPrepared = 300

func (p *prepared) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := p.statements[query]; ok {
		return s, nil
	}
	s, err := p.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if len(p.statements) == maxPrepared {
		if err := p.close(); err != nil {
			return nil, err
		}
	}
	p.statements[query] = s
	return s, nil
}

func (p *prepared) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := p.statement(ctx, query)
	if err != nil {
		return p.conn.QueryRowContext(ctx, query, args...) // which fails in the same way
	}
	return s.QueryRowContext(ctx, args...)
}

func (p *prepared) close() (err error) {
	for query, s := range p.statements {
		err = errors.Join(err, s.Close())
		delete(p.statements, query)
	}
	return err
}
