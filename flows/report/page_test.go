package report

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestPrintSetUp(t *testing.T) {
	all := parts(t, write(t, small()))
	for part, want := range map[string][]string{
		"xl/worksheets/sheet1.xml": {`paperSize="8"`, `orientation="landscape"`, `fitToWidth="1"`, `fitToHeight="0"`, `fitToPage="true"`, `topLeftCell="B7" xSplit="1" ySplit="6"`, `state="frozen"`, `Trang &amp;P/&amp;N`},
		"xl/worksheets/sheet2.xml": {`activePane="bottomLeft"`},
		"xl/workbook.xml":          {`$A:$C,&#39;Tổng hợp&#39;!$6:$6`, `fullCalcOnLoad="true"`},
		"docProps/core.xml":        {`<dc:creator>Báo cáo bot</dc:creator>`, `2024-05-28T05:00:00Z</dcterms:created>`, `2024-05-28T05:00:00Z</dcterms:modified>`},
	} {
		for _, w := range want {
			if !strings.Contains(all[part], w) {
				t.Errorf("%s lacks %s", part, w)
			}
		}
	}
	if n := strings.Count(all["xl/styles.xml"], "<xf "); n > 60 {
		t.Errorf("%d styles: each look should be one", n)
	}
}

// The columns A:C are printed on every page: nothing that reaches beyond them
// may begin in them where there are several pages, or it is seen cut.
func TestNothingIsCutAtTheRepeatedColumns(t *testing.T) {
	for _, units := range []int{16, 40} {
		f := open(t, write(t, sample(t, communes(units))))
		merged, err := f.GetMergeCells(summarySheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range merged {
			from, row, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
			to, _, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
			if from <= repeatedColumns && to > repeatedColumns || to > firstUnitColumn+7 {
				t.Errorf("%d units: %q runs over columns %d to %d", units, m.GetCellValue(), from, to)
			}
			if row > headRow && from <= repeatedColumns {
				t.Errorf("%d units: %q below the table is seen on every page", units, m.GetCellValue())
			}
		}
	}
}

// A phone is 360 pixels wide, some of them for its own row numbers: beside what
// is frozen another whole column is seen. Before the first row of figures at
// most half its screen of 640 pixels is used, and little more where questions are
// columns under their headings.
func TestAPhoneCanScroll(t *testing.T) {
	phoneCanScroll(t, open(t, write(t, sample(t, hueNine))), 320)
	phoneCanScroll(t, open(t, write(t, withoutLists(underNine(t, 124)))), 370)
}

func phoneCanScroll(t *testing.T, f *excelize.File, most float64) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		panes, err := f.GetPanes(sheet)
		if err != nil {
			t.Fatal(err)
		}
		wide, high := 0.0, 0.0
		for col := 1; panes.XSplit > 0 && col <= panes.XSplit+1; col++ {
			width, _ := f.GetColWidth(sheet, column(col))
			wide += 7 * width
		}
		for row := 1; row <= panes.YSplit; row++ {
			height, _ := f.GetRowHeight(sheet, row)
			high += height * 96 / 72
		}
		if wide > 352 || high > most {
			t.Errorf("%s: %v pixels wide with the next column, %v high are frozen", sheet, wide, high)
		}
	}
}
