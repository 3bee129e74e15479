package talk_test

import (
	"fmt"
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// Every option of a card is given by its words, with and without accents, by its number
// and, where there are buttons, by its button.
func TestEveryOptionIsAccepted(t *testing.T) {
	form := newDesk("huyện").form
	form.Plan = choices()
	for _, q := range form.Plan.Questions {
		place := talk.Place{At: q.ID}
		buttons := map[string]bool{}
		for _, row := range talk.Show(form, place).Buttons {
			for _, b := range row {
				if strings.HasPrefix(b.Data, "opt|") {
					done := talk.Step(form, place, talk.Input{Press: b.Data})
					buttons[done.Answers[0].Text] = true
				}
			}
		}
		for i, option := range q.Item.Options {
			for _, text := range []string{option, flows.Fold(option), strings.ToUpper(option), fmt.Sprint(i + 1), fmt.Sprintf(" %d. ", i+1), fmt.Sprintf("%d. %s", i+1, option)} {
				done := talk.Step(form, place, talk.Input{Text: text})
				if len(done.Answers) != 1 || done.Answers[0].Question != q.ID || !done.Answers[0].Value.Equal(flows.Value{State: flows.Given, Text: option}) {
					t.Errorf("%s: %q gives %+v: %s", q.ID, text, done.Answers, done.Place.Note)
				}
			}
			if !buttons[option] {
				t.Errorf("%s: no button gives %q", q.ID, option)
			}
		}
	}
}

// A button means an option, not a place among them: another edition of the outline may
// have them in another order.
func TestAnOptionsButtonOutlivesItsPlace(t *testing.T) {
	form := newDesk("huyện").form
	form.Plan = choices()
	place := talk.Place{At: "xep_loai"}
	first := talk.Show(form, place).Buttons[0][0]
	source := strings.Replace(choicesYAML(), "[Tốt, Khá,", "[Khá, tốt,", 1)
	o, mistakes := outline.Read("choices", []byte(source))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	form.Plan = talk.NewPlan(o, "huyện")
	done := talk.Step(form, place, talk.Input{Press: first.Data})
	if len(done.Answers) != 1 || done.Answers[0].Text != "tốt" {
		t.Errorf("[%s] of an earlier edition gives %+v", first.Label, done.Answers)
	}
}
