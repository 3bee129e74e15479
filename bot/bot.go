// Package bot is the program between Telegram and the database: it receives
// updates, finds out who is speaking, takes the turn inside one transaction,
// and shows the result.
//
// The order of work never changes: first commit, then show, and only then may
// Telegram forget the update. So whatever a person saw confirmed is stored, and
// an update that comes twice writes once.
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
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/storage"
)

// Options are what a bot can be told; all are optional.
type Options struct {
	Now func() time.Time // default time.Now
	Log *slog.Logger     // default slog.Default; never given answers or names
}

// Bot serves one Telegram bot account from one database.
type Bot struct {
	store   *storage.Store
	gateway *telegram.Gateway
	plans   *plans
	lanes   *lanes
	now     func() time.Time
	log     *slog.Logger
}

// New wires a bot. It talks to nobody before Run.
func New(store *storage.Store, gateway *telegram.Gateway, o Options) *Bot {
	b := &Bot{store: store, gateway: gateway, plans: newPlans(), lanes: newLanes(), now: o.Now, log: o.Log}
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
// updates in hand are committed and confirmed and their screens shown.
func (b *Bot) Run(ctx context.Context) error {
	always := context.WithoutCancel(ctx)
	err := b.store.Update(always, func(tx *storage.Tx) error {
		return tx.ForgetSeen(b.now().Add(-rememberUpdates))
	})
	if err != nil {
		return err
	}
	showing, stopShowing := context.WithCancel(always)
	defer stopShowing()
	b.lanes.open(showing)
	err = b.gateway.Poll(ctx, b.receive)
	if !b.lanes.drain(showTimeout) {
		b.log.Warn("stopped before every screen was shown; each person sees the current one after their next message")
	}
	return err
}
