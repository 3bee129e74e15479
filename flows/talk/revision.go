package talk

import (
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// A report that the office returned for revision is open again, and leads the unit
// through what the office wants corrected and nothing else.

// isOpen tells that a question wants an answer. In a revision that is what the office
// wants corrected, and what a corrected gate has opened.
func (f *Form) isOpen(q *outline.Question) bool {
	switch {
	case q.Computed():
		return false
	case !f.Report.InRevision():
		return !f.has(q.ID)
	case slices.Contains(f.Report.Revision.Questions, q.ID):
		return f.answer(q.ID).Seq <= f.Report.Revision.Newest
	default:
		return !f.has(q.ID) && f.behindRevised(q)
	}
}

// asksAgain tells that the office wants something on this card corrected.
func (f *Form) asksAgain(c planCard) bool {
	return slices.ContainsFunc(f.Report.Revision.Questions, func(id flows.QuestionID) bool {
		q, asked := f.Plan.Question(id)
		return asked && q.Item.Card == c.Card
	})
}

// notWanted finds an answer outside the cards on which the office wants something
// corrected, and what their gates open.
func (f *Form) notWanted(answers []flows.Answer) (outline.Question, bool) {
	if !f.Report.InRevision() {
		return outline.Question{}, false
	}
	for _, a := range answers {
		q, _ := f.Plan.Question(a.Question)
		if !f.asksAgain(planCard{Card: q.Item.Card}) && !f.behindRevised(&q) {
			return q, true
		}
	}
	return outline.Question{}, false
}

// behindRevised tells that a question stands behind a gate the office wants corrected.
func (f *Form) behindRevised(q *outline.Question) bool {
	return q.Item.OnlyIf != "" && slices.Contains(f.Report.Revision.Questions, f.Plan.at(*q, q.Item.OnlyIf))
}

// stand says that a value the office asked about is right as it is. Elsewhere it leaves
// the answer and goes on. A button of another card opens that card.
func (s *step) stand(id flows.QuestionID) {
	q, asked := s.form.Plan.Question(id)
	a, answered := s.form.answered(id)
	switch {
	case !asked:
		s.place.Note = saidStale()
	case id != s.place.At && answered && !s.form.isOpen(&q): // a second tap
	case id != s.place.At:
		s.place.Note = saidOtherCard(q)
		s.move(id)
	case !answered || !s.form.isOpen(&q) || s.form.locked():
		s.skip(id)
	default:
		s.keep(flows.Answer{Question: id, Raw: wordStand, Value: a.Value})
	}
}

// onTime tells that the report was first sent before the deadline; a revision that the
// office wants does not make it late.
func (f *Form) onTime() bool { return f.Report.Arrived().Before(f.Round.Deadline) }
