package bot

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// reply is what is shown for one update.
type reply struct {
	chat   int64
	turn   int64 // whose screen this is; 0: it is not owed to anybody
	screen flows.Screen
	later  *later      // instead of a screen: what a conversation shows, drawn while the turn is committed
	office *desk.Place // instead of a screen: a place at the office's desk, drawn after the commit
	edit   int         // the message to change instead of sending a new one; 0: send
	press  string      // the button press to acknowledge

	calm    bool         // a screen of earlier: replies go before it
	current bool         // the current screen of a conversation: a newer one makes it needless
	desk    storage.Desk // of a conversation
	place   []byte       // where its turn leaves the person, as JSON; nil: where they were
	note    string       // what the screen says that no later screen will
	said    string       // the part of note that the place does not hold
	album   string       // the photos sent at once that this one belongs to
	count   string       // the end of the note that tells how many files there are now: a newer one of the album says it better

	owes   bool           // the turn owes notices, to be sent once this reply is on its way
	notice storage.Notice // what the screen delivers, when nobody asked for it just now

	broadcast bool              // instead of a screen: the broadcast this person has begun, or the one under way, made after the commit
	call      storage.Recipient // to whom a broadcast is sent

	progressOf int64 // the broadcast whose officer is told how far it is
}

func (r reply) shows() bool {
	return r.screen.Text != "" || r.later != nil || r.office != nil || r.broadcast
}

func (r reply) empty() bool {
	return !r.shows() && r.press == "" && r.notice.ID == 0 && r.call.Broadcast == 0 && r.progressOf == 0
}

// says puts a sentence above the screen.
func (r *reply) says(text string) {
	if r.later != nil {
		r.later.above = above(text, r.later.above)
	} else {
		r.screen.Text = text + "\n\n" + r.screen.Text
	}
	r.note, r.said = above(text, r.note), above(text, r.said)
}

func above(text, rest string) string {
	if rest == "" {
		return text
	}
	return text + "\n\n" + rest
}

// take takes the turn of one update in one transaction. An update that was handled
// before does nothing: what its chat is owed the chat gets without it.
func (b *Bot) take(ctx context.Context, u telegram.Update) (reply, error) {
	if !u.Private || u.Kind == telegram.Other {
		return reply{}, nil
	}
	var r reply
	var owes bool
	err := b.store.UpdateWhile(ctx, func(tx *storage.Tx) error {
		r, owes = reply{}, false
		first, err := tx.FirstSight(u.ID, b.now())
		if err != nil || !first {
			return err
		}
		t := turn{bot: b, tx: tx, update: u, person: flows.PersonID(u.From), owes: &owes}
		if r, err = t.take(); err != nil {
			return err
		}
		r.chat = u.Chat
		if u.Kind == telegram.Press {
			r.edit = u.MessageID
		}
		r.turn, err = t.owe(r)
		return err
	}, func() { b.draw(&r) })
	if err != nil {
		return reply{}, err
	}
	r.owes = owes
	if r.chat = u.Chat; u.Kind == telegram.Press {
		r.press = u.PressID
	}
	return r, nil
}

// turn is one update while its transaction is open.
type turn struct {
	bot    *Bot
	tx     *storage.Tx
	update telegram.Update
	person flows.PersonID
	owes   *bool // set when the turn owes a notice
}

// take finds out who speaks and what about.
func (t turn) take() (reply, error) {
	switch t.update.Kind {
	case telegram.Blocked:
		return reply{}, t.tx.Blocked(t.person)
	case telegram.Unblocked:
		*t.owes = true
		return reply{}, t.tx.Unblocked(t.person, t.bot.now())
	}
	if err := t.tx.Heard(t.person); err != nil {
		return reply{}, err
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
		if r, taken, err := t.rounds(members); taken || err != nil {
			return r, err
		}
	}
	if r, taken, err := t.people(members); taken || err != nil {
		return r, err
	}
	if office(members) {
		if w, ok := wishOfList(t.update, slices.ContainsFunc(members, ofUnit)); ok && admin(members) {
			return t.unitList(w)
		}
		if r, taken, err := t.office(slices.ContainsFunc(members, ofUnit)); taken || err != nil {
			return r, err
		}
	}
	switch {
	case slices.ContainsFunc(members, ofUnit):
		return t.cadre()
	case t.update.Attachment != "":
		return reply{screen: screenOfficeFile(admin(members))}, nil
	default:
		return reply{screen: desk.Help()}, nil
	}
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
