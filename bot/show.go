package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// showLimit is how long one reply may be tried; then the chat's next one has its turn.
const showLimit = 10 * time.Minute

// show brings one reply to its chat. It runs after the commit, so nothing that goes
// wrong here loses an answer; a screen that is not shown stays owed.
func (b *Bot) show(ctx context.Context, r reply) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("show reply", "err", fmt.Errorf("panic: %T at %s", p, debug.Stack()))
		}
	}()
	ctx, stop := context.WithTimeout(ctx, showLimit)
	defer stop()
	if r.notice.ID != 0 {
		b.deliver(ctx, r)
		return
	}
	if r.call.Broadcast != 0 {
		b.call(ctx, r.call)
		return
	}
	if r.progressOf != 0 {
		b.tellBroadcast(ctx, r.progressOf)
		return
	}
	begun := b.now()
	if r.press != "" {
		b.failed(ctx, "answer press", r.chat, begun, b.gateway.AnswerPress(ctx, r.press, ""))
	}
	if !r.shows() || b.marks.shows(r.chat, r.turn) {
		return
	}
	err := b.showScreen(ctx, r)
	b.failed(ctx, "show screen", r.chat, begun, err)
	if r.turn > 0 && settled(err) {
		b.marks.set(r.chat, r.turn)
	}
}

// settled tells that trying again would change nothing. Somebody who has blocked the
// bot is owed the screen until they come back.
func settled(err error) bool {
	var e *telegram.Error
	return err == nil || errors.As(err, &e) && (e.Class == telegram.OurBug || e.Class == telegram.TooLarge)
}

func (b *Bot) showScreen(ctx context.Context, r reply) error {
	if r.office != nil {
		var err error
		if r.screen, err = b.officeScreen(ctx, flows.PersonID(r.chat), *r.office); err != nil {
			return err
		}
	}
	if r.broadcast {
		var err error
		if r.screen, err = b.broadcastScreen(ctx, flows.PersonID(r.chat), r.said); err != nil {
			return err
		}
	}
	if r.edit != 0 {
		_, err := b.gateway.Edit(ctx, r.chat, r.edit, r.screen)
		return err
	}
	send := b.gateway.Send
	if r.calm {
		send = b.gateway.Notify
	}
	_, err := send(ctx, r.chat, r.screen)
	return err
}

// failed logs what could not be shown, begun at a moment, and remembers whom no message
// reaches.
func (b *Bot) failed(ctx context.Context, doing string, chat int64, begun time.Time, err error) {
	switch {
	case err == nil:
	case errors.Is(err, telegram.Unreachable):
		err = b.store.Update(ctx, func(tx *storage.Tx) error {
			return tx.Refused(flows.PersonID(chat), begun, b.now())
		})
		if err != nil {
			b.log.Error("keep unreachable person", "err", err)
		}
	default:
		b.log.Error(doing, "err", err)
	}
}

// apology answers an update that could not be taken because of a fault of ours.
func apology(u telegram.Update) reply {
	if !u.Private {
		return reply{}
	}
	r := reply{chat: u.Chat, screen: screenApology()}
	if u.Kind == telegram.Press {
		r.press = u.PressID
	}
	return r
}
