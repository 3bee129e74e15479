package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

// A round is closed while two units are at work and opened again for one of them. What
// is asked of the closed one changes nothing, from whatever button or message.
func TestARoundIsClosedAndOpenedAgainForOneUnit(t *testing.T) {
	w := newWorld(t).run()
	luoi, loc, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc"), w.joined(9, flows.Office, "")
	luoi.says("12", "12 cuộc")
	loc.says("12", "12 cuộc")
	w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, today) })
	w.bot.noticed()
	luoi.has(1, "🔒 Đợt Báo cáo 6 tháng đã chốt ngày 28/5/2024. Báo cáo của huyện A Lưới chưa gửi")
	luoi.says("45", "Chưa làm gì: đợt báo cáo đã chốt ngày 28/5/2024")
	if err := luoi.Press("Không phát sinh"); err == nil { // the card before, whose button is still there
		luoi.shows("đã chốt ngày 28/5/2024")
	}
	luoi.says("gửi", "Chưa làm gì: đợt báo cáo đã chốt")
	if err := w.bot.planWorkbooks(t.Context()); err != nil {
		t.Fatal(err)
	}
	office.gets(1, "🔒 Đợt báo cáo đã chốt.\nBảng tổng hợp – Báo cáo 6 tháng\nLần 1")
	w.update(func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "a-luoi", 9, today) })
	w.bot.noticed()
	luoi.has(1, "🔓 Văn phòng đã mở lại đợt Báo cáo 6 tháng cho huyện A Lưới.")
	luoi.says("tiếp", "▶")
	luoi.says("45", "45 cuộc")
	loc.says("45", "Chưa làm gì: đợt báo cáo đã chốt")
	if a, b := w.report("a-luoi"), w.report("phu-loc"); len(a.Answers) != 2 || len(b.Answers) != 1 {
		t.Errorf("%d and %d answers", len(a.Answers), len(b.Answers))
	}
	w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, today) })
	w.bot.noticed()
	luoi.has(2, "🔒 Đợt Báo cáo 6 tháng đã chốt")
	luoi.says("46", "Chưa làm gì: đợt báo cáo đã chốt")
	if err := w.bot.planWorkbooks(t.Context()); err != nil {
		t.Fatal(err)
	}
	office.gets(2, "🔒 Đợt báo cáo đã chốt.")
	loc.has(1, "🔒 Đợt Báo cáo 6 tháng đã chốt") // it was closed for it all the time
}

// What is wrong with a wish about a round changes nothing.
func TestWhatCannotBeDoneToARound(t *testing.T) {
	w := newWorld(t)
	try := func(want error, do func(*storage.Tx) error) {
		t.Helper()
		if err := w.store.Update(t.Context(), do); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	extend := func(to, now time.Time) func(*storage.Tx) error {
		return func(tx *storage.Tx) error { return ExtendRound(tx, "r", to, 0, now) }
	}
	try(ErrNotLater, extend(deadline, today))
	try(ErrPast, extend(deadline.AddDate(0, 0, 1), deadline.AddDate(0, 0, 5)))
	try(ErrRoundOpen, func(tx *storage.Tx) error { return ReopenRound(tx, "r", 0, today) })
	try(ErrRoundOpen, func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "a-luoi", 0, today) })
	try(nil, func(tx *storage.Tx) error { return CloseRound(tx, "r", 0, today) })
	try(ErrRoundClosed, func(tx *storage.Tx) error { return CloseRound(tx, "r", 0, today) })
	try(ErrRoundClosed, extend(deadline.AddDate(0, 0, 5), today))
	try(ErrNotOfRound, func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "tinh", 0, today) })
	try(nil, func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "a-luoi", 0, today) })
	try(ErrUnitOpen, func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "a-luoi", 0, today) })
	try(storage.ErrNotFound, func(tx *storage.Tx) error { return CloseRound(tx, "none", 0, today) })
	if n := w.number("select count(*) from audit where act in ('closed', 'opened again', 'extended')"); n != 2 {
		t.Errorf("%d deeds", n)
	}
}

// A round is opened under an id that is free, and the deed is kept.
func TestARoundIsOpenedUnderAFreeID(t *testing.T) {
	w := newWorld(t)
	var opened flows.Round
	w.update(func(tx *storage.Tx) (err error) {
		opened, err = OpenRound(tx, NewRound{Round: flows.Round{ID: "r", Name: "Đợt hai", Outline: "first-half-2024", Deadline: deadline},
			Source: outline.Source("first-half-2024"), Asked: []flows.UnitID{"a-luoi"}}, 9, today)
		return err
	})
	if opened.ID != "r-2" || !opened.Opened.Equal(today) || w.number("select count(*) from audit where act = 'opened' and round = 'r-2' and person = 9") != 1 {
		t.Errorf("%+v", opened)
	}
	err := w.store.Update(t.Context(), func(tx *storage.Tx) error {
		_, err := OpenRound(tx, NewRound{Round: flows.Round{ID: "x", Previous: "none"}}, 9, today)
		return err
	})
	if !errors.Is(err, storage.ErrNotFound) {
		t.Error(err)
	}
}

