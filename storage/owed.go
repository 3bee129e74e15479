package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// Owed is a chat whose screen is behind its last turn.
type Owed struct {
	Person flows.PersonID
	Turn   int64
	Screen []byte // how it is drawn, as Owe was given it
}

// Owe keeps how the screen of a person's turn is drawn, and when it was taken, and gives
// the turn's number; 0 for a stranger, who is owed nothing.
func (t *Tx) Owe(person flows.PersonID, screen []byte, now time.Time) (turn int64, err error) {
	if t.known != nil && t.known.turns[person] > 0 {
		return t.oweNext(person, screen, now)
	}
	err = t.tx.QueryRowContext(t.ctx, `insert into chat (person, turn, shown, owed, turn_ms) select id, 1, 0, $2, $3 from person where id = $1
		on conflict (person) do update set turn = chat.turn + 1, owed = excluded.owed, turn_ms = excluded.turn_ms returning turn`,
		int64(person), string(screen), ms(now)).Scan(&turn)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("keep owed screen: %w", err)
	}
	if t.known != nil {
		remember(t.known.turns, person, turn)
	}
	return turn, nil
}

// oweNext is Owe for a chat whose last turn is known.
func (t *Tx) oweNext(person flows.PersonID, screen []byte, now time.Time) (turn int64, err error) {
	turn = t.known.turns[person] + 1
	_, err = t.beside("keep owed screen", `update chat set turn = $2, owed = $3, turn_ms = $4 where person = $1`, int64(person), turn, string(screen), ms(now))
	if err == nil {
		t.known.turns[person] = turn
	}
	return turn, err
}

// OweAt is Owe and SavePlace for a turn of the conversation about a report. Mostly it is
// the report in hand, and then one row changes.
func (t *Tx) OweAt(person flows.PersonID, round flows.RoundID, unit flows.UnitID, json, screen []byte, now time.Time) (turn int64, err error) {
	key := reportKey{round, unit}
	if _, ok := t.lastPlace(person, key); !ok || t.known.turns[person] == 0 {
		if err := t.SavePlace(person, round, unit, json); err != nil {
			return 0, err
		}
		return t.Owe(person, screen, now)
	}
	turn = t.known.turns[person] + 1
	_, err = t.beside("keep place and owed screen", `update chat set turn = $2, owed = $3, turn_ms = $4, place = $5 where person = $1`,
		int64(person), turn, string(screen), ms(now), string(json))
	if err == nil {
		t.known.turns[person], t.known.places[person] = turn, place{key, json}
	}
	return turn, err
}

// Shown keeps that a chat shows the screen of a turn.
func (t *Tx) Shown(person flows.PersonID, turn int64) error {
	_, err := t.beside("keep shown screen", `update chat set shown = $2 where person = $1 and shown < $2`, int64(person), turn)
	return err
}

// Behind lists the chats that are owed a screen, of people whom messages reach.
func (t *Tx) Behind() ([]Owed, error) {
	scan := func(r *sql.Rows) (o Owed, err error) {
		err = r.Scan(&o.Person, &o.Turn, &o.Screen)
		return o, err
	}
	return rows(t, "list owed screens", scan, `select chat.person, chat.turn, chat.owed from chat join person on person.id = chat.person
		where chat.shown < chat.turn and person.reachable order by chat.person`)
}

// Park keeps an update that could not be taken, so that it blocks nothing and can be
// looked at. raw is what Telegram sent; it holds people's words.
func (t *Tx) Park(updateID int64, raw []byte, why string, now time.Time) error {
	_, err := t.beside("park update", `insert into parked (update_id, at_ms, error, raw) values ($1, $2, $3, $4) on conflict (update_id) do nothing`,
		updateID, ms(now), why, string(raw))
	return err
}

// Unreachable lists the people whom no message reaches, with their units.
func (t *Tx) Unreachable() ([]Person, error) {
	scan := func(r *sql.Rows) (p Person, err error) {
		err = r.Scan(&p.ID, &p.Name, &p.Role, &p.Unit)
		return p, err
	}
	return rows(t, "list unreachable people", scan, `select person.id, person.name, member.role, coalesce(unit.name, '') from person
		join member on member.person = person.id left join unit on unit.id = member.unit
		where not person.reachable order by coalesce(unit.ord, 0), member.role, person.id`)
}

// Person is somebody with a right.
type Person struct {
	ID   flows.PersonID
	Name string
	Role flows.Role
	Unit string // name of the unit, empty for office and admin
}
