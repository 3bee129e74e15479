package main

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// countsFlag is the flag that says whose figures are in the totals.
type countsFlag struct {
	Counts string `enum:"all,sent,approved" default:"all" placeholder:"WHICH" help:"Whose figures are in the totals: all that is answered, or of reports that are sent or approved (${enum})."`
}

const countsAll = "all" // as people write report.CountsAll

func (c countsFlag) which() report.Counts {
	if c.Counts == countsAll {
		return report.CountsAll
	}
	return report.Counts(c.Counts)
}

// handed gives the workbook to export: an edition that is there, or the round as it is
// now.
func (c exportCmd) handed(con console, db database) (h bot.Handed, err error) {
	err = db.with(con.ctx, func(store *storage.Store) error {
		var round flows.Round
		err := store.View(con.ctx, func(tx *storage.Tx) (err error) {
			if round, err = c.find(tx); err != nil || c.Edition == nil {
				return err
			}
			if h, err = bot.FindEdition(tx, round.ID, *c.Edition); errors.Is(err, storage.ErrNotFound) {
				return usage("round %s has no edition %d: \"baocaobot edition list\" shows the editions", round.ID, *c.Edition)
			}
			return err
		})
		if err == nil && c.Edition == nil {
			h, err = bot.HandEdition(con.ctx, store, bot.Want{Round: round.ID, Counts: c.which()}, time.Now())
		}
		if err != nil || c.Edition == nil && !h.Same {
			return err
		}
		return store.Update(con.ctx, func(tx *storage.Tx) error {
			return bot.KeepExportAgain(tx, h.Round.ID, h.Edition.Number, 0, time.Now())
		})
	})
	return h, err
}

type editionCmd struct {
	List editionListCmd `cmd:"" help:"List the workbooks that were handed out, the newest first."`
}

type editionListCmd struct {
	pickedRound
	JSON bool `name:"json" help:"Print JSON."`
}

// editionRow is one edition as "edition list --json" prints it; the time is RFC 3339.
type editionRow struct {
	Edition  int       `json:"edition"`
	At       time.Time `json:"at"`
	Sent     int       `json:"sent"`
	Expected int       `json:"expected"`
	Counts   string    `json:"counts"` // all, sent, approved
}

func (c editionListCmd) Run(con console, db database) error {
	list := []editionRow{}
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		round, err := c.find(tx)
		if err != nil {
			return err
		}
		editions, err := tx.Editions(round.ID)
		for _, e := range editions {
			list = append(list, editionRow{e.Number, e.At, e.Sent, e.Expected, cmp.Or(e.Counts, countsAll)})
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return con.json(list)
	}
	return con.table("EDITION\tMADE\tSENT\tCOUNTS", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%d\t%s\t%d/%d\t%s", r.Edition, made(r.At), r.Sent, r.Expected, r.Counts)
	})
}

// made prints a moment as it is in Viet Nam.
func made(at time.Time) string { return at.In(flows.Zone).Format("2006-01-02 15:04") }
