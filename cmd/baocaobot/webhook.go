package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"

	"baocaobot/bot/telegram"
)

// webhookFlags are both given or neither.
type webhookFlags struct {
	Webhook string `env:"TELEGRAM_WEBHOOK" placeholder:"URL" help:"Address at which Telegram calls the bot, https; needs --listen. Without it the bot polls."`
	Listen  string `env:"BAOCAO_LISTEN" placeholder:"ADDR" help:"Where those calls arrive, plain HTTP from a reverse proxy: 127.0.0.1:8443. A port alone is on loopback."`
}

// open checks the flags and takes the port; nil without a webhook.
func (f webhookFlags) open() (*telegram.WebhookOptions, error) {
	switch {
	case f.Webhook == "" && f.Listen == "":
		return nil, nil
	case f.Listen == "":
		return nil, usage("--webhook needs --listen: say where the calls arrive, for example --listen 127.0.0.1:8443")
	case f.Webhook == "":
		return nil, usage("--listen needs --webhook: say at which address Telegram calls, for example --webhook https://bot.example.vn/telegram")
	}
	o := &telegram.WebhookOptions{URL: f.Webhook, Secret: os.Getenv("TELEGRAM_WEBHOOK_SECRET")}
	if err := o.Check(); err != nil {
		return nil, usage("%v", err)
	}
	address, err := listenAddress(f.Listen)
	if err != nil {
		return nil, err
	}
	o.Listener, err = net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("another program listens on %s already: stop it, or give another --listen", address)
	case err != nil:
		return nil, fmt.Errorf("cannot listen on %s: give an address of this machine and a port from 1024 on with --listen", address)
	}
	return o, nil
}

// listenAddress reads 127.0.0.1:8443, :8443 or 8443. Other machines reach the bot
// only where an address of theirs is named: a port alone stays on loopback.
func listenAddress(text string) (string, error) {
	if !strings.Contains(text, ":") {
		text = ":" + text
	}
	host, port, err := net.SplitHostPort(text)
	if _, wrong := strconv.ParseUint(port, 10, 16); err != nil || wrong != nil {
		return "", usage("--listen: %q is no address; write it as 127.0.0.1:8443", text)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}
