package bot

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// books lists the workbooks a chat shows, by caption and bytes.
func (p phone) books() (list []book) {
	for _, m := range p.Messages() {
		if m.File != nil && m.FromBot {
			list = append(list, book{m.Text, m.File.Data})
		}
	}
	return list
}

type book struct {
	caption string
	data    []byte
}

// gets waits until a chat has so many workbooks and gives the newest one.
func (p phone) gets(n int, caption string) book {
	p.w.t.Helper()
	p.waits(caption, func([]emulator.Message) bool { return len(p.books()) >= n })
	eventually(p.w.t, "written down", func() bool { // until then asking again is the same order
		return p.w.number("select count(*) from notice where kind like 'workbook%' and attempt > 0 and done_ms = 0") == 0
	})
	list := p.books()
	if len(list) != n || !strings.Contains(list[n-1].caption, caption) {
		p.w.t.Fatalf("%d workbooks, the newest says %q, want %d and %q", len(list), list[len(list)-1].caption, n, caption)
	}
	return list[n-1]
}

// editions counts what is kept.
func (w *world) editions() int64 { return w.number("select count(*) from edition") }

// at starts the bot again at another moment.
func (w *world) at(now time.Time) {
	w.t.Helper()
	w.stop()
	if err := w.store.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
	w.bot.now = func() time.Time { return now }
	w.run()
}

// sends has a cadre send the report of a unit.
func (p phone) sends() {
	p.w.t.Helper()
	p.says("gửi", "Gửi báo cáo")
	p.says("đồng ý", "Đã gửi báo cáo")
}

// Each workbook has its number; what is asked for twice is the same bytes, and a number
// can be asked for again.
func TestEditionsOfTheWorkbook(t *testing.T) {
	w := newWorld(t).run()
	cadre, office, admin := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, ""), w.joined(8, flows.Admin, "")
	office.says("/lan", "chưa có bảng tổng hợp nào")
	cadre.says("12", "12 cuộc")
	office.Say("/tonghop")
	first := office.gets(1, "Lần 1, 14:05 28/5/2024, 0/2 đơn vị đã gửi; tính mọi số đã nhập")
	admin.Say("tong hop")
	same := admin.gets(1, "Lần 1, 14:05 28/5/2024, 0/2 đơn vị đã gửi; tính mọi số đã nhập, kể cả của đơn vị chưa gửi.\nChưa có gì thay đổi từ lần 1")
	office.Say("tổng hợp đã gửi")
	sent := office.gets(2, "Lần 2, 14:05 28/5/2024, 0/2 đơn vị đã gửi; chỉ tính báo cáo đã gửi")
	cadre.says("45", "45 cuộc")
	cadre.sends()
	office.shows("huyện A Lưới đã gửi lúc 14:05 28/5 (biên nhận số 1)\nBáo cáo 6 tháng: 1/2 đơn vị đã gửi.")
	office.Say("Tổng hợp")
	third := office.gets(3, "Lần 3, 14:05 28/5/2024, 1/2 đơn vị đã gửi; tính mọi số")
	for i, again := range []string{"/tonghop lần 1", "tong hop lan 1", "lần 1", "TỔNG HỢP 1"} {
		office.Say(again)
		if b := office.gets(4+i, "Lần 1, 14:05"); !bytes.Equal(b.data, first.data) {
			t.Errorf("%q gives other bytes", again)
		}
	}
	office.says("lần", "Lần 2, 14:05 28/5/2024, 0/2 đơn vị đã gửi; chỉ tính báo cáo đã gửi.")
	if err := office.Press("Lần 2"); err != nil {
		t.Fatal(err)
	}
	if b := office.gets(8, "Lần 2"); !bytes.Equal(b.data, sent.data) {
		t.Error("the button gives other bytes")
	}
	office.says("/tonghop lần 7", "Không có bảng tổng hợp lần 7.")
	if !bytes.Equal(first.data, same.data) || bytes.Equal(first.data, third.data) || w.editions() != 3 {
		t.Errorf("%d editions", w.editions())
	}
}

