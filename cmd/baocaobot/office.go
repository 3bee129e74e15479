package main

import (
	"fmt"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

type progressCmd struct {
	pickedRound
	JSON bool `name:"json" help:"Print JSON."`
}

// progressRow is one unit as "progress --json" prints it; times are RFC 3339.
type progressRow struct {
	Unit     flows.UnitID `json:"unit"`
	Name     string       `json:"name"`
	State    string       `json:"state"` // sent, started, not started
	Answered int          `json:"answered"`
	Asked    int          `json:"asked"`
	SentAt   *time.Time   `json:"sent_at"`
	Late     bool         `json:"late"`
}

func (c progressCmd) Run(con console, db database) error {
	in, err := loadRound(con, db, c.pickedRound)
	if err != nil {
		return err
	}
	list := []progressRow{}
	for _, p := range report.Progress(in) {
		list = append(list, rowOf(p))
	}
	if c.JSON {
		return con.json(list)
	}
	return con.table("UNIT\tSTATE\tANSWERED\tNAME", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%s\t%s\t%d/%d\t%s", r.Unit, r.State, r.Answered, r.Asked, r.Name)
	})
}

func rowOf(p report.UnitProgress) progressRow {
	row := progressRow{Unit: p.Unit.ID, Name: p.Unit.Name, State: "not started", Answered: p.Answered, Asked: p.Asked, Late: p.Late}
	switch {
	case p.Sent():
		row.State, row.SentAt = "sent", &p.SentAt
	case p.Started():
		row.State = "started"
	}
	return row
}

func loadRound(con console, d database, picked pickedRound) (in report.Input, err error) {
	err = d.view(con.ctx, func(tx *storage.Tx) error {
		round, err := picked.find(tx)
		if err != nil {
			return err
		}
		in, err = bot.LoadRound(tx, round, time.Now())
		return err
	})
	return in, err
}
