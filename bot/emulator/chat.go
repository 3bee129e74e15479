package emulator

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// chat is the private chat of one person with the bot.
type chat struct {
	person   user
	invite   string // payload of the link the person was sent
	started  bool
	blocked  bool
	deleted  bool // the account is gone
	lastID   int  // of its messages
	messages []*message
	events   []Event
	toasts   []Toast
	changed  chan struct{} // closed at the next change
}

// notify wakes those who look at this chat. The caller holds the server's mu.
func (c *chat) notify() {
	close(c.changed)
	c.changed = make(chan struct{})
}

func (c *chat) ref() chatRef {
	return chatRef{ID: c.person.ID, FirstName: c.person.FirstName, Type: "private"}
}

func (c *chat) find(id int) *message {
	i := slices.IndexFunc(c.messages, func(m *message) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return c.messages[i]
}

// add gives m the next id of the chat and puts it at the end.
func (c *chat) add(m *message, from user, at time.Time) *message {
	c.lastID++
	m.ID, m.From, m.Chat, m.Date = c.lastID, &from, c.ref(), at.Unix()
	c.messages = append(c.messages, m)
	return m
}

// refusal is why the bot cannot write to this person, nil when it can.
func (c *chat) refusal() *apiError {
	switch {
	case c.deleted:
		return forbidden("user is deactivated")
	case c.blocked:
		return forbidden("bot was blocked by the user")
	case !c.started:
		return forbidden("bot can't initiate conversation with a user")
	}
	return nil
}

// chatOf finds the chat that chat_id names. The caller holds mu.
func (s *Server) chatOf(p params) (*chat, *apiError) {
	raw := strings.TrimSpace(p.get("chat_id"))
	if raw == "" {
		return nil, badRequest("chat_id is empty")
	}
	id, err := strconv.ParseInt(raw, 10, 64)
	c := s.chats[id]
	if err != nil || c == nil {
		return nil, badRequest("chat not found")
	}
	return c, nil
}

// Kinds of events, in the order a chat can have them.
const (
	Said      = "said"      // the person sent a message
	Corrected = "corrected" // the person edited one
	Pressed   = "pressed"   // the person pressed a button; Text is its label, or the data of a forged one
	Sent      = "sent"      // the bot sent a message
	Edited    = "edited"    // the bot edited one
	Deleted   = "deleted"   // the bot deleted one
	Told      = "told"      // the bot answered a press with a Text to see
	Blocked   = "blocked"   // the person blocked the bot
	Unblocked = "unblocked"
	Left      = "left" // the person deleted the account
)

// Event is one thing that happened in a chat. Message is as it was then.
type Event struct {
	Seq     int64 // rises over all chats
	Kind    string
	Message Message
	Text    string
	At      time.Time
}

// happened adds to the chat's log and wakes those who look at it. The caller holds mu.
func (s *Server) happened(c *chat, kind string, m *message, text string) {
	s.seq++
	e := Event{Seq: s.seq, Kind: kind, Text: text, At: s.now()}
	if m != nil {
		e.Message = s.view(m)
	}
	c.events = append(c.events, e)
	c.notify()
}
