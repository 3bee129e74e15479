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

// Blocked keeps that messages reach a person no more; strangers are not kept.
func (t *Tx) Blocked(person flows.PersonID) error {
	_, err := t.exec("keep person blocked", `update person set reachable = false where id = $1`, int64(person))
	return err
}

// Unblocked keeps that messages reach a person again.
func (t *Tx) Unblocked(person flows.PersonID, now time.Time) error {
	_, err := t.exec("keep person unblocked", `update person set reachable = true, back_ms = $2 where id = $1`, int64(person), ms(now))
	return err
}

// Refused is Blocked as a message found out that was begun at a moment: who came back
// between then and now is reachable.
func (t *Tx) Refused(person flows.PersonID, begun, now time.Time) error {
	_, err := t.exec("keep person unreachable", `update person set reachable = false where id = $1 and not back_ms between $2 and $3`,
		int64(person), ms(begun), ms(now))
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
