package bot

import (
	"fmt"
	"runtime/debug"

	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// later is what a turn of a conversation shows. A third of a turn's work is to draw its
// card, and the disk takes as long: the one is done while the other goes on, and the
// next turn begins meanwhile.
type later struct {
	turn   talk.Turn
	desks  []storage.Desk
	chosen int
	above  string // said above the screen
}

// draw draws what is to be drawn by now. What cannot be drawn loses no answer: the
// person is told so, and what the turn has to say.
func (b *Bot) draw(r *reply) {
	how := r.later
	if how == nil {
		return
	}
	r.later = nil
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("draw a card", "err", fmt.Errorf("panic: %T at %s", p, debug.Stack()))
			r.screen = screenNotDrawn(r.note)
		}
	}()
	r.screen = dressed(how.desks, how.chosen, how.turn.Screen())
	if how.above != "" {
		r.screen.Text = above(how.above, r.screen.Text)
	}
}
