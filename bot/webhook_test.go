package bot

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

const webhookSecret = "secret-of-the-tests"

// calledWorld is a world whose Telegram calls the bot.
func calledWorld(t testing.TB) *world {
	w := newWorld(t)
	w.webhook()
	return w.run()
}

// webhook has the bot that is not running yet wait for Telegram's calls.
func (w *world) webhook() {
	w.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { listener.Close() })
	url := "http://" + listener.Addr().String() + "/telegram"
	w.bot.webhook = &telegram.WebhookOptions{URL: url, Secret: webhookSecret, Listener: listener}
}

// delivers posts an update as Telegram does and gives the status of the answer.
func (w *world) delivers(body []byte) int {
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.bot.webhook.URL, bytes.NewReader(body))
	if err != nil {
		w.t.Error(err)
		return 0
	}
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", webhookSecret)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Error(err)
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

// wire is a text message as Telegram writes it.
func wire(id, from int64, text string) []byte {
	body, err := json.Marshal(map[string]any{"update_id": id, "message": map[string]any{"message_id": id, "text": text,
		"from": map[string]any{"id": from, "first_name": "x"}, "chat": map[string]any{"id": from, "type": "private"}}})
	if err != nil {
		panic(err)
	}
	return body
}

// The same words, to the letter, as in the golden conversation of polling.
func TestAConversationByWebhookIsTheSame(t *testing.T) {
	w := calledWorld(t)
	joinAnswerAndSend(t, w)
	w.stop()
	for _, r := range w.server.Requests() {
		if r.Method == "getUpdates" || r.Method == "deleteWebhook" {
			t.Errorf("the bot called %s", r.Method)
		}
	}
	for _, secret := range []string{token, webhookSecret, w.bot.webhook.URL, "1200", "phát sinh"} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, w.log)
		}
	}
}

func TestGarbageStopsNobody(t *testing.T) {
	w := calledWorld(t)
	p := w.joined(1, flows.Cadre, "a-luoi")
	for _, body := range []string{"rác", "", "{", `{"update_id":7,"message":"x"}`, `{"update_id":8,"callback_query":{}}`} {
		if got := w.delivers([]byte(body)); got != http.StatusOK {
			t.Errorf("%q: %d, so Telegram would send it for ever", body, got)
		}
	}
	if got := w.delivers(wire(9, 1, strings.Repeat("x", 2<<20))); got != http.StatusRequestEntityTooLarge {
		t.Errorf("2 MiB: %d", got)
	}
	p.says("12", "12 cuộc")
}

// A database that cannot be written answers 500, and Telegram delivers again, to the
// next program if need be.
func TestWhatIsNotKeptIsDeliveredAgain(t *testing.T) {
	w := calledWorld(t)
	p := w.joined(1, flows.Cadre, "a-luoi")
	w.store.Close()
	p.Say("12")
	eventually(t, "refused twice", func() bool { return strings.Count(w.log.String(), "was not kept") >= 2 })
	w.stop()
	w.open()
	w.webhook()
	w.run()
	p.waits("once it can be kept", func(chat []emulator.Message) bool {
		return strings.Contains(chat[len(chat)-1].Text, "12 cuộc")
	})
	w.stop()
	if rows := w.number(`select count(*) from answer`); rows != 1 {
		t.Errorf("%d answers are stored", rows)
	}
}

