package unitlist

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"baocaobot/flows"
)

// What says what happens to a unit.
type What string

// What a list may do to units, in the order in which it is told. A unit that is merged,
// split or succeeds another is new, or is told so anew.
const (
	Added     What = "added"
	Merged    What = "merged"   // made of several units
	Split     What = "split"    // made of a part of one
	Succeeds  What = "succeeds" // made of one, and nothing else of that one is left
	Alone     What = "alone"    // no longer made of any
	Renamed   What = "renamed"
	Retyped   What = "kind"
	Moved     What = "moved" // to another parent
	Closed    What = "closed"
	Dated     What = "dates"
	Reporting What = "reports"
	Reordered What = "reordered" // units among each other; of no one unit
)

// Whats are all there are, in their order.
var Whats = []What{Added, Merged, Split, Succeeds, Alone, Renamed, Retyped, Moved, Closed, Dated, Reporting, Reordered}

// Change is one thing that loading a list does to one unit. Before and After are names,
// kinds, codes parted by " + ", days ("1/7/2025–", "–30/6/2025") or "có" and "không".
type Change struct {
	What   What         `json:"what"`
	Unit   flows.UnitID `json:"unit"`
	Name   string       `json:"name"`
	Before string       `json:"before"`
	After  string       `json:"after"`
}

// Breach is a change that is refused, and with it the whole list: the figures of a
// report are those of the unit's kind, so a unit that was asked keeps its kind.
type Breach struct {
	Change
	Rounds []flows.RoundID `json:"rounds"` // that asked the unit
}

// Preview is what loading a list would do.
type Preview struct {
	Changes  []Change
	Breaches []Breach
	Absent   []flows.Unit // known and not in the file: they stay as they are
	Put      []flows.Unit // what is to be stored
	Print    string       // of the list, of what is known and who was asked: the same only when nothing has changed
}

// Count tells how many units something happens to.
func (p Preview) Count(what What) (n int) {
	for _, c := range p.Changes {
		if c.What == what {
			n++
		}
	}
	return n
}

// Touches tells that something changes of units that are known, beside those that are new.
func (p Preview) Touches(known []flows.Unit) bool {
	return slices.ContainsFunc(p.Changes, func(c Change) bool {
		return c.What == Reordered || slices.ContainsFunc(known, func(u flows.Unit) bool { return u.ID == c.Unit })
	})
}

// Compare tells what loading a list would change in the units that are known, in the
// office's order, some of which were asked in rounds.
func Compare(known []flows.Unit, asked map[flows.UnitID][]flows.RoundID, list List) Preview {
	p := Preview{Print: fingerprint(known, asked, list)}
	before := map[flows.UnitID]flows.Unit{}
	for _, u := range known {
		before[u.ID] = u
	}
	listed := map[flows.UnitID]bool{}
	successors := successorsIn(list)
	for _, u := range list.Units {
		listed[u.ID] = true
		old, there := before[u.ID]
		changes := changesOf(old, there, u, successors)
		p.Changes = append(p.Changes, changes...)
		if there && old.Kind != u.Kind && len(asked[u.ID]) > 0 {
			p.Breaches = append(p.Breaches, Breach{Change{Retyped, u.ID, u.Name, old.Kind, u.Kind}, asked[u.ID]})
		}
		if !there || !same(old, u) {
			p.Put = append(p.Put, u)
		}
	}
	for _, u := range known {
		if !listed[u.ID] {
			p.Absent = append(p.Absent, u)
		}
	}
	if reordered(known, before, list) {
		p.Changes = append(p.Changes, Change{What: Reordered})
	}
	if len(p.Changes) == 0 {
		p.Put = nil
	}
	slices.SortStableFunc(p.Changes, func(a, b Change) int { return slices.Index(Whats, a.What) - slices.Index(Whats, b.What) })
	return p
}

// successorsIn counts the units that each one went into.
func successorsIn(list List) map[flows.UnitID]int {
	count := map[flows.UnitID]int{}
	for _, u := range list.Units {
		for _, p := range u.Predecessors {
			count[p]++
		}
	}
	return count
}

// changesOf tells what happens to one unit; there is false for a new one.
func changesOf(old flows.Unit, there bool, u flows.Unit, successors map[flows.UnitID]int) (list []Change) {
	add := func(what What, before, after string) { list = append(list, Change{what, u.ID, u.Name, before, after}) }
	if !slices.Equal(old.Predecessors, u.Predecessors) {
		add(madeOf(u, successors), codes(old.Predecessors), codes(u.Predecessors))
	}
	if !there {
		if len(list) == 0 {
			add(Added, "", u.Name)
		}
		return list
	}
	if old.Name != u.Name {
		add(Renamed, old.Name, u.Name)
	}
	if old.Kind != u.Kind {
		add(Retyped, old.Kind, u.Kind)
	}
	if old.Parent != u.Parent {
		add(Moved, string(old.Parent), string(u.Parent))
	}
	switch {
	case old.To.IsZero() && !u.To.IsZero() && old.From.Equal(u.From):
		add(Closed, days(old), days(u))
	case !old.From.Equal(u.From) || !old.To.Equal(u.To):
		add(Dated, days(old), days(u))
	}
	if old.Reports != u.Reports {
		add(Reporting, yes(old.Reports), yes(u.Reports))
	}
	return list
}

func madeOf(u flows.Unit, successors map[flows.UnitID]int) What {
	switch {
	case len(u.Predecessors) == 0:
		return Alone
	case len(u.Predecessors) > 1:
		return Merged
	case successors[u.Predecessors[0]] > 1:
		return Split
	default:
		return Succeeds
	}
}

func same(a, b flows.Unit) bool {
	return a.Name == b.Name && a.Kind == b.Kind && a.Parent == b.Parent && a.Order == b.Order && a.Reports == b.Reports &&
		a.From.Equal(b.From) && a.To.Equal(b.To) && slices.Equal(a.Predecessors, b.Predecessors)
}

// reordered tells that units which are known stand in another order among themselves.
func reordered(known []flows.Unit, before map[flows.UnitID]flows.Unit, list List) bool {
	place := map[flows.UnitID]int{}
	for i, u := range known {
		place[u.ID] = i
	}
	last := -1
	for _, u := range list.Units {
		if _, there := before[u.ID]; !there {
			continue
		}
		if place[u.ID] < last {
			return true
		}
		last = place[u.ID]
	}
	return false
}

func codes(ids []flows.UnitID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return strings.Join(texts, " + ")
}

func yes(b bool) string {
	if b {
		return "có"
	}
	return "không"
}

func day(t time.Time) string { return t.In(flows.Zone).Format("2/1/2006") }

// days prints the days on which a unit is valid: "1/7/2025–", "–30/6/2025", "–".
func days(u flows.Unit) string {
	text := "–"
	if !u.From.IsZero() {
		text = day(u.From) + text
	}
	if !u.To.IsZero() {
		text += day(u.To)
	}
	return text
}

// fingerprint changes with everything that a preview is made of.
func fingerprint(known []flows.Unit, asked map[flows.UnitID][]flows.RoundID, list List) string {
	text, err := json.Marshal([]any{known, asked, list})
	if err != nil {
		return "" // these types have nothing that JSON cannot say
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
