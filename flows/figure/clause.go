package figure

import (
	"slices"
	"strings"
)

// clause gives the clause of the figure in tokens start to end. It begins behind the
// clause of the figure before, which ends at token passed, and ends before the next
// number.
func (p page) clause(start, end, passed int) (from, to int) {
	from, to = p.hedgeStart(start), end
	for from > passed && !p.parts(from-1) {
		from--
	}
	for to < len(p.tokens) && !p.parts(to) && p.tokens[to].class != number && p.tokens[to].text != and {
		to++
	}
	for to < len(p.tokens) && to > end && (p.tokens[to-1].text == with || p.hedgeStart(to) < to) { // they belong to the next figure
		to = max(end, min(to-1, p.hedgeStart(to)))
	}
	return from, to
}

// sentence gives where the sentence of token i begins.
func (p page) sentence(i int) int {
	for i > 0 && !p.endsSentence(i-1) {
		i--
	}
	return i
}

// parts tells that token i ends a clause.
func (p page) parts(i int) bool {
	return p.endsSentence(i) || slices.Contains([]string{",", "(", ")", "–", "—"}, p.tokens[i].text)
}

// endsSentence tells that the subject of what was said ends at token i. A stop
// inside an abbreviation, "TP.Huế", ends nothing.
func (p page) endsSentence(i int) bool {
	switch t := p.tokens[i]; t.text {
	case ".", "!", "?":
		return i+1 == len(p.tokens) || p.tokens[i+1].gap > 0 || strings.Contains(lineEnds, p.tokens[i+1].text)
	case ";":
		return true
	default:
		return t.class == sign && strings.Contains(lineEnds, t.text)
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
