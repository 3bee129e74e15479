package storage

import (
	"database/sql"

	"baocaobot/flows"
)

// PutTargets keeps what the questions of a round are to reach.
func (t *Tx) PutTargets(round flows.RoundID, targets []flows.Target) error {
	for i, g := range targets {
		_, err := t.exec("put target of "+string(g.Question), `insert into target (round, unit, question, number, ord) values ($1, $2, $3, $4, $5)`,
			string(round), string(g.Unit), string(g.Question), g.Number, int64(i))
		if err != nil {
			return err
		}
	}
	return nil
}

// Targets lists what the questions of a round are to reach, in the order of the
// office's file.
func (t *Tx) Targets(round flows.RoundID) ([]flows.Target, error) {
	scan := func(r *sql.Rows) (g flows.Target, err error) {
		err = r.Scan(&g.Question, &g.Unit, &g.Number)
		return g, err
	}
	return rows(t, "read targets", scan, `select question, unit, number from target where round = $1 order by ord`, string(round))
}
