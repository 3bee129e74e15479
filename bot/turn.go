package bot

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// errand is work that a turn leaves for after its commit.
type errand string

const (
	noErrand   errand = ""
	doProgress errand = "progress" // show who has sent and who is how far
	doWorkbook errand = "workbook" // make the consolidated workbook and send it
	doCommands errand = "commands" // set the menu of commands for this chat
)

// reply is what is shown for one update.
type reply struct {
	chat    int64
	screen  flows.Screen
	edit    int    // the message to change instead of sending a new one; 0: send
	press   string // the button press to acknowledge
	note    string // what the screen says that no later screen will
	current bool   // the current screen of a conversation: a newer one makes it needless
	album   string // the photos sent at once that this one belongs to
	count   string // the end of the note that tells how many files there are now: a newer one of the album says it better
	errand  errand
	round   flows.RoundID  // of doProgress and doWorkbook
	members []flows.Member // of doCommands
	notice  storage.Notice // what the screen delivers, when nobody asked for it just now
}

func (r reply) empty() bool { return r.screen.Text == "" && r.press == "" && r.errand == noErrand }

// says puts a sentence above the screen.
func (r *reply) says(text string) {
	r.screen.Text = text + "\n\n" + r.screen.Text
	if r.note != "" {
		text += "\n\n" + r.note
	}
	r.note = text
}

// take takes the turn of one update in one transaction. An update that was
// handled before writes nothing and shows the current screen again.
func (b *Bot) take(ctx context.Context, u telegram.Update) (reply, error) {
	if !u.Private || u.Kind == telegram.Other {
		return reply{}, nil
	}
	var r reply
	err := b.store.Update(ctx, func(tx *storage.Tx) error {
		first, err := tx.FirstSight(u.ID, b.now())
		if err != nil {
			return err
		}
		t := turn{bot: b, tx: tx, update: u, person: flows.PersonID(u.From), first: first}
		r, err = t.take()
		return err
	})
	if err != nil {
		return reply{}, err
	}
	r.chat = u.Chat
	if u.Kind == telegram.Press {
		r.press, r.edit = u.PressID, u.MessageID
	}
	return r, nil
}

// turn is one update while its transaction is open.
type turn struct {
	bot    *Bot
	tx     *storage.Tx
	update telegram.Update
	person flows.PersonID
	first  bool // not handled before
}

// take finds out who speaks and what about.
func (t turn) take() (reply, error) {
	switch t.update.Kind {
	case telegram.Blocked, telegram.Unblocked:
		return reply{}, t.tx.SetReachable(t.person, t.update.Kind == telegram.Unblocked)
	}
	if code, ok := inviteCode(t.update.Text); ok && t.update.Kind == telegram.Message {
		return t.join(code)
	}
	members, err := t.tx.Memberships(t.person)
	if err != nil {
		return reply{}, err
	}
	if len(members) == 0 {
		return reply{screen: screenStranger()}, nil
	}
	if office(members) {
		if c, ok := decisionIn(t.update); ok && t.first {
			return t.decide(c)
		}
		if command := officeCommand(t.update); command != "" {
			return t.office(command)
		}
	}
	if slices.ContainsFunc(members, ofUnit) {
		return t.cadre()
	}
	if t.update.Attachment != "" {
		return reply{screen: screenOfficeFile()}, nil
	}
	return t.office("")
}

func ofUnit(m flows.Member) bool { return m.Role.OfUnit() }

func office(members []flows.Member) bool {
	for _, m := range members {
		if m.Role == flows.Office || m.Role == flows.Admin {
			return true
		}
	}
	return false
}

var bareCode = regexp.MustCompile(fmt.Sprintf("^[A-Z2-7]{%d}$", storage.InviteLength))

// inviteCode finds the code in "/start CODE", or a bare code that was pasted.
func inviteCode(text string) (string, bool) {
	words := strings.Fields(text)
	switch {
	case len(words) == 2 && words[0] == "/start":
		return words[1], true
	case len(words) == 1 && bareCode.MatchString(words[0]):
		return words[0], true
	default:
		return "", false
	}
}
