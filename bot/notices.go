package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// Notices wait in the database and go out through the lanes, in order for each
// person, until they are delivered or nobody is there to read them.

const (
	noticeLease    = showLimit + time.Minute // a sender that is still at it keeps its notice
	noticeLook     = 30 * time.Second        // how often what failed or is due later is looked for
	noticesAtOnce  = 100
	noticeAttempts = 20
	noticeBackoff  = time.Minute
	longestBackoff = 15 // times noticeBackoff
)

// The kinds of notices that are made when they are sent, with noticeArrived and
// noticeDigest; all others hold their screen.
const (
	noticeWorkbook = "workbook" // the consolidated workbook of a round, as an order says
	noticePicture  = "picture"  // how far everybody is in a round, as pictures
	noticeFile     = "file"     // a photo or document of a unit, by its id
	noticeCommands = "commands" // the menu of commands for a person's rights
	noticeReminder = "reminder" // of the reports that are still open then
)

// noticed wakes the sender. It is called once a turn is committed and its reply is on
// its way, so that in its own chat a notice comes after it.
func (b *Bot) noticed() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
	select {
	case b.calls.wake <- struct{}{}:
	default:
	}
}

// pay hands the lanes what is owed, notices and screens, until ctx ends.
func (b *Bot) pay(ctx context.Context) {
	look := time.NewTicker(noticeLook)
	defer look.Stop()
	for {
		if err := errors.Join(b.takeNotices(ctx), b.payOwed(ctx)); err != nil && ctx.Err() == nil {
			b.log.Error("hand out what is owed", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		case <-b.wake:
		}
	}
}

func (b *Bot) takeNotices(ctx context.Context) error {
	for {
		var list []storage.Notice
		now := b.now()
		err := b.store.Update(ctx, func(tx *storage.Tx) (err error) {
			list, err = tx.TakeNotices(now, now.Add(noticeLease), noticesAtOnce)
			return err
		})
		if err != nil {
			return err
		}
		for _, n := range list {
			if _, underway := b.underway.LoadOrStore(n.ID, true); !underway { // else it waits in its lane since an earlier lease
				b.putOwed(reply{chat: int64(n.Person), notice: n})
			}
		}
		if len(list) < noticesAtOnce {
			return nil
		}
	}
}

// putOwed hands over what a chat is owed, not between the commit of a turn of that chat
// and its reply.
func (b *Bot) putOwed(r reply) {
	defer b.chats.enter(r.chat)()
	b.lanes.put(r)
}

// sendNotice sends one notice, making first what is made only now.
func (b *Bot) sendNotice(ctx context.Context, n storage.Notice) error {
	if may, err := b.reads(ctx, n); err != nil || !may {
		return err
	}
	if o, ok := orderOf(n.Kind); ok {
		return b.sendWorkbook(ctx, n, o)
	}
	switch {
	case n.Kind == noticeCommands:
		return b.setCommands(ctx, n.Person)
	case n.Kind == noticePicture:
		return b.sendPictures(ctx, n)
	case n.Kind == noticeReminder:
		return b.sendReminder(ctx, n)
	case aboutRound(n.Kind):
		return b.sendRoundNotice(ctx, n)
	case n.Kind == noticeOpeningFile:
		return b.sendOpeningFile(ctx, n)
	case n.Kind == noticeUnits:
		return b.sendUnitList(ctx, n.Person)
	case strings.HasPrefix(n.Kind, noticeArrived):
		return b.sendArrivals(ctx, n)
	case strings.HasPrefix(n.Kind, noticeDigest+"|"):
		return b.sendDigest(ctx, n)
	}
	if id, ok := reportOf(n.Kind); ok {
		return b.sendReport(ctx, n.Person, id)
	}
	if send := b.aboutPeople(n); send != nil {
		return send(ctx, n)
	}
	_, err := b.gateway.Notify(ctx, int64(n.Person), n.Screen)
	return err
}

// saysFailed tells whoever waits that something cannot be made just now, once.
func (b *Bot) saysFailed(ctx context.Context, n storage.Notice, s flows.Screen) error {
	if n.Attempt > 1 {
		return nil
	}
	_, err := b.gateway.Send(ctx, int64(n.Person), s)
	return err
}

func (b *Bot) setCommands(ctx context.Context, person flows.PersonID) error {
	var members []flows.Member
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		members, err = tx.Memberships(person)
		return err
	})
	if err != nil {
		return err
	}
	return b.gateway.SetCommands(ctx, int64(person), commandsFor(members))
}

// deliver sends one notice and keeps what became of it. The person's next one may
// follow then.
func (b *Bot) deliver(ctx context.Context, r reply) {
	defer b.noticed()
	defer b.underway.Delete(r.notice.ID)
	begun := b.now()
	err := b.sendNotice(ctx, r.notice)
	if errors.Is(err, errPassed) {
		return
	}
	b.failed(ctx, "send notice", r.chat, begun, err)
	keep := func(tx *storage.Tx) error { return tx.EndNotice(r.notice.ID, storage.Delivered, b.now()) }
	var refused *telegram.Error
	switch {
	case err == nil:
	case errors.Is(err, telegram.Unreachable): // it waits until the person is back
		keep = func(tx *storage.Tx) error { return tx.DelayNotice(r.notice.ID, "unreachable", b.now()) }
	case settled(err), !errors.As(err, &refused) && ctx.Err() == nil && r.notice.Attempt >= noticeAttempts:
		keep = func(tx *storage.Tx) error { return tx.EndNotice(r.notice.ID, storage.GivenUp, b.now()) }
	default: // an outage ends no notice, however long it is
		until := b.now().Add(time.Duration(min(r.notice.Attempt, longestBackoff)) * noticeBackoff)
		keep = func(tx *storage.Tx) error { return tx.DelayNotice(r.notice.ID, err.Error(), until) }
	}
	err = b.store.Update(context.WithoutCancel(ctx), func(tx *storage.Tx) error {
		b.underway.Delete(r.notice.ID) // whoever takes it next does so behind this transaction
		return keep(tx)
	})
	if err != nil {
		b.log.Error("keep what became of a notice", "notice", r.notice.ID, "err", err)
	}
}
