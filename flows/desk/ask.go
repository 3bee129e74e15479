package desk

import (
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/talk"
)

// choose lists the unit's questions, to take in or out what goes back to it.
func (in Facts) choose(place Place) flows.Screen {
	list, at, pages := paged(askedOf(in.Unit, in.Outline), place.Page, figuresAPage)
	text := wordChoose(in.Unit, in.numbersOf(place.Chosen)) + "\n"
	var buttons []flows.Button
	for _, q := range list {
		mark, label := "☐ ", wordNumber(q.number)
		if slices.Contains(place.Chosen, q.ID) {
			mark, label = "☑ ", "☑ "+label
		}
		text += wordNumbered(q.number, mark+talk.ListLine(in.Unit, q.Question)) + "\n"
		buttons = append(buttons, button(label, "pick", in.here(), int64(q.number)))
	}
	rows := append(inRows(buttons, 5), pager(at, pages, in.here()))
	last := []flows.Button{button(labelLeave, "back", in.here())}
	if len(place.Chosen) > 0 {
		last = append(last, button(labelChosen(len(place.Chosen)), "chosen", in.here()))
	}
	return flows.Screen{Text: text + "\n" + wordTypeChoice, Buttons: append(rows, last)}
}

func (in Facts) numbersOf(ids []flows.QuestionID) (list []int) {
	numbers := numbersOf(in.Outline)
	for _, id := range ids {
		list = append(list, numbers[id])
	}
	return list
}

// value asks what the figure is to be.
func (in Facts) value(place Place) flows.Screen {
	q, _ := in.Unit.Plan.Question(place.Question)
	text := wordAskValue(in.Unit, numberOf(in.Outline, q.ID), talk.ListLine(in.Unit, q), q)
	return flows.Screen{Text: text, Buttons: [][]flows.Button{{button(labelLeave, "back", in.here())}}}
}

// reason asks why.
func (in Facts) reason(place Place) flows.Screen {
	return flows.Screen{Text: in.prepared(place) + "\n\n" + wordAskReason(place.Deed), Buttons: [][]flows.Button{{button(labelLeave, "back", in.here())}}}
}

// confirm asks for the yes to all that is prepared.
func (in Facts) confirm(place Place) flows.Screen {
	where := in.here()
	if place.Deed == ApproveAll {
		where = in.tagOf("")
	}
	text := in.prepared(place)
	if place.Reason != "" {
		text += "\n" + wordReason(place.Reason)
	}
	return flows.Screen{Text: text + "\n\n" + wordAgree, Buttons: [][]flows.Button{
		{button(labelYes(place.Deed), "yes", where, int64(place.Asked)), button(labelLeave, "back", where)}}}
}

// maxChosen is how many of the chosen questions a screen names.
const maxChosen = 20

// prepared says what would be done.
func (in Facts) prepared(place Place) string {
	text, numbers := wordPrepared(in.Unit, place), numbersOf(in.Outline)
	switch place.Deed {
	case Revise:
		for i, id := range place.Chosen {
			if i == maxChosen {
				return text + "\n" + wordMoreItems(len(place.Chosen)-i)
			}
			if q, asked := in.Unit.Plan.Question(id); asked {
				text += "\n" + wordNumbered(numbers[id], talk.ListLine(in.Unit, q))
			}
		}
	case Correct:
		text += "\n" + place.Said
	}
	return text
}
