package telegram

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	deliveriesAtOnce = 40          // connections that Telegram may open side by side; it allows 1 to 100
	webhookLook      = time.Minute // how often it is looked whether the webhook is still ours
	longestSecret    = 256
)

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]*$`)

// WebhookOptions tell where Telegram delivers updates, and where they are taken.
type WebhookOptions struct {
	URL      string       // as Telegram calls it: https, or http on this machine
	Secret   string       // that Telegram shows with each delivery; "": a new one at each start
	Listener net.Listener // plain HTTP, behind the proxy that has the certificate; closed in the end
}

// Check finds what is wrong with the address or the secret, in one sentence that
// shows neither.
func (o WebhookOptions) Check() error {
	if len(o.Secret) > longestSecret || !secretForm.MatchString(o.Secret) {
		return errors.New("the webhook's secret must be 1 to 256 letters a–z, A–Z, digits, _ or -")
	}
	_, err := webhookPath(o.URL)
	return err
}

// webhookPath checks the address and gives the path of its deliveries.
func webhookPath(address string) (string, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "",
		u.User != nil, strings.ContainsAny(address, "?#%"):
		return "", errors.New("the webhook's address must look like https://bot.example.vn/telegram: a scheme, a host and a path, no password, no query")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return "", errors.New("the webhook's address must begin with https://: Telegram delivers nothing over plain http")
	case u.Path == "":
		return "/", nil
	}
	return u.Path, nil
}

func loopback(host string) bool { return host == "localhost" || net.ParseIP(host).IsLoopback() }

// Webhook does what Poll does, but Telegram calls: handle gets each update as it is
// delivered, on many goroutines at once, and the delivery is confirmed once handle
// has returned nil. On an error Telegram delivers it again, for 24 hours. When ctx
// ends, what was begun is finished; the webhook stays set, so that Telegram keeps
// what happens until the next start.
//
// The only errors returned are Unauthorized and those of Check and of the listener.
// An address that Telegram refuses and another program on the same token are
// logged as errors, everything else as a warning, and waited out.
func (g *Gateway) Webhook(ctx context.Context, o WebhookOptions, handle func(ctx context.Context, batch []Update) error) error {
	if err := o.Check(); err != nil {
		return errors.Join(err, o.Listener.Close())
	}
	if o.Secret == "" {
		o.Secret = rand.Text()
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	kept := make(chan error, 1)
	go func() {
		kept <- g.keepWebhook(ctx, o)
		stop()
	}()
	err := newDoor(ctx, g, o, handle).open(o.Listener)
	stop()
	return errors.Join(<-kept, err)
}

// keepWebhook sets the webhook and sets it again whenever somebody took it away,
// until ctx ends or the token is refused.
func (g *Gateway) keepWebhook(ctx context.Context, o WebhookOptions) error {
	lost, errorAt := true, int64(0)
	for {
		if lost {
			if err := g.setWebhook(ctx, o); err != nil {
				return err
			}
		}
		if g.clock.pause(ctx, webhookLook) != nil {
			return nil
		}
		now, err := g.webhookInfo(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, Unauthorized):
			return explain(err)
		case err != nil:
			g.log.Warn("the webhook could not be looked at", "error", err)
			continue
		}
		if lost = !sameAddress(now.URL, o.URL); lost {
			g.log.Error("another program uses this bot's token and took the webhook away: stop one of the two; it is set again")
		}
		if now.ErrorAt > errorAt {
			g.log.Warn("Telegram could not deliver", "waiting", now.Pending, "error", g.keeper.scrub(now.Error))
		}
		errorAt = now.ErrorAt
	}
}

// sameAddress allows for a server that tidies up the address it was given.
func sameAddress(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/"))
}

// setWebhook tries until it is done, the token is refused, or ctx ends, which is no
// error. The library's own call has no secret.
func (g *Gateway) setWebhook(ctx context.Context, o WebhookOptions) error {
	params := tgbotapi.Params{
		"url":             o.URL,
		"secret_token":    o.Secret,
		"allowed_updates": allowed,
		"max_connections": strconv.Itoa(deliveriesAtOnce),
	}
	back := backoff{wait: 5 * time.Second}
	for {
		_, err := g.deliver(ctx, request{method: "setWebhook", params: params})
		switch {
		case err == nil:
			g.log.Info("the webhook is set")
			return nil
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, Unauthorized):
			return explain(err)
		}
		wait := back.next()
		g.log.Error("Telegram refused the webhook: check its address, its port (443, 80, 88 or 8443) and its certificate", "wait", wait, "error", err)
		if g.clock.pause(ctx, wait) != nil {
			return nil
		}
	}
}

// webhookInfo is what Telegram tells of the webhook.
type webhookInfo struct {
	URL     string `json:"url"`
	Pending int    `json:"pending_update_count"`
	ErrorAt int64  `json:"last_error_date"`
	Error   string `json:"last_error_message"`
}

func (g *Gateway) webhookInfo(ctx context.Context) (info webhookInfo, err error) {
	answer, err := g.deliver(ctx, request{method: "getWebhookInfo"})
	if err != nil {
		return info, err
	}
	if err := json.Unmarshal(answer, &info); err != nil {
		return info, notUnderstood("getWebhookInfo")
	}
	return info, nil
}
