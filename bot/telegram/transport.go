package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	standIn     = "TOKEN"  // what the library and every text see in place of the token
	maxAnswer   = 16 << 20 // bytes of one answer
	shownAnswer = 200      // bytes of an answer that is not the Bot API's, kept for the log
	longestWait = 24 * time.Hour

	// A commit lets the screens of many turns go at once; a connection that is not kept
	// costs the next of them a handshake.
	keptConnections = 128
)

// The library's logger is one for the whole program; it would print URLs.
func init() { _ = tgbotapi.SetLogger(log.New(io.Discard, "", 0)) }

type dialer = func(ctx context.Context, network, addr string) (net.Conn, error)

// keeper holds the token. Requests are built with a stand-in; the keeper puts
// the real one in on the way out and takes it out of every text on the way back.
// The token is in no field, only inside the two functions, because a function
// prints as an address whatever verb a log line uses.
type keeper struct {
	wire   http.RoundTripper
	reveal func(path string) string
	scrub  func(text string) string // before a text is shortened, or half a token remains
}

func newKeeper(token string, dial dialer) *keeper {
	wire := http.DefaultTransport.(*http.Transport).Clone()
	if dial != nil {
		wire.DialContext = dial
	}
	wire.MaxIdleConns, wire.MaxIdleConnsPerHost = keptConnections, keptConnections
	// The secret half alone too: the colon may come back escaped.
	_, secret, _ := strings.Cut(token, ":")
	scrubber := strings.NewReplacer(token, standIn, secret, standIn)
	reveal := func(path string) string {
		return strings.Replace(path, "/bot"+standIn+"/", "/bot"+token+"/", 1)
	}
	return &keeper{wire: wire, reveal: reveal, scrub: scrubber.Replace}
}

// fetch sends one request and reads the answer, at most one byte over the limit.
func (k *keeper) fetch(ctx context.Context, r *http.Request, c call) (*http.Response, []byte, error) {
	timed, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	resp, body, err := k.roundTrip(r.Clone(timed), c.limit)
	if err == nil {
		return resp, body, nil
	}
	words := "no answer: " + k.scrub(err.Error())
	if timed.Err() != nil && ctx.Err() == nil {
		words = fmt.Sprintf("no answer within %s", c.timeout)
	}
	return nil, nil, &Error{Method: c.method, Class: Temporary, Description: words}
}

// roundTrip uses the transport itself, not http.Client: a redirect is then an
// answer like any other, and no error holds a URL.
func (k *keeper) roundTrip(r *http.Request, limit int64) (*http.Response, []byte, error) {
	r.URL.Path = k.reveal(r.URL.Path)
	resp, err := k.wire.RoundTrip(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	return resp, body, err
}

// call is what one request may cost.
type call struct {
	method  string
	timeout time.Duration
	limit   int64 // bytes of the answer
}

// verdict is nil when the body is the Bot API's "ok", else what went wrong.
func (k *keeper) verdict(method string, resp *http.Response, body []byte) error {
	if len(body) > maxAnswer {
		return &Error{Method: method, Status: resp.StatusCode, Class: Temporary, Description: "an answer over 16 MiB"}
	}
	var answer tgbotapi.APIResponse
	err := json.Unmarshal(body, &answer)
	switch {
	case err == nil && answer.Ok:
		return nil
	case err == nil && answer.ErrorCode != 0:
		return k.refusal(method, resp, answer)
	}
	return k.foreign(method, resp, body)
}

func (k *keeper) refusal(method string, resp *http.Response, answer tgbotapi.APIResponse) error {
	e := &Error{Method: method, Status: answer.ErrorCode, Description: k.scrub(answer.Description)}
	e.Class = classify(e.Status, answer.Description)
	if answer.Parameters != nil && answer.Parameters.MigrateToChatID != 0 {
		e.Class, e.MigrateTo = Moved, answer.Parameters.MigrateToChatID
	}
	if e.Class == RateLimited {
		e.RetryAfter = retryAfter(resp)
		if answer.Parameters != nil && answer.Parameters.RetryAfter > 0 {
			e.RetryAfter = seconds(answer.Parameters.RetryAfter)
		}
	}
	return e
}

// foreign is an answer of somebody else on the way: a proxy, a web server's page.
func (k *keeper) foreign(method string, resp *http.Response, body []byte) error {
	e := &Error{Method: method, Status: resp.StatusCode, Class: classifyByStatus(resp.StatusCode, Temporary)}
	e.Description = "not an answer of the Bot API: " + k.shown(resp, body)
	if e.Class == RateLimited {
		e.RetryAfter = retryAfter(resp)
	}
	return e
}

// shown is what a log may hold of such an answer: the beginning of an error page.
// Half an answer of the Bot API holds people's words, so that only its length is told.
func (k *keeper) shown(resp *http.Response, body []byte) string {
	if resp.StatusCode == http.StatusOK || bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return fmt.Sprintf("%d bytes", len(body))
	}
	text := k.scrub(string(body))
	return fmt.Sprintf("%q", strings.ToValidUTF8(text[:min(len(text), shownAnswer)], ""))
}

func retryAfter(resp *http.Response) time.Duration {
	n, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	if err != nil {
		return 0
	}
	return seconds(n)
}

func seconds(n int) time.Duration {
	longest := int(longestWait / time.Second)
	return time.Duration(min(max(n, 0), longest)) * time.Second
}

// doer is the client the library gets for one call. It gives the library only
// answers that are "ok": every other one becomes an *Error here, because on
// uploads the library loses the status and on a page that is not JSON all of it.
type doer struct {
	ctx    context.Context
	keeper *keeper
	call   call
}

// Do implements tgbotapi.HTTPClient.
func (d doer) Do(r *http.Request) (*http.Response, error) {
	resp, body, err := d.keeper.fetch(d.ctx, r, d.call)
	if err != nil {
		return nil, err
	}
	if err := d.keeper.verdict(d.call.method, resp, body); err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}
