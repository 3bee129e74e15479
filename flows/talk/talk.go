// Package talk is the cadre's guided conversation: the report of one unit in one
// round, card by card. One pure function decides everything:
//
//	turn := talk.Step(form, place, talk.Input{Text: "12, 450"})
//	// turn.Answers  what to append
//	// turn.Event    sent or reopened, when the person did that
//	// turn.Place    where the person is now
//	// turn.Screen() what to show
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

	figures bool           // asked before texts and lists, as the person's place says
	fresh   []flows.Answer // of the turn being taken, the newest last: they count before those of Report

	History  []flows.Answer                    // of the current question, the oldest first; only for OnHistory
	Previous map[flows.QuestionID]flows.Answer // this unit's answers in the round before
	Merged   int                               // of how many units Previous is put together; 0 and 1: of one
}

// late tells that the round's deadline has passed.
func (f *Form) late() bool { return !f.Now.Before(f.Round.Deadline) }

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
	Left    flows.QuestionID `json:"left,omitempty"`    // the question the last turn left by “Bỏ qua” or “Xong”
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
	Replies  bool             // Text replies to something that is about no card; with Edited, to Message
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
// the answers and the evidence.
type Turn struct {
	Place   Place
	Answers []flows.Answer
	Event   Event
	Reason  string      // of Returned and Asked
	Task    *flows.Task // a section handed over

	Evidence []flows.Evidence // to keep
	Removed  []int64          // ids of evidence taken back

	form Form // with what the turn did
}

// Screen draws what a turn shows, as long as the report it was taken on stays as it was
// but for the answers of the turn. The number of a sending is known only once it is
// stored: then, and on OnHistory and OnEvidence, Show draws what is stored.
func (t Turn) Screen() flows.Screen { return Show(t.form, t.Place) }
