package storage

import (
	"database/sql"

	"baocaobot/flows"
)

// putPredecessors replaces what is known of these units' predecessors.
func (t *Tx) putPredecessors(units []flows.Unit) error {
	for _, u := range units {
		doing := "put predecessors of unit " + string(u.ID)
		if _, err := t.exec(doing, `delete from unit_predecessor where unit = $1`, string(u.ID)); err != nil {
			return err
		}
		for i, p := range u.Predecessors {
			_, err := t.exec(doing, `insert into unit_predecessor (unit, predecessor, ord) values ($1, $2, $3)`, string(u.ID), string(p), int64(i))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Tx) addPredecessors(units []flows.Unit) error {
	of := map[flows.UnitID][]flows.UnitID{}
	scan := func(r *sql.Rows) (unit flows.UnitID, err error) {
		var p flows.UnitID
		err = r.Scan(&unit, &p)
		of[unit] = append(of[unit], p)
		return unit, err
	}
	_, err := rows(t, "list predecessors", scan, `select unit, predecessor from unit_predecessor order by unit, ord`)
	for i, u := range units {
		units[i].Predecessors = of[u.ID]
	}
	return err
}

// Origins tells, of a unit that a round asks and of everything it was made of, what
// flows.Sources needs to find its values of the round before.
func (t *Tx) Origins(unit flows.UnitID, round flows.Round) (map[flows.UnitID]flows.Origin, error) {
	origins := map[flows.UnitID]flows.Origin{}
	scan := func(r *sql.Rows) (id flows.UnitID, err error) {
		var o flows.Origin
		var p sql.NullString
		err = r.Scan(&id, &p, &o.Asked, &o.Shared)
		o.Predecessors = origins[id].Predecessors
		if p.Valid {
			o.Predecessors = append(o.Predecessors, flows.UnitID(p.String))
		}
		origins[id] = o
		return id, err
	}
	read := func() (map[flows.UnitID]flows.Origin, error) {
		_, err := rows(t, "find origins of unit "+string(unit), scan, originsOf, string(unit), string(round.Previous), string(round.ID))
		return origins, err
	}
	return remembered(t, func(k *known) map[originsKey]map[flows.UnitID]flows.Origin { return k.origins }, originsKey{unit, round.ID, round.Previous}, read)
}

const originsOf = `with recursive line (unit) as (
			select id from unit where id = $1
			union select p.predecessor from unit_predecessor p join line on line.unit = p.unit)
		select line.unit, p.predecessor,
			exists (select 1 from round_unit r where r.round = $2 and r.unit = line.unit),
			exists (select 1 from round_unit r where r.round = $3 and r.unit = line.unit)
				or (select count(*) from unit_predecessor s where s.predecessor = line.unit) > 1
		from line left join unit_predecessor p on p.unit = line.unit order by line.unit, p.ord`
