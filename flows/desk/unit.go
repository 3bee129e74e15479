package desk

import (
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
)

// unitsAPage keeps the buttons of a list in three rows.
const unitsAPage = 24

// units lists the units of the round, or those that were found, to choose one.
func (in Facts) units(place Place) flows.Screen {
	found := foundUnits(in.Units, place.Words)
	part, at, pages := paged(found, place.Page, unitsAPage)
	text := wordUnits(place.Words, len(found)) + "\n"
	var buttons []flows.Button
	for i, u := range part {
		n := at*unitsAPage + i + 1
		text += wordNumbered(n, in.wordPlaced(u)+" · "+wordStageShort(in.Reports[u.ID].Stage())) + "\n"
		buttons = append(buttons, button(wordNumber(n), "unit", in.tagOf(u.ID)))
	}
	rows := inRows(buttons, 8)
	rows = append(rows, pager(at, pages, in.tagOf("")), []flows.Button{in.toProgress()})
	return flows.Screen{Text: text + "\n" + wordTypeUnit, Buttons: rows}
}

// Listed names the units that a list of units shows.
func Listed(all []flows.Unit, place Place) (ids []flows.UnitID) {
	if place.View != OnUnits {
		return nil
	}
	part, _, _ := paged(foundUnits(all, place.Words), place.Page, unitsAPage)
	for _, u := range part {
		ids = append(ids, u.ID)
	}
	return ids
}

// maxDoubts is how many warnings the screen of a unit shows.
const maxDoubts = 6

// unit tells everything about one unit at a glance.
func (in Facts) unit(room int) flows.Screen {
	f := in.Unit
	p := report.Progress(in.Input)[0]
	text := wordUnit(in, p)
	doubts := talk.AllOdd(f)
	tail, numbers := "", numbersOf(in.Outline)
	if n := len(doubts); n > 0 {
		tail += "\n" + wordDoubts(n) + "\n"
		for _, d := range doubts[:min(n, maxDoubts)] {
			tail += wordNumbered(numbers[d.Question.ID], d.Line) + "\n"
		}
		if n > maxDoubts {
			tail += wordMoreItems(n-maxDoubts) + "\n"
		}
	}
	return flows.Screen{Text: cut(text+tail, room), Buttons: in.unitButtons(p, len(doubts))}
}

// doubtsAPage and filesAPage keep a page within one message.
const (
	doubtsAPage = 10
	filesAPage  = 12
)

// doubts lists what looks odd, with the reasons that were given.
func (in Facts) doubts(place Place) flows.Screen {
	doubts := talk.AllOdd(in.Unit)
	part, at, pages := paged(doubts, place.Page, doubtsAPage)
	text := bold(in.Unit.Unit.Name) + "\n" + wordDoubts(len(doubts)) + "\n"
	var buttons []flows.Button
	numbers := numbersOf(in.Outline)
	for _, d := range part {
		n := numbers[d.Question.ID]
		text += wordNumbered(n, d.Line) + "\n"
		buttons = append(buttons, button(wordNumber(n), "figure", in.here(), int64(n)))
	}
	rows := append(inRows(buttons, 5), pager(at, pages, in.here()), []flows.Button{in.toUnit()})
	return flows.Screen{Text: text, Buttons: rows}
}

// figures lists what the unit holds, to choose one question.
func (in Facts) figures(place Place) flows.Screen {
	verb, how := "figure", wordTypeFigure
	if place.Deed == Correct {
		verb, how = "correct", wordTypeCorrect
	}
	list, at, pages := paged(askedOf(in.Unit, in.Outline), place.Page, figuresAPage)
	text := wordFigures(in.Unit.Unit) + "\n"
	var buttons []flows.Button
	for _, q := range list {
		text += wordNumbered(q.number, talk.ListLine(in.Unit, q.Question)) + "\n"
		buttons = append(buttons, button(wordNumber(q.number), verb, in.here(), int64(q.number)))
	}
	rows := append(inRows(buttons, 8), pager(at, pages, in.here()), []flows.Button{in.toUnit()})
	return flows.Screen{Text: text + "\n" + how, Buttons: rows}
}

// figure shows one question of the unit with its history.
func (in Facts) figure(place Place) flows.Screen {
	n := numberOf(in.Outline, place.Question)
	text := wordFigure(in.Unit.Unit, n) + "\n" + talk.Past(in.Unit, place.Question)
	if q, asked := in.Unit.Plan.Question(place.Question); asked {
		text += "\n\n" + wordNow + talk.ListLine(in.Unit, q)
	}
	row := []flows.Button{button(labelAcross, "item", in.tagOf(""), int64(n))}
	r := in.Unit.Report
	if stage := r.Stage(); stage != flows.Approved && stage != flows.Excused {
		row = append(row, button(labelCorrect, "correct", in.here(), int64(n)))
		if r.Delivered() {
			row = append(row, button(labelRevise, "revise", in.here(), int64(n)))
		}
	}
	return flows.Screen{Text: text, Buttons: [][]flows.Button{row, {button(labelFigures, "figures", in.here()), in.toUnit()}}}
}

// evidence lists the photos and documents of the unit; a number sends one.
func (in Facts) evidence(place Place) flows.Screen {
	files := in.Unit.Report.Evidence
	part, at, pages := paged(files, place.Page, filesAPage)
	text := wordEvidence(in.Unit.Unit, len(files)) + "\n"
	var buttons []flows.Button
	for i, e := range part {
		n := at*filesAPage + i + 1
		text += wordNumbered(n, wordFile(e)) + "\n"
		buttons = append(buttons, button(wordNumber(n), "file", in.here(), e.ID))
	}
	if len(files) > 0 {
		text += "\n" + wordTypeFile
	}
	rows := append(inRows(buttons, 6), pager(at, pages, in.here()), []flows.Button{in.toUnit()})
	return flows.Screen{Text: text, Buttons: rows}
}

// here is the tag of the unit on the screen.
func (in Facts) here() string { return in.tagOf(in.Unit.Unit.ID) }

// list gives the units as plain lines that can be copied: state and what is missing, no
// names of people.
func (in Facts) list(place Place) flows.Screen {
	var pages []string
	for _, p := range report.Progress(in.Input) {
		line := in.callLine(p) + "\n"
		if n := len(pages); n == 0 || length(pages[n-1])+length(line) > maxScreen-maxNote-400 {
			pages = append(pages, "")
		}
		pages[len(pages)-1] += line
	}
	if len(pages) == 0 {
		pages = []string{""}
	}
	at := min(max(place.Page, 0), len(pages)-1)
	text := wordList(in.Input) + "\n<pre>" + strings.TrimSpace(pages[at]) + "</pre>"
	return flows.Screen{Text: text, Buttons: [][]flows.Button{pager(at, len(pages), in.tagOf("")), {in.toProgress()}}}
}
