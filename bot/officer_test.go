package bot

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/storage"
)

// officer is a phone of the office, to which announcements come at any time.
type officer struct{ phone }

func (w *world) officer(id int64, role flows.Role) officer {
	w.t.Helper()
	return officer{w.joined(id, role, "")}
}

// says types a text and waits for an answer that contains what is expected.
func (o officer) says(text, expected string) {
	o.w.t.Helper()
	o.shows(o.Say(text), expected)
}

// shows waits until a message after this one contains what is expected.
func (o officer) shows(after int, expected string) {
	o.w.t.Helper()
	o.waits("for "+expected, func(chat []emulator.Message) bool {
		return slices.ContainsFunc(chat, func(m emulator.Message) bool { return m.FromBot && m.ID > after && strings.Contains(m.Text, expected) })
	})
}

// presses presses the newest button of this label and waits until its message shows what
// is expected.
func (o officer) presses(label, expected string) {
	o.w.t.Helper()
	for _, m := range slices.Backward(o.Messages()) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Text == label {
					o.pressesOn(m.ID, b.Data, expected)
					return
				}
			}
		}
	}
	o.w.t.Fatalf("there is no button [%s]:\n%s", label, o.Transcript())
}

func (o officer) pressesOn(id int, data, expected string) {
	o.w.t.Helper()
	if err := o.PressOn(id, data); err != nil {
		o.w.t.Fatal(err)
	}
	o.shows(id-1, expected)
}

// sendsFour has a cadre answer the first four questions of A Lưới and send the report.
func (p phone) sendsFour() {
	p.w.t.Helper()
	p.says("12 45 450 1200", "▶ Nội dung")
	p.says("gửi", "Gửi báo cáo của huyện A Lưới?")
	p.says("đồng ý", "Biên nhận số")
}

// The loop: what is sent goes back with a reason, comes again, is approved, un-approved,
// and corrected by the office; each time the unit is told.
func TestTheOfficeAndAUnit(t *testing.T) {
	w := newWorld(t).run()
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.officer(9, flows.Office)
	office.says("duyệt a lưới", "hiện chưa gửi")
	office.says("chỉnh lý a lưới", "chưa có gì để yêu cầu chỉnh lý")
	cadre.sendsFour()

	office.says("/donvi a luoi", "✅ Đã gửi")
	office.says("chỉnh lý", "chỉnh lý mục nào?")
	office.says("1, 3", "Đã chọn 2 mục: 1, 3")
	office.says("tiếp", "gõ lý do")
	office.says("Chưa khớp biên bản", "Lý do: Chưa khớp biên bản")
	if r := w.report("a-luoi"); !r.Sent() {
		t.Error("the report was opened before the office agreed")
	}
	office.presses("↩ Yêu cầu chỉnh lý", "Đã yêu cầu huyện A Lưới chỉnh lý 2 mục")
	cadre.shows("Lý do: Chưa khớp biên bản")
	cadre.presses("▶ Chỉnh lý", "▶ Số hội nghị, hoạt động quán triệt, hướng dẫn (cấp huyện)")
	office.says("duyệt", "hiện chưa gửi")
	cadre.says("14", "▶ Số lượt người dự (cấp huyện)")
	cadre.says("460", "Đã chỉnh lý đủ")
	cadre.says("gửi", "Gửi báo cáo")
	cadre.says("đồng ý", "Biên nhận số 2")

	office.says("/donvi a luoi", "biên nhận số 2, đúng hạn")
	office.presses("✅ Duyệt", "☑ Đã duyệt lúc")
	cadre.shows("Văn phòng đã duyệt báo cáo")
	cadre.says("sửa báo cáo", "cần văn phòng đồng ý")
	cadre.says("thôi", "Báo cáo của huyện A Lưới")
	office.says("sửa hộ", "bỏ duyệt trước")
	office.says("bỏ duyệt", "Bỏ duyệt báo cáo của huyện A Lưới?")
	office.says("đồng ý", "Đã bỏ duyệt")
	cadre.shows("đã bỏ duyệt")

	office.says("sửa hộ", "Gõ số thứ tự của mục cần sửa hộ")
	office.says("2", "Đồng chí gõ giá trị đúng")
	office.says("khoảng năm sáu cuộc gì đó", "Chưa ghi")
	office.says("54", "45 cuộc → 54 cuộc")
	office.says("Theo sổ của tỉnh", "Lý do: Theo sổ của tỉnh")
	office.says("đồng ý", "Đã sửa hộ huyện A Lưới")
	cadre.shows("45 cuộc → 54 cuộc")
	r := w.report("a-luoi")
	a := r.Answers["quan_triet.hoi_nghi@xa"]
	if a.Number != 54 || a.By != 9 || a.Channel != flows.OfficeChannel || a.Reason != "Theo sổ của tỉnh" || a.Raw != "54" || a.Message != 0 || !r.Sent() {
		t.Errorf("the correction is kept as %+v, sent: %v", a, r.Sent())
	}
	if n := w.number(`select count(*) from answer where question = 'quan_triet.hoi_nghi@xa'`); n != 2 {
		t.Errorf("the history holds %d answers", n)
	}
	office.says("xem số liệu", "54 cuộc")
	office.says("2", "(văn phòng sửa hộ): 54 cuộc")
}

