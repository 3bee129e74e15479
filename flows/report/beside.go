package report

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Widths of the columns to the right of the coverage.
const (
	coverageWidth = 14
	changeWidth   = 14
)

const (
	changeFormat = "+0.0%;-0.0%;0.0%"
	pointsFormat = `+0.00" điểm";-0.00" điểm";0.00" điểm"` // of a rate: per cent points
	goalFormat   = "0.0%"
)

// besideRow is one question's cells to the right of its total: those of the round
// before, and the target. Change and goal are formulas over the total's cell.
type besideRow struct {
	b          *book
	now, then  Row
	row, total int // of the sheet; total is the column of totals
}

// beside writes the columns of the round before and of the targets, if there are any,
// from that column on. Two columns before it stands the total.
func (b *book) beside(in Input, t Table, from int) {
	before, goals := beforeRows(in), wholeTargets(in)
	heads, widths := besideHeads(in, before, goals)
	if len(heads) == 0 {
		return
	}
	for i, h := range heads {
		b.text(from+i, headRow, h, look{bold: true, align: "center", border: true, fill: headFill})
		b.width(from+i, from+i, widths[i])
		b.atLeast(headRow, boldLinesIn(h, widths[i]))
	}
	for i, r := range t.Rows {
		row := headRow + 1 + i
		if r.Heading {
			b.dress(from, from+len(heads)-1, row, headingLook(r))
			continue
		}
		cells := besideRow{b: b, now: r, row: row, total: from - 2}
		col := from
		if before != nil {
			cells.then = before[i]
			cells.before(col)
			col += len(beforeHead)
		}
		if len(goals) > 0 {
			cells.goal(col, goals)
		}
	}
}

// beforeRows is the table of the round before, row by row as this one's; nil without a
// round before.
func beforeRows(in Input) []Row {
	if !in.Before.Known() {
		return nil
	}
	return Consolidate(Input{Round: in.Before.Round, Outline: in.Outline, Units: in.Units, Reports: in.Before.Reports}).Rows
}

// wholeTargets gives the targets of all units together.
func wholeTargets(in Input) map[flows.QuestionID]int64 {
	goals := map[flows.QuestionID]int64{}
	for _, g := range in.Targets {
		if g.Unit == "" {
			goals[g.Question] = g.Number
		}
	}
	return goals
}

func besideHeads(in Input, before []Row, goals map[flows.QuestionID]int64) (heads []string, widths []float64) {
	if before != nil {
		heads, widths = append(heads, beforeHead...), append(widths, figureWidth(Table{Rows: before})+2, coverageWidth, changeWidth)
	}
	if len(goals) > 0 {
		heads, widths = append(heads, goalHead...), append(widths, targetWidth(in, ""), changeWidth)
	}
	return heads, widths
}

func (l besideRow) dress(format string) look {
	return look{border: true, align: "right", format: format}
}

// share is the dress of what is computed from two figures. It is italic, also because
// LibreOffice drops the indent where the cell on the left has the same font.
func (l besideRow) share(format string) look {
	dress := l.dress(format)
	dress.italic = true
	return dress
}

// before writes the total of the round before, its coverage, and the change since then.
func (l besideRow) before(col int) {
	then, dress := l.then, l.dress(formatOf(l.then))
	switch value, known := totalValue(then); {
	case then.Rule == NoTotal || then.Covered == 0:
		l.b.dress(col, col, l.row, dress)
	case then.Rule == CountEach:
		dress.align = "center"
		l.b.text(col, l.row, then.Total.Text, dress)
	case !known:
		dress.align = "center"
		l.b.text(col, l.row, dash, dress)
	default:
		if then.Rule == CountYes {
			dress.format = yesFormat
		}
		if then.Total.State == None {
			dress.format = zeroAs(dash, dress.format)
		}
		l.b.number(col, l.row, value, dress)
	}
	l.b.text(col+1, l.row, fmt.Sprintf("%d/%d", then.Covered, then.Asked), look{border: true, align: "center"})
	l.change(col+2, col)
}

