package bot

import (
	"encoding/json"
	"fmt"
	"slices"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/report"
)

// atDesk takes a turn at the office's desk about the round the officer works in, or that of
// the button pressed; taken is false when the update is not the office's. cadre tells that the person reports for a unit too:
// what goes to that conversation leaves what the desk was waiting for.
func (t turn) atDesk(cadre bool) (r reply, taken bool, err error) {
	rounds, err := t.tx.Rounds()
	if err != nil {
		return reply{}, false, err
	}
	place, err := t.officePlace()
	if err != nil {
		return reply{}, false, err
	}
	in := desk.Input{Text: t.update.Text, Edited: t.update.Kind == telegram.Edited, Cadre: cadre}
	if t.update.Kind == telegram.Press {
		in = desk.Input{Press: t.update.Data, Cadre: cadre}
	}
	here := place.Settled(rounds)
	switch {
	case !desk.Wants(here, in), cadre && t.update.ReplyTo != 0 && !slices.ContainsFunc(t.update.Replied, desk.Drew):
		return reply{}, false, t.leaveDesk()
	case len(rounds) == 0:
		return reply{screen: screenNoRoundOffice()}, true, nil
	}
	round, err := t.roundOf(here, rounds)
	if err != nil {
		return reply{}, false, err
	}
	r, err = t.officeTurn(round, rounds, place, in)
	return r, true, err
}

// officeTurn takes the turn and does what it decided.
func (t turn) officeTurn(round flows.Round, rounds []flows.Round, place desk.Place, in desk.Input) (reply, error) {
	form, err := t.officeForm(round, rounds, place, in)
	if err != nil {
		return reply{}, err
	}
	done := desk.Step(form, place, in)
	if err := t.do(form, done.Deed); err != nil {
		return reply{}, err
	}
	if err := t.saveOfficePlace(done.Place); err != nil {
		return reply{}, err
	}
	if done.Deed.Kind == desk.SendBook {
		return t.orderWorkbook(round, report.CountsAll)
	}
	return reply{office: &done.Place}, nil
}

// officeForm loads what the desk's turn is about: the units, and the one report or the
// sendings that it needs.
func (t turn) officeForm(round flows.Round, rounds []flows.Round, place desk.Place, in desk.Input) (form desk.Form, err error) {
	plan, err := t.bot.plans.of(t.tx, round.ID, "")
	if err != nil {
		return form, err
	}
	form = desk.Form{Round: round, Rounds: rounds, Outline: plan.Outline}
	if form.Units, err = t.tx.RoundUnits(round.ID); err != nil {
		return form, err
	}
	need := desk.About(form, place, in)
	if need.Sent {
		if form.Sent, err = t.tx.Unapproved(round.ID); err != nil {
			return form, err
		}
	}
	at := slices.IndexFunc(form.Units, func(u flows.Unit) bool { return u.ID == need.Unit })
	if at >= 0 {
		form.Unit, err = t.formFor(round, form.Units[at])
	}
	return form, err
}

// officePlace loads where this officer is. A place that cannot be read is only a lost
// hint.
func (t turn) officePlace() (place desk.Place, err error) {
	stored, err := t.tx.OfficePlace(t.person)
	if err != nil || stored == nil {
		return place, err
	}
	if err := json.Unmarshal(stored, &place); err != nil {
		t.bot.log.Error("office place dropped", "err", err)
		return desk.Place{}, nil
	}
	return place, nil
}

func (t turn) saveOfficePlace(place desk.Place) error {
	stored, err := json.Marshal(place)
	if err != nil {
		return fmt.Errorf("encode office place: %w", err)
	}
	return t.tx.SaveOfficePlace(t.person, stored)
}

// leaveDesk ends what the desk was waiting for: the officer has turned to something else.
func (t turn) leaveDesk() error {
	place, err := t.officePlace()
	if err != nil || !place.Awaits() {
		return err
	}
	return t.saveOfficePlace(place.Left())
}