// The deadline passes, the office has its workbook; then the round is extended at night.
// By day each person of a unit that has not delivered is told once; reminders follow the
// new deadline, no day twice; what is sent now is on time; the new deadline brings the
// workbook once more.
func TestARoundIsExtendedAfterItsDeadline(t *testing.T) {
	inBubble(t, "29/5 07:30", func(w *simworld) {
		luoi, loc, office := w.joins(1, flows.Cadre, "a-luoi"), w.joins(2, flows.Cadre, "phu-loc"), w.joins(9, flows.Office, "")
		w.says(loc, "29/5 09:00", "12", "gửi", "đồng ý")
		w.until(may("30/5 21:00"))
		w.wants(luoi, "29/5 08:00", "30/5 08:00")
		w.update(func(tx *storage.Tx) error { return ExtendRound(tx, "r", may("5/6 00:00"), 9, w.now()) })
		w.until(may("31/5 06:59"))
		if heardOf(luoi, "gia hạn") != 0 {
			t.Error("told at night")
		}
		w.until(may("31/5 07:30"))
		if heardOf(luoi, "📅 Đợt Báo cáo 6 tháng được gia hạn: gửi trước ngày 5/6/2024 (hết ngày 4/6).") != 1 || heardOf(loc, "gia hạn") != 0 {
			t.Errorf("told:\n%s\n%s", luoi.Transcript(), loc.Transcript())
		}
		if n := heardOf(office, "⏰ Đã hết hạn gửi (trước ngày 30/5/2024)"); n != 1 {
			t.Errorf("%d workbooks of the old deadline:\n%s", n, office.Transcript())
		}
		w.until(may("4/6 12:00"))
		w.wants(luoi, "29/5 08:00", "30/5 08:00", "31/5 08:00", "3/6 08:00", "4/6 08:00")
		w.says(luoi, "4/6 13:00", "12", "gửi", "đồng ý")
		if heardOf(luoi, "đúng hạn") == 0 {
			t.Errorf("sent late:\n%s", luoi.Transcript())
		}
		w.until(may("5/6 07:30"))
		if n := heardOf(office, "⏰ Đã hết hạn gửi (trước ngày 5/6/2024)"); n != 1 {
			t.Errorf("%d workbooks of the new deadline:\n%s", n, office.Transcript())
		}
	})
}

// A round is closed before its deadline: no reminder more, no workbook of the deadline,
// also when it is opened again after it.
func TestAClosedRoundRemindsNobody(t *testing.T) {
	inBubble(t, "28/5 07:30", func(w *simworld) {
		luoi, office := w.joins(1, flows.Cadre, "a-luoi"), w.joins(9, flows.Office, "")
		w.until(may("28/5 09:00"))
		w.wants(luoi, "28/5 08:00")
		w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, w.now()) })
		w.until(may("31/5 12:00"))
		w.wants(luoi, "28/5 08:00")
		w.update(func(tx *storage.Tx) error { return ReopenRound(tx, "r", 9, w.now()) })
		w.until(may("31/5 12:30"))
		if heardOf(office, "🔒 Đợt báo cáo đã chốt.") != 1 || heardOf(office, "Đã hết hạn gửi") != 0 || heardOf(luoi, "đã mở lại đợt") != 1 {
			t.Errorf("told:\n%s\n%s", office.Transcript(), luoi.Transcript())
		}
	})
}

// A round that was opened again for all reminds on the dates that come, those of a new
// deadline included, and makes up for none that was over when it was opened again: its
// people have just been told.
func TestARoundOpenedAgainMakesUpForNothing(t *testing.T) {
	inBubble(t, "27/5 07:30", func(w *simworld) {
		luoi := w.joins(1, flows.Cadre, "a-luoi")
		w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, w.now()) })
		w.until(may("31/5 10:00"))
		w.update(func(tx *storage.Tx) error { return ReopenRound(tx, "r", 9, w.now()) })
		w.until(may("31/5 12:00"))
		w.wants(luoi)
		w.update(func(tx *storage.Tx) error { return ExtendRound(tx, "r", may("5/6 00:00"), 9, w.now()) })
		w.until(may("5/6 12:00"))
		w.wants(luoi, "3/6 08:00", "4/6 08:00", "5/6 08:00")
		if heardOf(luoi, "đã mở lại đợt") != 1 || heardOf(luoi, "gia hạn") != 1 {
			t.Errorf("told:\n%s", luoi.Transcript())
		}
	})
}

