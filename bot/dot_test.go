package bot

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

// reporting makes the units of the world ones that rounds ask.
func (w *world) reporting() *world {
	w.update(func(tx *storage.Tx) error {
		list := append([]flows.Unit(nil), units...)
		for i := range list {
			list[i].Reports = list[i].Kind == "huyện"
		}
		return tx.PutUnits(list)
	})
	return w
}

// taps presses, one after the other, the first button of the newest message whose label
// begins so, and waits each time for what is expected.
func (p phone) taps(labelAndExpected ...string) {
	p.w.t.Helper()
	for i := 0; i < len(labelAndExpected); i += 2 {
		p.presses(p.labelled(labelAndExpected[i]), labelAndExpected[i+1])
	}
}

func (p phone) labelled(begins string) string {
	p.w.t.Helper()
	chat := p.Messages()
	for _, row := range chat[len(chat)-1].Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Text, begins) {
				return b.Text
			}
		}
	}
	p.w.t.Fatalf("no button %q under\n%s", begins, chat[len(chat)-1].Text)
	return ""
}

// hears waits for a message of the bot that says what is expected, whatever else comes.
func (p phone) hears(expected string) {
	p.w.t.Helper()
	p.waits("for "+expected, func(chat []emulator.Message) bool {
		for _, m := range chat {
			if m.FromBot && strings.Contains(m.Text, expected) {
				return true
			}
		}
		return false
	})
}

var toSummary = []string{"➕ Mở đợt mới", "theo đề cương nào?", "2. Sơ kết", "kỳ nào?", "1. 2019–2024", "Hỏi 2/2 đơn vị",
	"✅ Hỏi 2", "Hạn nộp?", "1. Trước ngày 5/6/2024", "Đợt sắp mở"}

// A whole round by taps alone; then a cadre who works on another round is told, fills a
// card of it, and is asked which report is meant.
func TestARoundIsOpenedByTaps(t *testing.T) {
	w := newWorld(t).reporting().run()
	admin := w.joined(8, flows.Admin, "")
	cadre := w.joined(1, flows.Cadre, "a-luoi")
	cadre.says("12 45 450 1200", "1.200 lượt người")
	admin.says("/dot", "1. 🟢 Báo cáo 6 tháng")
	admin.taps(toSummary...)
	admin.taps("👁 Xem như cán bộ", "XEM THỬ", "↩ Quay lại", "Đợt sắp mở", "✅ Mở đợt", "Đã mở đợt", "⏰ Lịch nhắc", "Lịch nhắc")
	admin.says("/dot", "🟢 Sơ kết giữa nhiệm kỳ")
	cadre.hears("🆕 Văn phòng mở đợt Sơ kết giữa nhiệm kỳ")
	cadre.presses("▶ Bắt đầu", "dòng 1/")
	cadre.says("Tập huấn cho cán bộ", "“Tập huấn cho cán bộ”")
	cadre.says("/doi", "1. huyện A Lưới – Sơ kết")
	cadre.says("đổi 2", "Báo cáo 6 tháng")
	if n := w.number(`select count(*) from answer where round = 'mid-term-2019-2024' and unit = 'a-luoi'`); n == 0 {
		t.Error("nothing is kept in the new round")
	}
	if n := w.number(`select count(*) from notice where kind = 'round opened'`); n != 1 {
		t.Errorf("%d notices of the new round", n)
	}
	if n := w.number(`select count(*) from audit where act = 'opened' and person = 8`); n != 1 {
		t.Errorf("%d openings in the audit", n)
	}
}

// Another by typing, with a slip and an odd date, other talk in between, and a restart.
func TestARoundIsOpenedByTyping(t *testing.T) {
	w := newWorld(t).reporting().run()
	admin := w.joined(8, flows.Admin, "")
	admin.says("/dot moi", "theo đề cương nào?")
	admin.says("1", "kỳ nào?")
	admin.says("6 tháng đàu", "Chưa đọc được kỳ")
	admin.says("từ 1/1 đến 30/6/2024", "Hỏi 2/2")
	w.stop()
	w.open()
	w.run()
	admin = w.phone(8, "admin ")
	admin.says("bỏ phú lộc", "Hỏi 1/2")
	admin.says("/tiendo", "Tiến độ")
	admin.says("tiếp", "") // the desk's: the draft is set aside
	admin.says("/dot", "đang soạn dở")
	admin.taps("▶ Soạn tiếp", "Hỏi 1/2")
	admin.says("tiếp", "Hạn nộp?")
	admin.says("31/6", "Không có ngày như vậy")
	admin.says("trước 10-6-2024", "Đợt sắp mở")
	admin.says("10", "Tên đợt")
	admin.says("Báo cáo bổ sung", "10. Tên: Báo cáo bổ sung")
	admin.says("mở đợt", "Đã mở đợt Báo cáo bổ sung")
	admin.taps("✉️ Lập danh sách mời", "Danh sách mời cán bộ – ")
	if n := w.number(`select count(*) from round_unit where round = 'first-half-2024' and unit = 'a-luoi'`); n != 1 {
		t.Error("the unit is not asked")
	}
	if n := w.number(`select count(*) from round_unit where round = 'first-half-2024'`); n != 1 {
		t.Errorf("%d units are asked, want 1", n)
	}
}

