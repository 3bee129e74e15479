package telegram

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNewChecksTheOptions(t *testing.T) {
	const (
		token   = "the Telegram token must look like 123456789:AAE… with nothing before or after it: copy it again from @BotFather"
		address = "the Bot API address must look like https://api.telegram.org: a scheme and a host, no token, no password, no query"
		rates   = "a rate needs a number above 0 a second and a burst of at least 1, or telegram.Unlimited"
	)
	for _, test := range []struct {
		name string
		o    Options
		want string
	}{
		{"only a token", Options{Token: testToken}, ""},
		{"the emulator's token", Options{Token: "42:demo", API: "http://127.0.0.1:8081"}, ""},
		{"a relay under a path", Options{Token: testToken, API: "https://relay.example/telegram/"}, ""},
		{"no limits", Options{Token: testToken, PerChat: Unlimited, Overall: Unlimited}, ""},
		{"no token", Options{}, token},
		{"a line end after the token", Options{Token: testToken + "\n"}, token},
		{"only the secret half", Options{Token: testSecret}, token},
		{"a word before the token", Options{Token: "bot" + testToken}, token},
		{"a slash in the token", Options{Token: "1:abcd/../x"}, token},
		{"no scheme", Options{Token: testToken, API: "api.telegram.org"}, address},
		{"another scheme", Options{Token: testToken, API: "ftp://api.telegram.org"}, address},
		{"no host", Options{Token: testToken, API: "https://"}, address},
		{"a password", Options{Token: testToken, API: "https://user:" + testSecret + "@relay.example"}, address},
		{"the token in the address", Options{Token: testToken, API: "https://api.telegram.org/bot" + testToken}, address},
		{"a percent sign", Options{Token: testToken, API: "https://relay.example/%s"}, address},
		{"not a URL", Options{Token: testToken, API: "http://[" + testSecret}, address},
		{"a rate without a burst", Options{Token: testToken, PerChat: Rate{PerSecond: 1}}, rates},
		{"a negative rate", Options{Token: testToken, Overall: Rate{PerSecond: -3, Burst: 1}}, rates},
	} {
		got := ""
		if _, err := New(test.o); note(err) != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestPrintedGatewayHidesTheToken(t *testing.T) {
	g, err := New(Options{Token: testToken})
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(form, g) + fmt.Sprintf(form, *g); strings.Contains(got, testSecret) {
			t.Errorf("%s shows the token: %s", form, got)
		}
	}
}

func TestMeWaitsForTheNetwork(t *testing.T) {
	_, server := play(t, map[string][]reply{
		"getMe": {hangUp, badPage, okay(`{"id":123456789,"is_bot":true,"username":"baocao_bot"}`)},
	})
	g, clock := gateway(t, server)
	me, err := g.Me(t.Context())
	if note(err) != nil || me != (Me{ID: 123456789, Username: "baocao_bot"}) {
		t.Errorf("me: %+v, %v", me, err)
	}
	clock.waited(t, 1e9, 2e9)
}

func TestMeWithAWrongToken(t *testing.T) {
	for _, answer := range []reply{
		refused(401, "Unauthorized", ""),
		refused(401, "Unauthorized: invalid token specified", ""),
		refused(404, "Not Found", ""),
	} {
		_, server := play(t, map[string][]reply{"getMe": {answer}})
		g, _ := gateway(t, server)
		_, err := g.Me(t.Context())
		if !errors.Is(note(err), Unauthorized) || !strings.HasPrefix(err.Error(), "the Telegram token is wrong or was revoked: copy it again") {
			t.Errorf("%s: %v", answer.body, err)
		}
	}
}

func TestAnswerPress(t *testing.T) {
	s, server := play(t, map[string][]reply{"answerCallbackQuery": {
		okay("true"),
		refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid", ""),
		okay("true"),
	}})
	g, _ := gateway(t, server)
	if err := g.AnswerPress(t.Context(), "a", ""); note(err) != nil {
		t.Error(err)
	}
	if err := g.AnswerPress(t.Context(), "b", "Đã ghi"); note(err) != nil {
		t.Errorf("a late press is no error: %v", err)
	}
	if err := g.AnswerPress(t.Context(), "c", strings.Repeat("ữ", 250)); note(err) != nil {
		t.Error(err)
	}
	want := []asked{
		{Method: "answerCallbackQuery", Params: map[string]string{"callback_query_id": "a"}},
		{Method: "answerCallbackQuery", Params: map[string]string{"callback_query_id": "b", "text": "Đã ghi"}},
		{Method: "answerCallbackQuery", Params: map[string]string{"callback_query_id": "c", "text": strings.Repeat("ữ", 199) + "…"}},
	}
	if diff := cmp.Diff(want, s.asked()); diff != "" {
		t.Error(diff)
	}
}

func TestSetCommands(t *testing.T) {
	s, server := play(t, map[string][]reply{"setMyCommands": {okay("true"), okay("true")}})
	g, _ := gateway(t, server)
	if err := g.SetCommands(t.Context(), 0, []Command{{Name: "start", Description: "Bắt đầu"}}); note(err) != nil {
		t.Error(err)
	}
	if err := g.SetCommands(t.Context(), 42, nil); note(err) != nil {
		t.Error(err)
	}
	want := []asked{
		{Method: "setMyCommands", Params: map[string]string{"commands": `[{"command":"start","description":"Bắt đầu"}]`}},
		{Method: "setMyCommands", Params: map[string]string{"commands": `[]`, "scope": `{"type":"chat","chat_id":42}`}},
	}
	if diff := cmp.Diff(want, s.asked()); diff != "" {
		t.Error(diff)
	}
}
