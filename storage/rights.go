package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// Right is one right of one person.
type Right struct {
	flows.Member
	Name      string // of the person
	UnitName  string // empty for office and admin
	Since     time.Time
	Reachable bool // messages reach the person
}

const rightsFrom = `select member.person, member.role, member.unit, person.name, coalesce(unit.name, ''), member.since_ms, person.reachable
	from member join person on person.id = member.person left join unit on unit.id = member.unit `

const rightsOrder = ` order by coalesce(unit.ord, 0), member.unit, member.role, member.since_ms, member.person`

func (t *Tx) rights(where string, args ...any) ([]Right, error) {
	scan := func(r *sql.Rows) (m Right, err error) {
		var since int64
		err = r.Scan(&m.Person, &m.Role, &m.Unit, &m.Name, &m.UnitName, &since, &m.Reachable)
		m.Since = moment(since)
		return m, err
	}
	return rows(t, "list rights", scan, rightsFrom+where+rightsOrder, args...)
}

// Rights lists everybody's rights, unit by unit after the office and the admins.
func (t *Tx) Rights() ([]Right, error) { return t.rights("") }

// RightsAt lists the rights at a unit, or with "" those of the office and the admins.
func (t *Tx) RightsAt(unit flows.UnitID) ([]Right, error) {
	return t.rights(`where member.unit = $1`, string(unit))
}

// RightsOf lists the rights of one person.
func (t *Tx) RightsOf(person flows.PersonID) ([]Right, error) {
	return t.rights(`where member.person = $1`, int64(person))
}

// Right finds one right; ErrNotFound when the person has it no more.
func (t *Tx) Right(m flows.Member) (Right, error) {
	found, err := t.rights(`where member.person = $1 and member.role = $2 and member.unit = $3`, int64(m.Person), string(m.Role), string(m.Unit))
	if err == nil && len(found) == 0 {
		return Right{}, fmt.Errorf("right of a person: %w", ErrNotFound)
	}
	if err != nil {
		return Right{}, err
	}
	return found[0], nil
}

// PeopleCalled lists everybody who ever joined and is called so.
func (t *Tx) PeopleCalled(so func(name string) bool) ([]flows.PersonID, error) {
	scan := func(r *sql.Rows) (p Person, err error) {
		err = r.Scan(&p.ID, &p.Name)
		return p, err
	}
	all, err := rows(t, "list people", scan, `select id, name from person order by id`)
	var found []flows.PersonID
	for _, p := range all {
		if so(p.Name) {
			found = append(found, p.ID)
		}
	}
	return found, err
}

// Admins lists the admins.
func (t *Tx) Admins() ([]flows.PersonID, error) {
	scan := func(r *sql.Rows) (id flows.PersonID, err error) { return id, r.Scan(&id) }
	return rows(t, "list admins", scan, `select person from member where role = 'admin' order by person`)
}

// Revoke takes a right from a person and keeps the deed; ErrNotFound when the person
// has it no more. The sections of somebody who leaves a unit are nobody's then.
func (t *Tx) Revoke(m flows.Member, d Deed) error {
	if err := t.takeRight(m, d); err != nil || !m.Role.OfUnit() {
		return err
	}
	in, err := t.inUnit(m)
	if err != nil || in {
		return err
	}
	return t.handOver(m.Unit, m.Person, 0, giver(d.Person, m.Person), d.At)
}

// Move takes a right from a person and keeps the deed. Heir, of the same unit, takes it
// over with the person's sections; with 0 they wait for whoever uses an invite made for
// that.
func (t *Tx) Move(m flows.Member, heir flows.PersonID, d Deed) error {
	if err := t.takeRight(m, d); err != nil || heir == 0 {
		return err
	}
	if err := t.join(flows.Member{Person: heir, Role: m.Role, Unit: m.Unit}, d.Person, d.At); err != nil {
		return err
	}
	return t.handOver(m.Unit, m.Person, heir, giver(d.Person, heir), d.At)
}

// giver is who gives a section: for the command line, the one it is about.
func giver(by, otherwise flows.PersonID) flows.PersonID {
	if by == 0 {
		return otherwise
	}
	return by
}

func (t *Tx) takeRight(m flows.Member, d Deed) error {
	n, err := t.exec("take right", `delete from member where person = $1 and role = $2 and unit = $3`, int64(m.Person), string(m.Role), string(m.Unit))
	if err == nil && n == 0 {
		return fmt.Errorf("right of a person: %w", ErrNotFound)
	}
	if err != nil {
		return err
	}
	_, err = t.exec("owe nothing", `update chat set shown = turn where person = $1 and not exists (select * from member where person = $1)`, int64(m.Person))
	d.Role, d.Unit = m.Role, m.Unit
	return errors.Join(err, t.Audit(d))
}

func (t *Tx) inUnit(m flows.Member) (in bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select count(*) > 0 from member where person = $1 and unit = $2`, int64(m.Person), string(m.Unit)).Scan(&in)
	return in, err
}

// join gives a person a right that was offered by another.
func (t *Tx) join(m flows.Member, by flows.PersonID, now time.Time) error {
	n, err := t.exec("add member", `insert into member (person, role, unit, since_ms) values ($1, $2, $3, $4) on conflict (person, role, unit) do nothing`,
		int64(m.Person), string(m.Role), string(m.Unit), ms(now))
	if err != nil || n == 0 {
		return err
	}
	return t.Audit(Deed{At: now, Person: m.Person, Act: Gained, Unit: m.Unit, About: by, Role: m.Role})
}

// handOver gives the sections of a unit that one person looks after to another, or to
// nobody with 0.
func (t *Tx) handOver(unit flows.UnitID, from, to, by flows.PersonID, now time.Time) error {
	_, err := t.exec("hand over sections", `insert into task (round, unit, section, person, given_by, at_ms)
		select round, unit, section, $3, $4, $5 from task
		where id in (select max(id) from task where unit = $1 group by round, section) and person = $2`,
		string(unit), int64(from), int64(to), int64(by), ms(now))
	return err
}
