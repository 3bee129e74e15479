package main

import (
	"fmt"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/storage"
)

type auditCmd struct {
	Unit   flows.UnitID   `placeholder:"CODE" help:"Of this unit alone."`
	Person flows.PersonID `placeholder:"ID" help:"By or about this person alone."`
	Day    string         `placeholder:"2024-05-30" help:"Of this day in Viet Nam alone."`
	JSON   bool           `name:"json" help:"Print JSON; with --out, how many deeds were written."`
	Out    string         `placeholder:"FILE.xlsx" help:"Write a workbook instead; an existing file is replaced."`
}

// deedRow is one deed as "audit --json" prints it; the time is RFC 3339.
type deedRow struct {
	At     time.Time      `json:"at"`
	Person flows.PersonID `json:"person"` // who did it; 0: the command line
	Name   string         `json:"name"`
	Act    storage.Act    `json:"act"`
	Round  flows.RoundID  `json:"round"`
	Unit   flows.UnitID   `json:"unit"`
	About  flows.PersonID `json:"about"` // to whom; of joined who had invited; 0: nobody
	Role   flows.Role     `json:"role"`
	Note   string         `json:"note"`
}

func (c auditCmd) Run(con console, db database) error {
	filter := storage.DeedFilter{Unit: c.Unit, Person: c.Person}
	if c.Day != "" {
		from, err := parseDay("day", c.Day)
		if err != nil {
			return err
		}
		filter.From, filter.To = from, from.AddDate(0, 0, 1)
	}
	var deeds []storage.Deed
	err := db.view(con.ctx, func(tx *storage.Tx) (err error) {
		if err := checkUnit(tx, c.Unit); err != nil {
			return err
		}
		deeds, err = tx.Deeds(filter)
		return err
	})
	switch {
	case err != nil:
		return err
	case c.Out != "":
		return c.write(con, db, deeds)
	default:
		return c.print(con, deeds)
	}
}

func (c auditCmd) write(con console, db database, deeds []storage.Deed) error {
	file, err := bot.DeedsWorkbook(deeds, time.Now())
	if err != nil {
		return err
	}
	if err := db.replaceFile(c.Out, file); err != nil {
		return err
	}
	return con.tell(c.JSON, struct {
		Deeds int `json:"deeds"`
	}{len(deeds)}, "Wrote %s: %d deeds.\n", c.Out, len(deeds))
}

func (c auditCmd) print(con console, deeds []storage.Deed) error {
	if c.JSON {
		list := []deedRow{}
		for _, d := range deeds {
			list = append(list, deedRow{d.At, d.Person, d.Name, d.Act, d.Round, d.Unit, d.About, d.Role, bot.PlainNote(d)})
		}
		return con.json(list)
	}
	return con.table("AT\tPERSON\tACT\tROLE\tUNIT\tABOUT\tROUND\tNOTE", len(deeds), func(i int) string {
		d := deeds[i]
		return fmt.Sprintf("%s\t%d\t%s\t%s\t%s\t%d\t%s\t%s", made(d.At), d.Person, d.Act, d.Role, d.Unit, d.About, d.Round, bot.PlainNote(d))
	})
}
