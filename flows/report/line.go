package report

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// line is one question's line of a summary sheet while it is being written: a row
// with a column for each unit, or turned, a column with a row for each.
type line struct {
	b *book
	Row
	spot
	part, whole spot // of a rate's two counts; nowhere when it is no rate
	format      string
	turned      bool
}

// spot is where a line stands.
type spot struct {
	sheet string // empty for the sheet that is being written
	place int    // the sheet's row, or column if turned; 0 is nowhere
}

// halvesOf finds the two counts of a rate.
func halvesOf(r Row, spots map[flows.QuestionID]spot) (part, whole spot) {
	if r.Rule != RatioOfSums || r.Question.Item.Formula == nil {
		return spot{}, spot{}
	}
	f := r.Question.Item.Formula
	return spots[r.Question.At(f.Part)], spots[r.Question.At(f.Whole)]
}

// at gives the line's cell that lies in that column, or row if turned.
func (l *line) at(across int) (col, row int) {
	if l.turned {
		return l.place, across
	}
	return across, l.place
}

// name is how a formula calls the cell of a line.
func (l *line) name(s spot, across int) string {
	name := cellName(across, s.place)
	if l.turned {
		name = cellName(s.place, across)
	}
	if s.sheet != "" {
		return "'" + s.sheet + "'!" + name
	}
	return name
}

// span is how a formula calls a range of cells of a line.
func (l *line) span(s spot, from, to int) string {
	last := spot{place: s.place}
	return l.name(s, from) + ":" + l.name(last, to)
}

// formatOf gives the number format of a row. All money of a row has as many
// decimals as its longest figure needs, so that no đồng is hidden and the
// decimals stand under each other.
func formatOf(r Row) string {
	switch r.Question.Kind {
	case outline.Money:
		return moneyFormat(decimalsOf(r))
	case outline.Percent:
		return percentFormat
	default:
		return countFormat
	}
}

func decimalsOf(r Row) int {
	decimals := decimalsIn(r.Total.Number)
	for i := range r.Cells {
		decimals = max(decimals, decimalsIn(r.Cells[i].Number))
	}
	return decimals
}

func decimalsIn(n int64) int {
	decimals := 6
	for ; decimals > 0 && n%10 == 0; n /= 10 {
		decimals--
	}
	return decimals
}

// value is what stands in the cell: money in triệu đồng, since the row says so
// and a viewer that ignores a scaling number format must not show đồng under
// it. A quotient by 10⁶ keeps every đồng up to 15 digits.
func (l *line) value(n int64) float64 {
	if l.Question.Kind == outline.Money {
		return float64(n) / 1e6
	}
	return float64(n)
}

// cell writes what one unit has in this line.
func (l *line) cell(across int, c *Cell) {
	col, row := l.at(across)
	dress := look{border: true, align: "right", format: l.format}
	switch {
	case c.State == NotAsked:
		dress.align = "center"
		l.b.text(col, row, notAsked, dress)
	case l.part.place > 0 && l.whole.place > 0:
		dress.fill = stateFill(c.State)
		if c.Whole == 0 { // words or a dash
			dress.align = "center"
		}
		l.rate(col, row, c, l.unitRate(across), dress)
	case c.State == Given:
		l.given(col, row, c, dress)
	case c.State == None:
		dress.format, dress.align = zeroAs(dash, l.format), "center"
		l.b.number(col, row, 0, dress)
	case c.State == Unknown:
		dress.fill, dress.align = unknownFill, "center"
		l.b.text(col, row, unknown, dress)
	default:
		dress.fill = emptyFill
		l.b.dress(col, col, row, dress)
	}
	if note := figureNote(*c); note != "" {
		l.b.comment(col, row, note)
	}
}

func stateFill(s CellState) string {
	switch s {
	case Empty:
		return emptyFill
	case Unknown:
		return unknownFill
	default:
		return ""
	}
}

func (l *line) given(col, row int, c *Cell, dress look) {
	switch l.Rule {
	case Sum:
		l.b.number(col, row, l.value(c.Number), dress)
	case CountYes:
		word := no
		if c.Number == 1 {
			word = yes
		}
		dress.align = "center"
		l.b.text(col, row, word, dress)
	case CountEach:
		dress.align = "center"
		l.b.text(col, row, c.Text, dress)
	default:
		dress.align = "center"
		l.b.text(col, row, mark, dress)
	}
}

