package talk

import (
	"slices"

	"baocaobot/flows"
)

// Doubt is a figure the office should look at.
type Doubt struct {
	Question flows.QuestionID
	Why      string // what is odd about it, as plain text
	Reason   string // why it is right all the same, in the cadre's words; may be empty
}

// Doubts lists, in the order of the outline, the figures of a report that break a
// check or jump against the round before: what the cadre was told is odd. An answer
// that is not known yet is no doubt.
func Doubts(f Form) []Doubt {
	var list []Doubt
	for _, q := range f.Plan.Questions {
		a, answered := f.answered(q.ID)
		if !answered || q.Computed() {
			continue
		}
		var said []string
		for _, c := range f.Plan.checks {
			if c.own == q.ID && f.breaks(c) && !slices.Contains(said, c.Say) {
				said = append(said, c.Say)
			}
		}
		if f.jumped(q, a.Value) {
			said = append(said, wordJumped(&f, q, a.Value))
		}
		for _, why := range said {
			list = append(list, Doubt{Question: q.ID, Why: why, Reason: a.Reason})
		}
	}
	return list
}
