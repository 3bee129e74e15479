package excel_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"baocaobot/flows/excel"
)

// sound is a workbook with two sheets and one of everything that ours are made of.
func sound(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "Tổng hợp"))
	_, err := f.NewSheet("Biểu đồ")
	must(err)
	format := "#,##0"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(err)
	for _, sheet := range f.GetSheetList() {
		must(f.SetColWidth(sheet, "A", "A", 20))
		must(f.SetRowHeight(sheet, 1, 30))
		must(f.SetCellStr(sheet, "A1", "Đơn vị"))
		must(f.SetCellStr(sheet, "A2", "Huyện A Lưới"))
		must(f.SetCellFloat(sheet, "B2", 12, -1, 64))
		must(f.SetCellStyle(sheet, "B2", "B2", style))
		must(f.MergeCell(sheet, "A1", "B1"))
		must(f.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}))
		must(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: "'" + sheet + "'!$A:$A,'" + sheet + "'!$1:$1"}))
		must(f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&CTrang &P"}))
		must(f.InsertPageBreak(sheet, "A3"))
		must(f.SetSheetDimension(sheet, "A1:B3"))
	}
	must(f.SetCellFloat("Tổng hợp", "B3", 12, -1, 64))
	must(f.SetCellFormula("Tổng hợp", "B3", "SUM(B2:B2)"))
	must(f.AddComment("Tổng hợp", excelize.Comment{Cell: "B2", Author: "bot", Text: "Nguyên văn"}))
	must(f.AddChart("Biểu đồ", "D1", &excelize.Chart{Type: excelize.Bar, Series: []excelize.ChartSeries{
		{Name: "'Biểu đồ'!$A$1", Categories: "'Biểu đồ'!$A$2:$A$3", Values: "'Biểu đồ'!$B$2:$B$3"}}}))
	data, err := f.WriteToBuffer()
	must(err)
	return data.Bytes()
}

// broken packs the workbook again with something in one part replaced.
func broken(t *testing.T, data []byte, part, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, changed := zip.NewWriter(&out), false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part && old == "" { // leave it out
			changed = true
			continue
		}
		if f.Name == part {
			found := regexp.MustCompile(old).FindIndex(text)
			if found == nil {
				t.Fatalf("%s holds no %s:\n%s", part, old, text)
			}
			text, changed = []byte(string(text[:found[0]])+new+string(text[found[1]:])), true
		}
		p, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || !changed {
		t.Fatalf("%s is not there, %v", part, err)
	}
	return out.Bytes()
}

func TestASoundWorkbookHasNoFault(t *testing.T) {
	excel.Opens(t, sound(t))
}

