package bot

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// What waits behind a slow send: of one conversation only the newest screen is
// shown, progress asked for twice is shown once, and presses are all acknowledged.
func TestALaneShowsTheNewestInOrder(t *testing.T) {
	var mu sync.Mutex
	shown := map[int64][]string{}
	slow, begun := make(chan struct{}), make(chan struct{}, 1)
	l := newLanes(func(_ context.Context, r reply) {
		if r.screen.Text == "first" {
			begun <- struct{}{}
			<-slow
		}
		mu.Lock()
		defer mu.Unlock()
		shown[r.chat] = append(shown[r.chat], r.screen.Text+r.press+viewOf(r))
	})
	card := func(text string) reply { return reply{chat: 1, screen: flows.Screen{Text: text}, current: true} }
	noted := card("sent! second")
	noted.note = "sent!"
	pressed := card("third")
	pressed.press = "p"
	progress := reply{chat: 1, office: &desk.Place{View: desk.OnProgress}}
	progressPressed := progress
	progressPressed.press = "b"
	l.put(card("first"))
	<-begun // it is being sent and cannot be taken back
	for _, r := range []reply{noted, pressed, progressPressed, progress, {chat: 1, screen: flows.Screen{Text: "help"}}, card("fourth"), {chat: 2, screen: flows.Screen{Text: "other"}}} {
		l.put(r)
	}
	close(slow)
	if !l.drain(patience) {
		t.Fatal("the lanes do not end")
	}
	want := map[int64][]string{1: {"first", "p", "b", "progress", "help", "sent!\n\nfourth"}, 2: {"other"}}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
}

func viewOf(r reply) string {
	if r.office == nil {
		return ""
	}
	return string(r.office.View)
}

// Of an album only the newest count is carried over, and whatever else was said.
func TestAnAlbumWaitingIsCountedOnce(t *testing.T) {
	photo := func(note, album string) reply {
		return reply{screen: flows.Screen{Text: note + " card"}, note: note, current: true, album: album, count: note}
	}
	captioned, refused := photo("kept, caption too", "x"), photo("not kept", "x")
	captioned.count, refused.count = "", ""
	var waiting []reply
	for _, r := range []reply{photo("1 kept", "x"), captioned, photo("3 kept", "x"), refused, refused, photo("4 kept", "x"), photo("1 kept", "y")} {
		waiting = append(withoutNeedless(waiting, &r), r)
	}
	if len(waiting) != 1 || waiting[0].note != "kept, caption too\n\nnot kept\n\n4 kept\n\n1 kept" {
		t.Errorf("got %+v", waiting)
	}
}

func TestAFaultWhileShowingEndsNothing(t *testing.T) {
	w := newWorld(t)
	w.bot.gateway = nil // whatever is shown now panics
	w.bot.lanes.put(reply{chat: 1, screen: flows.Screen{Text: "x"}})
	if !w.bot.lanes.drain(patience) {
		t.Fatal("the lane does not end")
	}
}

func TestAStoppingBotBeginsNoFurtherChat(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := w.bot.receive(ctx, []telegram.Update{message(1, 1, "/start "+w.invite(flows.Cadre, "a-luoi"))})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the batch to come again", err)
	}
	if n := w.number(`select count(*) from person`); n != 0 {
		t.Errorf("%d people joined", n)
	}
}

func TestOldRecordsOfUpdatesAreDropped(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx *storage.Tx) error {
		if _, err := tx.FirstSight(1, today.Add(-rememberUpdates-1)); err != nil {
			return err
		}
		_, err := tx.FirstSight(2, today.Add(-rememberUpdates+1))
		return err
	})
	if err := w.bot.receive(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if n := w.number(`select sum(update_id) from seen`); n != 2 {
		t.Errorf("what is left sums to %d, want only update 2", n)
	}
}
