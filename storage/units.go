package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

const unitColumns = "unit.id, unit.name, unit.kind, unit.parent, unit.ord"

func scanUnit(r *sql.Rows) (u flows.Unit, err error) {
	err = r.Scan(&u.ID, &u.Name, &u.Kind, &u.Parent, &u.Order)
	return u, err
}

// PutUnits adds units and updates those that are there. Predecessors must be among
// them or there already.
func (t *Tx) PutUnits(units []flows.Unit) error {
	for _, u := range units {
		_, err := t.exec("put unit "+string(u.ID), `insert into unit (id, name, kind, parent, ord, from_ms, to_ms, reports) values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (id) do update set name = excluded.name, kind = excluded.kind, parent = excluded.parent, ord = excluded.ord,
				from_ms = excluded.from_ms, to_ms = excluded.to_ms, reports = excluded.reports`,
			string(u.ID), u.Name, u.Kind, string(u.Parent), int64(u.Order), dayMS(u.From), dayMS(u.To), u.Reports)
		if err != nil {
			return err
		}
	}
	return t.putPredecessors(units)
}

// dayMS keeps a day, 0 for none: no day in Viet Nam begins at 0.
func dayMS(day time.Time) int64 {
	if day.IsZero() {
		return 0
	}
	return ms(day)
}

func dayOf(at int64) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return moment(at)
}

// Units lists every unit in the office's order, with its predecessors, the days on
// which it is valid and whether it reports.
func (t *Tx) Units() ([]flows.Unit, error) {
	scan := func(r *sql.Rows) (u flows.Unit, err error) {
		var from, to int64
		err = r.Scan(&u.ID, &u.Name, &u.Kind, &u.Parent, &u.Order, &from, &to, &u.Reports)
		u.From, u.To = dayOf(from), dayOf(to)
		return u, err
	}
	units, err := rows(t, "list units", scan, `select `+unitColumns+`, from_ms, to_ms, reports from unit order by ord, id`)
	if err != nil {
		return nil, err
	}
	return units, t.addPredecessors(units)
}

// Unit finds one unit, without what only Units tells; ErrNotFound when there is none.
func (t *Tx) Unit(id flows.UnitID) (u flows.Unit, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select `+unitColumns+` from unit where id = $1`, string(id)).
		Scan(&u.ID, &u.Name, &u.Kind, &u.Parent, &u.Order)
	return u, notFound("unit "+string(id), err)
}

func notFound(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", what, ErrNotFound)
	default:
		return fmt.Errorf("find %s: %w", what, err)
	}
}
