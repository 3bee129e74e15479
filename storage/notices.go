package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"baocaobot/flows"
)

// Notice is something owed to a person who did not just ask for it.
type Notice struct {
	ID      int64
	Person  flows.PersonID
	Kind    string
	Screen  flows.Screen  // without a file
	Round   flows.RoundID // of what is made when it is sent
	Unit    flows.UnitID  // whose report it tells of: read by the unit and the office alone
	Attempt int           // how often it was taken to be sent, this time included
}

// Outcome is what became of a notice.
type Outcome string

// The outcomes of a notice.
const (
	Delivered Outcome = "sent"
	GivenUp   Outcome = "given up"
	Combined  Outcome = "combined" // its words went out with an earlier one
	Needless  Outcome = "needless" // what it was to say was true no more
	Unsure    Outcome = "unsure"   // it may have gone out after the backup that was restored
)

// Notify owes a person something from a moment on: a screen, or what its kind says of a
// round. Of the latter one is owed at a time, however often it is asked for.
func (t *Tx) Notify(n Notice, due time.Time) error {
	text, err := json.Marshal(n.Screen)
	if err != nil {
		return fmt.Errorf("encode notice: %w", err)
	}
	_, err = t.beside("keep notice", `insert into notice (person, kind, screen, round, unit, due_ms, lease_ms, attempt, last_error, done_ms, outcome)
		values ($1, $2, $3, $4, $5, $6, 0, 0, '', 0, '') on conflict do nothing`, int64(n.Person), n.Kind, string(text), string(n.Round), string(n.Unit), ms(due))
	return err
}

// NotifyAnew is Notify for what a person asks for once more: one that was taken already
// holds what was true then, and ends. If it is on its way, it arrives all the same.
func (t *Tx) NotifyAnew(n Notice, now time.Time) error {
	_, err := t.beside("replace notice", `update notice set done_ms = $1, outcome = $2 where person = $3 and kind = $4 and round = $5 and done_ms = 0 and attempt > 0`,
		ms(now), string(Needless), int64(n.Person), n.Kind, string(n.Round))
	if err != nil {
		return err
	}
	return t.Notify(n, now)
}

// TakeNotices takes what is due to people whom messages reach, the oldest first and one
// a person, so that what one person is owed comes in order. What is taken is left alone
// until lease.
func (t *Tx) TakeNotices(now, lease time.Time, limit int) ([]Notice, error) {
	scan := func(r *sql.Rows) (n Notice, err error) {
		var screen string
		if err := r.Scan(&n.ID, &n.Person, &n.Kind, &screen, &n.Round, &n.Unit, &n.Attempt); err != nil {
			return n, err
		}
		_ = json.Unmarshal([]byte(screen), &n.Screen) // an empty screen is refused and ends; the others go on
		return n, nil
	}
	return rows(t, "take notices", scan, `update notice set lease_ms = $1, attempt = attempt + 1
		where id in (select notice.id from notice
			join (select min(id) as id from notice where done_ms = 0 and due_ms <= $2 group by person) oldest on oldest.id = notice.id
			join person on person.id = notice.person
			where lease_ms <= $2 and person.reachable order by notice.id limit $3)
		returning id, person, kind, screen, round, unit, attempt`, ms(lease), ms(now), int64(limit))
}

// CombineNotices puts what a person is owed of the kind of one notice into that notice,
// in order, so that it goes out as one message; the others end.
func (t *Tx) CombineNotices(n Notice, now time.Time) (Notice, error) {
	scan := func(r *sql.Rows) (other Notice, err error) {
		var screen string
		if err := r.Scan(&other.ID, &screen); err != nil {
			return other, err
		}
		return other, json.Unmarshal([]byte(screen), &other.Screen)
	}
	others, err := rows(t, "list notices to combine", scan, `select id, screen from notice
		where person = $1 and kind = $2 and id <> $3 and done_ms = 0 and due_ms <= $4 order by id`, int64(n.Person), n.Kind, n.ID, ms(now))
	if err != nil || len(others) == 0 {
		return n, err
	}
	for _, other := range others {
		n.Screen.Text += "\n" + other.Screen.Text
		n.Screen.Buttons = append(n.Screen.Buttons, other.Screen.Buttons...)
		if err := t.EndNotice(other.ID, Combined, now); err != nil {
			return n, err
		}
	}
	text, err := json.Marshal(n.Screen)
	if err != nil {
		return n, fmt.Errorf("encode notice: %w", err)
	}
	_, err = t.beside("combine notices", `update notice set screen = $1 where id = $2`, string(text), n.ID)
	return n, err
}

// EndNotice keeps what became of a notice.
func (t *Tx) EndNotice(id int64, o Outcome, now time.Time) error {
	_, err := t.beside("end notice", `update notice set done_ms = $1, outcome = $2 where id = $3`, ms(now), string(o), id)
	return err
}

// ReplaceNotices ends what is still owed of a kind about a round: what comes now says it
// better.
func (t *Tx) ReplaceNotices(kind string, round flows.RoundID, now time.Time) error {
	_, err := t.beside("replace notices", `update notice set done_ms = $1, outcome = $2 where kind = $3 and round = $4 and done_ms = 0`,
		ms(now), string(Needless), kind, string(round))
	return err
}

// DelayNotice lets a notice that could not be sent be taken again later; until then
// the person's newer ones wait behind it. why must hold nothing of what people wrote.
func (t *Tx) DelayNotice(id int64, why string, until time.Time) error {
	_, err := t.beside("delay notice", `update notice set lease_ms = $1, last_error = $2 where id = $3`, ms(until), why, id)
	return err
}

// FreeNotices ends every lease: at the start nobody is sending.
func (t *Tx) FreeNotices() error {
	_, err := t.beside("free notices", `update notice set lease_ms = 0 where done_ms = 0 and lease_ms <> 0`)
	return err
}
