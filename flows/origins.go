package flows

// Origin is what is known of a unit, or of one of its predecessors, in the round
// before.
type Origin struct {
	Predecessors []UnitID // in the order of the unit list
	Asked        bool     // it was asked to report in the round before
	Shared       bool     // its figures went to several units, or it still reports beside its successor
}

// Sources names the units whose reports of the round before, taken together, are
// what a unit would have reported then. There are none when a part of it is not
// known: a predecessor that was not asked, or that was split.
//
// A unit that was asked itself is its own source, together with the units merged
// into it since then; where a part of those is not known it stands alone.
func Sources(origins map[UnitID]Origin, unit UnitID) []UnitID {
	found, whole := sources(origins, unit, map[UnitID]bool{})
	switch {
	case whole:
		return found
	case origins[unit].Asked:
		return []UnitID{unit}
	default:
		return nil
	}
}

// sources walks back from a unit. Not whole and nothing found means that nobody
// on this line was asked. Met a second time, a unit counts for nothing.
func sources(origins map[UnitID]Origin, unit UnitID, met map[UnitID]bool) (found []UnitID, whole bool) {
	if met[unit] {
		return nil, false
	}
	met[unit] = true
	u := origins[unit]
	whole = u.Asked || len(u.Predecessors) > 0
	if u.Asked {
		found = append(found, unit)
	}
	for _, p := range u.Predecessors {
		before, known := sources(origins, p, met)
		found = append(found, before...)
		mergedBefore := u.Asked && len(before) == 0 // the round before knew only the merged unit
		if (!known || origins[p].Shared) && !mergedBefore {
			whole = false
		}
	}
	return found, whole
}
