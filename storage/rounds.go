package storage

import (
	"cmp"
	"database/sql"
	"fmt"

	"baocaobot/flows"
)

const (
	roundBase    = "round.id, round.name, round.outline_id, round.from_ms, round.to_ms, round.deadline_ms, round.opened_ms, round.previous, round.leader, round.amend, round.cutoff_ms"
	roundColumns = roundBase + ", round.closed_ms"

	// roundOfUnit are those of a round as one of its units sees it.
	roundOfUnit = roundBase + ", case when round_unit.reopened_ms > 0 then 0 else round.closed_ms end"
)

func scanRound(r *sql.Rows) (flows.Round, error) {
	var row roundRow
	err := r.Scan(row.columns()...)
	return row.round(), err
}

// roundRow takes up the columns of roundColumns, or of roundOfUnit.
type roundRow struct {
	id, name, outline, previous string
	leader                      bool
	amend                       string
	from, to, deadline, opened  int64
	cutOff, closed              int64
}

func (r *roundRow) columns() []any {
	return []any{&r.id, &r.name, &r.outline, &r.from, &r.to, &r.deadline, &r.opened, &r.previous, &r.leader, &r.amend, &r.cutOff, &r.closed}
}

func (r *roundRow) round() flows.Round {
	return flows.Round{
		ID: flows.RoundID(r.id), Name: r.name, Outline: flows.OutlineID(r.outline), Previous: flows.RoundID(r.previous),
		From: moment(r.from), To: moment(r.to), Deadline: moment(r.deadline), Opened: moment(r.opened),
		Leader: r.leader, Amend: flows.Amend(r.amend), CutOff: dayOf(r.cutOff), Closed: dayOf(r.closed),
	}
}

// OpenRound stores a round with its outline's source and its units, which must
// be there already.
func (t *Tx) OpenRound(r flows.Round, source []byte, units []flows.UnitID) error {
	_, err := t.exec("open round "+string(r.ID),
		`insert into round (id, name, outline, outline_id, from_ms, to_ms, deadline_ms, opened_ms, previous, leader, amend, cutoff_ms)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		string(r.ID), r.Name, string(source), string(r.Outline), ms(r.From), ms(r.To), ms(r.Deadline), ms(r.Opened), string(r.Previous),
		r.Leader, cmp.Or(string(r.Amend), string(flows.Free)), dayMS(r.CutOff))
	if err != nil {
		return err
	}
	for _, u := range units {
		if _, err := t.exec("add unit "+string(u)+" to round", `insert into round_unit (round, unit) values ($1, $2)`, string(r.ID), string(u)); err != nil {
			return err
		}
	}
	return nil
}

// Rounds lists every round, the newest first.
func (t *Tx) Rounds() ([]flows.Round, error) {
	return rows(t, "list rounds", scanRound, `select `+roundColumns+` from round order by opened_ms desc, id desc`)
}

// Round finds one round; ErrNotFound when there is none.
func (t *Tx) Round(id flows.RoundID) (flows.Round, error) {
	found, err := rows(t, "find round", scanRound, `select `+roundColumns+` from round where id = $1`, string(id))
	if err == nil && len(found) == 0 {
		return flows.Round{}, fmt.Errorf("round %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return flows.Round{}, err
	}
	return found[0], nil
}

// OutlineSource gives the YAML a round was opened with.
func (t *Tx) OutlineSource(id flows.RoundID) ([]byte, error) {
	var source string
	err := t.tx.QueryRowContext(t.ctx, `select outline from round where id = $1`, string(id)).Scan(&source)
	return []byte(source), notFound("round "+string(id), err)
}

// CountUnits counts the units a round asks.
func (t *Tx) CountUnits(id flows.RoundID) (n int, err error) {
	if err := t.tx.QueryRowContext(t.ctx, `select count(*) from round_unit where round = $1`, string(id)).Scan(&n); err != nil {
		return 0, fmt.Errorf("count units of round: %w", err)
	}
	return n, nil
}

// RoundUnits lists the units a round asks, in the office's order, without their
// predecessors.
func (t *Tx) RoundUnits(id flows.RoundID) ([]flows.Unit, error) {
	return rows(t, "list units of round", scanUnit, `select `+unitColumns+` from unit
		join round_unit on round_unit.unit = unit.id where round_unit.round = $1 order by ord, id`, string(id))
}
