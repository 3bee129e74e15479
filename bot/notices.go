package bot

import (
	"context"
	"errors"
	"time"

	"baocaobot/bot/telegram"
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
)

// noticed wakes the sender once what is being written is committed: it waits for
// the turn's transaction like every reader.
func (b *Bot) noticed() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// sendNotices hands what is owed to the lanes until ctx ends.
func (b *Bot) sendNotices(ctx context.Context) {
	look := time.NewTicker(noticeLook)
	defer look.Stop()
	for {
		if err := b.takeNotices(ctx); err != nil && ctx.Err() == nil {
			b.log.Error("take notices", "err", err)
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
			b.lanes.put(reply{chat: int64(n.Person), screen: n.Screen, notice: n})
		}
		if len(list) < noticesAtOnce {
			return nil
		}
	}
}

// deliver sends one notice and keeps what became of it. The person's next one may
// follow then.
func (b *Bot) deliver(ctx context.Context, r reply) {
	_, err := b.gateway.Send(ctx, r.chat, r.screen)
	b.failed(ctx, "send notice", r, err)
	keep := func(tx *storage.Tx) error { return tx.EndNotice(r.notice.ID, storage.Delivered, b.now()) }
	switch {
	case err == nil:
	case errors.Is(err, telegram.Unreachable):
		keep = func(tx *storage.Tx) error { return tx.EndNotice(r.notice.ID, storage.Unreachable, b.now()) }
	case r.notice.Attempt >= noticeAttempts:
		keep = func(tx *storage.Tx) error { return tx.EndNotice(r.notice.ID, storage.GivenUp, b.now()) }
	default:
		until := b.now().Add(time.Duration(r.notice.Attempt) * noticeBackoff)
		keep = func(tx *storage.Tx) error { return tx.DelayNotice(r.notice.ID, err.Error(), until) }
	}
	if err := b.store.Update(context.WithoutCancel(ctx), keep); err != nil {
		b.log.Error("keep what became of a notice", "notice", r.notice.ID, "err", err)
	}
	b.noticed()
}
