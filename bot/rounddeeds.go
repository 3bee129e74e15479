package bot

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/opening"
)

// Extending, closing and reopening a round from the phone: what is missing is asked, then
// how many units it concerns is shown, and only the yes to that does it.

// beginDeed begins a deed to the round of a button.
func (t turn) beginDeed(work roundWork, w dotWish) (reply, error) {
	rounds, err := t.tx.Rounds()
	if err != nil {
		return reply{}, err
	}
	round, found := pickedRound(desk.InOrder(rounds), w.arg)
	if !found {
		return reply{screen: screenNoSuchRound()}, nil
	}
	return t.askDeed(work, round, roundDeed{Kind: w.verb, Round: round.ID}, "")
}

// askDeed asks what a deed lacks, or for the yes; what cannot be done is given up.
func (t turn) askDeed(work roundWork, round flows.Round, d roundDeed, said string) (reply, error) {
	facts, err := t.factsOf(round)
	if err != nil {
		return reply{}, err
	}
	if refused := d.refused(facts); refused != nil {
		work.Deed = nil
		if err := t.saveRoundWork(work); err != nil {
			return reply{}, err
		}
		return t.card(round, true, saidRoundRefused(refused))
	}
	work.number++
	d.Seen = facts.print()
	work.Deed, work.Aside = &d, false
	if err := t.saveRoundWork(work); err != nil {
		return reply{}, err
	}
	s := screenDeed(d, facts, work.number)
	if said != "" {
		s.Text = said + "\n\n" + s.Text
	}
	return reply{screen: s}, nil
}

// ready tells that a deed waits for nothing but the yes.
func (d roundDeed) ready() bool {
	return d.Kind == dotClose || d.Kind == dotReopen || d.Kind == dotExtend && !d.Deadline.IsZero() || d.Kind == dotReopenUnit && d.Unit != ""
}

// refused tells why a deed cannot be done to a round as it stands.
func (d roundDeed) refused(f roundFacts) error {
	closed := !f.Closed.IsZero()
	switch {
	case d.Kind == dotExtend && closed, d.Kind == dotClose && closed && len(f.Reopened) == 0:
		return ErrRoundClosed
	case d.Kind == dotExtend && !d.Deadline.IsZero() && !d.Deadline.After(f.Deadline):
		return ErrNotLater
	case (d.Kind == dotReopen || d.Kind == dotReopenUnit) && !closed:
		return ErrRoundOpen
	case d.Kind == dotReopenUnit && slices.ContainsFunc(f.Reopened, func(u flows.Unit) bool { return u.ID == d.Unit }):
		return ErrUnitOpen
	default:
		return nil
	}
}

// print tells how a round stands when somebody is asked for a yes: what was agreed to is
// not done to a round that another has changed since.
func (f roundFacts) print() string {
	ids := []flows.UnitID{}
	for _, u := range f.Reopened {
		ids = append(ids, u.ID)
	}
	return fmt.Sprint(f.Deadline.UnixMilli(), f.Closed.UnixMilli(), ids)
}

// answerDeed takes an answer, typed or pressed, to a deed.
func (t turn) answerDeed(work roundWork, text string) (reply, error) {
	d := *work.Deed
	round, err := t.tx.Round(d.Round)
	if err != nil {
		return reply{}, err
	}
	a := answerIn(text)
	switch {
	case a.no || slices.Contains([]string{"bo", "quay lai"}, a.words):
		work.Deed = nil
		if err := t.saveRoundWork(work); err != nil {
			return reply{}, err
		}
		return t.card(round, true, saidDeedLeft())
	case d.ready() && (a.yes || a.words == "dong_y"):
		return t.agreed(work, round, d)
	case d.Kind == dotExtend:
		return t.extendTo(work, round, d, text, a.number)
	case d.Kind == dotReopenUnit && !d.ready():
		return t.reopenWhom(work, round, d, a)
	default:
		return t.askDeed(work, round, d, saidYesOrNo())
	}
}

