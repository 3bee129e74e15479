package telegram

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"time"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	maxDelivery  = 1 << 20 // bytes of one update

	headerLimit = 5 * time.Second  // for the head of a delivery
	bodyLimit   = 15 * time.Second // for all of it, however slowly it drips
	turnLimit   = 90 * time.Second // until it is answered: longer than the longest turn
	idleLimit   = 2 * time.Minute  // between two deliveries of one connection
	closeLimit  = 30 * time.Second // for deliveries in hand when the bot stops
	maxHead     = 16 << 10         // bytes of a delivery's head

	refusalsTold = time.Minute // between two lines in the log about wrong secrets
)

// door is the HTTP server that takes Telegram's deliveries. To everybody else it
// says the same few words, whatever they try.
type door struct {
	*Gateway
	ctx    context.Context // ends when the bot stops
	path   string
	secret []byte
	handle func(context.Context, []Update) error
	limits doorLimits
	wrong  refusals
	silent silent
}

// doorLimits are how long a delivery may take to arrive.
type doorLimits struct{ head, all time.Duration }

// newDoor takes options that were checked.
func newDoor(ctx context.Context, g *Gateway, o WebhookOptions, handle func(context.Context, []Update) error) *door {
	path, _ := webhookPath(o.URL)
	return &door{Gateway: g, ctx: ctx, path: path, secret: []byte(o.Secret), handle: handle, limits: doorLimits{headerLimit, bodyLimit}}
}

// open serves until ctx ends, then takes nothing new and returns once the
// deliveries in hand are answered. An error is one of the listener.
func (d *door) open(listener net.Listener) error {
	server := &http.Server{
		Handler:           d,
		ReadHeaderTimeout: d.limits.head,
		ReadTimeout:       d.limits.all,
		WriteTimeout:      turnLimit,
		IdleTimeout:       idleLimit,
		MaxHeaderBytes:    maxHead,
		ErrorLog:          log.New(io.Discard, "", 0), // it tells of strangers' connections only
		ConnState:         d.silent.note,
	}
	server.RegisterOnShutdown(d.silent.close)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("the webhook's listener: %w", err)
	case <-d.ctx.Done():
	}
	closing, stop := context.WithTimeout(context.WithoutCancel(d.ctx), closeLimit)
	defer stop()
	if err := server.Shutdown(closing); err != nil {
		d.log.Warn("stopped before every delivery was answered; Telegram delivers those again", "error", err)
		_ = server.Close()
	}
	<-failed // it may only now begin to listen, and ends at once
	return nil
}

// ServeHTTP takes one delivery. Nothing of it is read before its secret is right.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.URL.Path != d.path {
		turnAway(w)
		return
	}
	if subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), d.secret) != 1 {
		if n := d.wrong.count(d.clock.now()); n > 0 {
			d.log.Warn("deliveries without the right secret were turned away", "deliveries", n)
		}
		turnAway(w)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDelivery))
	if err != nil {
		d.notRead(w, err)
		return
	}
	u := decode(body)
	if err := d.take(u); err != nil {
		d.log.Error("an update was not kept; Telegram delivers it again", "update", u.ID, "error", d.keeper.scrub(err.Error()))
		answer(w, http.StatusInternalServerError)
	}
}

// notRead answers a delivery that is too long, too slow or cut off.
func (d *door) notRead(w http.ResponseWriter, err error) {
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		d.log.Error("a delivery over 1 MiB was turned away")
		answer(w, http.StatusRequestEntityTooLarge)
		return
	}
	answer(w, http.StatusRequestTimeout)
}

// take hands one update over; a panic is an error, of which only the type is told.
func (d *door) take(u Update) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %T at %s", p, debug.Stack())
		}
	}()
	return d.handle(d.ctx, []Update{u})
}

// turnAway tells a stranger nothing: not which paths, methods or secrets there are.
// The connection ends, so that no body is read.
func turnAway(w http.ResponseWriter) { answer(w, http.StatusNotFound) }

func answer(w http.ResponseWriter, status int) {
	w.Header().Set("Connection", "close")
	w.WriteHeader(status)
}

// silent are the connections that have asked nothing yet. Proxies open some ahead;
// net/http would wait five seconds for them when it stops.
type silent struct {
	mu    sync.Mutex
	conns map[net.Conn]bool
}

func (s *silent) note(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state != http.StateNew {
		delete(s.conns, c)
		return
	}
	if s.conns == nil {
		s.conns = map[net.Conn]bool{}
	}
	s.conns[c] = true
}

func (s *silent) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		_ = c.Close()
	}
}

// refusals count wrong secrets, so that whoever tries many fills no log.
type refusals struct {
	mu   sync.Mutex
	n    int
	told time.Time
}

// count gives how many there were since the last time it was told, 0: not now.
func (c *refusals) count(now time.Time) (untold int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	if now.Sub(c.told) < refusalsTold {
		return 0
	}
	untold, c.n, c.told = c.n, 0, now
	return untold
}
