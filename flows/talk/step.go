package talk

import (
	"baocaobot/flows"
)

// Step takes one turn.
func Step(form Form, place Place, in Input) Turn {
	if in.File != nil {
		return attach(form, place, in)
	}
	before := place
	place.Turns++
	place.Note, place.Seen, place.Left = "", form.Report.Newest, ""
	form.figures = place.Figures
	s := step{form: form, place: form.settle(place), seen: before.Seen, left: before.Left, edited: in.Edited, message: in.Message, astray: in.Replies}
	s.asked = s.place.At
	a := act{verb: show}
	switch {
	case in.Edited && s.form.closed():
		s.place.Note = saidShut(&s.form)
	case in.Edited:
		s.correct(in)
	case in.Card != "" && in.Text != "":
		a = s.reply(in)
	default:
		a = s.understand(in)
		s.do(a)
	}
	s.followPaste(a, before)
	s.remember(in, a, before)
	if s.place.Choice != nil && s.place.Choice.Turn != s.place.Turns {
		s.place.Choice = nil
	}
	return Turn{Place: s.place, Answers: s.answers, Removed: s.removed, Event: s.event, Reason: s.why, Task: s.task, form: s.form}
}

// step is one turn while it is being taken: form already holds the answers
// given in it.
type step struct {
	form    Form
	asked   flows.QuestionID // what the screen asked, or the card that is replied to
	message int              // the channel's id of the input
	astray  bool             // the input replies to something that is about no card
	seen    int64            // Seen of the turn before
	left    flows.QuestionID // Left of the turn before
	edited  bool             // the input is a new wording
	held    bool             // an answer was held back because of a colleague's
	pasted  bool             // the input was a paragraph
	place   Place
	answers []flows.Answer
	removed []int64
	event   Event
	why     string
	task    *flows.Task
}

// remember keeps what the next turn must know of this one: a message that was meant as
// an answer and is none, and how much of the report has been seen, which only a card
// shows.
func (s *step) remember(in Input, a act, before Place) {
	if in.Text != "" && in.Message != 0 && !in.Edited {
		s.place.Refused = nil
		switch {
		case s.pasted:
			s.place.Pasted = in.Message
		case len(s.answers) == 0 && a.answers() && before.Paste == nil:
			s.place.Refused = &Refused{in.Message, s.asked}
		}
	}
	if s.place.View != OnCard {
		s.place.Seen = s.seen
	}
}

// answers tells that an input is meant as an answer.
func (a act) answers() bool {
	switch a.verb {
	case answer, none, unknown, yes, no, option, same, pick, stand:
		return true
	default:
		return false
	}
}

// do does what an input asks for: answers here, the report as a whole and the way
// around below.
func (s *step) do(a act) {
	if s.refusesAll(a) {
		return
	}
	switch a.verb {
	case show, halt:
	case answer:
		s.answer(a.text)
	case foreign:
		s.place.Note = saidForOffice(a.text)
	case astray:
		s.place.Note = saidReplyAstray()
	case none, unknown, yes, no, option:
		s.press(a)
	case pick:
		s.pick(a)
	case same:
		s.same(a.question)
	case stand:
		s.stand(a.question)
	case reason:
		s.reason(a.question, a.text)
	case retype, pass:
		s.place.Note = saidRetype()
	case done:
		s.finish(a.question)
	case more:
		s.more(a.question)
	case remove:
		s.remove(int64(a.n))
	case team:
		s.team(a.n)
	case assign:
		s.assign(a.n, a.person)
	case confirm:
		s.confirm()
	case send:
		s.send()
	case reopen:
		s.reopen()
	case sendBack:
		s.sendBack()
	case why:
		s.because(a.text)
	default:
		s.turnTo(a)
	}
}
