package desk

import (
	"regexp"
	"slices"

	"baocaobot/flows"
)

// What the office picks for a revision: by a button, by numbers and by ranges of them.

// span is "3–9" as typed; one number is a span of itself.
type span struct{ from, to int64 }

// spanForm is a number, or two with "–" or "đến" between them, in folded words.
const spanForm = `\d{1,6}(?: ?(?:[-–—]|den) ?\d{1,6})?`

var (
	spansTyped = regexp.MustCompile(`^(?:muc )?` + spanForm + `(?:(?: ?[,;+] ?| va | )(?:muc )?` + spanForm + `)*$`)
	spanTyped  = regexp.MustCompile(spanForm)
)

func spansIn(words string) (list []span) {
	for _, typed := range spanTyped.FindAllString(words, -1) {
		ends := numbersIn(typed)
		list = append(list, span{ends[0], ends[len(ends)-1]})
	}
	return list
}

// single makes spans of numbers, as buttons name them.
func single(numbers []int64) (list []span) {
	for _, n := range numbers {
		list = append(list, span{n, n})
	}
	return list
}

// pick takes the question of a button in or out.
func (s *step) pick(a act) {
	if s.place.View != OnChoose || a.tag != tag(s.form.Round.ID, s.place.Unit) {
		if s.open(a, OnUnit) {
			s.place.Note = saidStale()
		}
		return
	}
	s.toggle(single(a.n))
}

// toggle takes questions in or out by their numbers: one that is in goes out, a range
// goes out when all of it is in. A number that is not on the list changes none.
func (s *step) toggle(list []span) {
	chosen := slices.Clone(s.place.Chosen)
	var first flows.QuestionID
	for _, sp := range list {
		ids, said := s.within(sp)
		if said != "" {
			s.place.Note = said
			return
		}
		chosen, first = toggled(chosen, ids), ids[0]
	}
	s.place.Chosen = nil
	for _, q := range allNumbered(s.form.Outline) {
		if slices.Contains(chosen, q.ID) {
			s.place.Chosen = append(s.place.Chosen, q.ID)
		}
	}
	if len(list) == 1 { // the page that shows it
		s.place.Page = pageOf(s.form.Unit, s.form.Outline, first)
	}
}

// within lists what stands on the list from one number to another, both of which must
// stand there themselves; said tells what is wrong with them.
func (s *step) within(sp span) (ids []flows.QuestionID, said string) {
	for _, end := range []int64{sp.from, sp.to} {
		if _, asked := s.form.asked(end); !asked {
			return nil, saidNotAsked(end)
		}
	}
	if sp.from > sp.to {
		return nil, saidBackwards(sp)
	}
	for n := sp.from; n <= sp.to; n++ {
		if q, asked := s.form.asked(n); asked {
			ids = append(ids, q.ID)
		}
	}
	return ids, ""
}

// toggled puts the ids into the list, or takes them out when all of them are in it.
func toggled(chosen, ids []flows.QuestionID) []flows.QuestionID {
	rest := slices.DeleteFunc(slices.Clone(chosen), func(id flows.QuestionID) bool { return slices.Contains(ids, id) })
	if len(rest)+len(ids) == len(chosen) {
		return rest
	}
	return append(rest, ids...)
}

// chosen goes on to the reason.
func (s *step) chosen(a act) {
	switch {
	case s.place.View != OnChoose || a.tag != "" && a.tag != tag(s.form.Round.ID, s.place.Unit):
		s.place.Note = saidStale()
	case len(s.place.Chosen) == 0:
		s.place.Note = saidNothingChosen()
	default:
		s.place.View = OnReason
	}
}
