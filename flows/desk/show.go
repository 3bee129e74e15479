package desk

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// The lengths a screen keeps to, in characters. Telegram takes 4,096 after parsing, and
// counts tags and escapes for nothing; here they count.
const (
	maxScreen = 4000
	maxNote   = 1200 // of what a turn has to say
	maxLabel  = 70
	maxName   = 40
	maxTitle  = 60 // of a round's name
)

// Show gives the screen of a place. What an officer should see is a function of what is
// stored, so the same place and facts always show the same screen.
func Show(in Facts, place Place) flows.Screen {
	if place.View.OneUnit() && in.Unit.Plan == nil && place.Deed != ApproveAll {
		place = place.at(OnUnits, "")
	}
	head := in.head(place)
	note := cut(place.Note, maxNote-length(head))
	s := in.screen(place, maxScreen-length(head)-length(note)-2)
	if note != "" {
		note += "\n\n"
	}
	s.Text = head + note + s.Text
	if place.View != OnList { // whose pages keep to their size, and must not lose their end
		s.Text = cut(s.Text, maxScreen)
	}
	return s
}

// screen draws a place in so many characters.
func (in Facts) screen(place Place, room int) flows.Screen {
	switch place.View {
	case OnProgress:
		return in.progress(room)
	case OnLate:
		return in.late(room)
	case OnSections:
		return in.sections(room)
	case OnList:
		return in.list(place)
	case OnRounds:
		return in.rounds(place)
	case OnUnits:
		return in.units(place)
	case OnUnit:
		return in.unit(room)
	case OnDoubts:
		return in.doubts(place)
	case OnFigures:
		return in.figures(place)
	case OnFigure:
		return in.figure(place)
	case OnEvidence:
		return in.evidence(place)
	case OnItems:
		return in.items(place)
	case OnItem:
		return in.item(place)
	case OnChoose:
		return in.choose(place)
	case OnValue:
		return in.value(place)
	case OnReason:
		return in.reason(place)
	case OnConfirm:
		return in.confirm(place)
	default:
		return Help()
	}
}

// tagOf is the tag of a unit of the round.
func (in Facts) tagOf(unit flows.UnitID) string { return tag(in.Round.ID, unit) }

// inRows lays out buttons, so many a row.
func inRows(buttons []flows.Button, row int) (rows [][]flows.Button) {
	for i, b := range buttons {
		if i%row == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	return rows
}

// paged gives the part of a list that a page shows, and which of how many pages it is.
func paged[T any](list []T, page, size int) (part []T, at, pages int) {
	pages = max(1, (len(list)+size-1)/size)
	at = min(max(page, 0), pages-1)
	return list[min(at*size, len(list)):min((at+1)*size, len(list))], at, pages
}

// asked lists the questions of the unit under their numbers in the table, the computed
// ones left out.
func askedOf(f talk.Form, o *outline.Outline) []numbered {
	var list []numbered
	for _, q := range allNumbered(o) {
		if _, asked := f.Plan.Question(q.ID); asked {
			list = append(list, q)
		}
	}
	return list
}

const figuresAPage = 20

// pageOf is the page of the unit's figures that shows a question.
func pageOf(f talk.Form, o *outline.Outline, id flows.QuestionID) int {
	for i, q := range askedOf(f, o) {
		if q.ID == id {
			return i / figuresAPage
		}
	}
	return 0
}

// numbersOf gives the questions' numbers in the table.
func numbersOf(o *outline.Outline) map[flows.QuestionID]int {
	numbers := map[flows.QuestionID]int{}
	for _, q := range allNumbered(o) {
		numbers[q.ID] = q.number
	}
	return numbers
}

// numberOf is one question's number in the table, 0 for one that is not there.
func numberOf(o *outline.Outline, id flows.QuestionID) int { return numbersOf(o)[id] }

// ranges prints numbers shortly: "3–9, 12, 15", of at most so many parts.
func ranges(list []int, most int) string {
	var parts []string
	for i := 0; i < len(list); {
		last := i
		for last+1 < len(list) && list[last+1] == list[last]+1 {
			last++
		}
		part := strconv.Itoa(list[i])
		switch {
		case last == i+1:
			part += ", " + strconv.Itoa(list[last])
		case last > i:
			part += "–" + strconv.Itoa(list[last])
		}
		if len(parts) == most {
			return strings.Join(parts, ", ") + "…"
		}
		parts = append(parts, part)
		i = last + 1
	}
	return strings.Join(parts, ", ")
}

// cut keeps the lines of an HTML text that fit.
func cut(text string, most int) string {
	for length(text) > most {
		at := strings.LastIndexByte(text, '\n')
		if at < 0 {
			return string([]rune(text)[:most-1]) + "…"
		}
		text = text[:at]
	}
	return text
}

func length(text string) int { return utf8.RuneCountInString(text) }

// short cuts plain text after so many characters.
func short(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return strings.TrimSpace(string(runes[:n-1])) + "…"
	}
	return s
}

func esc(s string) string { return html.EscapeString(s) }

func bold(s string) string { return "<b>" + esc(s) + "</b>" }
