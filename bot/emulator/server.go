package emulator

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// BotInfo is how the bot introduces itself in getMe and in its messages.
type BotInfo struct {
	Username  string // "baocao_demo_bot" when empty
	FirstName string // the username when empty
}

// Options are the settings of one server. Only Token is needed.
type Options struct {
	Token         string // "42:demo"; the digits are the bot's id
	Bot           BotInfo
	Now           func() time.Time // the server's clock; time.Now when nil
	FirstUpdateID int64            // a large random number when 0
	Limits        Limits
	UploadLimit   int64         // bytes a bot may send in one file; 50 MB when 0
	DownloadLimit int64         // bytes getFile gives out; 20 MB when 0
	WebhookRetry  time.Duration // first pause after a failed delivery, then doubling; 1 s when 0
}

// Server is one Bot API server with one bot. It is an [http.Handler]; Listen
// gives it a port of its own. All methods may be called from many goroutines.
type Server struct {
	options Options
	bot     user
	ctx     context.Context // ends when the server closes
	stop    context.CancelFunc
	work    sync.WaitGroup // the listener and the webhook's deliveries
	pages   http.Handler   // the chat page and what it asks for

	mu       sync.Mutex // guards everything below
	changed  chan struct{}
	chats    map[int64]*chat
	order    []int64 // chats in the order of their phones
	queue    queue
	webhook  webhook
	presses  map[string]*press
	files    map[string]*storedFile
	commands map[string][]Command
	flood    map[int64]time.Time
	faults   []Fault
	requests []Request
	lastID   int64 // of callback queries and files
	seq      int64 // of events in all chats
	http     *http.Server
	url      string
}

// New makes a server that does not listen yet. A token that is not digits, a
// colon and letters makes a server that refuses every call.
func New(o Options) *Server {
	o = o.withDefaults()
	digits, _, _ := strings.Cut(o.Token, ":")
	id, _ := strconv.ParseInt(digits, 10, 64)
	ctx, stop := context.WithCancel(context.Background())
	s := &Server{
		options: o, ctx: ctx, stop: stop,
		bot:      user{ID: id, IsBot: true, FirstName: o.Bot.FirstName, Username: o.Bot.Username},
		changed:  make(chan struct{}),
		chats:    map[int64]*chat{},
		queue:    queue{next: o.FirstUpdateID, allowed: defaultUpdates()},
		presses:  map[string]*press{},
		files:    map[string]*storedFile{},
		commands: map[string][]Command{},
		flood:    map[int64]time.Time{},
	}
	s.pages = s.phoneRoutes()
	return s
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Bot.Username = cmp.Or(o.Bot.Username, "baocao_demo_bot")
	o.Bot.FirstName = cmp.Or(o.Bot.FirstName, o.Bot.Username)
	o.FirstUpdateID = cmp.Or(o.FirstUpdateID, 100_000_000+rand.Int64N(800_000_000))
	o.UploadLimit = cmp.Or(o.UploadLimit, 50<<20)
	o.DownloadLimit = cmp.Or(o.DownloadLimit, 20<<20)
	o.WebhookRetry = cmp.Or(o.WebhookRetry, time.Second)
	return o
}

// Listen starts the server on a loopback address ("127.0.0.1:0" picks a free
// port) and returns its base URL without a slash at the end.
func (s *Server) Listen(addr string) (string, error) {
	if !isLoopback(addr) {
		return "", fmt.Errorf("listen on %s: the emulator serves this machine only; use 127.0.0.1", addr)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return "", fmt.Errorf("listen on %s: %w", addr, err)
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	s.mu.Lock()
	s.http = server
	s.url = "http://" + listener.Addr().String()
	s.mu.Unlock()
	s.work.Go(func() { _ = server.Serve(listener) })
	return s.URL(), nil
}

// URL is the base URL that Listen returned, empty before.
func (s *Server) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url
}

// Close stops listening, ends every open request and every delivery, and waits
// for the deliveries.
func (s *Server) Close() {
	s.stop()
	s.mu.Lock()
	server := s.http
	s.mu.Unlock()
	if server != nil {
		_ = server.Close()
	}
	s.work.Wait()
}

// notify wakes those who wait for an update or a request. The caller holds mu.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) now() time.Time { return s.options.Now() }
