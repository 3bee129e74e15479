package report

import "baocaobot/flows"

// stages in the order of the legend, each with its fill.
var stages = []struct {
	stage flows.Stage
	fill  string
}{
	{flows.Approved, "A9D08E"},
	{flows.Sent, "9DC3E6"},
	{flows.Revising, "F4B183"},
	{flows.Submitted, "B7DEE8"},
	{flows.Filling, "FFF2CC"},
	{flows.NotStarted, "FFFFFF"},
	{flows.Excused, "D9C3E8"},
}

func fillOf(s flows.Stage) string {
	for _, known := range stages {
		if known.stage == s {
			return known.fill
		}
	}
	return ""
}

// stageHeads colours the units' heads by where their reports stand.
func (b *book) stageHeads(in Input) {
	for i, u := range in.Units {
		col := firstUnitColumn + i
		b.dress(col, col, headRow, look{bold: true, align: "center", border: true, fill: fillOf(in.Reports[u.ID].Stage())})
	}
}

// stageLegend explains the colours that are there and gives the next free row.
func (b *book) stageLegend(in Input, row, from, last int) int {
	there := map[flows.Stage]bool{}
	for _, u := range in.Units {
		there[in.Reports[u.ID].Stage()] = true
	}
	for _, s := range stages {
		if !there[s.stage] {
			continue
		}
		b.text(from+1, row, stageSample, look{border: true, bold: true, align: "center", fill: s.fill})
		b.across(from+2, last, row, stageNote(s.stage), look{align: "left"})
		b.fit(row, 1)
		row++
	}
	return row
}
