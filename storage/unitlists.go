package storage

import (
	"database/sql"
	"fmt"
	"time"

	"baocaobot/flows"
)

// UnitList is a unit list that an admin sent and that waits to be applied.
type UnitList struct {
	ID     int64
	Person flows.PersonID
	FileID string
	Name   string // of the file
	List   []byte // what was read, as KeepUnitList was given it; empty before that
	Print  string // of what its preview was made of
}

// ListOutcome is what became of a unit list.
type ListOutcome string

// The outcomes of a unit list.
const (
	Applied    ListOutcome = "applied"
	Dropped    ListOutcome = "dropped"
	Unreadable ListOutcome = "unreadable"
	Replaced   ListOutcome = "replaced" // by a newer one of the same person
)

// AddUnitList keeps that a person has sent a unit list, which takes the place of the
// one of theirs that waits.
func (t *Tx) AddUnitList(l UnitList, now time.Time) error {
	_, err := t.beside("replace unit list", `update unit_list set done_ms = $1, outcome = $2, list = '' where person = $3 and done_ms = 0`,
		ms(now), string(Replaced), int64(l.Person))
	if err != nil {
		return err
	}
	_, err = t.beside("add unit list", `insert into unit_list (person, file_id, name, at_ms, list, print, done_ms, outcome)
		values ($1, $2, $3, $4, '', '', 0, '')`, int64(l.Person), l.FileID, l.Name, ms(now))
	return err
}

// WaitingUnitList gives the list of a person that waits; ErrNotFound when none does.
func (t *Tx) WaitingUnitList(person flows.PersonID) (l UnitList, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select id, person, file_id, name, list, print from unit_list where person = $1 and done_ms = 0
		order by id desc limit 1`, int64(person)).Scan(&l.ID, &l.Person, &l.FileID, &l.Name, &l.List, &l.Print)
	return l, notFound("unit list", err)
}

// UnitListOutcome tells what became of a list of a person; empty while it waits, and of
// a list that is not there.
func (t *Tx) UnitListOutcome(person flows.PersonID, id int64) (o ListOutcome, err error) {
	scan := func(r *sql.Rows) (o ListOutcome, err error) {
		err = r.Scan(&o)
		return o, err
	}
	found, err := rows(t, "find unit list", scan, `select outcome from unit_list where person = $1 and id = $2`, int64(person), id)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// KeepUnitList keeps what was read from the file of a list that still waits.
func (t *Tx) KeepUnitList(l UnitList) error {
	n, err := t.beside("keep unit list", `update unit_list set list = $1, print = $2 where id = $3 and done_ms = 0`, string(l.List), l.Print, l.ID)
	if err == nil && n == 0 {
		return fmt.Errorf("unit list %d: %w", l.ID, ErrNotFound)
	}
	return err
}

// EndUnitList keeps what became of a list that waits.
func (t *Tx) EndUnitList(id int64, o ListOutcome, now time.Time) error {
	_, err := t.beside("end unit list", `update unit_list set done_ms = $1, outcome = $2, list = '' where id = $3 and done_ms = 0`, ms(now), string(o), id)
	return err
}

// Asked tells which rounds have asked each unit, the oldest first.
func (t *Tx) Asked() (map[flows.UnitID][]flows.RoundID, error) {
	asked := map[flows.UnitID][]flows.RoundID{}
	scan := func(r *sql.Rows) (id flows.UnitID, err error) {
		var round flows.RoundID
		err = r.Scan(&id, &round)
		asked[id] = append(asked[id], round)
		return id, err
	}
	_, err := rows(t, "list asked units", scan, `select round_unit.unit, round.id from round_unit join round on round.id = round_unit.round
		order by round.opened_ms, round.id, round_unit.unit`)
	return asked, err
}
