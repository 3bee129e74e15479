package desk

import (
	"baocaobot/flows"
)

// Need is what a turn reads beside the round: one unit's report, or what is sent.
type Need struct {
	Unit flows.UnitID
	Sent bool
}

// About tells what Step is to be given for an input.
func About(form Form, place Place, in Input) Need {
	place, a, _ := form.read(place, in)
	n := Need{Unit: place.Unit, Sent: a.deed == ApproveAll || a.verb == yes && place.Deed == ApproveAll}
	if u, ok := form.unitOf(a.tag); ok {
		n.Unit = u.ID
	}
	if u, ok := form.meant(place, a); ok {
		n.Unit = u.ID
	}
	return n
}

// meant is the unit that words or a number name, where they name one alone.
func (f Form) meant(place Place, a act) (flows.Unit, bool) {
	var found []flows.Unit
	switch {
	case a.verb == units && a.words != "", a.verb == prepare && a.words != "", a.verb == words && place.View == OnUnits:
		found = foundUnits(f.Units, a.words)
	case a.verb == numbers && place.View == OnUnits:
		list := foundUnits(f.Units, place.Words)
		if n := a.first(); len(a.n) == 1 && n >= 1 && n <= int64(len(list)) {
			found = list[n-1 : n]
		}
	}
	if len(found) != 1 {
		return flows.Unit{}, false
	}
	return found[0], true
}
