package main

import (
	"errors"
	"fmt"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/storage"
)

// What becomes of a round once it is open. The running bot tells whom it concerns.

// certainRound names a round in which something is done: of several, none is guessed.
type certainRound struct {
	Round flows.RoundID `placeholder:"ID" help:"Round that is meant; needed where there are several."`
	JSON  bool          `name:"json" help:"Print the round as JSON."`
}

func (c certainRound) find(tx *storage.Tx) (flows.Round, error) {
	rounds, err := tx.Rounds()
	switch {
	case err != nil:
		return flows.Round{}, err
	case c.Round == "" && len(rounds) > 1:
		return flows.Round{}, several("rounds", rounds)
	}
	return pickedRound{c.Round}.find(tx)
}

type roundExtendCmd struct {
	certainRound
	Deadline string `required:"" placeholder:"DAY" help:"The new one, \"before this day\": 2024-06-05 ends when 4/6 ends."`
}

func (c roundExtendCmd) Run(con console, db database) error {
	deadline, err := parseDay("deadline", c.Deadline)
	if err != nil {
		return err
	}
	r, err := c.become(con, db, func(tx *storage.Tx, r flows.Round) error {
		switch err := bot.ExtendRound(tx, r.ID, deadline, 0, time.Now()); {
		case errors.Is(err, bot.ErrRoundClosed):
			return fmt.Errorf("round %s is closed: open it again first, with \"baocaobot round reopen\"", r.ID)
		case errors.Is(err, bot.ErrNotLater):
			return usage("--deadline: round %s has the deadline %s; give a later day", r.ID, r.Deadline.In(flows.Zone).Format(isoDay))
		case errors.Is(err, bot.ErrPast):
			return usage("--deadline: %s is over already; give a later day", c.Deadline)
		default:
			return err
		}
	})
	if err != nil {
		return err
	}
	return con.tell(c.JSON, r, "Extended round %s: before %s.\n", r.ID, r.Deadline)
}

type roundCloseCmd struct{ certainRound }

func (c roundCloseCmd) Run(con console, db database) error {
	r, err := c.become(con, db, func(tx *storage.Tx, r flows.Round) error {
		err := bot.CloseRound(tx, r.ID, 0, time.Now())
		if errors.Is(err, bot.ErrRoundClosed) {
			return undone("round %s is closed already, since %s; nothing was changed", r.ID, made(r.Closed))
		}
		return err
	})
	if err != nil {
		return err
	}
	return con.tell(c.JSON, r, "Closed round %s. The running bot sends the office the workbook.\n", r.ID)
}

type roundReopenCmd struct {
	certainRound
	Unit flows.UnitID `placeholder:"CODE" help:"For this unit alone."`
}

func (c roundReopenCmd) Run(con console, db database) error {
	r, err := c.become(con, db, func(tx *storage.Tx, r flows.Round) error {
		err := c.reopen(tx, r)
		switch {
		case errors.Is(err, bot.ErrRoundOpen):
			return undone("round %s is open: there is nothing to open again", r.ID)
		case errors.Is(err, bot.ErrUnitOpen):
			return undone("round %s is open for unit %s already; nothing was changed", r.ID, c.Unit)
		case errors.Is(err, bot.ErrNotOfRound):
			return usage("--unit: round %s asks no unit %q: \"baocaobot progress --round %s\" shows its units", r.ID, c.Unit, r.ID)
		default:
			return err
		}
	})
	if err != nil {
		return err
	}
	whom := "all its units"
	if c.Unit != "" {
		whom = "unit " + string(c.Unit)
	}
	return con.tell(c.JSON, r, "Opened round %s again for %s.\n", r.ID, whom)
}

func (c roundReopenCmd) reopen(tx *storage.Tx, r flows.Round) error {
	if c.Unit != "" {
		return bot.ReopenUnit(tx, r.ID, c.Unit, 0, time.Now())
	}
	return bot.ReopenRound(tx, r.ID, 0, time.Now())
}

// become does something to the round that is meant and gives it as it is then.
func (c certainRound) become(con console, db database, do func(*storage.Tx, flows.Round) error) (row roundRow, err error) {
	err = db.change(con, func(tx *storage.Tx) error {
		r, err := c.find(tx)
		if err != nil {
			return err
		}
		if err := do(tx, r); err != nil {
			return err
		}
		if r, err = tx.Round(r.ID); err != nil {
			return err
		}
		row, err = roundRowOf(tx, r)
		return err
	})
	return row, err
}
