package main

import (
	"errors"
	"fmt"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/picture"
	"baocaobot/storage"
)

type inviteCmd struct {
	One    inviteOneCmd    `cmd:"" default:"withargs" help:"Make an invite for one person (what \"invite\" alone does)."`
	All    inviteAllCmd    `cmd:"" help:"Make invites for all units of a round that lack people, as an xlsx call sheet."`
	Revoke inviteRevokeCmd `cmd:"" help:"Revoke the unused invites of a role and unit."`
}

type inviteOneCmd struct {
	Role  flows.Role   `required:"" enum:"cadre,leader,office,admin" help:"cadre or leader of a unit, office or admin."`
	Unit  flows.UnitID `placeholder:"CODE" help:"Unit of a cadre or leader, by its code."`
	Days  int          `default:"30" help:"Days until the invite expires."`
	Bot   botName      `env:"TELEGRAM_BOT" placeholder:"NAME" help:"User name of the bot, such as baocao_mttq_bot, to print a link."`
	Plain bool         `help:"Print the bare code."`
	QR    string       `name:"qr" placeholder:"FILE.png" help:"Write the link as a QR picture too; needs --bot."`
	JSON  bool         `name:"json" help:"Print JSON."`
}

func (c inviteOneCmd) Run(con console, db database) error {
	if err := c.check(db); err != nil {
		return err
	}
	code, err := c.make(con, db)
	if err != nil {
		return err
	}
	link := bot.InviteLink(string(c.Bot), code)
	switch {
	case c.JSON:
		if err := con.json(inviteRowOf(code, c.Bot, c.Days)); err != nil {
			return err
		}
	case c.Plain:
		con.printf("%s\n", code)
	case c.Bot != "":
		con.printf("%s\nOne person, once, within %d days.\n", link, c.Days)
	default:
		con.printf("/start %s\nTo be sent to the bot by one person, once, within %d days. With --bot NAME a link is printed.\n", code, c.Days)
	}
	if c.QR == "" {
		return nil
	}
	png, err := picture.QR(link)
	if err != nil {
		return fmt.Errorf("draw invite: %w", err)
	}
	return db.replaceFile(c.QR, png)
}

// inviteRow is an invite as --json prints it, the only time it is shown.
type inviteRow struct {
	Code string `json:"code"`
	Link string `json:"link"` // empty without --bot
	Days int    `json:"days"` // for which it is good
}

func inviteRowOf(code string, name botName, days int) inviteRow {
	row := inviteRow{Code: code, Days: days}
	if name != "" && code != "" {
		row.Link = bot.InviteLink(string(name), code)
	}
	return row
}

func (c inviteOneCmd) check(db database) error {
	if err := checkRole(c.Role, c.Unit); err != nil {
		return err
	}
	if err := checkDays(c.Days); err != nil || c.QR == "" {
		return err
	}
	if c.Bot == "" {
		return usage("--qr: a picture of a link needs the bot's user name: add --bot NAME")
	}
	return db.canWrite(c.QR) // before a code is made that nobody sees
}

func (c inviteOneCmd) make(con console, db database) (code string, err error) {
	now := time.Now()
	err = db.change(con, func(tx *storage.Tx) error {
		if err := checkUnit(tx, c.Unit); err != nil {
			return err
		}
		code, err = tx.NewInvite(c.Role, c.Unit, now, now.AddDate(0, 0, c.Days))
		return err
	})
	return code, err
}

type inviteAllCmd struct {
	pickedRound
	Role    flows.Role `required:"" enum:"cadre,leader" help:"cadre or leader."`
	Each    int        `default:"1" help:"People of the role that each unit should have; who lacks gets a link."`
	Days    int        `default:"30" help:"Days until the invites expire."`
	Bot     botName    `env:"TELEGRAM_BOT" required:"" placeholder:"NAME" help:"User name of the bot, such as baocao_mttq_bot, for the links."`
	Out     string     `required:"" placeholder:"FILE.xlsx" help:"Call sheet to write; an existing file is replaced."`
	Replace bool       `help:"Revoke the unused links of the call sheet before."`
	JSON    bool       `name:"json" help:"Print JSON."`
}

