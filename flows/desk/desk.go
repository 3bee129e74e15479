// Package desk is the office's conversation about one round at a time: who is where, one
// unit, one figure across all units, and what goes back. One pure function decides everything:
//
//	turn := desk.Step(form, place, desk.Input{Text: "/donvi a luoi"})
//	// turn.Place  where the officer is now
//	// turn.Deed   what is to be done, at most one thing, already checked
//
// Step needs the round, its outline and its units, and of the reports only that of the
// one unit a turn is about, which About names. What reads every report is drawn by Show
// after the turn is kept, from the place alone, so that nobody's turn waits for it.
//
// It must not decide who belongs to the office, keep anything, or read a clock. A deed
// that the report does not allow is a sentence and changes nothing.
package desk

import (
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
)

// View is the kind of screen an officer is looking at.
type View string

// The views are a closed set.
const (
	OnHelp     View = ""         // what the office can do
	OnProgress View = "progress" // who is where
	OnRounds   View = "rounds"   // the rounds to choose from
	OnLate     View = "late"     // who has not sent, or sent late
	OnSections View = "sections" // how far the sections are
	OnList     View = "list"     // the units as plain lines, to be pasted or called
	OnUnits    View = "units"    // units to choose from: all, or those found
	OnUnit     View = "unit"     // one unit
	OnDoubts   View = "doubts"   // what looks odd in its report
	OnFigures  View = "figures"  // its figures, to choose one
	OnFigure   View = "figure"   // one of them, with its history
	OnEvidence View = "evidence" // its photos and documents
	OnItems    View = "items"    // questions found, to choose one
	OnItem     View = "item"     // one question across all units
	OnChoose   View = "choose"   // which questions go back to the unit
	OnValue    View = "value"    // the value that the office gives for the unit
	OnReason   View = "reason"   // why
	OnConfirm  View = "confirm"  // "do it?"
)

// Place is where an officer is. It is stored between turns as JSON.
type Place struct {
	Round    flows.RoundID      `json:"round,omitempty"`
	Stays    bool               `json:"stays,omitempty"` // the officer chose the round: it stays when a newer one opens
	Told     flows.RoundID      `json:"told,omitempty"`  // where it stays: the newest round that the officer knows of
	View     View               `json:"view,omitempty"`
	Unit     flows.UnitID       `json:"unit,omitempty"`     // of the views about one unit
	Question flows.QuestionID   `json:"question,omitempty"` // of OnFigure, OnItem and OnValue
	Words    string             `json:"words,omitempty"`    // of OnUnits and OnItems: what was searched for, as typed
	Page     int                `json:"page,omitempty"`     // from 0
	Deed     Kind               `json:"deed,omitempty"`     // what is being prepared
	Chosen   []flows.QuestionID `json:"chosen,omitempty"`   // of Revise, in the order of the outline
	Value    string             `json:"value,omitempty"`    // of Correct, as it was typed
	Said     string             `json:"said,omitempty"`     // of Correct: old → new, as HTML
	Reason   string             `json:"reason,omitempty"`   // of the deed
	Seen     int64              `json:"seen,omitempty"`     // Newest of the report that the deed is about
	Event    int64              `json:"event,omitempty"`    // Event of that report; of ApproveAll the newest of all
	Many     int                `json:"many,omitempty"`     // of ApproveAll: how many reports
	Asking   int                `json:"asking,omitempty"`   // of ApproveAll: how many more wait for a request to correct them
	Asked    int                `json:"asked,omitempty"`    // the turn of the question that OnConfirm asks
	Turns    int                `json:"turns,omitempty"`    // turns taken
	Note     string             `json:"note,omitempty"`     // what the last turn has to say, as HTML
}

// Kind is what the office does.
type Kind string

