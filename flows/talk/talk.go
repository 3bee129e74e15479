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
	Lead   bool           // and is a leader of the unit
	Team   []flows.Colleague
	Tasks  map[string]flows.PersonID // who looks after which section, by its id

	figures bool // asked before texts and lists, as the person's place says

	History  []flows.Answer                    // of the current question, the oldest first; only for OnHistory
	Previous map[flows.QuestionID]flows.Answer // this unit's answers in the round before
	Merged   int                               // of how many units Previous is put together; 0 and 1: of one
}

// late tells that the round's deadline has passed.
func (f Form) late() bool { return !f.Now.Before(f.Round.Deadline) }

// View is the kind of screen a person is looking at.
type View string

// The views are a closed set.
const (
	OnCard     View = ""         // one card; the place where answers are given
	OnGuide    View = "guide"    // the card's full line and the office's guidance
	OnMenu     View = "menu"     // all sections with their state
	OnSection  View = "section"  // the numbered questions of one section
	OnMissing  View = "missing"  // what has no answer yet
	OnReview   View = "review"   // the whole report, page by page
	OnFull     View = "full"     // narratives and lists in full, page by page
	OnConfirm  View = "confirm"  // "send?"
	OnHistory  View = "history"  // who gave the current question which value when
	OnReopen   View = "reopen"   // "take the report back?"
	OnTeam     View = "team"     // to whom to hand a section
	OnReturn   View = "return"   // why the leader returns the report
	OnAsk      View = "ask"      // what is to be corrected in a sent report, and why
	OnEvidence View = "evidence" // the photos and documents of the current card
	OnHelp     View = "help"
)

// Place is where one person is in one report. It is stored between turns as JSON.
type Place struct {
	View    View             `json:"view,omitempty"`
	At      flows.QuestionID `json:"at,omitempty"`      // the question chosen; empty: the first one open
	Section int              `json:"section,omitempty"` // of OnSection and OnTeam, as numbered in the menu, from 1
	Page    int              `json:"page,omitempty"`    // of OnReview and OnMissing, from 0
	Choice  *Choice          `json:"choice,omitempty"`  // readings that wait for a choice
	GoesOn  flows.QuestionID `json:"goesOn,omitempty"`  // a text or list that further messages add to, until “xong”
	Last    flows.QuestionID `json:"last,omitempty"`    // what this person answered last
	Doubt   flows.QuestionID `json:"doubt,omitempty"`   // kept though it looks odd: a reason may follow
	Reason  *Refused         `json:"reason,omitempty"`  // the last message that gave a reason, and for what
	Turns   int              `json:"turns,omitempty"`   // turns taken; ties choice buttons to their question
	Refused *Refused         `json:"refused,omitempty"` // the last message that was no answer
	Paste   *Paste           `json:"paste,omitempty"`   // what a pasted paragraph still proposes
	Pasted  int              `json:"pasted,omitempty"`  // the message of the last such paragraph
	Seen    int64            `json:"seen,omitempty"`    // Seq of the newest answer when the screen was drawn
	Checked *Checked         `json:"checked,omitempty"` // the report that OnConfirm asks about
	Figures bool             `json:"figures,omitempty"` // figures first, texts and lists after them
	Note    string           `json:"note,omitempty"`    // what the last turn has to say, as HTML
}

// Checked is what a report was when somebody was asked whether it may go.
type Checked struct {
	Seq     int64 `json:"seq"`     // of its newest answer
	Answers int   `json:"answers"` // how many there were
	Waiting bool  `json:"waiting"` // for the leader
}

