package bot

import (
	"archive/zip"
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/sheet"
	"baocaobot/storage"
)

// reform is a list after which A Lưới and Phú Lộc are no more and three communes are.
const reform = "\ufeffMã;Tên;Loại;Trực thuộc;Từ ngày;Đến ngày;Đơn vị cũ;Báo cáo\r\n" +
	"tinh;thành phố Huế;tỉnh;;;;;không\r\n" +
	"a-luoi;huyện A Lưới;huyện;tinh;;30/6/2025;;\r\n" +
	"phu-loc;huyện Phú Lộc & Nam Đông;huyện;;;30/6/2025;;\r\n" +
	"a-luoi-1;xã A Lưới 1;xã;tinh;1/7/2025;;a-luoi;\r\n" +
	"a-luoi-2;xã A Lưới 2;xã;tinh;1/7/2025;;a-luoi;\r\n" +
	"m;xã Mới;xã;tinh;1/7/2025;;a-luoi phu-loc;\r\n" +
	"n;xã Năm;xã;tinh;1/7/2025;;;\r\n"

func (w *world) units() (list []flows.Unit) {
	w.t.Helper()
	w.update(func(tx *storage.Tx) (err error) {
		list, err = tx.Units()
		return err
	})
	return list
}

// unchanged finds the units as they were before.
func (w *world) unchanged(before []flows.Unit) {
	w.t.Helper()
	if diff := cmp.Diff(before, w.units()); diff != "" {
		w.t.Errorf("the units changed:\n%s", diff)
	}
}

// uploads sends a file and waits for what is said of it.
func (p phone) uploads(name string, data []byte, caption, expected string) {
	p.w.t.Helper()
	sent := p.SendDocument(name, data, caption)
	p.waits(fmt.Sprintf("after %s", name), func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.FromBot && last.ID > sent && strings.Contains(last.Text, expected)
	})
}

var codeIn = regexp.MustCompile(`[A-Z2-7]{26}`)

const previewed = "Chưa đổi gì. Nếu áp dụng:"

func TestAnAdminSendsAUnitList(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(9, flows.Admin, "")
	before := w.units()
	p.uploads("danh sách.csv", []byte(reform), "", previewed)
	w.unchanged(before)
	p.presses("✋ Thôi", "Đã bỏ danh sách vừa gửi")
	w.unchanged(before)
	p.uploads("danh sách.csv", []byte(reform), "danh sách mới", previewed)
	preview := p.Messages()[len(p.Messages())-1].ID
	p.presses("✅ Áp dụng", "Đã áp dụng danh sách đơn vị")
	if got := w.units(); len(got) != 7 || got[1].Reports != true || got[0].Name != "thành phố Huế" || got[5].Predecessors[1] != "phu-loc" {
		t.Errorf("%+v", got)
	}
	if err := p.PressOn(preview, "units|yes|2"); err != nil { // a button of a copy of the message
		t.Fatal(err)
	}
	p.shows("Danh sách này đã áp dụng rồi")
	p.uploads("danh sách.csv", []byte(reform), "", "Không có gì thay đổi")
	p.uploads("hỏng.csv", []byte("mã,tên,loại\nA,xã <A>,xã\n,xã B,xã\n"), "", "danh sách có 2 chỗ cần sửa")
	p.uploads("loại.csv", []byte("mã,tên,loại\na-luoi,xã A Lưới,xã\n"), "", "không đổi loại được")
	golden(t, "units", codeIn.ReplaceAllString(p.Transcript(), "CODE"))
}

// A list from Excel, decided in words.
func TestAUnitListFromExcelIsAppliedByWords(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(9, flows.Admin, "")
	p.says("áp dụng danh sách", "không có danh sách nào đang chờ")
	f := excelize.NewFile()
	for i, row := range [][]any{{"code", "name", "kind"}, {"0123", "xã Số Không", "xã"}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		t.Fatal(err)
	}
	p.uploads("units.XLSX", book.Bytes(), "", "xã Số Không (0123)")
	p.says("bo danh sach", "Đã bỏ danh sách")
	p.uploads("units.XLSX", book.Bytes(), "", "xã Số Không (0123)")
	p.says("Áp dụng danh sách", "Đã áp dụng danh sách đơn vị")
	if got := w.units(); len(got) != 4 {
		t.Errorf("%+v", got)
	}
}

