package telegram

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// leave gives when each of the turns came, counted from now; the turns are asked
// for all at once.
func leave(t *testing.T, l *limits, chats ...int64) map[time.Duration]int {
	start := time.Now()
	var mu sync.Mutex
	var work sync.WaitGroup
	left := map[time.Duration]int{}
	for _, chat := range chats {
		work.Go(func() {
			if err := l.turn(t.Context(), chat, false); err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			left[time.Since(start).Round(time.Millisecond)]++
		})
	}
	work.Wait()
	return left
}

func defaults(t *testing.T) *limits {
	l, err := newLimits(Rate{}, Rate{}, wall)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func people(n int) []int64 {
	var chats []int64
	for i := range n {
		chats = append(chats, int64(i+1))
	}
	return chats
}

func TestOneChatGetsThreeThenOneASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := leave(t, defaults(t), 1, 1, 1, 1, 1)
		want := map[time.Duration]int{0: 3, time.Second: 1, 2 * time.Second: 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAllChatsTogetherGet28ASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := leave(t, defaults(t), people(28)...)
		want := map[time.Duration]int{0: 25, 36 * time.Millisecond: 1, 71 * time.Millisecond: 1, 107 * time.Millisecond: 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// A chat that waits for itself uses up nobody else's turn.
func TestBusyChatBlocksNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := make([]int64, 20)
		for i := range busy {
			busy[i] = 99
		}
		got := leave(t, defaults(t), append(busy, people(22)...)...)
		if got[0] != 3+22 {
			t.Errorf("%d left at once, want 3 of the busy chat and 22 others: %v", got[0], got)
		}
	})
}

func TestQuietTimeHoldsEverybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := defaults(t)
		l.hold(7 * time.Second)
		l.hold(time.Second) // shorter: changes nothing
		got := leave(t, l, append(people(25), 0, 0)...)
		want := map[time.Duration]int{7000 * time.Millisecond: 25, 7036 * time.Millisecond: 1, 7071 * time.Millisecond: 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestQuietTimeThatBeginsWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := defaults(t)
		leave(t, l, people(25)...) // the overall burst is used up
		go func() {
			time.Sleep(20 * time.Millisecond)
			l.hold(5 * time.Second)
		}()
		got := leave(t, l, 50)
		if diff := cmp.Diff(map[time.Duration]int{5020 * time.Millisecond: 1}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTurnEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := defaults(t)
		leave(t, l, 1, 1, 1)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		if err := l.turn(ctx, 1, false); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		// The turn that was not used is given back.
		if diff := cmp.Diff(map[time.Duration]int{900 * time.Millisecond: 1}, leave(t, l, 1)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestUnlimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, err := newLimits(Unlimited, Unlimited, wall)
		if err != nil {
			t.Fatal(err)
		}
		chats := make([]int64, 500)
		if diff := cmp.Diff(map[time.Duration]int{0: 500}, leave(t, l, chats...)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestIdleChatsAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, err := newLimits(Rate{}, Unlimited, wall)
		if err != nil {
			t.Fatal(err)
		}
		leave(t, l, people(keptChats)...)
		time.Sleep(time.Minute)
		leave(t, l, 5000)
		if len(l.chats) != 1 {
			t.Errorf("%d chats kept, want 1", len(l.chats))
		}
	})
}

func TestBackoffGrowsToAMinute(t *testing.T) {
	b := backoff{wait: time.Second}
	for _, longest := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
		longest *= time.Second
		if got := b.next(); got < longest/2 || got > longest {
			t.Errorf("%v, want %v to %v", got, longest/2, longest)
		}
	}
}

// Behind a broadcast to three hundred people a reply waits for one notice at most,
// and the broadcast still uses its whole pace.
func TestRepliesGoBeforeNotices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := defaults(t)
		start := time.Now()
		var work sync.WaitGroup
		for _, chat := range people(300) {
			work.Go(func() {
				if err := l.turn(t.Context(), 1000+chat, true); err != nil {
					t.Error(err)
				}
			})
		}
		for i := range 20 {
			time.Sleep(100 * time.Millisecond) // of the bubble's own time
			asked := time.Now()
			if err := l.turn(t.Context(), int64(i+1), false); err != nil {
				t.Error(err)
			}
			if waited := time.Since(asked); waited > 80*time.Millisecond {
				t.Errorf("reply %d waited %v", i, waited)
			}
		}
		work.Wait()
		if took := time.Since(start).Round(time.Second); took != 11*time.Second { // 300 at 26.9 a second; the replies took what notices leave
			t.Errorf("everything took %v", took)
		}
	})
}

func TestAReplyThatGivesUpLetsNoticesGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := defaults(t)
		l.hold(time.Minute)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := l.turn(ctx, 1, false); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if err := l.turn(t.Context(), 2, true); err != nil {
			t.Error(err)
		}
	})
}