// change writes how much more or less it is than in the round before: in per cent of
// then, of a rate in points.
func (l besideRow) change(col, before int) {
	now, then := cellName(l.total, l.row), cellName(before, l.row)
	value, comparable := changeOf(l.now, l.then)
	switch {
	case !comparable:
		l.b.dress(col, col, l.row, l.share(changeFormat))
	case l.now.Rule == RatioOfSums:
		l.b.formula(col, l.row, fmt.Sprintf(`IF(COUNT(%[1]s,%[2]s)=2,(%[1]s-%[2]s)*100,"")`, now, then), value, l.share(pointsFormat))
	default:
		l.b.formula(col, l.row, fmt.Sprintf(`IF(%[2]s=0,"",(%[1]s-%[2]s)/%[2]s)`, now, then), value, l.share(changeFormat))
	}
}

// changeOf compares a total with that of the round before. Two totals are comparable
// when the same units stand behind them and the earlier one is not 0.
func changeOf(now, then Row) (change float64, comparable bool) {
	if now.Covered == 0 || !sameUnits(now, then) {
		return 0, false
	}
	a, knownNow := totalValue(now)
	b, knownThen := totalValue(then)
	switch {
	case now.Rule == NoTotal || now.Rule == CountEach || !knownNow || !knownThen:
		return 0, false
	case now.Rule == RatioOfSums:
		return (a - b) * 100, true
	case b == 0:
		return 0, false
	default:
		return (a - b) / b, true
	}
}

// sameUnits tells that the same units stand behind two rows of one question.
func sameUnits(now, then Row) bool {
	for i := range now.Cells {
		if now.Cells[i].Counts() != then.Cells[i].Counts() {
			return false
		}
	}
	return true
}

// totalValue is a total as it stands in its cell; a rate without a base is no number.
func totalValue(r Row) (value float64, known bool) {
	switch {
	case r.Rule == RatioOfSums && r.Total.Whole == 0:
		return 0, false
	case r.Rule == RatioOfSums:
		return float64(r.Total.Part) / float64(r.Total.Whole), true
	default:
		return cellValue(r.Question, r.Total.Number), true
	}
}

// cellValue is a figure as it stands in a cell: money in triệu đồng.
func cellValue(q outline.Question, n int64) float64 {
	if q.Kind == outline.Money {
		return float64(n) / 1e6
	}
	return float64(n)
}

// goal writes the target of all units and how much of it is reached.
func (l besideRow) goal(col int, goals map[flows.QuestionID]int64) {
	goal, set := goals[l.now.Question.ID]
	if !set {
		l.b.dress(col, col+1, l.row, l.dress(""))
		return
	}
	value, format := targetValue(l.now.Question, goal)
	l.b.number(col, l.row, value, l.dress(format))
	reached, known := totalValue(l.now)
	if l.now.Covered == 0 || !known || goal == 0 {
		l.b.dress(col+1, col+1, l.row, l.share(goalFormat))
		return
	}
	total, target := cellName(l.total, l.row), cellName(col, l.row)
	l.b.formula(col+1, l.row, fmt.Sprintf(`IF(%[2]s=0,"",%[1]s/%[2]s)`, total, target), reached/value, l.share(goalFormat))
}

// besideLegend explains these columns and gives the next free row.
func (b *book) besideLegend(in Input, row, from, last int) int {
	var notes []string
	if in.Before.Known() {
		notes = append(notes, beforeNote(in))
	}
	if len(wholeTargets(in)) > 0 {
		notes = append(notes, goalNote)
	}
	for _, note := range notes {
		b.across(from+1, last, row, note, look{align: "left"})
		b.fit(row, linesIn(note, 12*float64(last-from)))
		row++
	}
	return row
}

// atLeast makes a row higher if it cannot hold that many lines.
func (b *book) atLeast(row, lines int) {
	b.do(func() error {
		height, err := b.file.GetRowHeight(b.sheet, row)
		if err == nil && height < float64(lines)*lineHeight+4 {
			b.fit(row, lines)
		}
		return err
	})
}