// Opened again before the hour of the day, it reminds on that day.
func TestARoundOpenedAgainInTheMorning(t *testing.T) {
	inBubble(t, "27/5 07:30", func(w *simworld) {
		luoi := w.joins(1, flows.Cadre, "a-luoi")
		w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, w.now()) })
		w.until(may("29/5 07:30"))
		w.update(func(tx *storage.Tx) error { return ReopenRound(tx, "r", 9, w.now()) })
		w.until(may("29/5 12:00"))
		w.wants(luoi, "29/5 08:00")
	})
}

// A round that is closed and opened again for one unit reminds that unit as an open one
// does, from the next date on, and nobody else; once it has sent, or the round is closed
// for it too, nobody at all.
func TestAUnitOpenedAgainAloneIsReminded(t *testing.T) {
	inBubble(t, "27/5 07:30", func(w *simworld) {
		luoi, loc, office := w.joins(1, flows.Cadre, "a-luoi"), w.joins(2, flows.Cadre, "phu-loc"), w.joins(9, flows.Office, "")
		w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, w.now()) })
		w.says(office, "28/5 09:00", "/lich")
		if got := last(office).Text; !strings.Contains(got, "bot không nhắc ai.") || !strings.Contains(got, "Nếu nhắc hôm nay: không ai.") {
			t.Errorf("of a closed round:\n%s", got)
		}
		w.update(func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "a-luoi", 9, w.now()) })
		w.until(may("28/5 19:00"))
		if heardOf(luoi, "đã mở lại đợt") != 1 {
			t.Errorf("not told:\n%s", luoi.Transcript())
		}
		w.wants(luoi) // who has just been told
		w.until(may("29/5 09:00"))
		w.wants(luoi, "29/5 08:00")
		w.says(office, "29/5 09:00", "/lich")
		if got := last(office).Text; !strings.Contains(got, "🔒 Đợt đã chốt: bot chỉ nhắc các đơn vị được mở lại riêng.") || !strings.Contains(got, "1 lượt người của 1 đơn vị – huyện A Lưới (1).") {
			t.Errorf("of one that is open for a unit:\n%s", got)
		}
		w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, w.now()) })
		w.until(may("30/5 12:00"))
		w.wants(luoi, "29/5 08:00")
		w.update(func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "phu-loc", 9, w.now()) })
		w.until(may("31/5 12:00"))
		w.wants(loc)
	})
}

// heardOf counts the bot's messages that say something.
func heardOf(p *emulator.Phone, words string) (n int) {
	for _, m := range p.Messages() {
		if m.FromBot && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// The office wants something corrected after the round was closed: it is open again for
// that unit, and both are told so.
func TestARevisionOpensAClosedRound(t *testing.T) {
	w := newWorld(t).run()
	luoi, loc, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc"), w.officer(9, flows.Office)
	luoi.sendsFour()
	w.update(func(tx *storage.Tx) error { return CloseRound(tx, "r", 9, today) })
	luoi.says("sửa báo cáo", "đã chốt")
	office.says("/chinhly a luoi", "chỉnh lý mục nào")
	office.says("1", "Đã chọn 1 mục")
	office.says("tiếp", "lý do")
	office.says("đề nghị xem lại số này", "Đợt đã chốt được mở lại riêng cho đơn vị này")
	office.says("đồng ý", "Đợt đã chốt được mở lại riêng cho đơn vị này")
	luoi.has(1, "Đợt đã chốt được mở lại riêng cho đơn vị này")
	luoi.presses("▶ Chỉnh lý", "chỉnh lý")
	luoi.says("13", "13 cuộc")
	loc.says("45", "đã chốt")
	err := w.store.View(context.Background(), func(tx *storage.Tx) error {
		units, err := tx.ReopenedUnits("r")
		if len(units) != 1 || units[0] != "a-luoi" {
			t.Errorf("opened again for %v", units)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What the command line does is true for the running bot at once, though it remembers
// what it has read.
func TestARoundClosedByAnotherProgramIsClosedAtOnce(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("12", "12 cuộc")
	other, err := storage.OpenExisting(t.Context(), w.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for _, c := range []struct {
		does func(*storage.Tx) error
		says string
	}{
		{func(tx *storage.Tx) error { return CloseRound(tx, "r", 0, today) }, "đã chốt"},
		{func(tx *storage.Tx) error { return ReopenUnit(tx, "r", "a-luoi", 0, today) }, "45 cuộc"},
		{func(tx *storage.Tx) error { return CloseRound(tx, "r", 0, today) }, "đã chốt"},
	} {
		if err := other.Update(t.Context(), c.does); err != nil {
			t.Fatal(err)
		}
		p.says("45", c.says)
	}
	if n := w.number(`select count(*) from answer`); n != 2 {
		t.Errorf("%d answers", n)
	}
}
