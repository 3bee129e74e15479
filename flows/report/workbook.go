package report

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

// Workbook writes the office's xlsx file: the consolidated table, the
// narratives, the named things, what looks odd or changed, the evidence, the progress
// and its charts, a sheet each; what holds nothing is left out, and the table of many
// units has several, see turned.go. The error says what could not be written.
func Workbook(in Input) ([]byte, error) {
	if isTurned(in) {
		in.Units = byParent(in.Units)
	}
	file := excelize.NewFile()
	defer file.Close()
	b := &book{file: file, styles: map[look]int{}, lines: map[measured]int{}}
	b.begin(in)

	table, progress := Consolidate(in), Progress(in)
	if isTurned(in) {
		b.turnedSummary(in, table, CountSent(progress))
	} else {
		b.summary(in, table, CountSent(progress))
	}
	b.narrative(in, table)
	b.names(in, table)
	b.targets(in, table)
	b.warnings(in, progress)
	b.changed(in, table)
	b.history(in)
	if hasEvidence(in) {
		b.evidence(in)
	}
	b.progress(in, progress)
	b.charts(in, table, progress)
	b.endRun()
	if b.err != nil {
		return nil, fmt.Errorf("write workbook, sheet %s: %w", b.sheet, b.err)
	}
	packed, err := file.SetZipWriter(retyped).WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("pack workbook: %w", err)
	}
	return packed.Bytes(), nil
}

// begin names the sheets and fixes everything the library would otherwise take
// from its own defaults.
func (b *book) begin(in Input) {
	made := in.Now.UTC().Format(time.RFC3339)
	recalculate := true
	b.do(func() error { return b.file.SetDefaultFont(fontName) })
	b.do(func() error {
		return b.file.SetDocProps(&excelize.DocProperties{
			Title: Clean(in.Round.Name), Creator: author, LastModifiedBy: author, Created: made, Modified: made, Language: "vi-VN",
		})
	})
	b.do(func() error {
		return b.file.SetAppProps(&excelize.AppProperties{Application: author, AppVersion: "12.0000"})
	})
	b.do(func() error { return b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &recalculate}) })
	b.do(func() error { return b.file.SetSheetName("Sheet1", summarySheet) })
	if isTurned(in) {
		b.parts = turnedParts(in.Outline, sheetsBeside())
	}
}

// page is how a sheet is printed and scrolled.
type page struct {
	paper   int // as in ECMA-376, pageSetup: 8 is A3, 9 is A4
	wide    int // pages side by side
	headRow int // stays in sight and is printed on every page
	heads   int // how many rows of heads end there; 0 is one
	// scale in per cent takes the place of wide: the page breaks are the sheet's own.
	scale uint
	// frozen columns stay in sight. A phone is 360 pixels wide, 51 digits: they
	// leave it room for another column.
	frozen   int
	repeated int // columns that are printed on every page
}

// The margins of every sheet, in inches.
const (
	sideMargin = 0.4
	edgeMargin = 0.6
)

func (b *book) layout(p page) {
	orientation, fit, high, centred := "landscape", p.scale == 0, 0, true
	side, edge := sideMargin, edgeMargin
	options := &excelize.PageLayoutOptions{Size: &p.paper, Orientation: &orientation, FitToWidth: &p.wide, FitToHeight: &high}
	if p.scale > 0 {
		options = &excelize.PageLayoutOptions{Size: &p.paper, Orientation: &orientation, AdjustTo: &p.scale}
	}
	b.do(func() error { return b.file.SetPageLayout(b.sheet, options) })
	b.do(func() error { return b.file.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}) })
	b.do(func() error {
		return b.file.SetPageMargins(b.sheet, &excelize.PageLayoutMarginsOptions{
			Left: &side, Right: &side, Top: &edge, Bottom: &edge, Horizontally: &centred})
	})
	b.do(func() error {
		return b.file.SetHeaderFooter(b.sheet, &excelize.HeaderFooterOptions{
			OddFooter: `&C&"` + fontName + `"&11` + pageFooter})
	})
	pane, titles := "bottomLeft", fmt.Sprintf("'%s'!$%d:$%d", b.sheet, p.headRow-max(p.heads-1, 0), p.headRow)
	if p.frozen > 0 {
		pane = "bottomRight"
	}
	if p.repeated > 0 {
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", b.sheet, column(p.repeated), titles)
	}
	b.do(func() error {
		return b.file.SetPanes(b.sheet, &excelize.Panes{Freeze: true, XSplit: p.frozen, YSplit: p.headRow,
			TopLeftCell: cellName(p.frozen+1, p.headRow+1), ActivePane: pane})
	})
	b.do(func() error {
		return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: b.sheet, RefersTo: titles})
	})
	b.do(func() error { return b.file.SetSheetDimension(b.sheet, "A1:"+cellName(b.lastColumn, b.lastRow)) })
}

// head writes the row of column heads.
func (b *book) head(row int, heads []string, widths []float64) {
	lines := 1
	for i, h := range heads {
		b.text(i+1, row, h, look{bold: true, align: "center", border: true, fill: headFill})
		lines = max(lines, boldLinesIn(h, widths[i]))
	}
	b.fit(row, lines)
}
