package report

import (
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/outline"

	"github.com/google/go-cmp/cmp"
)

func TestHostileTextStaysText(t *testing.T) {
	hostile := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1", "<f>1</f>", "a\x00b", `"]]>&`, ` t="str"><f>9</f><v>9</v></c>`, "_x0041_", "_x000D_"}
	in := small()
	in.Units[0].Name, in.Units[1].Name = "=cmd|' /C calc'!A0", "xã <A> & \"B\"\x01"
	in.Outline.Title, in.Place = "@đề cương", "=1"
	in.answer("a", map[flows.QuestionID]flows.Value{"van_ban": names(hostile...), "cach_lam": {State: flows.Given, Text: "=1+1"}})
	data := write(t, in)
	all := parts(t, data)
	for name, text := range all {
		if strings.HasPrefix(name, "xl/worksheets/sheet") && name != "xl/worksheets/sheet1.xml" && strings.Contains(text, "<f>") {
			t.Errorf("%s holds a formula", name)
		}
		if strings.Contains(text, "inlineStr") {
			t.Errorf("%s holds inline strings, which some phones do not show", name)
		}
	}
	if got := strings.Count(all["xl/worksheets/sheet1.xml"], "<f>"); got != 12 {
		t.Errorf("the summary has %d formulas, want its own 12", got)
	}
	column, err := open(t, data).GetCols(namesSheet)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{hostile[0], "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\n=1", "<f>1</f>", "ab", `"]]>&`, hostile[9], "_x0041_", "_x000D_"}
	if diff := cmp.Diff(want, column[3][listHead:]); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// Spreadsheet programs read _x0041_ as A, and so does the reader here, though
// not in comments.
func TestEscapesAreShownAsTyped(t *testing.T) {
	typed := []string{"_x0041_", "_x005F_x0041_", "_x0041_x0042_", "_x005F_", "_xD83D_", "a_x000D_b", "_x0041", "_X0041_", "_x0041_"}
	in := small()
	in.Units[0].Name = "huyện _x0041_"
	in.answer("a", map[flows.QuestionID]flows.Value{
		"van_ban": names(typed...), "cach_lam": {State: flows.Given, Text: "_x0042_"}, "quy": {State: flows.Given, Number: 1, Hedge: "_x0043_"},
	})
	data := write(t, in)
	f := open(t, data)
	column, err := f.GetCols(namesSheet)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(typed, column[3][listHead:]); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	unit, _ := f.GetCellValue(summarySheet, "D6")
	text, _ := f.GetCellValue(narrativeSheet, "D5")
	if diff := cmp.Diff([]string{"Huyện _x0041_", "_x0042_"}, []string{unit, text}); diff != "" {
		t.Errorf("unit and narrative (-want +got):\n%s", diff)
	}
	if comments := parts(t, data)["xl/comments1.xml"]; !strings.Contains(comments, "“_x005F_x0043_ 4,03 tỷ”") {
		t.Errorf("the comment is not escaped: %s", comments)
	}
}

// The total of a choice counts what was taken by a text in its formula, and stores its
// own: neither holds what would be read as an escape. Sheets are called without.
func TestEscapesInATotalAreShownAsTyped(t *testing.T) {
	in := withChoice()
	in.answer("c", map[flows.QuestionID]flows.Value{"xep_loai": option("Rất _x0041_ cũ")})
	data := write(t, in)
	f := open(t, data)
	at := cellName(firstUnitColumn+len(in.Units), headRow+14)
	formula, err := f.GetCellFormula(summarySheet, at)
	if err != nil || !strings.Contains(formula, `="Rất _"&"x0041_ cũ")`) {
		t.Errorf("%q, %v", formula, err)
	}
	if sheet := parts(t, data)["xl/worksheets/sheet1.xml"]; !strings.Contains(sheet, "; Rất _x005F_x0041_ cũ:\u00a01</v>") {
		t.Error("the stored total is not escaped")
	}
	section := &outline.Section{ID: "I", Heading: "I. Phần _x0041_"}
	if name := sheetName(section); escapeLike.MatchString(name) {
		t.Errorf("a sheet is called %q", name)
	}
}

func TestLongNarrativeGoesOnInFurtherRows(t *testing.T) {
	in := small()
	long := strings.Repeat("Ban Thường trực đã phối hợp.\n", 3000)
	in.answer("a", map[flows.QuestionID]flows.Value{"cach_lam": {State: flows.Given, Text: long}})
	rows, err := open(t, write(t, in)).GetRows(narrativeSheet)
	if err != nil {
		t.Fatal(err)
	}
	var joined strings.Builder
	for _, r := range rows[listHead:] {
		if strings.HasPrefix(r[2], "Huyện A") {
			joined.WriteString(r[3])
		}
	}
	if joined.String() != long {
		t.Errorf("%d bytes of narrative were written as %d", len(long), joined.Len())
	}
	last := rows[len(rows)-1]
	if diff := cmp.Diff([]string{"Phần thứ hai.1", "Cách làm", "Huyện B", "Chưa có số liệu"}, last); diff != "" {
		t.Errorf("last row (-want +got):\n%s", diff)
	}
}

func TestLongNameGoesOnInFurtherRows(t *testing.T) {
	in := small()
	long := strings.Repeat("Mô hình “Tuyến đường tự quản”. ", 160)
	in.answer("a", map[flows.QuestionID]flows.Value{"van_ban": names(long, "Nghị quyết")})
	f := open(t, write(t, in))
	rows, err := f.GetRows(namesSheet)
	if err != nil {
		t.Fatal(err)
	}
	joined := ""
	var beside [][]string
	for i, r := range rows[listHead:] {
		joined += r[3]
		beside = append(beside, []string{r[2], r[4]})
		if height, _ := f.GetRowHeight(namesSheet, listHead+1+i); height >= maxHeight {
			t.Errorf("row %d is %v points high", listHead+1+i, height)
		}
	}
	want := [][]string{{"1", "Huyện A"}, {"1", "Huyện A (tiếp theo)"}, {"1", "Huyện A (tiếp theo)"}, {"1", "Huyện A (tiếp theo)"}, {"2", "Huyện A"}}
	if diff := cmp.Diff(want, beside); diff != "" || joined != long+"Nghị quyết" {
		t.Errorf("%d bytes were written as %d; rows (-want +got):\n%s", len(long), len(joined), diff)
	}
}
