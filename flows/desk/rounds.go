package desk

import (
	"slices"

	"baocaobot/flows"
)

// An officer works in one round: the newest open one until another is chosen. Rounds come
// in as the store lists them, the newest first.

// Arrived is how many units have sent, of those that are expected to.
type Arrived struct{ Sent, Expected int }

// open tells that units still report in a round.
func open(r flows.Round) bool { return r.Closed.IsZero() }

// OpenRounds lists the rounds in which units still report.
func OpenRounds(rounds []flows.Round) (list []flows.Round) {
	for _, r := range rounds {
		if open(r) {
			list = append(list, r)
		}
	}
	return list
}

// InOrder lists rounds as they are offered and numbered: the open ones first.
func InOrder(rounds []flows.Round) []flows.Round {
	list := OpenRounds(rounds)
	for _, r := range rounds {
		if !open(r) {
			list = append(list, r)
		}
	}
	return list
}

// Named tells that what is said about a round has to name it: it is not the only one that
// can be meant.
func Named(rounds []flows.Round, round flows.RoundID) bool {
	return len(OpenRounds(rounds)) > 1 || len(rounds) > 1 && InOrder(rounds)[0].ID != round
}

// Settled is the place in the round the officer works in. What was begun in another one is
// left.
func (p Place) Settled(rounds []flows.Round) Place {
	settled, _ := p.settled(rounds, "")
	return settled
}

// settled also tells, once, that the round is another one than before, or that there is a
// newer one.
func (p Place) settled(rounds []flows.Round, command string) (settled Place, said string) {
	if len(rounds) == 0 {
		return p, ""
	}
	newest := InOrder(rounds)[0]
	at := slices.IndexFunc(rounds, func(r flows.Round) bool { return r.ID == p.Round })
	switch {
	case p.Stays && at < 0:
		return p.In(newest.ID), saidRoundGone(newest, command)
	case p.Stays && open(newest) && newest.ID != p.Told && newest.Opened.After(rounds[at].Opened):
		p.Told = newest.ID
		return p, saidNewer(newest, command)
	case p.Stays:
		return p, ""
	case at >= 0 && p.Round != newest.ID:
		return p.In(newest.ID), saidFollowed(newest, command)
	default:
		return p.In(newest.ID), ""
	}
}

// chosen is the place in the round that the officer has chosen.
func (p Place) chosen(round flows.RoundID, rounds []flows.Round) Place {
	chosen := Place{Round: round, Stays: true, Turns: p.Turns}
	if len(rounds) > 0 {
		chosen.Told = InOrder(rounds)[0].ID // which the officer has seen in the list
	}
	return chosen
}

// read gives the place in the form's round, what the input asks for there, and what is to
// be said about the round. A button of another round than the officer works in takes the
// officer there, and does nothing else.
func (f Form) read(place Place, in Input) (Place, act, string) {
	if len(f.Rounds) == 0 {
		place = place.In(f.Round.ID)
		return place, place.understand(in), ""
	}
	settled, said := place.settled(f.Rounds, commandFor(in.Cadre))
	a := settled.understand(in)
	switch {
	case a.verb == rounds, a.verb == round:
		return settled, a, ""
	case settled.Round != f.Round.ID:
		opens := f.opening(a)
		return settled.chosen(f.Round.ID, f.Rounds), opens, saidOtherRound(opens.verb == a.verb && opens.view == a.view)
	default:
		return settled, a, said
	}
}

// opening is what a button opens, without anything that it does.
func (f Form) opening(a act) act {
	switch a.verb {
	case look, units, unit, items, item, allFigures, oneFigure:
		return a
	case file:
		return act{verb: look, view: OnEvidence, tag: a.tag}
	}
	if _, ofUnit := f.unitOf(a.tag); ofUnit {
		return act{verb: unit, tag: a.tag}
	}
	return act{verb: look, view: OnProgress}
}

// Bound tells that a button does something in the round that it was drawn for alone.
func Bound(press string) bool {
	switch a := pressed(press); a.verb {
	case pass, stale, help, rounds, round:
		return false
	default:
		return a.tag != ""
	}
}

// DrawnIn tells that a button was drawn for a round or for one of its units.
func DrawnIn(press string, round flows.RoundID, units []flows.Unit) bool {
	t := pressed(press).tag
	_, ofUnit := Form{Round: flows.Round{ID: round}, Units: units}.unitOf(t)
	return ofUnit || t == tag(round, "")
}

// ToRound is the button that opens the progress of a round.
func ToRound(label string, round flows.RoundID) flows.Button {
	return button(label, "progress", tag(round, ""))
}

// ToBook is the button that asks for the workbook of a round.
func ToBook(label string, round flows.RoundID) flows.Button {
	return button(label, "book", tag(round, ""))
}

// ToUnit is the button that opens a unit in a round.
func ToUnit(label string, round flows.RoundID, unit flows.UnitID) flows.Button {
	return button(label, "unit", tag(round, unit))
}

// round goes to the round of a button or of a number in the list.
func (s *step) round(a act) {
	list := InOrder(s.form.Rounds)
	at := slices.IndexFunc(list, func(r flows.Round) bool { return tag(r.ID, "") == a.tag })
	if a.tag == "" {
		at = int(min(a.first(), int64(len(list)+1))) - 1
	}
	switch {
	case at >= 0 && at < len(list):
		s.place = s.place.chosen(list[at].ID, list)
		s.place.View = OnProgress
	case a.tag != "":
		s.place.Note = saidStale()
	default:
		s.place = s.place.at(OnRounds, "")
		s.place.Note = saidNoSuchNumber(len(list))
	}
}

// roundsAPage keeps the buttons of the list in three rows.
const roundsAPage = 24

// rounds lists the rounds to choose from.
func (in Facts) rounds(place Place) flows.Screen {
	part, at, pages := paged(InOrder(in.Rounds), place.Page, roundsAPage)
	text := wordRounds + "\n\n"
	var buttons []flows.Button
	for i, r := range part {
		n := at*roundsAPage + i + 1
		text += wordNumbered(n, wordRound(r, in.Arrived[r.ID], r.ID == place.Round)) + "\n"
		buttons = append(buttons, button(wordNumber(n), "round", tag(r.ID, "")))
	}
	rows := append(inRows(buttons, 8), pager(at, pages, in.tagOf("")), []flows.Button{in.toProgress()})
	return flows.Screen{Text: text + "\n" + wordTypeRound, Buttons: rows}
}

// head names the round of a screen. The list of rounds marks it.
func (in Facts) head(place Place) string {
	if place.View == OnRounds {
		return ""
	}
	return Head(in.Rounds, in.Round.ID, in.Cadre)
}

// Head is the line that names the round of a screen of the office, where that is needed.
func Head(rounds []flows.Round, round flows.RoundID, cadre bool) string {
	for _, r := range rounds {
		if r.ID == round && Named(rounds, round) {
			return wordHead(r, commandFor(cadre))
		}
	}
	return ""
}
