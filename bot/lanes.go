package bot

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// lanes show replies: those of one chat one after another, those of different
// chats side by side.
type lanes struct {
	show func(context.Context, reply)

	mu    sync.Mutex
	ctx   context.Context
	queue map[int64][]reply // a chat has an entry while its lane is running
	busy  sync.WaitGroup
}

func newLanes(show func(context.Context, reply)) *lanes {
	return &lanes{show: show, ctx: context.Background(), queue: map[int64][]reply{}}
}

// open sets the context that ends everything shown.
func (l *lanes) open(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ctx = ctx
}

// put adds a reply at the end of its chat's lane.
func (l *lanes) put(r reply) {
	if l.add(r) {
		go l.run(r.chat)
	}
}

// add is put for a caller who runs the lane where it was not running.
func (l *lanes) add(r reply) (begun bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, running := l.queue[r.chat]
	if r.turn > 0 && slices.ContainsFunc(waiting, func(w reply) bool { return w.turn >= r.turn }) {
		return false // what waits is newer than an owed screen that was drawn before it
	}
	l.queue[r.chat] = append(withoutNeedless(waiting, &r), r)
	if !running {
		l.busy.Add(1)
	}
	return !running
}

// maxNotes keeps what is carried over from screens not shown within one message.
const maxNotes = 2000 // characters

// withoutNeedless drops what waits and need not be shown once the newer reply is:
// older screens of the same conversation, whose notes the newer one takes over, and
// those of the office's desk that have nothing of their own to say. Pressed buttons are
// still acknowledged.
func withoutNeedless(waiting []reply, newer *reply) []reply {
	for i := range slices.Backward(waiting) {
		old := &waiting[i]
		if old.office != nil && newer.office != nil && old.office.Note == "" {
			old.office = nil
		}
		if old.current && newer.current && old.screen.Text != "" {
			old.screen.Text = ""
			if note := carried(*old, *newer); note != "" && utf8.RuneCountInString(newer.note+note) < maxNotes {
				newer.says(note)
			}
		}
	}
	return slices.DeleteFunc(waiting, reply.empty)
}

// carried is what the older reply has to say and the newer one does not.
func carried(old, newer reply) string {
	note := old.note
	if old.album != "" && old.album == newer.album {
		note = strings.TrimSpace(strings.TrimSuffix(note, old.count))
	}
	return strings.TrimSpace(strings.TrimSuffix(note, newer.note))
}

// idle tells that nothing is being shown to a chat nor waits for it.
func (l *lanes) idle(chat int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, running := l.queue[chat]
	return !running
}

// run shows what waits in one lane and ends with it.
func (l *lanes) run(chat int64) {
	defer l.busy.Done()
	for {
		l.mu.Lock()
		if len(l.queue[chat]) == 0 {
			delete(l.queue, chat)
			l.mu.Unlock()
			return
		}
		next, ctx := l.queue[chat][0], l.ctx
		l.queue[chat] = l.queue[chat][1:]
		l.mu.Unlock()
		l.show(ctx, next)
	}
}

// drain waits until everything is shown; false when that takes longer than patience.
func (l *lanes) drain(patience time.Duration) bool {
	done := make(chan struct{})
	go func() {
		l.busy.Wait()
		close(done)
	}()
	select {
	case <-done:
		return true
	case <-time.After(patience):
		return false
	}
}
