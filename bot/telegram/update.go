package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Kind is what happened. The set is closed.
type Kind string

// The kinds of update.
const (
	Message   Kind = "message"
	Edited    Kind = "edited"    // a message has a new text
	Press     Kind = "press"     // a button
	Blocked   Kind = "blocked"   // the person stopped the bot: nothing can be sent
	Unblocked Kind = "unblocked" // and opened it again
	Other     Kind = "other"     // nothing for us: groups coming and going, service messages, kinds not known
	Bad       Kind = "bad"       // could not be decoded; see Err
)

// Update is one thing that happened in a chat, as plain values.
type Update struct {
	ID      int64 // unique, but drawn anew after a quiet week: never compare with <
	Kind    Kind
	Chat    int64
	From    int64  // 0 when nobody in particular
	Name    string // first and last name as the person gives them
	Private bool   // a chat of one person with the bot

	Text       string   // as typed
	Caption    string   // of a photo or a file
	MessageID  int      // of the message, or of the one whose button was pressed (0: gone)
	ReplyTo    int      // message id, 0: none
	RepliesOwn bool     // the message replied to is the person\'s own
	Replied    []string // data of the buttons under the message replied to, as far as it is the bot's
	Attachment string   // "photo", "document", "voice", "sticker" …, "other", "" for none
	File       SentFile // a photo or a document
	Album      string   // the same for all photos and files sent at once, "" for one alone

	PressID string // for AnswerPress
	Data    string // the button's data; anybody can forge it

	Raw json.RawMessage
	Err error // Bad only
}

// SentFile is a photo, at its largest, or a document. Name and MIME are what the
// sender's app says.
type SentFile struct {
	ID       string // for Download; "" for no file
	UniqueID string // the same for every message with this file
	Name     string
	MIME     string
	Size     int64 // bytes, 0: not told
}

