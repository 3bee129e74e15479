// Package opening is the conversation in which an admin opens a round: one outline asked
// of a set of units. One pure function decides everything:
//
//	turn := opening.Step(form, draft, opening.Input{Text: "trước ngày 30/5/2024"})
//	// turn.Draft  what is decided so far, and what is asked next
//	// turn.Open   the round to be opened, checked; nil until the yes to the draft as shown
//	screen := opening.Show(form, turn.Draft)
//
// What an office usually wants is proposed, so that four taps and a yes open a round; each
// line of the summary can be changed. Whatever was proposed and has changed since it was
// shown is shown again before anything is opened.
//
// It must not decide who may open a round, keep anything, or read a clock. A day that can
// be understood in two ways is asked back.
package opening

import (
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Ask is what a draft waits for.
type Ask string

// What is asked is a closed set. The first four have no answer that could be proposed
// without asking; the others are asked only by whoever wants to change them.
const (
	ForOutline  Ask = ""
	ForPeriod   Ask = "period"
	ForUnits    Ask = "units"
	ForDeadline Ask = "deadline"
	ForYes      Ask = "yes" // the summary
	ForCutOff   Ask = "cutoff"
	ForPrevious Ask = "previous"
	ForLeader   Ask = "leader"
	ForAmend    Ask = "amend"
	ForTargets  Ask = "targets"
	ForName     Ask = "name"
	ForSight    Ask = "sight" // the first cards, as a cadre will see them
)

// Draft is a round that is about to be opened. It is stored between turns as JSON.
type Draft struct {
	Number   int64          `json:"number"` // of the turn that drew its screen; never used twice
	Ask      Ask            `json:"ask,omitempty"`
	Outline  string         `json:"outline,omitempty"` // key of a Source
	Own      []byte         `json:"own,omitempty"`     // text of an outline that was sent, which is then the one chosen
	From     time.Time      `json:"from,omitzero"`     // first moments of days
	To       time.Time      `json:"to,omitzero"`
	CutOff   time.Time      `json:"cutoff,omitzero"` // zero: To
	Settled  bool           `json:"settled,omitempty"`
	Units    []flows.UnitID `json:"units,omitempty"` // chosen; none: all that can be asked
	Deadline time.Time      `json:"deadline,omitzero"`
	Previous *flows.RoundID `json:"previous,omitempty"` // nil: the newest with the same outline; empty: none
	Leader   bool           `json:"leader,omitempty"`
	Amend    flows.Amend    `json:"amend,omitempty"`
	Name     string         `json:"name,omitempty"` // empty: made from the title and the period
	Targets  []flows.Target `json:"targets,omitempty"`

	Leaving bool `json:"leaving,omitempty"` // it is asked whether to give it up

	Page  int       `json:"page,omitempty"`  // of the units, from 0
	Bare  time.Time `json:"bare,omitzero"`   // a day typed as deadline: before it, or through it?
	Shown string    `json:"shown,omitempty"` // what the summary on the screen would open
	List  string    `json:"list,omitempty"`  // the list on the screen, in which a number counts
	Note  string    `json:"note,omitempty"`  // what the last turn has to say, as HTML
}

// Source is an outline that can be asked.
type Source struct {
	Key     string // tells it from the others
	Outline *outline.Outline
	Text    []byte // its YAML
	Of      string // name of the earlier round that asked it; empty: it comes with the program
}

// Form is what Step knows.
type Form struct {
	Now     time.Time
	Sources []Source
	Own     *outline.Outline // of Draft.Own
	Rounds  []flows.Round    // the newest first
	Units   []flows.Unit     // all, in the office's order
}

// Input is what an admin did: typed a text, pressed a button or sent a file. The zero
// Input only shows where the draft is.
type Input struct {
	Text  string
	Press string // the button's data, as untrusted as text
	File  *File
}

// Turn is what one input does.
type Turn struct {
	Draft   Draft
	Open    *Plan
	Dropped bool // the draft is given up
}

// Plan is a round to be opened.
type Plan struct {
	Round   flows.Round // without id and the moment of its opening
	Source  []byte
	Asked   []flows.UnitID
	Targets []flows.Target
}

// source is the chosen outline and its text; none before one is chosen, or when the
// chosen one is there no more.
func (f Form) source(d Draft) (Source, bool) {
	if f.Own != nil && len(d.Own) > 0 {
		return Source{Outline: f.Own, Text: d.Own}, true
	}
	for _, s := range f.Sources {
		if s.Key == d.Outline {
			return s, true
		}
	}
	return Source{}, false
}

// next is the first question without an answer, or the summary.
func (f Form) next(d Draft) Ask {
	_, chosen := f.source(d)
	switch {
	case !chosen:
		return ForOutline
	case d.To.IsZero():
		return ForPeriod
	case !d.Settled || len(f.asked(d)) == 0:
		return ForUnits
	case d.Deadline.IsZero():
		return ForDeadline
	default:
		return ForYes
	}
}

// previous is the round whose values will stand beside this one's.
func (f Form) previous(d Draft) flows.RoundID {
	if d.Previous != nil {
		return *d.Previous
	}
	s, chosen := f.source(d)
	for _, r := range f.Rounds {
		if chosen && r.Outline == s.Outline.ID {
			return r.ID
		}
	}
	return ""
}

func (f Form) cutOff(d Draft) time.Time {
	if d.CutOff.IsZero() {
		return d.To
	}
	return d.CutOff
}

// plan is what the draft opens.
func (f Form) plan(d Draft) Plan {
	s, _ := f.source(d)
	r := flows.Round{ID: flows.RoundID(s.Outline.ID), Name: f.name(d), Outline: s.Outline.ID, From: d.From, To: d.To, CutOff: d.CutOff, Deadline: d.Deadline,
		Previous: f.previous(d), Leader: d.Leader, Amend: d.Amend}
	if r.Amend == "" {
		r.Amend = flows.Free
	}
	return Plan{Round: r, Source: s.Text, Asked: f.asked(d), Targets: d.Targets}
}