// total writes a total of the line, of all units or of some, beside its formula.
// Without a formula there is none.
func (l *line) total(across int, r *Row, formula string) {
	col, row := l.at(across)
	dress := look{bold: true, border: true, align: "right", format: l.format}
	switch {
	case formula == "":
		l.b.dress(col, col, row, dress)
	case l.Rule == Sum:
		switch r.Total.State {
		case None:
			dress.format = zeroAs(dash, l.format)
		case Empty: // nobody answered: a 0 would be a claim
			dress.format = zeroAs("", l.format)
		}
		l.b.formula(col, row, formula, l.value(r.Total.Number), dress)
	case l.Rule == CountYes:
		dress.format = yesFormat
		if r.Covered == 0 {
			dress.format = zeroAs("", yesFormat)
		}
		l.b.formula(col, row, formula, float64(r.Total.Number), dress)
	case l.Rule == CountEach:
		dress.align = "center"
		l.b.textFormula(col, row, formula, r.Total.Text, dress)
	default:
		l.rate(col, row, &r.Total, formula, dress)
	}
}

// totalFormula totals the units between two columns, or rows if turned, with
// nothing else between them.
func (l *line) totalFormula(from, to int) string {
	switch {
	case to < from: // a range of no cells would take in the total itself
		return ""
	case l.Rule == Sum:
		return "SUM(" + l.span(l.spot, from, to) + ")"
	case l.Rule == CountYes:
		return l.countYes(from, to)
	case l.Rule == CountEach:
		return l.eachFormula(from, to)
	case l.Rule == RatioOfSums:
		return l.totalRate(from, to, "")
	default:
		return ""
	}
}

func (l *line) countYes(from, to int) string {
	return fmt.Sprintf(`COUNTIF(%s,"%s")`, l.span(l.spot, from, to), yes)
}

// rate writes a rate. One whose whole is 0 is a dash; one that lacks a half says
// so if the unit did, and is empty if the unit did not answer.
func (l *line) rate(col, row int, c *Cell, formula string, dress look) {
	switch {
	case c.State == Given && c.Whole != 0:
		l.b.formula(col, row, formula, float64(c.Part)/float64(c.Whole), dress)
	case c.State == Given:
		l.b.textFormula(col, row, formula, dash, dress)
	case c.State == Unknown:
		l.b.textFormula(col, row, formula, unknown, dress)
	default:
		l.b.textFormula(col, row, formula, "", dress)
	}
}

func (l *line) unitRate(across int) string {
	part, whole := l.name(l.part, across), l.name(l.whole, across)
	return fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,IF(%[2]s=0,"%[3]s",%[1]s/%[2]s),IF(OR(%[1]s="%[4]s",%[2]s="%[4]s"),"%[4]s",""))`,
		part, whole, dash, unknown)
}

// totalRate sums a count only over the units whose other count is a number too:
// SUMPRODUCT takes text and empty cells of its last range as 0. Which of the cells
// are units' is said by a further factor, if not all are.
func (l *line) totalRate(from, to int, units string) string {
	if l.part.place == 0 || l.whole.place == 0 {
		return ""
	}
	part, whole := l.span(l.part, from, to), l.span(l.whole, from, to)
	parts := fmt.Sprintf("SUMPRODUCT(%s--ISNUMBER(%s),%s)", units, whole, part)
	wholes := fmt.Sprintf("SUMPRODUCT(%s--ISNUMBER(%s),%s)", units, part, whole)
	both := fmt.Sprintf("SUMPRODUCT(%s--ISNUMBER(%s),--ISNUMBER(%s))", units, part, whole)
	return fmt.Sprintf(`IF(%[3]s=0,"",IF(%[2]s=0,"%[4]s",%[1]s/%[2]s))`, parts, wholes, both, dash)
}

// figureWidth gives a column width that holds the longest figure of the table,
// thousands separators and all: a figure that does not fit is printed as ####.
func figureWidth(t Table) float64 {
	longest := 0 // in pixels
	for _, r := range t.Rows {
		if r.Rule != Sum {
			continue
		}
		whole, decimals := r.Total.Number, 0
		if r.Question.Kind == outline.Money {
			whole, decimals = whole/1e6, decimalsOf(r)
		}
		digits := len(fmt.Sprint(whole))
		longest = max(longest, figurePixels(digits+decimals, (digits-1)/3+1))
	}
	return float64(max(longest/7+1, 12))
}

// figurePixels is the width of a figure of 12 points with its cell's edges and
// indent; see room.
func figurePixels(digits, separators int) int { return 8*digits + 4*separators + 16 }
