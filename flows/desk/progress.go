package desk

import (
	"slices"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
)

// stages are the groups of the progress, nearest to done first.
var stages = []flows.Stage{flows.Approved, flows.Sent, flows.Submitted, flows.Revising, flows.Filling, flows.NotStarted, flows.Excused}

// tally counts the units of a round.
type tally struct {
	expected, sent, onTime, late, missing, overdue, excused int
}

// count takes a report that the office returned as sent: the office has it.
func count(all []report.UnitProgress, reports map[flows.UnitID]flows.Report) (t tally) {
	for _, p := range all {
		delivered := reports[p.Unit.ID].Delivered()
		switch {
		case p.Stage == flows.Excused:
			t.excused++
			continue
		case delivered && p.Late:
			t.late++
		case delivered:
			t.onTime++
		case p.Late:
			t.overdue++
		}
		t.expected++
		if delivered {
			t.sent++
		} else {
			t.missing++
		}
	}
	return t
}

// group is the units of one stage.
type group struct {
	title string
	lines []string
}

// nearest sorts units by how little they still lack.
func nearest(all []report.UnitProgress) {
	slices.SortStableFunc(all, func(a, b report.UnitProgress) int {
		if a.Stage == flows.Revising && b.Stage == flows.Revising {
			return len(a.Missing) - len(b.Missing)
		}
		return b.Answered*a.Asked - a.Answered*b.Asked
	})
}

func (in Facts) groups(all []report.UnitProgress) []group {
	nearest(all)
	var list []group
	for _, stage := range stages {
		g := group{title: wordStage(stage)}
		for _, p := range all {
			if p.Stage == stage {
				g.lines = append(g.lines, in.unitLine(p))
			}
		}
		if len(g.lines) > 0 {
			list = append(list, g)
		}
	}
	return list
}

// fitted prints the groups with as many of their lines as fit into so many characters.
func fitted(head string, groups []group, room int) string {
	most := 0
	for _, g := range groups {
		most = max(most, len(g.lines))
	}
	text := head + printed(groups, most)
	for length(text) > room && most > 0 {
		most = most * 9 / 10
		text = head + printed(groups, most)
	}
	return text
}

func printed(groups []group, most int) string {
	var b strings.Builder
	for _, g := range groups {
		b.WriteString("\n" + wordGroup(g.title, len(g.lines)) + "\n")
		for _, line := range g.lines[:min(most, len(g.lines))] {
			b.WriteString(line + "\n")
		}
		if more := len(g.lines) - most; more > 0 {
			b.WriteString(wordMoreUnits(more) + "\n")
		}
	}
	return b.String()
}

// progress tells who is where.
func (in Facts) progress(room int) flows.Screen {
	all := report.Progress(in.Input)
	t := count(all, in.Reports)
	return flows.Screen{Text: fitted(wordProgress(in.Input, t), in.groups(all), room), Buttons: in.progressButtons(all)}
}

// late tells who has not sent, and who sent late.
func (in Facts) late(room int) flows.Screen {
	all := report.Progress(in.Input)
	nearest(all)
	var sentLate, missing group
	for _, p := range all {
		switch delivered := in.Reports[p.Unit.ID].Delivered(); {
		case p.Stage == flows.Excused:
		case !delivered:
			missing.lines = append(missing.lines, in.unitLine(p))
		case p.Late:
			sentLate.lines = append(sentLate.lines, in.unitLine(p))
		}
	}
	missing.title, sentLate.title = titleMissing(in.Input), titleSentLate
	var groups []group
	for _, g := range []group{missing, sentLate} {
		if len(g.lines) > 0 {
			groups = append(groups, g)
		}
	}
	text := fitted(wordLate(in.Input, len(groups) > 0), groups, room)
	return flows.Screen{Text: text, Buttons: [][]flows.Button{{in.toProgress(), in.toUnits(), in.toList()}}}
}

// sections tells how far the sections of the outline are, over the units that are
// expected.
func (in Facts) sections(room int) flows.Screen {
	type sum struct{ answered, asked, done, units int }
	var sums []sum
	var titles []string
	for _, p := range report.Progress(in.Input) {
		if p.Stage == flows.Excused {
			continue
		}
		for i, s := range p.Sections {
			if i == len(sums) {
				sums, titles = append(sums, sum{}), append(titles, s.Section.Heading)
			}
			if s.Asked == 0 {
				continue
			}
			sums[i].answered, sums[i].asked, sums[i].units = sums[i].answered+s.Answered, sums[i].asked+s.Asked, sums[i].units+1
			if s.Answered == s.Asked {
				sums[i].done++
			}
		}
	}
	text := wordSections(in.Input)
	for i, s := range sums {
		if s.asked > 0 {
			text += wordSection(titles[i], s.answered*100/s.asked, s.done, s.units) + "\n"
		}
	}
	return flows.Screen{Text: cut(text, room), Buttons: [][]flows.Button{{in.toProgress(), in.toPicture()}}}
}

// stalledFor is how long a unit is silent before the progress says so.
const stalledFor = 48 * time.Hour

// stalled tells that a unit has begun and not gone on for days.
func (in Facts) stalled(p report.UnitProgress) bool {
	filling := p.Stage == flows.Filling || p.Stage == flows.Revising
	return filling && !p.LastAnswer.IsZero() && in.Now.Sub(p.LastAnswer) >= stalledFor
}
