package bot

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/storage"
)

// pipes is a network inside a synctest bubble: waiting on it lets time pass, which
// waiting on a socket does not. It can be cut, with every connection on it.
type pipes struct {
	accepted chan net.Conn
	closed   chan struct{}
	once     sync.Once

	mu    sync.Mutex
	down  bool
	conns []net.Conn
}

func newPipes() *pipes { return &pipes{accepted: make(chan net.Conn), closed: make(chan struct{})} }

var errDown = errors.New("the network is down")

func (p *pipes) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	p.mu.Lock()
	if p.down {
		p.mu.Unlock()
		return nil, errDown
	}
	p.conns = append(p.conns, here, there)
	p.mu.Unlock()
	select {
	case p.accepted <- there:
		return here, nil
	case <-p.closed:
		return nil, errDown
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// cut ends what is under way and lets nothing through until mend.
func (p *pipes) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = true
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

func (p *pipes) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = false
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accepted:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error { p.once.Do(func() { close(p.closed) }); return nil }

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

// simworld is the real bot with a real database in front of an emulated Telegram, all in
// one bubble whose time is ours.
type simworld struct {
	t      *testing.T
	path   string // of the database
	began  time.Time
	start  time.Time     // what the clocks showed then
	wrong  time.Duration // by which the bot's clock is ahead
	server *emulator.Server
	net    *pipes
	proc   *process
}

// process is one life of the bot.
type process struct {
	store *storage.Store
	stop  context.CancelFunc
	ended chan error
}

func newSimworld(t *testing.T, start time.Time, path string) *simworld {
	w := &simworld{t: t, path: path, began: time.Now(), start: start, net: newPipes()}
	w.server = emulator.New(emulator.Options{Token: token, Now: w.now, Limits: emulator.Limits{PerChat: 1, Burst: 5, Overall: 30, Polls: true}})
	serving := &http.Server{Handler: w.server}
	go serving.Serve(w.net)
	t.Cleanup(func() { w.server.Close(); serving.Close() })
	return w
}

// now is the true time.
func (w *simworld) now() time.Time { return w.start.Add(time.Since(w.began)) }

// clock is what the bot's machine shows.
func (w *simworld) clock() time.Time { return w.now().Add(w.wrong) }

// until sleeps until a moment.
func (w *simworld) until(at time.Time) { time.Sleep(at.Sub(w.now())) }

// boot starts the bot, at the pace it has in life.
func (w *simworld) boot() {
	store, err := storage.Open(context.Background(), w.path)
	if err != nil {
		w.t.Fatal(err)
	}
	gateway, err := telegram.New(telegram.Options{Token: token, API: "http://127.0.0.1:1", Dial: w.net.Dial})
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	w.proc = &process{store: store, stop: stop, ended: make(chan error, 1)}
	bot := New(store, gateway, Options{Now: w.clock, Log: slog.New(slog.DiscardHandler)})
	proc := w.proc
	go func() { proc.ended <- bot.Run(ctx) }()
}

// crash ends the bot in the middle of whatever it does: from now on it sends nothing and
// writes nothing.
func (w *simworld) crash() {
	w.net.cut()
	w.proc.store.Close()
	w.proc.stop()
	<-w.proc.ended
	w.net.mend()
}
