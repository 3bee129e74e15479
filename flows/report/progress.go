package report

import (
	"slices"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// UnitProgress is how far one unit is.
type UnitProgress struct {
	Unit            flows.Unit
	Answered, Asked int // questions; a computed rate is not asked
	Sections        []SectionProgress
	LastAnswer      time.Time // zero when nothing is answered
	Stage           flows.Stage
	Delivered       bool      // the office has it, also what it returned for revision
	FirstAnswer     time.Time // of the answers that count; zero when nothing is answered
	SentAt          time.Time // zero while the report is being filled in
	Closed          bool      // the round is closed for the unit: nothing is to come
	Late            bool      // it arrived, or is still to come, at the deadline or after it; never an excused one
	Missing         []int     // numbers, as in the table, of what has no answer; in a revision, of what the office waits for
}

// SectionProgress is how far a unit is within one top section of the outline.
type SectionProgress struct {
	Section         *outline.Section
	Answered, Asked int
}

// Sent tells whether the unit has sent its report.
func (p UnitProgress) Sent() bool { return !p.SentAt.IsZero() }

// Started tells whether the unit has answered anything.
func (p UnitProgress) Started() bool { return p.Answered > 0 }

// Progress gives one entry for each unit, in the office's order. "Chưa có số
// liệu" is an answer.
func Progress(in Input) []UnitProgress {
	sections := topSections(in.Outline)
	place := placeCards(sections)
	numbers := map[flows.QuestionID]int{}
	for i, q := range Numbered(in.Outline) {
		numbers[q.ID] = i + 1
	}
	questions := map[string][]outline.Question{} // by kind of unit
	var all []UnitProgress
	for _, u := range in.Units {
		if _, known := questions[u.Kind]; !known {
			questions[u.Kind] = in.Outline.Questions(u.Kind)
		}
		r := in.Reports[u.ID]
		p := UnitProgress{Unit: u, Stage: r.Stage(), Delivered: r.Delivered(), SentAt: r.SentAt,
			Closed: !in.Round.Closed.IsZero() && !slices.Contains(in.Reopened, u.ID)}
		for _, s := range sections {
			p.Sections = append(p.Sections, SectionProgress{Section: s})
		}
		p.count(r, questions[u.Kind], place, numbers)
		p.Late = !r.Exempt() && late(in, r.Arrived())
		all = append(all, p)
	}
	return all
}

func (p *UnitProgress) count(r flows.Report, questions []outline.Question, place map[*outline.Card]int, numbers map[flows.QuestionID]int) {
	for _, q := range questions {
		if q.Computed() {
			continue
		}
		section := &p.Sections[place[q.Item.Card]]
		p.Asked++
		section.Asked++
		a, answered := r.Answers[q.ID]
		if wanted(r, q, answered) {
			p.Missing = append(p.Missing, numbers[q.ID])
		}
		if !answered || a.State == "" {
			continue
		}
		if p.FirstAnswer.IsZero() || a.At.Before(p.FirstAnswer) {
			p.FirstAnswer = a.At
		}
		p.Answered++
		section.Answered++
		if a.At.After(p.LastAnswer) {
			p.LastAnswer = a.At
		}
	}
}

// wanted tells that a unit still has to answer a question.
func wanted(r flows.Report, q outline.Question, answered bool) bool {
	if r.InRevision() {
		return slices.Contains(r.Revision.Questions, q.ID) && !r.Revised(q.ID)
	}
	return !answered
}

func late(in Input, sent time.Time) bool {
	when := in.Now
	if !sent.IsZero() {
		when = sent
	}
	return !in.Round.Deadline.IsZero() && !when.Before(in.Round.Deadline)
}

// topSections lists the sections by which progress is told. A part of the
// outline ("Phần thứ nhất", without a number and without cards of its own) would
// hold nearly everything, so its sections stand in for it.
func topSections(o *outline.Outline) []*outline.Section {
	var top []*outline.Section
	for _, s := range o.Sections {
		if number, _ := splitHeading(s.Heading); number == "" && len(s.Cards) == 0 {
			top = append(top, s.Sections...)
			continue
		}
		top = append(top, s)
	}
	return top
}

// placeCards tells under which of the sections each card stands.
func placeCards(sections []*outline.Section) map[*outline.Card]int {
	place := map[*outline.Card]int{}
	for i, s := range sections {
		below := outline.Outline{Sections: []*outline.Section{s}}
		for _, card := range below.Cards() {
			place[card] = i
		}
	}
	return place
}

// Expected is how many units have to report: all but the excused ones.
func Expected(progress []UnitProgress) int {
	n := 0
	for _, p := range progress {
		if p.Stage != flows.Excused {
			n++
		}
	}
	return n
}

// CountSent is how many of those the office has a report of.
func CountSent(progress []UnitProgress) int {
	sent := 0
	for _, p := range progress {
		if p.Delivered && p.Stage != flows.Excused {
			sent++
		}
	}
	return sent
}

// exempt counts the units that the office does not want a report of.
func exempt(in Input) int {
	n := 0
	for _, u := range in.Units {
		if in.Reports[u.ID].Exempt() {
			n++
		}
	}
	return n
}
