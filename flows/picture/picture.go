// Package picture draws the progress of a round for the phone: units by sections of the
// outline as a heat map with Vietnamese labels.
//
// It decides no figure: what it shows is report.Progress. The same input gives the same
// bytes.
//
//	pictures, err := picture.Draw(in, report.Progress(in))
//	for _, p := range pictures { … p.Name, p.Caption, p.PNG … }
package picture

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/report"
)

// Picture is a PNG for the phone. The caption is plain text, not HTML.
type Picture struct {
	Name    string // of the file, "tien-do-first-half-2024-1.png"
	Caption string
	PNG     []byte
}

const (
	maxRows  = 40 // units in a picture: more would be too small to read on a phone
	maxAlbum = 10 // pictures that Telegram sends together
)

// Draw draws how far the units are: a row for each, a column for each top
// section, the share answered as a shade with its figure on it.
//
// Up to 40 units are one picture. More are told by their parents: first an
// overview with one row for each parent, then the units of each parent; units
// that all have one parent need no overview. A parent's units are parted evenly,
// so that 124 communes are four pictures of 31 and not three full ones and a rest of
// four. A clerk gets at most the ten pictures of one album: when there would be
// more, the overview alone, and when even that is too long or there is none,
// one row for the whole round.
//
// The same input gives the same bytes.
func Draw(in report.Input, progress []report.UnitProgress) ([]Picture, error) {
	p, err := newPen()
	if err != nil {
		return nil, err
	}
	var all []Picture
	for i, s := range sheets(in, progress) {
		png, err := encode(p, layOut(p, s))
		if err != nil {
			return nil, fmt.Errorf("picture %d of %s: %w", i+1, in.Round.ID, err)
		}
		all = append(all, Picture{Name: fmt.Sprintf("tien-do-%s-%d.png", in.Round.ID, i+1), Caption: pictureCaption(s), PNG: png})
	}
	return all, nil
}

// sheet is what one picture tells.
type sheet struct {
	round string
	about string // whose units, which part of them; may be empty
	notes []string
	heads []string // of the sections
	units []report.UnitProgress
	rows  []pictureRow
	sum   pictureRow // of all units of the sheet
}

// pictureRow is one unit, or all units under one parent.
type pictureRow struct {
	name     string
	sections []share
	whole    share
	state    pictureState
	words    string // of the state
}

// share is how many of the questions asked are answered.
type share struct{ answered, asked int }

// percent is 100 only when everything is answered, and 0 only when nothing is.
func (s share) percent() int {
	switch {
	case s.asked == 0 || s.answered == 0:
		return 0
	default:
		return max(1, s.answered*100/s.asked)
	}
}

func (s *share) add(t share) { s.answered, s.asked = s.answered+t.answered, s.asked+t.asked }

// pictureState is what a clerk acts on: a unit that is late is told so, whether it has
// begun or not shows in its shades.
type pictureState int

const (
	stateApproved pictureState = iota
	stateSent
	stateSentLate
	stateLate
	stateRevising
	stateBegun
	stateIdle
	stateExcused
)

func stateOf(p report.UnitProgress) pictureState {
	switch {
	case p.Stage == flows.Excused:
		return stateExcused
	case p.Stage == flows.Approved:
		return stateApproved
	case p.Stage == flows.Revising:
		return stateRevising
	case p.Sent() && p.Late:
		return stateSentLate
	case p.Sent():
		return stateSent
	case p.Late:
		return stateLate
	case p.Started():
		return stateBegun
	default:
		return stateIdle
	}
}

func unitRow(p report.UnitProgress) pictureRow {
	row := sumRow(flows.UpperFirst(p.Unit.Name), []report.UnitProgress{p})
	row.state = stateOf(p)
	row.words = pictureStates[row.state]
	return row
}

// sumRow adds units up. Its state is the one that still needs the clerk most.
func sumRow(name string, units []report.UnitProgress) pictureRow {
	row := pictureRow{name: name, state: sumState(units), words: sentWords(report.CountSent(units), report.Expected(units))}
	for _, p := range units {
		if p.Stage == flows.Excused && len(units) > 1 { // it is not waited for
			p.Answered, p.Asked, p.Sections = 0, 0, make([]report.SectionProgress, len(p.Sections))
		}
		row.whole.add(share{p.Answered, p.Asked})
		for i, s := range p.Sections {
			if i == len(row.sections) {
				row.sections = append(row.sections, share{})
			}
			row.sections[i].add(share{s.Answered, s.Asked})
		}
	}
	return row
}

func sumState(units []report.UnitProgress) pictureState {
	counts := countStates(units)
	switch {
	case counts[stateLate] > 0:
		return stateLate
	case counts[stateRevising] > 0:
		return stateRevising
	case counts[stateBegun] > 0, counts[stateIdle] > 0 && counts[stateIdle] < report.Expected(units):
		return stateBegun
	case counts[stateIdle] > 0 || len(units) == 0:
		return stateIdle
	case counts[stateSentLate] > 0:
		return stateSentLate
	case counts[stateSent] == 0 && counts[stateApproved] > 0:
		return stateApproved
	case counts[stateSent] == 0:
		return stateExcused
	default:
		return stateSent
	}
}

func countStates(units []report.UnitProgress) map[pictureState]int {
	counts := map[pictureState]int{}
	for _, p := range units {
		counts[stateOf(p)]++
	}
	return counts
}

// parentName is empty for units at the top.
func parentName(in report.Input, id flows.UnitID) string {
	if u, known := in.Parents[id]; known {
		return u.Name
	}
	return string(id)
}
