package figure

import (
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// split cuts a message into the parts that answer one figure each.
func split(tokens []token, slots []Slot) ([][]token, Why) {
	var parts [][]token
	for _, segment := range cutAtMarks(tokens, slots) {
		parts = append(parts, cutAtUnits(segment, slots)...)
	}
	parts = slices.DeleteFunc(parts, func(p []token) bool { return len(cutPolite(p)) == 0 })
	if len(slots) < 2 {
		return parts, ""
	}
	return cutAtSpaces(parts, slots)
}

func cutAtMarks(tokens []token, slots []Slot) [][]token {
	var parts [][]token
	start := 0
	for i, t := range tokens {
		comma := t.text == "," && i+1 < len(tokens) && tokens[i+1].gap > 0 && !insideUnit(tokens, i, slots)
		line := t.class == sign && strings.Contains(lineEnds+";", t.text)
		if comma || line || t.class == word && t.is(and) {
			parts = append(parts, tokens[start:i])
			start = i + 1
		}
	}
	return append(parts, tokens[start:])
}

// insideUnit tells whether the comma at i belongs to a unit such as "tin, bài".
func insideUnit(tokens []token, i int, slots []Slot) bool {
	if i == 0 {
		return false
	}
	for _, s := range slots {
		before, after, ok := strings.Cut(flows.Fold(s.Unit), ",")
		head, tail := strings.Fields(before), strings.Fields(after)
		if ok && len(head) > 0 && len(tail) > 0 &&
			flows.Fold(tokens[i-1].text) == head[len(head)-1] && flows.Fold(tokens[i+1].text) == tail[0] {
			return true
		}
	}
	return false
}

// cutAtUnits cuts "12 cuộc 450 lượt người" and "12 cuộc/450 lượt người".
func cutAtUnits(tokens []token, slots []Slot) [][]token {
	var parts [][]token
	start := 0
	for i := 1; i < len(tokens); i++ {
		if !endsUnit(tokens[i-1], slots) {
			continue
		}
		next := i
		if t := tokens[i].text; t == "/" || t == "." {
			next++
		}
		if startsNumber(tokens[next:]) {
			parts = append(parts, tokens[start:i])
			start = next
		}
	}
	return append(parts, tokens[start:])
}

// endsUnit tells whether a unit of one of the slots may end with this word.
func endsUnit(t token, slots []Slot) bool {
	return t.class == word && slices.ContainsFunc(slots, func(s Slot) bool {
		if s.Kind == outline.Money {
			return t.isAny(currency)
		}
		return slices.Contains(strings.Fields(unitKey(s.Unit)), flows.Fold(t.text))
	})
}

func startsNumber(tokens []token) bool {
	_, tokens = cutHedge(cutPolite(tokens))
	return len(tokens) > 0 && tokens[0].class == number
}

// cutAtSpaces decides about bare numbers with spaces between. As many numbers as
// open slots are one figure each; where they could also be the groups of one
// number, or a comma may separate as well as group, nothing is guessed. "2 000" and
// "2 050" are no two figures: only groups begin with 0 like that.
func cutAtSpaces(parts [][]token, slots []Slot) ([][]token, Why) {
	open := len(slots)
	for i, part := range parts {
		part = cutPolite(part)
		commas := strings.Count(part[0].text, ",")
		if len(part) == 1 && commas > 0 && commas+len(parts) <= open && slots[0].Kind == outline.Count && wholeGroups(part[0]) {
			return nil, ManyNumbers
		}
		if len(part) < 2 || slices.ContainsFunc(part, func(t token) bool { return t.class != number }) {
			continue
		}
		_, joined := joinGroups(part)
		switch fits := len(parts)-1+len(part) <= open; {
		case len(parts) == 1 && !hasZeroGroup(part) && (len(part) == open || fits && joined < 2):
			return singles(part), ""
		case len(parts) == 1 || fits:
			return nil, ManyNumbers
		}
		parts[i] = part
	}
	return parts, ""
}

// wholeGroups sees "12,450", which may be two figures; "0,5" and "86,4" may not.
func wholeGroups(t token) bool {
	groups := strings.Split(t.text, ",")
	return !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 })
}

// hasZeroGroup sees the "000" of "500 000": a group of thousands behind a number.
func hasZeroGroup(part []token) bool {
	return slices.ContainsFunc(part[1:], func(t token) bool { return len(t.text) == 3 && t.text[0] == '0' })
}

func singles(tokens []token) [][]token {
	var parts [][]token
	for _, t := range tokens {
		parts = append(parts, []token{t})
	}
	return parts
}
