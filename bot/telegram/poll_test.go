package telegram

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func polled(offset string) asked {
	a := asked{Method: "getUpdates", Params: map[string]string{"limit": "100", "timeout": "50", "allowed_updates": allowed}}
	if offset != "" {
		a.Params["offset"] = offset
	}
	return a
}

func confirmed(offset string) asked {
	return asked{Method: "getUpdates", Params: map[string]string{"limit": "1", "timeout": "0", "allowed_updates": allowed, "offset": offset}}
}

func text(id, words string) string {
	return `{"update_id":` + id + `,"message":{"message_id":3,"from":{"id":42,"first_name":"Lan"},"chat":{"id":42,"type":"private"},"text":"` + words + `"}}`
}

// hear polls until so many batches were kept, or ctx ends, and gives what was
// handed over, a line a batch. The first failures batches are not kept.
func hear(ctx context.Context, g *Gateway, batches, failures int) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var lines []string
	err := g.Poll(ctx, func(_ context.Context, batch []Update) error {
		var words []string
		for _, u := range batch {
			words = append(words, string(u.Kind)+" "+u.Text)
		}
		lines = append(lines, strings.Join(words, ", "))
		if failures > 0 {
			failures--
			return errors.New("the disk is full, says " + testToken)
		}
		if batches--; batches == 0 {
			cancel()
		}
		return nil
	})
	return strings.Join(lines, "\n"), note(err)
}

func TestPollMovesOnOnlyAfterTheBatchIsKept(t *testing.T) {
	s, server := play(t, map[string][]reply{
		"deleteWebhook": {okay("true")},
		"getUpdates": {
			okay("[" + text("900", "một") + "," + text("901", "hai") + "]"),
			okay("[]"),
			okay("[" + text("902", "ba") + "]"),
			okay("[" + text("903", "never handed over") + "]"), // to the confirmation
		},
	})
	g, clock := gateway(t, server)
	heard, err := hear(t.Context(), g, 2, 2)
	if err != nil {
		t.Error(err)
	}
	want := "message một, message hai\nmessage một, message hai\nmessage một, message hai\nmessage ba"
	if heard != want {
		t.Errorf("heard\n%s\nwant\n%s", heard, want)
	}
	clock.waited(t, 1e9, 2e9)
	requests := []asked{{Method: "deleteWebhook"}, polled(""), polled("902"), polled("902"), confirmed("903")}
	if diff := cmp.Diff(requests, s.asked()); diff != "" {
		t.Error(diff)
	}
}

// Ids are drawn anew after a quiet week, and may then be lower.
func TestPollFollowsIDsThatStartAnew(t *testing.T) {
	s, server := play(t, map[string][]reply{
		"deleteWebhook": {okay("true")},
		"getUpdates":    {okay("[" + text("900000", "cũ") + "]"), okay("[" + text("17", "mới") + "]"), okay("[]")},
	})
	g, _ := gateway(t, server)
	heard, err := hear(t.Context(), g, 2, 0)
	if err != nil || heard != "message cũ\nmessage mới" {
		t.Errorf("%q, %v", heard, err)
	}
	if diff := cmp.Diff([]asked{{Method: "deleteWebhook"}, polled(""), polled("900001"), confirmed("18")}, s.asked()); diff != "" {
		t.Error(diff)
	}
}

func TestPollHandsBadUpdatesOverAndGoesOn(t *testing.T) {
	s, server := play(t, map[string][]reply{
		"deleteWebhook": {okay("true")},
		"getUpdates": {
			okay(`[` + text("1", "trước") + `,{"update_id":2,"message":"not an object"},` + text("3", "sau") + `,{"update_id":"x"}]`),
			okay(`[{"update_id":"x"}]`), // no id: nothing to confirm, so nothing to hand over
			okay("[" + text("5", "tiếp") + "]"),
			okay("[]"),
		},
	})
	g, clock := gateway(t, server)
	heard, err := hear(t.Context(), g, 2, 0)
	if err != nil || heard != "message trước, bad , message sau, bad \nmessage tiếp" {
		t.Errorf("%q, %v", heard, err)
	}
	clock.waited(t, 1e9)
	if diff := cmp.Diff([]asked{{Method: "deleteWebhook"}, polled(""), polled("4"), polled("4"), confirmed("6")}, s.asked()); diff != "" {
		t.Error(diff)
	}
}

func TestPollWaitsTroubleOut(t *testing.T) {
	conflict := refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", "")
	_, server := play(t, map[string][]reply{
		"deleteWebhook": {hangUp, okay("true"), okay("true"), okay("true")},
		"getUpdates": {
			badPage, flood7, hangUp, // 2 s, 7 s as told, 8 s (the flood counted too)
			conflict, conflict,
			okay("[]"), // and everything starts small again
			badPage,
			refused(400, "Bad Request: something new", ""),
			okay("[" + text("1", "xong") + "]"),
			okay("[]"),
		},
	})
	g, clock := gateway(t, server)
	heard, err := hear(t.Context(), g, 1, 0)
	if err != nil || heard != "message xong" {
		t.Errorf("%q, %v", heard, err)
	}
	clock.waited(t, 1e9, 2e9, -7e9, 8e9, 5e9, 10e9, 1e9, 2e9)
}

