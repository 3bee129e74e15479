package unitlist

import (
	"slices"
	"strings"

	"baocaobot/flows"
)

// codesIn parts the codes of the column predecessors.
func codesIn(text string) []flows.UnitID {
	var ids []flows.UnitID
	for code := range strings.FieldsSeq(strings.ReplaceAll(text, "+", " ")) {
		ids = append(ids, flows.UnitID(code))
	}
	return ids
}

// checkPredecessors finds predecessors that are not in the file, named twice, or that
// were in the end made of the very unit they came before.
func (r *reader) checkPredecessors() {
	for _, u := range r.list.Units {
		for i, p := range u.Predecessors {
			switch {
			case r.rows[p] == 0:
				r.wrong(r.rows[u.ID], strangePredecessor(p))
			case p == u.ID:
				r.wrong(r.rows[u.ID], ownPredecessor(p))
			case slices.Contains(u.Predecessors[:i], p):
				r.wrong(r.rows[u.ID], predecessorTwice(p))
			}
		}
	}
	for _, id := range inCircles(r.list.Units) {
		r.wrong(r.rows[id], beforeItself(id))
	}
}

// inCircles names one unit of each circle of predecessors, at which it closes. A
// unit that names itself is told so elsewhere.
func inCircles(units []flows.Unit) []flows.UnitID {
	of := map[flows.UnitID][]flows.UnitID{}
	for _, u := range units {
		of[u.ID] = u.Predecessors
	}
	var circles []flows.UnitID
	const walking, done = 1, 2
	state := map[flows.UnitID]int{}
	var walk func(flows.UnitID)
	walk = func(id flows.UnitID) {
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
