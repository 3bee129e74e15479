package bot

import (
	"encoding/json"
	"fmt"

	"baocaobot/bot/telegram"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

const channel = "telegram"

// cadre takes a turn of the guided conversation about the report this person
// last worked on.
func (t turn) cadre() (reply, error) {
	desks, err := t.tx.Desks(t.person)
	if err != nil {
		return reply{}, err
	}
	if len(desks) == 0 {
		return reply{screen: screenNoRound()}, nil
	}
	if chosen, wants := wantsDesks(t.update); wants && len(desks) > 1 {
		return t.changeDesk(desks, chosen)
	}
	return t.talk(desks[0], len(desks) > 1, false)
}

// talk takes the turn at one desk. Named desks say which they are; on arrival the
// input is spent and only the card is shown.
func (t turn) talk(desk storage.Desk, named, arrival bool) (reply, error) {
	form, err := t.form(desk)
	if err != nil {
		return reply{}, err
	}
	place, err := t.place(form)
	if err != nil {
		return reply{}, err
	}
	input, said := input(t.update)
	if arrival {
		input = talk.Input{}
	}
	if said != "" {
		place.Note = said
	}
	screen := talk.Show(form, place)
	if t.first && said == "" {
		done := talk.Step(form, place, input)
		screen = done.Screen
		if err := t.keep(form, done); err != nil {
			return reply{}, err
		}
	}
	if named {
		screen.Text = saidDesk(desk) + screen.Text
	}
	return reply{screen: screen}, nil
}

// form loads what a conversation is about.
func (t turn) form(desk storage.Desk) (talk.Form, error) {
	plan, err := t.bot.plans.of(t.tx, desk.Round.ID, desk.Unit.Kind)
	if err != nil {
		return talk.Form{}, err
	}
	report, err := t.tx.Report(desk.Round.ID, desk.Unit.ID)
	return talk.Form{Plan: plan, Round: desk.Round, Unit: desk.Unit, Report: report, Now: t.bot.now()}, err
}

// place loads where this person is. A place that cannot be read is only a lost
// hint: the conversation goes on at the first open question.
func (t turn) place(form talk.Form) (place talk.Place, err error) {
	stored, err := t.tx.Place(t.person, form.Round.ID, form.Unit.ID)
	if err != nil || stored == nil {
		return place, err
	}
	if err := json.Unmarshal(stored, &place); err != nil {
		t.bot.log.Error("place dropped", "round", form.Round.ID, "unit", form.Unit.ID, "err", err)
		return talk.Place{}, nil
	}
	return place, nil
}

// input is what a person did, as the conversation understands it; said is the
// answer to what it cannot take at all.
func input(u telegram.Update) (in talk.Input, said string) {
	switch {
	case u.Kind == telegram.Press:
		return talk.Input{Press: u.Data}, ""
	case u.Kind == telegram.Edited:
		return in, saidEdited()
	case u.Attachment != "":
		return in, saidAttachment()
	default:
		return talk.Input{Text: u.Text}, ""
	}
}

// keep stores what a turn did.
func (t turn) keep(form talk.Form, done talk.Turn) error {
	now := t.bot.now()
	round, unit := form.Round.ID, form.Unit.ID
	for i := range done.Answers {
		done.Answers[i].By, done.Answers[i].At, done.Answers[i].Channel = t.person, now, channel
	}
	if err := t.tx.Append(round, unit, done.Answers); err != nil {
		return err
	}
	place, err := json.Marshal(done.Place)
	if err != nil {
		return fmt.Errorf("encode place: %w", err)
	}
	if err := t.tx.SavePlace(t.person, round, unit, place); err != nil {
		return err
	}
	switch done.Event {
	case talk.Sent:
		return t.tx.Send(round, unit, t.person, now)
	case talk.Reopened:
		return t.tx.Reopen(round, unit, t.person, now)
	default:
		return nil
	}
}
