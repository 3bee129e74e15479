package bot

import (
	"encoding/json"
	"fmt"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/talk"
)

const channel = "telegram"

// cadre takes a turn of the guided conversation about one unit's report in the
// newest round that asks this unit.
func (t turn) cadre(id flows.UnitID) (reply, error) {
	rounds, err := t.tx.RoundsOf(id)
	if err != nil {
		return reply{}, err
	}
	if len(rounds) == 0 {
		return reply{screen: screenNoRound()}, nil
	}
	form, err := t.form(rounds[0], id)
	if err != nil {
		return reply{}, err
	}
	place, err := t.place(form)
	if err != nil {
		return reply{}, err
	}
	if !t.first {
		return reply{screen: talk.Show(form, place)}, nil
	}
	input, said := input(t.update)
	if said != "" {
		place.Note = said
		return reply{screen: talk.Show(form, place)}, nil
	}
	done := talk.Step(form, place, input)
	return reply{screen: done.Screen}, t.keep(form, done)
}

// form loads what a conversation is about.
func (t turn) form(round flows.Round, id flows.UnitID) (talk.Form, error) {
	unit, err := t.tx.Unit(id)
	if err != nil {
		return talk.Form{}, err
	}
	plan, err := t.bot.plans.of(t.tx, round.ID, unit.Kind)
	if err != nil {
		return talk.Form{}, err
	}
	report, err := t.tx.Report(round.ID, id)
	return talk.Form{Plan: plan, Round: round, Unit: unit, Report: report, Now: t.bot.now()}, err
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
