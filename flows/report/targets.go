package report

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// targetValue is a target as it stands in a cell, with its number format.
func targetValue(q outline.Question, n int64) (value float64, format string) {
	switch q.Kind {
	case outline.Percent:
		return float64(n) / 1e4, percentFormat
	case outline.Money:
		return cellValue(q, n), moneyFormat(decimalsOf(Row{Total: Cell{Number: n}}))
	case outline.YesNo:
		return float64(n), yesFormat
	default:
		return float64(n), countFormat
	}
}

// targetWidth gives a column width that holds the targets of one unit, or of all
// together.
func targetWidth(in Input, unit flows.UnitID) float64 {
	var t Table
	for _, q := range in.Outline.Questions("") {
		for _, g := range in.Targets {
			if g.Question == q.ID && g.Unit == unit {
				t.Rows = append(t.Rows, Row{Question: q, Rule: Sum, Total: Cell{Number: g.Number}})
			}
		}
	}
	return figureWidth(t) + 2
}

// targets lists what single units are to reach and what they report: in the order of
// the table, then of the units. The sheet is there only when a unit has a target.
func (b *book) targets(in Input, t Table) {
	goals := unitTargets(in)
	if len(goals) == 0 {
		return
	}
	widths := []float64{numberWidth, labelWidth, measureWidth, unitWidth, 18, 18, changeWidth}
	b.list(targetSheet, targetTitle, in, targetHead, widths)
	row := listHead + 1
	for _, r := range t.Rows {
		for i, u := range t.Units {
			goal, set := goals[noteKey{u.ID, r.Question.ID}]
			if r.Heading || !set {
				continue
			}
			b.targetRow(row, r, r.Cells[i], unitName(u), goal)
			row++
		}
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}

func unitTargets(in Input) map[noteKey]int64 {
	goals := map[noteKey]int64{}
	for _, g := range in.Targets {
		if g.Unit != "" {
			goals[noteKey{g.Unit, g.Question}] = g.Number
		}
	}
	return goals
}

func (b *book) targetRow(row int, r Row, c Cell, unit string, goal int64) {
	left, centre, right := look{border: true, align: "left"}, look{border: true, align: "center"}, look{border: true, align: "right"}
	b.text(1, row, r.STT, centre)
	b.text(2, row, r.Label, left)
	b.text(3, row, r.UnitOfMeasure, centre)
	b.text(4, row, unit, left)
	value, format := targetValue(r.Question, goal)
	right.format = format
	b.number(5, row, value, right)
	one := Row{Rule: r.Rule, Question: r.Question, Cells: []Cell{c}}
	one.total()
	reached, known := totalValue(one)
	switch {
	case !known || one.Covered == 0:
		centre.fill = stateFill(c.State)
		b.text(6, row, cellWords(r, c), centre)
	default:
		right.format = formatOf(one)
		if r.Rule == CountYes {
			right.format = yesFormat
		}
		b.number(6, row, reached, right)
	}
	right.format, right.italic = goalFormat, true
	if !known || one.Covered == 0 || goal == 0 {
		b.dress(7, 7, row, right)
	} else {
		b.formula(7, row, fmt.Sprintf(`IF(%[2]s=0,"",%[1]s/%[2]s)`, cellName(6, row), cellName(5, row)), reached/value, right)
	}
	b.fit(row, max(linesIn(r.Label, labelWidth), linesIn(r.UnitOfMeasure, measureWidth), linesIn(unit, unitWidth)))
}
