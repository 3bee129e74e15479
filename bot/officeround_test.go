package bot

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

// newTwoRounds is a world in which a newer round of another outline is open too.
func newTwoRounds(t testing.TB) *world {
	w := newWorld(t)
	w.update(func(tx *storage.Tx) error {
		r := flows.Round{ID: "mid", Name: "Đợt giữa nhiệm kỳ", Outline: "mid-term-2019-2024", From: today, To: today,
			Deadline: time.Date(2024, 8, 30, 0, 0, 0, 0, flows.Zone), Opened: today.Add(time.Minute)}
		return tx.OpenRound(r, outline.Source("mid-term-2019-2024"), []flows.UnitID{"a-luoi", "phu-loc"})
	})
	return w
}

// button finds the newest button of this label, to be pressed later.
func (o officer) button(label string) (message int, data string) {
	o.w.t.Helper()
	for _, m := range slices.Backward(o.Messages()) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Text == label {
					return m.ID, b.Data
				}
			}
		}
	}
	o.w.t.Fatalf("there is no button [%s]:\n%s", label, o.Transcript())
	return 0, ""
}

// An officer changes between two rounds of two outlines: what was begun or drawn in one is
// never done in the other, also after a restart.
func TestAnOfficerChangesTheRound(t *testing.T) {
	w := newTwoRounds(t).run()
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.officer(9, flows.Office)
	cadre.says("/doi 2", "Báo cáo 6 tháng")
	cadre.sendsFour()
	w.update(func(tx *storage.Tx) error { return tx.Happen("mid", "a-luoi", storage.Sent, 1, "", today) })

	office.says("/tiendo", "📁 Đợt giữa nhiệm kỳ (/doi để đổi)\nTiến độ – Đợt giữa nhiệm kỳ")
	office.says("/doi", "1. Đợt giữa nhiệm kỳ · hạn gửi trước ngày 30/8/2024 · đã gửi 1/2 · đang xem\n2. Báo cáo 6 tháng · hạn gửi trước ngày 30/5/2024 · đã gửi 1/2\n")
	office.says("2", "📁 Báo cáo 6 tháng (/doi để đổi)\nTiến độ – Báo cáo 6 tháng")
	office.says("/duyet a luoi", "Duyệt báo cáo của huyện A Lưới?")
	message, yes := office.button("✅ Duyệt")
	w.restart()
	office.says("/donvi a luoi", "huyện A Lưới – Báo cáo 6 tháng")
	approveOn, approve := office.button("✅ Duyệt")

	office.says("/duyet a luoi", "Duyệt báo cáo của huyện A Lưới?")
	office.says("/doi 1", "Tiến độ – Đợt giữa nhiệm kỳ")
	office.says("đồng ý", "Việc của văn phòng") // nothing waits in this round
	office.says("/duyettatca", "📁 Đợt giữa nhiệm kỳ (/doi để đổi)\nDuyệt 1 báo cáo đã gửi?")
	for _, old := range []struct {
		on   int
		data string
	}{{message, yes}, {approveOn, approve}} {
		office.says("/doi 1", "Tiến độ – Đợt giữa nhiệm kỳ")
		office.pressesOn(old.on, old.data, "📁 Báo cáo 6 tháng (/doi để đổi)\nNút đó của đợt dưới đây, chưa làm gì.")
	}
	if n := w.number(`select count(*) from report_event where kind = 'approved'`); n != 0 {
		t.Fatalf("%d approvals", n)
	}
	office.pressesOn(approveOn, approve, "Đã duyệt báo cáo của huyện A Lưới.")
	cadre.shows("Văn phòng đã duyệt báo cáo Báo cáo 6 tháng của huyện A Lưới")
	if n, m := w.number(`select count(*) from report_event where kind = 'approved' and round = 'r'`), w.number(`select count(*) from report_event where kind = 'approved'`); n != 1 || m != 1 {
		t.Errorf("%d approvals, %d of them in the round on the screen", m, n)
	}
}

