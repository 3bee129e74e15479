package report

import (
	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Cell is what stands in one place of the table.
type Cell struct {
	State       CellState
	Number      int64 // a count; of a list how many names; money in whole đồng; yes/no as 1 or 0
	Part, Whole int64 // of a rate, whose value is Part/Whole; no value when Whole is 0
	Hedge       string
	Reason      string // why an odd figure is right
	Raw         string // the words the cadre typed, kept beside a hedge
	Text        string // a narrative, an option, or in the total of a choice how many took which
	Names       []string
	Note        string // what the office should know beside the figure
}

// CellState says what a cell is. The states look different in the workbook.
type CellState string

// The states: those of an answer, and two for want of one.
const (
	Given    = CellState(flows.Given)
	None     = CellState(flows.None)    // không phát sinh: counts as 0
	Unknown  = CellState(flows.Unknown) // chưa có số liệu: in no total
	Empty    = CellState("")            // asked, not answered
	NotAsked = CellState("not asked")   // the unit's kind stands below the question's level
)

// Counts tells whether the cell takes part in totals and coverage.
func (c Cell) Counts() bool { return c.State == Given || c.State == None }

// cellOf is what a report says to a question.
func cellOf(q *outline.Question, answers map[flows.QuestionID]flows.Answer) Cell {
	if q.Kind == outline.Percent {
		return rateOf(q, answers)
	}
	a, answered := answers[q.ID]
	if !answered {
		return Cell{}
	}
	switch a.State {
	case flows.Given:
		return given(q.Kind, &a)
	case flows.None, flows.Unknown:
		return Cell{State: CellState(a.State)}
	default:
		return Cell{}
	}
}

func given(kind outline.Kind, a *flows.Answer) Cell {
	c := Cell{State: Given}
	switch kind {
	case outline.Count, outline.Money:
		c.Number, c.Hedge, c.Reason = a.Number, a.Hedge, a.Reason
		if a.Hedge != "" {
			c.Raw = a.Raw
		}
	case outline.YesNo:
		c.Number = min(max(a.Number, 0), 1)
	case outline.Names:
		c.Names, c.Number = a.Names, int64(len(a.Names))
	case outline.Text, outline.Choice:
		c.Text = a.Text
	case outline.Percent: // computed, see rateOf
	}
	return c
}

// rateOf puts a rate together from the unit's two counts; without both there is
// no rate.
func rateOf(q *outline.Question, answers map[flows.QuestionID]flows.Answer) Cell {
	if q.Item.Formula == nil {
		return Cell{}
	}
	part := cellOf(halfOf(q, q.Item.Formula.Part), answers)
	whole := cellOf(halfOf(q, q.Item.Formula.Whole), answers)
	switch {
	case part.Counts() && whole.Counts():
		return Cell{State: Given, Part: part.Number, Whole: whole.Number}
	case part.State == Unknown || whole.State == Unknown:
		return Cell{State: Unknown}
	default:
		return Cell{}
	}
}

func halfOf(rate *outline.Question, item flows.ItemID) *outline.Question {
	return &outline.Question{ID: rate.At(item), Kind: outline.Count}
}

// total fills in the row's total and coverage from its cells. A sum cannot
// overflow: flows/figure takes no number above 15 digits and a workbook holds
// fewer than 16,384 units.
func (r *Row) total() {
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.State == NotAsked {
			continue
		}
		r.Asked++
		if !c.Counts() {
			continue
		}
		r.Covered++
		if r.Total.State != Given {
			r.Total.State = c.State
		}
		r.Total.Number += c.Number
		r.Total.Part += c.Part
		r.Total.Whole += c.Whole
	}
	switch r.Rule {
	case CountEach:
		r.Total.Text = r.eachCounted()
	case NoTotal:
		r.Total = Cell{}
	}
}
