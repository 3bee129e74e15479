package figure

import (
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// measure is what an item asks for.
type measure struct {
	kind outline.Kind
	unit string
}

// fit is how far the words behind a number are the item's unit.
type fit int

const (
	unnamed fit = iota // no unit, or another one
	partly             // "người" for "lượt người", "triệu" for money
	wholly
)

// fits compares the words behind a number with the unit.
func (m measure) fits(rest []token) fit {
	if len(rest) == 0 {
		return unnamed
	}
	switch m.kind {
	case outline.Money:
		if len(rest) == 1 && rest[0].isAny(currency) {
			return wholly
		}
		return unnamed
	case outline.Percent:
		if len(rest) == 1 && rest[0].text == "%" || len(rest) == 2 && startsWith(rest, percentWords) == 2 {
			return wholly
		}
		return unnamed
	}
	said := unitKey(joinWords(rest))
	if said == "" {
		return unnamed
	}
	if said == unitKey(m.unit) {
		return wholly
	}
	best := unnamed
	for part := range strings.SplitSeq(m.unit, ",") {
		part = unitKey(part)
		switch {
		case said == part:
			return wholly
		case strings.HasPrefix(part, said+" ") || strings.HasSuffix(part, " "+said):
			best = partly
		}
	}
	return best
}

// unitStart gives where the whole unit begins at the end of a message. It is
// looked for first: in "12 linh vuc" (lĩnh vực) linh is no number word.
func (m measure) unitStart(tokens []token) int {
	longest := 0
	for range strings.FieldsSeq(m.unit) {
		longest += 2 // a word and a comma
	}
	for i := max(1, len(tokens)-longest); i < len(tokens); i++ {
		if m.fits(tokens[i:]) == wholly {
			return i
		}
	}
	return len(tokens)
}

// unitKey folds a unit; the comma of "tin, bài" does not count.
func unitKey(unit string) string { return flows.Fold(strings.ReplaceAll(unit, ",", " ")) }

// joinWords gives the words of a unit, "" when anything else is among them.
func joinWords(rest []token) string {
	var words []string
	for _, t := range rest {
		switch {
		case t.class == word:
			words = append(words, t.text)
		case t.text != "," && t.text != "/":
			return ""
		}
	}
	return strings.Join(words, " ")
}

// dongPer is the worth in đồng of a bare number asked in this unit of money.
func dongPer(unit string) int64 {
	for w := range strings.FieldsSeq(unit) {
		if scale, ok := lookup(scaleWords, token{class: word, text: strings.ToLower(w)}); ok {
			return scale
		}
	}
	return 1
}

// limit gives the largest value of a kind and how many of its smallest units
// make 1.
func limit(kind outline.Kind) (most int64, per int64) {
	switch kind {
	case outline.Money:
		return MaxMoney, 1
	case outline.Percent:
		return MaxPercent, 100
	}
	return MaxCount, 1
}

// integers turns exact numbers into values of a kind. One that is out of bounds
// spoils them all: a limit must not decide between two readings.
func integers(numbers []exact, kind outline.Kind) ([]Value, Why) {
	most, per := limit(kind)
	var values []Value
	for _, e := range numbers {
		e = e.times(whole(per))
		if !e.isWhole() {
			return nil, tooFine(kind)
		}
		if e.compare(whole(most)) > 0 {
			return nil, TooLarge
		}
		values = append(values, Value{State: flows.Given, N: e.n})
	}
	return values, ""
}
