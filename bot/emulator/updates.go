package emulator

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

const (
	updateLife   = 24 * time.Hour
	pressLife    = 150 * time.Second
	longestPoll  = 50 // seconds
	mostInABatch = 100
)

type update struct {
	id      int64
	body    json.RawMessage // with its update_id
	expires time.Time
}

// queue holds the updates that the bot has not confirmed.
type queue struct {
	next    int64 // id of the next update
	items   []update
	allowed map[string]bool
	poll    chan *apiError // ends the poll that waits now; nil when none does

	// what the last poll asked and when, for the pace of a bot in a crash loop
	lastOffset int64
	lastPoll   time.Time
}

// The kinds this server can make. A bot that never said which it wants gets these.
func defaultUpdates() map[string]bool {
	return map[string]bool{"message": true, "edited_message": true, "callback_query": true, "my_chat_member": true}
}

// allow remembers which kinds of updates the bot wants: null or nonsense keeps
// the old choice, an empty array is the default.
func (q *queue) allow(list string) {
	var kinds []string
	if list == "" || list == "null" || json.Unmarshal([]byte(list), &kinds) != nil {
		return
	}
	if len(kinds) == 0 {
		q.allowed = defaultUpdates()
		return
	}
	wanted := map[string]bool{}
	for _, kind := range kinds {
		wanted[kind] = true
	}
	q.allowed = wanted
}

// push adds an update of one kind, unless the bot does not want that kind.
// The caller holds mu.
func (s *Server) push(kind string, object any, life time.Duration) {
	if !s.queue.allowed[kind] {
		return
	}
	body, err := json.Marshal(map[string]any{"update_id": s.queue.next, kind: object})
	if err != nil {
		panic(err) // our own structs always encode
	}
	s.queue.items = append(s.queue.items, update{id: s.queue.next, body: body, expires: s.now().Add(life)})
	s.queue.next++
	s.notify()
}

// batch forgets what offset confirms and returns what is waiting from there.
// A negative offset counts from the end. An offset far ahead is ignored: ids are
// drawn anew after a quiet week, so the bot may hold an old, higher one.
func (q *queue) batch(offset int64, limit int, now time.Time) []json.RawMessage {
	const tolerated = 10
	if offset < 0 {
		offset = max(q.next+offset, 0)
	}
	if offset > q.next+tolerated {
		offset = 0
	}
	q.items = slices.DeleteFunc(q.items, func(u update) bool { return u.id < offset || u.expires.Before(now) })
	batch := []json.RawMessage{}
	for _, u := range q.items {
		if len(batch) == limit {
			break
		}
		batch = append(batch, u.body)
	}
	return batch
}

// getUpdates answers at once when something waits, else as soon as something
// comes, else with an empty list after timeout seconds.
func (s *Server) getUpdates(ctx context.Context, p params) (any, *apiError) {
	offset := p.number("offset")
	limit := int(p.number("limit"))
	if limit <= 0 || limit > mostInABatch {
		limit = mostInABatch
	}
	timeout := int(min(max(p.number("timeout"), 0), longestPoll))

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.webhook.URL != "" {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	s.queue.allow(p.get("allowed_updates"))
	limit, timeout = s.pace(offset, limit, timeout)
	batch := s.queue.batch(offset, limit, s.now())
	if len(batch) > 0 || timeout == 0 {
		return batch, nil
	}
	s.endPoll(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
	return s.waitForUpdates(ctx, offset, limit, time.Duration(timeout)*time.Second)
}

// pace slows a bot that asks the same again and again, when Limits say so.
func (s *Server) pace(offset int64, limit, timeout int) (int, int) {
	since := s.now().Sub(s.queue.lastPoll)
	repeated := s.options.Limits.Polls && offset == s.queue.lastOffset
	s.queue.lastOffset, s.queue.lastPoll = offset, s.now()
	if repeated && since < 3*time.Second {
		timeout = max(timeout, 3)
	}
	if repeated && since < time.Second/2 {
		limit = 1
	}
	return limit, timeout
}

// waitForUpdates gives mu back while it waits; the caller holds it before and after.
func (s *Server) waitForUpdates(ctx context.Context, offset int64, limit int, wait time.Duration) (any, *apiError) {
	mine := make(chan *apiError, 1)
	s.queue.poll = mine
	defer func() {
		if s.queue.poll == mine {
			s.queue.poll = nil
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for {
		changed := s.changed
		s.mu.Unlock()
		var ended *apiError
		select {
		case ended = <-mine:
		case <-changed:
		case <-ctx.Done():
		case <-s.ctx.Done():
		}
		s.mu.Lock()
		switch {
		case ended != nil:
			return nil, ended
		case ctx.Err() != nil || s.ctx.Err() != nil:
			return []json.RawMessage{}, nil
		}
		if batch := s.queue.batch(offset, limit, s.now()); len(batch) > 0 && s.queue.poll == mine {
			return batch, nil
		}
	}
}

// endPoll makes the waiting poll answer with an error. The caller holds mu.
func (s *Server) endPoll(reason *apiError) {
	if s.queue.poll != nil {
		s.queue.poll <- reason
		s.queue.poll = nil
	}
}