// An old button does nothing to a report that has gone on since.
func TestOldButtonsOfTheOfficeDoNothing(t *testing.T) {
	w := newWorld(t).run()
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.officer(9, flows.Office)
	cadre.sendsFour()
	office.says("/donvi a luoi", "✅ Đã gửi")
	at := slices.IndexFunc(office.Messages(), func(m emulator.Message) bool { return strings.Contains(m.Text, "biên nhận số 1, đúng hạn") })
	old := office.Messages()[at]
	cadre.says("sửa báo cáo", "Báo cáo sẽ thành chưa gửi")
	cadre.says("đồng ý", "Báo cáo đã mở lại")
	press := func(label, want string) {
		t.Helper()
		for _, row := range old.Buttons {
			for _, b := range row {
				if b.Text == label {
					office.pressesOn(old.ID, b.Data, want)
				}
			}
		}
	}
	press("✅ Duyệt", "hiện chưa gửi")
	cadre.says("mục lục", "II.3.3")
	cadre.says("quay lại", "▶")
	cadre.Reply(2, "13")
	cadre.shows("12 cuộc → 13 cuộc")
	cadre.says("gửi", "Gửi báo cáo")
	cadre.says("đồng ý", "Biên nhận số 2")
	press("✅ Duyệt", "vừa thay đổi")
	if n := w.number(`select count(*) from report_event where kind = 'approved'`); n != 0 {
		t.Errorf("%d approvals", n)
	}
}

// What one officer does to a report stops the yes of another, though no answer changed.
func TestTwoOfficersAtOneReport(t *testing.T) {
	w := newWorld(t).run()
	cadre, one, two := w.joined(1, flows.Cadre, "a-luoi"), w.officer(8, flows.Office), w.officer(9, flows.Office)
	cadre.sendsFour()
	for _, o := range []officer{one, two} {
		o.says("chỉnh lý a lưới", "chỉnh lý mục nào?")
		o.says("1", "Đã chọn 1 mục")
		o.says("tiếp", "gõ lý do")
		o.says("Chưa khớp", "Bấm nút hoặc gõ “đồng ý”")
	}
	one.says("đồng ý", "Đã yêu cầu huyện A Lưới chỉnh lý 1 mục")
	two.says("đồng ý", "vừa thay đổi")
	if n := w.number(`select count(*) from report_event where kind = 'revise'`); n != 1 {
		t.Errorf("returned %d times", n)
	}
}

