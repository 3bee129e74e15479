package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// loadAudience reads what audiences of a round are found out from.
func loadAudience(tx *storage.Tx, id flows.RoundID, now time.Time) (in report.Input, joined map[flows.UnitID][]flows.PersonID, err error) {
	round, err := tx.Round(id)
	if err != nil {
		return in, nil, err
	}
	if in, err = LoadRound(tx, round, now); err != nil {
		return in, nil, err
	}
	joined, err = tx.JoinedUnits(id)
	return in, joined, err
}

// among parts the units of an audience: those somebody has joined, and those to phone.
func among(a broadcast.Audience, in report.Input, joined map[flows.UnitID][]flows.PersonID) (units, joinless []flows.UnitID) {
	for _, p := range report.Progress(in) {
		switch id := p.Unit.ID; {
		case !a.Holds(p, len(joined[id]) > 0):
		case len(joined[id]) > 0:
			units = append(units, id)
		default:
			joinless = append(joinless, id)
		}
	}
	return units, joinless
}

// Outlook is whom a broadcast would reach if it were sent now.
type Outlook struct {
	Round    flows.Round
	Units    []flows.UnitID
	People   int
	Joinless []flows.UnitID // units to phone
	Example  string         // the text as the first unit reads it; empty when nobody would

	example flows.Screen
	names   map[flows.UnitID]string
}

// LookOut finds out whom a broadcast would reach.
func LookOut(tx *storage.Tx, round flows.RoundID, a broadcast.Audience, text string, now time.Time) (o Outlook, err error) {
	in, joined, err := loadAudience(tx, round, now)
	if err != nil {
		return o, err
	}
	name, err := nameOf(tx, round)
	if err != nil {
		return o, err
	}
	o.Round, o.names = in.Round, map[flows.UnitID]string{}
	o.Units, o.Joinless = among(a, in, joined)
	people := map[flows.PersonID]bool{}
	for _, u := range o.Units {
		for _, p := range joined[u] {
			people[p] = true
		}
	}
	o.People = len(people)
	for _, p := range report.Progress(in) {
		o.names[p.Unit.ID] = p.Unit.Name
		if len(o.Units) > 0 && p.Unit.ID == o.Units[0] {
			o.Example = broadcast.Fill(text, fieldsOf(in.Round, p, now))
			form := talk.Form{Plan: talk.NewPlan(in.Outline, p.Unit.Kind), Round: in.Round, Unit: p.Unit, Report: in.Reports[p.Unit.ID], Now: now}
			o.example = screenCall(name, []string{o.Example}, []called{calledOf(form, storage.Desk{Round: in.Round, Unit: p.Unit})})
		}
	}
	return o, nil
}

func fieldsOf(r flows.Round, p report.UnitProgress, now time.Time) map[broadcast.Field]string {
	return map[broadcast.Field]string{
		broadcast.UnitName: p.Unit.Name, broadcast.TimeLeft: talk.WordLeft(r, now),
		broadcast.Missing: strconv.Itoa(len(p.Missing)), broadcast.Deadline: r.DeadlineWords(),
	}
}

// maxCalled is how many units of one person a message is about.
const maxCalled = 3

// broadcastFor writes a broadcast for one person, about those of their units that are in
// its audience now; an empty screen when none is. Nobody's place changes by it.
func (b *Bot) broadcastFor(tx *storage.Tx, r storage.Recipient) (flows.Screen, error) {
	c, err := tx.Broadcast(r.Broadcast)
	if err != nil {
		return flows.Screen{}, err
	}
	var a broadcast.Audience
	if err := json.Unmarshal(c.Audience, &a); err != nil {
		return flows.Screen{}, fmt.Errorf("decode audience: %w", err)
	}
	desks, err := tx.Desks(r.Person)
	if err != nil {
		return flows.Screen{}, err
	}
	name, err := nameOf(tx, c.Round)
	if err != nil {
		return flows.Screen{}, err
	}
	texts, about, err := turn{bot: b, tx: tx, person: r.Person}.callsOf(c, a, desks)
	if err != nil || len(about) == 0 {
		return flows.Screen{}, err
	}
	return screenCall(name, texts, about), nil
}

