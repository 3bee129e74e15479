package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

var deadline = time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone)

// has waits until a chat shows something, not necessarily as its newest message.
func (p phone) has(n int, words string) {
	p.w.t.Helper()
	p.waits(words, func([]emulator.Message) bool { return p.count(words) >= n })
	if got := p.count(words); got != n {
		p.w.t.Errorf("%q stands in %d messages, want %d:\n%s", words, got, n, p.Transcript())
	}
}

func (p phone) count(words string) (n int) {
	for _, text := range p.fromBot() {
		if strings.Contains(text, words) {
			n++
		}
	}
	return n
}

// The bot is down when the deadline passes, at midnight. Started later that night it
// makes the edition at once and hands it out in the morning, once to each officer.
func TestTheDeadlinePassesWhileTheBotIsDown(t *testing.T) {
	w := newWorld(t).run()
	cadre, office, admin := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, ""), w.joined(8, flows.Admin, "")
	cadre.says("12", "12 cuộc")
	w.at(deadline.Add(-time.Minute))
	cadre.says("45", "45 cuộc")
	if w.editions() != 0 {
		t.Error("an edition before the deadline")
	}
	w.at(deadline.Add(2 * time.Hour))
	eventually(t, "planned", func() bool { return w.number("select count(*) from planned") == 1 })
	cadre.says("450", "450 lượt") // late, and not in it
	w.at(deadline.Add(6 * time.Hour))
	cadre.says("1200", "1.200 lượt")
	if len(office.books())+len(admin.books()) > 0 {
		t.Error("the office was woken")
	}
	w.at(deadline.Add(7 * time.Hour))
	one := office.gets(1, "⏰ Đã hết hạn gửi (trước ngày 30/5/2024).\nBảng tổng hợp – Báo cáo 6 tháng\nLần 1, 02:00 30/5/2024, 0/2 đơn vị đã gửi")
	two := admin.gets(1, "⏰ Đã hết hạn gửi")
	w.at(deadline.Add(8 * time.Hour))
	cadre.says("tiếp", "")
	if !bytes.Equal(one.data, two.data) || len(office.books()) != 1 || w.editions() != 1 || len(cadre.books()) != 0 {
		t.Errorf("%d editions, %d workbooks", w.editions(), len(office.books()))
	}
}

// A round that was opened when its deadline was over owes nobody anything.
func TestOnlyARoundThatWasOpenHasADeadline(t *testing.T) {
	w := newWorld(t).run()
	w.joined(9, flows.Office, "")
	w.update(func(tx *storage.Tx) error {
		return tx.OpenRound(flows.Round{ID: "old", Outline: "first-half-2024", Deadline: today.AddDate(-1, 0, 0), Opened: today}, nil, []flows.UnitID{"a-luoi"})
	})
	if err := w.bot.planWorkbooks(t.Context()); err != nil || w.number("select count(*) from planned") != 0 {
		t.Errorf("planned, %v", err)
	}
}

