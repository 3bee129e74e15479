package talk

import (
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
)

// CardOf tells from the data of a button which question its screen was about, so that
// a message that replies to an old card can be taken as its answer. Buttons of screens
// that are about no one question name none.
func CardOf(data string) (flows.QuestionID, bool) {
	verb, question, _ := strings.Cut(data, "|")
	v := pressVerbs[verb]
	return flows.QuestionID(question), (v == skip || v == resume || v == menu) && question != ""
}

// reply takes a message that replies to an older card as the answer to that card's
// question and leaves the person where they were. What a colleague answered there
// has not been seen on that old card, so it is not replaced at once.
func (s *step) reply(in Input) act {
	at, view, goesOn := s.place.At, s.place.View, s.place.GoesOn
	_, answered := s.form.answered(at)
	q, asked := s.form.Plan.Question(in.Card)
	if !asked || in.Card == at && view == OnCard {
		a := s.understand(in)
		s.do(a)
		return a
	}
	s.move(in.Card)
	s.asked = in.Card
	s.seen, s.place.Choice = 0, nil
	a := s.understand(in)
	if kept := s.form.answer(in.Card); a.verb == answer && kept.State == flows.Given && isLong(q) && goesOn != in.Card {
		s.place.Note = saidTextThere()
		return a
	}
	s.do(a)
	cut := s.place.GoesOn != "" && utf8.RuneCountInString(in.Text) >= fullMessage // the rest comes as a message of its own
	if len(s.answers) > 0 && !cut && (answered || at != in.Card) {
		s.place.At, s.place.View, s.place.GoesOn = at, view, goesOn
	}
	return a
}
