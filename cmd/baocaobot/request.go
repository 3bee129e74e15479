package main

import (
	"fmt"
	"time"

	"baocaobot/flows"
	"baocaobot/storage"
)

// Who may decide about a report is a person of the office, by name: the command line only
// lists what waits for them.
type requestCmd struct {
	List requestListCmd `cmd:"" help:"List what the office was asked and has not decided, the oldest first; it is decided in the chat, with /denghi."`
}

type requestListCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// requestRow is a request as "request list --json" prints it; the time is RFC 3339.
type requestRow struct {
	Request int64          `json:"request"` // its number, as the office's chat shows it
	Round   flows.RoundID  `json:"round"`
	Unit    flows.UnitID   `json:"unit"`
	Person  flows.PersonID `json:"person"`
	At      time.Time      `json:"at"`
	Reason  string         `json:"reason"`
}

func (c requestListCmd) Run(con console, db database) error {
	list := []requestRow{}
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		requests, err := tx.Requests()
		for _, r := range requests {
			list = append(list, requestRow{r.ID, r.Round, r.Unit.ID, r.By, r.At, r.Reason})
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return con.json(list)
	}
	return con.table("REQUEST\tROUND\tUNIT\tPERSON\tAT\tREASON", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%d\t%s\t%s\t%d\t%s\t%s", r.Request, r.Round, r.Unit, r.Person, made(r.At), r.Reason)
	})
}