// The parts of the server's JSON that are used. The library's own types decode
// all the rest as well, so that one strange field nobody reads would cost the
// whole update.
type (
	wireUpdate struct {
		ID      int64            `json:"update_id"`
		Message *json.RawMessage `json:"message"`
		Edited  *json.RawMessage `json:"edited_message"`
		Press   *wirePress       `json:"callback_query"`
		Member  *wireMember      `json:"my_chat_member"`
	}
	wireMessage struct {
		ID       int         `json:"message_id"`
		From     wirePerson  `json:"from"`
		Chat     wireChat    `json:"chat"`
		Text     string      `json:"text"`
		Caption  string      `json:"caption"`
		Album    string      `json:"media_group_id"`
		Photo    []wireFile  `json:"photo"`
		Document wireFile    `json:"document"`
		ReplyTo  wireReplied `json:"reply_to_message"`
	}
	wirePress struct {
		ID      string       `json:"id"`
		From    wirePerson   `json:"from"`
		Message *wireMessage `json:"message"`
		Data    string       `json:"data"`
	}
	wireMember struct {
		From wirePerson `json:"from"`
		Chat wireChat   `json:"chat"`
		New  struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	}
	wirePerson struct {
		ID    int64  `json:"id"`
		First string `json:"first_name"`
		Last  string `json:"last_name"`
	}
	wireChat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	wireReplied struct {
		ID       int        `json:"message_id"`
		From     wirePerson `json:"from"`
		Keyboard struct {
			Rows [][]struct {
				Data string `json:"callback_data"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
	}
	wireFile struct {
		ID       string `json:"file_id"`
		UniqueID string `json:"file_unique_id"`
		Name     string `json:"file_name"`
		MIME     string `json:"mime_type"`
		Size     int64  `json:"file_size"`
	}
)

// attachments are the fields of a message that hold something else than text.
// The first one present counts: an animation comes with a document, a venue
// with a location.
var attachments = []string{
	"animation", "photo", "document", "voice", "audio", "video", "video_note", "sticker", "contact",
	"venue", "location", "poll", "dice", "game", "story", "paid_media", "checklist", "invoice", "giveaway",
}

// decode never fails: what cannot be read becomes Bad, with its id when that
// much is readable.
func decode(raw json.RawMessage) Update {
	var head struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return Update{Kind: Bad, Raw: raw, Err: fmt.Errorf("decode update: %w", err)}
	}
	u := Update{ID: head.ID, Kind: Other}
	if err := u.fill(raw); err != nil {
		u = Update{ID: head.ID, Kind: Bad, Err: fmt.Errorf("decode update %d: %w", head.ID, err)}
	}
	u.Raw = raw
	return u
}

func (u *Update) fill(raw json.RawMessage) error {
	var wire wireUpdate
	if err := json.Unmarshal(raw, &wire); err != nil {
		return err
	}
	switch {
	case wire.Message != nil:
		return u.fillMessage(Message, *wire.Message)
	case wire.Edited != nil:
		return u.fillMessage(Edited, *wire.Edited)
	case wire.Press != nil:
		return u.fillPress(wire.Press)
	case wire.Member != nil:
		u.fillMember(wire.Member)
	}
	return nil
}

func (u *Update) fillMessage(kind Kind, raw json.RawMessage) error {
	var m wireMessage
	if err := json.Unmarshal(raw, &m); err != nil {
		return err
	}
	if m.Chat.ID == 0 {
		return errors.New("a message without a chat")
	}
	attachment := attachmentOf(raw)
	u.fillChat(m.Chat)
	u.fillPerson(m.From)
	u.MessageID, u.ReplyTo = m.ID, m.ReplyTo.ID
	u.RepliesOwn = m.ReplyTo.ID != 0 && m.ReplyTo.From.ID == m.From.ID
	for _, row := range m.ReplyTo.Keyboard.Rows {
		for _, b := range row {
			u.Replied = append(u.Replied, b.Data)
		}
	}
	if attachment == "" && m.Caption != "" {
		attachment = "other" // a kind to come
	}
	u.Text, u.Caption, u.Attachment, u.Album = m.Text, m.Caption, attachment, m.Album
	switch {
	case attachment == "photo" && len(m.Photo) > 0:
		u.File = SentFile(m.Photo[len(m.Photo)-1])
	case attachment == "document":
		u.File = SentFile(m.Document)
	}
	if u.Text != "" || attachment != "" {
		u.Kind = kind
	}
	return nil
}

// fillPress takes the person's own chat when the message is gone: a bot without
// inline mode has buttons nowhere else than in chats, and in a private chat the
// chat's id is the person's.
func (u *Update) fillPress(p *wirePress) error {
	if p.ID == "" || p.From.ID == 0 {
		return errors.New("a press without an id or a person")
	}
	u.Kind, u.PressID, u.Data = Press, p.ID, p.Data
	u.fillPerson(p.From)
	u.Chat, u.Private = p.From.ID, true
	if p.Message != nil && p.Message.Chat.ID != 0 {
		u.fillChat(p.Message.Chat)
		u.MessageID = p.Message.ID
	}
	return nil
}

func (u *Update) fillMember(m *wireMember) {
	u.fillChat(m.Chat)
	u.fillPerson(m.From)
	switch {
	case !u.Private:
	case m.New.Status == "kicked":
		u.Kind = Blocked
	case m.New.Status == "member":
		u.Kind = Unblocked
	}
}

func (u *Update) fillChat(c wireChat) { u.Chat, u.Private = c.ID, c.Type == "private" }

func (u *Update) fillPerson(p wirePerson) {
	u.From, u.Name = p.ID, strings.TrimSpace(p.First+" "+p.Last)
}

// attachmentOf takes a message that is known to be an object.
func attachmentOf(raw json.RawMessage) string {
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(raw, &fields)
	for _, name := range attachments {
		if value, ok := fields[name]; ok && string(value) != "null" {
			return name
		}
	}
	return ""
}
