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

type roundExtendCmd struct {
	pickedRound
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
	con.printf("Extended round %s: %s.\n", r.ID, r.DeadlineWords())
	return nil
}

type roundCloseCmd struct {
	pickedRound
}

func (c roundCloseCmd) Run(con console, db database) error {
	r, err := c.become(con, db, func(tx *storage.Tx, r flows.Round) error {
		err := bot.CloseRound(tx, r.ID, 0, time.Now())
		if errors.Is(err, bot.ErrRoundClosed) {
			return fmt.Errorf("round %s is closed already, since %s", r.ID, made(r.Closed))
		}
		return err
	})
	if err != nil {
		return err
	}
	con.printf("Closed round %s. The running bot sends the office the workbook.\n", r.ID)
	return nil
}

type roundReopenCmd struct {
	pickedRound
	Unit flows.UnitID `placeholder:"CODE" help:"For this unit alone."`
}

func (c roundReopenCmd) Run(con console, db database) error {
	r, err := c.become(con, db, func(tx *storage.Tx, r flows.Round) error {
		err := c.reopen(tx, r)
		switch {
		case errors.Is(err, bot.ErrRoundOpen):
			return fmt.Errorf("round %s is open: there is nothing to open again", r.ID)
		case errors.Is(err, bot.ErrUnitOpen):
			return fmt.Errorf("round %s is open for unit %s already", r.ID, c.Unit)
		case errors.Is(err, bot.ErrNotOfRound):
			return usage("--unit: round %s asks no unit %q: \"baocaobot progress --round %s\" shows its units", r.ID, c.Unit, r.ID)
		default:
			return err
		}
	})
	switch {
	case err != nil:
		return err
	case c.Unit != "":
		con.printf("Opened round %s again for unit %s.\n", r.ID, c.Unit)
	default:
		con.printf("Opened round %s again for all its units.\n", r.ID)
	}
	return nil
}

func (c roundReopenCmd) reopen(tx *storage.Tx, r flows.Round) error {
	if c.Unit != "" {
		return bot.ReopenUnit(tx, r.ID, c.Unit, 0, time.Now())
	}
	return bot.ReopenRound(tx, r.ID, 0, time.Now())
}

// become does something to the round that is picked and gives it as it is then.
func (p pickedRound) become(con console, db database, do func(*storage.Tx, flows.Round) error) (r flows.Round, err error) {
	err = db.with(con.ctx, func(store *storage.Store) error {
		return store.Update(con.ctx, func(tx *storage.Tx) error {
			if r, err = p.find(tx); err != nil {
				return err
			}
			if err := do(tx, r); err != nil {
				return err
			}
			r, err = tx.Round(r.ID)
			return err
		})
	})
	return r, err
}
