package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baocaobot/flows"
)

const (
	sendTimeout = 30 * time.Second
	fileTimeout = 120 * time.Second // uploads and downloads
	pollSpare   = 15 * time.Second  // over the time the server is asked to wait
	leastAnswer = 4 << 10           // bytes of a download's answer: room for a refusal
)

// request is one thing asked of the server, as data, so that it can be sent again.
type request struct {
	method string
	params tgbotapi.Params
	chat   int64       // whose limit it falls under; 0: nobody's
	text   string      // the parameter that holds the words: "text" or "caption"
	file   *flows.File // uploaded unless params hold its file_id under its kind
	path   string      // downloaded, at most size bytes, instead of calling the method
	size   int64
	calm   bool          // a notice: replies go before it
	wait   time.Duration // how long the server is asked to wait before it answers
}

func (r request) uploads() bool { return r.file != nil && r.params[r.file.Kind()] == "" }

func (r request) call() call {
	c := call{method: r.method, timeout: sendTimeout, limit: maxAnswer}
	switch {
	case r.uploads():
		c.timeout = fileTimeout
	case r.path != "":
		c.timeout, c.limit = fileTimeout, max(r.size, leastAnswer)
	case r.wait > 0:
		c.timeout = r.wait + pollSpare
	}
	return c
}

// once makes the request a single time.
func (g *Gateway) once(ctx context.Context, r request) (json.RawMessage, error) {
	if r.path != "" {
		return g.keeper.download(ctx, g.api, r)
	}
	bot := g.bot
	bot.Client = doer{ctx, g.keeper, r.call()}
	if !r.uploads() {
		return result(bot.MakeRequest(r.method, r.params))
	}
	// From memory and with its name only: a retry needs the bytes again, and the
	// library's FilePath would send the server's whole path as the name.
	data := tgbotapi.FileBytes{Name: r.file.Name, Bytes: r.file.Data}
	return result(bot.UploadFiles(r.method, r.params, []tgbotapi.RequestFile{{Name: r.file.Kind(), Data: data}}))
}

func result(answer *tgbotapi.APIResponse, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, err
	}
	return answer.Result, nil
}

// deliver makes the request until it is done or refused for good. 429 stops the
// whole lane for as long as the server says; anything temporary backs off alone.
func (g *Gateway) deliver(ctx context.Context, r request) (json.RawMessage, error) {
	back := backoff{wait: time.Second}
	var last error
	for attempt := 1; ; attempt++ {
		if err := g.limits.turn(ctx, r.chat, r.calm); err != nil {
			return nil, stopped(r.method, attempt-1, err, last)
		}
		answer, err := g.once(ctx, r)
		wait, again := g.again(err, &back)
		if !again {
			return answer, err
		}
		last = err
		if ctx.Err() == nil {
			g.log.Warn("Telegram request goes again", "method", r.method, "attempt", attempt, "error", err)
		}
		if err := g.clock.pause(ctx, wait); err != nil {
			return nil, stopped(r.method, attempt, err, last)
		}
	}
}

// again tells whether the request goes again, and after which wait of its own;
// after a 429 it is the lane that waits.
func (g *Gateway) again(err error, back *backoff) (wait time.Duration, again bool) {
	var e *Error
	if !errors.As(err, &e) {
		return 0, false
	}
	switch e.Class {
	case RateLimited:
		quiet := e.RetryAfter
		if quiet == 0 {
			quiet = back.next()
		}
		g.limits.hold(quiet)
		return 0, true
	case Temporary:
		return back.next(), true
	}
	return 0, false
}

// stopped keeps both: errors.Is finds the context's end and the last refusal.
func stopped(method string, attempts int, end, last error) error {
	if last == nil {
		return fmt.Errorf("telegram %s: stopped before the first attempt: %w", method, end)
	}
	return fmt.Errorf("telegram %s: stopped after %d attempts: %w; the last: %w", method, attempts, end, last)
}
