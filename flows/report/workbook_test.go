package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func write(t testing.TB, in Input) []byte {
	t.Helper()
	data, err := Workbook(in)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// parts gives the files inside the workbook.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

var cellXML = regexp.MustCompile(`<c r="([A-Z]+\d+)" s="\d+"( t="\w+")?>(?:<f>(.*?)</f>)?(?:<v>(.*?)</v>)?</c>`)

// The stored values, because a phone shows these and calculates nothing.
func TestFormulasStandBesideTheirValues(t *testing.T) {
	sheet := parts(t, write(t, small()))["xl/worksheets/sheet1.xml"]
	var got []string
	for _, c := range cellXML.FindAllStringSubmatch(sheet, -1) {
		if c[3] != "" {
			got = append(got, strings.ReplaceAll(fmt.Sprintf("%s%s %s → %s", c[1], c[2], c[3], c[4]), "&#34;", `"`))
		}
	}
	want := []string{
		`G8 SUM(D8:F8) → 0`,
		`G9 SUM(D9:F9) → 17`,
		`G10 SUM(D10:F10) → 4030.500001`,
		`G11 SUM(D11:F11) → 1091`,
		`G12 SUM(D12:F12) → 102`,
		`D13 IF(COUNT(D11,D12)=2,IF(D12=0,"–",D11/D12),IF(OR(D11="chưa có",D12="chưa có"),"chưa có","")) → 0.5`,
		`E13 IF(COUNT(E11,E12)=2,IF(E12=0,"–",E11/E12),IF(OR(E11="chưa có",E12="chưa có"),"chưa có","")) → 0.9`,
		`F13 t="str" IF(COUNT(F11,F12)=2,IF(F12=0,"–",F11/F12),IF(OR(F11="chưa có",F12="chưa có"),"chưa có","")) → chưa có`,
		`G13 IF(SUMPRODUCT(--ISNUMBER(D11:F11),--ISNUMBER(D12:F12))=0,"",IF(SUMPRODUCT(--ISNUMBER(D11:F11),D12:F12)=0,"–",SUMPRODUCT(--ISNUMBER(D12:F12),D11:F11)/SUMPRODUCT(--ISNUMBER(D11:F11),D12:F12))) → 0.892156862745098`,
		`G15 SUM(D15:F15) → 3`,
		`G17 SUM(D17:F17) → 2`,
		`G18 COUNTIF(D18:F18,"Có") → 1`,
	}
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "&lt;", "<")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("formulas (-want +got):\n%s", diff)
	}
}

// A total rate is the ratio of sums: (1+90)/(2+100), not the mean of 0.5 and 0.9.
func TestTotalRateIsNoMean(t *testing.T) {
	f := open(t, write(t, small()))
	got, err := f.GetCellValue(summarySheet, "G13")
	if err != nil || got != "89.22%" {
		t.Errorf("total rate = %q, %v, want 89.22%%", got, err)
	}
}

func TestStatesLookDifferent(t *testing.T) {
	f := open(t, write(t, small()))
	looks := map[string]string{}
	for name, cell := range map[string]string{"zero": "D8", "none": "E8", "not asked": "F8", "unknown": "E9", "empty": "F10", "text": "D19"} {
		value, _ := f.GetCellValue(summarySheet, cell)
		id, _ := f.GetCellStyle(summarySheet, cell)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		format := ""
		if style.CustomNumFmt != nil {
			format = *style.CustomNumFmt
		}
		looks[name] = value + " " + strings.Join(style.Fill.Color, "") + " " + format
	}
	want := map[string]string{
		"zero": "0  #,##0", "none": `0  #,##0;-#,##0;"–"`, "not asked": "x  #,##0",
		"unknown": "chưa có FFD966 #,##0", "empty": " D9D9D9 #,##0.000000", "text": "✓  #,##0",
	}
	if diff := cmp.Diff(want, looks); diff != "" {
		t.Errorf("looks (-want +got):\n%s", diff)
	}
}

// A rate says why it is none: no base, a half not known, a half not given.
func TestRatesLookLikeTheirStates(t *testing.T) {
	f := open(t, write(t, rates()))
	var got []string
	for _, cell := range []string{"D13", "E13", "F13", "G13", "H13", "I13", "J13"} {
		value, _ := f.GetCellValue(summarySheet, cell)
		id, _ := f.GetCellStyle(summarySheet, cell)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.Join(append([]string{value, style.Alignment.Horizontal}, style.Fill.Color...), " "))
	}
	want := []string{"50.00% right", "– center", "chưa có center FFD966", " center D9D9D9", "chưa có center FFD966", "50.00% right", "2/5 center"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rates (-want +got):\n%s", diff)
	}
	in := small()
	in.Units = in.Units[:1]
	in.answer("a", map[flows.QuestionID]flows.Value{"tra_loi": number(0), "y_kien": number(0)})
	total, err := open(t, write(t, in)).GetCellValue(summarySheet, "E13")
	if err != nil || total != "–" {
		t.Errorf("total without a base = %q, %v, want –", total, err)
	}
}

