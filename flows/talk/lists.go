package talk

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// menu lists the sections with their state.
func (f *Form) menu() flows.Screen {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s%s\n\n", bold(wordMenu(f.Unit, f.Round)), wordCutOff(f), wordProgress(f))
	var data []string
	for i, s := range f.Plan.sections {
		fmt.Fprintf(&b, "%d. %s%s\n", i+1, f.sectionLine(i+1), f.taskOf(s))
		data = append(data, "section|"+strconv.Itoa(i+1))
	}
	b.WriteString("\n" + wordTypeNumber)
	return flows.Screen{Text: b.String(), Buttons: append(numbers(1, data), f.wayOn())}
}

var printedNumber = regexp.MustCompile(`^(?:[IVX]+|\d+(?:\.\d+)*)\.\s+`)

// headingOf is a heading under its full number, as cards name it: "III.1 · Kết quả
// đạt được" instead of one of several "1. …".
func headingOf(s *outline.Section) string {
	title := printedNumber.ReplaceAllString(s.Heading, "")
	if title == s.Heading { // not numbered: "Phần thứ hai …"
		return title
	}
	return s.ID + " · " + title
}

// wayOn gives the buttons that lead on from any list.
func (f *Form) wayOn() []flows.Button {
	switch {
	case f.shut():
		return []flows.Button{button(labelReview, "review")}
	case f.Report.Waiting() && f.Lead:
		return []flows.Button{button(labelReview, "review"), button(labelApprove, "confirm"), button(labelReturn, "return")}
	case f.locked():
		return []flows.Button{button(labelReview, "review"), button(labelReopen, "reopen")}
	default:
		return []flows.Button{button(labelResume, "resume"), button(labelReview, "review"), button(labelSend, "confirm")}
	}
}

// sectionCount counts the questions of a section, in a revision those that it asks for.
func (f *Form) sectionCount(n int) (answered, all int) {
	if f.Report.InRevision() {
		return f.countRevised(f.Plan.inSection(n))
	}
	for _, q := range f.Plan.inSection(n) {
		all++
		if !f.isOpen(&q) {
			answered++
		}
	}
	return answered, all
}

// sectionLine is the n-th section with its state; one of which a revision asks nothing
// has none.
func (f *Form) sectionLine(n int) string {
	heading := esc(short(headingOf(f.Plan.sections[n-1]), maxLabel))
	answered, all := f.sectionCount(n)
	if all == 0 {
		return heading
	}
	return fmt.Sprintf("%s %s — %d/%d", f.sectionMark(answered, all), heading, answered, all)
}

func (f *Form) sectionMark(answered, all int) string {
	switch {
	case answered == all:
		return "✅"
	case f.Report.InRevision():
		return "↩"
	case answered == 0:
		return "▫"
	default:
		return "◐"
	}
}

// section lists the questions of one section by number.
func (f *Form) section(place Place) flows.Screen {
	s := f.Plan.sections[place.Section-1]
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n\n", bold(short(headingOf(s), maxLine)), f.taskOf(s))
	var data []string
	for i, q := range f.Plan.inSection(place.Section) {
		fmt.Fprintf(&b, "%d. %s\n", i+1, f.listLine(q))
		data = append(data, "open|"+string(q.ID))
	}
	b.WriteString("\n" + wordTypeNumber)
	moves := []flows.Button{button(labelMenu, "menu"), button(labelGive, "team", strconv.Itoa(place.Section)), button(labelResume, "resume")}
	if f.closed() {
		moves = []flows.Button{button(labelMenu, "menu"), button(labelToCard, "resume")}
	}
	return flows.Screen{Text: b.String(), Buttons: append(numbers(1, data), moves)}
}

func (f *Form) listLine(q outline.Question) string {
	a, answered := f.answered(q.ID)
	if !answered {
		return "▫ " + esc(labelOf(q, maxLabel))
	}
	return f.mark(q, a) + " " + esc(labelOf(q, maxLabel)) + ": " + bold(f.value(q, a))
}

// missing lists what has no answer, a page at a time, under numbers that run on;
// the quickest few come first.
func (f *Form) missing(place Place) flows.Screen {
	quick, rest := f.quickFirst()
	open := append(quick, rest...)
	if len(open) == 0 {
		return f.review(Place{})
	}
	const size = 16
	pages := (len(open) + size - 1) / size
	page := min(max(place.Page, 0), pages-1)
	from := page * size
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", bold(wordMissing(f, len(open))))
	var data []string
	for i, q := range open[from:min(from+size, len(open))] {
		if len(quick) > 0 && from+i == 0 {
			b.WriteString(wordQuick(len(quick)) + "\n")
		}
		if len(quick) > 0 && from+i == len(quick) {
			b.WriteString("\n" + wordOthers + "\n")
		}
		fmt.Fprintf(&b, "%d. %s · %s\n", from+i+1, esc(q.Item.Section), esc(labelOf(q, maxLabel)))
		data = append(data, "open|"+string(q.ID))
	}
	b.WriteString("\n" + wordTypeNumber)
	rows := numbers(from+1, data)
	if pages > 1 {
		rows = append(rows, pager("missing", page, pages))
	}
	first := button(labelFigures, "figures", "1")
	if place.Figures {
		first = button(labelAll, "figures", "0")
	}
	return flows.Screen{Text: b.String(), Buttons: append(rows, []flows.Button{first}, f.wayOn())}
}

func pager(verb string, page, pages int) []flows.Button {
	var row []flows.Button
	if page > 0 {
		row = append(row, button("◀", verb, strconv.Itoa(page-1)))
	}
	row = append(row, button(fmt.Sprintf("%d/%d", page+1, pages), verb, strconv.Itoa(page)))
	if page < pages-1 {
		row = append(row, button("▶", verb, strconv.Itoa(page+1)))
	}
	return row
}

func (f *Form) help() flows.Screen {
	return flows.Screen{Text: wordHelp, Buttons: [][]flows.Button{{button(labelMenu, "menu"), button(labelResume, "resume")}}}
}
