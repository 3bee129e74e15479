package bot

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"baocaobot/bot/telegram"
	"baocaobot/storage"
)

// atOnce is how many chats take their turns side by side: as many as a batch can have.
// Turns that wait together share a commit.
const atOnce = 100

// receive takes the turns of one batch: those of one chat in order, those of
// different chats side by side. Several batches may come at once, as a webhook's do;
// their turns of one chat wait for each other. It returns nil once every update is
// committed or cannot be used at all, which is what allows Telegram to forget the batch.
// When the bot is stopping or the database fails, no further chat is begun and
// the batch comes again; turns that were begun are finished.
func (b *Bot) receive(ctx context.Context, batch []telegram.Update) error {
	running := begun{slots: make(chan struct{}, atOnce)}
	always := context.WithoutCancel(ctx)
	if err := b.tidy(always); err != nil {
		return err
	}
	for _, updates := range byChat(batch) {
		running.slots <- struct{}{}
		if ctx.Err() != nil || running.err() != nil {
			running.fail(ctx.Err())
			break
		}
		running.Add(1)
		go func() {
			show, err := b.takeAll(always, updates)
			running.fail(err)
			<-running.slots
			running.Done()
			if show { // by a goroutine whose stack has grown already
				runtime.Gosched() // the next updates are asked for first
				b.lanes.run(updates[0].Chat)
			}
		}()
	}
	running.Wait()
	return running.err()
}

// begun is what one batch has running.
type begun struct {
	sync.WaitGroup
	slots  chan struct{}
	mu     sync.Mutex
	failed error
}

func (g *begun) fail(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.failed = cmp.Or(g.failed, err)
}

func (g *begun) err() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.failed
}

func byChat(batch []telegram.Update) map[int64][]telegram.Update {
	chats := map[int64][]telegram.Update{}
	for _, u := range batch {
		chats[u.Chat] = append(chats[u.Chat], u)
	}
	return chats
}

// takeAll takes one chat's turns in order. Only a database that is busy, full
// or failing stops it, and then the batch comes again; an update that cannot be
// taken for any other reason is parked and passed, so that it blocks nobody. Where the
// last one begins to show something, the caller goes on with it.
func (b *Bot) takeAll(ctx context.Context, updates []telegram.Update) (show bool, err error) {
	// Held until the screens are in their lane, which must see them in the turns' order.
	defer b.chats.enter(updates[0].Chat)()
	for i, u := range updates {
		r, err := b.takeSafely(ctx, u)
		switch {
		case storage.Transient(err):
			b.log.Error("turn not taken, will try again", "update", u.ID, "err", err)
			return false, err
		case err != nil:
			b.log.Error("update parked", "update", u.ID, "kind", u.Kind, "err", err)
			if err := b.park(ctx, u, err); err != nil {
				return false, err
			}
			r = apology(u)
		}
		if u.File.ID != "" {
			b.nudge()
		}
		if !r.empty() && b.lanes.add(r) {
			if show = i == len(updates)-1; !show {
				go b.lanes.run(u.Chat)
			}
		}
		if r.owes {
			b.noticed()
		}
	}
	return show, nil
}

// park keeps an update that cannot be taken, so that it is passed and can be looked at.
func (b *Bot) park(ctx context.Context, u telegram.Update, why error) error {
	return b.store.Update(ctx, func(tx *storage.Tx) error {
		if _, err := tx.FirstSight(u.ID, b.now()); err != nil {
			return err
		}
		id := u.ID
		if id == 0 { // it could not even be told: each is kept
			id = -b.now().UnixNano()
		}
		return tx.Park(id, u.Raw, why.Error(), b.now())
	})
}

// takeSafely takes one turn; a panic in it is an error like any other.
func (b *Bot) takeSafely(ctx context.Context, u telegram.Update) (r reply, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %T at %s", p, debug.Stack())
		}
	}()
	if u.Kind == telegram.Bad {
		return reply{}, fmt.Errorf("undecodable update: %w", u.Err)
	}
	return b.take(ctx, u)
}
