package figure

import (
	"slices"

	"baocaobot/flows"
)

// cutPolite takes away what carries no meaning: a bullet, greetings and fillers in front,
// stops and "ạ" behind. A bullet stands apart: "- 12" is 12, "-12" is negative.
func cutPolite(tokens []token) []token {
	if len(tokens) > 1 && slices.Contains(bullets, tokens[0].text) && tokens[1].gap > 0 {
		tokens = tokens[1:]
	}
	for len(tokens) > 0 && !isGlued(tokens) && (tokens[0].isAny(politeFirst) || len(tokens) > 1 && tokens[0].isAny(fillers)) {
		tokens = tokens[1:]
		if len(tokens) > 0 && tokens[0].text == "," {
			tokens = tokens[1:]
		}
	}
	for len(tokens) > 0 && isStop(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}

// isGlued sees "a12": a house number or a code, and no greeting before a figure.
func isGlued(tokens []token) bool {
	return len(tokens) > 1 && tokens[1].class == number && tokens[1].gap == 0 && tokens[0].class == word
}

// isStop wants a space before "ạ": "12a" is a house number.
func isStop(last token) bool {
	switch last.text {
	case ".", "…", "!":
		return true
	}
	return last.gap > 0 && last.isAny(politeLast)
}

// cutHedge takes the hedge from the start of a message. "không dưới" is a
// hedge; a lone "không" is not.
func cutHedge(tokens []token) (string, []token) {
	if len(tokens) == 0 || tokens[0].class == number {
		return "", tokens
	}
	for _, h := range hedges {
		if n := startsWith(tokens, h.said); n > 0 {
			if rest := cutPolite(tokens[n:]); len(rest) > 0 { // not "trên dạ"
				return h.kept, rest
			}
		}
	}
	return "", tokens
}

// readState reads a whole message that says there is nothing, or nothing known
// yet, with or without the item's unit ("không có cuộc nào"). It gives nothing
// for any other message.
func readState(tokens []token, m measure) ([]Value, fit) {
	if tokens[0].class != word {
		return nil, unnamed
	}
	if slices.Contains(no, tokens[0].text) {
		tokens = slices.Clone(tokens)
		tokens[0].text = digitNames[0]
	}
	for _, s := range states {
		n := startsWith(tokens, s.said)
		if n == 0 {
			continue
		}
		rest := tokens[n:]
		if len(rest) > 0 && rest[len(rest)-1].isAny(notOne) {
			rest = rest[:len(rest)-1]
		}
		named := m.fits(rest)
		switch {
		case n == len(tokens) || len(rest) == 0 && s.means[0] == flows.None:
			return stateValues(s.means), unnamed
		case named == unnamed:
		case s.said == notYet: // "chưa có cuộc nào": none was held, or none is known
			return stateValues([]flows.State{flows.None, flows.Unknown}), named
		case s.means[0] == flows.None:
			return stateValues(s.means), named
		}
	}
	return nil, unnamed
}

func stateValues(states []flows.State) []Value {
	var values []Value
	for _, s := range states {
		values = append(values, Value{State: s})
	}
	return values
}