// The kinds of deeds are a closed set.
const (
	Nothing    Kind = ""
	Revise     Kind = "revise" // some questions go back to the unit, with a reason
	Approve    Kind = "approve"
	ApproveAll Kind = "approve all" // what was sent when it was asked
	Unapprove  Kind = "unapprove"
	Excuse     Kind = "excuse" // from the round, with a reason
	Unexcuse   Kind = "unexcuse"
	Correct    Kind = "correct" // one figure on behalf of the unit, with a reason

	// For the officer alone.
	SendBook    Kind = "book"
	SendPicture Kind = "picture"
	SendFile    Kind = "file"
)

// Deed is what a turn does beside going somewhere. Whoever does it fills in By, At and
// Channel of the answers.
type Deed struct {
	Kind      Kind
	Unit      flows.UnitID
	Units     []flows.UnitID     // of ApproveAll
	Questions []flows.QuestionID // of Revise
	Answers   []flows.Answer     // of Correct
	Said      string             // of Correct: old → new, as HTML
	Reason    string
	File      flows.Evidence
}

// Opens tells that a deed opens a closed round again for the unit, which is to send its
// report once more. The form is as it was before the deed.
func (d Deed) Opens(f talk.Form) bool {
	sends := d.Kind == Revise || d.Kind == Unexcuse && !f.Report.Delivered()
	return sends && !f.Round.Closed.IsZero()
}

// Form is what Step knows of the round.
type Form struct {
	Round   flows.Round   // the one the officer works in, or that of the button that was pressed
	Rounds  []flows.Round // every one, the newest first
	Outline *outline.Outline
	Units   []flows.Unit                  // the round's, in the office's order
	Unit    talk.Form                     // of the unit that About names; without a plan: none
	Sent    map[flows.UnitID]flows.Report // where About wants it: what is sent and not approved
}

// Input is what an officer did: typed a text or pressed a button.
type Input struct {
	Text   string
	Press  string // the button's data, as untrusted as text
	Edited bool   // Text is the new wording of an older message
	Cadre  bool   // the person also reports for a unit: what is not clearly the office's is the unit's
}

// Turn is what one input does.
type Turn struct {
	Place Place
	Deed  Deed
}

// Facts is what screens are drawn from.
type Facts struct {
	report.Input                               // of a view about one unit: with that unit alone
	Unit         talk.Form                     // of a view about one unit
	Joined       map[flows.UnitID]int          // how many people of each unit have joined
	Before       map[flows.UnitID]flows.Answer // of OnItem: what each unit answered in the round before, or what it was made of
	Merged       map[flows.UnitID]int          // of OnItem: of how many reports that is put together
	Rounds       []flows.Round                 // every one, the newest first
	Arrived      map[flows.RoundID]Arrived     // of OnRounds
	Cadre        bool                          // the officer also reports for a unit
}

// OneUnit tells that a view is about one unit.
func (v View) OneUnit() bool {
	switch v {
	case OnUnit, OnDoubts, OnFigures, OnFigure, OnEvidence, OnChoose, OnValue, OnReason, OnConfirm:
		return true
	default:
		return false
	}
}

// Awaits tells that a place waits for something typed: a number of its list, a value, a
// reason, a yes.
func (p Place) Awaits() bool {
	switch p.View {
	case OnRounds, OnUnits, OnItems, OnFigures, OnEvidence, OnChoose, OnValue, OnReason, OnConfirm:
		return true
	default:
		return false
	}
}

// Left is the place once the officer has turned to something else: nothing is awaited.
func (p Place) Left() Place {
	left := Place{Round: p.Round, Stays: p.Stays, Told: p.Told, Turns: p.Turns}
	if p.View.OneUnit() && p.Unit != "" {
		left.View, left.Unit = OnUnit, p.Unit
	}
	return left
}

// In is the place in a round: what was begun in another one is left.
func (p Place) In(round flows.RoundID) Place {
	if p.Round != round {
		return Place{Round: round, Turns: p.Turns}
	}
	return p
}
