package main

import (
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/storage"
)

type unitCmd struct {
	List unitListCmd `cmd:"" help:"List the units in the office's order."`
	Load unitLoadCmd `cmd:"" help:"Load a list of units: show what would change, and change it with --yes."`
}

type unitListCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// unitRow is a unit as "unit list --json" prints it; days are of Viet Nam, null for no
// bound.
type unitRow struct {
	Code         flows.UnitID   `json:"code"`
	Name         string         `json:"name"`
	Kind         string         `json:"kind"`
	Parent       flows.UnitID   `json:"parent"`
	From         *string        `json:"valid_from"`
	To           *string        `json:"valid_to"` // the last day
	Order        int            `json:"order"`
	Reports      bool           `json:"reports"`
	Predecessors []flows.UnitID `json:"predecessors"`
}

func unitRowOf(u flows.Unit) unitRow {
	day := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		text := t.In(flows.Zone).Format(isoDay)
		return &text
	}
	return unitRow{u.ID, u.Name, u.Kind, u.Parent, day(u.From), day(u.To), u.Order, u.Reports, append([]flows.UnitID{}, u.Predecessors...)}
}

func (c unitListCmd) Run(con console, db database) error {
	var units []flows.Unit
	err := db.view(con.ctx, func(tx *storage.Tx) (err error) {
		units, err = tx.Units()
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		list := []unitRow{}
		for _, u := range units {
			list = append(list, unitRowOf(u))
		}
		return con.json(list)
	}
	return con.table("CODE\tKIND\tPARENT\tPREDECESSORS\tNAME", len(units), func(i int) string {
		u := units[i]
		return fmt.Sprintf("%s\t%s\t%s\t%s\t%s", u.ID, u.Kind, u.Parent, predecessors(u), u.Name)
	})
}

// predecessors prints them the way a unit list may write them.
func predecessors(u flows.Unit) string {
	codes := make([]string, len(u.Predecessors))
	for i, p := range u.Predecessors {
		codes[i] = string(p)
	}
	return strings.Join(codes, "+")
}
