package figure

import "strings"

// lookup finds a word typed with its accents or with none.
func lookup(words map[string]int64, t token) (int64, bool) {
	if t.class != word {
		return 0, false
	}
	if v, ok := words[t.text]; ok {
		return v, true
	}
	for w, v := range words {
		if t.is(w) {
			return v, true
		}
	}
	return 0, false
}

// isNumberWord tells whether a word may belong to a number, so that it is never
// taken for part of a unit.
func isNumberWord(t token) bool {
	if _, ok := lookup(digitWords, t); ok {
		return true
	}
	if _, ok := lookup(lastWords, t); ok {
		return true
	}
	if _, ok := lookup(scaleWords, t); ok {
		return true
	}
	return t.is(ten) || t.is(tens) || t.is(half) || t.isAny(linh)
}

// readTens reads a number below 100 in words and tells how many tokens it took.
// Hundreds and above are scale words.
func readTens(tokens []token) (n int64, used int) {
	first, second := at(tokens, 0), at(tokens, 1)
	digit, ok := lookup(digitWords, first)
	switch {
	case first.class == word && first.is(ten):
		n, used = 10, 1
	case !ok:
		return 0, 0
	case digit > 0 && second.class == word && (second.is(tens) || second.is(ten)):
		n, used = 10*digit, 2
	default:
		return digit, 1
	}
	if last, ok := lookup(lastWords, at(tokens, used)); ok {
		return n + last, used + 1
	}
	return n, used
}

// Words spells 0 ≤ n ≤ MaxMoney the way schools teach it: mốt, tư, lăm and linh,
// and "không trăm", "không nghìn" for what is skipped in the middle. Any other n
// gives "".
//
//	Words(1_500_000_000)   // "một tỷ năm trăm triệu"
//	Words(1_000_205)       // "một triệu không nghìn hai trăm linh năm"
func Words(n int64) string {
	if n < 0 || n > MaxMoney {
		return ""
	}
	if n == 0 {
		return digitNames[0]
	}
	var words []string
	if n >= billion {
		words = append(words, Words(n/billion), "tỷ")
	}
	rest := n % billion
	for _, scale := range []int64{million, thousand, 1} {
		if rest == 0 {
			break
		}
		words = append(words, group(rest/scale, scale, len(words) > 0)...)
		rest %= scale
	}
	return strings.Join(words, " ")
}

// group spells three digits and their scale. An empty group is silent at the
// start and named in the middle.
func group(n, scale int64, inside bool) []string {
	if n == 0 && !inside {
		return nil
	}
	words := []string{digitNames[0]}
	if n > 0 {
		words = hundreds(n, inside)
	}
	switch scale {
	case million:
		return append(words, "triệu")
	case thousand:
		return append(words, "nghìn")
	}
	return words
}

func hundreds(n int64, inside bool) []string {
	var words []string
	if n >= 100 || inside {
		words = append(words, digitNames[n/100], "trăm")
	}
	t, d := n/10%10, n%10
	switch {
	case t == 0 && d == 0:
		return words
	case t == 0 && len(words) > 0:
		return append(words, linh[0], digitNames[d])
	case t == 0:
		return append(words, digitNames[d])
	case t > 1:
		words = append(words, digitNames[t], tens)
	default:
		words = append(words, ten)
	}
	switch {
	case d == 0:
		return words
	case t == 1 && d != 5:
		return append(words, digitNames[d])
	}
	return append(words, lastNames[d])
}
