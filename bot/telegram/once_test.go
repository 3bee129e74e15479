package telegram

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// What may have been seen is not sent again; what surely was not, is.
func TestNotifyOnce(t *testing.T) {
	for _, test := range []struct {
		name     string
		replies  []reply
		attempts int
		lost     bool
	}{
		{"delivered", []reply{sent7}, 1, false},
		{"a flood did nothing", []reply{flood7, flood7, sent7}, 3, false},
		{"a refused screen did nothing", []reply{refused(400, "Bad Request: can't parse entities: x", ""), sent7}, 2, false},
		{"cut off", []reply{hangUp}, 1, true},
		{"a page of nginx", []reply{badPage}, 1, true},
		{"500", []reply{refused(500, "Internal Server Error", "")}, 1, true},
		{"half an answer", []reply{{status: 200, body: `{"ok":true,"result":{"mess`}}, 1, true},
		{"an answer that is not understood", []reply{okay(`true`)}, 1, true},
		{"blocked", []reply{refused(403, "Forbidden: bot was blocked by the user", "")}, 1, false},
	} {
		s, server := play(t, map[string][]reply{"sendMessage": test.replies})
		g, _ := gateway(t, server)
		begun := 0
		_, err := g.NotifyOnce(t.Context(), 42, flows.Screen{Text: "x"}, func() error { begun++; return nil })
		if begun != 1 {
			t.Errorf("%s: begun %d times", test.name, begun)
		}
		if n := len(s.asked()); n != test.attempts || Lost(note(err)) != test.lost {
			t.Errorf("%s: %d attempts, want %d; lost %v, want %v: %v", test.name, n, test.attempts, Lost(err), test.lost, err)
		}
	}
}

// Where nobody listens nothing can have been done: it goes again.
func TestNotifyOnceGoesAgainWhereNobodyListens(t *testing.T) {
	_, server := play(t, nil)
	g, clock := gateway(t, server)
	server.Close()
	_, err := g.NotifyOnce(clock.endAfter(3), 42, flows.Screen{Text: "x"}, func() error { return nil })
	if err == nil || Lost(err) {
		t.Errorf("got %v", note(err))
	}
	clock.waited(t, 1e9, 2e9, 4e9)
}

// Notices come one by one at a part of the pace; the burst is left to replies.
func TestNoticesLeaveTheBurstToReplies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := defaults(t)
		go func() {
			for _, chat := range people(200) {
				_ = l.turn(t.Context(), 1000+chat, true)
			}
		}()
		time.Sleep(5 * time.Second)
		got := leave(t, l, people(20)...)
		if diff := cmp.Diff(map[time.Duration]int{0: 20}, got); diff != "" {
			t.Error(diff)
		}
		time.Sleep(5 * time.Second)
	})
}

// What is not to begin any more is not sent.
func TestNotifyOnceThatDoesNotBegin(t *testing.T) {
	s, server := play(t, nil)
	g, _ := gateway(t, server)
	over := errors.New("over")
	if _, err := g.NotifyOnce(t.Context(), 42, flows.Screen{Text: "x"}, func() error { return over }); !errors.Is(err, over) || len(s.asked()) != 0 {
		t.Errorf("%v, asked %v", note(err), s.asked())
	}
}