// The workbook and the pictures are those of the round the officer works in, or of the
// button's.
func TestWhatTheOfficeIsSentIsOfItsRound(t *testing.T) {
	w := newTwoRounds(t).run()
	office := w.officer(9, flows.Office)
	captioned := func(text string) func([]emulator.Message) bool {
		return func(chat []emulator.Message) bool {
			last := chat[len(chat)-1]
			return last.File != nil && strings.Contains(last.Text, text)
		}
	}
	office.says("/doi 2", "Báo cáo 6 tháng")
	office.says("/tonghop", "Đang lập bảng tổng hợp Báo cáo 6 tháng…")
	office.waits("the workbook", captioned("Bảng tổng hợp – Báo cáo 6 tháng"))
	message, sent := office.button("Chỉ báo cáo đã gửi")
	office.says("ảnh tiến độ", "Đang vẽ ảnh")
	office.waits("the picture", captioned("Báo cáo 6 tháng"))
	office.says("/doi 1", "Đợt giữa nhiệm kỳ")
	office.says("ảnh tiến độ", "Đang vẽ ảnh")
	office.waits("the other picture", captioned("Đợt giữa nhiệm kỳ"))
	office.says("/lan", "Đợt Đợt giữa nhiệm kỳ chưa có bảng tổng hợp nào")
	office.presses("Bảng tổng hợp", "Đang lập bảng tổng hợp Đợt giữa nhiệm kỳ…")
	office.waits("the other workbook", captioned("Bảng tổng hợp – Đợt giữa nhiệm kỳ"))
	office.pressesOn(message, sent, "Đang lập bảng tổng hợp Báo cáo 6 tháng… (chỉ tính báo cáo đã gửi)")
	office.waits("the workbook of the button's round", captioned("Bảng tổng hợp – Báo cáo 6 tháng"))
	office.says("tổng hợp đã gửi", "Đang lập bảng tổng hợp Đợt giữa nhiệm kỳ…")
	office.pressesOn(message, "book|sent~AAAAAA", "một đợt không còn nữa, chưa làm gì")
	if n := w.number(`select count(*) from edition where round = 'r'`); n != 2 {
		t.Errorf("%d editions of the older round", n)
	}
}

// What is announced and asked for names its round, and its button opens the unit there.
func TestAnnouncementsAndRequestsNameTheirRound(t *testing.T) {
	w := newTwoRounds(t).run()
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.officer(9, flows.Office)
	office.says("/tiendo", "Tiến độ – Đợt giữa nhiệm kỳ")
	cadre.says("/doi 2", "Báo cáo 6 tháng")
	cadre.sendsFour()
	office.shows(0, "đã gửi lúc 14:05 28/5 (biên nhận số 1)\nBáo cáo 6 tháng: 1/2 đơn vị đã gửi.")
	office.presses("🏢 huyện A Lưới", "📁 Báo cáo 6 tháng (/doi để đổi)\nTừ giờ đồng chí làm việc với đợt này.\n\nhuyện A Lưới – Báo cáo 6 tháng")

	w.update(func(tx *storage.Tx) error { return tx.Happen("r", "a-luoi", storage.Asked, 1, "Nhầm số", today) })
	office.says("/doi 1", "Tiến độ – Đợt giữa nhiệm kỳ")
	office.says("/denghi", "huyện A Lưới – Báo cáo 6 tháng · ")
	request := w.number(`select max(id) from report_event`)
	office.presses("🏢 Xem "+strconv.FormatInt(request, 10)+" – huyện A Lưới", "huyện A Lưới – Báo cáo 6 tháng\n✅ Đã gửi")
	office.says("cho sửa "+strconv.FormatInt(request, 10), "Đã mở lại báo cáo của huyện A Lưới – Báo cáo 6 tháng để đơn vị sửa")
	cadre.shows("cho huyện A Lưới sửa báo cáo đã gửi – Báo cáo 6 tháng. Sửa xong")
}

// A broadcast goes to the round the officer works in, and says which.
func TestABroadcastOfTheChosenRound(t *testing.T) {
	w := newTwoRounds(t).run()
	cadre, other, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc"), w.officer(9, flows.Office)
	cadre.says("/doi 2", "Báo cáo 6 tháng")
	cadre.sendsFour()
	office.says("/doi 2", "Báo cáo 6 tháng")
	office.says("/nhac", "📁 Báo cáo 6 tháng (/doi để đổi)\n📣 Nhắc đơn vị – Báo cáo 6 tháng")
	office.says("chưa gửi", "📁 Báo cáo 6 tháng (/doi để đổi)\nNgười nhận: chưa gửi")
	office.says("Hạn {hạn}", "📁 Báo cáo 6 tháng (/doi để đổi)\n👁 Xem trước – huyện Phú Lộc nhận được:\n————\n📣 Văn phòng nhắc đồng chí – Báo cáo 6 tháng\n\nHạn trước ngày 30/5/2024\n\nCòn 128 mục chưa trả lời:")
	office.says("gửi", "Bắt đầu gửi")
	other.shows("📣 Văn phòng nhắc đồng chí – Báo cáo 6 tháng\n\nHạn trước ngày 30/5/2024")
	office.shows(0, "📁 Báo cáo 6 tháng\n📣 Đã gửi xong: 1/1 người.")
	office.shows(0, "Đã nhắc xong – Báo cáo 6 tháng")
	office.says("/doi 1", "Đợt giữa nhiệm kỳ")
	office.says("/nhac", "📣 Nhắc đơn vị – Đợt giữa nhiệm kỳ")
	office.says("/lich", "📁 Đợt giữa nhiệm kỳ (/doi để đổi)\n📅 Lịch nhắc – Đợt giữa nhiệm kỳ")
	if strings.Contains(cadre.Transcript(), "Văn phòng nhắc") {
		t.Error("a unit that has sent was told")
	}
}

