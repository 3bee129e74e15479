// Package talk is the cadre's guided conversation: the report of one unit in one
// round, card by card. One pure function decides everything:
//
//	turn := talk.Step(form, place, talk.Input{Text: "12 450"})
//	// turn.Answers  what to append
//	// turn.Event    sent or reopened, when the person did that
//	// turn.Place    where the person is now
//	// turn.Screen   what to show
//
// Step reads no clock, keeps nothing and is total: every input at every place
// gives a turn. Input it cannot use changes no answer and says what to do.
//
// A place is a hint, never a machine: the current question is the first one
// without an answer unless the person chose another. So a restart, a
// redelivery, a colleague's answer or an outline that changed all just work.
package talk

import (
	"time"

	"baocaobot/flows"
	"baocaobot/flows/figure"
)

// Form is one unit's report as it stands, with everything needed to talk about it.
type Form struct {
	Plan   *Plan
	Round  flows.Round
	Unit   flows.Unit
	Report flows.Report
	Now    time.Time
	Me     flows.PersonID // who is speaking

	History  []flows.Answer                    // of the current question, the oldest first; only for OnHistory
	Previous map[flows.QuestionID]flows.Answer // this unit's answers in the round before
}

// late tells that the round's deadline has passed.
func (f Form) late() bool { return !f.Now.Before(f.Round.Deadline) }

// View is the kind of screen a person is looking at.
type View string

// The views are a closed set.
const (
	OnCard    View = ""        // one card; the place where answers are given
	OnGuide   View = "guide"   // the card's full line and the office's guidance
	OnMenu    View = "menu"    // all sections with their state
	OnSection View = "section" // the numbered questions of one section
	OnMissing View = "missing" // what has no answer yet
	OnReview  View = "review"  // the whole report, page by page
	OnConfirm View = "confirm" // "send?"
	OnHistory View = "history" // who gave the current question which value when
	OnHelp    View = "help"
)

// Place is where one person is in one report. It is stored between turns as JSON.
type Place struct {
	View    View             `json:"view,omitempty"`
	At      flows.QuestionID `json:"at,omitempty"`      // the question chosen; empty: the first one open
	Section int              `json:"section,omitempty"` // of OnSection, as numbered in the menu, from 1
	Page    int              `json:"page,omitempty"`    // of OnReview and OnMissing, from 0
	Choice  *Choice          `json:"choice,omitempty"`  // readings that wait for a choice
	GoesOn  flows.QuestionID `json:"goesOn,omitempty"`  // whose last message was cut by the app and may go on
	Doubt   flows.QuestionID `json:"doubt,omitempty"`   // kept in the last turn though it looks odd: a reason may follow
	Turns   int              `json:"turns,omitempty"`   // turns taken; ties choice buttons to their question
	Refused *Refused         `json:"refused,omitempty"` // the last message that was no answer
	Seen    int64            `json:"seen,omitempty"`    // Seq of the newest answer when the screen was drawn
	Note    string           `json:"note,omitempty"`    // what the last turn has to say, as HTML
}

// Choice is a message that can be read in more than one way, or in one that
// must be confirmed: each reading is what would be kept.
type Choice struct {
	Raw      string    `json:"raw"`
	Readings []Reading `json:"readings"`
	Turn     int       `json:"turn"`
}

// Reading is one figure, or one for each of several questions of a card.
type Reading []Filled

// Filled is a figure and the question it would answer.
type Filled struct {
	Question flows.QuestionID `json:"question"`
	Value    figure.Value     `json:"value"`
}

// Refused is a message that was not kept: edited, it is read again.
type Refused struct {
	Message  int              `json:"message"`
	Question flows.QuestionID `json:"question"`
}

// Input is what a person did: typed a text, or pressed a button. The zero Input
// asks for the current screen.
type Input struct {
	Text     string
	Press    string             // the button's data, as untrusted as text
	Message  int                // the channel's id of a typed message
	Edited   bool               // Text is the new wording of Message
	Corrects []flows.QuestionID // what that message answered, as far as it still counts
}

// Event is something that happened to the report as a whole.
type Event string

// The events of a report.
const (
	Nothing  Event = ""
	Sent     Event = "sent"
	Reopened Event = "reopened" // taken back by the unit to correct it
)

