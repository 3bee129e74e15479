package desk

import (
	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
)

const (
	itemsAPage  = 16
	maxOutliers = 8
)

// items lists the questions that were found, under their numbers in the table.
func (in Facts) items(place Place) flows.Screen {
	found := foundItems(allNumbered(in.Outline), place.Words)
	part, at, pages := paged(found, place.Page, itemsAPage)
	text := wordItems(place.Words, len(found)) + "\n"
	var buttons []flows.Button
	for _, q := range part {
		text += wordNumbered(q.number, esc(q.Item.Card.ID+" · "+short(q.Label, maxLabel))) + "\n"
		buttons = append(buttons, button(wordNumber(q.number), "item", in.tagOf(""), int64(q.number)))
	}
	rows := append(inRows(buttons, 8), pager(at, pages, in.tagOf("")), []flows.Button{in.toProgress()})
	return flows.Screen{Text: text + "\n" + wordTypeItem, Buttons: rows}
}

// item shows one question across all units: each unit's value, and first the total by its
// own rule, how many units that covers, and what jumps against the round before. A page
// takes as many units as fit.
func (in Facts) item(place Place) flows.Screen {
	n := numberOf(in.Outline, place.Question)
	if n == 0 {
		return in.items(place)
	}
	q := allNumbered(in.Outline)[n-1].Question
	row := report.RowOf(in.Input, q)
	pages := []string{wordItem(n, q) + "\n" + wordTotal(q, row) + "\n" + in.outliers(q) + "\n"}
	for i, u := range in.Units {
		c := row.Cells[i]
		if c.State == report.NotAsked {
			continue
		}
		line := wordUnitValue(u, cellWords(q, c)) + "\n"
		if length(pages[len(pages)-1])+length(line) > maxScreen-maxNote-2 { // which a note and the lines after it leave
			pages = append(pages, wordItemOn(n, q)+"\n\n")
		}
		pages[len(pages)-1] += line
	}
	at := min(max(place.Page, 0), len(pages)-1)
	return flows.Screen{Text: pages[at], Buttons: [][]flows.Button{pager(at, len(pages), in.tagOf("")),
		{button(labelItems, "items", in.tagOf("")), in.toProgress()}}}
}

// outliers lists the units whose figure jumps against the round before, their own or that of
// the units they were made of.
func (in Facts) outliers(q outline.Question) string {
	var lines []string
	for _, u := range in.Units {
		now, answered := in.Reports[u.ID].Answers[q.ID]
		before, known := in.Before[u.ID]
		if answered && known && !in.Reports[u.ID].Exempt() && talk.Jumped(q, before, now) {
			lines = append(lines, wordOutlier(u, talk.ValueWords(q, now), talk.ValueWords(q, before), in.Merged[u.ID]))
		}
	}
	text := ""
	for i, line := range lines {
		if i == maxOutliers {
			return text + wordMoreUnits(len(lines)-i) + "\n"
		}
		text += line + "\n"
	}
	return text
}

// cellWords prints a cell of the table as plain text; "" for one without an answer.
func cellWords(q outline.Question, c report.Cell) string {
	switch {
	case c.State == report.Empty:
		return ""
	case q.Kind == outline.Percent && c.State == report.Given:
		return rateWords(c)
	default:
		return talk.ValueWords(q, flows.Answer{Value: flows.Value{State: flows.State(c.State), Number: c.Number, Hedge: c.Hedge, Text: c.Text, Names: c.Names}})
	}
}

// rateWords prints a rate with its two counts.
func rateWords(c report.Cell) string {
	if c.Whole == 0 {
		return wordNoBase
	}
	hundredths := (c.Part*20000 + c.Whole) / (2 * c.Whole)
	return wordRate(figure.Format(figure.Value{State: flows.Given, N: hundredths}, outline.Percent, "%"), c.Part, c.Whole)
}
