package main

import (
	"errors"
	"time"

	"baocaobot/flows"
	"baocaobot/storage"
)

type inviteCmd struct {
	Role  flows.Role   `required:"" enum:"cadre,leader,office,admin" help:"cadre or leader of a unit, office or admin."`
	Unit  flows.UnitID `placeholder:"CODE" help:"Unit of a cadre or leader, by its code."`
	Days  int          `default:"30" help:"Days until the invite expires."`
	Bot   string       `env:"TELEGRAM_BOT" placeholder:"NAME" help:"User name of the bot, to print a link."`
	Plain bool         `help:"Print the bare code."`
}

func (c inviteCmd) Run(con console, db database) error {
	if c.Role.OfUnit() != (c.Unit != "") {
		return usage("--unit: a cadre or leader needs a unit, office and admin have none")
	}
	if c.Days < 1 || c.Days > 366 {
		return usage("--days: give 1 to 366 days")
	}
	var code string
	err := db.with(con.ctx, func(s *storage.Store) error {
		return s.Update(con.ctx, func(tx *storage.Tx) (err error) {
			code, err = c.make(tx)
			return err
		})
	})
	if err != nil {
		return err
	}
	switch {
	case c.Plain:
		con.printf("%s\n", code)
	case c.Bot != "":
		con.printf("https://t.me/%s?start=%s\nOne person, once, within %d days.\n", c.Bot, code, c.Days)
	default:
		con.printf("/start %s\nTo be sent to the bot by one person, once, within %d days. With --bot NAME a link is printed.\n", code, c.Days)
	}
	return nil
}

func (c inviteCmd) make(tx *storage.Tx) (string, error) {
	if c.Unit != "" {
		_, err := tx.Unit(c.Unit)
		if errors.Is(err, storage.ErrNotFound) {
			return "", usage("--unit: there is no unit %q; \"baocaobot unit list\" shows the codes", c.Unit)
		}
		if err != nil {
			return "", err
		}
	}
	now := time.Now()
	return tx.NewInvite(c.Role, c.Unit, now, now.AddDate(0, 0, c.Days))
}
