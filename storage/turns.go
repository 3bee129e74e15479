package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// FirstSight records an update as handled. It is false when it was handled
// before, and then the update must change nothing.
func (t *Tx) FirstSight(updateID int64, now time.Time) (bool, error) {
	n, err := t.beside("record update", `insert into seen (update_id, at_ms) values ($1, $2) on conflict (update_id) do nothing`, updateID, ms(now))
	return n == 1, err
}

// ForgetSeen drops the records of updates handled before a moment. Telegram
// delivers an update again for 24 hours at most.
func (t *Tx) ForgetSeen(before time.Time) error {
	_, err := t.beside("forget old updates", `delete from seen where at_ms < $1`, ms(before))
	return err
}

// Place gives where a person is in a report, as the JSON SavePlace was given;
// nil for somebody who was never there.
func (t *Tx) Place(person flows.PersonID, round flows.RoundID, unit flows.UnitID) ([]byte, error) {
	if last, ok := t.lastPlace(person, reportKey{round, unit}); ok {
		return last.json, nil
	}
	var json string
	err := t.tx.QueryRowContext(t.ctx, `select coalesce(chat.place, place.place) from place
		left join chat on chat.person = place.person and chat.round = place.round and chat.unit = place.unit
		where place.person = $1 and place.round = $2 and place.unit = $3`, int64(person), string(round), string(unit)).Scan(&json)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read place: %w", err)
	}
	return []byte(json), nil
}

// SavePlace keeps where a person is in a report, and that this is the report the
// person has in hand now: it lies with the chat, and that of the report before is laid
// away. json must not be changed afterwards.
func (t *Tx) SavePlace(person flows.PersonID, round flows.RoundID, unit flows.UnitID, json []byte) error {
	_, err := t.beside("lay place away", `update place set place = chat.place from chat
		where chat.person = $1 and place.person = $1 and place.round = chat.round and place.unit = chat.unit`, int64(person))
	if err == nil {
		_, err = t.beside("take report in hand", `insert into place (person, round, unit, place, used)
			values ($1, $2, $3, '', (select coalesce(max(used), 0) + 1 from place where person = $1))
			on conflict (person, round, unit) do update set place = '', used = excluded.used`, int64(person), string(round), string(unit))
	}
	if err == nil {
		_, err = t.beside("save place", `insert into chat (person, turn, shown, owed, turn_ms, round, unit, place) values ($1, 0, 0, '', 0, $2, $3, $4)
			on conflict (person) do update set round = excluded.round, unit = excluded.unit, place = excluded.place`,
			int64(person), string(round), string(unit), string(json))
	}
	if err == nil && t.known != nil {
		t.visited(person, round, unit)
		remember(t.known.places, person, place{reportKey{round, unit}, json})
	}
	return err
}

// lastPlace gives the place that is kept of a person, if it is in this report.
func (t *Tx) lastPlace(person flows.PersonID, in reportKey) (place, bool) {
	if t.known == nil {
		return place{}, false
	}
	last, ok := t.known.places[person]
	return last, ok && last.reportKey == in
}

// Desk is one report a person works on.
type Desk struct {
	Round   flows.Round // as the unit sees it: open where it was opened again for this unit
	Unit    flows.Unit
	Visited bool // the person has been there
	Leads   bool // the person is a leader of the unit
}

// Desks lists the reports a person may work on for their units, the one last worked on
// first, then those of open rounds, the newest first.
func (t *Tx) Desks(person flows.PersonID) ([]Desk, error) {
	scan := func(r *sql.Rows) (d Desk, err error) {
		var row roundRow
		err = r.Scan(append(row.columns(), &d.Unit.ID, &d.Unit.Name, &d.Unit.Kind, &d.Unit.Parent, &d.Unit.Order, &d.Visited, &d.Leads)...)
		d.Round = row.round()
		return d, err
	}
	read := func() ([]Desk, error) { return rows(t, "list desks", scan, desksOf, int64(person)) }
	return remembered(t, func(k *known) map[flows.PersonID][]Desk { return k.desks }, person, read)
}

const desksOf = `select ` + roundOfUnit + `, ` + unitColumns + `, place.used is not null, member.role = 'leader' from member
		join unit on unit.id = member.unit
		join round_unit on round_unit.unit = member.unit
		join round on round.id = round_unit.round
		left join place on place.person = member.person and place.round = round.id and place.unit = unit.id
		where member.person = $1 and member.role = (select max(role) from member m where m.person = $1 and m.unit = member.unit and m.role in ('cadre', 'leader'))
		order by coalesce(place.used, 0) desc, (round.closed_ms > 0 and round_unit.reopened_ms = 0), round.opened_ms desc, round.id desc, unit.ord, unit.id`
