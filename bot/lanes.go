package bot

import (
	"context"
	"sync"
	"time"
)

// lanes show screens: those of one chat one after another, those of different
// chats side by side.
type lanes struct {
	mu    sync.Mutex
	ctx   context.Context
	queue map[int64][]func(context.Context) // a chat has an entry while its lane is running
	busy  sync.WaitGroup
}

func newLanes() *lanes {
	return &lanes{ctx: context.Background(), queue: map[int64][]func(context.Context){}}
}

// open sets the context that ends everything shown.
func (l *lanes) open(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ctx = ctx
}

// put adds something to show at the end of a chat's lane.
func (l *lanes) put(chat int64, show func(context.Context)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, running := l.queue[chat]
	l.queue[chat] = append(waiting, show)
	if !running {
		l.busy.Go(func() { l.run(chat) })
	}
}

// run shows what waits in one lane and ends with it.
func (l *lanes) run(chat int64) {
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
		next(ctx)
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