// callsOf gives the texts of a broadcast for a person, each once, and the reports that they
// are about.
func (t turn) callsOf(c storage.Broadcast, a broadcast.Audience, desks []storage.Desk) (texts []string, about []called, err error) {
	for _, d := range inOrder(desks) {
		if d.Round.ID != c.Round || len(about) == maxCalled {
			continue
		}
		form, err := t.form(d)
		if err != nil {
			return nil, nil, err
		}
		p := progressOf(form)
		if !a.Holds(p, true) {
			continue
		}
		about = append(about, calledOf(form, d))
		if text := broadcast.Fill(c.Text, fieldsOf(d.Round, p, t.bot.now())); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts, about, nil
}

func calledOf(form talk.Form, d storage.Desk) called {
	left, on := talk.Left(form)
	on.Data += tag(d)
	return called{d, left, on}
}

// progressOf tells how far one unit is.
func progressOf(form talk.Form) report.UnitProgress {
	return report.Progress(report.Input{Round: form.Round, Outline: form.Plan.Outline, Units: []flows.Unit{form.Unit}, Now: form.Now,
		Reports: map[flows.UnitID]flows.Report{form.Unit.ID: form.Report}})[0]
}

// broadcastScreen shows an officer the next step of the broadcast they have begun, or the
// one under way. said stands above it.
func (b *Bot) broadcastScreen(ctx context.Context, person flows.PersonID, said string) (s flows.Screen, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		t := turn{bot: b, tx: tx, person: person}
		d, begun, err := t.draft()
		if err != nil {
			return err
		}
		if begun {
			s, err = t.stepScreen(d)
			return err
		}
		c, underway, err := tx.Underway()
		if err != nil || !underway {
			s = screenNoBroadcast()
			return err
		}
		counts, err := tx.CountReached(c.ID)
		if err != nil {
			return err
		}
		name, err := nameOf(tx, c.Round)
		s = screenSending(c, name, counts)
		return err
	})
	if said != "" {
		s.Text = said + "\n\n" + s.Text
	}
	return s, err
}

// stepScreen shows the next step of a draft, under the name of its round.
func (t turn) stepScreen(d callDraft) (flows.Screen, error) {
	head, err := t.head(d.Round)
	if err != nil {
		return flows.Screen{}, err
	}
	s, err := t.bot.draftScreen(t.tx, d)
	s.Text = head + s.Text
	return s, err
}

func (b *Bot) draftScreen(tx *storage.Tx, d callDraft) (flows.Screen, error) {
	switch d.step() {
	case askPercent:
		return screenAskPercent(d), nil
	case askText:
		return screenAskText(d), nil
	case askUnits:
		units, err := tx.RoundUnits(d.Round)
		return screenAskUnits(d, units), err
	case askAudience:
		in, joined, err := loadAudience(tx, d.Round, b.now())
		if err != nil {
			return flows.Screen{}, err
		}
		return screenAskAudience(d, in.Round, sizesOf(in, joined)), nil
	default:
		o, err := LookOut(tx, d.Round, d.Audience, d.Text, b.now())
		if d.step() == showJoinless {
			return screenJoinless(o), err
		}
		return screenPreview(d, o), err
	}
}

// sizesOf counts the units of each kind of audience that needs no further word.
func sizesOf(in report.Input, joined map[flows.UnitID][]flows.PersonID) map[broadcast.Kind]int {
	sizes := map[broadcast.Kind]int{}
	for _, p := range report.Progress(in) {
		for _, k := range broadcast.Kinds {
			if a := (broadcast.Audience{Kind: k}); a.Complete() && a.Holds(p, len(joined[p.Unit.ID]) > 0) {
				sizes[k]++
			}
		}
	}
	return sizes
}
