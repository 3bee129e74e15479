package bot

import (
	"context"
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// officeScreen draws a place at the office's desk as the reports stand now. It runs after
// the commit, on the reading connections.
func (b *Bot) officeScreen(ctx context.Context, person flows.PersonID, place desk.Place) (flows.Screen, error) {
	if place.Round == "" { // before the first round
		return desk.Show(desk.Facts{}, place), nil
	}
	var in desk.Facts
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		t := turn{bot: b, tx: tx, person: person}
		if in, err = t.facts(place); err != nil {
			return err
		}
		return t.roundFacts(&in, place)
	})
	if err != nil {
		return flows.Screen{}, err
	}
	return desk.Show(in, place), nil
}

// facts reads what a view is drawn from, and no more: only what is about every report
// reads every report.
func (t turn) facts(place desk.Place) (in desk.Facts, err error) {
	round, err := t.tx.Round(place.Round)
	if err != nil {
		return in, err
	}
	switch {
	case place.View == desk.OnHelp, place.View == desk.OnRounds:
		in.Round = round
		return in, nil
	case place.View.OneUnit() && place.Unit != "":
		return t.unitFacts(round, place)
	case place.View.OneUnit(), place.View == desk.OnUnits, place.View == desk.OnItems:
		return t.listFacts(round, place)
	}
	if in.Input, err = LoadRound(t.tx, round, t.bot.now()); err != nil {
		return in, err
	}
	if place.View == desk.OnItem {
		in.Before, in.Merged, err = t.itemBefore(in.Input, place.Question)
		return in, err
	}
	in.Joined, err = t.tx.Joined(round.ID)
	return in, err
}

// roundFacts reads what names the round of a screen, and what the list of rounds tells.
func (t turn) roundFacts(in *desk.Facts, place desk.Place) (err error) {
	if in.Rounds, err = t.tx.Rounds(); err != nil {
		return err
	}
	members, err := t.tx.Memberships(t.person)
	in.Cadre = slices.ContainsFunc(members, ofUnit)
	if err != nil || place.View != desk.OnRounds {
		return err
	}
	in.Arrived = map[flows.RoundID]desk.Arrived{}
	for _, r := range in.Rounds {
		sent, expected, err := standing(t.tx, r.ID)
		if err != nil {
			return err
		}
		in.Arrived[r.ID] = desk.Arrived{Sent: sent, Expected: expected}
	}
	return nil
}

// unitFacts reads one unit's report, as its own conversation does.
func (t turn) unitFacts(round flows.Round, place desk.Place) (in desk.Facts, err error) {
	unit, err := t.tx.Unit(place.Unit)
	if err != nil {
		return in, err
	}
	if in.Unit, err = t.formFor(round, unit); err != nil {
		return in, err
	}
	if place.View == desk.OnFigure {
		if in.Unit.History, err = t.tx.History(round.ID, unit.ID, place.Question); err != nil {
			return in, err
		}
	}
	in.Input = report.Input{Round: round, Outline: in.Unit.Plan.Outline, Units: []flows.Unit{unit},
		Reports: map[flows.UnitID]flows.Report{unit.ID: in.Unit.Report}, Now: t.bot.now()}
	return in, nil
}

// listFacts reads what the lists to choose from show: the units, and the reports of those
// on the screen.
func (t turn) listFacts(round flows.Round, place desk.Place) (in desk.Facts, err error) {
	plan, err := t.bot.plans.of(t.tx, round.ID, "")
	if err != nil {
		return in, err
	}
	in.Input = report.Input{Round: round, Outline: plan.Outline, Now: t.bot.now(), Reports: map[flows.UnitID]flows.Report{}}
	if in.Units, err = t.tx.RoundUnits(round.ID); err != nil {
		return in, err
	}
	if in.Parents, err = parentsOf(t.tx, in.Units); err != nil {
		return in, err
	}
	reports, err := t.tx.ReportsOf(round.ID, desk.Listed(in.Units, place))
	for _, r := range reports {
		in.Reports[r.Unit] = r
	}
	return in, err
}
