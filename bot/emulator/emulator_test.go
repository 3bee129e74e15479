package emulator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

const token = "42:demo"

// clock is a clock that a test turns.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2024, 5, 20, 1, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// bench is a server, its clock, one person and a bot that speaks plain HTTP.
type bench struct {
	*testing.T
	s     *Server
	clock *clock
	base  string
	lan   *Phone
}

func newBench(t *testing.T, change ...func(*Options)) *bench {
	t.Helper()
	c := newClock()
	o := Options{Token: token, Bot: BotInfo{"baocao_bot", "Báo cáo"}, Now: c.Now, FirstUpdateID: 500}
	for _, f := range change {
		f(&o)
	}
	s := New(o)
	base, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &bench{T: t, s: s, clock: c, base: base, lan: s.Phone(1001, "Lan")}
}

// answer is what came back over the wire.
type answer struct {
	status int
	header http.Header
	body   string
}

func exchange(r *http.Request) (answer, error) {
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, strings.TrimSuffix(string(body), "\n")}, err
}

func (b *bench) do(r *http.Request) answer {
	b.Helper()
	a, err := exchange(r)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

// later starts a request and gives its answer in its own time; an error stands in
// the body, with the status 0.
func later(r *http.Request) <-chan answer {
	answers := make(chan answer, 1)
	go func() {
		a, err := exchange(r)
		if err != nil {
			a.body = err.Error()
		}
		answers <- a
	}()
	return answers
}

// call sends "name=value" pairs as a form, as the bot's library does.
func (b *bench) call(method string, pairs ...string) answer {
	b.Helper()
	return b.do(b.request(context.Background(), method, pairs...))
}

func (b *bench) request(ctx context.Context, method string, pairs ...string) *http.Request {
	b.Helper()
	form := url.Values{}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		form.Set(name, value)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.base+"/bot"+token+"/"+method, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// upload sends pairs and one file as multipart.
func (b *bench) upload(method, part, name string, data []byte, pairs ...string) answer {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, pair := range pairs {
		field, value, _ := strings.Cut(pair, "=")
		if err := form.WriteField(field, value); err != nil {
			b.Fatal(err)
		}
	}
	file, err := form.CreateFormFile(part, name)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := file.Write(data); err != nil {
		b.Fatal(err)
	}
	if err := form.Close(); err != nil {
		b.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, b.base+"/bot"+token+"/"+method, &body)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(r)
}

// result decodes the result of a call that must succeed.
func (b *bench) result(a answer, into any) {
	b.Helper()
	body := struct {
		OK     bool
		Result any
	}{Result: into}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || !body.OK || a.status != http.StatusOK {
		b.Fatalf("want a result, got %d %s (%v)", a.status, a.body, err)
	}
}

// got is an update as a bot reads it.
type got struct {
	ID       int64          `json:"update_id"`
	Message  *message       `json:"message"`
	Edited   *message       `json:"edited_message"`
	Callback *callbackQuery `json:"callback_query"`
	Member   *memberChange  `json:"my_chat_member"`
}

func (b *bench) updates(pairs ...string) []got {
	b.Helper()
	var list []got
	b.result(b.call("getUpdates", pairs...), &list)
	return list
}

func (b *bench) ids(pairs ...string) string {
	b.Helper()
	ids := []string{}
	for _, u := range b.updates(pairs...) {
		ids = append(ids, fmt.Sprint(u.ID))
	}
	return strings.Join(ids, " ")
}

// started is a bench whose person has pressed START and whose queue is empty.
func started(t *testing.T, change ...func(*Options)) *bench {
	t.Helper()
	b := newBench(t, change...)
	b.lan.Start("")
	b.updates("offset=501")
	return b
}

func (b *bench) same(what string, got, want any) {
	b.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		b.Errorf("%.300s:\n got %v\nwant %v", what, got, want)
	}
}

// soon is a context that ends a test that would hang.
func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}
