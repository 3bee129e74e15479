package talk

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// review shows the whole report, page by page, with the way to send it. What looks
// odd stands on top of the first page, under numbers that open it.
func (f *Form) review(place Place) flows.Screen {
	pages := f.reviewPages()
	page := min(max(place.Page, 0), len(pages)-1)
	text := bold(wordReview(f.Unit)) + "\n" + wordCutOff(f) + wordProgress(f) + "\n\n"
	var rows [][]flows.Button
	if page == 0 {
		odd, data := f.oddLines()
		text += odd
		rows = append(rows, numbers(1, data)...)
	}
	if len(pages) > 1 {
		rows = append(rows, pager("review", page, len(pages)))
	}
	if n := f.openCount(); n > 0 && !f.locked() {
		rows = append(rows, []flows.Button{button(labelMissing(n), "missing")})
	}
	return flows.Screen{Text: text + pages[page], Buttons: append(rows, []flows.Button{button(labelMenu, "menu"), button(labelFullText, "full")}, f.wayOn())}
}

// maxReviewed is how many odd figures the review lists on top.
const maxReviewed = 8

// oddLines lists what should be looked at once more before sending: figures that
// look odd, and those not known yet.
func (f *Form) oddLines() (text string, data []string) {
	odd := f.doubtful()
	if len(odd) == 0 {
		return "", nil
	}
	text = bold(wordOdd(f, len(odd))) + "\n"
	for i, q := range odd[:min(maxReviewed, len(odd))] {
		text += fmt.Sprintf("%d. %s\n", i+1, f.oddLine(q))
		data = append(data, "open|"+string(q.ID))
	}
	if len(odd) > maxReviewed {
		text += wordAndMore(len(odd)-maxReviewed) + "\n"
	}
	return text + "\n", data
}

// doubtful lists the questions whose answers look odd or are not known yet.
func (f *Form) doubtful() []outline.Question {
	var list []outline.Question
	for _, q := range f.Plan.Questions {
		a, answered := f.answered(q.ID)
		if answered && !q.Computed() && (a.State == flows.Unknown || f.warned(q) || f.jumped(q, a.Value)) {
			list = append(list, q)
		}
	}
	return list
}

// oddLine is a figure with what is odd about it: the reason given, or the value of
// the round before.
func (f *Form) oddLine(q outline.Question) string {
	a := f.answer(q.ID)
	line := f.listLine(q)
	if f.jumped(q, a.Value) && !f.warned(q) {
		line = "⚠️ " + esc(labelOf(q, maxLabel)) + ": " + bold(f.value(q, a)) + f.beside(q)
	}
	if a.Reason != "" {
		line += wordBecause(short(a.Reason, maxLabel))
	}
	return line
}

// reviewPages prints every question under its section and packs the lines into
// pages.
func (f *Form) reviewPages() []string {
	var pages []string
	var b strings.Builder
	var under *outline.Section
	length := 0
	for _, q := range f.Plan.Questions {
		line := f.reviewLine(q) + "\n"
		if s := q.Item.Card.Section; s != under {
			under = s
			line = "\n" + bold(short(headingOf(s), maxLabel)) + "\n" + line
		}
		n := utf8.RuneCountInString(line)
		if length > 0 && length+n > maxList {
			pages = append(pages, strings.TrimSpace(b.String()))
			b.Reset()
			length = 0
		}
		b.WriteString(line)
		length += n
	}
	return append(pages, strings.TrimSpace(b.String()))
}

func (f *Form) reviewLine(q outline.Question) string {
	if q.Computed() {
		return f.rateLine(q)
	}
	return f.listLine(q)
}

// fullText shows narratives and lists in full, page by page: what the other screens cut.
func (f *Form) fullText(place Place) flows.Screen {
	var pages []string
	for _, q := range f.Plan.Questions {
		a, answered := f.answered(q.ID)
		if !answered || a.State != flows.Given || !isLong(q) {
			continue
		}
		text := a.Text
		if q.Kind == outline.Names {
			text = numbered(a.Names)
		}
		for i, piece := range pieces(text, maxList-maxLine) {
			part := esc(piece) + "\n"
			if i == 0 {
				part = fmt.Sprintf("\n%s · %s\n%s", esc(q.Item.Card.ID), bold(q.Label), part)
			}
			pages = packed(pages, part)
		}
	}
	if len(pages) == 0 {
		pages = []string{wordNoText}
	}
	page := min(max(place.Page, 0), len(pages)-1)
	var rows [][]flows.Button
	if len(pages) > 1 {
		rows = append(rows, pager("full", page, len(pages)))
	}
	text := bold(wordFullText(f.Unit)) + "\n\n" + strings.TrimSpace(pages[page])
	return flows.Screen{Text: text, Buttons: append(rows, f.wayOn())}
}

// packed adds a part to the last page, or to a new one where it is full.
func packed(pages []string, part string) []string {
	last := len(pages) - 1
	if last < 0 || length(pages[last])+length(part) > maxList {
		return append(pages, part)
	}
	pages[last] += part
	return pages
}

// pieces cuts a text at blanks into pieces of at most n characters.
func pieces(text string, n int) (list []string) {
	for rest := []rune(text); len(rest) > 0; {
		end := min(n, len(rest))
		if end < len(rest) {
			if at := strings.LastIndexAny(string(rest[:end]), " \n"); at > 0 {
				end = utf8.RuneCountInString(string(rest[:end])[:at]) + 1
			}
		}
		list = append(list, string(rest[:end]))
		rest = rest[end:]
	}
	return list
}

func numbered(names []string) string {
	lines := make([]string, len(names))
	for i, name := range names {
		lines[i] = fmt.Sprintf("%d. %s", i+1, name)
	}
	return strings.Join(lines, "\n")
}
