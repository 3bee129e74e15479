package talk

import (
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

// correct takes the new wording of a message that gave answers before. The person
// stays at the question they were at.
func (s *step) correct(in Input) {
	at, view := s.place.At, s.place.View
	var questions []outline.Question
	for _, id := range in.Corrects {
		if q, ok := s.form.Plan.Question(id); ok {
			questions = append(questions, q)
		}
	}
	text := strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(in.Text, "\ufffd")))
	if len(questions) == 0 || text == "" {
		s.place.Note = saidNothingToCorrect()
		return
	}
	s.place.At = questions[0].ID
	if len(questions) > 1 {
		s.read(questions[0], questions, text)
	} else {
		s.answerOne(text)
	}
	s.place.At, s.place.View = at, view
}

// answerOne reads a text as the answer to the current question alone, words such
// as "không" included.
func (s *step) answerOne(text string) {
	q, _ := s.form.Plan.Question(s.place.At)
	s.place.View = OnCard
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