// While another program holds the database, which the writer waits out for 5 s.
func TestABusyDatabaseConfirmsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the database's own patience")
	}
	w := calledWorld(t)
	p := w.joined(1, flows.Cadre, "a-luoi")
	other, err := sql.Open("sqlite", "file:"+w.path+"?_txlock=immediate&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	eventually(t, "all joined", func() bool { return w.number(`select count(*) from place`) == 1 })
	lock, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if got := w.delivers(wire(7, 1, "12")); got != http.StatusInternalServerError {
		t.Errorf("busy: %d", got)
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	if got := w.delivers(wire(7, 1, "12")); got != http.StatusOK {
		t.Errorf("free: %d", got)
	}
	p.waits("once it is free", func(chat []emulator.Message) bool {
		return strings.Contains(chat[len(chat)-1].Text, "12 cuộc")
	})
}

// Stopping while a turn waits for the database finishes that turn and its screen.
func TestStoppingFinishesTheTurnInHand(t *testing.T) {
	w := calledWorld(t)
	p := w.joined(1, flows.Cadre, "a-luoi")
	holding, release := make(chan struct{}), make(chan struct{})
	var holder sync.WaitGroup
	holder.Go(func() {
		_ = w.store.Update(context.Background(), func(*storage.Tx) error {
			close(holding)
			<-release
			return nil
		})
	})
	<-holding
	p.Say("12")
	eventually(t, "a turn begun", func() bool {
		w.bot.chats.mu.Lock()
		defer w.bot.chats.mu.Unlock()
		return len(w.bot.chats.open) == 1
	})
	var stopping sync.WaitGroup
	stopping.Go(w.stop)
	close(release)
	holder.Wait()
	stopping.Wait()
	p.waits("after the stop", func(chat []emulator.Message) bool {
		return strings.Contains(chat[len(chat)-1].Text, "12 cuộc")
	})
	if got := w.report("a-luoi").Answers; len(got) != 1 {
		t.Errorf("stored: %+v", got)
	}
}

func TestFromPollingToWebhookAndBack(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	restart := func(webhook bool, text, expected string) {
		t.Helper()
		w.stop()
		p.Say(text) // while nobody listens
		w.store.Close()
		w.open()
		if webhook {
			w.webhook()
		}
		w.run()
		p.waits(fmt.Sprintf("webhook %v", webhook), func(chat []emulator.Message) bool {
			return strings.Contains(chat[len(chat)-1].Text, expected)
		})
	}
	restart(true, "12", "12 cuộc")
	p.says("45", "45 cuộc")
	restart(true, "450", "450 lượt")
	if code := w.pollOnce(); code != http.StatusConflict {
		t.Errorf("a poll beside the webhook: %d", code)
	}
	restart(false, "1200", "1.200 lượt")
	p.says("Nội dung", "▶")
	w.stop()
	if rows := w.number(`select count(*) from answer`); rows != 5 {
		t.Errorf("%d answers are stored", rows)
	}
}

// pollOnce is another program with the same token.
func (w *world) pollOnce() int {
	answer, err := http.Get(w.server.URL() + "/bot" + token + "/getUpdates")
	if err != nil {
		w.t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

func TestNoNetworkAtTheStart(t *testing.T) {
	w := newWorld(t)
	w.server.Fault(emulator.Fault{Method: "setWebhook", Kind: emulator.DropBefore, Times: 1})
	w.webhook()
	w.run()
	w.joined(1, flows.Cadre, "a-luoi").says("12", "12 cuộc")
}

// fifty gives each of 50 units a report of its own and a cadre who has joined.
func (w *world) fifty() {
	w.t.Helper()
	var many []flows.Unit
	var ids []flows.UnitID
	for i := range 50 {
		u := flows.Unit{ID: flows.UnitID(fmt.Sprintf("h%d", i)), Name: fmt.Sprintf("huyện Số %d", i), Kind: "huyện", Order: 10 + i}
		many, ids = append(many, u), append(ids, u.ID)
	}
	w.update(func(tx *storage.Tx) error {
		round := flows.Round{ID: "r50", Name: "Năm mươi", Outline: "first-half-2024", From: today, To: today.AddDate(0, 1, 0),
			Deadline: today.AddDate(0, 1, 0), Opened: today}
		if err := tx.PutUnits(many); err != nil {
			return err
		}
		return tx.OpenRound(round, outline.Source("first-half-2024"), ids)
	})
	var joining sync.WaitGroup
	for i, id := range ids {
		p := w.phone(int64(i+1), "cán bộ")
		code := w.invite(flows.Cadre, id)
		joining.Go(func() { p.Start(code) })
	}
	joining.Wait()
	eventually(w.t, "all joined", func() bool { return w.number(`select count(*) from place where round = 'r50'`) == 50 })
}

// Each delivery comes twice, as after an answer that was lost.
func TestTwoHundredDeliveriesKeepEachChatsOrder(t *testing.T) {
	w := calledWorld(t)
	w.fifty()
	texts := []string{"12", "45", "450", "1200"}
	before := w.store.Commits()
	var telegram sync.WaitGroup
	for i := range int64(50) {
		telegram.Go(func() {
			for n, text := range texts {
				var twice sync.WaitGroup
				for range 2 {
					twice.Go(func() {
						if got := w.delivers(wire(1000*(i+1)+int64(n), i+1, text)); got != http.StatusOK {
							t.Errorf("chat %d, %q: %d", i+1, text, got)
						}
					})
				}
				twice.Wait()
			}
		})
	}
	telegram.Wait()
	t.Logf("400 deliveries in %d commits", w.store.Commits()-before)
	w.stop()
	for i := range 50 {
		got := map[flows.QuestionID]int64{}
		w.update(func(tx *storage.Tx) error {
			r, err := tx.Report("r50", flows.UnitID(fmt.Sprintf("h%d", i)))
			for id, a := range r.Answers {
				got[id] = a.Number
			}
			return err
		})
		want := map[flows.QuestionID]int64{"quan_triet.hoi_nghi@huyen": 12, "quan_triet.hoi_nghi@xa": 45,
			"quan_triet.luot_nguoi@huyen": 450, "quan_triet.luot_nguoi@xa": 1200}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("chat %d:\n%s", i+1, diff)
		}
		w.phone(int64(i+1), "").showsLast(t, "▶ Nội dung")
	}
	if rows := w.number(`select count(*) from answer`); rows != 200 {
		t.Errorf("%d answers are stored", rows)
	}
}

// Four messages of one person at the same moment: whatever the order, what stands
// last on the phone is where the person is.
func TestTheNewestScreenStandsLast(t *testing.T) {
	w := calledWorld(t)
	w.fifty()
	var telegram sync.WaitGroup
	for i := range int64(50) {
		for n := range int64(4) {
			telegram.Go(func() { w.delivers(wire(1000*(i+1)+n, i+1, "7")) })
		}
	}
	telegram.Wait()
	w.stop()
	for i := range int64(50) {
		w.phone(i+1, "").showsLast(t, "▶ Nội dung")
	}
}

func (p phone) showsLast(t *testing.T, expected string) {
	t.Helper()
	chat := p.Messages()
	if last := chat[len(chat)-1]; !strings.Contains(last.Text, expected) {
		t.Errorf("the newest screen lacks %q:\n%s", expected, last.Text)
	}
}

// One chat's batches never overlap; another chat's do not wait for them.
func TestOneBatchAtATimeIsInAChat(t *testing.T) {
	c := newChats()
	inside := 0 // guarded by chat 1, as the race detector sees
	leave := c.enter(1)
	var waiting sync.WaitGroup
	for range 100 {
		waiting.Go(func() {
			defer c.enter(1)()
			if inside++; inside != 1 {
				t.Error("two are inside")
			}
			runtime.Gosched() // let the others try
			inside--
		})
	}
	c.enter(2)() // at once
	leave()
	waiting.Wait()
	if len(c.open) != 0 {
		t.Errorf("%d chats are kept for ever", len(c.open))
	}
}
