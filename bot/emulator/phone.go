package emulator

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Phone is one person's Telegram app, open at the private chat with the bot.
type Phone struct {
	server *Server
	id     int64
}

// Phone gives a person a phone; the same id gives the same phone again. Telegram
// knows the person from now on, but the bot may not write before the first message.
func (s *Server) Phone(id int64, firstName string) *Phone {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats[id] == nil {
		s.chats[id] = &chat{person: user{ID: id, FirstName: firstName, Language: "vi"}, changed: make(chan struct{})}
		s.order = append(s.order, id)
	}
	return &Phone{server: s, id: id}
}

// chat is the person's chat. The caller holds mu.
func (p *Phone) chat() *chat { return p.server.chats[p.id] }

// Invite sends the person a link t.me/<bot>?start=<payload>, by a way that the bot
// does not see; an empty payload takes it back. Nothing is said yet: the START
// button of the chat page follows the link, as [Phone.Start] does in a test.
// Telegram allows 1–64 of A–Z a–z 0–9 _ - in a payload; this is not checked.
// Source: https://core.telegram.org/bots/features#deep-linking
func (p *Phone) Invite(payload string) {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	p.chat().invite = payload
}

// Start presses the START button, or follows a link with a payload.
func (p *Phone) Start(payload string) int {
	return p.Say(strings.TrimSpace("/start " + payload))
}

// Say types a text and sends it: the app trims it and cuts what is too long for
// one message into several. It returns the id of the last message, 0 when nothing
// was sent: a blank text, a blocked bot, a deleted account.
func (p *Phone) Say(text string) int { return p.say(text, 0) }

// Reply is Say as a reply to a message of the chat.
func (p *Phone) Reply(messageID int, text string) int { return p.say(text, messageID) }

func (p *Phone) say(text string, replyTo int) int {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	id := 0
	for text = strings.Trim(text, blanks); text != ""; {
		var part string
		part, text = firstPart(text)
		m := &message{Text: part, Entities: addCommands(part, nil), ReplyTo: p.chat().find(replyTo).quoted()}
		id = p.post(m)
	}
	return id
}

// firstPart cuts off as much as fits into one message.
func firstPart(text string) (part, rest string) {
	if utf8.RuneCountInString(text) <= longestText {
		return text, ""
	}
	runes := []rune(text)
	return string(runes[:longestText]), string(runes[longestText:])
}

// post puts the person's message into the chat and tells the bot. The caller
// holds mu.
func (p *Phone) post(m *message) int {
	s, c := p.server, p.chat()
	if c.blocked || c.deleted {
		return 0
	}
	c.started = true
	c.add(m, c.person, s.now())
	s.happened(c, Said, m, "")
	s.push("message", m, updateLife)
	return m.ID
}

// Edit changes the text of a message the person sent.
func (p *Phone) Edit(messageID int, text string) error {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c := p.chat()
	m := c.find(messageID)
	text = strings.Trim(text, blanks)
	if m == nil || m.From.IsBot || m.hasFile() || text == "" || c.blocked || c.deleted {
		return fmt.Errorf("edit message %d of chat %d: it is not a text this person can edit now", messageID, p.id)
	}
	m.Text, m.Entities, m.EditDate = text, addCommands(text, nil), s.now().Unix()
	s.happened(c, Corrected, m, "")
	s.push("edited_message", m, updateLife)
	return nil
}

// Press presses the button with this label or data on the newest message of the
// bot that has it.
func (p *Phone) Press(labelOrData string) error {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range slices.Backward(p.chat().messages) {
		if b, ok := m.button(labelOrData); ok && m.From.IsBot {
			return p.press(m.ID, b.Data, b.Text)
		}
	}
	return fmt.Errorf("press %q in chat %d: no message has such a button", labelOrData, p.id)
}

// PressOn sends any data as if from a button of a message: an old one, a deleted
// one, one that never had such a button.
func (p *Phone) PressOn(messageID int, data string) error {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	label := data
	if m := p.chat().find(messageID); m != nil {
		if b, ok := m.button(data); ok {
			label = b.Text
		}
	}
	return p.press(messageID, data, label)
}

// button finds a button that sends data, by its label or its data.
func (m *message) button(labelOrData string) (Button, bool) {
	if m.Markup == nil {
		return Button{}, false
	}
	for _, row := range m.Markup.Rows {
		for _, b := range row {
			if b.Data != "" && (b.Text == labelOrData || b.Data == labelOrData) {
				return b, true
			}
		}
	}
	return Button{}, false
}

// press tells the bot of a pressed button. The caller holds mu.
func (p *Phone) press(messageID int, data, label string) error {
	s, c := p.server, p.chat()
	if c.blocked || c.deleted {
		return fmt.Errorf("press %q in chat %d: the person has blocked the bot or is gone", label, p.id)
	}
	m := c.find(messageID)
	if m == nil {
		m = &message{ID: messageID, Chat: c.ref()} // inaccessible: date 0
	}
	s.lastID++
	query := callbackQuery{
		ID: strconv.FormatInt(c.person.ID<<20|s.lastID, 10), From: c.person,
		Message: m, Instance: strconv.FormatInt(-c.person.ID*7919, 10), Data: data,
	}
	s.presses[query.ID] = &press{chat: c, data: data, at: s.now()}
	s.happened(c, Pressed, m, label)
	s.push("callback_query", query, pressLife)
	return nil
}

// Await returns when done says so of the chat; it is asked again after each
// change. The error wraps that of ctx and shows the chat.
func (p *Phone) Await(ctx context.Context, done func([]Message) bool) error {
	s := p.server
	for {
		s.mu.Lock()
		messages, changed := s.viewAll(p.chat()), p.chat().changed
		s.mu.Unlock()
		if done(messages) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for chat %d: %w; it shows:\n%s", p.id, ctx.Err(), p.Transcript())
		}
	}
}

// AwaitAnswer returns the newest message when it is the bot's and came after the
// message with this id. Unlike Await it costs the same however long the chat is.
func (p *Phone) AwaitAnswer(ctx context.Context, id int) (Message, error) {
	s := p.server
	for {
		s.mu.Lock()
		messages, changed := p.chat().messages, p.chat().changed
		if n := len(messages); n > 0 && messages[n-1].From.IsBot && messages[n-1].ID > id {
			last := s.view(messages[n-1])
			s.mu.Unlock()
			return last, nil
		}
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return Message{}, fmt.Errorf("wait for an answer in chat %d: %w", p.id, ctx.Err())
		}
	}
}
