package bot

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

const (
	token    = "42:token-of-the-tests"
	patience = 20 * time.Second // until a chat shows what is expected
)

var (
	today = time.Date(2024, 5, 28, 14, 5, 0, 0, flows.Zone)
	units = []flows.Unit{
		{ID: "tinh", Name: "tỉnh Thừa Thiên Huế", Kind: "tỉnh", Order: 1},
		{ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện", Parent: "tinh", Order: 2},
		{ID: "phu-loc", Name: "huyện Phú Lộc", Kind: "huyện", Parent: "tinh", Order: 3},
	}
)

// world is the real bot with a real database in front of an emulated Telegram.
type world struct {
	t      testing.TB
	path   string // of the database
	server *emulator.Server
	store  *storage.Store
	bot    *Bot
	log    *safeBuffer
	stop   func() // stops the bot and waits for it; may be called twice
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, path: filepath.Join(t.TempDir(), "bot.db"), log: &safeBuffer{}}
	w.server = emulator.New(emulator.Options{Token: token, Now: func() time.Time { return today }})
	if _, err := w.server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.server.Close)
	copyEmpty(t, w.path)
	w.open()
	w.update(func(tx *storage.Tx) error {
		if err := tx.PutUnits(units); err != nil {
			return err
		}
		round := flows.Round{ID: "r", Name: "Báo cáo 6 tháng", Outline: "first-half-2024", From: today.AddDate(0, -5, 0),
			To: today.AddDate(0, 1, 0), Deadline: time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone), Opened: today}
		return tx.OpenRound(round, outline.Source("first-half-2024"), []flows.UnitID{"a-luoi", "phu-loc"})
	})
	return w
}

// open opens the database and makes a bot of it that is not running yet.
func (w *world) open() {
	w.t.Helper()
	store, err := storage.Open(w.t.Context(), w.path)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { store.Close() })
	w.store = store
	w.limit(telegram.Unlimited)
}

// limit makes a bot that sends to each chat at this pace.
func (w *world) limit(perChat telegram.Rate) {
	w.t.Helper()
	log := slog.New(slog.NewTextHandler(w.log, nil))
	gateway, err := telegram.New(telegram.Options{Token: token, API: w.server.URL(), Log: log,
		PerChat: perChat, Overall: telegram.Unlimited})
	if err != nil {
		w.t.Fatal(err)
	}
	w.bot = New(w.store, gateway, Options{Now: func() time.Time { return today }, Log: log})
}

// run starts the bot.
func (w *world) run() *world {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.bot.Run(ctx) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("the bot ended with %v", err)
		}
	})
	w.t.Cleanup(w.stop)
	w.t.Cleanup(w.keepsSecrets)
	return w
}

// keepsSecrets finds nothing in the log of what anybody was called or has written, nor
// the token. Words that the log may use itself are too short to tell.
func (w *world) keepsSecrets() {
	log := w.log.String()
	secrets := []string{token}
	for id := range int64(40) {
		for _, m := range w.server.Phone(id, "").Messages() {
			if !m.FromBot {
				secrets = append(secrets, strings.Fields(m.Text)...)
			}
		}
	}
	for _, secret := range secrets {
		if len(secret) > 4 && strings.Contains(log, secret) {
			w.t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
}

func (w *world) update(do func(*storage.Tx) error) {
	w.t.Helper()
	if err := w.store.Update(w.t.Context(), do); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) invite(role flows.Role, unit flows.UnitID) (code string) {
	w.t.Helper()
	w.update(func(tx *storage.Tx) (err error) {
		code, err = tx.NewInvite(role, unit, today, today.AddDate(0, 0, 30))
		return err
	})
	return code
}

func (w *world) report(unit flows.UnitID) (r flows.Report) {
	w.t.Helper()
	err := w.store.View(w.t.Context(), func(tx *storage.Tx) (err error) { // whose answers may be kept
		r, err = tx.Report("r", unit)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// number asks the database itself, past the bot's own code.
func (w *world) number(query string) (n int64) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+w.path+"?mode=ro")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// phone is a person at a phone.
type phone struct {
	*emulator.Phone
	w *world
}

func (w *world) phone(id int64, who string) phone { return phone{w.server.Phone(id, who), w} }

// joined is a phone whose owner has used an invite.
func (w *world) joined(id int64, role flows.Role, unit flows.UnitID) phone {
	w.t.Helper()
	p := w.phone(id, fmt.Sprintf("%s %s", role, unit))
	p.says("/start "+w.invite(role, unit), "Chào đồng chí!")
	if chat := p.Messages(); strings.Contains(chat[len(chat)-1].Text, "Đồng chí chọn báo cáo") { // several are open: the newest
		p.says("1", "📁")
	}
	return p
}

// says types a text and waits for an answer that contains what is expected.
func (p phone) says(text, expected string) {
	p.w.t.Helper()
	said := p.Say(text)
	p.waits(fmt.Sprintf("after %q", text), func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.FromBot && last.ID > said && strings.Contains(last.Text, expected)
	})
}

// presses presses a button and waits until the newest message shows what is expected.
func (p phone) presses(label, expected string) {
	p.w.t.Helper()
	if err := p.Press(label); err != nil {
		p.w.t.Fatal(err)
	}
	p.waits(fmt.Sprintf("after [%s]", label), func(chat []emulator.Message) bool {
		return strings.Contains(chat[len(chat)-1].Text, expected)
	})
}

func (p phone) waits(what string, done func([]emulator.Message) bool) {
	p.w.t.Helper()
	ctx, cancel := context.WithTimeout(p.w.t.Context(), patience)
	defer cancel()
	if err := p.Await(ctx, done); err != nil {
		p.w.t.Fatalf("%s: %v", what, err)
	}
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// desk is the report of A Lưới.
func (w *world) desk() storage.Desk {
	return storage.Desk{Round: flows.Round{ID: "r"}, Unit: flows.Unit{ID: "a-luoi"}}
}

// row reads what is kept of a parked update, past the bot's own code.
func (w *world) row(why, raw *string, id int64) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+w.path+"?mode=ro")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`select error, raw from parked where update_id = ?`, id).Scan(why, raw); err != nil {
		w.t.Fatal(err)
	}
}
