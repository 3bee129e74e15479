package storage

import (
	"database/sql"
	"errors"
	"fmt"

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
		_, err := t.exec("put unit "+string(u.ID), `insert into unit (id, name, kind, parent, ord) values ($1, $2, $3, $4, $5)
			on conflict (id) do update set name = excluded.name, kind = excluded.kind, parent = excluded.parent, ord = excluded.ord`,
			string(u.ID), u.Name, u.Kind, string(u.Parent), int64(u.Order))
		if err != nil {
			return err
		}
	}
	return t.putPredecessors(units)
}

// Units lists every unit in the office's order, with its predecessors.
func (t *Tx) Units() ([]flows.Unit, error) {
	units, err := rows(t, "list units", scanUnit, `select `+unitColumns+` from unit order by ord, id`)
	if err != nil {
		return nil, err
	}
	return units, t.addPredecessors(units)
}

// Unit finds one unit, without its predecessors; ErrNotFound when there is none.
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