// A unit is excused with a reason; all that is sent is approved at once.
func TestTheOfficeExcusesAndApprovesAll(t *testing.T) {
	w := newWorld(t).run()
	cadre, other, office := w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "phu-loc"), w.officer(9, flows.Admin)
	office.says("mien phu loc", "gõ lý do miễn báo cáo")
	office.says("/tiendo", "Cần gửi 2") // any command leaves the question
	office.says("Sáp nhập", "Việc của văn phòng")
	office.says("mien phu loc", "gõ lý do miễn báo cáo")
	office.says("Đơn vị sáp nhập", "Bấm nút hoặc gõ “đồng ý”")
	office.says("đồng ý", "Đã miễn báo cáo đợt này")
	other.shows("Văn phòng miễn báo cáo Báo cáo 6 tháng cho huyện Phú Lộc")
	other.says("12", "văn phòng đã miễn báo cáo")
	office.says("tiến độ", "Cần gửi 1")
	office.says("duyệt tất cả", "Không có báo cáo đã gửi nào chờ duyệt")
	cadre.sendsFour()
	office.says("duyệt tất cả", "Duyệt 1 báo cáo đã gửi?")
	office.says("đồng ý", "Đã duyệt 1 báo cáo")
	cadre.shows("Văn phòng đã duyệt báo cáo")
	office.says("bo mien phu loc", "Bỏ miễn cho huyện Phú Lộc?")
	office.presses("Bỏ miễn", "Đã bỏ miễn")
	other.shows("lại cần báo cáo")
	if a, b := w.report("a-luoi").Stage(), w.report("phu-loc").Stage(); a != flows.Approved || b != flows.NotStarted {
		t.Errorf("A Lưới is %s, Phú Lộc %s", a, b)
	}
}

// The office gets the files that a unit sent, and the workbook of what counts.
func TestTheOfficeGetsFilesAndChoosesWhatCounts(t *testing.T) {
	w := newWorld(t).run()
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.officer(9, flows.Office)
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	picture := drawn.Bytes()
	cadre.SendPhoto(picture, "hội nghị")
	cadre.shows("dòng này có 1 minh chứng")
	cadre.SendDocument("biên bản.pdf", []byte("%PDF"), "")
	cadre.shows("dòng này có 2 minh chứng")
	office.says("/donvi a luoi", "A Lưới")
	office.presses("📎 Minh chứng (2)", "biên bản.pdf")
	office.says("1", "Đang gửi tệp")
	office.waits("the photo", sentFile("photo", picture))
	office.says("2", "Đang gửi tệp")
	office.waits("the document", sentFile("document", []byte("%PDF")))

	office.says("/tonghop", "Bảng tổng hợp")
	office.waits("the workbook", func(chat []emulator.Message) bool { return chat[len(chat)-1].File != nil })
	making := slices.IndexFunc(office.Messages(), func(m emulator.Message) bool { return strings.HasPrefix(m.Text, "Đang lập") })
	if err := office.PressOn(office.Messages()[making].ID, office.Messages()[making].Buttons[0][0].Data); err != nil {
		t.Fatal(err)
	}
	office.waits("the other workbook", func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.File != nil && strings.Contains(last.Text, "chỉ tính báo cáo đã gửi")
	})
	if n := w.number(`select count(*) from edition where counts = 'sent'`); n != 1 {
		t.Errorf("%d editions of what is sent", n)
	}
}

// The office gets the pictures of the progress as photos.
func TestTheOfficeGetsPictures(t *testing.T) {
	w := newWorld(t).run()
	office := w.officer(9, flows.Office)
	office.says("/tiendo", "Tiến độ – ")
	office.presses("🖼 Ảnh", "")
	office.waits("the picture", func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.File != nil && last.File.Kind == "photo" && bytes.HasPrefix(last.File.Data, []byte("\x89PNG")) && strings.Contains(last.Text, "Báo cáo 6 tháng")
	})
}

func sentFile(kind string, data []byte) func([]emulator.Message) bool {
	return func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.FromBot && last.File != nil && last.File.Kind == kind && slices.Equal(last.File.Data, data) && strings.Contains(last.Text, "huyện A Lưới – ")
	}
}

