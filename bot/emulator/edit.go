package emulator

import (
	"reflect"
	"time"
)

const deletableFor = 48 * time.Hour

func (s *Server) editMessageText(p params) (any, *apiError) {
	changed := message{}
	if refused := changed.readText(p); refused != nil {
		return nil, refused
	}
	c, m, markup, refused := s.toEdit(p)
	if refused != nil {
		return nil, refused
	}
	if m.hasFile() {
		return nil, badRequest("there is no text in the message to edit")
	}
	text, entities := changed.Text, changed.Entities
	changed = *m
	changed.Text, changed.Entities, changed.Markup = text, entities, markup
	return s.edit(c, m, changed)
}

func (s *Server) editMessageCaption(p params) (any, *apiError) {
	changed := message{}
	if refused := changed.readCaption(p); refused != nil {
		return nil, refused
	}
	c, m, markup, refused := s.toEdit(p)
	if refused != nil {
		return nil, refused
	}
	if !m.hasFile() {
		return nil, badRequest("there is no caption in the message to edit")
	}
	caption, entities := changed.Caption, changed.CaptionEntities
	changed = *m
	changed.Caption, changed.CaptionEntities, changed.Markup = caption, entities, markup
	return s.edit(c, m, changed)
}

func (s *Server) editMessageReplyMarkup(p params) (any, *apiError) {
	c, m, markup, refused := s.toEdit(p)
	if refused != nil {
		return nil, refused
	}
	changed := *m
	changed.Markup = markup
	return s.edit(c, m, changed)
}

// toEdit finds the message of the bot that is to be edited and reads its new
// keyboard, which is none when the parameter is absent.
func (s *Server) toEdit(p params) (*chat, *message, *replyMarkup, *apiError) {
	markup, refused := readMarkup(p)
	if refused != nil {
		return nil, nil, nil, refused
	}
	c, m, refused := s.messageOf(p, "message to edit not found")
	if refused != nil {
		return nil, nil, nil, refused
	}
	if !m.From.IsBot {
		return nil, nil, nil, badRequest("message can't be edited")
	}
	return c, m, markup, nil
}

func (s *Server) messageOf(p params, missing string) (*chat, *message, *apiError) {
	c, refused := s.chatOf(p)
	if refused != nil {
		return nil, nil, refused
	}
	id := p.number("message_id")
	if id == 0 {
		return nil, nil, badRequest("message identifier is not specified")
	}
	m := c.find(int(id))
	if m == nil {
		return nil, nil, badRequest(missing)
	}
	return c, m, nil
}

// edit replaces m by changed when that is allowed and changes anything.
func (s *Server) edit(c *chat, m *message, changed message) (any, *apiError) {
	if refused := changed.checkLength(); refused != nil {
		return nil, refused
	}
	if refused := changed.Markup.check(); refused != nil {
		return nil, refused
	}
	if refused := s.reach(c); refused != nil {
		return nil, refused
	}
	if reflect.DeepEqual(*m, changed) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	changed.EditDate = s.now().Unix()
	*m = changed
	s.happened(c, Edited, m, "")
	return *m, nil
}

func (s *Server) deleteMessage(p params) (any, *apiError) {
	c, m, refused := s.messageOf(p, "message to delete not found")
	if refused != nil {
		return nil, refused
	}
	if s.now().Sub(time.Unix(m.Date, 0)) > deletableFor {
		return nil, badRequest("message can't be deleted for everyone")
	}
	c.remove(m)
	s.happened(c, Deleted, m, "")
	return true, nil
}

func (c *chat) remove(gone *message) {
	var rest []*message
	for _, m := range c.messages {
		if m != gone {
			rest = append(rest, m)
		}
	}
	c.messages = rest
}
