package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"

	"baocaobot/bot"
	"baocaobot/bot/telegram"
	"baocaobot/storage"
)

type serveCmd struct {
	API string `name:"api" env:"TELEGRAM_API" default:"https://api.telegram.org" placeholder:"URL" help:"Bot API server."`

	BackupDir  string `env:"BAOCAO_BACKUP_DIR" placeholder:"DIR" help:"Folder for a backup each night; none by default."`
	BackupDays int    `env:"BAOCAO_BACKUP_DAYS" default:"14" help:"Nights whose backups are kept."`

	webhookFlags `embed:""`
}

// Help is shown under the usage.
func (serveCmd) Help() string {
	return `Without --webhook the bot asks Telegram for news, which works behind any firewall.
With it Telegram calls the bot: URL is the public https address, and ADDR is where a
reverse proxy on this machine passes those calls on in plain HTTP. The certificate is
the proxy's business; docs/webhook.md has examples for nginx and Caddy.
TELEGRAM_WEBHOOK_SECRET is the secret Telegram shows with each call; without it each
start makes a new one.`
}

func (c serveCmd) Run(con console, db database) error {
	log := slog.New(slog.NewTextHandler(con.err, nil))
	gateway, err := c.gateway(log)
	if err != nil {
		return err
	}
	nightly := storage.Nightly{Dir: c.BackupDir, Days: c.BackupDays, Log: log}
	if err := c.checkBackups(nightly); err != nil {
		return err
	}
	webhook, err := c.webhookFlags.open()
	if err != nil {
		return err
	}
	claim, err := storage.Claim(con.ctx, db.DB)
	if err != nil {
		return err
	}
	defer claim.Close()
	store, err := storage.Open(con.ctx, db.DB)
	if err != nil {
		return err
	}
	if webhook != nil {
		log.Info("waiting for Telegram's calls", "listen", webhook.Listener.Addr())
	}
	log.Info("serving", "database", db.DB)
	introduce(con.ctx, gateway, log)
	err = c.work(con.ctx, store, nightly, bot.New(store, gateway, bot.Options{Log: log, Webhook: webhook}))
	log.Info("stopped")
	return errors.Join(err, store.Close())
}

func (c serveCmd) gateway(log *slog.Logger) (*telegram.Gateway, error) {
	token := os.Getenv("TELEGRAM_TOKEN") // no flag: flags stand in the list of processes
	if token == "" {
		return nil, errors.New("TELEGRAM_TOKEN is not set: put the token from @BotFather into this environment variable, or try \"baocaobot demo\" without one")
	}
	return telegram.New(telegram.Options{Token: token, API: c.API, Log: log})
}

// work runs the bot, and beside it a backup each night.
func (c serveCmd) work(ctx context.Context, store *storage.Store, nightly storage.Nightly, b *bot.Bot) error {
	backingUp, stop := context.WithCancel(ctx)
	var beside sync.WaitGroup
	if c.BackupDir != "" {
		beside.Go(func() { nightly.Run(backingUp, store) })
	}
	err := b.Run(ctx)
	stop()
	beside.Wait()
	return err
}

func (c serveCmd) checkBackups(nightly storage.Nightly) error {
	if c.BackupDays < 1 || c.BackupDays > 3660 {
		return usage("--backup-days: give 1 to 3660 days")
	}
	if c.BackupDir == "" {
		return nil
	}
	return nightly.Ready()
}

// introduce logs the bot's own address, which invites need. Without a network
// the bot starts all the same and waits for it.
func introduce(ctx context.Context, gateway *telegram.Gateway, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if me, err := gateway.Me(ctx); err == nil {
		log.Info("connected", "bot", "https://t.me/"+me.Username)
	}
}
