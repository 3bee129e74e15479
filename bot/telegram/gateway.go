// Package telegram is the gateway to the Telegram Bot API: updates come in,
// screens go out. It is the only package that imports telegram-bot-api, the
// only keeper of the token, and the place where the server's refusals become a
// closed set of classes and its limits are kept.
//
// It must not know units, rounds or answers, store anything, or log what people
// write. It keeps no queue: calls for one chat must come one after another. And
// Telegram has no idempotency key, so a send whose answer was lost is sent again
// and may be seen twice; a caller who cannot have that ends its context early.
//
//	g, err := telegram.New(telegram.Options{Token: token, Log: log})
//	go g.Poll(ctx, func(ctx context.Context, batch []telegram.Update) error {
//		return keep(ctx, batch) // nil: Telegram may forget them
//	})
//	id, err := g.Send(ctx, chat, flows.Screen{Text: "<b>1.250</b>"})
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	publicAPI    = "https://api.telegram.org"
	maxPressText = 200 // characters of the note shown over a pressed button
)

var tokenForm = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]{4,}$`)

// Options are what a gateway is made from. Only the token is needed.
type Options struct {
	Token   string
	API     string       // address of the Bot API server, without the token; default https://api.telegram.org
	PerChat Rate         // default 1 a second, burst 3
	Overall Rate         // default 25 a second, burst 25
	Log     *slog.Logger // default: nothing is logged

	Dial dialer // how to reach the server; default: the network
}

// Gateway talks to one bot's account. It is safe for concurrent use.
type Gateway struct {
	api     *url.URL
	bot     tgbotapi.BotAPI // a mould: each call copies it and puts its own client in
	keeper  *keeper
	limits  *limits
	uploads *uploads
	clock   clock
	log     *slog.Logger
}

// New checks the options and makes a gateway without touching the network. Its
// errors are one sentence for the operator and show neither token nor address.
func New(o Options) (*Gateway, error) { return open(o, wall) }

func open(o Options, c clock) (*Gateway, error) {
	if !tokenForm.MatchString(o.Token) {
		return nil, errors.New("the Telegram token must look like 123456789:AAE… with nothing before or after it: copy it again from @BotFather")
	}
	api, err := parseAPI(o.API)
	if err != nil {
		return nil, err
	}
	limits, err := newLimits(o.PerChat, o.Overall, c)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	g := &Gateway{api: api, keeper: newKeeper(o.Token, o.Dial), limits: limits, uploads: newUploads(), clock: c, log: o.Log}
	g.bot = tgbotapi.BotAPI{Token: standIn, Buffer: 100}
	g.bot.SetAPIEndpoint(strings.TrimSuffix(api.String(), "/") + "/bot%s/%s")
	return g, nil
}

func parseAPI(address string) (*url.URL, error) {
	if address == "" {
		address = publicAPI
	}
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "",
		u.User != nil, strings.ContainsAny(address, "?#%"), strings.Contains(u.Path, "/bot"):
		return nil, errors.New("the Bot API address must look like https://api.telegram.org: a scheme and a host, no token, no password, no query")
	}
	return u, nil
}

// Me is the bot's own account.
type Me struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
}

// Me asks who the bot is, again and again while there is no network, until ctx
// ends. A wrong token is Unauthorized.
func (g *Gateway) Me(ctx context.Context) (Me, error) {
	answer, err := g.deliver(ctx, request{method: "getMe"})
	if err != nil {
		return Me{}, explain(err)
	}
	var me Me
	if err := json.Unmarshal(answer, &me); err != nil || me.ID == 0 {
		return Me{}, notUnderstood("getMe")
	}
	return me, nil
}

// AnswerPress ends the waiting sign on a pressed button; text is plain, shown for
// a moment and cut at 200 characters. A press that is too old to be answered is
// no error.
func (g *Gateway) AnswerPress(ctx context.Context, pressID, text string) error {
	params := tgbotapi.Params{"callback_query_id": pressID}
	params.AddNonEmpty("text", cut(text, maxPressText))
	_, err := g.deliver(ctx, request{method: "answerCallbackQuery", params: params})
	if errors.Is(err, stale) {
		return nil
	}
	return err
}

// Command is one line of the bot's menu: a name of 1–32 letters a–z, digits and
// _ without the slash, and a description of at most 256 characters.
type Command struct{ Name, Description string }

// SetCommands sets the menu of one chat, or with chat 0 of everybody who has no
// menu of their own. No commands: no menu.
func (g *Gateway) SetCommands(ctx context.Context, chat int64, commands []Command) error {
	list := make([]tgbotapi.BotCommand, 0, len(commands))
	for _, c := range commands {
		list = append(list, tgbotapi.BotCommand{Command: c.Name, Description: c.Description})
	}
	params := tgbotapi.Params{"commands": asJSON(list)}
	if chat != 0 {
		params["scope"] = `{"type":"chat","chat_id":` + strconv.FormatInt(chat, 10) + `}`
	}
	_, err := g.deliver(ctx, request{method: "setMyCommands", params: params})
	return err
}

// asJSON is for values made of strings and numbers only, which always marshal.
func asJSON(v any) string {
	data, _ := json.Marshal(v)
	return string(data)
}

// cut shortens text to limit characters (code points, as the server counts).
func cut(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit-1]) + "…"
}
