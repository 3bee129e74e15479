package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// What was on its way when a backup was taken went out after it, or did not: the backup
// cannot tell. After a restore none of it is sent again unless somebody says so.

// Unsent counts what a restore has ended because it may have been sent already.
type Unsent struct {
	Broadcasts int
	People     int // of them, of whom it is unknown whether they got it
	Notices    int // reminders, workbooks, news of a report …
}

// cutOff ends what was on its way in a backup that goes to newest: what was due by now.
// The running bot then reports each broadcast to the office.
func (t *Tx) cutOff(newest, now time.Time) (u Unsent, err error) {
	for _, part := range []struct {
		count *int
		query string
		args  []any
	}{
		{&u.People, `update broadcast_to set state = 'unknown', at_ms = $1 where state in ('waiting', 'sending')
			and broadcast in (select id from broadcast where done_ms = 0 and state <> 'stopping')`, []any{ms(newest)}},
		{&u.Broadcasts, `update broadcast set state = case state when 'planning' then 'cut short' else 'cut off' end where done_ms = 0 and state <> 'stopping'`, nil},
		{new(int), `update broadcast_to set state = 'unknown', at_ms = $1 where state = 'sending'`, []any{ms(newest)}},
		{&u.Notices, `update notice set done_ms = $1, outcome = $2, lease_ms = 0 where done_ms = 0 and due_ms <= $3`,
			[]any{ms(newest), string(Unsure), ms(now)}},
		{new(int), `update chat set shown = turn where shown < turn`, nil},
		{new(int), `update digest set told_ms = $1 where told_ms < $1`, []any{ms(now)}},
	} {
		n, err := t.exec("end what was on its way", part.query, part.args...)
		if err != nil {
			return u, err
		}
		*part.count = int(n)
	}
	return u, t.Audit(Deed{At: now, Act: RestoredFrom, Note: clockWords(newest)})
}

// RestoredAt is when the database was last restored from a backup; zero when never. What
// is planned by the clock and fell due before may have gone out.
func (t *Tx) RestoredAt() (time.Time, error) {
	var at int64
	err := t.tx.QueryRowContext(t.ctx, `select at_ms from audit where act = $1 order by id desc limit 1`, string(RestoredFrom)).Scan(&at)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, fmt.Errorf("find restore: %w", err)
	}
	return moment(at), nil
}
