package report

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// line is one question's row of the summary sheet while it is being written.
type line struct {
	b *book
	Row
	row         int // on the sheet
	part, whole int // sheet rows of a rate's two counts; 0 when it is no rate
	format      string
}

// halvesOf finds the sheet rows of the two counts of a rate.
func halvesOf(r Row, rows map[flows.QuestionID]int) (part, whole int) {
	if r.Rule != RatioOfSums || r.Question.Item.Formula == nil {
		return 0, 0
	}
	f := r.Question.Item.Formula
	return rows[r.Question.At(f.Part)], rows[r.Question.At(f.Whole)]
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
	decimals := 0
	for _, c := range append([]Cell{r.Total}, r.Cells...) {
		d := 6
		for n := c.Number; d > 0 && n%10 == 0; n /= 10 {
			d--
		}
		decimals = max(decimals, d)
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

func (l *line) cell(col int, c Cell) {
	dress := look{border: true, align: "right", format: l.format}
	switch {
	case c.State == NotAsked:
		dress.align = "center"
		l.b.text(col, l.row, notAsked, dress)
	case l.part > 0 && l.whole > 0:
		dress.fill = stateFill(c.State)
		if c.Whole == 0 { // words or a dash
			dress.align = "center"
		}
		l.rate(col, c, l.unitRate(col), dress)
	case c.State == Given:
		l.given(col, c, dress)
	case c.State == None:
		dress.format, dress.align = zeroAs(dash, l.format), "center"
		l.b.number(col, l.row, 0, dress)
	case c.State == Unknown:
		dress.fill, dress.align = unknownFill, "center"
		l.b.text(col, l.row, unknown, dress)
	default:
		dress.fill = emptyFill
		l.b.dress(col, col, l.row, dress)
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

func (l *line) given(col int, c Cell, dress look) {
	switch l.Rule {
	case Sum:
		l.b.number(col, l.row, l.value(c.Number), dress)
		if note := figureNote(c); note != "" {
			l.b.comment(col, l.row, note)
		}
	case CountYes:
		word := no
		if c.Number == 1 {
			word = yes
		}
		dress.align = "center"
		l.b.text(col, l.row, word, dress)
	case CountEach:
		dress.align = "center"
		l.b.text(col, l.row, c.Text, dress)
	default:
		dress.align = "center"
		l.b.text(col, l.row, mark, dress)
	}
}

func (l *line) total() {
	col := firstUnitColumn + len(l.Cells)
	dress := look{bold: true, border: true, align: "right", format: l.format}
	if len(l.Cells) == 0 { // a range of no columns would take in the total itself
		l.b.dress(col, col, l.row, dress)
		return
	}
	switch l.Rule {
	case Sum:
		switch l.Total.State {
		case None:
			dress.format = zeroAs(dash, l.format)
		case Empty: // nobody answered: a 0 would be a claim
			dress.format = zeroAs("", l.format)
		}
		l.b.formula(col, l.row, "SUM("+l.units(l.row)+")", l.value(l.Total.Number), dress)
	case CountYes:
		dress.format = yesFormat
		if l.Covered == 0 {
			dress.format = zeroAs("", yesFormat)
		}
		l.b.formula(col, l.row, fmt.Sprintf(`COUNTIF(%s,"%s")`, l.units(l.row), yes), float64(l.Total.Number), dress)
	case CountEach:
		dress.align = "center"
		l.b.textFormula(col, l.row, l.eachFormula(), l.Total.Text, dress)
	case RatioOfSums:
		l.rate(col, l.Total, l.totalRate(), dress)
	default:
		l.b.dress(col, col, l.row, dress)
	}
}

// rate writes a rate. One whose whole is 0 is a dash; one that lacks a half says
// so if the unit did, and is empty if the unit did not answer.
func (l *line) rate(col int, c Cell, formula string, dress look) {
	switch {
	case l.part == 0 || l.whole == 0:
		l.b.dress(col, col, l.row, dress)
	case c.State == Given && c.Whole != 0:
		l.b.formula(col, l.row, formula, float64(c.Part)/float64(c.Whole), dress)
	case c.State == Given:
		l.b.textFormula(col, l.row, formula, dash, dress)
	case c.State == Unknown:
		l.b.textFormula(col, l.row, formula, unknown, dress)
	default:
		l.b.textFormula(col, l.row, formula, "", dress)
	}
}

func (l *line) unitRate(col int) string {
	part, whole := cellName(col, l.part), cellName(col, l.whole)
	return fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,IF(%[2]s=0,"%[3]s",%[1]s/%[2]s),IF(OR(%[1]s="%[4]s",%[2]s="%[4]s"),"%[4]s",""))`,
		part, whole, dash, unknown)
}

// totalRate sums a count only over the units whose other count is a number too:
// SUMPRODUCT takes text and empty cells of its second range as 0.
func (l *line) totalRate() string {
	parts := fmt.Sprintf("SUMPRODUCT(--ISNUMBER(%s),%s)", l.units(l.whole), l.units(l.part))
	wholes := fmt.Sprintf("SUMPRODUCT(--ISNUMBER(%s),%s)", l.units(l.part), l.units(l.whole))
	both := fmt.Sprintf("SUMPRODUCT(--ISNUMBER(%s),--ISNUMBER(%s))", l.units(l.part), l.units(l.whole))
	return fmt.Sprintf(`IF(%[3]s=0,"",IF(%[2]s=0,"%[4]s",%[1]s/%[2]s))`, parts, wholes, both, dash)
}

// units is the range of the units' cells in a row of the sheet.
func (l *line) units(row int) string {
	return cellName(firstUnitColumn, row) + ":" + cellName(firstUnitColumn+len(l.Cells)-1, row)
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
