package report

import (
	"fmt"
	"strings"

	"baocaobot/flows"
)

// The summary sheet: STT, label, unit of measure, a column for each unit, the
// total and the coverage.
const (
	firstUnitColumn = 4
	headRow         = 6
	labelWidth      = 44
	// titleColumns bounds the title block, or the national heading would stand
	// out of sight above thousands of units.
	titleColumns = 14
	// unitsAcross is how many units a printed page carries.
	unitsAcross = 15
)

func lastColumn(units int) int { return firstUnitColumn + units + 1 }

func (b *book) summary(in Input, t Table, sent int) {
	b.open(summarySheet)
	widths := b.summaryColumns(t)
	b.titleBlock(in, sent)
	heads := append([]string{}, summaryHead...)
	for _, u := range t.Units {
		heads = append(heads, upperFirst(clean(u.Name)))
	}
	b.head(headRow, append(heads, wholeHead(in.Place), coverageHead), widths)

	rows := map[flows.QuestionID]int{}
	for i, r := range t.Rows {
		if !r.Heading {
			rows[r.Question.ID] = headRow + 1 + i
		}
	}
	for i, r := range t.Rows {
		if r.Heading {
			b.heading(headRow+1+i, r, len(t.Units))
			continue
		}
		b.figures(headRow+1+i, r, rows)
	}
	b.underTable(in, headRow+len(t.Rows)+2)
	b.layout(page{paper: 8, wide: max(1, (len(t.Units)+unitsAcross-1)/unitsAcross), headRow: headRow, frozen: 2})
}

func (b *book) summaryColumns(t Table) []float64 {
	figure := figureWidth(t)
	widths := []float64{6, labelWidth, 12}
	for range t.Units {
		widths = append(widths, figure)
	}
	widths = append(widths, figure+2, 12)
	last := len(widths)
	b.widths(widths[:3]...)
	b.width(firstUnitColumn, last-1, figure)
	b.width(last-1, last-1, figure+2)
	b.width(last, last, 12)
	return widths
}

func (b *book) titleBlock(in Input, sent int) {
	last := min(lastColumn(len(in.Units)), titleColumns)
	bold := look{align: "center", bold: true}
	b.across(1, 2, 1, frontHeading, bold)
	b.across(3, last, 1, nation, bold)
	b.across(1, 2, 2, strings.ToUpper(province(in.Place)), look{align: "center", bold: true, underline: true})
	b.across(3, last, 2, motto, look{align: "center", bold: true, underline: true})
	b.across(1, last, 3, summaryTitle, look{align: "center", bold: true, size: 14})
	b.across(1, last, 4, in.Outline.Title, bold)
	b.across(1, last, 5, infoLine(in, sent), look{align: "center", italic: true})
	width := labelWidth + 18 + 12*float64(last-3)
	for row := 1; row <= 2; row++ {
		b.fit(row, 1)
	}
	b.fit(3, 2)
	b.fit(4, boldLinesIn(in.Outline.Title, width))
	b.fit(5, 1+linesIn(infoLine(in, sent), width))
}

func (b *book) heading(row int, r Row, units int) {
	l := look{bold: true, border: true, fill: sectionFill, align: "center", italic: r.Depth > 2}
	if r.Depth == 0 {
		l.fill = headFill
	}
	b.text(1, row, r.STT, l)
	l.align = "left"
	last := lastColumn(units)
	if units > unitsAcross { // a merged heading would not be read on the pages to the right
		b.text(2, row, r.Label, l)
		b.dress(2, last, row, l)
		b.fit(row, boldLinesIn(r.Label, labelWidth))
		return
	}
	b.across(2, last, row, r.Label, l)
	b.fit(row, boldLinesIn(r.Label, labelWidth+12*float64(units+3)))
}

func (b *book) figures(row int, r Row, rows map[flows.QuestionID]int) {
	cell := look{border: true, align: "center"}
	b.text(1, row, r.STT, cell)
	b.text(2, row, r.Label, look{border: true, align: "left"})
	b.text(3, row, r.UnitOfMeasure, cell)
	line := line{b: b, Row: r, row: row, format: formatOf(r)}
	line.part, line.whole = halvesOf(r, rows)
	for i, c := range r.Cells {
		line.cell(firstUnitColumn+i, c)
	}
	line.total()
	b.text(lastColumn(len(r.Cells)), row, fmt.Sprintf("%d/%d", r.Covered, r.Asked), cell)
	b.fit(row, max(linesIn(r.Label, labelWidth), linesIn(r.UnitOfMeasure, 11)))
}
