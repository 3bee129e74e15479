package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// What becomes of a round once it is open. What is not allowed is for the callers to say.

// ExtendRound gives a round another deadline, which brings a workbook of its own.
func (t *Tx) ExtendRound(id flows.RoundID, deadline time.Time) error {
	return errors.Join(t.changeRound(id, `update round set deadline_ms = $2 where id = $1`, ms(deadline)), t.unplan(id, AtDeadline))
}

// CloseRound closes a round for all its units, also for those for which it was opened
// again, and makes its closing's workbook due.
func (t *Tx) CloseRound(id flows.RoundID, at time.Time) error {
	return errors.Join(t.changeRound(id, `update round set closed_ms = $2 where id = $1`, ms(at)), t.shutUnits(id), t.unplan(id, AtClosing))
}

// ReopenRound opens a round again for all its units.
func (t *Tx) ReopenRound(id flows.RoundID) error {
	return errors.Join(t.changeRound(id, `update round set closed_ms = 0 where id = $1`), t.shutUnits(id))
}

// ReopenUnit opens a closed round again for one of its units; ErrNotFound when it is none
// of them.
func (t *Tx) ReopenUnit(id flows.RoundID, unit flows.UnitID, at time.Time) error {
	changed, err := t.exec("open round again for "+string(unit), `update round_unit set reopened_ms = $3 where round = $1 and unit = $2`,
		string(id), string(unit), ms(at))
	if err == nil && changed == 0 {
		return fmt.Errorf("unit %s of round %s: %w", unit, id, ErrNotFound)
	}
	return err
}

// RoundFor gives a round as one of its units sees it; ErrNotFound when it is none of them.
func (t *Tx) RoundFor(id flows.RoundID, unit flows.UnitID) (flows.Round, error) {
	found, err := rows(t, "find round of unit", scanRound, `select `+roundOfUnit+` from round
		join round_unit on round_unit.round = round.id where round.id = $1 and round_unit.unit = $2`, string(id), string(unit))
	if err == nil && len(found) == 0 {
		return flows.Round{}, fmt.Errorf("unit %s of round %s: %w", unit, id, ErrNotFound)
	}
	if err != nil {
		return flows.Round{}, err
	}
	return found[0], nil
}

// ReopenedUnits lists the units for which a closed round was opened again.
func (t *Tx) ReopenedUnits(id flows.RoundID) ([]flows.UnitID, error) {
	scan := func(r *sql.Rows) (unit flows.UnitID, err error) { return unit, r.Scan(&unit) }
	return rows(t, "list units opened again", scan, `select unit from round_unit where round = $1 and reopened_ms > 0 order by unit`, string(id))
}

func (t *Tx) changeRound(id flows.RoundID, query string, args ...any) error {
	changed, err := t.exec("change round "+string(id), query, append([]any{string(id)}, args...)...)
	if err == nil && changed == 0 {
		return fmt.Errorf("round %s: %w", id, ErrNotFound)
	}
	return err
}

func (t *Tx) shutUnits(id flows.RoundID) error {
	_, err := t.exec("forget units opened again", `update round_unit set reopened_ms = 0 where round = $1 and reopened_ms > 0`, string(id))
	return err
}

// unplan lets a workbook come once more.
func (t *Tx) unplan(id flows.RoundID, why Reason) error {
	_, err := t.beside("plan workbook again", `delete from planned where round = $1 and reason = $2`, string(id), string(why))
	return err
}
