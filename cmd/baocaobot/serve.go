package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"baocaobot/bot"
	"baocaobot/bot/telegram"
	"baocaobot/storage"
)

type serveCmd struct {
	API string `name:"api" env:"TELEGRAM_API" default:"https://api.telegram.org" placeholder:"URL" help:"Bot API server."`
}

func (c serveCmd) Run(con console, db database) error {
	token := os.Getenv("TELEGRAM_TOKEN") // no flag: flags stand in the list of processes
	if token == "" {
		return errors.New("TELEGRAM_TOKEN is not set: put the token from @BotFather into this environment variable, or try \"baocaobot demo\" without one")
	}
	log := slog.New(slog.NewTextHandler(con.err, nil))
	gateway, err := telegram.New(telegram.Options{Token: token, API: c.API, Log: log})
	if err != nil {
		return err
	}
	store, err := storage.Open(con.ctx, db.DB)
	if err != nil {
		return err
	}
	log.Info("serving", "database", db.DB)
	introduce(con.ctx, gateway, log)
	err = bot.New(store, gateway, bot.Options{Log: log}).Run(con.ctx)
	log.Info("stopped")
	return errors.Join(err, store.Close())
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
