package flows

import (
	"fmt"
	"slices"
	"strings"
)

// predecessorsIn parts the codes of the column predecessors.
func predecessorsIn(column string) []UnitID {
	var ids []UnitID
	for code := range strings.FieldsSeq(strings.ReplaceAll(column, "+", " ")) {
		ids = append(ids, UnitID(code))
	}
	return ids
}

// predecessorMistakes finds predecessors that are not in the file, named twice,
// or that were in the end made of the very unit they came before.
func predecessorMistakes(name string, list UnitList, rows map[UnitID]int) []error {
	var mistakes []error
	for _, u := range list.Units {
		for i, p := range u.Predecessors {
			if said := predecessorMistake(u, i, rows[p] > 0); said != "" {
				mistakes = append(mistakes, fmt.Errorf("%s: row %d: the predecessor %q %s", name, rows[u.ID], p, said))
			}
		}
	}
	for _, id := range inCircles(list.Units) {
		mistakes = append(mistakes, fmt.Errorf("%s: row %d: unit %s comes before itself; correct the column predecessors", name, rows[id], id))
	}
	return mistakes
}

func predecessorMistake(u Unit, i int, listed bool) string {
	p := u.Predecessors[i]
	switch {
	case !listed:
		return "is not a code of this file; list the old unit too, with không in the column reports"
	case p == u.ID:
		return "is the unit itself; name only the other units merged into it"
	case slices.Contains(u.Predecessors[:i], p):
		return "is named twice"
	default:
		return ""
	}
}

// inCircles names one unit of each circle of predecessors, at which it closes. A
// unit that names itself is told so elsewhere.
func inCircles(units []Unit) []UnitID {
	of := map[UnitID][]UnitID{}
	for _, u := range units {
		of[u.ID] = u.Predecessors
	}
	var circles []UnitID
	const walking, done = 1, 2
	state := map[UnitID]int{}
	var walk func(UnitID)
	walk = func(id UnitID) {
		state[id] = walking
		for _, p := range of[id] {
			switch {
			case state[p] == walking && p != id:
				circles = append(circles, id)
			case state[p] == 0:
				walk(p)
			}
		}
		state[id] = done
	}
	for _, u := range units {
		if state[u.ID] == 0 {
			walk(u.ID)
		}
	}
	return circles
}
