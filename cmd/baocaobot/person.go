package main

import (
	"errors"
	"fmt"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/storage"
)

type personCmd struct {
	List   personListCmd   `cmd:"" help:"List people and their rights."`
	Revoke personRevokeCmd `cmd:"" help:"Take a right from a person."`
	Move   personMoveCmd   `cmd:"" help:"Move a right, and the sections that go with it, to a colleague or by a new invite."`

	Unreachable personUnreachableCmd `cmd:"" help:"List the people whom no message reaches."`
}

type personListCmd struct {
	Unit flows.UnitID `placeholder:"CODE" help:"Of this unit alone."`
	JSON bool         `name:"json" help:"Print JSON."`
}

// personRow is one right as "person list --json" prints it; the time is RFC 3339.
type personRow struct {
	Person    flows.PersonID `json:"person"` // Telegram user id
	Name      string         `json:"name"`
	Role      flows.Role     `json:"role"`
	Unit      flows.UnitID   `json:"unit"` // empty for office and admin
	Since     time.Time      `json:"since"`
	Reachable bool           `json:"reachable"`
}

func (c personListCmd) Run(con console, db database) error {
	list := []personRow{}
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		if err := checkUnit(tx, c.Unit); err != nil {
			return err
		}
		rights, err := tx.Rights()
		for _, r := range rights {
			if c.Unit == "" || c.Unit == r.Unit {
				list = append(list, personRow{r.Person, r.Name, r.Role, r.Unit, r.Since, r.Reachable})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return con.json(list)
	}
	return con.table("PERSON\tROLE\tUNIT\tSINCE\tREACHABLE\tNAME", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%d\t%s\t%s\t%s\t%t\t%s", r.Person, r.Role, r.Unit, made(r.Since), r.Reachable, r.Name)
	})
}

// pickedRight are the flags that name one right of one person.
type pickedRight struct {
	Person flows.PersonID `required:"" placeholder:"ID" help:"Telegram user id, as \"person list\" shows it."`
	Role   flows.Role     `required:"" enum:"cadre,leader,office,admin" help:"Which right."`
	Unit   flows.UnitID   `placeholder:"CODE" help:"Unit of a cadre or leader, by its code."`
	Reason string         `help:"Why, for the audit."`
	JSON   bool           `name:"json" help:"Print JSON."`
}

func (p pickedRight) member() flows.Member {
	return flows.Member{Person: p.Person, Role: p.Role, Unit: p.Unit}
}

func (p pickedRight) deed(act storage.Act, now time.Time) storage.Deed {
	return storage.Deed{At: now, Act: act, About: p.Person, Note: p.Reason}
}

// find finds the right, or says what to do.
func (p pickedRight) find(tx *storage.Tx) (storage.Right, error) {
	if err := errors.Join(checkRole(p.Role, p.Unit), checkUnit(tx, p.Unit)); err != nil {
		return storage.Right{}, err
	}
	right, err := tx.Right(p.member())
	if errors.Is(err, storage.ErrNotFound) {
		return right, fmt.Errorf("person %d has no such right: \"baocaobot person list\" shows the rights; nothing was changed", p.Person)
	}
	return right, err
}

type personRevokeCmd struct{ pickedRight }

func (c personRevokeCmd) Run(con console, db database) error {
	err := db.change(con, func(tx *storage.Tx) error {
		right, err := c.find(tx)
		if err != nil {
			return err
		}
		now := time.Now()
		if err := tx.Revoke(right.Member, c.deed(storage.Revoked, now)); err != nil {
			return err
		}
		return bot.TellRevoked(tx, right, now)
	})
	if err != nil {
		return err
	}
	return con.tell(c.JSON, struct {
		Person flows.PersonID `json:"person"`
		Role   flows.Role     `json:"role"`
		Unit   flows.UnitID   `json:"unit"`
	}{c.Person, c.Role, c.Unit}, "Revoked: person %d is no %s %s any more.\n", c.Person, c.Role, c.Unit)
}

type personMoveCmd struct {
	pickedRight
	To   flows.PersonID `placeholder:"ID" help:"Colleague of the same unit who takes over; without it an invite for a successor is printed."`
	Days int            `default:"30" help:"Days until that invite expires."`
	Bot  botName        `env:"TELEGRAM_BOT" placeholder:"NAME" help:"User name of the bot, such as baocao_mttq_bot, to print a link."`
}

func (c personMoveCmd) Run(con console, db database) error {
	if err := checkDays(c.Days); err != nil {
		return err
	}
	var code string
	err := db.change(con, func(tx *storage.Tx) (err error) {
		code, err = c.move(tx, time.Now())
		return err
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return con.json(struct {
			Person flows.PersonID `json:"person"`
			To     flows.PersonID `json:"to"` // 0: whoever uses the invite
			inviteRow
		}{c.Person, c.To, inviteRowOf(code, c.Bot, c.Days)})
	case c.To != 0:
		con.printf("Moved: person %d is %s %s now instead of person %d.\n", c.To, c.Role, c.Unit, c.Person)
	case c.Bot != "":
		con.printf("%s\nFor the successor, once, within %d days.\n", bot.InviteLink(string(c.Bot), code), c.Days)
	default:
		con.printf("/start %s\nTo be sent to the bot by the successor, once, within %d days.\n", code, c.Days)
	}
	return nil
}

func (c personMoveCmd) move(tx *storage.Tx, now time.Time) (code string, err error) {
	right, err := c.find(tx)
	if err != nil {
		return "", err
	}
	if err := c.checkHeir(tx); err != nil {
		return "", err
	}
	if err := tx.Move(right.Member, c.To, c.deed(storage.Moved, now)); err != nil {
		return "", err
	}
	if err := bot.TellRevoked(tx, right, now); err != nil {
		return "", err
	}
	if c.To != 0 {
		return "", bot.TellHeir(tx, right, c.To, now)
	}
	return tx.MakeInvite(storage.Invite{Role: c.Role, Unit: c.Unit, Expires: now.AddDate(0, 0, c.Days), SuccessorOf: c.Person}, now)
}

// checkHeir tells whether the person who is to take over belongs to the unit.
func (c personMoveCmd) checkHeir(tx *storage.Tx) error {
	if c.To == 0 {
		return nil
	}
	colleagues, err := tx.RightsAt(c.Unit)
	if err != nil {
		return err
	}
	for _, r := range colleagues {
		if r.Person == c.To && c.To != c.Person {
			return nil
		}
	}
	return usage("--to: person %d is no colleague there: \"baocaobot person list\" shows the people; without --to an invite is made", c.To)
}