// From the phone: extended, closed, opened again for one unit, found without accents, and
// for all. An old button does nothing.
func TestARoundIsExtendedClosedAndReopened(t *testing.T) {
	w := newWorld(t).reporting().run()
	admin := w.joined(8, flows.Admin, "")
	cadre := w.joined(1, flows.Cadre, "a-luoi")
	admin.says("/dot 1", "Đã gửi: 0/2")
	admin.taps("📅 Gia hạn", "Hạn hiện nay: trước ngày 30/5/2024")
	admin.says("1/6", "còn nhận báo cáo không?")
	admin.says("2", "→ trước ngày 2/6/2024 (hết ngày 1/6)")
	admin.taps("✅ Gia hạn", "Đã gia hạn.")
	cadre.hears("được gia hạn")
	admin.says("/dot 1", "Đã gửi: 0/2")
	admin.taps("🔒 Chốt", "2 đơn vị chưa gửi sẽ được báo")
	old := admin.data("🔒 Chốt")
	admin.taps("Thôi", "Đã bỏ", "🔒 Chốt", "2 đơn vị chưa gửi")
	chat := admin.Messages()
	if err := admin.PressOn(chat[len(chat)-1].ID, old); err != nil {
		t.Fatal(err)
	}
	admin.hears("Nút này của việc đã xong")
	if n := w.number(`select count(*) from round where closed_ms > 0`); n != 0 {
		t.Fatal("an old button closed the round")
	}
	admin.says("đồng ý", "Đã chốt.")
	cadre.hears("đã chốt")
	admin.taps("🏢 Mở lại một đơn vị", "gõ tên đơn vị")
	admin.says("huong thuy", "không có đơn vị nào")
	admin.says("a luoi", "cho 1 đơn vị: huyện A Lưới")
	admin.says("dong y", "Mở lại riêng cho: huyện A Lưới")
	cadre.hears("đã mở lại đợt")
	admin.taps("🔓 Mở lại", "cho 2 đơn vị", "🔓 Mở lại", "đang mở")
	if n := w.number(`select count(*) from round where closed_ms > 0`); n != 0 {
		t.Error("the round is closed still")
	}
}

// data is what the button of the newest message holds.
func (p phone) data(begins string) string {
	p.w.t.Helper()
	chat := p.Messages()
	for _, row := range chat[len(chat)-1].Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Text, begins) {
				return b.Data
			}
		}
	}
	p.w.t.Fatalf("no button %q", begins)
	return ""
}

// An outline of one's own comes as a file, by the way of the gateway.
func TestAnOutlineIsSentForARound(t *testing.T) {
	w := newWorld(t).reporting().run()
	admin := w.joined(8, flows.Admin, "")
	admin.says("/dot moi", "theo đề cương nào?")
	admin.SendDocument("de-cuong.yaml", []byte("id: thu\ntitle: Thử\n"), "")
	admin.hears("Đề cương có 1 chỗ cần sửa")
	admin.SendDocument("de-cuong.yaml", []byte(`id: quy-2-2024
title: Báo cáo quý 2/2024
sections:
  - id: I
    heading: I. Công tác
    cards:
      - id: I.1
        line: Số buổi tuyên truyền
        items:
          - {id: tuyen_truyen.buoi, cite: Số buổi tuyên truyền, kind: count, unit: buổi, label: Số buổi tuyên truyền}
`), "")
	admin.hears("kỳ nào?")
	admin.taps("1. Quý 2 năm 2024", "Hỏi 2/2", "✅ Hỏi", "Hạn nộp?", "1.", "1. Đề cương: Báo cáo quý 2/2024", "✅ Mở đợt", "Đã mở đợt")
}

var dotData = regexp.MustCompile(`^(?:mo|dot)\|`)