// The people of the office who have chosen a round stay there when it is closed or a newer
// one opens, and are told once; the others follow the newest open one.
func TestClosedAndNewerRounds(t *testing.T) {
	w := newTwoRounds(t).run()
	chose, follows := w.officer(9, flows.Office), w.officer(8, flows.Office)
	chose.says("/doi 2", "Báo cáo 6 tháng")
	follows.says("/tiendo", "Tiến độ – Đợt giữa nhiệm kỳ")
	w.update(func(tx *storage.Tx) error { return tx.CloseRound("r", today) })
	chose.says("/tiendo", "📁 Báo cáo 6 tháng – đã chốt (/doi để đổi)\nTiến độ – Báo cáo 6 tháng")
	chose.says("/lich", "🔒 Đợt đã chốt: bot không nhắc ai.")
	follows.says("/chuagui", "Chưa gửi và trễ hạn – Đợt giữa nhiệm kỳ")
	if strings.Contains(follows.Transcript(), "Đợt giữa nhiệm kỳ (/doi để đổi)\nChưa gửi") {
		t.Errorf("the only open round is named:\n%s", follows.Transcript())
	}
	follows.says("/doi", "1. Đợt giữa nhiệm kỳ · hạn gửi trước ngày 30/8/2024 · đã gửi 0/2 · đang xem\n2. Báo cáo 6 tháng – đã chốt · hạn gửi")
	w.update(func(tx *storage.Tx) error {
		r, err := tx.Round("mid")
		if err != nil {
			return err
		}
		r.ID, r.Name, r.Opened = "year", "Báo cáo năm", today.Add(time.Hour)
		return tx.OpenRound(r, outline.Source("mid-term-2019-2024"), []flows.UnitID{"a-luoi"})
	})
	chose.says("/tiendo", "🆕 Có đợt mới: Báo cáo năm. Gõ /doi để sang.\n\nTiến độ – Báo cáo 6 tháng")
	follows.says("/tiendo", "🆕 Từ giờ đồng chí làm việc với đợt Báo cáo năm. Gõ /doi để về đợt khác.\n\nTiến độ – Báo cáo năm")
	for _, o := range []officer{chose, follows} {
		o.says("/chuagui", "Chưa gửi và trễ hạn")
		if n := strings.Count(o.Transcript(), "🆕"); n != 1 {
			t.Errorf("told %d times:\n%s", n, o.Transcript())
		}
	}
}

// An officer who reports for a unit too changes the report by "/doi" and the office's round
// by "/doidot".
func TestTwoKindsOfChanging(t *testing.T) {
	w := newTwoRounds(t).run()
	both := w.officer(9, flows.Office)
	both.says("/start "+w.invite(flows.Cadre, "phu-loc"), "Chào đồng chí!")
	both.says("/tiendo", "📁 Đợt giữa nhiệm kỳ (/doidot để đổi)")
	both.says("/doi", "Đồng chí đang phụ trách:")
	both.says("/doidot", "Đồng chí làm việc với đợt nào?")
	both.says("2", "Tiến độ – Báo cáo 6 tháng")
	both.says("/doi 2", "📁 huyện Phú Lộc – Báo cáo 6 tháng (/doi để đổi)")
	both.says("/chuagui", "📁 Báo cáo 6 tháng (/doidot để đổi)")
}

// A person with two rounds is asked which, and until then nothing is kept.
func TestAPersonWithTwoRoundsIsAskedWhich(t *testing.T) {
	w := newTwoRounds(t).run()
	cadre := w.phone(1, "cán bộ A Lưới")
	const which = "Đồng chí chọn báo cáo để làm trước (bot chưa ghi gì).\n\nĐồng chí đang phụ trách:\n" +
		"1. huyện A Lưới – Đợt giữa nhiệm kỳ\n2. huyện A Lưới – Báo cáo 6 tháng\n"
	cadre.says("/start "+w.invite(flows.Cadre, "a-luoi"), which)
	cadre.says("12 450", which)
	cadre.says("3", which)
	w.restart()
	cadre.says("/start", which)
	if n := w.number(`select count(*) from answer`); n != 0 {
		t.Errorf("%d answers are kept", n)
	}
	cadre.says("2", "📁 huyện A Lưới – Báo cáo 6 tháng (/doi để đổi)")
	cadre.says("12", "✅ Số hội nghị")
	cadre.says("/doi", "1. huyện A Lưới – Đợt giữa nhiệm kỳ\n2. huyện A Lưới – Báo cáo 6 tháng\n")
	cadre.presses("1", "📁 huyện A Lưới – Đợt giữa nhiệm kỳ (/doi để đổi)")
	if n := w.number(`select count(*) from answer where round = 'r'`); n != 1 {
		t.Errorf("%d answers are kept in the round that was chosen", n)
	}

	// Of two rounds of which one is closed only one is left.
	w.update(func(tx *storage.Tx) error { return CloseRound(tx, "mid", 9, today) })
	w.joined(2, flows.Cadre, "a-luoi").says("45", "Báo cáo 6 tháng")
}
