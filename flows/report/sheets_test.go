package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"baocaobot/flows"

	"github.com/google/go-cmp/cmp"
)

func TestWarningsByUnitThenOutline(t *testing.T) {
	in := compared()
	in.Units = append(in.Units, flows.Unit{ID: "d", Name: "xã D", Kind: "xã"}, flows.Unit{ID: "e", Name: "xã E", Kind: "xã"})
	in.stage("e", func(r *flows.Report) { r.Excused.At = noon })
	want := []string{
		"Đơn vị|STT|Chỉ tiêu|Giá trị|Loại|Nội dung|Lý do đơn vị nêu",
		"Huyện A|3|Quỹ|trên 4.030,5 triệu đồng|Cần xem lại|Tăng nhiều so với kỳ trước.|=được hỗ trợ thêm",
		"Huyện B|2|Số cuộc (cấp xã)||Chưa có số liệu",
		"Huyện B|11|Cách làm||Chưa có số liệu",
		"Huyện B||Phần thứ hai NHIỆM VỤ||Chưa trả lời|2 mục: 7, 8",
		"Xã C|5|Ý kiến||Chưa có số liệu",
		"Xã C||I. KẾT QUẢ||Chưa trả lời|1 mục: 3",
		"Xã C||Phần thứ hai NHIỆM VỤ||Chưa trả lời|5 mục: 7–11",
		"Xã D||Chưa bắt đầu||Chưa trả lời|9 mục: 2–5, 7–11",
	}
	if diff := cmp.Diff(want, cells(t, write(t, in), warningSheet, 1, listHead)); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	in.Units = in.Units[4:]
	if diff := cmp.Diff([]string{nothingToWarn}, cells(t, write(t, in), warningSheet, 1, listHead+1)); diff != "" {
		t.Errorf("without warnings (-want +got):\n%s", diff)
	}
}

func TestWarningsOfManyUnitsAreGrouped(t *testing.T) {
	in := small()
	b := in.Reports["b"]
	for i := range 38 {
		u := flows.Unit{ID: flows.UnitID(fmt.Sprint("x", i)), Name: fmt.Sprint("huyện X", i), Kind: "huyện"}
		in.Units, in.Reports[u.ID] = append(in.Units, u), b
	}
	want := []string{
		"Huyện B||||Chưa có số liệu|2 mục: 2, 11",
		"Huyện B||||Chưa trả lời|2 mục: 7, 8",
		"Xã C||||Chưa có số liệu|1 mục: 5",
		"Xã C||||Chưa trả lời|6 mục: 3, 7–11",
		"Huyện X0||||Chưa có số liệu|2 mục: 2, 11",
	}
	if diff := cmp.Diff(want, cells(t, write(t, in), warningSheet, 1, listHead+1)[:5]); diff != "" {
		t.Errorf("grouped (-want +got):\n%s", diff)
	}
}