// Evidence that comes or goes is a change, and so is the deadline for who is missing.
func TestWhatMakesANewEdition(t *testing.T) {
	w := newWorld(t).run()
	w.joined(1, flows.Cadre, "a-luoi")
	now := today
	want := func(number int, same bool, after string) {
		t.Helper()
		h, err := HandEdition(t.Context(), w.store, Want{Round: "r"}, now)
		if err != nil || h.Edition.Number != number || h.Same != same {
			t.Errorf("after %s: edition %d, same %v, %v; want %d, %v", after, h.Edition.Number, h.Same, err, number, same)
		}
	}
	want(1, false, "nothing")
	now = now.Add(time.Hour)
	want(1, true, "an hour")
	w.update(func(tx *storage.Tx) error {
		return tx.AddEvidence("r", "a-luoi", []flows.Evidence{{Card: "I.1", Kind: flows.Photo, By: 1, At: now}})
	})
	want(2, false, "a photo")
	w.update(func(tx *storage.Tx) error { return tx.RemoveEvidence("r", "a-luoi", []int64{1}, 1, now) })
	want(3, false, "its removal")
	want(3, true, "nothing more")
	w.update(func(tx *storage.Tx) error { return tx.Happen("r", "a-luoi", storage.Excused, 1, "", now) })
	want(4, false, "an exemption")
	w.update(func(tx *storage.Tx) error {
		return tx.OpenRound(flows.Round{ID: "r2", Outline: "first-half-2024"}, outline.Source("first-half-2024"), []flows.UnitID{"a-luoi"})
	})
	w.update(func(tx *storage.Tx) error { return tx.Happen("r2", "a-luoi", storage.Sent, 1, "", now) })
	want(4, true, "something in another round")
	w.update(func(tx *storage.Tx) error {
		r, err := tx.Round("r")
		if err != nil {
			return err
		}
		r.ID, r.Previous = "r3", "r"
		return tx.OpenRound(r, outline.Source("first-half-2024"), []flows.UnitID{"a-luoi"})
	})
	now = time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone)
	want(5, false, "the deadline")
	want(5, true, "it")
	w.update(func(tx *storage.Tx) error { return tx.Happen("r", "phu-loc", storage.Sent, 1, "", now) })
	want(6, false, "the last unit")
	r3 := func(number int, same bool, after string) {
		t.Helper()
		h, err := HandEdition(t.Context(), w.store, Want{Round: "r3"}, now)
		if err != nil || h.Edition.Number != number || h.Same != same {
			t.Errorf("after %s: edition %d of the next round, same %v, %v", after, h.Edition.Number, h.Same, err)
		}
	}
	r3(1, false, "nothing")
	r3(1, true, "nothing more")
	w.update(func(tx *storage.Tx) error {
		renamed := units[1]
		renamed.Name = "huyện A Lưới mới"
		return tx.PutUnits([]flows.Unit{renamed})
	})
	r3(2, false, "a unit renamed")
	r3(2, true, "nothing more")
	w.update(func(tx *storage.Tx) error { return tx.Happen("r", "phu-loc", storage.Approved, 1, "", now) })
	r3(3, false, "a change in the round before, which stands beside it")
}

// What an edition is made from: its own line, the one before, and the reports as that
// one had them, whatever has happened since.
func TestAnEditionKnowsTheOneBefore(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("12 45", "▶ Số lượt người")
	for _, counts := range []report.Counts{report.CountsAll, report.CountsSent} { // the second is no measure for what changed
		if _, err := HandEdition(t.Context(), w.store, Want{Round: "r", Counts: counts}, today); err != nil {
			t.Fatal(err)
		}
	}
	p.says("450", "450 lượt")
	p.says("quay lại", "▶ Số lượt người dự (cấp huyện)")
	p.says("460", "450 lượt người → 460 lượt người")
	p.sends()
	now := today.Add(time.Hour)
	d, err := draft(t.Context(), w.store, Want{Round: "r"}, now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report.Edition{Number: 3, At: now, Sent: 1, Expected: 2}, d.in.Edition); diff != "" {
		t.Error(diff)
	}
	if last := d.in.Last; !last.At.Equal(today) || last.Number != 1 || last.Sent != 0 || last.Expected != 2 || last.Counts != report.CountsAll {
		t.Errorf("the one before: %+v", last)
	}
	before, after := map[flows.QuestionID]int64{}, map[flows.QuestionID]int64{}
	for q, a := range d.in.LastReports["a-luoi"].Answers {
		before[q] = a.Number
	}
	for q, a := range d.in.Reports["a-luoi"].Answers {
		after[q] = a.Number
	}
	if diff := cmp.Diff(map[flows.QuestionID]int64{"quan_triet.hoi_nghi@huyen": 12, "quan_triet.hoi_nghi@xa": 45}, before); diff != "" {
		t.Error(diff)
	}
	if len(after) != 3 || after["quan_triet.luot_nguoi@huyen"] != 460 || d.in.LastReports["a-luoi"].Sent() || d.in.Counts != report.CountsAll {
		t.Errorf("now: %v", after)
	}
}

