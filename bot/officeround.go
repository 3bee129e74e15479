package bot

import (
	"slices"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// working gives the round this officer works in, and every one, the newest first; there
// may be none.
func (t turn) working() (round flows.Round, rounds []flows.Round, err error) {
	if rounds, err = t.tx.Rounds(); err != nil || len(rounds) == 0 {
		return round, nil, err
	}
	place, err := t.officePlace()
	if err != nil {
		return round, nil, err
	}
	round, _ = roundAmong(rounds, place.Settled(rounds).Round)
	return round, rounds, nil
}

// moveTo keeps that the officer works in a round from now on and tells that it was another
// one before.
func (t turn) moveTo(round flows.RoundID) (moved bool, err error) {
	place, err := t.officePlace()
	if err != nil || round == "" || place.Round == round {
		return false, err
	}
	return place.Round != "", t.saveOfficePlace(place.In(round))
}

func roundAmong(rounds []flows.Round, id flows.RoundID) (flows.Round, bool) {
	at := slices.IndexFunc(rounds, func(r flows.Round) bool { return r.ID == id })
	if at < 0 {
		return flows.Round{}, false
	}
	return rounds[at], true
}

// roundOf finds the round that a turn at the desk is about: that of the button pressed,
// otherwise the one the officer works in.
func (t turn) roundOf(place desk.Place, rounds []flows.Round) (flows.Round, error) {
	round, _ := roundAmong(rounds, place.Round)
	if len(rounds) < 2 || t.update.Kind != telegram.Press || !desk.Bound(t.update.Data) {
		return round, nil
	}
	for _, r := range append([]flows.Round{round}, rounds...) {
		units, err := t.tx.RoundUnits(r.ID)
		if err != nil {
			return round, err
		}
		if desk.DrawnIn(t.update.Data, r.ID, units) {
			return r, nil
		}
	}
	return round, nil
}

// head names the round of an office's screen that the desk does not draw, where that is
// needed.
func (t turn) head(round flows.RoundID) (string, error) {
	rounds, err := t.tx.Rounds()
	if err != nil {
		return "", err
	}
	members, err := t.tx.Memberships(t.person)
	return desk.Head(rounds, round, slices.ContainsFunc(members, ofUnit)), err
}

// roundName is " – <name>" where a round has to be named, as HTML.
func roundName(rounds []flows.Round, id flows.RoundID) string {
	r, known := roundAmong(rounds, id)
	if !known || !desk.Named(rounds, id) {
		return ""
	}
	return " – " + esc(cut(r.Name, 60))
}

// nameOf is roundName for what is said to people who are not in a turn.
func nameOf(tx *storage.Tx, id flows.RoundID) (string, error) {
	rounds, err := tx.Rounds()
	return roundName(rounds, id), err
}