func TestHistoryShowsWhoChangedWhat(t *testing.T) {
	want := []string{
		"Đơn vị|STT|Chỉ tiêu|Trước|Sau|Người sửa|Lúc|Ghi chú",
		"Huyện A|2|Số cuộc (cấp xã)|Chưa trả lời|11 cuộc|cán bộ|12:00 28/05/2024",
		"Huyện A|2|Số cuộc (cấp xã)|11 cuộc|12 cuộc|văn phòng|12:00 28/05/2024|Văn phòng sửa thay đơn vị\nLý do: theo công văn của đơn vị",
		"Huyện B|1|Số cuộc (cấp huyện)|3 cuộc|Không phát sinh|cán bộ|12:00 28/05/2024",
	}
	if diff := cmp.Diff(want, cells(t, write(t, compared()), historySheet, 1, listHead)); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestChangesAgainstTheEditionBefore(t *testing.T) {
	in := compared()
	book := write(t, in)
	want := []string{
		"STT|Chỉ tiêu|Đơn vị|Lần 2|Lần này",
		"2|Số cuộc (cấp xã)|Huyện A|11 cuộc|12 cuộc",
		"2|Số cuộc (cấp xã)|Toàn tỉnh|16 cuộc|17 cuộc",
		"4|Đã trả lời|Huyện A|Chưa trả lời|1 ý kiến",
		"4|Đã trả lời|Toàn tỉnh|1.090 ý kiến|1.091 ý kiến",
		"6|Tỷ lệ|Huyện A|Chưa trả lời|50 %",
		"6|Tỷ lệ|Toàn tỉnh|90 %|89,22 %",
	}
	if diff := cmp.Diff(want, cells(t, book, changedSheet, 1, listHead)); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if title := cells(t, book, changedSheet, 1, 1)[0]; title != "THAY ĐỔI SO VỚI LẦN 2, 11:00 28/5/2024" {
		t.Errorf("title: %s", title)
	}
	in.Last.Counts = CountsApproved // nothing was approved then: every figure is new
	if n := len(ChangedCells(in, Consolidate(in))); n < 30 {
		t.Errorf("only %d cells changed since an edition that counted nothing", n)
	}
}

func TestSheetsThatHoldNothingAreLeftOut(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Input)
		gone   string
	}{
		"targets of all together": {func(in *Input) { in.Targets = in.Targets[:4] }, targetSheet},
		"no change since":         {func(in *Input) { in.LastReports = in.Reports }, changedSheet},
		"no edition before":       {func(in *Input) { in.Last = Edition{} }, changedSheet},
		"nothing after sending":   {func(in *Input) { in.Changes = nil }, historySheet},
	} {
		in := compared()
		c.change(&in)
		want := []string{summarySheet, narrativeSheet, namesSheet, targetSheet, warningSheet, changedSheet, historySheet, progressSheet, chartSheet}
		want = slices.DeleteFunc(want, func(s string) bool { return s == c.gone })
		if diff := cmp.Diff(want, open(t, write(t, in)).GetSheetList()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestCommentsTellOfCorrectionsAndTargets(t *testing.T) {
	in := compared()
	in.stage("b", func(r *flows.Report) {
		r.Revision = flows.Revision{Moment: flows.Moment{At: noon, Reason: "số này cao bất thường"}, Questions: []flows.QuestionID{"quy", "van_ban"}}
		a := r.Answers["quy"]
		a.Seq = 1
		r.Answers["quy"] = a
	})
	in.Reports["c"].Answers["cuoc@xa"] = byOffice(told("cuoc@xa", number(5)))
	got := map[string]string{}
	comments, err := open(t, write(t, in)).GetComments(summarySheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range comments {
		if _, twice := got[c.Cell]; twice {
			t.Errorf("two comments on %s", c.Cell)
		}
		got[c.Cell] = c.Text
	}
	want := map[string]string{
		"D9":  "Văn phòng sửa thay đơn vị (12:00 28/05/2024): 11 cuộc → 12 cuộc\nChỉ tiêu giao: 10 cuộc",
		"D10": "Nguyên văn: “trên 4,03 tỷ”",
		"D13": "Chỉ tiêu giao: 90 %",
		"E8":  "Đơn vị chỉnh lý sau khi gửi (12:00 28/05/2024): 3 cuộc → Không phát sinh",
		"E10": "Yêu cầu chỉnh lý: số này cao bất thường (đơn vị đã làm lại, chưa gửi)",
		"E17": "Yêu cầu chỉnh lý: số này cao bất thường",
		"F9":  "Lý do: theo công văn của đơn vị\nVăn phòng sửa thay đơn vị",
		"F10": "Chỉ tiêu giao: 3 triệu đồng",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

func TestUnitsAreColouredByStage(t *testing.T) {
	in := sample(t, hueNine)
	in.stage("hue", func(r *flows.Report) { r.SentAt, r.Approved.At = noon, noon })
	in.stage("huong-thuy", func(r *flows.Report) { r.Revision.At, r.SentAt = noon, in.Reports["a-luoi"].SentAt })
	in.stage("nam-dong", func(r *flows.Report) { r.Excused.At = noon })
	f := open(t, write(t, in))
	var got []string
	for i, u := range in.Units {
		id, _ := f.GetCellStyle(summarySheet, cellName(firstUnitColumn+i, headRow))
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(u.ID, " ", in.Reports[u.ID].Stage(), " ", strings.Join(style.Fill.Color, "")))
	}
	want := []string{"hue approved A9D08E", "huong-thuy revising F4B183", "huong-tra filling FFF2CC", "phong-dien sent 9DC3E6", "quang-dien sent 9DC3E6",
		"phu-vang filling FFF2CC", "phu-loc sent 9DC3E6", "nam-dong excused D9C3E8", "a-luoi not started FFFFFF"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("colours (-want +got):\n%s", diff)
	}
	legend := strings.Join(cells(t, write(t, in), summarySheet, 3, headRow), "\n")
	for _, s := range stages {
		if in := strings.Contains(legend, stageSample+"|"+stageNote(s.stage)); in == (s.stage == flows.Submitted) {
			t.Errorf("the legend tells of %s: %v", s.stage, in)
		}
	}
}

func TestTheInfoLineSaysWhatCounts(t *testing.T) {
	in := small()
	in.stage("c", func(r *flows.Report) { r.SentAt, r.Excused.At = noon, noon })
	in.stage("a", func(r *flows.Report) { r.SentAt = noon })
	for want, change := range map[string]func(*Input){
		"Đã gửi: 1/2 đơn vị, 1 đơn vị được miễn; Tính mọi số liệu đã nhập; Lập lúc 12:00 28/05/2024":                                 func(*Input) {},
		"Đã gửi: 1/2 đơn vị, 1 đơn vị được miễn; Chỉ tính báo cáo đã gửi (đang chỉnh lý: số liệu hiện có); Lập lúc 12:00 28/05/2024": func(in *Input) { in.Counts = CountsSent },
		"Lần 3, 12:00 28/5/2024, 8/9 đơn vị; Chỉ tính báo cáo đã duyệt":                                                              func(in *Input) { in.Counts, in.Edition = CountsApproved, Edition{3, noon, 8, 9, CountsApproved} },
	} {
		one := in
		change(&one)
		if got := infoLine(one, CountSent(Progress(one))); !strings.HasSuffix(got, "30/5/2024; "+want) {
			t.Errorf("got %q\nwant it to end in %q", got, want)
		}
	}
}

func TestNumbersThatFollowEachOther(t *testing.T) {
	for want, numbers := range map[string][]int{"": nil, "12": {12}, "1, 2": {1, 2}, "1–3": {1, 2, 3}, "12, 15–18, 21, 22": {12, 15, 16, 17, 18, 21, 22}} {
		if got := numbersWords(numbers); got != want {
			t.Errorf("%v is %q, want %q", numbers, got, want)
		}
	}
}

// What is long goes on in further rows and is whole again when put together.
func TestLongValuesGoOnInFurtherRows(t *testing.T) {
	in := compared()
	long := strings.Repeat("Hội nghị quán triệt ở thôn. ", 120)
	in.Changes = []flows.Change{{Unit: "a", Old: told("cach_lam", flows.Value{State: flows.Given, Text: "Hay"}), New: told("cach_lam", flows.Value{State: flows.Given, Text: long})}}
	rows, err := open(t, write(t, in)).GetRows(historySheet)
	if err != nil {
		t.Fatal(err)
	}
	joined := ""
	for _, r := range rows[listHead:] {
		joined += r[4]
	}
	if joined != long || len(rows) < listHead+3 || rows[listHead+1][0] != "Huyện A (tiếp theo)" || rows[listHead+1][3] != "Hay" {
		t.Errorf("%d bytes were written as %d in %q", len(long), len(joined), rows[listHead:])
	}
}