// agreed does a deed whose yes has come, or asks once more about a round that has changed.
func (t turn) agreed(work roundWork, round flows.Round, d roundDeed) (reply, error) {
	facts, err := t.factsOf(round)
	if err != nil {
		return reply{}, err
	}
	if d.Seen != facts.print() {
		return t.askDeed(work, round, d, saidRoundChanged())
	}
	work.Deed = nil
	if err := t.saveRoundWork(work); err != nil {
		return reply{}, err
	}
	return t.doDeed(d)
}

// extendTo reads the new deadline.
func (t turn) extendTo(work roundWork, round flows.Round, d roundDeed, text string, number int) (reply, error) {
	late, pressed := strings.CutPrefix(text, "late|")
	bare := d.Bare
	d.Bare = time.Time{}
	switch read := opening.ReadDeadline(text, t.bot.now()); {
	case pressed:
		if d.Deadline, read.Trouble = opening.ReadDay(late); read.Trouble != opening.Fine {
			return t.deedOver()
		}
	case !bare.IsZero() && (number == 1 || number == 2):
		d.Deadline = bare.AddDate(0, 0, number-1)
	case read.Trouble == opening.TwoWays:
		d.Bare, d.Deadline = read.Day, time.Time{}
	case read.Trouble != opening.Fine:
		return t.askDeed(work, round, d, read.Said())
	default:
		d.Deadline = read.Late
	}
	switch {
	case d.Deadline.IsZero():
	case !d.Deadline.After(t.bot.now()):
		d.Deadline = time.Time{}
		return t.askDeed(work, round, d, saidRoundRefused(ErrPast))
	case !d.Deadline.After(round.Deadline):
		d.Deadline = time.Time{}
		return t.askDeed(work, round, d, saidRoundRefused(ErrNotLater))
	}
	return t.askDeed(work, round, d, "")
}

// reopenWhom finds the one unit for which a round is to be opened again.
func (t turn) reopenWhom(work roundWork, round flows.Round, d roundDeed, a answer) (reply, error) {
	if a.number > 0 && a.number <= len(d.Units) {
		d.Unit = d.Units[a.number-1]
		return t.askDeed(work, round, d, "")
	}
	units, err := t.tx.RoundUnits(round.ID)
	if err != nil {
		return reply{}, err
	}
	found := unitsCalled(units, a.words)
	d.Units = nil
	switch {
	case len(found) == 1:
		d.Unit = found[0].ID
	case len(found) == 0 || len(found) > mostUnits:
		return t.askDeed(work, round, d, saidUnitsFound(len(found)))
	}
	for _, u := range found {
		d.Units = append(d.Units, u.ID)
	}
	return t.askDeed(work, round, d, "")
}

// doDeed does what was agreed to, if it is still allowed.
func (t turn) doDeed(d roundDeed) (reply, error) {
	now := t.bot.now()
	var err error
	switch d.Kind {
	case dotExtend:
		err = ExtendRound(t.tx, d.Round, d.Deadline, t.person, now)
	case dotClose:
		err = CloseRound(t.tx, d.Round, t.person, now)
	case dotReopen:
		err = ReopenRound(t.tx, d.Round, t.person, now)
	case dotReopenUnit:
		err = ReopenUnit(t.tx, d.Round, d.Unit, t.person, now)
	}
	said := saidDone(d)
	switch {
	case slices.ContainsFunc([]error{ErrRoundClosed, ErrRoundOpen, ErrUnitOpen, ErrNotLater, ErrPast, ErrNotOfRound}, func(e error) bool { return errors.Is(err, e) }):
		said = saidRoundRefused(err)
	case err != nil:
		return reply{}, err
	}
	*t.owes = true
	round, err := t.tx.Round(d.Round)
	if err != nil {
		return reply{}, err
	}
	return t.card(round, true, said)
}
