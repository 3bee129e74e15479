package emulator

import (
	"encoding/json"
	"unicode/utf8"
)

// sendMessage checks in the order of the real server: the text, the keyboard,
// the chat, the lengths, and whether the person can be reached.
func (s *Server) sendMessage(p params) (any, *apiError) {
	m := &message{}
	if refused := m.readText(p); refused != nil {
		return nil, refused
	}
	return s.send(m, p)
}

// readText fills in a text and refuses one that is not there at all.
func (m *message) readText(p params) *apiError {
	if p.get("text") == "" {
		return badRequest("message text is empty")
	}
	var refused *apiError
	m.Text, m.Entities, refused = readText(p.get("text"), p.get("parse_mode"))
	return refused
}

func (m *message) readCaption(p params) *apiError {
	var refused *apiError
	m.Caption, m.CaptionEntities, refused = readText(p.get("caption"), p.get("parse_mode"))
	return refused
}

// checkLength judges what is left after parsing and trimming.
func (m *message) checkLength() *apiError {
	switch {
	case m.hasFile() && utf8.RuneCountInString(m.Caption) > longestCaption:
		return badRequest("message caption is too long")
	case m.hasFile():
		return nil
	case m.Text == "":
		return badRequest("text must be non-empty")
	case utf8.RuneCountInString(m.Text) > longestText:
		return badRequest("message is too long")
	}
	return nil
}

func (m *message) hasFile() bool {
	return m.Document != nil || m.Photo != nil || m.Sticker != nil || m.Voice != nil
}

// send puts a message whose own parts are read into its chat.
func (s *Server) send(m *message, p params) (any, *apiError) {
	markup, refused := readMarkup(p)
	if refused != nil {
		return nil, refused
	}
	c, refused := s.chatOf(p)
	if refused != nil {
		return nil, refused
	}
	if m.ReplyTo, refused = c.replyTo(p); refused != nil {
		return nil, refused
	}
	if refused := m.checkLength(); refused != nil {
		return nil, refused
	}
	if refused := markup.check(); refused != nil {
		return nil, refused
	}
	if refused := s.reach(c); refused != nil {
		return nil, refused
	}
	m.Markup = markup
	c.add(m, s.bot, s.now())
	s.happened(c, Sent, m, "")
	return *m, nil
}

// reach tells why the bot cannot write to the chat now: the person, or the flood.
func (s *Server) reach(c *chat) *apiError {
	if refused := c.refusal(); refused != nil {
		return refused
	}
	if wait := s.floodWait(c.person.ID); wait > 0 {
		return tooMany(wait)
	}
	return nil
}

// replyTo finds the message that the new one answers to.
func (c *chat) replyTo(p params) (*message, *apiError) {
	reply := struct {
		ID     int64 `json:"message_id"`
		Unsure bool  `json:"allow_sending_without_reply"`
	}{p.number("reply_to_message_id"), p.isTrue("allow_sending_without_reply")}
	if raw := p.get("reply_parameters"); raw != "" && json.Unmarshal([]byte(raw), &reply) != nil {
		return nil, badRequest("can't parse reply parameters JSON object")
	}
	if reply.ID == 0 {
		return nil, nil
	}
	original := c.find(int(reply.ID))
	if original == nil && !reply.Unsure {
		return nil, badRequest("message to be replied not found")
	}
	return original.quoted(), nil
}

// quoted is m as it stands inside a reply: without its own reply.
func (m *message) quoted() *message {
	if m == nil {
		return nil
	}
	quote := *m
	quote.ReplyTo = nil
	return &quote
}

func (s *Server) sendChatAction(p params) (any, *apiError) {
	c, refused := s.chatOf(p)
	if refused != nil {
		return nil, refused
	}
	if !knownActions[p.get("action")] {
		return nil, badRequest("wrong parameter action in request")
	}
	if refused := c.refusal(); refused != nil {
		return nil, refused
	}
	return true, nil
}

var knownActions = map[string]bool{
	"typing": true, "upload_photo": true, "upload_document": true, "choose_sticker": true,
	"record_voice": true, "upload_voice": true, "record_video": true, "upload_video": true,
	"find_location": true, "record_video_note": true, "upload_video_note": true,
}
