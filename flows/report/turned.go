package report

import (
	"fmt"

	"baocaobot/flows"
)

// Beyond mostAcross units the summary is turned: its first sheet has the totals of
// the whole outline, and behind it each part of the outline has a sheet with a row
// for each unit and a column for each question:
//
//	STT | Đơn vị               | Số cuộc | Tỷ lệ …
//	    | Toàn tỉnh            |     128 | 87,50%   SUBTOTAL over all rows below
//	    | Số đơn vị có số liệu |   28/30 | 27/30
//	    | Huyện A Lưới         |      41 | 90,00%   SUM over its units
//	    | Số đơn vị có số liệu |   14/14 | 13/14
//	  1 | Xã A Ngo             |      12 | –
//
// Rows of parents are there when there are several. Every cell is written by line,
// as it is in the table that is not turned.
const mostAcross = 40

func isTurned(in Input) bool { return len(in.Units) > mostAcross }

// The columns of a turned sheet.
const (
	turnedUnitColumn = 2
	firstQuestion    = 3
	leastWidth       = 16 // of a question's column: its label stands above it
	mostWidth        = 19
	turnedUnitWidth  = 25
)

// turned is one sheet of the turned summary while it is being written.
type turned struct {
	b       *book
	in      Input
	groups  []group
	columns []questionColumn
	pages   []across
	headRow int       // the last row of heads
	heights []float64 // of all rows so far, in points
	starts  []int     // the sheet's row at which each group begins
}

func (b *book) turnedSummary(in Input, t Table, sent int) {
	spots := turnedSpots(b.parts, t)
	groups := groupsOf(in)
	firstRow := map[string]int{} // of the totals, by sheet
	for _, p := range b.parts {
		s := turned{b: b, in: in, groups: groups, columns: turnedColumns(b, p, t, spots)}
		s.write(p)
		firstRow[p.sheet] = s.headRow + 1
	}
	b.cover(in, t, sent, spots, firstRow)
}

func (s *turned) write(p part) {
	b := s.b
	b.open(p.sheet)
	paper := s.paginate()
	s.head()
	s.totals()
	for i, g := range s.groups {
		s.starts = append(s.starts, len(s.heights)+1)
		if len(s.groups) > 1 {
			s.subtotals(g, s.firstUnit(i))
		}
		for unit := g.from; unit < g.to; unit++ {
			s.unit(unit)
		}
	}
	b.legend(s.in, b.lastRow+2, turnedUnitColumn, max(firstQuestion+1, s.pages[0].to))
	b.layout(page{paper: paper.excel, scale: turnedScale, headRow: s.headRow, heads: s.headRow,
		frozen: turnedUnitColumn, repeated: turnedUnitColumn})
	s.breaks(paper)
}

// The rows below the heads: two of totals, and for each of several groups two more
// and its units.
func (s *turned) firstUnit(group int) int {
	row := s.headRow + 3 + s.groups[group].from
	if len(s.groups) > 1 {
		row += 2 * (group + 1)
	}
	return row
}

// lastUnit is the sheet's last row of units; firstUnit(0) the first.
func (s *turned) lastUnit() int {
	last := len(s.groups) - 1
	return s.firstUnit(last) + s.groups[last].to - s.groups[last].from - 1
}

func (s *turned) totals() {
	first, last := s.firstUnit(0), s.lastUnit()
	s.totalRows(wholeOf(s.in), headFill, func(l *line) (Row, string) {
		if len(s.groups) == 1 {
			return l.Row, l.totalFormula(first, last)
		}
		return l.Row, l.grandFormula(first, last)
	})
}

func (s *turned) subtotals(g group, first int) {
	s.totalRows(g.name, sectionFill, func(l *line) (Row, string) {
		r := l.Row
		r.Cells, r.Total, r.Covered, r.Asked = l.Cells[g.from:g.to], Cell{}, 0, 0
		r.total()
		return r, l.subtotalFormula(first, first+g.to-g.from-1)
	})
}

// totalRows writes totals and, below them, how many units they cover.
func (s *turned) totalRows(name, fill string, totalOf func(*line) (Row, string)) {
	b, row := s.b, len(s.heights)+1
	left := look{bold: true, border: true, align: "left", fill: fill}
	small := look{italic: true, border: true, align: "left"}
	centre := small
	centre.align = "center"
	b.text(1, row, "", left)
	b.text(turnedUnitColumn, row, name, left)
	b.text(1, row+1, "", small)
	b.text(turnedUnitColumn, row+1, coverageHead, small)
	lines := boldLinesIn(name, turnedUnitWidth)
	for i := range s.columns {
		l := &s.columns[i].line
		r, formula := totalOf(l)
		l.total(row, &r, formula)
		b.text(l.place, row+1, coverage(r), centre)
		lines = max(lines, boldLinesIn(r.Total.Text, s.columns[i].width))
	}
	s.fit(row, lines)
	s.fit(row+1, linesIn(coverageHead, turnedUnitWidth))
}

func (s *turned) unit(unit int) {
	b, row := s.b, len(s.heights)+1
	name := unitName(s.in.Units[unit])
	b.number(1, row, float64(unit+1), look{border: true, align: "center"})
	b.text(turnedUnitColumn, row, name, look{border: true, align: "left", fill: fillOf(s.in.Reports[s.in.Units[unit].ID].Stage())})
	lines := linesIn(name, turnedUnitWidth)
	for i := range s.columns {
		l := &s.columns[i].line
		l.cell(row, &l.Cells[unit])
		if l.Rule == CountEach {
			lines = max(lines, linesIn(l.Cells[unit].Text, s.columns[i].width))
		}
	}
	s.fit(row, lines)
}

func (s *turned) fit(row, lines int) {
	s.b.fit(row, lines)
	s.heights = append(s.heights, rowHeight(lines))
}

// subtotalFormula and grandFormula total a column that holds totals of groups too.
// SUBTOTAL leaves out the SUBTOTALs in its range, so that nothing counts twice and a
// unit put in by hand is counted; the word counted by COUNTIF stands in no total;
// and a rate's sums take the rows that have a number in column A, which totals lack.
func (l *line) subtotalFormula(from, to int) string {
	if l.Rule == Sum {
		return "SUBTOTAL(9," + l.span(l.spot, from, to) + ")"
	}
	return l.totalFormula(from, to)
}

func (l *line) grandFormula(from, to int) string {
	if l.Rule == RatioOfSums {
		return l.totalRate(from, to, fmt.Sprintf("--ISNUMBER($A$%d:$A$%d),", from, to))
	}
	return l.subtotalFormula(from, to)
}

// turnedSpots tells where every question stands: in which column of which sheet.
func turnedSpots(parts []part, t Table) map[flows.QuestionID]spot {
	spots := map[flows.QuestionID]spot{}
	for _, p := range parts {
		for i, c := range columnsBelow(p.section, rowsByCard(t), nil) {
			spots[c.Question.ID] = spot{sheet: p.sheet, place: firstQuestion + i}
		}
	}
	return spots
}
