package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var everyClass = []Class{
	Unreachable, Moved, Conflict, Unauthorized, TooLarge, RateLimited, Temporary, OurBug, unchanged, uneditable, stale,
}

// What the Bot API server says, word for word, and what we make of it.
func TestClasses(t *testing.T) {
	for _, test := range []struct {
		status      int
		description string
		want        Class
	}{
		{401, "Unauthorized", Unauthorized},
		{401, "Unauthorized: invalid token specified", Unauthorized},
		{404, "Not Found", Unauthorized},
		{404, "Not Found: method not found", OurBug},
		{409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", Conflict},
		{409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", Conflict},
		{409, "Conflict: terminated by setWebhook request", Conflict},
		{400, "Bad Request: chat not found", Unreachable},
		{403, "Forbidden: bot was blocked by the user", Unreachable},
		{403, "Forbidden: bot can't initiate conversation with a user", Unreachable},
		{403, "Forbidden: user is deactivated", Unreachable},
		{400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message", unchanged},
		{400, "Bad Request: message to edit not found", uneditable},
		{400, "Bad Request: message can't be edited", uneditable},
		{400, "Bad Request: there is no text in the message to edit", uneditable},
		{400, "Bad Request: query is too old and response timeout expired or query ID is invalid", stale},
		{400, "Bad Request: chat_id is empty", OurBug},
		{400, "Bad Request: message text is empty", OurBug},
		{400, "Bad Request: message is too long", OurBug},
		{400, "Bad Request: message caption is too long", OurBug},
		{400, `Bad Request: can't parse entities: Unsupported start tag "div" at byte offset 0`, OurBug},
		{400, "Bad Request: unsupported parse_mode", OurBug},
		{400, "Bad Request: BUTTON_DATA_INVALID", OurBug},
		{400, "Bad Request: reply markup is too long", OurBug},
		{400, "Bad Request: invalid file_id", OurBug},
		{400, "Bad Request: file is too big", TooLarge},
		{413, "Request Entity Too Large", TooLarge},
		{429, "Too Many Requests: retry after 7", RateLimited},
		{500, "Internal Server Error", Temporary},
		{502, "Bad Gateway", Temporary},
	} {
		_, server := play(t, map[string][]reply{"sendMessage": {refused(test.status, test.description, "")}})
		g, _ := gateway(t, server)
		_, err := g.once(t.Context(), request{method: "sendMessage"})
		want := &Error{Method: "sendMessage", Status: test.status, Class: test.want, Description: test.description, Lost: test.want == Temporary}
		if diff := cmp.Diff(error(want), note(err)); diff != "" {
			t.Errorf("%d %s: %s", test.status, test.description, diff)
		}
		for _, class := range everyClass {
			if got := errors.Is(err, class); got != (class == test.want) {
				t.Errorf("%d %s: errors.Is %q is %v", test.status, test.description, class, got)
			}
		}
	}
}

// Answers that are not, or not only, a code and a description.
func TestStrangeAnswers(t *testing.T) {
	for _, test := range []struct {
		name  string
		reply reply
		want  Error
	}{
		{"flood", flood7,
			Error{Status: 429, Class: RateLimited, Description: "Too Many Requests: retry after 7", RetryAfter: 7 * time.Second}},
		{"flood, only the header", reply{429, `{"ok":false,"error_code":429,"description":"Too Many Requests"}`, map[string]string{"Retry-After": "9"}},
			Error{Status: 429, Class: RateLimited, Description: "Too Many Requests", RetryAfter: 9 * time.Second}},
		{"flood, a page", reply{429, "slow down", map[string]string{"Retry-After": "3"}},
			Error{Status: 429, Class: RateLimited, Description: `not an answer of the Bot API: "slow down"`, RetryAfter: 3 * time.Second}},
		{"flood for ever", refused(429, "Too Many Requests", `{"retry_after":99999999999}`),
			Error{Status: 429, Class: RateLimited, Description: "Too Many Requests", RetryAfter: 24 * time.Hour}},
		{"upgraded group", refused(400, "Bad Request: group chat was upgraded to a supergroup chat", `{"migrate_to_chat_id":-1001234567890}`),
			Error{Status: 400, Class: Moved, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1001234567890}},
		{"outage", reply{502, "<h1>502 Bad Gateway</h1>", nil},
			Error{Status: 502, Class: Temporary, Description: `not an answer of the Bot API: "<h1>502 Bad Gateway</h1>"`}},
		{"too large, a page", reply{413, "<h1>413</h1>", nil},
			Error{Status: 413, Class: TooLarge, Description: `not an answer of the Bot API: "<h1>413</h1>"`}},
		{"a relay's own 404", reply{404, "no such site", nil},
			Error{Status: 404, Class: Temporary, Description: `not an answer of the Bot API: "no such site"`}},
		{"a redirect", reply{302, "", map[string]string{"Location": "/elsewhere"}},
			Error{Status: 302, Class: Temporary, Description: `not an answer of the Bot API: ""`}},
		{"JSON of somebody else", reply{200, `{"status":"up"}`, nil},
			Error{Status: 200, Class: Temporary, Description: "not an answer of the Bot API: 15 bytes"}},
		{"half an answer", reply{200, `{"ok":true,"result":{"mess`, nil},
			Error{Status: 200, Class: Temporary, Description: "not an answer of the Bot API: 26 bytes"}},
		{"an endless answer", reply{200, strings.Repeat("x", maxAnswer+10), nil},
			Error{Status: 200, Class: Temporary, Description: "an answer over 16 MiB"}},
		{"a long page is cut between letters", reply{500, strings.Repeat("ữ", 100), nil},
			Error{Status: 500, Class: Temporary, Description: `not an answer of the Bot API: "` + strings.Repeat("ữ", 66) + `"`}},
	} {
		_, server := play(t, map[string][]reply{"sendMessage": {test.reply}})
		g, _ := gateway(t, server)
		_, err := g.once(t.Context(), request{method: "sendMessage"})
		test.want.Method, test.want.Lost = "sendMessage", test.want.Class == Temporary
		if diff := cmp.Diff(error(&test.want), note(err)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestNoAnswer(t *testing.T) {
	_, server := play(t, map[string][]reply{"getUpdates": {longPoll}})
	g, _ := gateway(t, server)
	c := call{method: "getUpdates", timeout: time.Millisecond, limit: maxAnswer}
	bot := g.bot
	bot.Client = doer{t.Context(), g.keeper, c}
	_, err := result(bot.MakeRequest("getUpdates", nil))
	want := &Error{Method: "getUpdates", Class: Temporary, Description: "no answer within 1ms", Lost: Lost(err)} // it may not even have been reached
	if diff := cmp.Diff(error(want), note(err)); diff != "" {
		t.Error(diff)
	}

	server.Close()
	_, err = g.once(t.Context(), request{method: "getUpdates"})
	if !errors.Is(note(err), Temporary) || !strings.HasPrefix(err.Error(), "telegram getUpdates: no answer: dial tcp") || Lost(err) {
		t.Errorf("nobody listens: %v", err)
	}
}

func TestTimeouts(t *testing.T) {
	g := &Gateway{}
	poll := (&poller{Gateway: g}).getUpdates(100, pollWait)
	for name, test := range map[string]struct {
		r    request
		want time.Duration
	}{
		"a message":     {request{method: "sendMessage"}, 30 * time.Second},
		"an upload":     {request{method: "sendDocument", file: &fileOf}, 120 * time.Second},
		"a file's id":   {request{method: "sendDocument", file: &fileOf, params: map[string]string{"document": "x"}}, 30 * time.Second},
		"a download":    {request{method: "file", path: "x"}, 120 * time.Second},
		"a poll of 50s": {poll, 65 * time.Second},
	} {
		if got := test.r.call().timeout; got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestStoppedKeepsBothErrors(t *testing.T) {
	_, server := play(t, map[string][]reply{"getMe": {badPage, badPage}})
	g, c := gateway(t, server)
	_, err := g.Me(c.endAfter(2))
	if !errors.Is(note(err), context.Canceled) || !errors.Is(err, Temporary) {
		t.Errorf("want both the end of the context and the last refusal: %v", err)
	}
	if !strings.HasPrefix(err.Error(), "telegram getMe: stopped after 2 attempts: context canceled; the last: telegram getMe: 502 not") {
		t.Error(err)
	}
}
