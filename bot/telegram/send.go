package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baocaobot/flows"
)

// Telegram's limits, in characters after the tags are taken out, and in bytes.
const (
	maxText    = 4096
	maxCaption = 1024
	maxUpload  = 50 << 20
)

// Send shows a screen as a new message and gives its id. A screen with a file
// goes as one document with the text as caption. Send waits for the limits, for
// quiet times and for the network until ctx ends.
//
// A screen that Telegram refuses as wrong (tags that do not fit, a text over
// 4096 or a caption over 1024 characters, bad button data) is our bug: it is
// logged and the text goes out once more, plain and cut to size.
func (g *Gateway) Send(ctx context.Context, chat int64, s flows.Screen) (messageID int, err error) {
	return g.send(ctx, chat, s, false)
}

// Notify is Send for what nobody is waiting for: replies go before it.
func (g *Gateway) Notify(ctx context.Context, chat int64, s flows.Screen) (messageID int, err error) {
	return g.send(ctx, chat, s, true)
}

func (g *Gateway) send(ctx context.Context, chat int64, s flows.Screen, calm bool) (messageID int, err error) {
	r, err := g.outgoing(chat, s)
	r.calm = calm
	if err != nil {
		return 0, err
	}
	answer, err := g.deliverOrPlain(ctx, r)
	if err != nil {
		return 0, err
	}
	var sent struct {
		ID       int        `json:"message_id"`
		Document wireFile   `json:"document"`
		Photo    []wireFile `json:"photo"` // its sizes, the largest last
	}
	if err := json.Unmarshal(answer, &sent); err != nil || sent.ID == 0 {
		return 0, notUnderstood(r.method)
	}
	if s.File != nil {
		g.uploads.keep(*s.File, fileIDOf(sent.Document, sent.Photo))
	}
	return sent.ID, nil
}

func fileIDOf(document wireFile, photo []wireFile) string {
	if len(photo) > 0 {
		return photo[len(photo)-1].ID
	}
	return document.ID
}

// Edit changes a message to show s and gives the id of the message that shows
// it: the same one, or a new one when the old is gone, cannot be edited, or s
// has a file. A message that shows s already is no error.
func (g *Gateway) Edit(ctx context.Context, chat int64, messageID int, s flows.Screen) (shown int, err error) {
	if s.File != nil {
		return g.Send(ctx, chat, s)
	}
	r, err := g.outgoing(chat, s)
	if err != nil {
		return 0, err
	}
	r.method = "editMessageText"
	r.params["message_id"] = strconv.Itoa(messageID)
	_, err = g.deliverOrPlain(ctx, r)
	switch {
	case errors.Is(err, uneditable):
		return g.Send(ctx, chat, s)
	case err == nil, errors.Is(err, unchanged):
		return messageID, nil
	}
	return 0, err
}

func (g *Gateway) outgoing(chat int64, s flows.Screen) (request, error) {
	r := request{method: "sendMessage", chat: chat, text: "text"}
	r.params = tgbotapi.Params{"chat_id": strconv.FormatInt(chat, 10), "parse_mode": tgbotapi.ModeHTML}
	if s.File != nil {
		if len(s.File.Data) > maxUpload {
			return request{}, &Error{Method: "sendDocument", Class: TooLarge, Description: "a file over 50 MB"}
		}
		r.method, r.text, r.file = "sendDocument", "caption", s.File
		if s.File.Photo {
			r.method = "sendPhoto"
		}
		r.params.AddNonEmpty(s.File.Kind(), cmp.Or(s.File.ID, g.uploads.id(*s.File)))
	}
	r.params.AddNonEmpty(r.text, s.Text)
	r.params.AddNonEmpty("reply_markup", keyboard(s.Buttons))
	return r, nil
}

// keyboard is empty without buttons: "inline_keyboard":null is refused, and an
// edit without a keyboard takes the old one away.
func keyboard(buttons [][]flows.Button) string {
	var rows [][]tgbotapi.InlineKeyboardButton
	for _, line := range buttons {
		var row []tgbotapi.InlineKeyboardButton
		for _, b := range line {
			row = append(row, tgbotapi.NewInlineKeyboardButtonData(b.Label, b.Data))
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return ""
	}
	return asJSON(tgbotapi.NewInlineKeyboardMarkup(rows...))
}

func (g *Gateway) deliverOrPlain(ctx context.Context, r request) (json.RawMessage, error) {
	answer, err := g.deliver(ctx, r)
	var refused *Error
	if !errors.As(err, &refused) || refused.Class != OurBug {
		return answer, err
	}
	g.log.Error("Telegram refused a screen; sending its plain text", "method", r.method, "description", refused.Description)
	answer, again := g.deliver(ctx, plainRequest(r, refused.Description))
	if again != nil {
		return nil, fmt.Errorf("send plain after %q: %w", refused.Description, again)
	}
	return answer, nil
}

// plainRequest asks for as little as can be: no tags, the text cut, the file
// uploaded anew, and the buttons kept only when it was the text that was wrong.
func plainRequest(r request, description string) request {
	limit := maxText
	if r.text == "caption" {
		limit = maxCaption
	}
	params := tgbotapi.Params{}
	for name, value := range r.params {
		params[name] = value
	}
	delete(params, "parse_mode")
	if r.file != nil && r.file.ID == "" {
		delete(params, r.file.Kind())
	}
	if !aboutText(description) {
		delete(params, "reply_markup")
	}
	if text := r.params[r.text]; text != "" {
		params[r.text] = cut(plain(text), limit)
	}
	r.params = params
	return r
}

func aboutText(description string) bool {
	return strings.Contains(description, "can't parse entities") || strings.HasSuffix(description, " is too long") &&
		!strings.Contains(description, "reply markup")
}

var tag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)

// plain gives the words of an HTML text as a reader sees them.
func plain(text string) string { return html.UnescapeString(tag.ReplaceAllString(text, "")) }
