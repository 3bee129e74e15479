package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// What a chat should show is a function of what is stored. Each turn keeps, in its own
// transaction, how its screen is drawn; a chat that does not show it yet, because the
// program or the network went down in between, is shown it when it can be: the newest
// only, and as it is drawn then.

// owed is how a screen is drawn.
type owed struct {
	Round    flows.RoundID `json:"round,omitempty"` // of a conversation, which is drawn from the place
	Unit     flows.UnitID  `json:"unit,omitempty"`
	Said     string        `json:"said,omitempty"`     // above it
	Office   bool          `json:"office,omitempty"`   // of the office's desk, drawn from the officer's place
	Progress flows.RoundID `json:"progress,omitempty"` // of the office's desk, as versions without places kept it
	Screen   *flows.Screen `json:"screen,omitempty"`   // any other screen
	Calls    bool          `json:"calls,omitempty"`    // the broadcast, begun or under way
	Edit     int           `json:"edit,omitempty"`     // the message that shows it
}

// owe keeps how a reply is drawn, and where it leaves the person, and gives the turn it
// belongs to.
func (t turn) owe(r reply) (int64, error) {
	if !r.shows() {
		return 0, nil
	}
	o := owed{Said: r.said, Office: r.office != nil, Calls: r.broadcast, Edit: r.edit}
	switch {
	case r.current:
		o.Round, o.Unit = r.desk.Round.ID, r.desk.Unit.ID
	case r.office == nil && !r.broadcast:
		screen := r.screen
		o.Screen = &screen
	}
	text, err := json.Marshal(o)
	if err != nil {
		return 0, fmt.Errorf("encode owed screen: %w", err)
	}
	if r.place != nil {
		return t.tx.OweAt(t.person, r.desk.Round.ID, r.desk.Unit.ID, r.place, text, t.bot.now())
	}
	return t.tx.Owe(t.person, text, t.bot.now())
}

// payOwed hands the lanes what chats are owed that are shown nothing just now.
func (b *Bot) payOwed(ctx context.Context) error {
	var replies []reply
	err := b.store.View(ctx, func(tx *storage.Tx) error {
		list, err := tx.Behind()
		if err != nil {
			return err
		}
		for _, o := range list {
			if !b.lanes.idle(int64(o.Person)) || b.marks.shows(int64(o.Person), o.Turn) {
				continue
			}
			r, err := b.redrawSafely(tx, o)
			switch {
			case ctx.Err() != nil || storage.Transient(err):
				return err
			case err != nil: // drawn again it would be no better
				b.log.Error("draw an owed screen", "err", err)
				b.marks.set(int64(o.Person), o.Turn)
				continue
			}
			if replies = append(replies, r); len(replies) == owedAtOnce {
				break
			}
		}
		return nil
	})
	for _, r := range replies {
		b.putOwed(r)
	}
	return err
}

// owedAtOnce is how many owed screens are drawn in one go; the next go comes with the
// next look.
const owedAtOnce = 300

// redrawSafely makes a panic an error like any other: one place that cannot be drawn
// must not end the program.
func (b *Bot) redrawSafely(tx *storage.Tx, o storage.Owed) (r reply, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %T at %s", p, debug.Stack())
		}
	}()
	return turn{bot: b, tx: tx, person: o.Person}.redraw(o)
}

// redraw draws what a chat is owed.
func (t turn) redraw(o storage.Owed) (reply, error) {
	var how owed
	if err := json.Unmarshal(o.Screen, &how); err != nil {
		return reply{}, fmt.Errorf("decode owed screen: %w", err)
	}
	var r reply
	var err error
	switch {
	case how.Screen != nil:
		r.screen = *how.Screen
	case how.Calls:
		r.broadcast, r.said = true, how.Said
	case how.Progress != "":
		r.office = &desk.Place{Round: how.Progress, View: desk.OnProgress}
	case how.Office:
		var place desk.Place
		place, err = t.officePlace()
		r.office = &place
	default:
		r, err = t.redrawDesk(how)
	}
	if err != nil {
		return r, err
	}
	r.chat, r.turn, r.edit, r.calm = int64(o.Person), o.Turn, how.Edit, true
	return r, nil
}

var errNoDesk = errors.New("the report is this person's no more")

func (t turn) redrawDesk(how owed) (reply, error) {
	desks, err := t.tx.Desks(t.person)
	if err != nil {
		return reply{}, err
	}
	at := slices.IndexFunc(desks, func(d storage.Desk) bool { return d.Round.ID == how.Round && d.Unit.ID == how.Unit })
	if at < 0 {
		return reply{}, errNoDesk
	}
	form, place, err := t.sit(desks[at])
	if err != nil {
		return reply{}, err
	}
	screen, err := t.screen(form, place)
	r := conversation(desks, at, screen, place.Note)
	if how.Said != "" {
		r.says(how.Said)
	}
	return r, err
}