// Whoever is no admin changes no unit, whatever is sent or pressed.
func TestOnlyAnAdminChangesUnits(t *testing.T) {
	w := newWorld(t).run()
	before := w.units()
	admin, office := w.joined(9, flows.Admin, ""), w.joined(8, flows.Office, "")
	cadre, stranger := w.joined(1, flows.Cadre, "a-luoi"), w.phone(5, "khách")
	admin.uploads("danh sách.csv", []byte(reform), "", previewed)
	other := w.joined(7, flows.Admin, "")
	office.uploads("danh sách.csv", []byte(reform), "", "Chưa giữ: minh chứng do cán bộ đơn vị gửi")
	stranger.uploads("danh sách.csv", []byte(reform), "", "cần thư mời")
	cadre.uploads("đơn vị.csv", []byte(reform), "danh sách đơn vị", "📎 Đã giữ")
	admin.uploads("ảnh.pdf", []byte("%PDF"), "", "Chưa giữ")
	for _, p := range []phone{office, stranger, cadre, other} {
		if err := p.PressOn(p.Messages()[len(p.Messages())-1].ID, "units|yes|1"); err != nil {
			t.Fatal(err)
		}
		p.says("áp dụng danh sách", "")
	}
	other.shows("không có danh sách nào đang chờ")
	w.unchanged(before)
	if n := w.number("select count(*) from unit_list"); n != 1 {
		t.Errorf("%d lists are kept", n)
	}
}

// An admin who is a cadre too says which files are lists: others are evidence.
func TestAnAdminWhoIsACadreSaysWhichFileIsAList(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("/start "+w.invite(flows.Admin, ""), "quản trị")
	p.uploads("danh sách.csv", []byte(reform), "", "📎 Đã giữ")
	p.uploads("danh sách.csv", []byte(reform), "Danh sách đơn vị", previewed)
}

// What was not shown yet when the bot stopped is shown by the next one, and the preview
// that was shown can be applied.
func TestAUnitListSurvivesARestart(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(9, flows.Admin, "")
	p.uploads("danh sách.csv", []byte(reform), "", previewed)
	w.stop()
	p.SendDocument("danh sách 2.csv", []byte(reform), "")
	w.open()
	w.run()
	p.shows("danh sách 2.csv")
	w.stop()
	w.open()
	w.run()
	p.presses("✅ Áp dụng", "Đã áp dụng danh sách đơn vị")
	if n := w.number("select count(*) from unit_list where outcome = 'replaced'"); n != 1 {
		t.Errorf("%d lists were replaced", n)
	}
}

// The button of a list whose place another one has taken applies neither.
func TestAnOldListIsNotAppliedForANewerOne(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(9, flows.Admin, "")
	before := w.units()
	p.uploads("danh sách.csv", []byte(reform), "", previewed)
	old := p.Messages()[len(p.Messages())-1].ID
	p.uploads("danh sách 2.csv", []byte("mã,tên,loại\nk,xã K,xã\n"), "", previewed)
	if err := p.PressOn(old, "units|yes|1"); err != nil {
		t.Fatal(err)
	}
	p.waits("after the old button", func(chat []emulator.Message) bool {
		return slices.ContainsFunc(chat, func(m emulator.Message) bool {
			return m.ID == old && strings.Contains(m.Text, "không có danh sách nào đang chờ")
		})
	})
	w.unchanged(before)
	p.presses("✅ Áp dụng", "Đã áp dụng danh sách đơn vị")
	if got := w.units(); len(got) != 4 {
		t.Errorf("%+v", got)
	}
}

// A preview that is not true any more is shown anew before anything is applied.
func TestAPreviewThatIsOldIsShownAnew(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(9, flows.Admin, "")
	p.uploads("danh sách.csv", []byte(reform), "", previewed)
	w.update(func(tx *storage.Tx) error {
		return tx.PutUnits([]flows.Unit{{ID: "n", Name: "xã Năm", Kind: "xã", Parent: "tinh", Order: 7}})
	})
	before := w.units()
	if err := p.Press("✅ Áp dụng"); err != nil {
		t.Fatal(err)
	}
	p.shows("📅 Đổi ngày hiệu lực: 1")
	w.unchanged(before)
	chat := p.Messages()
	if said := chat[len(chat)-2].Text; !strings.Contains(said, "vừa được đổi ở nơi khác") {
		t.Errorf("said %q", said)
	}
	p.presses("✅ Áp dụng", "Đã áp dụng danh sách đơn vị")
}

