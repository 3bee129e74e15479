package bot

import (
	"context"
	"errors"
	"sync"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// calls are the people who are in their lanes.
type calls struct {
	mu    sync.Mutex
	taken map[flows.PersonID]bool // until what became of it is written down
	free  int                     // lanes
	ended []storage.Recipient     // not written down yet

	told time.Time // when the officer's message was last changed
	wake chan struct{}
}

func newCalls() *calls {
	return &calls{taken: map[flows.PersonID]bool{}, free: callsAtOnce, wake: make(chan struct{}, 1)}
}

func (c *calls) end(r storage.Recipient) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = append(c.ended, r)
}

func (c *calls) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.free++
}

// begin takes those of the people who wait that there is room for.
func (c *calls) begin(waiting []storage.Recipient) (list []storage.Recipient) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range waiting {
		if c.free > 0 && !c.taken[r.Person] {
			c.taken[r.Person] = true
			c.free--
			list = append(list, r)
		}
	}
	return list
}

// unwritten are those of whom it is known what became of it.
func (c *calls) unwritten() []storage.Recipient {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ended[:len(c.ended):len(c.ended)]
}

// written drops what was written down.
func (c *calls) written(list []storage.Recipient) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = c.ended[len(list):]
	for _, r := range list {
		delete(c.taken, r.Person)
	}
}

// call sends a broadcast to one person. What became of it is written down with the next
// beat.
func (b *Bot) call(ctx context.Context, r storage.Recipient) {
	defer b.calls.leave()
	if !b.callOnce(ctx, r) {
		return
	}
	if _, err := b.gateway.Me(ctx); err != nil { // an outage is waited out here, not with everybody's message
		b.log.Error("broadcast waits for Telegram", "err", err)
	}
}

// callOnce tells whether it is unknown what became of it, as after a panic.
func (b *Bot) callOnce(ctx context.Context, r storage.Recipient) (unknown bool) {
	r.State = storage.ReachUnknown
	defer func() { b.calls.end(r) }()
	r.State = b.reach(ctx, r)
	return r.State == storage.ReachUnknown
}

func (b *Bot) reach(ctx context.Context, r storage.Recipient) storage.Reached {
	var screen flows.Screen
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		screen, err = b.broadcastFor(tx, r)
		return err
	})
	switch {
	case err != nil && (ctx.Err() != nil || storage.Transient(err)):
		return storage.ReachWaiting
	case err != nil:
		b.log.Error("write broadcast", "broadcast", r.Broadcast, "err", err)
		return storage.ReachFailed
	case screen.Text == "":
		return storage.ReachNeedless
	}
	begun := b.now()
	_, err = b.gateway.NotifyOnce(ctx, int64(r.Person), screen, func() error { return b.beginSending(ctx, r) })
	if errors.Is(err, errNotBegun) {
		return storage.ReachWaiting
	}
	b.failed(ctx, "send broadcast", int64(r.Person), begun, err)
	var refused *telegram.Error
	switch {
	case err == nil:
		return storage.ReachSent
	case telegram.Lost(err):
		return storage.ReachUnknown
	case errors.Is(err, telegram.Unreachable):
		return storage.ReachBlocked
	case ctx.Err() != nil, errors.Is(err, telegram.Unauthorized): // nothing was sent; a new token sends it
		return storage.ReachWaiting
	case errors.As(err, &refused):
		return storage.ReachFailed
	default:
		return storage.ReachUnknown
	}
}

// errNotBegun tells that nothing was sent, because it was stopped or could not be marked.
var errNotBegun = errors.New("not begun")

func (b *Bot) beginSending(ctx context.Context, r storage.Recipient) error {
	var begun bool
	err := b.store.Update(ctx, func(tx *storage.Tx) (err error) {
		begun, err = tx.BeginSending(r, b.now())
		return err
	})
	if err != nil || !begun {
		return errors.Join(errNotBegun, err)
	}
	return nil
}
