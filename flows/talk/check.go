package talk

import (
	"cmp"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// broken checks every rule that touches the changed answers. It returns the
// first broken rule as a sentence, or "". A rule whose other side is not known
// yet waits for it.
func (f *Form) broken(changed []flows.Answer) string {
	for _, c := range f.Plan.checks {
		if c.Strength == outline.Error && c.touches(changed) && f.breaks(c) {
			return saidBroken(f, c)
		}
	}
	for _, a := range changed {
		for _, q := range f.Plan.ruled {
			if said := f.brokenBy(q, a.Question); said != "" {
				return said
			}
		}
	}
	return ""
}

// brokenBy checks the rules of q when q or the other side of the rule is the
// question that changed.
func (f *Form) brokenBy(q outline.Question, changed flows.QuestionID) string {
	check := func(low, high flows.QuestionID) string {
		if changed != low && changed != high {
			return ""
		}
		small, ok1 := f.number(low)
		large, ok2 := f.number(high)
		if !ok1 || !ok2 || small <= large {
			return ""
		}
		return saidNotAbove(f, low, high)
	}
	item := q.Item
	if item.OnlyIf != "" && q.ID == changed && f.closedBy(f.Plan.at(q, item.OnlyIf)) && f.answer(q.ID).State != flows.None {
		return saidClosed(f, q, f.Plan.at(q, item.OnlyIf))
	}
	var said []string
	if item.Counted && q.Kind == outline.Names {
		said = append(said, check(q.ID, outline.CountOf(q.ID)))
	}
	if item.NamesOf != "" {
		said = append(said, check(q.ID, f.Plan.at(q, item.NamesOf)))
	}
	if item.AtMost != "" {
		said = append(said, check(q.ID, f.Plan.at(q, item.AtMost)))
	}
	if item.AtLeast != "" {
		said = append(said, check(f.Plan.at(q, item.AtLeast), q.ID))
	}
	return cmp.Or(said...)
}

// closedBy tells that a gate is answered "không".
func (f *Form) closedBy(gate flows.QuestionID) bool {
	a, answered := f.answered(gate)
	return answered && a.State == flows.Given && a.Number == 0
}

// number gives what an answer counts for: không phát sinh is 0, a list is its
// length, chưa có số liệu is nothing.
func (f *Form) number(id flows.QuestionID) (int64, bool) {
	a, ok := f.answered(id)
	return a.Number, ok && a.State != flows.Unknown
}

// rate computes a computed question in hundredths of 1 %; ok is false until both
// counts are known and the whole is above 0.
func (f *Form) rate(q outline.Question) (hundredths int64, ok bool) {
	part, ok1 := f.number(f.Plan.at(q, q.Item.Formula.Part))
	whole, ok2 := f.number(f.Plan.at(q, q.Item.Formula.Whole))
	if !ok1 || !ok2 || whole <= 0 {
		return 0, false
	}
	return (part*20000 + whole) / (2 * whole), true
}

// gated gives the answers that follow from a gate: "không" closes the questions
// behind it as không phát sinh, anything else opens those again that it closed.
func (f *Form) gated(answers []flows.Answer) []flows.Answer {
	var follow []flows.Answer
	for _, gate := range answers {
		for _, q := range f.Plan.ruled {
			if q.Item.OnlyIf == "" || f.Plan.at(q, q.Item.OnlyIf) != gate.Question {
				continue
			}
			before, answered := f.answered(q.ID)
			shut := gate.State == flows.Given && gate.Number == 0
			state := flows.State("")
			switch {
			case shut && (!answered || before.State != flows.None):
				state = flows.None
			case !shut && answered && before.Raw == rawGate:
				state = flows.Withdrawn
			default:
				continue
			}
			follow = append(follow, flows.Answer{Question: q.ID, Raw: rawGate, Value: flows.Value{State: state}})
		}
	}
	return follow
}
