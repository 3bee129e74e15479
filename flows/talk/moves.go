package talk

import (
	"baocaobot/flows"
)

// Where a turn goes that answers nothing.

func (s *step) turnTo(a act) {
	switch a.verb {
	case skip:
		s.skip(a.question)
	case amend:
		s.amend()
	case back:
		s.back()
	case open:
		s.open(a.question)
	case number:
		s.number(a.n)
	case figures:
		s.figuresFirst(a.n)
	case section:
		s.place.View, s.place.Section = OnSection, min(max(a.n, 1), len(s.form.Plan.sections))
	case missing, review, full:
		s.place.View, s.place.Page = viewOf(a.verb), a.n
	case menu, guide, history, evidence, help:
		s.place.View = viewOf(a.verb)
	case resume:
		s.resume()
	case lost:
		s.place.Note = saidLost(&s.form)
	default:
		s.place.Note = saidStale()
	}
}

// viewOf is the screen that a verb asks for.
func viewOf(v verb) View {
	switch v {
	case missing:
		return OnMissing
	case review:
		return OnReview
	case full:
		return OnFull
	case menu:
		return OnMenu
	case guide:
		return OnGuide
	case history:
		return OnHistory
	case evidence:
		return OnEvidence
	default:
		return OnHelp
	}
}

// move goes to a question's card; the empty id means that nothing is open.
func (s *step) move(q flows.QuestionID) {
	s.place.At, s.place.View = q, OnCard
	if q != s.place.GoesOn {
		s.place.GoesOn = ""
	}
	if q == "" {
		s.place.View = OnReview
		s.place.Page = 0
	}
}

// resume goes back to the card, in a revision to one that the office wants something of.
func (s *step) resume() {
	q, _ := s.form.Plan.Question(s.place.At)
	if next := s.form.openAfter(""); s.form.Report.InRevision() && !s.form.isOpen(&q) && next != "" {
		s.place.At = next
	}
	s.move(s.place.At)
}

// figuresFirst asks for figures before texts and lists, or for all in order with 0.
func (s *step) figuresFirst(first int) {
	s.place.Figures = first != 0
	s.form.figures = s.place.Figures
	q, _ := s.form.Plan.Question(s.place.At)
	if _, answered := s.form.answered(q.ID); answered || s.form.rank(q) > 0 {
		s.move(s.form.openAfter(q.ID))
		return
	}
	s.move(q.ID)
}

// skip leaves a question. From a list it only goes on where the person was.
func (s *step) skip(q flows.QuestionID) {
	if s.otherCard(q) {
		return
	}
	_, answered := s.form.answered(s.place.At)
	card, _ := s.form.Plan.card(s.place.At)
	s.place.Left = s.place.At
	if s.place.View != OnCard && !answered && !s.form.tasked(card.Section) {
		s.move(s.place.At)
		return
	}
	s.move(s.form.openAfter(s.place.At))
}

// otherCard deals with the button of a card that is not on the screen: it opens that
// card, but for a second tap on the button that has just left it.
func (s *step) otherCard(id flows.QuestionID) bool {
	q, asked := s.form.Plan.Question(id)
	if !asked || id == s.place.At {
		return false
	}
	if s.place.Left = s.left; id != s.left {
		s.place.Note = saidOtherCard(q)
		s.move(id)
	}
	return true
}

// amend opens what this person answered last.
func (s *step) amend() {
	switch _, answered := s.form.answered(s.place.Last); {
	case s.form.locked():
		s.place.Note = saidLocked(&s.form)
	case !answered:
		s.place.Note = saidNothingLast()
	default:
		s.move(s.place.Last)
	}
}

// back goes from any other screen to the card, and from a card to the question before.
func (s *step) back() {
	if s.place.View != OnCard {
		s.move(s.place.At)
		return
	}
	s.move(s.form.Plan.before(s.place.At))
}

func (s *step) open(q flows.QuestionID) {
	if _, ok := s.form.Plan.Question(q); !ok {
		s.place.Note = saidStale()
		return
	}
	s.move(q)
}

// number is a number typed or pressed where the screen shows a numbered list.
func (s *step) number(n int) {
	if s.place.View == OnTeam {
		s.chooseColleague(n)
		return
	}
	if s.place.View == OnMenu {
		if n < 1 || n > len(s.form.Plan.sections) {
			s.place.Note = saidNoSuchNumber(len(s.form.Plan.sections))
			return
		}
		s.place.View, s.place.Section = OnSection, n
		return
	}
	list := s.form.listed(s.place)
	if n < 1 || n > len(list) {
		s.place.Note = saidNoSuchNumber(len(list))
		return
	}
	s.move(list[n-1])
}