// Every check, by a copy that it must not pass.
func TestFaultsAreFound(t *testing.T) {
	const one, two, book = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
	long := strings.Repeat("x", 32_768)
	for _, c := range []struct{ part, old, new, want string }{
		{one, `<mergeCell ref="A1:B1">`, `<mergeCell ref="B1:C1"></mergeCell><mergeCell ref="A1:B1">`, "lie over others"},
		{one, `<mergeCell ref="A1:B1">`, `<mergeCell ref="A1">`, "merged cells A1"},
		{book, `name="Biểu đồ"`, `name="Biểu/đồ"`, "may not be called"},
		{book, `name="Biểu đồ"`, `name="` + strings.Repeat("ồ", 32) + `"`, "may not be called"},
		{book, `name="Biểu đồ"`, `name="tổng HỢP"`, "there is another"},
		{book, `r:id="rId1"`, `r:id="rId99"`, "has no part"},
		{book, `!\$A:\$A`, `!$A:A1`, "print titles"},
		{book, `localSheetId="1"`, `localSheetId="0"`, "print titles"},
		{book, `localSheetId="1"`, `localSheetId="2"`, "print titles"},
		{book, `localSheetId="0" name="_xlnm.Print_Titles"`, `name="a b"`, "defined name a b"},
		{"[Content_Types].xml", `<Override PartName="/xl/comments1.xml"[^>]*></Override>`, "", "no content type"},
		{"[Content_Types].xml", `<Default Extension="vml"[^>]*></Default>`, "", "no content type"},
		{"[Content_Types].xml", `</Types>`, `<Override PartName="/xl/x.xml" ContentType="a"></Override></Types>`, "xl/x.xml, which is not there"},
		{"xl/comments1.xml", "", "", "xl/comments1.xml, which is not there"},
		{"xl/charts/chart1.xml", "", "", "which is not there"},
		{"xl/drawings/vmlDrawing1.vml", `<x:Row>1<`, `<x:Row>7<`, "drawn"},
		{"xl/drawings/vmlDrawing1.vml", "", "", "which is not there"},
		{"xl/comments1.xml", `authorId="0"`, `authorId="1"`, "by author 1"},
		{"xl/comments1.xml", `<comment ref="B2"`, `<comment ref="B2" authorId="0"><text><t>x</t></text></comment><comment ref="B2"`, "drawn 0 times"},
		{one, `<legacyDrawing r:id="rId\d+">`, `<legacyDrawing r:id="rId7">`, "legacyDrawing rId7 is not there"},
		{one, `<legacyDrawing r:id="rId\d+"></legacyDrawing>`, "", "is not called"},
		{one, `t="s"><v>0</v>`, `t="s"><v>99</v>`, `of type "s" holds "99"`},
		{one, `<v>12</v>`, `<v>12,5</v>`, `holds "12,5"`},
		{one, `<f>SUM\(B2:B2\)</f><v>12</v>`, `<f>SUM(B2:B2)</f>`, "no stored value"},
		{one, `SUM\(B2:B2\)`, `SUM(B2:B2`, "not closed"},
		{one, `SUM\(B2:B2\)`, strings.Repeat("SUM(", 65) + "B2" + strings.Repeat(")", 65), "nested too deeply"},
		{one, `SUM\(B2:B2\)`, `TEXTJOIN(B2:B2)`, "calls TEXTJOIN"},
		{one, `SUM\(B2:B2\)`, `SUM(XFE2:B2)`, "outside of the sheet"},
		{one, `SUM\(B2:B2\)`, `SUM('Không có'!B2)`, "a sheet that is not there"},
		{one, `SUM\(B2:B2\)`, `IF(B2=1,"` + strings.Repeat("x", 256) + `",1)`, "a text that is too long"},
		{one, `SUM\(B2:B2\)`, `IF(B2="_x0041_",1,0)`, "_x0041_, which is read as another"},
		{one, `<f>SUM\(B2:B2\)</f><v>12</v>`, `<f>SUM(B2:B2)</f><v>_x0041_</v>`, "_x0041_, which is read as another"},
		{one, `SUM\(B2:B2\)`, `SUM(B2` + strings.Repeat(",B2", 3000) + `)`, "is too long"},
		{one, ` s="1"`, ` s="64"`, "has the look 64"},
		{one, `r="B2"`, `r="B4"`, "stands in row 2"},
		{one, `r="B2"`, `r="C2"`, "beyond the sheet's cells"},
		{one, `<row r="2"`, `<row r="1"`, "comes after row 1"},
		{one, `ht="30"`, `ht="410"`, "410 points high"},
		{one, `width="20"`, `width="256"`, "256 wide"},
		{one, `<col [^>]*></col>`, `<col min="1" max="2" width="9"></col><col min="2" max="3" width="9"></col>`, "columns 2 to 3"},
		{one, `topLeftCell="B2"`, `topLeftCell="A1"`, "frozen at 1, 1"},
		{one, `activePane="bottomRight"`, `activePane="topLeft"`, "in topLeft"},
		{one, `<brk id="2"`, `<brk id="0"`, "page break 1"},
		{one, `&amp;CTrang`, strings.Repeat("x", 256), "footer"},
		{one, `</sheetData>`, `</sheetData><hyperlinks></hyperlinks>`, "hyperlinks is not looked at"},
		{one, `</sheetData>`, `</sheetData><dataValidations></dataValidations>`, "dataValidations is not looked at"},
		{two, `<drawing r:id="rId1">`, `<drawing r:id="rId2">`, "drawing rId2 is not there"},
		{"xl/charts/chart1.xml", `\$B\$3`, `$$B$$9`, "which is not there"},
		{"xl/charts/chart1.xml", `\$B\$3`, `$B$9`, "beyond the sheet's cells"},
		{"xl/charts/chart1.xml", `'Biểu đồ'|&#39;Biểu đồ&#39;`, `'Khác'`, "which is not there"},
		{"xl/sharedStrings.xml", `Đơn vị`, long, "has 32768 characters"},
		{"xl/sharedStrings.xml", `Đơn vị`, "Đơn \x01", "is no XML"},
		{"xl/sharedStrings.xml", `Đơn vị`, "&#1;", "is no XML"},
		{"xl/styles.xml", `numFmtId="164" formatCode`, `numFmtId="165" formatCode`, "leans on what is not there"},
		{"xl/styles.xml", `formatCode="#,##0"`, `formatCode="` + strings.Repeat("0", 256) + `"`, "too long"},
		{"xl/styles.xml", `</cellXfs>`, strings.Repeat("<xf></xf>", 64_000) + `</cellXfs>`, "looks of cells"},
	} {
		copy := broken(t, sound(t), c.part, c.old, c.new)
		if faults := strings.Join(excel.Faults(copy), "\n"); !strings.Contains(faults, c.want) {
			t.Errorf("%s: %.60s instead of %s: found %q, want %q", c.part, c.new, c.old, faults, c.want)
		}
	}
}

func TestNoWorkbookAtAll(t *testing.T) {
	if faults := excel.Faults([]byte("no")); len(faults) != 1 {
		t.Errorf("%q", faults)
	}
}

// Microsoft's validator refuses elements in the wrong order: it can say no.
func TestTheWrongOrderIsRefused(t *testing.T) {
	copy := broken(t, sound(t), "xl/worksheets/sheet1.xml", `<sheetData>`, `<mergeCells count="1"><mergeCell ref="C1:D1"></mergeCell></mergeCells><sheetData>`)
	for _, version := range excel.Versions {
		refused := excel.Refused(t, copy, version)
		if len(refused) == 0 || !strings.Contains(refused[0], "unexpected child element") {
			t.Errorf("%s refuses %q", version, refused)
		}
	}
}
