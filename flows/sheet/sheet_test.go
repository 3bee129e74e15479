package sheet_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"baocaobot/flows/sheet"
)

// texts are the rows as people would read them, with their numbers.
func texts(rows []sheet.Row) (list [][]string) {
	for _, r := range rows {
		line := []string{}
		for _, c := range r.Cells {
			if c.Formula {
				line = append(line, "="+c.Text)
			} else {
				line = append(line, c.Text)
			}
		}
		list = append(list, line)
	}
	return list
}

func read(t *testing.T, data []byte) []sheet.Row {
	t.Helper()
	rows, err := sheet.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestReadCSV(t *testing.T) {
	want := [][]string{{"Mã", "Tên"}, {"0123", "xã A; B"}, {"1.10", "phường Đ"}}
	for why, file := range map[string]string{
		"commas":     "Mã,Tên\n0123,xã A; B\n1.10,phường Đ\n",
		"semicolons": "\ufeffMã;Tên\r\n0123;\"xã A; B\"\r\n1.10; phường Đ \r\n",
		"tabs":       "Mã\tTên\t\n0123\txã A; B\n1.10\tphường Đ",
		"decomposed": norm.NFD.String("Mã,Tên\n0123,xã A; B\n1.10,phường Đ\n"),
	} {
		if diff := cmp.Diff(want, texts(read(t, []byte(file)))); diff != "" {
			t.Errorf("%s:\n%s", why, diff)
		}
	}
	rows := read(t, []byte("a\n\n\"b\nb\"\n , \n=1+1\n"))
	if rows[1].Number != 3 || rows[2].Number != 6 || !rows[2].Cells[0].Formula {
		t.Errorf("%+v", rows)
	}
}

// office makes a workbook with everything that a cell may be.
func office(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	style := func(o *excelize.Style) int {
		id, err := f.NewStyle(o)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	own := func(code string) int { return style(&excelize.Style{CustomNumFmt: &code}) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "Ẩn"))
	_, err := f.NewSheet("Danh sách")
	must(err)
	f.SetActiveSheet(1)
	must(f.SetSheetVisible("Ẩn", false))
	put := func(cell string, value any, styleID int) {
		must(f.SetCellValue("Danh sách", cell, value))
		must(f.SetCellStyle("Danh sách", cell, cell, styleID))
	}
	july := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	put("A2", "0123", 0)
	put("B2", 123, own("0000"))
	put("C2", 1.1, own("0.00"))
	put("D2", "1.10", 0)
	put("E2", 1234567, style(&excelize.Style{NumFmt: 3}))
	put("F2", 0.1+0.2, 0)
	put("A4", july, style(&excelize.Style{NumFmt: 14}))
	put("B4", july, own("dd/mm/yyyy"))
	put("C4", july, own(`[$-42A]"ngày "dd" tháng "mm" năm "yyyy`))
	put("D4", "1/7/2025", 0)
	put("E4", norm.NFD.String("xã Đường"), 0)
	must(f.SetCellRichText("Danh sách", "F4", []excelize.RichTextRun{{Text: "thị "}, {Text: "xã", Font: &excelize.Font{Bold: true}}}))
	must(f.SetCellFormula("Danh sách", "A5", "1+1"))
	put("B5", true, 0)
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

var officeRows = [][]string{
	{"0123", "0123", "1.10", "1.10", "1234567", "0.3"},
	{"2025-07-01", "2025-07-01", "2025-07-01", "1/7/2025", "xã Đường", "thị xã"},
}

func TestReadAWorkbookOfExcelize(t *testing.T) {
	rows := read(t, office(t))
	want := append(append([][]string{}, officeRows...), []string{"=", "TRUE"})
	if diff := cmp.Diff(want, texts(rows)); diff != "" {
		t.Error(diff)
	}
	if rows[0].Number != 2 || rows[1].Number != 4 {
		t.Errorf("numbered %d and %d", rows[0].Number, rows[1].Number)
	}
}

// LibreOffice writes the same workbook in its own way, and with the formula's result.
func TestReadAWorkbookOfLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not on the PATH: no workbook of its own is read")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, office(t), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.CommandContext(t.Context(), soffice, "-env:UserInstallation=file://"+dir+"/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), in)
	if said, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	data, err := os.ReadFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	want := append(append([][]string{}, officeRows...), []string{"=2", "=TRUE"})
	if diff := cmp.Diff(want, texts(read(t, data))); diff != "" {
		t.Error(diff)
	}
}

func TestLimitsAreThoseOfTheLimitNotOneLess(t *testing.T) {
	rows := read(t, []byte("a\n"+strings.Repeat("b\n", sheet.MaxRows-1)))
	if len(rows) != sheet.MaxRows {
		t.Errorf("%d rows", len(rows))
	}
	if rows := read(t, []byte(strings.Repeat("a,", 63)+"b\n")); len(rows[0].Cells) != 64 {
		t.Errorf("%d cells", len(rows[0].Cells))
	}
	if rows := read(t, []byte("a"+strings.Repeat(",", 3000)+"\nb\n")); len(rows) != 2 {
		t.Error("empty columns count")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a,b\n1,2\n"))
	f.Add(pack(plainBook()))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := sheet.Read(data)
		if err == nil && len(rows) == 0 || err != nil && (len(rows) > 0 || err.Error() == "") {
			t.Error("neither rows nor a sentence")
		}
	})
}

// FuzzSheet reads what is neither compressed nor checked.
func FuzzSheet(f *testing.F) {
	book := plainBook()
	f.Add(book["xl/worksheets/sheet1.xml"], book["xl/sharedStrings.xml"], book["xl/styles.xml"], book["xl/workbook.xml"])
	f.Fuzz(func(t *testing.T, rows, texts, styles, main string) {
		book := plainBook()
		book["xl/worksheets/sheet1.xml"], book["xl/sharedStrings.xml"], book["xl/styles.xml"], book["xl/workbook.xml"] = rows, texts, styles, main
		found, err := sheet.Read(pack(book))
		if err == nil && len(found) == 0 || err != nil && err.Error() == "" {
			t.Error("neither rows nor a sentence")
		}
	})
}
