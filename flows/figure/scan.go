package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"baocaobot/flows"
)

type class int

const (
	number class = iota // digits with the separators between them
	word                // letters
	sign                // one rune of anything else, line ends and tabs included
)

// token is a piece of a message: NFC, lower case, full-width forms narrowed.
type token struct {
	class class
	text  string
	gap   int // spaces before it
	at    int // where it begins, in runes of the cleaned text
}

// is tells whether the token is this accented word, typed with its accents or
// with none at all. "bà" is not "ba", so that other words stay other words.
func (t token) is(accented string) bool {
	switch {
	case t.text == accented:
		return true
	case t.class == number || beginsOtherwise(t.text, accented):
		return false
	}
	// Folding is slow and keeps the number of letters: look at that first.
	return utf8.RuneCountInString(accented) == len(t.text) && t.text == flows.Fold(accented)
}

// beginsOtherwise sees without folding that two words begin with different letters.
func beginsOtherwise(text, accented string) bool {
	return accented != "" && 'a' <= accented[0] && accented[0] <= 'z' && text[0] != accented[0]
}

func (t token) isAny(accented []string) bool {
	for _, w := range accented {
		if t.is(w) {
			return true
		}
	}
	return false
}

func tooLong(text string) bool {
	return len(text) > 4*MaxText || utf8.RuneCountInString(text) > MaxText
}

// scan cuts a message into tokens; one that is too long gives none.
func scan(text string) []token {
	if tooLong(text) {
		return nil
	}
	return cut(clean(text))
}

// clean narrows full-width forms and composes accents. Only full width is folded:
// NFKC would make "5" of a superscript.
func clean(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	return norm.NFC.String(width.Fold.String(text))
}

func cut(cleaned string) []token {
	var tokens []token
	gap, start := 0, 0
	for rest := strings.ToLower(cleaned); rest != ""; {
		first, size := utf8.DecodeRuneInString(rest)
		class := sign
		switch {
		case isDigit(first):
			class, size = number, numberEnd(rest)
		case isLetter(first):
			class, size = word, wordEnd(rest)
		}
		if unicode.IsSpace(first) && !strings.ContainsRune(lineEnds, first) {
			gap++
		} else {
			tokens = append(tokens, token{class, rest[:size], gap, start})
			gap = 0
		}
		start += utf8.RuneCountInString(rest[:size])
		rest = rest[size:]
	}
	return tokens
}

// lineEnds are the spaces that end a line or a cell.
const lineEnds = "\n\r\t\v\f\u0085\u2028\u2029"

// numberEnd gives where the number ends that begins the text: a separator belongs to it
// where a digit follows.
func numberEnd(text string) (end int) {
	for i, r := range text {
		switch {
		case isDigit(r):
			end = i + 1
		case !isSeparator(r) || end < i:
			return end
		}
	}
	return end
}

func wordEnd(text string) int {
	for i, r := range text {
		if !isLetter(r) {
			return i
		}
	}
	return len(text)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isNoDigit(r rune) bool { return !isDigit(r) }

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

// isSeparator tells whether r may stand between the digits of one number. The
// spaces are those that no line breaks at: Word and Excel put them into groups.
func isSeparator(r rune) bool { return strings.ContainsRune(".,'’\u00a0\u202f\u2007\u2009", r) }

// said gives back what the tokens say, on one line.
func said(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && t.gap > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// startsWith gives how many tokens say the phrase at the start, its words apart by one
// space, 0 when they do not.
func startsWith(tokens []token, phrase string) (n int) {
	for word, rest, more := "", phrase, true; more; n++ {
		word, rest, more = strings.Cut(rest, " ")
		if n == len(tokens) || !tokens[n].is(word) {
			return 0
		}
	}
	return n
}
