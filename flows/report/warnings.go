package report

import (
	"strconv"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// oddFill marks a figure that should be looked at.
const oddFill = "F8CBAD"

// warningList is the sheet of warnings while it is written.
type warningList struct {
	b       *book
	widths  []float64
	row     int
	grouped bool // what is not known or not answered has one row a unit
}

// mostApart is of how many units each figure that is not known has a row, and each
// section what has no answer. Of more units nobody would read that.
const mostApart = 40

// warnings lists, unit by unit, what looks odd, what is not known yet, and what has no
// answer; the last by section, or as a whole where a unit has not begun. An excused unit
// lacks nothing. The sheet is always there, so that a workbook without warnings says so.
func (b *book) warnings(in Input, progress []UnitProgress) {
	w := warningList{b: b, widths: []float64{unitWidth, numberWidth, labelWidth, 24, 22, 44, 40}, row: listHead + 1, grouped: len(in.Units) > mostApart}
	b.list(warningSheet, warningTitle, in, warningHead, w.widths)
	numbered, asked := Numbered(in.Outline), askedQuestions(in)
	for _, p := range progress {
		if p.Stage == flows.Excused {
			continue
		}
		w.odd(in, p, numbered)
		w.missing(p, unanswered(in.Reports[p.Unit.ID], asked[p.Unit.Kind], numbered), numbered)
	}
	if w.row == listHead+1 {
		b.across(1, len(w.widths), w.row, nothingToWarn, look{border: true, align: "left"})
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}

// odd lists the doubts about a unit's figures and what it does not know yet.
func (w *warningList) odd(in Input, p UnitProgress, numbered []outline.Question) {
	r := in.Reports[p.Unit.ID]
	doubts := map[flows.QuestionID][]Doubt{}
	for _, d := range in.Doubts[p.Unit.ID] {
		doubts[d.Question] = append(doubts[d.Question], d)
	}
	var unknown []int
	for i, q := range numbered {
		a, answered := r.Answers[q.ID]
		switch {
		case answered && a.State == flows.Unknown && w.grouped:
			unknown = append(unknown, i+1)
		case answered && a.State == flows.Unknown:
			w.entry([]string{unitName(p.Unit), strconv.Itoa(i + 1), q.Label, "", warnUnknown, "", ""}, unknownFill)
		case answered:
			for _, d := range doubts[q.ID] {
				w.entry([]string{unitName(p.Unit), strconv.Itoa(i + 1), q.Label, valueWords(q, a.Value), warnOdd, flows.UpperFirst(d.Why), d.Reason}, oddFill)
			}
		}
	}
	if len(unknown) > 0 {
		w.entry([]string{unitName(p.Unit), "", "", "", warnUnknown, missingWords(unknown), ""}, unknownFill)
	}
}

// missing lists the numbers of what has no answer, section by section.
func (w *warningList) missing(p UnitProgress, open []int, numbered []outline.Question) {
	if !p.Started() {
		w.lacks(p, stageWords(p.Stage), open)
		return
	}
	if w.grouped {
		w.lacks(p, "", open)
		return
	}
	for from := 0; from < len(open); {
		section := numbered[open[from]-1].Item.Card.Section
		to := from + 1
		for to < len(open) && numbered[open[to]-1].Item.Card.Section == section {
			to++
		}
		w.lacks(p, section.Heading, open[from:to])
		from = to
	}
}

func (w *warningList) lacks(p UnitProgress, where string, numbers []int) {
	if len(numbers) > 0 {
		w.entry([]string{unitName(p.Unit), "", where, "", warnMissing, missingWords(numbers), ""}, emptyFill)
	}
}

// unanswered gives the numbers of the questions that a unit is asked and has not
// answered.
func unanswered(r flows.Report, asked map[flows.QuestionID]bool, numbered []outline.Question) []int {
	var numbers []int
	for i, q := range numbered {
		if _, answered := r.Answers[q.ID]; !answered && asked[q.ID] && !q.Computed() {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

func (w *warningList) entry(cells []string, fill string) {
	w.row = w.b.listed(w.row, cells, map[int]string{4: fill}, w.widths)
}
