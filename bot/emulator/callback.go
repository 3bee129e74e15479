package emulator

import (
	"time"
	"unicode/utf8"
)

const longestToast = 200 // characters

// press is a pressed button that waits for its answer.
type press struct {
	chat *chat
	data string
	at   time.Time
}

// Toast is the bot's answer to a pressed button. Text is empty when the bot only
// stopped the waiting circle.
type Toast struct {
	Data  string // of the pressed button
	Text  string
	Alert bool // shown as a box that must be closed
}

func (s *Server) answerCallbackQuery(p params) (any, *apiError) {
	pressed := s.presses[p.get("callback_query_id")]
	if pressed == nil || s.now().Sub(pressed.at) > pressLife {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	text := p.get("text")
	if utf8.RuneCountInString(text) > longestToast {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	delete(s.presses, p.get("callback_query_id"))
	c := pressed.chat
	c.toasts = append(c.toasts, Toast{Data: pressed.data, Text: text, Alert: p.isTrue("show_alert")})
	if text != "" {
		s.happened(c, Told, nil, text)
	}
	c.notify()
	return true, nil
}
