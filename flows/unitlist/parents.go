package unitlist

import (
	"slices"

	"baocaobot/flows"
)

// checkParents finds parents that are not in the file, units above themselves, and
// units that report on the same day as one above them, which a total would count twice.
func (r *reader) checkParents() {
	units := map[flows.UnitID]flows.Unit{}
	for _, u := range r.list.Units {
		units[u.ID] = u
	}
	for _, u := range r.list.Units {
		if u.Parent == "" {
			continue
		}
		if _, listed := units[u.Parent]; !listed {
			r.wrong(r.rows[u.ID], strangeParent(u.Parent))
			continue
		}
		if wrong := aboveMistake(units, u); wrong != "" {
			r.wrong(r.rows[u.ID], wrong)
		}
	}
}

func aboveMistake(units map[flows.UnitID]flows.Unit, u flows.Unit) string {
	met := []flows.UnitID{u.ID}
	for p := u.Parent; p != ""; p = units[p].Parent {
		switch above := units[p]; {
		case slices.Contains(met, p):
			return aboveItself(u.ID)
		case u.Reports && above.Reports && together(u, above):
			return countedTwice(u.ID, p)
		case len(met) > maxLevels:
			return tooManyLevels
		}
		met = append(met, p)
	}
	return ""
}

// maxLevels is how many units stand above another at most; a long chain would take
// long to walk from each of its ends.
const maxLevels = 10

// together tells that there is a day on which both are valid.
func together(a, b flows.Unit) bool {
	return (a.To.IsZero() || !a.To.Before(b.From)) && (b.To.IsZero() || !b.To.Before(a.From))
}
