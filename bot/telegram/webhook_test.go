package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWebhookOptionsAreCheckedInOneSentence(t *testing.T) {
	cases := []struct {
		address, secret string
		ok              bool
	}{
		{"https://bot.example.vn/telegram", "", true},
		{"https://bot.example.vn", "Aa0_-", true},
		{"https://bot.example.vn:8443/a/b", strings.Repeat("x", 256), true},
		{"http://127.0.0.1:8443/x", "", true},
		{"http://[::1]:8443/x", "", true},
		{"http://localhost/x", "", true},
		{"", "", false},
		{"bot.example.vn/telegram", "", false},
		{"http://bot.example.vn/telegram", "", false},
		{"http://127.0.0.1.example.vn/", "", false},
		{"ftp://bot.example.vn/", "", false},
		{"https:///telegram", "", false},
		{"https://me:word@bot.example.vn/", "", false},
		{"https://bot.example.vn/x?key=1", "", false},
		{"https://bot.example.vn/x?", "", false},
		{"https://bot.example.vn/x#y", "", false},
		{"https://bot.example.vn/%2e", "", false},
		{"https://bot.example.vn/", "two words", false},
		{"https://bot.example.vn/", "mật", false},
		{"https://bot.example.vn/", strings.Repeat("x", 257), false},
	}
	for _, c := range cases {
		err := WebhookOptions{URL: c.address, Secret: c.secret}.Check()
		if (err == nil) != c.ok {
			t.Errorf("%q, secret %q: %v", c.address, c.secret, err)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("more than a sentence: %v", err)
		}
	}
}

// watch is a clock that stands still where the webhook is looked at, until told.
type watch struct {
	turntable
	looks chan struct{}
}

func (w *watch) pause(ctx context.Context, d time.Duration) error {
	if d != webhookLook {
		return w.turntable.pause(ctx, d)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-w.looks:
		return nil
	}
}

// called is a running webhook.
type called struct {
	url    string
	watch  *watch
	log    *record
	cancel context.CancelFunc
	ended  chan error
}

const webhookSecret = "S-3_cret"

// callMe runs a webhook against the Bot API that the script plays.
func callMe(t *testing.T, replies map[string][]reply, handle func(context.Context, []Update) error) (*script, *called) {
	t.Helper()
	s, server := play(t, replies)
	c := &called{watch: &watch{looks: make(chan struct{})}, log: &record{}, ended: make(chan error, 1)}
	c.watch.time = time.Date(2024, 5, 20, 8, 0, 0, 0, time.UTC)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.url = "http://" + listener.Addr().String() + "/telegram"
	o := Options{Token: testToken, API: server.URL, PerChat: Unlimited, Overall: Unlimited,
		Log: slog.New(slog.NewTextHandler(c.log, nil))}
	g, err := open(o, clock{now: c.watch.now, pause: c.watch.pause})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	c.cancel = cancel
	go func() {
		c.ended <- note(g.Webhook(ctx, WebhookOptions{URL: c.url, Secret: webhookSecret, Listener: listener}, handle))
	}()
	t.Cleanup(func() {
		cancel()
		_, _ = said.Write([]byte(c.log.String()))
	})
	return s, c
}

func (c *called) look(t *testing.T) {
	t.Helper()
	select {
	case c.watch.looks <- struct{}{}:
	case <-time.After(10 * time.Second):
		t.Fatal("nobody waits to look at the webhook")
	}
}

func (c *called) stop(t *testing.T) {
	t.Helper()
	c.cancel()
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
}

func refuseAll(context.Context, []Update) error { return errors.New("not expected") }

func TestWebhookIsSetOnceTelegramCanBeReached(t *testing.T) {
	badPort := refused(400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443", "")
	s, c := callMe(t, map[string][]reply{
		"setWebhook":     {hangUp, badPage, flood7, badPort, okay("true")},
		"getWebhookInfo": {refused(400, "Bad Request: something new", "")},
	}, refuseAll)
	c.look(t) // so it is set
	c.stop(t)
	set := asked{Method: "setWebhook", Params: map[string]string{"url": c.url, "secret_token": webhookSecret,
		"allowed_updates": allowed, "max_connections": "40"}}
	if diff := cmp.Diff([]asked{set, set, set, set, set}, s.asked()[:5]); diff != "" {
		t.Error(diff)
	}
	for _, private := range []string{c.url, webhookSecret} {
		if strings.Contains(c.log.String(), private) {
			t.Errorf("the log holds %q:\n%s", private, c.log)
		}
	}
	if !strings.Contains(c.log.String(), "check its address, its port") {
		t.Errorf("the log:\n%s", c.log)
	}
}

func TestWebhookTakenAwayIsSetAgain(t *testing.T) {
	s, c := callMe(t, map[string][]reply{"setWebhook": {okay("true"), okay("true"), okay("true")}}, refuseAll)
	info := func(fields string) reply {
		return okay(`{"url":"` + c.url + `","pending_update_count":3` + fields + `}`)
	}
	trouble := info(`,"last_error_date":1716166800,"last_error_message":"Connection refused"`)
	s.mu.Lock()
	s.replies["getWebhookInfo"] = []reply{info(""), okay(`{"url":""}`), okay(`{"url":"https://other.example.vn"}`), trouble, trouble, badPage, info("")}
	s.mu.Unlock()
	for range 6 { // the last one asks twice
		c.look(t)
	}
	c.stop(t)
	var methods []string
	for _, a := range s.asked()[:8] {
		methods = append(methods, strings.TrimSuffix(a.Method, "Webhook"))
	}
	want := "set getWebhookInfo getWebhookInfo set getWebhookInfo set getWebhookInfo getWebhookInfo"
	if got := strings.Join(methods, " "); got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
	if n := strings.Count(c.log.String(), "took the webhook away"); n != 2 {
		t.Errorf("%d lines about another program:\n%s", n, c.log)
	}
	if n := strings.Count(c.log.String(), "could not deliver"); n != 1 {
		t.Errorf("%d lines about the same trouble:\n%s", n, c.log)
	}
}

func TestWebhookEndsAtAWrongToken(t *testing.T) {
	_, c := callMe(t, map[string][]reply{"setWebhook": {refused(401, "Unauthorized", "")}}, refuseAll)
	err := <-c.ended
	if !errors.Is(err, Unauthorized) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
	if _, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(c.url, "http://"), "/telegram")); err == nil {
		t.Error("it still listens")
	}
}