// Planning that is cut off is done again, and what is planned twice at once is owed once.
func TestAWorkbookIsPlannedOnce(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	w.stop()
	w.bot.now = func() time.Time { return deadline.Add(9 * time.Hour) }
	if _, err := w.bot.hand(t.Context(), Want{Round: "r"}); err != nil { // and the process dies
		t.Fatal(err)
	}
	for range 2 {
		err := errors.Join(w.bot.planWorkbook(t.Context(), dueBook{"r", storage.AtDeadline}), w.bot.planWorkbooks(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
	}
	w.at(deadline.Add(10 * time.Hour))
	office.gets(1, "Chưa có gì thay đổi từ lần 1")
	if err := w.bot.planWorkbook(t.Context(), dueBook{"r", storage.AtDeadline}); err != nil { // by another program, that looked before
		t.Fatal(err)
	}
	office.says("xin chào", "/tonghop")
	if n := w.number("select count(*) from notice where kind like 'workbook%'"); n != 1 || w.editions() != 1 {
		t.Errorf("%d notices, %d editions", n, w.editions())
	}
}

// The last unit that is expected sends: each officer gets the workbook, once. An excused
// unit is not expected.
func TestTheLastUnitSends(t *testing.T) {
	w := newWorld(t).run()
	one, two, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc"), w.joined(9, flows.Office, "")
	plan := func() {
		t.Helper()
		if err := w.bot.planWorkbooks(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	one.says("12", "12 cuộc")
	one.sends()
	plan()
	if w.editions() != 0 {
		t.Error("one of two has sent, and there is an edition")
	}
	two.says("7", "7 cuộc")
	two.sends()
	plan()
	office.gets(1, "🏁 Mọi đơn vị phải báo cáo đều đã gửi.\nBảng tổng hợp – Báo cáo 6 tháng\nLần 1, 14:05 28/5/2024, 2/2 đơn vị đã gửi")
	w.update(func(tx *storage.Tx) error { return tx.Happen("r", "a-luoi", storage.Revise, 9, "nhầm", today) })
	plan()
	one.sends()
	plan()
	office.has(1, "huyện A Lưới gửi lại sau chỉnh lý lúc 14:05 28/5 (biên nhận số 3)\nBáo cáo 6 tháng: 2/2 đơn vị đã gửi.")
	if len(office.books()) != 1 {
		t.Errorf("%d workbooks", len(office.books()))
	}
	w.openRound(flows.Round{ID: "r2"})
	w.update(func(tx *storage.Tx) error { return tx.Happen("r2", "a-luoi", storage.Excused, 9, "", today) })
	plan()
	if n := w.number("select count(*) from planned where round = 'r2'"); n != 0 {
		t.Error("a round of nobody is complete")
	}
}

// What comes in at night waits until seven and is one message; by day each is told at
// once. Nobody but the office hears of it.
func TestArrivalsWaitForTheMorning(t *testing.T) {
	night := time.Date(2024, 5, 28, 20, 0, 0, 0, flows.Zone)
	w := newWorld(t).run()
	one, two := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc")
	office, admin := w.joined(9, flows.Office, ""), w.joined(8, flows.Admin, "")
	one.says("12", "12 cuộc")
	two.says("7", "7 cuộc")
	w.at(night.Add(-time.Minute))
	one.sends()
	office.has(1, "📨 huyện A Lưới đã gửi lúc 19:59 28/5 (biên nhận số 1)\nBáo cáo 6 tháng: 1/2 đơn vị đã gửi.")
	admin.has(1, "📨 huyện A Lưới đã gửi")
	w.at(night)
	one.says("sửa báo cáo", "Báo cáo sẽ thành chưa gửi")
	one.presses("✏️ Mở lại để sửa", "Báo cáo đã mở lại")
	one.sends()
	w.at(night.Add(10*time.Hour + 59*time.Minute)) // 06:59
	two.sends()
	office.says("xin chào", "/tonghop")
	if n := office.count("📨"); n != 1 {
		t.Errorf("the office was told %d times by night", n)
	}
	w.at(night.Add(11 * time.Hour))
	want := "📨 2 lượt gửi báo cáo\n• huyện A Lưới gửi lại lúc 20:00 28/5 (biên nhận số 2)\n• huyện Phú Lộc đã gửi lúc 06:59 29/5 (biên nhận số 3)\nBáo cáo 6 tháng: 2/2 đơn vị đã gửi."
	office.has(1, want)
	admin.has(1, want)
	w.at(night.Add(12 * time.Hour))
	two.says("tiếp", "")
	if office.count("📨") != 2 || one.count("lượt gửi báo cáo")+two.count("lượt gửi báo cáo")+one.count("1/2 đơn vị") > 0 {
		t.Errorf("the office:\n%s", office.Transcript())
	}
}

func TestTheHoursOfTheOffice(t *testing.T) {
	day := func(d, h, m int) time.Time { return time.Date(2024, 5, d, h, m, 0, 0, flows.Zone) }
	for _, c := range []struct{ at, daytime, last, next time.Time }{ // 31/5/2024 is a Friday
		{day(29, 6, 59), day(29, 7, 0), day(28, 7, 0), day(29, 7, 0)},
		{day(29, 7, 0), day(29, 7, 0), day(29, 7, 0), day(30, 7, 0)},
		{day(29, 19, 59), day(29, 19, 59), day(29, 7, 0), day(30, 7, 0)},
		{day(29, 20, 0), day(30, 7, 0), day(29, 7, 0), day(30, 7, 0)},
		{day(31, 23, 0), day(32, 7, 0), day(31, 7, 0), day(34, 7, 0)},
		{day(33, 12, 0), day(33, 12, 0), day(31, 7, 0), day(34, 7, 0)},
		{day(34, 0, 0), day(34, 7, 0), day(31, 7, 0), day(34, 7, 0)},
	} {
		at := c.at.UTC()
		if !daytime(at).Equal(c.daytime) || !lastMorning(at).Equal(c.last) || !nextMorning(at).Equal(c.next) {
			t.Errorf("%s: daytime %s, last morning %s, next morning %s", c.at, daytime(at), lastMorning(at), nextMorning(at))
		}
	}
}

// A running bot looks every minute.
func TestTheBotLooksEveryMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "bot.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		gateway, err := telegram.New(telegram.Options{Token: token})
		if err != nil {
			t.Fatal(err)
		}
		b := New(store, gateway, Options{Log: slog.New(slog.DiscardHandler)})
		err = store.Update(t.Context(), func(tx *storage.Tx) error {
			round := flows.Round{ID: "r", Outline: "first-half-2024", Opened: time.Now(), Deadline: time.Now().Add(90 * time.Second)}
			return errors.Join(tx.PutUnits(units), tx.OpenRound(round, outline.Source("first-half-2024"), []flows.UnitID{"a-luoi"}))
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { b.keepPlanning(ctx); close(ended) }()
		for minute, want := range []bool{false, false, true} {
			synctest.Wait()
			err := store.View(t.Context(), func(tx *storage.Tx) error {
				planned, err := tx.Planned("r")
				if planned[storage.AtDeadline] != want {
					t.Errorf("after %d minutes: planned %v", minute, planned)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(planLook) // of the bubble's clock
		}
		stop()
		<-ended
	})
}

// Once the only unit that is missing is excused, all that are expected have sent.
func TestAnExcusedUnitIsNotExpected(t *testing.T) {
	w := newWorld(t).run()
	one, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
	one.says("12", "12 cuộc")
	one.sends()
	office.has(1, "1/2 đơn vị đã gửi")
	w.update(func(tx *storage.Tx) error {
		return tx.Happen("r", "phu-loc", storage.Excused, 9, "sắp xếp lại", today)
	})
	if err := w.bot.planWorkbooks(t.Context()); err != nil {
		t.Fatal(err)
	}
	office.gets(1, "🏁 Mọi đơn vị phải báo cáo đều đã gửi.\nBảng tổng hợp – Báo cáo 6 tháng\nLần 1, 14:05 28/5/2024, 1/1 đơn vị đã gửi")
}