// Choice is a message that can be read in more than one way, or in one that
// must be confirmed: each reading is what would be kept.
type Choice struct {
	Raw      string    `json:"raw"`
	Message  int       `json:"message,omitempty"` // that held it
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

// Input is what a person did: typed a text, pressed a button, or sent a file. The zero Input
// asks for the current screen.
type Input struct {
	Text     string
	Press    string           // the button's data, as untrusted as text
	Message  int              // the channel's id of a typed message
	Card     flows.QuestionID // the question of the older card that Text replies to; see CardOf
	Replies  bool             // Text replies to something that is about no card
	Edited   bool             // Text is the new wording of Message
	Corrects []flows.Answer   // what that message answered last, whether it still counts or not
	File     *flows.Evidence  // a photo or document, as the channel tells of it
}

// Event is something that happened to the report as a whole.
type Event string

// The events of a report.
const (
	Nothing   Event = ""
	Submitted Event = "submitted" // put before the unit's leader
	Returned  Event = "returned"  // by the leader, with a reason
	Sent      Event = "sent"
	Reopened  Event = "reopened" // taken back by the unit to correct it
	Asked     Event = "asked"    // the office, to open a sent report again
)

// Turn is what one input does. Whoever stores it fills in By, At and Channel of
// the answers and the evidence; the number of a sending is known only once it is stored, so that
// then, and on OnHistory and OnEvidence, Show draws the screen and not Step.
type Turn struct {
	Place   Place
	Answers []flows.Answer
	Event   Event
	Reason  string      // of Returned and Asked
	Task    *flows.Task // a section handed over
	Screen  flows.Screen

	Evidence []flows.Evidence // to keep
	Removed  []int64          // ids of evidence taken back
}

// Step takes one turn.
func Step(form Form, place Place, in Input) Turn {
	if in.File != nil {
		return attach(form, place, in)
	}
	before := place
	place.Turns++
	place.Note, place.Seen = "", newest(form.Report)
	form.figures = place.Figures
	s := step{form: form, place: form.settle(place), seen: before.Seen, edited: in.Edited, message: in.Message, astray: in.Replies}
	s.asked = s.place.At
	a := act{verb: show}
	switch {
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
	return Turn{Place: s.place, Answers: s.answers, Removed: s.removed, Event: s.event, Reason: s.why, Task: s.task, Screen: Show(s.form, s.place)}
}

// step is one turn while it is being taken: form already holds the answers
// given in it.
type step struct {
	form    Form
	asked   flows.QuestionID // what the screen asked, or the card that is replied to
	message int              // the channel's id of the input
	astray  bool             // the input replies to something that is about no card
	seen    int64            // Seen of the turn before
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
	case answer, none, unknown, yes, no, same, pick:
		return true
	default:
		return false
	}
}

func (s *step) do(a act) {
	switch a.verb {
	case show:
	case answer:
		s.answer(a.text)
	case astray:
		s.place.Note = saidReplyAstray()
	case none, unknown, yes, no:
		s.press(a)
	case pick:
		s.pick(a)
	case same:
		s.same(a.question)
	case reason:
		s.reason(a.question, a.text)
	case retype, pass:
		s.place.Note = saidRetype()
	case halt:
	case skip:
		s.skip(a.question)
	case done:
		s.finish(a.question)
	case more:
		s.more(a.question)
	case amend:
		s.amend()
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
	case full:
		s.place.View, s.place.Page = OnFull, a.n
	case figures:
		s.figuresFirst(a.n)
	case guide:
		s.place.View = OnGuide
	case history:
		s.place.View = OnHistory
	case evidence:
		s.place.View = OnEvidence
	case remove:
		s.remove(int64(a.n))
	case help:
		s.place.View = OnHelp
	case resume:
		s.move(s.place.At)
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
	case team:
		s.team(a.n)
	case assign:
		s.assign(a.n, a.person)
	case stale:
		s.place.Note = saidStale()
	case lost:
		s.place.Note = saidLost(s.form.Report)
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

// figuresFirst asks for figures before texts and lists, or for all in order with 0.
func (s *step) figuresFirst(first int) {
	s.place.Figures = first != 0
	s.form.figures = s.place.Figures
	q, _ := s.form.Plan.Question(s.place.At)
	if _, answered := s.form.Report.Answers[q.ID]; answered || s.form.rank(q) > 0 {
		s.move(s.form.openAfter(q.ID))
		return
	}
	s.move(q.ID)
}

// skip leaves a question; a second tap on the same button skips no other one. From
// a list it only goes on where the person was.
func (s *step) skip(q flows.QuestionID) {
	_, answered := s.form.Report.Answers[s.place.At]
	card, _ := s.form.Plan.card(s.place.At)
	switch {
	case s.place.View != OnCard && !answered && !s.form.tasked(card.Section):
		s.move(s.place.At)
	case q == "" || q == s.place.At:
		s.move(s.form.openAfter(s.place.At))
	}
}

// amend opens what this person answered last.
func (s *step) amend() {
	switch _, answered := s.form.Report.Answers[s.place.Last]; {
	case s.form.Report.Locked():
		s.place.Note = saidLocked(s.form.Report)
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
