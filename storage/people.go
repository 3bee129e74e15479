package storage

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// InviteLength is how many characters an invite code has: 26 of A–Z and 2–7.
const InviteLength = 26

// NewInvite makes a one-time code that binds whoever uses it to a role and, for
// a cadre, a unit. Only its hash is kept, so the code is shown once: here.
func (t *Tx) NewInvite(role flows.Role, unit flows.UnitID, now, expires time.Time) (code string, err error) {
	code = rand.Text()
	_, err = t.beside("make invite", `insert into invite (hash, role, unit, created_ms, expires_ms) values ($1, $2, $3, $4, $5)`,
		hash(code), string(role), string(unit), ms(now), ms(expires))
	return code, err
}

// UseInvite binds a person by a code. ErrInvite when the code is unknown,
// expired or used by somebody else; using one's own code again is harmless.
func (t *Tx) UseInvite(code string, person flows.PersonID, name string, now time.Time) (flows.Member, error) {
	m := flows.Member{Person: person}
	var expires int64
	var usedBy sql.NullInt64
	err := t.tx.QueryRowContext(t.ctx, `select role, unit, expires_ms, used_by from invite where hash = $1`, hash(code)).
		Scan(&m.Role, &m.Unit, &expires, &usedBy)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return m, ErrInvite
	case err != nil:
		return m, fmt.Errorf("find invite: %w", err)
	case usedBy.Valid && usedBy.Int64 == int64(person):
		return m, nil
	case usedBy.Valid || ms(now) >= expires:
		return m, ErrInvite
	}
	if err := t.addPerson(person, name, now); err != nil {
		return m, err
	}
	if _, err := t.exec("use invite", `update invite set used_ms = $1, used_by = $2 where hash = $3`, ms(now), int64(person), hash(code)); err != nil {
		return m, err
	}
	return m, t.addMember(m, now)
}

func (t *Tx) addPerson(id flows.PersonID, name string, now time.Time) error {
	_, err := t.exec("add person", `insert into person (id, name, joined_ms, reachable) values ($1, $2, $3, true)
		on conflict (id) do update set name = excluded.name, reachable = true`, int64(id), name, ms(now))
	return err
}

func (t *Tx) addMember(m flows.Member, now time.Time) error {
	_, err := t.exec("add member", `insert into member (person, role, unit, since_ms) values ($1, $2, $3, $4) on conflict (person, role, unit) do nothing`,
		int64(m.Person), string(m.Role), string(m.Unit), ms(now))
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

// hash is what is kept of an invite code, which has 130 random bits and so
// needs neither salt nor a slow hash.
func hash(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}
