package report

import (
	"slices"
	"strings"
	"testing"

	"baocaobot/flows"

	"github.com/google/go-cmp/cmp"
)

// withEvidence is small with files of two units, sent in no order of the outline.
func withEvidence() Input {
	in := small()
	in.Outline.Sections[0].Cards[0].Line = "Tổ chức các cuộc"
	in.Outline.Sections[1].Cards[0].Line = "Nêu các mô hình, văn bản và cách làm hay của Mặt trận và các tổ chức thành viên ở cơ sở, kết quả vận động cứu trợ trong kỳ báo cáo"
	for unit, files := range map[flows.UnitID][]flows.Evidence{
		"b": {
			{Card: "I.1", Kind: flows.Photo, Size: 80 << 10, Caption: "=HYPERLINK(\"http://x\")", Sender: "@cán bộ", Stored: "mc-000003.jpg"},
			{Card: "đã bỏ", Kind: flows.Document, Name: "+1.pdf"},
		},
		"a": {
			{Card: "Phần thứ hai.1", Kind: flows.Document, Name: "kế hoạch.docx", Size: 25 << 20, Problem: flows.TooLarge, Sender: "cán bộ A"},
			{Card: "I.1", Kind: flows.Document, Name: "biên bản.pdf", Size: 3 << 19, Problem: flows.Gone, Sender: "cán bộ A"},
		},
	} {
		r := in.Reports[unit]
		for _, e := range files {
			e.At = noon
			r.Evidence = append(r.Evidence, e)
		}
		in.Reports[unit] = r
	}
	return in
}

func TestEvidenceIsListedByUnitAndCard(t *testing.T) {
	data := write(t, withEvidence())
	rows, err := open(t, data).GetRows(evidenceSheet)
	if err != nil {
		t.Fatal(err)
	}
	const at = "12:00 28/05/2024"
	want := [][]string{
		{"Đơn vị", "Mục", "Dòng đề cương", "Chú thích", "Loại", "Tên tệp", "Kích thước", "Người gửi", "Lúc gửi", "Tệp đã lưu"},
		{"Huyện A", "I.1", "Tổ chức các cuộc", "", "Tệp", "biên bản.pdf", "1,5 MB", "cán bộ A", at, "Không tải được"},
		{"Huyện A", "Phần thứ hai.1", "Nêu các mô hình, văn bản và cách làm hay của Mặt trận và các tổ chức thành viên ở cơ sở, kết quả…", "", "Tệp", "kế hoạch.docx", "25 MB", "cán bộ A", at, "Chỉ có trên Telegram: quá 20 MB"},
		{"Huyện B", "I.1", "Tổ chức các cuộc", "=HYPERLINK(\"http://x\")", "Ảnh", "", "80 KB", "@cán bộ", at, "mc-000003.jpg"},
		{"Huyện B", "đã bỏ", "", "", "Tệp", "+1.pdf", "", "", at, "Chưa tải về"},
	}
	if diff := cmp.Diff(want, rows[listHead-1:]); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	for name, text := range parts(t, data) {
		if strings.HasPrefix(name, "xl/worksheets/sheet") && name != "xl/worksheets/sheet1.xml" && strings.Contains(text, "<f>") {
			t.Errorf("%s holds a formula", name)
		}
	}
}

func TestNoSheetWithoutEvidence(t *testing.T) {
	if list := open(t, write(t, small())).GetSheetList(); slices.Contains(list, evidenceSheet) {
		t.Errorf("sheets: %v", list)
	}
	want := []string{"Tổng hợp", "Nội dung", "Danh mục", "Cảnh báo", "Minh chứng", "Tiến độ", "Biểu đồ"}
	if diff := cmp.Diff(want, open(t, write(t, withEvidence())).GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
}

func TestLongCaptionGoesOnInFurtherRows(t *testing.T) {
	in := withEvidence()
	long := strings.Repeat("Hội nghị quán triệt ở thôn. ", 38) // 1,064 characters, more than Telegram takes
	in.Reports["b"].Evidence[0].Caption = long
	rows, err := open(t, write(t, in)).GetRows(evidenceSheet)
	if err != nil {
		t.Fatal(err)
	}
	joined := ""
	for _, r := range rows[listHead+2 : len(rows)-1] {
		joined += r[3]
	}
	if joined != long || rows[listHead+3][0] != "Huyện B (tiếp theo)" {
		t.Errorf("%d bytes were written as %d in %q", len(long), len(joined), rows[listHead+3])
	}
}
