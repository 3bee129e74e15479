package emulator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// SendDocument sends a file from the phone and returns the message's id, 0 when
// the person has blocked the bot or is gone.
func (p *Phone) SendDocument(name string, data []byte, caption string) int {
	return p.postFile("document", name, data, func(m *message, f *storedFile) {
		m.Document = &f.fileRef
		m.Caption = strings.Trim(caption, blanks)
	})
}

// SendPhoto sends a picture; its bytes are not looked at.
func (p *Phone) SendPhoto(data []byte, caption string) int {
	return p.postFile("photo", "photo.jpg", data, func(m *message, f *storedFile) {
		m.Photo = []fileRef{f.fileRef}
		m.Caption = strings.Trim(caption, blanks)
	})
}

// SendAlbum sends several pictures at once, each its own message; the caption goes
// with the first.
func (p *Phone) SendAlbum(caption string, pictures ...[]byte) {
	p.server.mu.Lock()
	p.server.lastID++
	album := strconv.FormatInt(p.server.lastID, 10)
	p.server.mu.Unlock()
	for _, data := range pictures {
		p.postFile("photo", "photo.jpg", data, func(m *message, f *storedFile) {
			m.Photo, m.Album, m.Caption = []fileRef{f.fileRef}, album, strings.Trim(caption, blanks)
		})
		caption = ""
	}
}

// EditCaption changes the words under a photo or a file the person sent.
func (p *Phone) EditCaption(messageID int, caption string) error {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	m := p.chat().find(messageID)
	if m == nil || m.From.IsBot || m.Photo == nil && m.Document == nil || p.chat().refusal() != nil {
		return fmt.Errorf("edit caption of message %d of chat %d: it is no file this person can edit now", messageID, p.id)
	}
	m.Caption, m.EditDate = strings.Trim(caption, blanks), s.now().Unix()
	s.happened(p.chat(), Corrected, m, "")
	s.push("edited_message", m, updateLife)
	return nil
}

// SendSticker sends a sticker that stands for an emoji.
func (p *Phone) SendSticker(emoji string) int {
	return p.postFile("sticker", "sticker.webp", []byte("webp"), func(m *message, f *storedFile) {
		f.Emoji, f.Kind, f.Width, f.Height = emoji, "regular", 512, 512
		m.Sticker = &f.fileRef
	})
}

// SendVoice sends a voice message of some seconds.
func (p *Phone) SendVoice(data []byte, seconds int) int {
	return p.postFile("voice", "voice.oga", data, func(m *message, f *storedFile) {
		f.Duration, f.MIME = seconds, "audio/ogg"
		m.Voice = &f.fileRef
	})
}

func (p *Phone) postFile(kind, name string, data []byte, attach func(*message, *storedFile)) int {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &message{}
	attach(m, s.keep(kind, name, slices.Clone(data)))
	return p.post(m)
}

// Block stops the bot: every send to this person is refused from now on.
func (p *Phone) Block() { p.setBlocked(true, Blocked) }

// Unblock lets the bot write again.
func (p *Phone) Unblock() { p.setBlocked(false, Unblocked) }

func (p *Phone) setBlocked(blocked bool, kind string) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c := p.chat()
	if c.blocked == blocked || c.deleted {
		return
	}
	member := memberState{User: s.bot, Status: "member"}
	kicked := memberState{User: s.bot, Status: "kicked", Until: new(int64)}
	change := memberChange{Chat: c.ref(), From: c.person, Date: s.now().Unix(), Old: kicked, New: member}
	if blocked {
		change.Old, change.New = member, kicked
	}
	c.blocked = blocked
	s.happened(c, kind, nil, "")
	s.push("my_chat_member", change, updateLife)
}

// DeleteAccount ends the person's account; the bot is not told.
func (p *Phone) DeleteAccount() {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	p.chat().deleted = true
	s.happened(p.chat(), Left, nil, "")
}

// Toasts are the bot's answers to this person's presses, oldest first.
func (p *Phone) Toasts() []Toast {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return slices.Clone(p.chat().toasts)
}

// Events are all that happened in the chat, oldest first.
func (p *Phone) Events() []Event {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	return slices.Clone(p.chat().events)
}
