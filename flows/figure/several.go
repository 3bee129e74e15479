package figure

import (
	"slices"

	"baocaobot/flows/outline"
)

// Slot is one open figure of a card.
type Slot struct {
	Kind  outline.Kind
	Unit  string
	Whole int // the slot that is this one's whole ("hòa giải thành" → "vụ việc"), -1 when none is open
}

// Placed is one figure and the slot it answers.
type Placed struct {
	Slot  int
	Value Value
}

// Several is what one message says about the open figures of a card: every part
// of it is placed, or none is and Problem says why.
type Several struct {
	Placed  []Placed // in the order of the message; a whole follows its part
	Part    string   // the part that is not clear
	Slot    int      // the slot that part was read against, -1 when there is none
	Alone   bool     // and that part is the whole message
	Problem Result   // its Why is empty when all is placed
	// Ways are what a message may mean whose spaces may part figures or group thousands,
	// the fewest figures first: with ManyNumbers, to be asked.
	Ways [][]Placed
}

// Clear gives the placed figures of a message that was understood as a whole.
func (s Several) Clear() ([]Placed, bool) { return s.Placed, s.Problem.Why == "" && len(s.Placed) > 0 }

// ReadSeveral reads one message against the open figures of a card, the one that
// was asked first (slots[0]). Parts end at a line, a semicolon, a comma with a
// space behind it, "và", a unit with a number behind it, or a space that can group no
// thousands. A part that names the unit of exactly one slot goes there, the others go
// to the free slots in order. A message of one part that names the unit of another slot
// than the asked one is not placed: Slot and Problem (WrongUnit) say where it may belong.
func ReadSeveral(text string, slots []Slot) Several {
	if tooLong(text) {
		return Several{Slot: -1, Problem: Result{Why: TooLong}}
	}
	tokens := scan(text)
	parts := split(tokens, slots)
	unclear := Several{Part: said(tokens), Slot: -1, Problem: Result{Why: ManyNumbers}}
	switch {
	case len(parts) == 0:
		return Several{Slot: -1, Problem: Result{Why: Empty}}
	case len(parts) > len(slots):
		unclear.Part = said(parts[len(slots)])
		return unclear
	case len(slots) < 2:
		return answers(parts, slots)
	case commaMayPart(parts, slots):
		return unclear
	}
	ways := cutsAtSpaces(parts, len(slots))
	if len(ways) == 1 && !isOneSpaced(parts, ways[0]) {
		return answers(ways[0], slots)
	}
	unclear.Ways = clearWays(ways, slots)
	return unclear
}

func clearWays(ways [][][]token, slots []Slot) [][]Placed {
	var clear [][]Placed
	for _, way := range ways {
		if placed, ok := answers(way, slots).Clear(); ok {
			clear = append(clear, placed)
		}
	}
	return clear
}

// answers reads each part and puts it into a slot.
func answers(parts [][]token, slots []Slot) Several {
	list := make([]part, len(parts))
	named := make([]int, len(parts))
	for i, tokens := range parts {
		list[i] = readPart(tokens, slots)
		named[i] = list[i].names()
	}
	if len(parts) == 1 && named[0] > 0 {
		return list[0].elsewhere(named[0])
	}
	several := placeAll(list, named, slots)
	several.Alone = several.Slot >= 0 && len(parts) == 1
	return several
}

// part is a part of a message with what it is for each slot.
type part struct {
	tokens []token
	as     []reading
}

type reading struct {
	Result
	how fit // to the unit of the slot
}

func readPart(tokens []token, slots []Slot) part {
	p := part{tokens, make([]reading, len(slots))}
	for i, s := range slots {
		p.as[i].Result, p.as[i].how = read(tokens, measure{s.Kind, s.Unit})
	}
	return p
}

// names gives the slot whose unit the part names, the asked one before all others, -1
// when it names none. A unit written in full wins over half of one.
func (p part) names() int {
	found, best := -1, unnamed
	for i, r := range p.as {
		if r.how > best {
			found, best = i, r.how
		}
	}
	return found
}

// sharesUnit tells whether the part names the unit of a later slot just as well,
// so that only the order can tell which is meant.
func (p part) sharesUnit(named int) bool {
	return slices.ContainsFunc(p.as[named+1:], func(r reading) bool { return r.how == p.as[named].how })
}

func (p part) elsewhere(slot int) Several {
	result := p.as[slot].Result
	if result.Why == "" {
		result.Why = WrongUnit
	}
	return Several{Part: said(p.tokens), Slot: slot, Alone: true, Problem: result}
}

// board keeps which slots are spoken for while the parts are placed.
type board struct {
	slots    []Slot
	reserved []bool // named by a part
	filled   []bool
	placed   []Placed
}

func placeAll(parts []part, named []int, slots []Slot) Several {
	b := board{slots: slots, reserved: make([]bool, len(slots)), filled: make([]bool, len(slots))}
	for i, slot := range named {
		switch {
		case slot < 0:
		case parts[i].sharesUnit(slot):
			named[i] = -1
		case b.reserved[slot]:
			return Several{Part: said(parts[i].tokens), Slot: slot, Problem: Result{Why: Twice}}
		default:
			b.reserved[slot] = true
		}
	}
	for i, part := range parts {
		slot := named[i]
		if slot < 0 {
			slot = b.freeFor(part)
		}
		if slot < 0 {
			return Several{Part: said(part.tokens), Slot: -1, Problem: Result{Why: ManyNumbers}}
		}
		if problem := b.put(part, slot); problem.Why != "" {
			return Several{Part: said(part.tokens), Slot: slot, Problem: problem}
		}
	}
	return Several{Placed: b.placed, Slot: -1}
}

// freeFor gives the first slot that no part names or has filled, among those
// whose unit the part names if there are any; -1 when all are taken.
func (b *board) freeFor(p part) int {
	found, best := -1, unnamed
	for i, r := range p.as {
		if b.reserved[i] || b.filled[i] {
			continue
		}
		if found < 0 || r.how > best {
			found, best = i, r.how
		}
	}
	return found
}

func (b *board) put(p part, slot int) Result {
	result := p.as[slot].Result
	v, ok := result.Clear()
	switch {
	case !ok:
		return result
	case v.Of > 0 && b.slots[slot].Kind == outline.Count:
		return b.putFraction(v, slot)
	}
	return b.fill(slot, v)
}

// putFraction places "45/51": the part in one slot and 51 in the slot of its
// whole. The question for the whole may be the one that was asked.
func (b *board) putFraction(v Value, slot int) Result {
	part, whole := slot, b.slots[slot].Whole
	for i, s := range b.slots {
		if s.Whole != slot || b.slots[slot].Whole >= 0 {
			continue
		}
		if whole >= 0 { // two rates share this whole: which one is meant?
			return Result{Why: BadWhole}
		}
		part, whole = i, slot
	}
	if whole < 0 || whole >= len(b.slots) {
		return b.fill(slot, v)
	}
	if problem := b.fill(part, v); problem.Why != "" {
		return problem
	}
	if problem := b.fill(whole, Value{State: v.State, N: v.Of}); problem.Why != "" {
		return Result{Why: BadWhole}
	}
	return Result{}
}

// fill takes a slot once; the same whole may be said again.
func (b *board) fill(slot int, v Value) Result {
	if !b.filled[slot] {
		b.filled[slot] = true
		b.placed = append(b.placed, Placed{slot, v})
		return Result{}
	}
	for _, p := range b.placed {
		if p.Slot == slot && p.Value == v {
			return Result{}
		}
	}
	return Result{Why: Twice}
}
