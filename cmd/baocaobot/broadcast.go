package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/storage"
)

type broadcastCmd struct {
	Begin   broadcastBeginCmd   `cmd:"" default:"withargs" help:"Begin one (what \"broadcast\" alone does)."`
	Preview broadcastPreviewCmd `cmd:"" help:"Show whom one would reach and what the first unit would read."`
	Status  broadcastStatusCmd  `cmd:"" help:"Show what became of one."`
	Cancel  broadcastCancelCmd  `cmd:"" help:"Stop the one that is under way; exit code 3 when none is."`
	List    broadcastListCmd    `cmd:"" help:"List them, the newest first."`
}

// broadcastFlags say to whom and in which words.
type broadcastFlags struct {
	Round    flows.RoundID `placeholder:"ID" help:"Round that is meant; needed where there are several."`
	Audience string        `required:"" placeholder:"WHICH" help:"Units: all, not-started, not-sent, below:50 (percent answered), revising, units:CODE,CODE."`
	Text     string        `required:"" help:"What is said; may hold {đơn vị}, {còn lại}, {số mục thiếu}, {hạn}, with or without accents. What is missing is named below it."`
	JSON     bool          `name:"json" help:"Print JSON."`
}

type broadcastBeginCmd struct {
	broadcastFlags
	DryRun bool `help:"Only tell whom it would reach, as \"broadcast preview\" does."`
}

func (c broadcastBeginCmd) Run(con console, db database) error { return c.run(con, db, c.DryRun) }

type broadcastPreviewCmd struct{ broadcastFlags }

func (c broadcastPreviewCmd) Run(con console, db database) error { return c.run(con, db, true) }

// broadcastRow is a broadcast as "broadcast begin --json" prints it.
type broadcastRow struct {
	Broadcast int64          `json:"broadcast"` // its number; 0 for a preview
	Round     flows.RoundID  `json:"round"`
	People    int            `json:"people"`
	Units     []flows.UnitID `json:"units"`
	Joinless  []flows.UnitID `json:"nobody_joined"` // units of the audience
	Example   string         `json:"example"`       // the text as the first unit reads it
}

func (c broadcastFlags) run(con console, db database, dry bool) error {
	audience, text, err := c.read()
	if err != nil {
		return err
	}
	row := broadcastRow{Units: []flows.UnitID{}, Joinless: []flows.UnitID{}}
	err = db.with(con.ctx, func(store *storage.Store) error {
		err := store.View(con.ctx, func(tx *storage.Tx) error { return c.look(tx, &row, audience, text) })
		if err != nil || dry {
			return err
		}
		switch {
		case len(row.Units)+len(row.Joinless) == 0:
			return undone("no unit belongs to that audience; nothing was planned")
		case row.People == 0:
			return fmt.Errorf("nobody of that audience has joined: %d units are to be phoned; nothing was planned", len(row.Joinless))
		}
		return store.Update(con.ctx, func(tx *storage.Tx) (err error) {
			row.Broadcast, err = bot.AddBroadcast(tx, row.Round, 0, audience, text, time.Now())
			if errors.Is(err, storage.ErrUnderway) {
				return errors.New("another broadcast is under way: wait until it is over, or stop it with \"baocaobot broadcast cancel\"; nothing was planned")
			}
			return err
		})
	})
	switch {
	case err != nil:
		return err
	case dry:
		return con.tell(c.JSON, row, "Would reach %d people of %d units; %d units have nobody who joined.\n%s\n", row.People, len(row.Units), len(row.Joinless), row.Example)
	default:
		return con.tell(c.JSON, row, "Planned broadcast %d to %d people of %d units; %d units have nobody who joined.\nThe running bot begins within half a minute and reports to the office.\n",
			row.Broadcast, row.People, len(row.Units), len(row.Joinless))
	}
}

// read checks the flags before the database is touched.
func (c broadcastFlags) read() (a broadcast.Audience, text string, err error) {
	a, ok := broadcast.ParseAudience(c.Audience)
	if !ok {
		return a, "", usage("--audience: %q is no audience: write all, not-started, not-sent, below:50, revising or units:CODE,CODE", c.Audience)
	}
	text, unknown := broadcast.Normal(c.Text)
	var fields []string
	for _, f := range broadcast.Fields {
		fields = append(fields, "{"+string(f)+"}")
	}
	switch n := utf8.RuneCountInString(text); {
	case text == "":
		return a, "", usage("--text: write what is to be said")
	case unknown != "":
		return a, "", usage("--text: %q is no field: %s", unknown, strings.Join(fields, ", "))
	case n > broadcast.MaxText:
		return a, "", usage("--text: %d characters, at most %d", n, broadcast.MaxText)
	}
	return a, text, nil
}

// look finds out whom it would reach.
func (c broadcastFlags) look(tx *storage.Tx, row *broadcastRow, a broadcast.Audience, text string) error {
	round, err := certainRound{Round: c.Round}.find(tx)
	if err != nil {
		return err
	}
	units, err := tx.RoundUnits(round.ID)
	if err != nil {
		return err
	}
	for _, id := range a.Units {
		if !slices.ContainsFunc(units, func(u flows.Unit) bool { return u.ID == id }) {
			return usage("--audience: %q is no unit of round %s", id, round.ID)
		}
	}
	o, err := bot.LookOut(tx, round.ID, a, text, time.Now())
	if err != nil {
		return err
	}
	row.Round, row.People, row.Example = round.ID, o.People, o.Example
	row.Units, row.Joinless = append(row.Units, o.Units...), append(row.Joinless, o.Joinless...)
	return nil
}
