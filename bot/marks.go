package bot

import (
	"context"
	"sync"
	"time"

	"baocaobot/flows"
	"baocaobot/storage"
)

// marks knows which turn each chat shows. It is written down a moment later, many
// chats at once: a crash in between shows a screen once more, never one less.
type marks struct {
	mu    sync.Mutex
	last  map[int64]int64          // chat → turn it shows
	fresh map[flows.PersonID]int64 // not written down yet
	wake  chan struct{}
}

func newMarks() *marks {
	return &marks{last: map[int64]int64{}, fresh: map[flows.PersonID]int64{}, wake: make(chan struct{}, 1)}
}

// set tells that a chat shows the screen of a turn.
func (m *marks) set(chat, turn int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if turn <= m.last[chat] {
		return
	}
	m.last[chat], m.fresh[flows.PersonID(chat)] = turn, turn
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// shows tells that a chat shows the screen of this turn, or of a later one.
func (m *marks) shows(chat, turn int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return turn > 0 && m.last[chat] >= turn
}

// unwritten takes what is to be written down.
func (m *marks) unwritten() map[flows.PersonID]int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	fresh := m.fresh
	m.fresh = map[flows.PersonID]int64{}
	return fresh
}

const markPause = 100 * time.Millisecond // in which marks gather

// keepMarks writes marks down until ctx ends.
func (b *Bot) keepMarks(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.marks.wake:
		}
		select {
		case <-ctx.Done():
		case <-time.After(markPause):
		}
		b.writeMarks(ctx)
	}
}

func (b *Bot) writeMarks(ctx context.Context) {
	fresh := b.marks.unwritten()
	if len(fresh) == 0 {
		return
	}
	err := b.store.Update(context.WithoutCancel(ctx), func(tx *storage.Tx) error {
		for person, turn := range fresh {
			if err := tx.Shown(person, turn); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil { // then these screens are shown once more after the next start
		b.log.Error("keep which screens are shown", "err", err)
	}
}