// Everything about rounds × every role: the office looks, an admin does, others see
// nothing; and no button that an admin was shown does anything for anybody else.
func TestRoundsByEveryRole(t *testing.T) {
	s := newEverybody(t)
	s.reporting()
	state := func() string {
		return fmt.Sprint(s.number(`select count(*) from round`), s.number(`select count(*) from opening where person <> 8`), s.number(`select sum(deadline_ms) from round`),
			s.number(`select count(*) from round where closed_ms > 0`), s.number(`select count(*) from audit where act in ('opened', 'extended', 'closed')`))
	}
	data := map[string]bool{}
	collect := func(screen flows.Screen) {
		for _, row := range screen.Buttons {
			for _, b := range row {
				if dotData.MatchString(b.Data) {
					data[b.Data] = true
				}
			}
		}
	}
	for _, text := range []string{"/dot", "/dot 1", "/dot moi", "1", "1", "tiếp", "hết ngày 5/6/2024", "xem"} {
		collect(s.says("admin", text))
	}
	var extend, shut string
	for d := range data {
		switch {
		case strings.HasPrefix(d, "dot|extend|"):
			extend = d
		case strings.HasPrefix(d, "dot|close|"):
			shut = d
		}
	}
	collect(s.presses("admin", extend))
	collect(s.says("admin", "hết ngày 5/6/2024"))
	collect(s.presses("admin", shut))
	if len(data) < 40 {
		t.Fatalf("only %d buttons were seen", len(data))
	}
	before := state()
	for who := range people {
		if who == "admin" {
			continue
		}
		looks := who == "office" || who == "office and cadre"
		if got := s.says(who, "/dot").Text; strings.Contains(got, "Các đợt báo cáo") != looks {
			t.Errorf("/dot by %s:\n%s", who, got)
		}
		for _, text := range []string{"/dot moi", "mở đợt", "đồng ý", "1"} {
			s.says(who, text)
		}
		for d := range data {
			if got := s.presses(who, d).Text; !looks && strings.Contains(got, "đã có người vào bot") {
				t.Errorf("%q by %s shows the round:\n%s", d, who, got)
			}
		}
		if after := state(); after != before {
			t.Fatalf("%s changed %s into %s", who, before, after)
		}
	}
	for _, d := range []string{"mo|", "mo||||", "mo|999|open|", "dot|", "dot|yes|", "dot|answer|", "dot|answer|0|dong_y", "dot|answer|999999|dong_y", "dot|close|", "dot|extend|~AAAAAA", "dot|card|99", "dot|list|-7", "dot|nothing|x"} {
		s.presses("admin", d)
		if after := state(); after != before {
			t.Fatalf("%q changed %s into %s", d, before, after)
		}
	}
}

// The people of the units are told of a new round once each, at night in the morning, and
// not when they have found it by themselves.
func TestANewRoundIsToldOnceAndByDay(t *testing.T) {
	s := newEverybody(t)
	s.update(endNotices)
	night := time.Date(2024, 5, 28, 22, 0, 0, 0, flows.Zone)
	var round flows.Round
	s.update(func(tx *storage.Tx) (err error) {
		n := NewRound{Source: outline.Source("mid-term-2019-2024"), Asked: []flows.UnitID{"a-luoi", "phu-loc"},
			Round: flows.Round{ID: "new", Name: "Đợt mới", Outline: "mid-term-2019-2024", From: today, To: today, Deadline: time.Date(2024, 6, 6, 0, 0, 0, 0, flows.Zone)}}
		round, err = OpenRound(tx, n, 8, night)
		return err
	})
	if who := fmt.Sprint(s.told(noticeOpened, 0)); who != "[cadre cadre elsewhere leader leader elsewhere office and cadre]" {
		t.Errorf("told: %s", who)
	}
	morning := time.Date(2024, 5, 29, 7, 0, 0, 0, flows.Zone)
	if n := s.number(fmt.Sprintf(`select count(*) from notice where kind = '%s' and due_ms <> %d`, noticeOpened, morning.UnixMilli())); n > 0 {
		t.Errorf("%d notices are not due in the morning", n)
	}
	notice := func() (screen flows.Screen) {
		s.update(func(tx *storage.Tx) (err error) {
			screen, err = roundNotice(tx, storage.Notice{Person: flows.PersonID(people["cadre"]), Kind: noticeOpened, Round: round.ID})
			return err
		})
		return screen
	}
	if text := notice().Text; !strings.Contains(text, "🆕 Văn phòng mở đợt <b>Đợt mới</b> cho huyện A Lưới: gửi trước ngày 6/6/2024 (hết ngày 5/6)") {
		t.Errorf("the notice says %q", text)
	}
	s.says("cadre", "/doi")
	s.says("cadre", "đổi 1")
	s.says("cadre", "đổi 2")
	if text := notice().Text; text != "" {
		t.Errorf("whoever has been there is told %q", text)
	}
}
