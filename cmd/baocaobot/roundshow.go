package main

import (
	"fmt"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/storage"
)

type roundListCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// roundRow is a round as "round list --json" prints it; days are of Viet Nam.
type roundRow struct {
	ID       flows.RoundID   `json:"id"`
	Name     string          `json:"name"`
	Outline  flows.OutlineID `json:"outline"`
	From     string          `json:"from"`
	To       string          `json:"to"`
	CutOff   string          `json:"cutoff"`   // the last day that figures count to
	Deadline string          `json:"deadline"` // "before this day"
	Units    int             `json:"units"`
	State    string          `json:"state"`    // open, closed
	Closed   *time.Time      `json:"closed"`   // RFC 3339; null while it is open
	Reopened int             `json:"reopened"` // units for which it was opened again
}

func roundRowOf(tx *storage.Tx, r flows.Round) (row roundRow, err error) {
	units, err := tx.RoundUnits(r.ID)
	if err != nil {
		return row, err
	}
	reopened, err := tx.ReopenedUnits(r.ID)
	if err != nil {
		return row, err
	}
	day := func(t time.Time) string { return t.In(flows.Zone).Format(isoDay) }
	row = roundRow{ID: r.ID, Name: r.Name, Outline: r.Outline, From: day(r.From), To: day(r.To), CutOff: day(r.To), Deadline: day(r.Deadline),
		Units: len(units), State: "open", Reopened: len(reopened)}
	if !r.CutOff.IsZero() {
		row.CutOff = day(r.CutOff)
	}
	if !r.Closed.IsZero() {
		row.State, row.Closed = "closed", &r.Closed
	}
	return row, nil
}

func (c roundListCmd) Run(con console, db database) error {
	list := []roundRow{}
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		rounds, err := tx.Rounds()
		if err != nil {
			return err
		}
		for _, r := range rounds {
			row, err := roundRowOf(tx, r)
			if err != nil {
				return err
			}
			list = append(list, row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return con.json(list)
	}
	return con.table("ID\tOUTLINE\tPERIOD\tBEFORE\tUNITS\tSTATE\tNAME", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%s\t%s\t%s..%s\t%s\t%d\t%s\t%s", r.ID, r.Outline, r.From, r.To, r.Deadline, r.Units, r.State, r.Name)
	})
}

type roundShowCmd struct {
	pickedRound
	JSON bool `name:"json" help:"Print JSON."`
}

// roundShown is a round as "round show --json" prints it.
type roundShown struct {
	roundRow
	Title         string         `json:"outline_title"`
	Previous      flows.RoundID  `json:"previous"` // empty: none
	Leader        bool           `json:"leader"`
	Amend         flows.Amend    `json:"amend"` // free, request
	Sent          int            `json:"sent"`
	Expected      int            `json:"expected"`       // units that have to send
	Joined        int            `json:"joined"`         // units of which somebody has joined
	ReopenedUnits []flows.UnitID `json:"reopened_units"` // for which alone it is open
}

func (c roundShowCmd) Run(con console, db database) error {
	var row roundShown
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		r, err := c.find(tx)
		if err == nil {
			row, err = roundShownOf(tx, r)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return con.json(row)
	}
	con.printf("Round %s: %s\nState: %s\nOutline: %s, %s\nPeriod: %s..%s, figures to %s\nDeadline: before %s\n",
		row.ID, row.Name, row.stateWords(), row.Outline, row.Title, row.From, row.To, row.CutOff, row.Deadline)
	con.printf("Units: %d, of %d somebody has joined\nSent: %d of %d\n", row.Units, row.Joined, row.Sent, row.Expected)
	if row.Previous != "" {
		con.printf("Compared with: %s\n", row.Previous)
	}
	if row.Leader {
		con.printf("A leader of the unit confirms each report.\n")
	}
	if row.Amend == flows.OnRequest {
		con.printf("A sent report is corrected on request to the office.\n")
	}
	return nil
}

func (r roundShown) stateWords() string {
	words := r.State
	if r.Closed != nil {
		words += " since " + made(*r.Closed)
	}
	for i, id := range r.ReopenedUnits {
		if i == 0 {
			words += ", open again for"
		}
		words += " " + string(id)
	}
	return words
}

func roundShownOf(tx *storage.Tx, r flows.Round) (s roundShown, err error) {
	if s.roundRow, err = roundRowOf(tx, r); err != nil {
		return s, err
	}
	in, err := bot.LoadRound(tx, r, time.Now())
	if err != nil {
		return s, err
	}
	joined, err := tx.JoinedUnits(r.ID)
	s.Title, s.Previous, s.Leader, s.Amend, s.Joined = in.Outline.Title, r.Previous, r.Leader, r.Amend, len(joined)
	s.Sent, s.Expected = bot.Arrived(in)
	s.ReopenedUnits = append([]flows.UnitID{}, in.Reopened...)
	return s, err
}
