// Package bot is the program between Telegram and the database: it receives
// updates, finds out who is speaking, takes the turn inside one transaction,
// and shows the result.
//
// The order of work never changes: first commit, and only then show, and only
// then may Telegram forget the update. So whatever a person saw confirmed is
// stored, and an update that comes twice writes once. What was still to be shown when
// the process died is shown after the next start.
//
//	b := bot.New(store, gateway, bot.Options{Log: log})
//	err := b.Run(ctx)   // until ctx ends or the token is refused
//
// What is asked and what an answer means is decided in flows; how the Bot API
// behaves is the business of bot/telegram.
package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/storage"
)

// Options are what a bot can be told; all are optional.
type Options struct {
	Now func() time.Time // default time.Now
	Log *slog.Logger     // default slog.Default; never given answers or names

	Webhook *telegram.WebhookOptions // nil: long polling
}

// Bot serves one Telegram bot account from one database.
type Bot struct {
	store   *storage.Store
	gateway *telegram.Gateway
	webhook *telegram.WebhookOptions
	plans   *plans
	chats   *chats
	lanes   *lanes
	marks   *marks
	now     func() time.Time
	log     *slog.Logger
	wake    chan struct{} // notices may be owed

	making   sync.Mutex // held while an edition is made
	underway sync.Map   // ids of the notices that are in a lane
	tidied   tidied
	began    time.Time     // when it began to listen
	sent     chan struct{} // that evidence may be waiting to be fetched
	reading  sync.Mutex    // a unit list that was sent
}

// New wires a bot. It talks to nobody before Run.
func New(store *storage.Store, gateway *telegram.Gateway, o Options) *Bot {
	b := &Bot{store: store, gateway: gateway, webhook: o.Webhook, plans: newPlans(), chats: newChats(), marks: newMarks(),
		now: o.Now, log: o.Log, wake: make(chan struct{}, 1), sent: make(chan struct{}, 1)}
	b.lanes = newLanes(b.show)
	if b.now == nil {
		b.now = time.Now
	}
	if b.log == nil {
		b.log = slog.Default()
	}
	return b
}

const (
	rememberUpdates = 48 * time.Hour   // Telegram delivers again for 24 hours at most
	showTimeout     = 10 * time.Second // for screens still to be shown when the bot stops
)

// Run receives and answers until ctx ends, then finishes what it started: the
// updates in hand are committed and confirmed and their screens shown. A file that
// is being copied is copied again at the next start.
func (b *Bot) Run(ctx context.Context) error {
	showing, stopShowing := context.WithCancel(context.WithoutCancel(ctx))
	defer stopShowing()
	b.lanes.open(showing)
	b.began = time.Now()
	if err := b.store.Update(context.WithoutCancel(ctx), (*storage.Tx).FreeNotices); err != nil {
		return err
	}
	sending, stopSending := context.WithCancel(ctx)
	defer stopSending()
	var loops sync.WaitGroup
	loops.Go(func() { b.pay(sending) })
	loops.Go(func() { b.keepPlanning(sending) })
	loops.Go(func() { b.keepMarks(sending) })
	loops.Go(func() { b.fetch(sending) })
	err := b.listen(ctx)
	stopSending()
	loops.Wait()
	if !b.lanes.drain(showTimeout) {
		b.log.Warn("stopped before every screen was shown; the next start shows what is still owed")
	}
	b.writeMarks(ctx)
	return err
}

// listen hears what happens, by either transport, until ctx ends.
func (b *Bot) listen(ctx context.Context) error {
	if b.webhook != nil {
		return b.gateway.Webhook(ctx, *b.webhook, b.receive)
	}
	return b.gateway.Poll(ctx, b.receive)
}

// tidied is when old records were last dropped.
type tidied struct {
	mu sync.Mutex
	at time.Time
}

// due tells once a day that it is time.
func (t *tidied) due(now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now.Sub(t.at) < 24*time.Hour {
		return false
	}
	t.at = now
	return true
}

// tidy drops the records of updates that cannot come again, once a day.
func (b *Bot) tidy(ctx context.Context) error {
	now := b.now()
	if !b.tidied.due(now) {
		return nil
	}
	return b.store.Update(ctx, func(tx *storage.Tx) error { return tx.ForgetSeen(now.Add(-rememberUpdates)) })
}
