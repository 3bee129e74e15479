package emulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// delivery is what a webhook received.
type delivery struct {
	secret string
	id     int64
}

// receiver is a bot's webhook that answers with the given codes, then 204.
func receiver(t *testing.T, codes ...int) (string, <-chan delivery) {
	t.Helper()
	got := make(chan delivery, 20)
	count := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var u struct {
			ID int64 `json:"update_id"`
		}
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
			t.Error(err)
		}
		code := http.StatusNoContent
		if count < len(codes) {
			code = codes[count]
		}
		count++
		w.Header().Set("Location", "/elsewhere") // of the 302: it must not be followed
		w.WriteHeader(code)
		got <- delivery{r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), u.ID}
	}))
	t.Cleanup(server.Close)
	return server.URL, got
}

func TestWebhookRetriesUntilAccepted(t *testing.T) {
	address, got := receiver(t, 500, 302)
	b := newBench(t, func(o *Options) { o.WebhookRetry = time.Millisecond })
	b.lan.Start("")
	b.same("set", b.call("setWebhook", "url="+address, "secret_token=S-3_cret").body, `{"ok":true,"result":true,"description":"Webhook was set"}`)
	for range 3 {
		b.same("until 2xx", <-got, delivery{"S-3_cret", 500})
	}
	b.lan.Say("1.250")
	b.same("then the next", <-got, delivery{"S-3_cret", 501})
	b.same("poll", b.call("getUpdates").body, refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"))
	b.same("delete", b.call("deleteWebhook").body, `{"ok":true,"result":true,"description":"Webhook was deleted"}`)
	b.same("again", b.call("deleteWebhook").body, `{"ok":true,"result":true,"description":"Webhook is already deleted"}`)
	b.same("poll", b.call("getUpdates").status, 200)
}

func TestWebhookInfo(t *testing.T) {
	b := started(t, func(o *Options) { o.WebhookRetry = time.Hour })
	b.same("none", b.call("getWebhookInfo").body, `{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}`)
	address, got := receiver(t, 503)
	b.call("setWebhook", "url="+address)
	b.lan.Say("a")
	b.same("no secret", <-got, delivery{"", 501})
	if err := b.s.AwaitRequests(soon(t), func([]Request) bool {
		b.s.mu.Lock()
		defer b.s.mu.Unlock()
		return b.s.webhook.lastError != ""
	}); err != nil {
		t.Fatal(err)
	}
	b.same("trouble", b.call("getWebhookInfo").body, `{"ok":true,"result":{"url":"`+address+`","has_custom_certificate":false,"pending_update_count":1,"last_error_date":1716166800,"last_error_message":"Wrong response from the webhook: 503 Service Unavailable"}}`)
	b.call("deleteWebhook", "drop_pending_updates=true")
	b.same("dropped", b.ids(), "")
}

func TestSetWebhookEndsThePoll(t *testing.T) {
	b := newBench(t)
	ended := b.poll(soon(t), "timeout=50")
	address, _ := receiver(t)
	b.call("setWebhook", "url="+address)
	b.same("the poll", (<-ended).body, refusal(409, "Conflict: terminated by setWebhook request"))
}
