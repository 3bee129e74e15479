package storage

import (
	"database/sql"
	"time"

	"baocaobot/flows"
)

func (t *Tx) addPerson(id flows.PersonID, name string, now time.Time) error {
	_, err := t.exec("add person", `insert into person (id, name, joined_ms, reachable) values ($1, $2, $3, true)
		on conflict (id) do update set name = excluded.name, reachable = true`, int64(id), name, ms(now))
	return err
}

// Memberships lists what a person may do, the newest right first; a stranger has none.
func (t *Tx) Memberships(person flows.PersonID) ([]flows.Member, error) {
	scan := func(r *sql.Rows) (flows.Member, error) {
		m := flows.Member{Person: person}
		err := r.Scan(&m.Role, &m.Unit)
		return m, err
	}
	read := func() ([]flows.Member, error) {
		return rows(t, "list memberships", scan, `select role, unit from member where person = $1 order by since_ms desc, role, unit`, int64(person))
	}
	return remembered(t, func(k *known) map[flows.PersonID][]flows.Member { return k.members }, person, read)
}

// SetReachable keeps whether messages reach a person; strangers are not kept.
func (t *Tx) SetReachable(person flows.PersonID, reachable bool) error {
	_, err := t.exec("set reachable", `update person set reachable = $1 where id = $2`, reachable, int64(person))
	return err
}

// Heard keeps that a person can be reached, who has just said something.
func (t *Tx) Heard(person flows.PersonID) error {
	_, err := remembered(t, func(k *known) map[flows.PersonID]bool { return k.heard }, person, func() (bool, error) {
		_, err := t.beside("keep person heard", `update person set reachable = true where id = $1 and not reachable`, int64(person))
		return true, err
	})
	return err
}
