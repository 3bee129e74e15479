package bot

import (
	"slices"
	"strconv"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/opening"
	"baocaobot/flows/talk"
)

// roundFacts is what is said of a round.
type roundFacts struct {
	flows.Round
	Title          string // of its outline
	Units          []flows.Unit
	Reopened       []flows.Unit // for which alone it is open
	Sent, Expected int
	Revising       int // units that the office waits for once more
	Again          int // units for which alone it is open that have not sent
	Joined         int // units of which somebody has joined
	PreviousName   string
	Now            time.Time
}

// waiting is how many units have not sent yet.
func (f roundFacts) waiting() int { return f.Expected - f.Sent }

// look shows the rounds, or one of them, and changes nothing.
func (t turn) look(w dotWish, admin bool) (reply, error) {
	rounds, err := t.tx.Rounds()
	if err != nil {
		return reply{}, err
	}
	rounds = desk.InOrder(rounds)
	switch w.verb {
	case dotInert:
		return reply{screen: screenInert()}, nil
	case dotCard, dotSight:
		round, found := pickedRound(rounds, w.arg)
		if !found {
			return reply{screen: screenNoSuchRound()}, nil
		}
		if w.verb == dotSight {
			return t.sight(round)
		}
		return t.card(round, admin, "")
	}
	page, _ := strconv.Atoi(w.arg)
	return t.listRounds(rounds, page, admin)
}

// pickedRound finds a round by its tag in a button, or by its number in the list.
func pickedRound(rounds []flows.Round, arg string) (flows.Round, bool) {
	for i, r := range rounds {
		if roundTag(r.ID) == arg || strconv.Itoa(i+1) == arg {
			return r, true
		}
	}
	return flows.Round{}, false
}

const roundsOnPage = 8

func (t turn) listRounds(rounds []flows.Round, page int, admin bool) (reply, error) {
	from := min(max(page, 0), max(len(rounds)-1, 0)/roundsOnPage) * roundsOnPage
	var shown []roundFacts
	for _, r := range rounds[from:min(from+roundsOnPage, len(rounds))] {
		sent, expected, err := standing(t.tx, r.ID)
		if err != nil {
			return reply{}, err
		}
		shown = append(shown, roundFacts{Round: r, Sent: sent, Expected: expected, Now: t.bot.now()})
	}
	work, err := t.roundWork()
	return reply{screen: screenRounds(shown, from, len(rounds), admin, work.Draft != nil)}, err
}

// card shows one round, with something to say above it.
func (t turn) card(round flows.Round, admin bool, said string) (reply, error) {
	facts, err := t.factsOf(round)
	if err != nil {
		return reply{}, err
	}
	s := screenRoundCard(facts, admin)
	if said != "" {
		s.Text = said + "\n\n" + s.Text
	}
	return reply{screen: s}, nil
}

func (t turn) factsOf(round flows.Round) (f roundFacts, err error) {
	f = roundFacts{Round: round, Now: t.bot.now()}
	o, err := t.bot.plans.outline(t.tx, round.ID)
	if err != nil {
		return f, err
	}
	f.Title = o.Title
	if round.Previous != "" {
		previous, err := t.tx.Round(round.Previous)
		if err != nil {
			return f, err
		}
		f.PreviousName = previous.Name
	}
	if f.Sent, f.Expected, err = standing(t.tx, round.ID); err != nil {
		return f, err
	}
	return f, t.addUnits(&f)
}

// addUnits adds whom a round asks, of how many somebody has joined, for whom alone it is
// open, and who has not finished.
func (t turn) addUnits(f *roundFacts) (err error) {
	if f.Units, err = t.tx.RoundUnits(f.ID); err != nil {
		return err
	}
	reports, err := t.tx.Standing(f.ID)
	if err != nil {
		return err
	}
	joined, err := t.tx.JoinedUnits(f.ID)
	if err != nil {
		return err
	}
	f.Joined = len(joined)
	reopened, err := t.tx.ReopenedUnits(f.ID)
	for _, u := range f.Units {
		if unfinished(reports[u.ID]) && !awaited(reports[u.ID]) {
			f.Revising++
		}
		if slices.Contains(reopened, u.ID) && !f.Closed.IsZero() {
			f.Reopened = append(f.Reopened, u)
			if unfinished(reports[u.ID]) {
				f.Again++
			}
		}
	}
	return err
}

// sight shows the first cards of a round as a cadre of its first unit sees them before
// anything is answered.
func (t turn) sight(round flows.Round) (reply, error) {
	units, err := t.tx.RoundUnits(round.ID)
	if err != nil || len(units) == 0 {
		return reply{screen: screenNoSuchRound()}, err
	}
	plan, err := t.bot.plans.of(t.tx, round.ID, units[0].Kind)
	if err != nil {
		return reply{}, err
	}
	form := talk.Form{Plan: plan, Round: round, Unit: units[0], Now: round.Opened,
		Report: flows.Report{Round: round.ID, Unit: units[0].ID, Answers: map[flows.QuestionID]flows.Answer{}}}
	form.Round.Closed = time.Time{}
	s := opening.Sight(form, func(label string) flows.Button { return dotButton(label, dotInert, "") })
	s.Buttons = append(s.Buttons, []flows.Button{dotButton(labelRound, dotCard, roundTag(round.ID))})
	return reply{screen: s}, nil
}