func (c inviteAllCmd) Run(con console, db database) error {
	if err := checkDays(c.Days); err != nil {
		return err
	}
	if c.Each < 1 || c.Each > 20 {
		return usage("--each: give 1 to 20 people")
	}
	if c.Bot == "" {
		return usage("--bot: links need the bot's user name")
	}
	if err := db.canWrite(c.Out); err != nil { // before codes are made that nobody sees
		return err
	}
	var s bot.CallSheet
	err := db.change(con, func(tx *storage.Tx) (err error) {
		s, err = c.make(tx, time.Now())
		return err
	})
	if err != nil {
		return err
	}
	file, err := s.Workbook()
	if err != nil {
		return err
	}
	if err := db.replaceFile(c.Out, file); err != nil {
		return err
	}
	if c.JSON {
		return con.json(struct {
			New     int `json:"new"`
			Joined  int `json:"joined"`
			Revoked int `json:"revoked"`
		}{s.New, len(s.Seats) - s.New, s.Replaced})
	}
	con.printf("Wrote %s: %d new links, %d people have joined.\n", c.Out, s.New, len(s.Seats)-s.New)
	if s.Replaced > 0 {
		con.printf("Revoked %d unused links of the call sheet before.\n", s.Replaced)
	}
	return nil
}

// make makes the call sheet, unless it would end links that people may still use.
func (c inviteAllCmd) make(tx *storage.Tx, now time.Time) (s bot.CallSheet, err error) {
	round, err := c.find(tx)
	if err != nil {
		return s, err
	}
	w := bot.SheetWish{Round: round.ID, Role: c.Role, Each: c.Each, Expires: now.AddDate(0, 0, c.Days), Bot: string(c.Bot)}
	if s, err = bot.PreviewCallSheet(tx, w, now); err != nil {
		return s, err
	}
	if s.Replaced > 0 && !c.Replace {
		return s, fmt.Errorf("%d unused links of the call sheet before would stop working: add --replace to make a new one; nothing was changed", s.Replaced)
	}
	return bot.MakeCallSheet(tx, w, now)
}

type inviteRevokeCmd struct {
	Role flows.Role   `required:"" enum:"cadre,leader,office,admin" help:"Role of the invites."`
	Unit flows.UnitID `placeholder:"CODE" help:"Unit of a cadre or leader, by its code."`
	JSON bool         `name:"json" help:"Print JSON."`
}

func (c inviteRevokeCmd) Run(con console, db database) error {
	if err := checkRole(c.Role, c.Unit); err != nil {
		return err
	}
	var n int
	err := db.change(con, func(tx *storage.Tx) (err error) {
		if err := checkUnit(tx, c.Unit); err != nil {
			return err
		}
		n, err = tx.RevokeInvites(c.Role, c.Unit, 0, time.Now())
		return err
	})
	if err != nil {
		return err
	}
	return con.tell(c.JSON, struct {
		Revoked int `json:"revoked"`
	}{n}, "Revoked %d unused invites.\n", n)
}

func checkRole(role flows.Role, unit flows.UnitID) error {
	if role.OfUnit() != (unit != "") {
		return usage("--unit: a cadre or leader needs a unit, office and admin have none")
	}
	return nil
}

func checkDays(days int) error {
	if days < 1 || days > 366 {
		return usage("--days: give 1 to 366 days")
	}
	return nil
}

// checkUnit finds the unit that a flag names, if it names one.
func checkUnit(tx *storage.Tx, unit flows.UnitID) error {
	if unit == "" {
		return nil
	}
	_, err := tx.Unit(unit)
	if errors.Is(err, storage.ErrNotFound) {
		return usage("--unit: there is no unit %q; \"baocaobot unit list\" shows the codes", unit)
	}
	return err
}

// change runs do in one write transaction of the database that must be there.
func (d database) change(con console, do func(*storage.Tx) error) error {
	return d.with(con.ctx, func(s *storage.Store) error { return s.Update(con.ctx, do) })
}
