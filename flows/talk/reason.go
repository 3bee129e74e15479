package talk

import (
	"regexp"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// An odd value is kept and questioned, never refused; a reason given then travels
// with it into the workbook.

var reasonForm = regexp.MustCompile(`(?i)^l(?:ý|y) do\s*[:–-]\s*(.*\S)`)

// reasonIn reads "lý do: …".
func reasonIn(text string) (string, bool) {
	found := reasonForm.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	if found == nil {
		return "", false
	}
	return found[1], true
}

// toExplain is the odd figure that a reason typed now is for: the current one, or the
// one questioned last. Nothing odd: then “lý do: …” is a text like any other.
func (s *step) toExplain() flows.QuestionID {
	if q, _ := s.form.Plan.Question(s.place.At); s.form.looksOdd(q) {
		return q.ID
	}
	return s.form.unexplained(s.place.Doubt)
}

// looksOdd tells that a figure is known and odd.
func (f *Form) looksOdd(q outline.Question) bool {
	a, answered := f.answered(q.ID)
	return answered && a.State != flows.Unknown && (f.warned(q) || f.jumped(q, a.Value))
}

// unexplained gives back a question whose figure is odd and has no reason yet.
func (f *Form) unexplained(id flows.QuestionID) flows.QuestionID {
	q, asked := f.Plan.Question(id)
	if !asked || !f.looksOdd(q) || f.answer(id).Reason != "" {
		return ""
	}
	return id
}

// reason adds a reason to an odd figure. The answer stays the one its own message gave,
// so that editing that message goes on correcting it.
func (s *step) reason(id flows.QuestionID, why string) {
	at, view, goesOn := s.place.At, s.place.View, s.place.GoesOn
	a := s.form.answer(id)
	v := a.Value
	v.Reason = why
	if !s.keep(flows.Answer{Question: id, Raw: a.Raw, Message: a.Message, Value: v}) {
		return
	}
	s.place.At, s.place.View, s.place.GoesOn = at, view, goesOn
	s.place.Reason = &Refused{s.message, id}
	s.place.Doubt = s.nextUnexplained(id)
	s.place.Note = saidReason(&s.form, id, why)
	if s.place.Doubt != "" {
		s.place.Note += "\n" + saidAlsoReason(&s.form, s.place.Doubt)
	}
}

// nextUnexplained is another odd figure of the same card.
func (s *step) nextUnexplained(id flows.QuestionID) flows.QuestionID {
	card, _ := s.form.Plan.card(id)
	for _, q := range card.questions {
		if next := s.form.unexplained(q.ID); next != "" {
			return next
		}
	}
	return ""
}

// doubt finds the first of the answers' values that looks odd now: against the
// round before, or against another figure of the outline.
func (f *Form) doubt(answers []flows.Answer, odd []planCheck) flows.QuestionID {
	for _, a := range answers {
		q, _ := f.Plan.Question(a.Question)
		if f.jumped(q, a.Value) {
			return a.Question
		}
	}
	if len(odd) > 0 {
		return odd[0].own
	}
	return ""
}
