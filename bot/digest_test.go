package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// The digest comes once on the morning of a working day to whoever switched it on, and
// not when there is nothing to say.
func TestTheDigestOfTheMorning(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2024, 5, day, hour, 0, 0, 0, flows.Zone) } // 31/5 is a Friday
	w := newWorld(t).run()
	w.update(func(tx *storage.Tx) error { return tx.ExtendRound("r", at(60, 0)) })
	office, admin := w.joined(9, flows.Office, ""), w.joined(8, flows.Admin, "")
	w.at(at(29, 6))
	office.says("/bantin", "đang tắt")
	office.presses("Bật bản tin", "đang bật. Bản tin tới: 7:00 29/5/2024")
	admin.says("ban tin bat", "đang bật")
	admin.says("bản tin tắt", "đang tắt")
	w.at(at(29, 7)) // nothing has come in and the deadline is far
	office.says("bản tin", "Bản tin tới: 7:00 30/5/2024")
	one := w.joined(1, flows.Cadre, "a-luoi")
	one.says("12", "12 cuộc")
	w.at(at(29, 9))
	one.sends()
	office.has(1, "📨 huyện A Lưới đã gửi")
	if office.count("Bản tin sáng 29/5") > 0 {
		t.Error("a digest of nothing")
	}
	for range 2 {
		w.at(at(30, 9)) // the bot was down at seven
		office.has(1, "🗞 Bản tin sáng 30/5/2024 – Báo cáo 6 tháng\n\nTừ 07:00 29/5:\n"+
			"• huyện A Lưới đã gửi lúc 09:00 29/5 (biên nhận số 1)\n• huyện A Lưới: 1 người mới dùng bot\n\n"+
			"Chưa gửi: 1/2 đơn vị (hạn gửi trước ngày 29/6/2024)\n• huyện Phú Lộc – 0/128 mục\n\nGõ “bản tin tắt” để thôi nhận.")
	}
	w.at(at(32, 9)) // Saturday
	one.says("sửa báo cáo", "Báo cáo sẽ thành chưa gửi")
	one.presses("✏️ Mở lại để sửa", "Báo cáo đã mở lại")
	one.sends()
	office.has(1, "gửi lại lúc 09:00 1/6")
	w.at(at(34, 7)) // Monday; the office's digest told of nothing on Friday
	office.has(1, "Từ 09:00 30/5:\n• huyện A Lưới gửi lại lúc 09:00 1/6 (biên nhận số 2)")
	office.says("tắt bản tin", "đang tắt")
	w.joined(2, flows.Cadre, "phu-loc").says("7", "7 cuộc")
	w.at(at(35, 7))
	office.says("xin chào", "/tonghop")
	w.at(at(58, 7))
	const digest = "để thôi nhận."
	if office.count(digest) != 2 || admin.count(digest) > 0 || one.count(digest) > 0 {
		t.Errorf("the office:\n%s\nthe admin:\n%s", office.Transcript(), admin.Transcript())
	}
}

// In the last days before the deadline who is missing is news by itself.
func TestTheDigestBeforeTheDeadline(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	office.says("bản tin bật", "đang bật")
	w.at(time.Date(2024, 5, 29, 7, 0, 0, 0, flows.Zone))
	office.has(1, "Từ 07:00 28/5: không có gì mới.\n\nChưa gửi: 2/2 đơn vị")
}

// With several rounds open one digest tells of each in a paragraph, and a button opens its
// progress.
func TestTheDigestOfSeveralRounds(t *testing.T) {
	w := newTwoRounds(t).run()
	office, one := w.officer(9, flows.Office), w.joined(1, flows.Cadre, "a-luoi")
	office.says("bản tin bật", "đang bật")
	w.at(time.Date(2024, 5, 28, 16, 0, 0, 0, flows.Zone))
	one.says("/doi 2", "Báo cáo 6 tháng")
	one.says("12", "12 cuộc")
	one.sends()
	w.at(time.Date(2024, 5, 29, 7, 0, 0, 0, flows.Zone))
	office.has(1, "🗞 Bản tin sáng 29/5/2024 – 2 đợt đang mở\nTừ 07:00 28/5:\n\n"+
		"📁 Đợt giữa nhiệm kỳ (hạn gửi trước ngày 30/8/2024)\n• huyện A Lưới: 1 người mới dùng bot\nChưa gửi: 2/2 đơn vị: huyện A Lưới, huyện Phú Lộc.\n\n"+
		"📁 Báo cáo 6 tháng (hạn gửi trước ngày 30/5/2024)\n• huyện A Lưới đã gửi lúc 16:00 28/5 (biên nhận số 1)\n• huyện A Lưới: 1 người mới dùng bot\nChưa gửi: 1/2 đơn vị: huyện Phú Lộc.\n\n"+
		"Gõ “bản tin tắt” để thôi nhận.")
	office.presses("📁 Báo cáo 6 tháng", "📁 Báo cáo 6 tháng (/doi để đổi)\nTừ giờ đồng chí làm việc với đợt này.")
}

// However many units, a digest and what came in at night are one message each.
func TestWhatIsToldFitsOneMessage(t *testing.T) {
	n := roundNews{in: report.Input{Round: flows.Round{Name: strings.Repeat("Đợt ", 60)}, Now: today}}
	var lines []string
	for i := range 3321 {
		u := flows.Unit{Name: fmt.Sprintf("xã <%d> Có Một Cái Tên Rất Dài Nằm Ở Một Huyện Cũng Có Tên Rất Dài", i)}
		n.came = append(n.came, storage.Arrival{Unit: u, Kind: storage.Sent, After: storage.Revise, Number: i, At: today})
		n.missing = append(n.missing, report.UnitProgress{Unit: u, Asked: 128})
		lines = append(lines, saidArrival(n.came[i]))
	}
	one, many := news{now: today, since: today, rounds: []roundNews{n}}, news{now: today, since: today}
	for range 60 {
		many.rounds = append(many.rounds, n)
	}
	few := many
	few.rounds = many.rounds[:5]
	for _, s := range []flows.Screen{screenDigest(one), screenDigest(few), screenDigest(many), screenArrivals(n.in.Round, lines, 1, 3321), screenArrivals(n.in.Round, lines[:1], 1, 3321)} {
		if length := utf8.RuneCountInString(s.Text); length > 4000 || length < 100 {
			t.Errorf("%d characters:\n%s", length, s.Text)
		}
	}
}
