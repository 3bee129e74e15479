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
	numberWidth     = 6 // of columns that number the rows, here and in the lists
	labelWidth      = 44
	measureWidth    = 15
	// repeatedColumns are printed on every page: up to the unit of measure.
	repeatedColumns = 3
	// titleColumns bounds the title block, or the national heading would stand
	// out of sight above thousands of units.
	titleColumns = 14
	// unitsAcross is how many units a printed page carries.
	unitsAcross = 15
	// leastAcross is how many columns of figures fit on the first of several
	// pages, however wide: 16 units and two more columns make two pages.
	leastAcross = 8
)

func lastColumn(units int) int { return firstUnitColumn + units + 1 }

// titleSpan gives the columns over which the lines above and below the table
// stand. The repeated columns show on every page, so where there are several no
// line begins in them: it would be seen again, cut at their edge.
func titleSpan(units int) (from, last int) {
	if units > unitsAcross {
		return firstUnitColumn, firstUnitColumn + leastAcross - 1
	}
	return 1, min(lastColumn(units), titleColumns)
}

func (b *book) summary(in Input, t Table, sent int) {
	b.open(summarySheet)
	widths := b.summaryColumns(t)
	b.titleBlock(in, sent, len(t.Units))
	heads := append([]string{}, summaryHead...)
	for _, u := range t.Units {
		heads = append(heads, unitName(u))
	}
	b.head(headRow, append(heads, wholeHead(in.Place), coverageHead), widths)
	b.stageHeads(in)

	spots := map[flows.QuestionID]spot{}
	for i, r := range t.Rows {
		if !r.Heading {
			spots[r.Question.ID] = spot{place: headRow + 1 + i}
		}
	}
	for i, r := range t.Rows {
		if r.Heading {
			b.heading(headRow+1+i, r, len(t.Units))
			continue
		}
		b.figures(headRow+1+i, r, spots, widths)
	}
	b.beside(in, t, lastColumn(len(t.Units))+1)
	b.underTable(in, headRow+len(t.Rows)+2, len(t.Units))
	b.layout(page{paper: 8, wide: max(1, (len(t.Units)+unitsAcross-1)/unitsAcross), headRow: headRow,
		frozen: 1, repeated: repeatedColumns})
}

func (b *book) summaryColumns(t Table) []float64 {
	figure := figureWidth(t)
	widths := []float64{numberWidth, labelWidth, measureWidth}
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

func (b *book) titleBlock(in Input, sent, units int) {
	from, last := titleSpan(units)
	bold := look{align: "center", bold: true}
	b.across(1, 2, 1, frontHeading, bold)
	b.across(max(3, from), last, 1, nation, bold)
	b.across(1, 2, 2, strings.ToUpper(province(in.Place)), look{align: "center", bold: true, underline: true})
	b.across(max(3, from), last, 2, motto, look{align: "center", bold: true, underline: true})
	b.across(from, last, 3, summaryTitle, look{align: "center", bold: true, size: 14})
	b.across(from, last, 4, in.Outline.Title, bold)
	b.across(from, last, 5, infoLine(in, sent), look{align: "center", italic: true})
	width := 12 * float64(last-repeatedColumns)
	if from == 1 {
		width += numberWidth + labelWidth + measureWidth
	}
	for row := 1; row <= 3; row++ {
		b.fit(row, 1)
	}
	b.fit(4, boldLinesIn(in.Outline.Title, width))
	b.fit(5, linesIn(infoLine(in, sent), width))
}

func (b *book) heading(row int, r Row, units int) {
	l := headingLook(r)
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

func headingLook(r Row) look {
	l := look{bold: true, border: true, fill: sectionFill, align: "center", italic: r.Depth > 2}
	if r.Depth == 0 {
		l.fill = headFill
	}
	return l
}

func (b *book) figures(row int, r Row, spots map[flows.QuestionID]spot, widths []float64) {
	b.label(row, r, linesOfChoice(r, widths))
	l := line{b: b, Row: r, spot: spot{place: row}, format: formatOf(r)}
	l.part, l.whole = halvesOf(r, spots)
	for i := range r.Cells {
		l.cell(firstUnitColumn+i, &r.Cells[i])
	}
	last := lastColumn(len(r.Cells))
	l.total(last-1, &r, l.totalFormula(firstUnitColumn, last-2))
	b.text(last, row, coverage(r), look{border: true, align: "center"})
}

// label writes what a question's row is about; lines is how many the rest of it takes.
func (b *book) label(row int, r Row, lines int) {
	cell := look{border: true, align: "center"}
	b.text(1, row, r.STT, cell)
	b.text(2, row, r.Label, look{border: true, align: "left"})
	b.text(3, row, r.UnitOfMeasure, cell)
	b.fit(row, max(linesIn(r.Label, labelWidth), linesIn(r.UnitOfMeasure, measureWidth), lines))
}

func coverage(r Row) string { return fmt.Sprintf("%d/%d", r.Covered, r.Asked) }
