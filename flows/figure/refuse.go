package figure

import (
	"slices"
	"strings"

	"baocaobot/flows/outline"
)

// refuse names the shapes that look like a figure and are not one. A shape that
// holds another one comes first: 10-5-2024 is a date, not a range.
func refuse(tokens []token, kind outline.Kind) Why {
	switch {
	case hasDate(tokens):
		return Date
	case hasRange(tokens):
		return Range
	case hasSign(tokens, "+"):
		return Sum
	case isNegative(tokens):
		return Negative
	case hasBareMark(tokens):
		return BadGroups
	case kind != outline.Percent && hasPercent(tokens):
		return Rate
	}
	return ""
}

// hasDate sees 1/2/2024, 1-2-24, 1.2.2024, "ngày 5" and "năm 2024".
func hasDate(tokens []token) bool {
	for i, t := range tokens {
		next := at(tokens, i+1)
		switch {
		case isDottedDate(t.text):
			return true
		case between(tokens, i, "/", "-") && between(tokens, i+2, "/", "-"):
			return true
		case i == 0 && t.isAny(dateHead) && next.class == number:
			return true
		case t.is(year) && next.class == number && len(next.text) == 4 && (i == 0 || tokens[i-1].class == word):
			return true
		}
	}
	return false
}

// isDottedDate sees 1.2.2024: separated dots that no thousands have.
func isDottedDate(text string) bool {
	if strings.Count(text, ".") != 2 {
		return false
	}
	parts := strings.Split(text, ".")
	return len(parts[0]) <= 2 && len(parts[1]) <= 2 && (len(parts[2]) == 2 || len(parts[2]) == 4)
}

func hasRange(tokens []token) bool {
	seen := false
	for i, t := range tokens {
		if between(tokens, i, "-", "–", "—", "−") {
			return true
		}
		if seen && t.isAny(upTo) && hasNumber(tokens[i+1:]) {
			return true
		}
		seen = seen || t.class == number || isNumberWord(t)
	}
	return false
}

func hasSign(tokens []token, text string) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.text == text })
}

func isNegative(tokens []token) bool {
	for i, t := range tokens {
		isMinus := slices.Contains([]string{"-", "–", "—", "−"}, t.text) || t.isAny(minus)
		if isMinus && hasNumber(tokens[i+1:min(i+2, len(tokens))]) {
			return true
		}
	}
	return false
}

// hasBareMark sees a dot or comma that hangs on a number without being in it:
// ".5", "1..2", and "12,", which may be the start of "12,5".
func hasBareMark(tokens []token) bool {
	for i, t := range tokens {
		if t.text != "." && t.text != "," {
			continue
		}
		next := at(tokens, i+1)
		if next.class == number && next.gap == 0 || t.text == "," && i > 0 && i+1 == len(tokens) {
			return true
		}
	}
	return false
}

func hasPercent(tokens []token) bool {
	for i, t := range tokens {
		if t.text == "%" || startsWith(tokens[i:], percentWords) > 0 {
			return true
		}
	}
	return false
}

func hasNumber(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.class == number || isNumberWord(t) })
}

// between tells whether token i is one of these signs with numbers on both sides.
func between(tokens []token, i int, signs ...string) bool {
	return i > 0 && i+1 < len(tokens) && slices.Contains(signs, tokens[i].text) &&
		tokens[i-1].class == number && tokens[i+1].class == number
}

// at gives a token that is nothing beyond the end.
func at(tokens []token, i int) token {
	if i < len(tokens) {
		return tokens[i]
	}
	return token{class: sign}
}
