package emulator

import (
	"slices"
	"time"
)

// Message is a message as the person sees it. Text is plain, without tags; for a
// file it is the caption.
type Message struct {
	ID       int        `json:"id"` // counted in each chat from 1
	FromBot  bool       `json:"from_bot"`
	Text     string     `json:"text"`
	Entities []Entity   `json:"entities,omitempty"`
	Buttons  [][]Button `json:"buttons,omitempty"`
	File     *File      `json:"file,omitempty"`
	ReplyTo  int        `json:"reply_to,omitempty"` // a message id
	Date     time.Time  `json:"date"`
	Edited   bool       `json:"edited,omitempty"`
}

// File is what came with a message.
type File struct {
	Kind  string `json:"kind"` // "document", "photo", "sticker" or "voice"
	ID    string `json:"id"`   // file_id
	Name  string `json:"name,omitempty"`
	Emoji string `json:"emoji,omitempty"`
	Size  int    `json:"size"` // bytes
	Data  []byte `json:"-"`    // to be read only
}

// Messages is the chat as the person sees it now, oldest first.
func (p *Phone) Messages() []Message {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return p.server.viewAll(p.chat())
}

// viewAll copies a chat for the outside. The caller holds mu.
func (s *Server) viewAll(c *chat) []Message {
	messages := make([]Message, len(c.messages))
	for i, m := range c.messages {
		messages[i] = s.view(m)
	}
	return messages
}

func (s *Server) view(m *message) Message {
	v := Message{
		ID: m.ID, FromBot: m.From != nil && m.From.IsBot,
		Text: m.Text, Entities: slices.Clone(m.Entities),
		Date: time.Unix(m.Date, 0).UTC(), Edited: m.EditDate != 0,
	}
	if m.hasFile() {
		v.Text, v.Entities = m.Caption, slices.Clone(m.CaptionEntities)
		v.File = s.viewFile(m)
	}
	if m.Markup != nil {
		for _, row := range m.Markup.Rows {
			v.Buttons = append(v.Buttons, slices.Clone(row))
		}
	}
	if m.ReplyTo != nil {
		v.ReplyTo = m.ReplyTo.ID
	}
	return v
}

func (s *Server) viewFile(m *message) *File {
	ref := m.Document
	switch {
	case m.Photo != nil:
		ref = &m.Photo[0]
	case m.Sticker != nil:
		ref = m.Sticker
	case m.Voice != nil:
		ref = m.Voice
	}
	stored := s.files[ref.ID]
	return &File{
		Kind: stored.kind, ID: ref.ID, Name: ref.Name, Emoji: ref.Emoji,
		Size: ref.Size, Data: stored.data,
	}
}
