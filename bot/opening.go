package bot

import (
	"bytes"

	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/flows/outline"
)

// beginOpening begins a round, or goes on with the one that is being prepared.
func (t turn) beginOpening(work roundWork) (reply, error) {
	if work.Draft == nil {
		work.Draft = &opening.Draft{}
	}
	return t.stepOpening(work, opening.Input{})
}

// pressOpening takes a button of the screens of an opening.
func (t turn) pressOpening(work roundWork) (reply, error) {
	switch {
	case work.Draft != nil:
		return t.stepOpening(work, opening.Input{Press: t.update.Data})
	case work.Opened != "": // a second tap of the yes
		return t.roundOpened(work.Opened)
	default:
		return reply{screen: screenOpeningOver()}, nil
	}
}

// stepOpening takes a turn of the conversation about the round being prepared.
func (t turn) stepOpening(work roundWork, in opening.Input) (reply, error) {
	draft := *work.Draft
	if work.number > draft.Number && in.Press == "" { // screens of something else came between
		draft.Number = work.number
	}
	form, err := t.openingForm(draft)
	if err != nil {
		return reply{}, err
	}
	done := opening.Step(form, draft, in)
	work.number = max(work.number, done.Draft.Number)
	work.Draft, work.Deed, work.Aside, work.Opened = &done.Draft, nil, false, ""
	switch {
	case done.Dropped:
		work.Draft, work.File = nil, nil
		return reply{screen: screenOpeningDropped()}, t.saveRoundWork(work)
	case done.Open != nil:
		work.Draft, work.File = nil, nil
		return t.openRound(work, *done.Open)
	}
	if err := t.saveRoundWork(work); err != nil {
		return reply{}, err
	}
	if in.File != nil && in.File.Outline != nil {
		form.Own = in.File.Outline
	}
	return reply{screen: opening.Show(form, done.Draft)}, nil
}

// openRound opens a round that was agreed to, and tells what comes next.
func (t turn) openRound(work roundWork, p opening.Plan) (reply, error) {
	n := NewRound{Round: p.Round, Source: p.Source, Asked: p.Asked, Targets: p.Targets}
	round, err := OpenRound(t.tx, n, t.person, t.bot.now())
	if err != nil {
		return reply{}, err
	}
	*t.owes = true
	work.Opened = round.ID
	if err := t.saveRoundWork(work); err != nil {
		return reply{}, err
	}
	return t.roundOpened(round.ID)
}

// roundOpened tells that a round was opened and what comes next for it.
func (t turn) roundOpened(id flows.RoundID) (reply, error) {
	round, err := t.tx.Round(id)
	if err != nil {
		return reply{}, err
	}
	units, err := t.tx.RoundUnits(id)
	if err != nil {
		return reply{}, err
	}
	joined, err := t.tx.JoinedUnits(id)
	if err != nil {
		return reply{}, err
	}
	people := map[flows.PersonID]bool{}
	for _, team := range joined {
		for _, person := range team {
			people[person] = true
		}
	}
	return reply{screen: screenRoundOpened(round, len(units), len(people), len(units)-len(joined))}, nil
}

// openingForm loads what the conversation about a new round is about.
func (t turn) openingForm(d opening.Draft) (f opening.Form, err error) {
	f.Now = t.bot.now()
	if f.Units, err = t.tx.Units(); err != nil {
		return f, err
	}
	if f.Rounds, err = t.tx.Rounds(); err != nil {
		return f, err
	}
	for _, o := range outline.Shipped() {
		f.Sources = append(f.Sources, opening.Source{Key: string(o.ID), Outline: o, Text: outline.Source(o.ID)})
	}
	if len(d.Own) > 0 {
		f.Own = t.bot.plans.own(d.Own)
	}
	return f, t.addAsked(&f)
}

// mostSources is how many outlines one can choose from.
const mostSources = 8

// addAsked adds the outlines of earlier rounds that are none of those shipped, the newest
// first and each once.
func (t turn) addAsked(f *opening.Form) error {
	for _, r := range f.Rounds {
		if len(f.Sources) >= mostSources {
			break
		}
		text, err := t.tx.OutlineSource(r.ID)
		if err != nil {
			return err
		}
		known := false
		for _, s := range f.Sources {
			known = known || bytes.Equal(s.Text, text)
		}
		if known {
			continue
		}
		o, err := t.bot.plans.outline(t.tx, r.ID)
		if err != nil {
			return err
		}
		f.Sources = append(f.Sources, opening.Source{Key: "round/" + string(r.ID), Outline: o, Text: text, Of: r.Name})
	}
	return nil
}
