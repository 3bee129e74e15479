package opening

import (
	"baocaobot/flows"
	"baocaobot/flows/talk"
)

// sight shows the first two cards as a cadre of the first unit will see them. Their buttons
// are drawn and do nothing.
func (f Form) sight(d Draft) flows.Screen {
	source, ok := f.source(d)
	asked := f.asked(d)
	if !ok || len(asked) == 0 {
		return flows.Screen{Text: saidNobody()}
	}
	var unit flows.Unit
	for _, u := range f.Units {
		if u.ID == asked[0] {
			unit = u
		}
	}
	form := talk.Form{Plan: talk.NewPlan(source.Outline, unit.Kind), Round: f.plan(d).Round, Unit: unit, Now: f.Now,
		Report: flows.Report{Unit: unit.ID, Answers: map[flows.QuestionID]flows.Answer{}}}
	return Sight(form, func(label string) flows.Button { return flows.Button{Label: label, Data: press(d, inert, "")} })
}

// Sight draws the first two cards of an empty report on one screen; inert makes a button
// that does nothing of each of the first card's.
func Sight(form talk.Form, inert func(label string) flows.Button) flows.Screen {
	first := talk.Show(form, talk.Place{})
	for _, row := range first.Buttons {
		for i := range row {
			row[i] = inert(row[i].Label)
		}
	}
	first.Text = wordSight(form.Unit.Name) + first.Text
	for _, q := range form.Plan.Questions {
		if _, asked := form.Plan.Question(q.ID); asked && q.Item.Card != form.Plan.Questions[0].Item.Card {
			first.Text += wordNextCard + talk.Show(form, talk.Place{At: q.ID}).Text
			break
		}
	}
	return first
}
