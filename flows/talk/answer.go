package talk

import (
	"cmp"
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// answer reads a typed text as the answer to the current question.
func (s *step) answer(text string) {
	q, _ := s.form.Plan.Question(s.place.At)
	switch q.Kind {
	case outline.Count, outline.Money:
		s.figures(q, text)
	case outline.Text:
		s.text(q, text)
	case outline.Names:
		s.names(q, text)
	case outline.YesNo:
		s.yesNo(q, text)
	case outline.Choice:
		s.option(q, text)
	}
}

func (s *step) yesNo(q outline.Question, text string) {
	switch polite(flows.Fold(text)) {
	case "co", "dung":
		s.keep(yesNoAnswer(q.ID, true, text))
	case "khong", "ko", "khong co", "ko co", "chua":
		s.keep(yesNoAnswer(q.ID, false, text))
	default:
		if !s.propose(text, 1) {
			s.place.Note = saidYesOrNo()
		}
	}
}

func yesNoAnswer(q flows.QuestionID, yes bool, raw string) flows.Answer {
	v := flows.Value{State: flows.Given}
	if yes {
		v.Number = 1
	}
	return flows.Answer{Question: q, Raw: raw, Value: v}
}

// stated reads words that say there is nothing, or nothing known yet, in the ways
// people say it: "không có ạ", "không có mô hình nào", "chưa có số liệu".
func stated(q outline.Question, text string) (flows.State, bool) {
	v, clear := figure.Read(text, outline.Count, q.Item.Unit).Clear()
	return v.State, clear && v.State != flows.Given
}

// press answers with a button, or with the bare word that stands for it. A
// button of another card opens that card and writes nothing; one that says what
// is already kept changes nothing.
func (s *step) press(a act) {
	q, ok := s.form.Plan.Question(a.question)
	given, fits := pressedAnswer(q, a)
	before, answered := s.form.answered(a.question)
	switch {
	case !ok || !fits:
		s.place.Note = saidStale()
	case answered && before.Equal(given.Value) && a.question != s.place.At:
		return
	case a.question != s.place.At:
		s.place.Note = saidOtherCard(q)
		s.move(a.question)
	default:
		s.keep(given)
	}
}

// pressedAnswer is the answer a button gives; fits tells that this question has
// such a button.
func pressedAnswer(q outline.Question, pressed act) (a flows.Answer, fits bool) {
	a.Question = q.ID
	switch v := pressed.verb; v {
	case yes, no:
		return yesNoAnswer(q.ID, v == yes, wordOf(v)), q.Kind == outline.YesNo
	case option:
		if q.Kind != outline.Choice {
			return a, false
		}
		chosen, known := tagged(q.Item.Options, pressed.text)
		return optionAnswer(q.ID, chosen, chosen), known
	case none:
		a.State, a.Raw = flows.None, wordOf(v)
		return a, q.Kind != outline.YesNo
	default:
		a.State, a.Raw = flows.Unknown, wordOf(v)
		return a, true
	}
}

// keep takes answers into the report when every rule holds, with what follows
// from them, and goes on to the next open question. It tells whether it did.
func (s *step) keep(answers ...flows.Answer) bool {
	if s.form.locked() {
		s.place.Note = saidLocked(&s.form)
		return false
	}
	if other, closed := s.form.notWanted(answers); closed {
		s.place.Note = saidNotWanted(other)
		return false
	}
	followed := s.form.gated(answers)
	all := slices.Concat(answers, followed)
	if other, changed := s.changedMeanwhile(all); changed {
		s.place.Note, s.held, s.place.GoesOn = saidChangedMeanwhile(&s.form, other), true, ""
		return false
	}
	after := s.form.with(all)
	if said := after.broken(all); said != "" {
		s.place.Note = said
		return false
	}
	odd := after.odd(&s.form, all)
	doubt := after.doubt(answers, odd)
	s.place.Doubt = cmp.Or(doubt, after.unexplained(s.place.Doubt))
	s.place.Note = saidKept(&s.form, &after, answers, followed, odd)
	if doubt != "" {
		s.place.Note += "\n" + saidAskReason()
	}
	s.form, s.answers = after, all
	s.place.Last = answers[0].Question
	if _, answered := after.answered(s.place.At); answered {
		s.move(s.form.openAfter(s.place.At))
	}
	return true
}
