package talk

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Several cadres of a unit fill in one report. Nobody overwrites unseen.

// newest is the number of the newest answer in a report.
func newest(r flows.Report) (seq int64) {
	for _, a := range r.Answers {
		seq = max(seq, a.Seq)
	}
	return seq
}

// changedMeanwhile finds the first answer that would replace one a colleague gave
// after this person's screen was drawn. The screen of this turn shows it, so that
// giving the answer once more replaces it knowingly.
func (s *step) changedMeanwhile(answers []flows.Answer) (flows.Answer, bool) {
	for _, a := range answers {
		old, answered := s.form.Report.Answers[a.Question]
		if answered && !old.Equal(a.Value) && old.By != s.form.Me && old.Seq > s.seen {
			return old, true
		}
	}
	return flows.Answer{}, false
}

// correct takes the new wording of a message: of one that gave answers, or of one
// that was refused. What is kept leaves the person at the question they were at;
// what is not stays on the card it belongs to.
func (s *step) correct(in Input) {
	at, view := s.place.At, s.place.View
	_, answered := s.form.Report.Answers[at]
	questions := s.given(in)
	text := strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(in.Text, "\ufffd")))
	switch {
	case len(questions) == 0 || text == "":
		s.place.Note = saidNothingToCorrect()
		return
	case s.composed(questions[0]):
		s.place.Note = saidComposed()
		s.move(questions[0].ID)
		return
	}
	s.goingOn = ""
	s.place.At, s.place.View = questions[0].ID, OnCard
	if len(questions) > 1 {
		s.read(questions[0], questions, text)
	} else {
		s.answerOne(text)
	}
	if len(s.answers) > 0 && (answered || at != questions[0].ID) {
		s.place.At, s.place.View = at, view
	}
}

// given lists the questions a message answered; what followed from a gate was not
// given by it. A refused message was meant for the question it was typed at.
func (s *step) given(in Input) []outline.Question {
	var questions []outline.Question
	for _, id := range in.Corrects {
		q, asked := s.form.Plan.Question(id)
		if a, answered := s.form.Report.Answers[id]; asked && answered && a.Raw != rawGate {
			questions = append(questions, q)
		}
	}
	refused := s.place.Refused
	if len(questions) == 0 && refused != nil && refused.Message == in.Message {
		if q, asked := s.form.Plan.Question(refused.Question); asked {
			questions = append(questions, q)
		}
	}
	return questions
}

// composed tells that an answer was put together from several messages, so that
// the new wording of one of them is not the whole answer.
func (s *step) composed(q outline.Question) bool {
	a := s.form.Report.Answers[q.ID]
	switch {
	case a.State != flows.Given:
		return false
	case q.Kind == outline.Text:
		return a.Text != a.Raw
	case q.Kind == outline.Names:
		return a.Raw != wordSame && !slices.Equal(a.Names, splitNames(a.Raw))
	default:
		return false
	}
}

// answerOne reads a text as the answer to the current question alone, words such
// as "không" included.
func (s *step) answerOne(text string) {
	q, _ := s.form.Plan.Question(s.place.At)
	a := s.typed(text)
	switch {
	case a.verb == none || a.verb == unknown || a.verb == no || a.verb == same:
		s.do(a)
	case q.Kind == outline.Count || q.Kind == outline.Money:
		s.read(q, []outline.Question{q}, text)
	default:
		s.answer(text)
	}
}
