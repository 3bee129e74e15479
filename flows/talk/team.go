package talk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Several cadres share a report: who answered what, and who looks after which section.

// nameOf is a colleague's name as plain text.
func (f *Form) nameOf(id flows.PersonID) string {
	for _, c := range f.Team {
		if name := onOneLine(c.Name); c.ID == id && name != "" {
			return short(name, maxName)
		}
	}
	return wordColleague
}

// gave tells which colleague gave an answer; nothing for one's own.
func (f *Form) gave(a flows.Answer) string {
	if a.By == f.Me || a.By == 0 {
		return ""
	}
	return wordBy(f.nameOf(a.By))
}

// tasked tells that a colleague looks after a section.
func (f *Form) tasked(s *outline.Section) bool {
	who, given := f.Tasks[s.ID]
	return given && who != f.Me
}

// taskOf tells who looks after a section.
func (f *Form) taskOf(s *outline.Section) string {
	who, given := f.Tasks[s.ID]
	switch {
	case !given:
		return ""
	case who == f.Me:
		return wordTask(wordMe)
	default:
		return wordTask(f.nameOf(who))
	}
}

// team asks to whom a section goes.
func (f *Form) team(place Place) flows.Screen {
	s := f.Plan.sections[place.Section-1]
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", wordGiveWhom, bold(short(headingOf(s), maxLine)))
	var data []string
	for i, c := range f.listedTeam() {
		name := f.nameOf(c.ID)
		if c.ID == f.Me {
			name = wordMe
		}
		fmt.Fprintf(&b, "%d. %s\n", i+1, esc(name))
		data = append(data, assignData(place.Section, c.ID))
	}
	if len(f.Team) < 2 {
		b.WriteString(wordAlone + "\n")
	}
	b.WriteString("\n" + wordTypeColleague)
	rows := append(numbers(1, data), []flows.Button{
		button(labelGiveNobody, "assign", strconv.Itoa(place.Section), "0"),
		button(labelBack, "section", strconv.Itoa(place.Section))})
	return flows.Screen{Text: b.String(), Buttons: rows}
}

// listedTeam is as many of the team as one screen lists.
func (f *Form) listedTeam() []flows.Colleague { return f.Team[:min(len(f.Team), 50)] }

func assignData(section int, to flows.PersonID) string {
	return strings.Join([]string{"assign", strconv.Itoa(section), strconv.FormatInt(int64(to), 10)}, "|")
}

// team shows the colleagues for the n-th section, or for the one of this card.
func (s *step) team(n int) {
	s.place.Section = s.sectionFor(n)
	s.place.View = OnTeam
}

func (s *step) sectionFor(n int) int {
	switch {
	case n >= 1 && n <= len(s.form.Plan.sections):
		return n
	case s.place.View == OnSection || s.place.View == OnTeam:
		return s.place.Section
	default:
		card, _ := s.form.Plan.card(s.place.At)
		return slices.Index(s.form.Plan.sections, card.Section) + 1
	}
}

// chooseColleague is a number typed on the list of colleagues; 0 is nobody.
func (s *step) chooseColleague(n int) {
	team := s.form.listedTeam()
	switch {
	case n == 0:
		s.assign(s.place.Section, 0)
	case n < 1 || n > len(team):
		s.place.Note = saidNoSuchNumber(len(team))
	default:
		s.assign(s.place.Section, team[n-1].ID)
	}
}

// handsOver reads "giao cho …" with the name of one colleague, by whole syllables. On a
// card anything else that begins like this is an answer.
func (s *step) handsOver(text string) (act, bool) {
	name, said := strings.CutPrefix(strings.Trim(flows.Fold(text), " .!"), "giao cho ")
	if !said {
		return act{}, false
	}
	var found []flows.PersonID
	for _, c := range s.form.Team {
		if strings.Contains(" "+flows.Fold(c.Name)+" ", " "+name+" ") {
			found = append(found, c.ID)
		}
	}
	switch {
	case len(found) == 1:
		return act{verb: assign, n: s.sectionFor(0), person: found[0]}, true
	case s.place.View == OnCard || s.place.View == OnGuide:
		return act{}, false
	default:
		return act{verb: team}, true
	}
}

// assign hands a section to somebody of the team, or to nobody.
func (s *step) assign(n int, to flows.PersonID) {
	known := to == 0 || slices.ContainsFunc(s.form.Team, func(c flows.Colleague) bool { return c.ID == to })
	if n < 1 || n > len(s.form.Plan.sections) || !known {
		s.place.Note = saidStale()
		return
	}
	section := s.form.Plan.sections[n-1]
	s.task = &flows.Task{Section: section.ID, Person: to}
	tasks := map[string]flows.PersonID{section.ID: to}
	for id, who := range s.form.Tasks {
		if id != section.ID {
			tasks[id] = who
		}
	}
	if to == 0 {
		delete(tasks, section.ID)
	}
	s.form.Tasks = tasks
	s.place.View, s.place.Section = OnSection, n
	s.place.Note = saidGiven(&s.form, section, to)
}

// Tasked is what a colleague is told who was handed a section.
func Tasked(f Form, section string, by flows.PersonID) flows.Screen {
	n := slices.IndexFunc(f.Plan.sections, func(s *outline.Section) bool { return s.ID == section }) + 1
	if n == 0 {
		return flows.Screen{}
	}
	answered, all := f.sectionCount(n)
	text := noticeTasked(&f, f.nameOf(by), headingOf(f.Plan.sections[n-1]), answered, all)
	return flows.Screen{Text: text, Buttons: [][]flows.Button{{button(labelOpen, "section", strconv.Itoa(n))}}}
}
