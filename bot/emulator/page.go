package emulator

import (
	_ "embed"
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"time"
)

//go:embed page.html
var page []byte

const (
	longestLook = 25 * time.Second // one long poll of the page
	largestSay  = 64 << 10         // bytes of one request of the page
	largestSend = 32 << 20         // bytes of one that sends a file, which are a third more than the file
)

// phoneRoutes are the ways for people and scripts outside of this process to use
// the phones. Everything goes through a Phone, as in a test.
func (s *Server) phoneRoutes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", servePage)
	mux.HandleFunc("GET /phone/{$}", servePage)
	mux.HandleFunc("GET /favicon.ico", serveNoIcon)
	mux.HandleFunc("GET /phones", s.listPhones)
	mux.HandleFunc("POST /phone/{id}/say", s.postSay)
	mux.HandleFunc("POST /phone/{id}/press", s.postPress)
	mux.HandleFunc("POST /phone/{id}/send", s.postFile)
	mux.HandleFunc("GET /phone/{id}/messages", s.getMessages)
	mux.HandleFunc("GET /phone/{id}/file/{file}", s.getPhoneFile)
	return sameSite(mux)
}

func servePage(w http.ResponseWriter, _ *http.Request) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'")
	_, _ = w.Write(page) // the browser has gone; nothing to tell it
}

// serveNoIcon answers what every browser asks for on its own.
func serveNoIcon(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }

// listPhones names the people with a phone, in the order of their phones. "start"
// is the payload of an invited person's link, until the chat has begun.
func (s *Server) listPhones(w http.ResponseWriter, _ *http.Request) {
	type person struct {
		ID      int64  `json:"id"`
		Name    string `json:"name"`
		Started bool   `json:"started"`
		Start   string `json:"start,omitempty"`
	}
	list := struct {
		Bot    string   `json:"bot"`
		Phones []person `json:"phones"`
	}{Bot: s.options.Bot.FirstName, Phones: []person{}}
	s.mu.Lock()
	for _, id := range s.order {
		c := s.chats[id]
		p := person{ID: id, Name: c.person.FirstName, Started: c.started}
		if !c.started {
			p.Start = c.invite
		}
		list.Phones = append(list.Phones, p)
	}
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, list)
}

// phoneOf finds the phone of the path, or answers that there is none.
func (s *Server) phoneOf(w http.ResponseWriter, r *http.Request) *Phone {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	s.mu.Lock()
	known := err == nil && s.chats[id] != nil
	s.mu.Unlock()
	if !known {
		refuse(w, http.StatusNotFound, "no such phone; GET /phones lists them")
		return nil
	}
	return &Phone{server: s, id: id}
}

func (s *Server) postSay(w http.ResponseWriter, r *http.Request) {
	var said struct {
		Text string `json:"text"`
	}
	p := s.phoneOf(w, r)
	if p == nil {
		return
	}
	if err := json.NewDecoder(r.Body).Decode(&said); err != nil {
		refuse(w, http.StatusBadRequest, `send {"text": "..."}`)
		return
	}
	id := p.Say(said.Text)
	if id == 0 {
		refuse(w, http.StatusConflict, "nothing was sent: the text is blank, or the person has blocked the bot or is gone")
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"message_id": id})
}

// postFile sends a picture as a photo and anything else as a document, as the app
// does.
func (s *Server) postFile(w http.ResponseWriter, r *http.Request) {
	var sent struct {
		Name    string `json:"name"`
		Photo   bool   `json:"photo"`
		Data    []byte `json:"data"` // base64
		Caption string `json:"caption"`
	}
	p := s.phoneOf(w, r)
	if p == nil {
		return
	}
	if err := json.NewDecoder(r.Body).Decode(&sent); err != nil || len(sent.Data) == 0 {
		refuse(w, http.StatusBadRequest, `send {"name": "a.pdf", "photo": false, "data": "base64", "caption": ""} with at most 20 MB`)
		return
	}
	id := 0
	if sent.Photo {
		id = p.SendPhoto(sent.Data, sent.Caption)
	} else {
		id = p.SendDocument(sent.Name, sent.Data, sent.Caption)
	}
	if id == 0 {
		refuse(w, http.StatusConflict, "nothing was sent: the person has blocked the bot or is gone")
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"message_id": id})
}

func (s *Server) postPress(w http.ResponseWriter, r *http.Request) {
	var pressed struct {
		MessageID int    `json:"message_id"`
		Data      string `json:"data"`
	}
	p := s.phoneOf(w, r)
	if p == nil {
		return
	}
	if err := json.NewDecoder(r.Body).Decode(&pressed); err != nil {
		refuse(w, http.StatusBadRequest, `send {"message_id": 1, "data": "..."}`)
		return
	}
	if err := p.PressOn(pressed.MessageID, pressed.Data); err != nil {
		refuse(w, http.StatusConflict, err.Error())
		return
	}
	writeJSON(w, http.StatusOK, map[string]bool{"pressed": true})
}

// look is a chat as the page shows it.
type look struct {
	Seq      int64     `json:"seq"` // of the last event; ask again with after=seq
	Messages []Message `json:"messages"`
	Toasts   []string  `json:"toasts"` // since after
	Commands []Command `json:"commands"`
}

// getMessages answers at once without "after"; with it, as soon as the chat has
// a later event, and unchanged when the wait is over.
func (s *Server) getMessages(w http.ResponseWriter, r *http.Request) {
	p := s.phoneOf(w, r)
	if p == nil {
		return
	}
	after, err := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	atOnce := err != nil
	timer := time.NewTimer(longestLook)
	defer timer.Stop()
	for {
		seen, changed := p.look(after, atOnce)
		if atOnce || seen.Seq > after {
			writeJSON(w, http.StatusOK, seen)
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			writeJSON(w, http.StatusOK, seen)
			return
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}

func (p *Phone) look(after int64, first bool) (look, <-chan struct{}) {
	commands := append([]Command{}, p.Commands()...)
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	c := p.chat()
	seen := look{Messages: p.server.viewAll(c), Toasts: []string{}, Commands: commands}
	for _, e := range c.events {
		seen.Seq = e.Seq
		if e.Kind == Told && !first && e.Seq > after {
			seen.Toasts = append(seen.Toasts, e.Text)
		}
	}
	return seen, c.changed
}

func (s *Server) getPhoneFile(w http.ResponseWriter, r *http.Request) {
	p := s.phoneOf(w, r)
	if p == nil {
		return
	}
	for _, m := range p.Messages() {
		if m.File == nil || m.File.ID != r.PathValue("file") {
			continue
		}
		kind := "application/octet-stream"
		if m.File.Kind == "photo" {
			kind = http.DetectContentType(m.File.Data)
		} else {
			w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": m.File.Name}))
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = w.Write(m.File.Data) // the browser has gone; nothing to tell it
		return
	}
	refuse(w, http.StatusNotFound, "no such file in this chat")
}
