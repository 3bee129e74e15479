package bot

import (
	"errors"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
)

// fromBot lists what the bot has said in a chat.
func (p phone) fromBot() (texts []string) {
	for _, m := range p.Messages() {
		if m.FromBot {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// restart ends the bot and starts another one on the same database.
func (w *world) restart() {
	w.t.Helper()
	w.stop()
	if err := w.store.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
	w.run()
}

// A screen that a crash cut off is shown by the next bot, as it is then, and once.
func TestACrashOwesTheScreen(t *testing.T) {
	w := newWorld(t).run()
	p, colleague := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "a-luoi")
	office := w.joined(9, flows.Office, "")
	w.stop()
	before := len(p.fromBot())
	for i, text := range []string{"12", "45"} { // committed, and the process dies before it shows anything
		if _, err := w.bot.take(t.Context(), message(1000+int64(i), 1, text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.bot.take(t.Context(), message(1002, 9, "/tiendo")); err != nil {
		t.Fatal(err)
	}
	w.restart()
	p.shows("cấp xã): 45 cuộc")
	office.shows("Tiến độ – Báo cáo 6 tháng")
	w.restart()
	colleague.says("tiếp", "▶ Số lượt người dự (cấp huyện)")
	if now := len(p.fromBot()); now != before+1 {
		t.Errorf("%d screens after two turns and two starts, want 1:\n%s", now-before, p.Transcript())
	}
	if n := w.number(`select count(*) from chat where shown < turn`); n > 1 { // the colleague's may not be written down yet
		t.Errorf("%d chats are still owed a screen", n)
	}
}

// An edited screen that is shown again is no second message.
func TestAnOwedScreenEditsTheSameMessage(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	last := p.Messages()[len(p.Messages())-1].ID
	w.stop()
	press := telegram.Update{ID: 1000, Kind: telegram.Press, Chat: 1, From: 1, Private: true, MessageID: last, PressID: "1", Data: "menu" + tag(w.desk())}
	if _, err := w.bot.take(t.Context(), press); err != nil {
		t.Fatal(err)
	}
	before := len(p.Messages())
	w.restart()
	p.shows("Đã trả lời 0/128 mục")
	if now := len(p.Messages()); now != before {
		t.Errorf("%d new messages, want the old one changed", now-before)
	}
}

// During an outage nothing is lost, and afterwards only the newest screen comes.
func TestAfterAnOutageTheNewestScreenComes(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	before := len(p.fromBot())
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.BadGateway, Times: 2})
	for _, text := range []string{"12", "45", "450"} {
		p.Say(text)
	}
	p.shows("450 lượt người")
	if now := p.fromBot()[before:]; len(now) > 2 || !strings.Contains(now[len(now)-1], "450 lượt người") {
		t.Errorf("after the outage the chat shows %d screens", len(now))
	}
	if n := len(w.report("a-luoi").Answers); n != 3 {
		t.Errorf("%d answers stored", n)
	}
}

// Who has blocked the bot is owed the screen until they are back, and is listed.
func TestABlockedChatIsPaidWhenItIsBack(t *testing.T) {
	w := newWorld(t).run()
	p, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Admin, "")
	w.server.Fault(emulator.Fault{Method: "sendMessage", Kind: emulator.BadGateway})
	p.Say("12") // the answer waits for the outage to end
	p.Block()
	eventually(t, "found out", func() bool { return w.number(`select reachable from person where id = 1`) == 0 })
	office.says("không liên lạc", "huyện A Lưới – cadre a-luoi")
	eventually(t, "committed", func() bool { return len(w.report("a-luoi").Answers) == 1 })
	w.restart()
	p.Unblock()
	p.shows("12 cuộc")
	office.says("/khonglienlac", "Mọi người đều nhận được")
}

// Ten thousand updates that come again change nothing and show nothing.
func TestRedeliveredUpdatesDoNothing(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	w.stop()
	w.bot.lanes.open(t.Context())
	batch := make([]telegram.Update, 100)
	for i := range batch {
		batch[i] = message(1000+int64(i), 1, []string{"7", "quay lại"}[i%2])
	}
	for range 101 {
		if err := w.bot.receive(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	w.bot.lanes.drain(patience)
	if turns := w.number(`select turn from chat where person = 1`); turns != 101 {
		t.Errorf("%d turns, want the first one and 100", turns)
	}
	if n := w.number(`select count(*) from answer`); n != 50 {
		t.Errorf("%d answers, want one for each 7", n)
	}
	if shown := len(p.fromBot()); shown > 101 {
		t.Errorf("%d screens were shown", shown)
	}
}

// An update that cannot be decoded, or that makes the program panic, is kept aside
// with its error; the chat goes on.
func TestAnUpdateThatCannotBeTakenIsParked(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	w.stop()
	w.bot.lanes.open(t.Context())
	bad := telegram.Update{ID: 1000, Kind: telegram.Bad, Raw: []byte(`{"update_id":1000,"message":7}`), Err: errors.New("a number where a message should be")}
	w.bot.plans = nil // whoever talks now makes the program panic
	panics := message(1001, 1, "12")
	panics.Raw = []byte(`{"update_id":1001}`)
	if err := w.bot.receive(t.Context(), []telegram.Update{bad, panics}); err != nil {
		t.Fatal(err)
	}
	w.bot.lanes.drain(patience)
	p.shows("Xin lỗi đồng chí")
	for id, want := range map[int64]string{1000: "a number where", 1001: "panic: runtime.errorString"} {
		var why, raw string
		w.row(&why, &raw, id)
		if !strings.Contains(why, want) || !strings.Contains(raw, "update_id") {
			t.Errorf("parked update %d: %q, %q", id, why, raw)
		}
	}
	w.restart()
	p.says("12", "12 cuộc")
}

// A clock that goes back stops nothing and loses nothing.
func TestAClockSetBack(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("12", "12 cuộc")
	w.stop()
	w.store.Close()
	w.open()
	w.bot.now = func() time.Time { return today.Add(-72 * time.Hour) }
	w.run()
	p.says("45", "45 cuộc")
	p.says("quay lại", "▶ Số hội nghị, hoạt động quán triệt, hướng dẫn (cấp xã): 45 cuộc")
	if n := len(w.report("a-luoi").Answers); n != 2 {
		t.Errorf("%d answers", n)
	}
}

// Behind a flood from one chat everybody else is answered all the same, and at the
// pace Telegram allows the flood is shown the newest screens instead of thousands.
func TestAFloodFromOneChat(t *testing.T) {
	w := newWorld(t)
	w.limit(telegram.Rate{PerSecond: 1, Burst: 3})
	w.run()
	loud, calm := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc")
	const flood = 600
	for range flood {
		loud.Say("gà")
	}
	calm.says("12", "12 cuộc")
	eventually(t, "all taken", func() bool { return w.number(`select turn from chat where person = 1`) == flood+1 })
	if shown := len(loud.fromBot()); shown > 40 {
		t.Errorf("%d screens for %d messages", shown, flood)
	}
}