func TestPollTakesAwayAWebhookSetMeanwhile(t *testing.T) {
	s, server := play(t, map[string][]reply{
		"deleteWebhook": {okay("true"), okay("true")},
		"getUpdates": {
			refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", ""),
			okay("[" + text("1", "x") + "]"), okay("[]"),
		},
	})
	g, _ := gateway(t, server)
	if _, err := hear(t.Context(), g, 1, 0); err != nil {
		t.Error(err)
	}
	want := []asked{{Method: "deleteWebhook"}, polled(""), {Method: "deleteWebhook"}, polled(""), confirmed("2")}
	if diff := cmp.Diff(want, s.asked()); diff != "" {
		t.Error(diff)
	}
}

func TestPollEndsOnAWrongToken(t *testing.T) {
	for name, replies := range map[string]map[string][]reply{
		"at once":      {"deleteWebhook": {refused(401, "Unauthorized", "")}},
		"revoked":      {"deleteWebhook": {okay("true")}, "getUpdates": {refused(401, "Unauthorized", "")}},
		"no such path": {"deleteWebhook": {refused(404, "Not Found", "")}},
	} {
		_, server := play(t, replies)
		g, _ := gateway(t, server)
		_, err := hear(t.Context(), g, 1, 0)
		if !errors.Is(err, Unauthorized) || !strings.HasPrefix(err.Error(), "the Telegram token is wrong or was revoked: copy it again from @BotFather and restart: telegram ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Stopping cuts a waiting poll at once; nothing was handled, so nothing is confirmed.
func TestPollStopsWhileItWaits(t *testing.T) {
	s, server := play(t, map[string][]reply{"deleteWebhook": {okay("true")}, "getUpdates": {longPoll}})
	g, clock := gateway(t, server)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-s.polling
		cancel()
	}()
	if _, err := hear(ctx, g, 1, 0); err != nil {
		t.Error(err)
	}
	clock.waited(t)
	if diff := cmp.Diff([]asked{{Method: "deleteWebhook"}, polled("")}, s.asked()); diff != "" {
		t.Error(diff)
	}
}

// A batch that is not kept when the program stops is not confirmed: it comes again.
func TestPollStopsWhileABatchIsNotKept(t *testing.T) {
	s, server := play(t, map[string][]reply{"deleteWebhook": {okay("true")}, "getUpdates": {okay("[" + text("9", "x") + "]")}})
	g, clock := gateway(t, server)
	heard, err := hear(clock.endAfter(3), g, 1, 100)
	if err != nil || heard != "message x\nmessage x\nmessage x" {
		t.Errorf("%q, %v", heard, err)
	}
	if diff := cmp.Diff([]asked{{Method: "deleteWebhook"}, polled("")}, s.asked()); diff != "" {
		t.Error(diff)
	}
}

// The way out is short even when Telegram does not answer.
func TestPollConfirmationIsBounded(t *testing.T) {
	if confirmLimit > 5*time.Second {
		t.Errorf("a stop may take %v", confirmLimit)
	}
	_, server := play(t, map[string][]reply{
		"deleteWebhook": {okay("true")},
		"getUpdates":    {okay("[" + text("9", "x") + "]"), badPage}, // the confirmation is not tried again
	})
	g, clock := gateway(t, server)
	if heard, err := hear(t.Context(), g, 1, 0); err != nil || heard != "message x" {
		t.Errorf("%q, %v", heard, err)
	}
	clock.waited(t)
}

// What fails only because the program stops is no trouble to report.
func TestStoppingIsNotLogged(t *testing.T) {
	s, server := play(t, map[string][]reply{
		"deleteWebhook": {okay("true"), okay("true")},
		"getUpdates":    {longPoll, okay("[" + text("9", "x") + "]")},
		"getMe":         {longPoll},
	})
	g, _ := gateway(t, server)
	var lines strings.Builder
	g.log = slog.New(slog.NewTextHandler(&lines, nil))
	stopped := func() context.Context {
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			<-s.polling
			cancel()
		}()
		return ctx
	}
	if _, err := hear(stopped(), g, 1, 0); err != nil {
		t.Error(err)
	}
	if _, err := g.Me(stopped()); !errors.Is(note(err), context.Canceled) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := g.Poll(ctx, func(ctx context.Context, _ []Update) error {
		cancel()
		return ctx.Err()
	})
	if note(err) != nil || lines.Len() > 0 {
		t.Errorf("%v, logged:\n%s", err, &lines)
	}
}
