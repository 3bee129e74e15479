package emulator

import "time"

// Limits are the speeds Telegram allows. The zero value limits nothing. What is
// over answers 429 with the seconds to wait; sends and edits count.
type Limits struct {
	PerChat float64 // messages a second to one chat
	Burst   int     // messages to one chat at once; 1 when 0
	Overall float64 // messages a second to all chats; as many at once
	Polls   bool    // slow a bot that repeats an offset: within 3 s a poll waits 3 s, within 0.5 s it gets one update
}

// everyone is the key under which the overall speed is counted; no chat has it.
const everyone = 0

// floodWait counts one message to a chat and returns 0, or returns the seconds
// to wait and counts nothing. The caller holds mu.
func (s *Server) floodWait(chat int64) int {
	l := s.options.Limits
	now := s.now()
	wait := max(
		behind(s.flood[chat], now, l.PerChat, max(l.Burst, 1)),
		behind(s.flood[everyone], now, l.Overall, max(int(l.Overall), 1)),
	)
	if wait > 0 {
		return int((wait + time.Second - 1) / time.Second)
	}
	s.flood[chat] = after(s.flood[chat], now, l.PerChat)
	s.flood[everyone] = after(s.flood[everyone], now, l.Overall)
	return 0
}

// behind is how long the next message must wait. due is the moment at which all
// messages so far would have gone out at the allowed speed.
func behind(due, now time.Time, perSecond float64, burst int) time.Duration {
	if perSecond <= 0 || due.Before(now) {
		return 0
	}
	slack := time.Duration(burst-1) * gap(perSecond)
	return due.Sub(now) - slack
}

func after(due, now time.Time, perSecond float64) time.Time {
	if perSecond <= 0 {
		return due
	}
	if due.Before(now) {
		due = now
	}
	return due.Add(gap(perSecond))
}

func gap(perSecond float64) time.Duration {
	return time.Duration(float64(time.Second) / perSecond)
}