// The limits and what cannot be read end in one sentence; nothing changes.
func TestHostileUnitListsChangeNothing(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(9, flows.Admin, "")
	before := w.units()
	p.uploads("lớn.csv", bytes.Repeat([]byte("a"), sheet.MaxFile+1), "", "tệp lớn hơn 5 MB")
	p.uploads("rất lớn.xlsx", bytes.Repeat([]byte("a"), 30<<20), "", "tệp lớn hơn 5 MB")
	p.uploads("cũ.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "", "tệp Excel đời cũ (.xls)")
	p.uploads("macro.xlsm", zipOf(t, "xl/vbaProject.bin"), "", "tệp Excel có macro")
	p.uploads("hỏng.xlsx", []byte("PK\x03\x04"), "", "tệp bị hỏng")
	p.uploads("nhiều.csv", []byte("mã,tên,loại,từ ngày\n"+strings.Repeat("A,"+strings.Repeat("x", 300)+",<b>,\n", 5000)), "", "danh sách có 5000 chỗ cần sửa")
	top := strings.Repeat("x", 48)
	long := "mã,tên,loại,thuộc\n" + top + ",huyện X,huyện,\n"
	for i := range 20 {
		long += fmt.Sprintf("%s-%02d,xã,xã,%s\n", strings.Repeat("u", 45), i, top)
	}
	p.uploads("dài.csv", []byte(long), "", "danh sách có 20 chỗ cần sửa")
	p.oneMessage("chỗ cần sửa", "chỗ nữa")
	w.unchanged(before)
}

// oneMessage finds the newest answer to be one message, with these words in it.
func (p phone) oneMessage(words ...string) {
	p.w.t.Helper()
	chat := p.Messages()
	last, before := chat[len(chat)-1], chat[len(chat)-2]
	if before.Text != screenReadingUnitList().Text {
		p.w.t.Errorf("before the answer stands %.100q", before.Text)
	}
	for _, word := range words {
		if !strings.Contains(last.Text, word) {
			p.w.t.Errorf("the answer is without %q: %s", word, last.Text)
		}
	}
}

func zipOf(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if _, err := z.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A list of the whole country fits into one message, and is applied.
func TestAPreviewOfTheWholeCountryIsOneMessage(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(9, flows.Admin, "")
	var list strings.Builder
	list.WriteString("mã,tên,loại,từ ngày,đến ngày,đơn vị cũ\n")
	for i := range 6000 {
		fmt.Fprintf(&list, "cu-%d,xã Cũ Với Một Cái Tên Khá Dài & Lạ %d,xã,,30/6/2025,\n", i, i)
	}
	for i := range 3000 {
		fmt.Fprintf(&list, "moi-%d,xã Mới %d,xã,1/7/2025,,cu-%d + cu-%d\n", i, i, 2*i, 2*i+1)
	}
	p.uploads("cả nước.csv", []byte(list.String()), "", "Bấm nút, hoặc gõ “áp dụng danh sách”")
	p.oneMessage("➕ Thêm mới: 6000", "🔗 Sáp nhập: 3000")
	p.presses("✅ Áp dụng", "Đã áp dụng danh sách đơn vị")
	if n := w.number("select count(*) from unit"); n != 9003 {
		t.Errorf("%d units", n)
	}
}

// The person learns of a file that Telegram does not give out.
func TestAUnitListThatIsGone(t *testing.T) {
	w := newWorld(t)
	w.run()
	p := w.joined(9, flows.Admin, "")
	w.stop()
	w.update(func(tx *storage.Tx) error {
		if err := tx.AddUnitList(storage.UnitList{Person: 9, FileID: "unknown", Name: "x.csv"}, today); err != nil {
			return err
		}
		return tx.Notify(storage.Notice{Person: 9, Kind: noticeUnits}, today)
	})
	w.open()
	w.run()
	p.shows("không lấy được từ Telegram nữa")
}

func TestWishOfList(t *testing.T) {
	document := telegram.Update{Kind: telegram.Message, Attachment: "document", File: telegram.SentFile{ID: "f", Name: "a.xlsx"}}
	captioned := document
	captioned.Caption = "DANH SÁCH ĐƠN VỊ"
	for _, c := range []struct {
		u     telegram.Update
		cadre bool
		want  listWish
	}{
		{document, false, listWish{sends: true}},
		{document, true, listWish{}},
		{captioned, true, listWish{sends: true}},
		{telegram.Update{Kind: telegram.Press, Data: "units|yes|7"}, false, listWish{applies: true, id: 7}},
		{telegram.Update{Kind: telegram.Press, Data: "units|no|7"}, true, listWish{drops: true, id: 7}},
		{telegram.Update{Kind: telegram.Press, Data: "units|yes|0"}, false, listWish{}},
		{telegram.Update{Kind: telegram.Press, Data: "units|perhaps|1"}, false, listWish{}},
		{telegram.Update{Kind: telegram.Message, Text: "Áp dụng danh sách."}, false, listWish{applies: true}},
		{telegram.Update{Kind: telegram.Message, Text: "danh sách"}, false, listWish{}},
	} {
		got, ok := wishOfList(c.u, c.cadre)
		if wants := c.want != (listWish{}); ok != wants || ok && got != c.want {
			t.Errorf("%+v: %+v, %v", c.u, got, ok)
		}
	}
}
