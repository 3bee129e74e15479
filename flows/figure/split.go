package figure

import (
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// split cuts a message into the parts that answer one figure each, at all that is no
// space.
func split(tokens []token, slots []Slot) [][]token {
	var parts [][]token
	for _, segment := range cutAtMarks(tokens, slots) {
		parts = append(parts, cutAtUnits(segment, slots)...)
	}
	return slices.DeleteFunc(parts, func(p []token) bool { return len(cutPolite(p)) == 0 })
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