// Many at once, each past the bot's own lock as another program would: one edition, the
// same bytes for all.
func TestOfficersWhoAskAtOnceGetOneEdition(t *testing.T) {
	w := newWorld(t)
	var asking sync.WaitGroup
	got := make([]Handed, 8)
	for i := range got {
		asking.Go(func() {
			var err error
			if got[i], err = HandEdition(t.Context(), w.store, Want{Round: "r"}, today.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Error(err)
			}
		})
	}
	asking.Wait()
	w.run()
	office, admin := w.joined(9, flows.Office, ""), w.joined(8, flows.Admin, "")
	for _, p := range []phone{office, admin} {
		p.Say("/tonghop đã gửi")
	}
	if !bytes.Equal(office.gets(1, "Lần 2").data, admin.gets(1, "Lần 2").data) {
		t.Error("two officers got two workbooks")
	}
	made := 0
	for _, h := range got {
		if !h.Same {
			made++
		}
		if h.Edition.Number != 1 || !bytes.Equal(h.File, got[0].File) {
			t.Errorf("edition %d of %d bytes", h.Edition.Number, len(h.File))
		}
	}
	if made != 1 || w.editions() != 2 {
		t.Errorf("%d were made, %d kept", made, w.editions())
	}
}

// A number that somebody takes while a workbook is made is not taken twice: the workbook
// is made again, with what that one was made from as the one before.
func TestANumberTakenMeanwhile(t *testing.T) {
	w := newWorld(t)
	d, err := draft(t.Context(), w.store, Want{Round: "r"}, today)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := HandEdition(t.Context(), w.store, Want{Round: "r", Counts: report.CountsSent}, today); err != nil {
		t.Fatal(err)
	}
	err = w.store.Update(t.Context(), func(tx *storage.Tx) error { return tx.AddEdition(d.Edition, []byte("x")) })
	if !errors.Is(err, storage.ErrTaken) {
		t.Errorf("kept: %v", err)
	}
	h, err := HandEdition(t.Context(), w.store, Want{Round: "r"}, today)
	if err != nil || h.Edition.Number != 2 {
		t.Errorf("edition %d, %v", h.Edition.Number, err)
	}
}

// owedBook is an order that a turn has committed, as a crash finds it.
func (w *world) owedBook(kind string) storage.Notice {
	w.t.Helper()
	w.update((*storage.Tx).FreeNotices)
	w.update(func(tx *storage.Tx) error { // what joining owes
		list, err := tx.TakeNotices(today, today, 10)
		for _, n := range list {
			err = errors.Join(err, tx.EndNotice(n.ID, storage.Delivered, today))
		}
		return err
	})
	var list []storage.Notice
	w.update(func(tx *storage.Tx) (err error) {
		if err := tx.Notify(storage.Notice{Person: 9, Kind: kind, Round: "r"}, today); err != nil {
			return err
		}
		list, err = tx.TakeNotices(today, today.Add(noticeLease), 10)
		return err
	})
	if len(list) != 1 {
		w.t.Fatalf("%d notices are due", len(list))
	}
	return list[0]
}

