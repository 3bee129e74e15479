package emulator

import (
	"context"
	"strconv"
	"testing"
	"time"
)

func TestUpdatesAreConfirmedByOffset(t *testing.T) {
	b := newBench(t)
	b.lan.Start("")
	b.lan.Say("1.250")
	b.lan.Say("03")
	b.same("all", b.ids(), "500 501 502")
	b.same("again, for nothing is confirmed", b.ids(), "500 501 502")
	b.same("limit", b.ids("limit=2"), "500 501")
	b.same("offset 501 confirms 500", b.ids("offset=501"), "501 502")
	b.same("500 is gone", b.ids("offset=500"), "501 502")
	b.same("far ahead is ignored", b.ids("offset=900000"), "501 502")
	b.same("the last one, which forgets those before", b.ids("offset=-1"), "502")
	b.same("501 is gone", b.ids("offset=-100"), "502")
	b.same("confirm all", b.ids("offset=503"), "")
	b.lan.Say("4")
	b.same("ids go on rising", b.ids(), "503")
}

func TestUpdateIDsStartLargeAndAtRandom(t *testing.T) {
	first := func() int64 {
		s := New(Options{Token: token})
		return s.queue.next
	}
	a, b := first(), first()
	if a < 100_000_000 || a == b {
		t.Errorf("first update ids %d and %d", a, b)
	}
}

// poll starts getUpdates and gives its answer later.
func (b *bench) poll(ctx context.Context, pairs ...string) <-chan answer {
	b.Helper()
	seen := len(b.s.Requests())
	answers := later(b.request(ctx, "getUpdates", pairs...))
	if err := b.s.AwaitRequests(soon(b.T), func(all []Request) bool { return len(all) > seen && b.s.polling() }); err != nil {
		b.Fatal(err)
	}
	return answers
}

// polling tells whether a poll waits now.
func (s *Server) polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.poll != nil
}

func TestManyPeopleAtOnce(t *testing.T) {
	const people, words = 20, 10
	b := newBench(t)
	for i := range people {
		p := b.s.Phone(int64(2000+i), "Người")
		go func() {
			for n := range words {
				p.Say(strconv.Itoa(n))
			}
		}()
	}
	said := map[int64]string{}
	offset := int64(500)
	for offset < 500+people*words {
		for _, u := range b.updates("timeout=50", "offset="+strconv.FormatInt(offset, 10)) {
			said[u.Message.Chat.ID] += u.Message.Text
			b.same("no gap", u.ID, offset)
			offset = u.ID + 1
		}
	}
	for chat, got := range said {
		b.same(strconv.FormatInt(chat, 10), got, "0123456789")
	}
	b.same("people", len(said), people)
}

func TestLongPollWakesAtOnce(t *testing.T) {
	b := newBench(t)
	answers := b.poll(soon(t), "timeout=50")
	b.lan.Start("")
	b.same("answer", (<-answers).status, 200)
}

func TestLongPollEndsEmpty(t *testing.T) {
	b := newBench(t)
	b.same("after one second", b.call("getUpdates", "timeout=1").body, `{"ok":true,"result":[]}`)
}

func TestKilledClientLosesNothing(t *testing.T) {
	b := newBench(t)
	ctx, kill := context.WithCancel(context.Background())
	answers := b.poll(ctx, "timeout=50")
	kill()
	<-answers
	b.lan.Start("")
	b.same("still there", b.ids(), "500")
}

func TestSecondPollEndsTheFirst(t *testing.T) {
	b := newBench(t)
	first := b.poll(soon(t), "timeout=50")
	second := later(b.request(soon(t), "getUpdates", "timeout=50"))
	b.same("the older one", (<-first).body, refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"))
	b.lan.Start("")
	b.same("the newer one", (<-second).status, 200)
}

func TestUpdatesExpire(t *testing.T) {
	b := started(t)
	b.call("sendMessage", "chat_id=1001", "text=Chọn", keyboard)
	b.lan.Say("mất sau 24 giờ")
	if err := b.lan.Press("Có"); err != nil {
		t.Fatal(err)
	}
	b.clock.forward(150 * time.Second)
	b.same("after 150 s", b.ids(), "501 502")
	b.clock.forward(time.Second)
	b.same("after 151 s", b.ids(), "501")
	b.clock.forward(24 * time.Hour)
	b.same("after a day", b.ids(), "")
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	b := newBench(t)
	kinds := func(setting string) string {
		b.call("getUpdates", "offset=-1", setting)
		b.call("getUpdates", "offset=999", "limit=1")
		last := b.s.queue.next
		id := b.lan.Say("một")
		if err := b.lan.Edit(id, "hai"); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, u := range b.updates() {
			switch {
			case u.ID < last:
			case u.Message != nil:
				got += "message "
			case u.Edited != nil:
				got += "edited_message "
			}
		}
		return got
	}
	b.same("never said", kinds(""), "message edited_message ")
	b.same("only messages", kinds(`allowed_updates=["message"]`), "message ")
	b.same("null keeps", kinds("allowed_updates=null"), "message ")
	b.same("nonsense keeps", kinds("allowed_updates=[7"), "message ")
	b.same("empty is the default", kinds("allowed_updates=[]"), "message edited_message ")
}

func TestPollsArePacedWhenAsked(t *testing.T) {
	b := newBench(t, func(o *Options) { o.Limits.Polls = true })
	b.lan.Start("")
	b.lan.Say("1")
	b.same("first", b.ids("offset=500"), "500 501")
	b.same("the same within half a second", b.ids("offset=500"), "500")
	b.clock.forward(time.Second)
	b.same("a second later", b.ids("offset=500"), "500 501")
}