// The reader here prints the 0 of a không phát sinh without its dash format.
func TestSummaryShowsTheWholeTable(t *testing.T) {
	f := open(t, write(t, small()))
	rows, err := f.GetRows(summarySheet)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows[:19] {
		got = append(got, strings.Join(r, "|"))
	}
	want := []string{
		"ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
		"TỈNH THỪA THIÊN HUẾ||Độc lập - Tự do - Hạnh phúc",
		"BẢNG TỔNG HỢP SỐ LIỆU",
		"Đề cương nhỏ",
		"Số liệu từ 01/01/2024 đến 30/06/2024; Hạn gửi: trước ngày 30/5/2024; Đã gửi: 0/3 đơn vị; Tính mọi số liệu đã nhập; Lập lúc 12:00 28/05/2024",
		"STT|Nội dung|Đơn vị tính|Huyện A|Huyện B|Xã C|Toàn tỉnh|Số đơn vị có số liệu",
		"I|KẾT QUẢ",
		"1|Số cuộc (cấp huyện)|cuộc|0|0|x|0|2/2",
		"2|Số cuộc (cấp xã)|cuộc|12|chưa có|5|17|2/3",
		"3|Quỹ|triệu đồng|4,030.500000|0.000001||4,030.500001|2/3",
		"4|Đã trả lời|ý kiến|1|90|1,000|1,091|3/3",
		"5|Ý kiến|ý kiến|2|100|chưa có|102|2/3",
		"6|Tỷ lệ|%|50.00%|90.00%|chưa có|89.22%|2/3",
		"|Phần thứ hai NHIỆM VỤ",
		"7|Mô hình: số lượng|mô hình|3|||3|1/3",
		"8|Mô hình: tên|mô hình|✓||||1/3",
		"9|Văn bản|văn bản|2|0||2|2/3",
		"10|Có cứu trợ?|có/không|Có|Không||1 có|2/3",
		"11|Cách làm||✓|chưa có|||1/3",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

func TestHedgeIsAComment(t *testing.T) {
	f := open(t, write(t, small()))
	comments, err := f.GetComments(summarySheet)
	if err != nil || len(comments) != 1 {
		t.Fatalf("comments = %v, %v, want one", comments, err)
	}
	got := []string{comments[0].Author, comments[0].Cell, comments[0].Text}
	if diff := cmp.Diff([]string{"Báo cáo bot", "D10", "Nguyên văn: “trên 4,03 tỷ”"}, got); diff != "" {
		t.Errorf("comment (-want +got):\n%s", diff)
	}
}

func TestProgressSheet(t *testing.T) {
	in := small()
	in.Now = in.Round.Deadline
	in.stage("a", func(r *flows.Report) {
		r.FirstSent, r.Revision = noon.Add(-time.Hour), flows.Revision{Moment: flows.Moment{At: noon}, Questions: []flows.QuestionID{"cuoc@xa"}}
	})
	in.stage("c", func(r *flows.Report) { r.Excused = flows.Moment{At: noon, Reason: "mới thành lập"} })
	rows, err := open(t, write(t, in)).GetRows(progressSheet)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"STT", "Đơn vị", "Trạng thái", "Hạn gửi", "Đã trả lời", "Phải trả lời", "Tỷ lệ", "Mục I", "Phần thứ hai", "Trả lời gần nhất", "Gửi lần đầu", "Gửi gần nhất", "Còn thiếu (số thứ tự chỉ tiêu)"},
		{"1", "Huyện A", "Yêu cầu chỉnh lý", "Đúng hạn", "10", "10", "100.00%", "5/5", "5/5", "12:00 28/05/2024", "11:00 28/05/2024", "", "1 mục: 2"},
		{"2", "Huyện B", "Đang nhập", "Trễ hạn", "8", "10", "80.00%", "5/5", "3/5", "12:00 28/05/2024", "", "", "2 mục: 7, 8"},
		{"3", "Xã C", "Được miễn báo cáo", "", "3", "9", "33.33%", "3/4", "0/5", "12:00 28/05/2024", "", "", "Được miễn báo cáo: mới thành lập"},
	}
	if diff := cmp.Diff(want, rows[listHead-1:]); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	in := sample(t, hueNine)
	first := write(t, in)
	for range 3 {
		if !bytes.Equal(first, write(t, in)) {
			t.Fatal("the same input gave other bytes")
		}
	}
}

func TestWorkbookOfAnySize(t *testing.T) {
	empty := small()
	empty.Units, empty.Reports = nil, nil
	none := small()
	none.Reports = nil
	bare := Input{Outline: small().Outline}
	for name, in := range map[string]Input{
		"no units": empty, "no reports": none, "nothing but an outline": bare, "one unit": sample(t, hueNine[:1]), "forty": sample(t, communes(mostAcross)),
	} {
		f := open(t, write(t, in))
		want := []string{"Tổng hợp", "Nội dung", "Danh mục", "Cảnh báo", "Tiến độ"}
		if len(in.Units) > 0 {
			want = append(want, "Biểu đồ")
		}
		if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
			t.Errorf("%s: sheets (-want +got):\n%s", name, diff)
		}
	}
}
