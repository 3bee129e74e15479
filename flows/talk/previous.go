package talk

import (
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// before is the value a question had in the round before, when it was given.
func (f *Form) before(q outline.Question) (flows.Answer, bool) {
	a, known := f.Previous[q.ID]
	return a, known && a.State == flows.Given
}

// keepable tells that the value of the round before is offered in one tap: it
// may still hold for what there is and for lists, never for what was done since; an
// option, as long as it is one.
func (f *Form) keepable(q outline.Question) (flows.Answer, bool) {
	a, known := f.before(q)
	if q.Kind == outline.Choice && !slices.Contains(q.Item.Options, a.Text) {
		return a, false
	}
	return a, known && (q.Item.Stock || q.Kind == outline.Names)
}

// same keeps the value of the round before. A button of another card opens that
// card and writes nothing.
func (s *step) same(id flows.QuestionID) {
	q, ok := s.form.Plan.Question(id)
	old, keepable := s.form.keepable(q)
	switch {
	case !ok || !keepable:
		s.place.Note = saidNothingBefore()
	case id != s.place.At:
		s.place.Note = saidOtherCard(q)
		s.move(id)
	default:
		v := old.Value
		v.Reason = "" // it spoke of that round
		s.keep(flows.Answer{Question: id, Raw: wordSame, Value: v})
	}
}

// A figure this many times the one of the round before, or as many times less,
// is questioned: it is more often a slip of zeros than a change.
const jump = 10

// jumps tells which figures of a reading jump against the round before.
func (f *Form) jumps(r Reading) (far Reading) {
	for _, one := range r {
		q, _ := f.Plan.Question(one.Question)
		if f.jumped(q, flows.Value{State: one.Value.State, Number: one.Value.N}) {
			far = append(far, one)
		}
	}
	return far
}

func (f *Form) jumped(q outline.Question, v flows.Value) bool {
	old, known := f.before(q)
	n := v.Number
	figure := q.Kind == outline.Count || q.Kind == outline.Money
	return figure && known && v.State == flows.Given && old.Number > 0 && n > 0 && (n/jump >= old.Number || old.Number/jump >= n)
}