// An officer who also reports for a unit: neither conversation swallows the other's words.
func TestAnOfficerWhoIsACadreToo(t *testing.T) {
	w := newWorld(t).run()
	other, both := w.joined(1, flows.Cadre, "a-luoi"), w.officer(9, flows.Office)
	other.sendsFour()
	both.says("/start "+w.invite(flows.Cadre, "phu-loc"), "▶ Số hội nghị")
	at := slices.IndexFunc(both.Messages(), func(m emulator.Message) bool { return strings.Contains(m.Text, "▶ Số hội nghị") })
	card := both.Messages()[at].ID
	both.says("/donvi a luoi", "✅ Đã gửi")
	both.says("12", "12 cuộc") // an answer: the office waits for nothing
	both.says("chỉnh lý a lưới", "▶")
	both.says("/chinhly a luoi", "chỉnh lý mục nào?")
	both.says("1", "Đã chọn 1 mục: 1")
	both.says("xong", "gõ lý do")
	both.shows(both.Reply(card, "13"), "12 cuộc → 13 cuộc") // a reply to a card is the unit's, and leaves the office's question
	both.says("45", "45 cuộc")
	both.says("/chinhly a luoi", "chỉnh lý mục nào?")
	both.says("1", "Đã chọn 1 mục: 1")
	both.says("xong", "gõ lý do")
	both.says("Số chưa khớp", "Lý do: Số chưa khớp")
	both.says("đồng ý", "Đã yêu cầu huyện A Lưới chỉnh lý 1 mục")
	other.shows("Lý do: Số chưa khớp")
	both.says("/suaho a luoi", "Gõ số thứ tự của mục cần sửa hộ")
	both.says("2", "gõ giá trị đúng")
	both.says("mục lục", "Đã trả lời 2/128 mục") // a command of the unit leaves it too
	both.says("tiếp", "▶ Số lượt người dự (cấp huyện)")
	both.says("46", "46 lượt người")
	if a := w.report("a-luoi").Answers["quan_triet.hoi_nghi@xa"]; a.Number != 45 {
		t.Errorf("A Lưới holds %d", a.Number)
	}
	got := w.report("phu-loc").Answers
	if len(got) != 3 || got["quan_triet.hoi_nghi@huyen"].Number != 13 || got["quan_triet.hoi_nghi@xa"].Number != 45 {
		t.Errorf("Phú Lộc holds %v", got)
	}
}

// What the office had on the screen when the program died is shown by the next one, with
// what the turn had to say, and once.
func TestACrashOwesTheOfficeItsScreen(t *testing.T) {
	w := newWorld(t).run()
	cadre, office := w.joined(1, flows.Cadre, "a-luoi"), w.officer(9, flows.Office)
	cadre.sendsFour()
	w.stop()
	for i, text := range []string{"duyệt a lưới", "đồng ý"} {
		if _, err := w.bot.take(t.Context(), message(1000+int64(i), 9, text)); err != nil {
			t.Fatal(err)
		}
	}
	w.restart()
	office.shows(0, "Đã duyệt báo cáo của huyện A Lưới.")
	cadre.shows("Văn phòng đã duyệt báo cáo")
	w.restart()
	office.says("/vanphong", "Việc của văn phòng")
	if n := strings.Count(office.Transcript(), "Đã duyệt báo cáo của huyện A Lưới."); n != 1 {
		t.Errorf("%d screens, want 1:\n%s", n, office.Transcript())
	}
}

// An owed progress of a version that kept no places is shown.
func TestAnOwedProgressOfBeforeIsShown(t *testing.T) {
	w := newWorld(t).run()
	office := w.officer(9, flows.Office)
	w.stop()
	w.update(func(tx *storage.Tx) error {
		_, err := tx.Owe(9, []byte(`{"progress":"r"}`), today)
		return err
	})
	w.open()
	w.run()
	office.shows(0, "Tiến độ – Báo cáo 6 tháng")
}
