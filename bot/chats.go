package bot

import "sync"

// chats lets one batch at a time into each chat.
type chats struct {
	mu   sync.Mutex
	open map[int64]*chat // those that somebody is in or waits for
}

type chat struct {
	turn    sync.Mutex
	batches int // in it or waiting
}

func newChats() *chats { return &chats{open: map[int64]*chat{}} }

// enter waits until the chat is free and gives what frees it again.
func (c *chats) enter(id int64) (leave func()) {
	c.mu.Lock()
	one := c.open[id]
	if one == nil {
		one = &chat{}
		c.open[id] = one
	}
	one.batches++
	c.mu.Unlock()
	one.turn.Lock()
	return func() {
		one.turn.Unlock()
		c.mu.Lock()
		defer c.mu.Unlock()
		if one.batches--; one.batches == 0 {
			delete(c.open, id)
		}
	}
}
