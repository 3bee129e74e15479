package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/storage"
)

// outcomes are what may become of a broadcast for a person, in the order of the tables.
var outcomes = []storage.Reached{storage.ReachSent, storage.ReachWaiting, storage.ReachSending, storage.ReachNeedless,
	storage.ReachBlocked, storage.ReachFailed, storage.ReachUnknown}

// sentRow is a broadcast as "broadcast list --json" prints it; the time is RFC 3339.
type sentRow struct {
	Broadcast int64                   `json:"broadcast"`
	Round     flows.RoundID           `json:"round"`
	At        time.Time               `json:"at"`
	By        flows.PersonID          `json:"by"` // 0: the command line
	State     storage.BroadcastState  `json:"state"`
	Audience  string                  `json:"audience"` // as --audience takes it
	People    map[storage.Reached]int `json:"people"`   // by what became of it for them
}

func sentRowOf(tx *storage.Tx, b storage.Broadcast) (row sentRow, err error) {
	var a broadcast.Audience
	if err := json.Unmarshal(b.Audience, &a); err != nil {
		return row, fmt.Errorf("decode audience: %w", err)
	}
	row = sentRow{b.ID, b.Round, b.At, b.By, b.State, a.String(), map[storage.Reached]int{}}
	counts, err := tx.CountReached(b.ID)
	for _, o := range outcomes {
		row.People[o] = counts[o]
	}
	return row, err
}

func (r sentRow) String() string {
	all := 0
	for _, n := range r.People {
		all += n
	}
	return fmt.Sprintf("%d\t%s\t%s\t%d\t%s\t%s\t%d/%d", r.Broadcast, r.Round, made(r.At), r.By, r.State, r.Audience, r.People[storage.ReachSent], all)
}

const sentHead = "BROADCAST\tROUND\tAT\tBY\tSTATE\tAUDIENCE\tSENT"

type broadcastListCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

func (c broadcastListCmd) Run(con console, db database) error {
	list := []sentRow{}
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		all, err := tx.Broadcasts()
		if err != nil {
			return err
		}
		for _, b := range all {
			row, err := sentRowOf(tx, b)
			if err != nil {
				return err
			}
			list = append(list, row)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return con.json(list)
	default:
		return con.table(sentHead, len(list), func(i int) string { return list[i].String() })
	}
}

type broadcastStatusCmd struct {
	Number int64 `arg:"" optional:"" help:"Its number; the newest by default."`
	JSON   bool  `name:"json" help:"Print JSON."`
}

// statusRow is a broadcast as "broadcast status --json" prints it.
type statusRow struct {
	sentRow
	Unreached []unreachedRow `json:"unreached"`     // who did not get it, or may not have
	Joinless  []flows.UnitID `json:"nobody_joined"` // units of the audience, to be phoned
}

type unreachedRow struct {
	Person flows.PersonID  `json:"person"`
	Name   string          `json:"name"`
	Unit   flows.UnitID    `json:"unit"`
	State  storage.Reached `json:"state"`
}

func (c broadcastStatusCmd) Run(con console, db database) error {
	row := statusRow{Unreached: []unreachedRow{}, Joinless: []flows.UnitID{}}
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		b, err := c.find(tx)
		if err != nil {
			return err
		}
		row.Joinless = append(row.Joinless, b.Joinless...)
		if row.sentRow, err = sentRowOf(tx, b); err != nil {
			return err
		}
		for _, o := range outcomes {
			if o == storage.ReachSent || o == storage.ReachNeedless {
				continue
			}
			people, err := tx.Recipients(b.ID, o, row.People[o])
			if err != nil {
				return err
			}
			for _, p := range people {
				row.Unreached = append(row.Unreached, unreachedRow{p.Person, p.Name, p.Unit, p.State})
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return con.json(row)
	}
	if err := con.table(sentHead, 1, func(int) string { return row.String() }); err != nil || len(row.Unreached) == 0 {
		return err
	}
	return con.table("PERSON\tUNIT\tOUTCOME\tNAME", len(row.Unreached), func(i int) string {
		p := row.Unreached[i]
		return fmt.Sprintf("%d\t%s\t%s\t%s", p.Person, p.Unit, p.State, p.Name)
	})
}

func (c broadcastStatusCmd) find(tx *storage.Tx) (storage.Broadcast, error) {
	if c.Number != 0 {
		b, err := tx.Broadcast(c.Number)
		if errors.Is(err, storage.ErrNotFound) {
			return b, usage("there is no broadcast %d: \"baocaobot broadcast list\" shows them", c.Number)
		}
		return b, err
	}
	all, err := tx.Broadcasts()
	if err == nil && len(all) == 0 {
		return storage.Broadcast{}, undone("there was no broadcast yet")
	}
	if err != nil {
		return storage.Broadcast{}, err
	}
	return all[0], nil
}

type broadcastCancelCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

func (c broadcastCancelCmd) Run(con console, db database) error {
	var b storage.Broadcast
	err := db.change(con, func(tx *storage.Tx) (err error) {
		was := false
		if b, was, err = tx.Underway(); err == nil && was {
			was, err = tx.StopBroadcast(b.ID, 0, time.Now())
		}
		if err == nil && !was {
			err = undone("no broadcast is under way; nothing was changed")
		}
		return err
	})
	if err != nil {
		return err
	}
	return con.tell(c.JSON, struct {
		Broadcast int64 `json:"broadcast"`
	}{b.ID}, "Stopped broadcast %d: nothing more of it goes out; the running bot reports to the office.\n", b.ID)
}
