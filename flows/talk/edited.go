package talk

import (
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// correct takes the new wording of a message: of one that gave answers, or of one
// that was refused. What is kept leaves the person at the question they were at;
// what is not stays on the card it belongs to.
func (s *step) correct(in Input) {
	at, view, goesOn := s.place.At, s.place.View, s.place.GoesOn
	_, answered := s.form.answered(at)
	questions := s.given(in)
	text := clean(in.Text)
	why, explains := reasonIn(text)
	switch {
	case s.place.Reason != nil && s.place.Reason.Message == in.Message && in.Message != 0 && explains && s.explainedByMe():
		s.reason(s.place.Reason.Question, why)
		return
	case len(questions) == 0 && in.Message != 0 && in.Message == s.place.Pasted:
		s.place.Note = saidPasteNotCorrected()
		return
	case len(questions) == 0:
		s.place.Note = saidNothingToCorrect(in)
		return
	case text == "":
		s.place.Note = saidNoWordsLeft()
		return
	}
	s.move(questions[0].ID)
	switch {
	case in.Replies && isLong(questions[0]) && s.form.has(questions[0].ID):
		s.place.Note = saidTextThere()
		return
	case s.composed(questions[0]):
		s.correctPart(questions[0], in, text)
	case len(questions) > 1:
		s.read(questions[0], questions, text)
	default:
		s.place.GoesOn = "" // the new wording replaces the answer
		s.answerOne(text)
	}
	if len(s.answers) > 0 && (answered || at != questions[0].ID) {
		s.place.At, s.place.View, s.place.GoesOn = at, view, goesOn
	}
}

// explainedByMe tells that the figure a reason was given for is still this person's and
// still odd.
func (s *step) explainedByMe() bool {
	q, _ := s.form.Plan.Question(s.place.Reason.Question)
	return s.form.looksOdd(q) && s.form.answer(q.ID).By == s.form.Me
}

// given lists the questions whose answers a message still makes up, alone or in
// part; what followed from a gate was not given by it. A refused message was meant
// for the question it was typed at.
func (s *step) given(in Input) []outline.Question {
	var questions []outline.Question
	for _, a := range in.Corrects {
		q, asked := s.form.Plan.Question(a.Question)
		now, answered := s.form.answered(a.Question)
		if asked && answered && a.Raw != rawGate && (now.Seq == a.Seq || s.composed(q) || now.By == s.form.Me && sameButReason(now.Value, a.Value)) {
			questions = append(questions, q)
		}
	}
	slices.SortFunc(questions, func(a, b outline.Question) int { return s.form.Plan.index[a.ID] - s.form.Plan.index[b.ID] })
	refused := s.place.Refused
	if len(questions) == 0 && refused != nil && refused.Message == in.Message {
		if q, asked := s.form.Plan.Question(refused.Question); asked {
			questions = append(questions, q)
		}
	}
	return questions
}

// sameButReason tells that two values differ at most in the reason added to them.
func sameButReason(a, b flows.Value) bool {
	a.Reason, b.Reason = "", ""
	return a.Equal(b)
}

// composed tells that an answer was put together from several messages, so that
// the new wording of one of them is not the whole answer.
func (s *step) composed(q outline.Question) bool {
	a := s.form.answer(q.ID)
	switch {
	case a.State != flows.Given:
		return false
	case q.Kind == outline.Text:
		return a.Text != a.Raw
	case q.Kind == outline.Names:
		names, _ := splitNames(a.Raw, 0)
		return a.Raw != wordSame && !slices.Equal(a.Names, names)
	default:
		return false
	}
}

// correctPart puts the new wording of one message into a text of several. Where its
// old wording cannot be found again, nothing is changed.
func (s *step) correctPart(q outline.Question, in Input, text string) {
	now := s.form.answer(q.ID)
	i := slices.IndexFunc(in.Corrects, func(a flows.Answer) bool { return a.Question == q.ID })
	whole, found := "", false
	_, nothing := stated(q, text)
	if i >= 0 && q.Kind == outline.Text && hasLetter(text) && !nothing && !orders(text) && !isBareWord(text) {
		whole, found = withPart(now.Text, in.Corrects[i].Raw, text)
	}
	if !found {
		s.place.Note = saidComposed()
		return
	}
	v := now.Value
	v.Text = whole
	s.keep(flows.Answer{Question: q.ID, Raw: text, Value: v})
}

// withPart replaces a run of whole lines that stands in a text just once.
func withPart(text, old, part string) (string, bool) {
	lines := "\n" + text + "\n"
	if strings.Count(lines, "\n"+old+"\n") != 1 {
		return "", false
	}
	return strings.Trim(strings.Replace(lines, "\n"+old+"\n", "\n"+part+"\n", 1), "\n"), true
}

// answerOne reads a text as the answer to the current question alone, words such
// as "không" included.
func (s *step) answerOne(text string) {
	q, _ := s.form.Plan.Question(s.place.At)
	a := s.typed(text)
	switch {
	case a.verb == none || a.verb == unknown || a.verb == no || a.verb == same:
		s.do(a)
	case a.verb == help && !isCommand(text):
		s.place.Note = saidNoSuchCommand(text)
	case a.verb != answer && s.place.View == OnCard && orders(text):
		s.place.Note = saidCommandIsNoAnswer(text)
	case q.Kind == outline.Count || q.Kind == outline.Money:
		s.read(q, []outline.Question{q}, text)
	default:
		s.answer(text)
	}
}

// orders tells that a new wording is a command: behind a slash it is one even if the bot
// knows none of that name.
func orders(text string) bool {
	return isCommand(text) || strings.HasPrefix(polite(flows.Fold(text)), "/")
}