// The process dies between making an edition and sending it, and again after sending it:
// the notice hands out that edition, though figures have changed since.
func TestACrashHandsOutTheSameEdition(t *testing.T) {
	w := newWorld(t).run()
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(9, flows.Office, "")
	w.stop()
	n := w.owedBook("workbook|sent")
	made, err := w.bot.ordered(t.Context(), n, order{counts: report.CountsSent}) // and dies
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.bot.take(t.Context(), message(1000, 1, "12")); err != nil {
		t.Fatal(err)
	}
	w.restart()
	first := office.gets(1, "Lần 1,")
	w.stop()
	if _, err := w.bot.take(t.Context(), message(1001, 1, "45")); err != nil {
		t.Fatal(err)
	}
	n.Attempt = 2 // Telegram has it, but its answer was lost
	if err := w.bot.sendNotice(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	second := office.gets(2, "Lần 1,")
	if !bytes.Equal(made.File, first.data) || !bytes.Equal(made.File, second.data) || first.caption != second.caption || w.editions() != 1 {
		t.Errorf("%d editions; captions %q, %q", w.editions(), first.caption, second.caption)
	}
	if len(w.report("a-luoi").Answers) != 2 {
		t.Error("the cadre's answers are not there:", cadre.Transcript())
	}
}

// Who asks again while the first workbook is on its way gets the round as it is now, and
// not only what was made before; who asks twice before it is begun gets it once.
func TestAWorkbookAskedForAgainIsNotSwallowed(t *testing.T) {
	w := newWorld(t).run()
	w.joined(1, flows.Cadre, "a-luoi")
	office := w.joined(9, flows.Office, "")
	w.stop()
	n := w.owedBook(noticeWorkbook)
	if _, err := w.bot.ordered(t.Context(), n, order{}); err != nil { // and it is being sent
		t.Fatal(err)
	}
	for i, m := range []telegram.Update{message(1000, 1, "12"), message(1001, 9, "/tonghop"), message(1002, 9, "/tonghop")} {
		if _, err := w.bot.take(t.Context(), m); err != nil {
			t.Fatal(i, err)
		}
	}
	w.update(func(tx *storage.Tx) error { return tx.EndNotice(n.ID, storage.Delivered, today) })
	w.restart()
	office.gets(1, "Lần 2,")
	if n := w.number(`select count(*) from notice where kind = 'workbook'`); n != 2 {
		t.Errorf("%d workbooks were owed", n)
	}
}

// An answer of Telegram that is lost makes no second edition.
func TestALostAnswerMakesNoSecondEdition(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	w.server.Fault(emulator.Fault{Method: "sendDocument", Kind: emulator.DropAfter, Times: 1})
	office.Say("/tonghop")
	office.waits("both", func([]emulator.Message) bool { return len(office.books()) == 2 })
	if list := office.books(); !bytes.Equal(list[0].data, list[1].data) || w.editions() != 1 {
		t.Errorf("%d editions", w.editions())
	}
}

// Buttons and commands of the office in other hands do nothing, and a notice to somebody
// who is no officer any more ends without being sent.
func TestWorkbooksAreForTheOfficeAlone(t *testing.T) {
	w := newWorld(t).run()
	cadre, leader, stranger := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Leader, "a-luoi"), w.phone(66, "người lạ")
	stranger.says("xin chào", "thư mời")
	if _, err := HandEdition(t.Context(), w.store, Want{Round: "r"}, today); err != nil {
		t.Fatal(err)
	}
	owed := w.number("select count(*) from notice")
	for _, p := range []phone{cadre, leader, stranger} {
		for _, text := range []string{"/tonghop", "/tonghop lần 1", "/lan", "tổng hợp đã gửi", "/bantin", "bản tin bật"} {
			p.says(text, "")
		}
		for _, data := range []string{"book|all", "book|sent", "edition|1" + roundTag("r"), "lan", "bantin|on"} {
			chat := p.Messages()
			if err := p.PressOn(chat[len(chat)-1].ID, data); err != nil {
				t.Fatal(err)
			}
			p.says("trợ giúp", "")
		}
	}
	if now := w.number("select count(*) from notice"); now != owed || w.editions() != 1 || w.number("select count(*) from digest") != 0 {
		t.Errorf("%d notices, %d editions, %d digests", now-owed, w.editions(), w.number("select count(*) from digest"))
	}
	for _, kind := range []string{"workbook", "workbook|1", "workbook|deadline", "arrived|r", "digest|0|1"} {
		err := w.bot.sendNotice(context.Background(), storage.Notice{ID: 1, Person: 1, Kind: kind, Round: "r", Screen: plain("x"), Attempt: 1})
		if err != nil {
			t.Error(err)
		}
	}
	for _, p := range []phone{cadre, leader, stranger} {
		if slices.ContainsFunc(p.fromBot(), func(s string) bool { return strings.Contains(s, "Lần 1") || strings.Contains(s, "Bản tin") }) || len(p.books()) > 0 {
			t.Errorf("somebody who is not of the office sees:\n%s", p.Transcript())
		}
	}
}

func TestOrdersAsNoticesKeepThem(t *testing.T) {
	for kind, want := range map[string]order{"workbook": {}, "workbook|sent": {counts: report.CountsSent}, "workbook|approved": {counts: report.CountsApproved},
		"workbook|2": {again: 2}, "workbook|deadline": {why: storage.AtDeadline}, "workbook|complete": {why: storage.Complete}} {
		if got, ok := orderOf(kind); !ok || got != want || got.kind() != kind {
			t.Errorf("%q is %+v", kind, got)
		}
	}
	if _, ok := orderOf("arrived|r"); ok {
		t.Error("another notice is an order")
	}
}
