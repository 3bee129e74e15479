package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	testSecret = "AAE-kept_secret-kept_secret-0123456"
	testToken  = "123456789:" + testSecret
)

// said holds every log line and every error of the whole test run; TestMain
// looks for the token in it.
var said record

type record struct {
	mu   sync.Mutex
	text strings.Builder
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

func note(err error) error {
	fmt.Fprintf(&said, "%v\n%+v\n%#v\n", err, err, err)
	return err
}

func TestMain(m *testing.M) {
	log.SetOutput(&said)
	code := m.Run()
	if i := strings.Index(said.String(), testSecret); i >= 0 {
		fmt.Printf("the token was said: …%s\n", said.String()[max(0, i-200):i+len(testSecret)])
		code = 1
	}
	os.Exit(code)
}

// reply is one answer of the server, word for word.
type reply struct {
	status int
	body   string
	header map[string]string
}

func okay(result string) reply {
	return reply{status: 200, body: `{"ok":true,"result":` + result + `}`}
}

func refused(code int, description, parameters string) reply {
	if parameters != "" {
		parameters = `,"parameters":` + parameters
	}
	return reply{status: code, body: fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q%s}`, code, description, parameters)}
}

const nginx502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n"

var (
	sent7    = okay(`{"message_id":7,"chat":{"id":42,"type":"private"}}`)
	hangUp   = reply{status: -1}                  // the connection is cut without an answer
	longPoll = reply{status: -2}                  // no answer until the client goes
	badPage  = reply{status: 502, body: nginx502} // what nginx says for the Bot API
	flood7   = refused(429, "Too Many Requests: retry after 7", `{"retry_after":7}`)
)

// asked is one request as the server saw it.
type asked struct {
	Method string
	Params map[string]string
	File   string // name and bytes
}

// script answers each method from its list, one after another, and keeps what
// was asked. A method whose list is empty fails the test.
type script struct {
	t       *testing.T
	replies map[string][]reply
	polling chan struct{} // gets one for each longPoll that began

	mu   sync.Mutex
	seen []asked
}

func play(t *testing.T, replies map[string][]reply) (*script, *httptest.Server) {
	s := &script{t: t, replies: replies, polling: make(chan struct{}, 100)}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.ReplaceAll(r.URL.Path, "/bot"+testToken+"/", "/")
	if path == r.URL.Path {
		s.t.Errorf("a request without the token: %s", r.URL.Path)
	}
	method := strings.TrimPrefix(path, "/")
	next := s.next(asked{Method: method, Params: form(r), File: file(r)})
	switch next.status {
	case hangUp.status: // in the middle of an answer: before it net/http may ask once more by itself
		w.Header().Set("Content-Length", "10")
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case longPoll.status:
		s.polling <- struct{}{}
		<-r.Context().Done()
		return
	}
	for name, value := range next.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(next.status)
	_, _ = io.WriteString(w, next.body)
}

func (s *script) next(a asked) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, a)
	list := s.replies[a.Method]
	if len(list) == 0 {
		s.t.Errorf("one %s too many: %v", a.Method, a.Params)
		return refused(400, "Bad Request: the script is over", "")
	}
	s.replies[a.Method] = list[1:]
	return list[0]
}

func (s *script) asked() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]asked(nil), s.seen...)
}

func form(r *http.Request) map[string]string {
	_ = r.ParseMultipartForm(1 << 20)
	if len(r.PostForm) == 0 {
		return nil
	}
	params := map[string]string{}
	for name, values := range r.PostForm {
		params[name] = strings.Join(values, "|")
	}
	return params
}

func file(r *http.Request) string {
	f, header, err := r.FormFile("document")
	if err != nil {
		f, header, err = r.FormFile("photo")
	}
	if err != nil {
		return ""
	}
	data, _ := io.ReadAll(f)
	return header.Filename + ": " + string(data)
}

// turntable is a clock that runs only while somebody pauses.
type turntable struct {
	mu     sync.Mutex
	time   time.Time
	pauses []time.Duration
	ends   int // pauses until end is called
	end    context.CancelFunc
}

func (c *turntable) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *turntable) pause(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil || d <= 0 {
		return ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(d)
	c.pauses = append(c.pauses, d)
	if len(c.pauses) > 100 {
		return errors.New("this test would wait for ever")
	}
	if c.ends--; c.ends == 0 {
		c.end()
	}
	return ctx.Err()
}

// waited checks the pauses against their longest: jitter takes up to half of each
// but not of the exact ones, which are given as negative.
func (c *turntable) waited(t *testing.T, longest ...time.Duration) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.pauses) != len(longest) {
		t.Fatalf("paused %v, want %d pauses up to %v", c.pauses, len(longest), longest)
	}
	for i, d := range longest {
		low := d / 2
		if d < 0 {
			d, low = -d, -d
		}
		if got := c.pauses[i]; got < low || got > d {
			t.Errorf("pause %d: %v, want %v to %v", i, got, low, d)
		}
	}
}

// endAfter gives a context that ends at the n-th pause from now.
func (c *turntable) endAfter(n int) context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	ctx, cancel := context.WithCancel(context.Background())
	c.ends, c.end = n, cancel
	return ctx
}

// gateway opens a gateway on a server, with a clock that never makes a test wait.
func gateway(t *testing.T, server *httptest.Server) (*Gateway, *turntable) {
	t.Helper()
	c := &turntable{time: time.Date(2024, 5, 20, 8, 0, 0, 0, time.UTC)}
	quietly := slog.New(slog.NewJSONHandler(&said, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o := Options{Token: testToken, API: server.URL, PerChat: Unlimited, Overall: Unlimited, Log: quietly}
	g, err := open(o, clock{now: c.now, pause: c.pause})
	if err != nil {
		t.Fatal(err)
	}
	return g, c
}

func raw(lines ...string) []json.RawMessage {
	var list []json.RawMessage
	for _, line := range lines {
		list = append(list, json.RawMessage(line))
	}
	return list
}