// Turn is what one input does. Whoever stores it fills in By, At and Channel of
// the answers.
type Turn struct {
	Place   Place
	Answers []flows.Answer
	Event   Event
	Screen  flows.Screen
}

// Step takes one turn.
func Step(form Form, place Place, in Input) Turn {
	before := place
	place.Turns++
	place.Note, place.GoesOn, place.Doubt, place.Seen = "", "", "", newest(form.Report)
	s := step{form: form, place: form.Plan.settle(place, form.Report), goingOn: before.GoesOn, doubted: before.Doubt, seen: before.Seen}
	if in.Edited {
		s.correct(in)
	} else {
		s.do(s.understand(in))
	}
	s.remember(in, before)
	if s.place.Choice != nil && s.place.Choice.Turn != s.place.Turns {
		s.place.Choice = nil
	}
	return Turn{Place: s.place, Answers: s.answers, Event: s.event, Screen: Show(s.form, s.place)}
}

// step is one turn while it is being taken: form already holds the answers
// given in it.
type step struct {
	form    Form
	goingOn flows.QuestionID // GoesOn of the turn before
	doubted flows.QuestionID // Doubt of the turn before
	seen    int64            // Seen of the turn before
	place   Place
	answers []flows.Answer
	event   Event
}

// remember keeps what the next turn must know of this one: a message that was no
// answer, and how much of the report has been seen, which only a card shows.
func (s *step) remember(in Input, before Place) {
	if in.Text != "" && in.Message != 0 && !in.Edited {
		s.place.Refused = nil
		if len(s.answers) == 0 && before.View == OnCard {
			s.place.Refused = &Refused{in.Message, s.place.At}
		}
	}
	if s.place.View != OnCard {
		s.place.Seen = s.seen
	}
}

func (s *step) do(a act) {
	switch a.verb {
	case show:
	case answer:
		s.answer(a.text)
	case none, unknown, yes, no:
		s.press(a)
	case pick:
		s.pick(a)
	case same:
		s.same(a.question)
	case reason:
		s.reason(a.text)
	case retype:
		s.place.Note = saidRetype()
	case skip:
		s.skip(a.question)
	case back:
		s.back()
	case open:
		s.open(a.question)
	case number:
		s.number(a.n)
	case section:
		s.place.View, s.place.Section = OnSection, min(max(a.n, 1), len(s.form.Plan.sections))
	case menu:
		s.place.View = OnMenu
	case missing:
		s.place.View, s.place.Page = OnMissing, a.n
	case review:
		s.place.View, s.place.Page = OnReview, a.n
	case guide:
		s.place.View = OnGuide
	case history:
		s.place.View = OnHistory
	case help:
		s.place.View = OnHelp
	case resume:
		s.move(s.place.At)
	case confirm:
		s.place.View = OnConfirm
	case send:
		s.send()
	case reopen:
		s.reopen()
	case stale:
		s.place.Note = saidStale()
	case lost:
		s.place.Note = saidLost()
	}
}

// move goes to a question's card; the empty id means that nothing is open.
func (s *step) move(q flows.QuestionID) {
	s.place.At, s.place.View = q, OnCard
	if q == "" {
		s.place.View = OnReview
		s.place.Page = 0
	}
}

// skip leaves a question; a second tap on the same button skips no other one. From
// a list it only goes on where the person was.
func (s *step) skip(q flows.QuestionID) {
	_, answered := s.form.Report.Answers[s.place.At]
	switch {
	case s.place.View != OnCard && s.place.View != OnGuide && !answered:
		s.move(s.place.At)
	case q == "" || q == s.place.At:
		s.move(s.form.Plan.openAfter(s.place.At, s.form.Report))
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

// send asks once more before it sends.
func (s *step) send() {
	switch {
	case s.form.Report.Sent():
		s.place.View, s.place.Page = OnReview, 0
	case s.place.View != OnConfirm:
		s.place.View = OnConfirm
	default:
		s.event = Sent
		s.form.Report.SentAt = s.form.Now
		s.place.View, s.place.Page = OnReview, 0
		s.place.Note = saidSent(s.form)
	}
}

// reopen takes a sent report back for correction.
func (s *step) reopen() {
	if !s.form.Report.Sent() {
		s.move(s.place.At)
		return
	}
	s.event = Reopened
	s.form.Report.SentAt = time.Time{}
	s.place.View = OnMenu
	s.place.Note = saidReopened(s.form)
}
