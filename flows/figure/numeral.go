package figure

import (
	"math/big"
	"strings"

	"baocaobot/flows/outline"
)

// maxDigits bounds one numeral: MaxMoney in đồng has fifteen.
const maxDigits = 15

// phoneDigits: a number this long that begins with 0 is a telephone or an
// identity number, never a figure.
const phoneDigits = 9

// numeral is what digits with separators may mean. A nil reading is impossible.
type numeral struct {
	whole  *big.Rat // the separators group thousands
	point  *big.Rat // the last separator is the decimal mark
	joined *big.Rat // 1.25 as 125: a dot put in the wrong place
	mark   byte     // the only separator, when there is exactly one; else 0
	plain  string   // the digits, when there is no separator
}

// readNumeral reads one run of digits. Dots group thousands and a comma is the
// decimal mark in Vietnamese; the English way is known by its two marks.
func readNumeral(text string) (numeral, Why) {
	groups := strings.FieldsFunc(text, func(r rune) bool { return !isDigit(r) })
	marks := []rune(strings.Map(func(r rune) rune {
		switch {
		case isDigit(r):
			return -1
		case r == '.' || r == ',':
			return r
		}
		return ' ' // apostrophes and unbreakable spaces only ever group
	}, text))
	digits := strings.Join(groups, "")
	if len(digits) >= phoneDigits && digits[0] == '0' && len(marks) == 0 {
		return numeral{}, Phone
	}
	if len(digits) > maxDigits {
		return numeral{}, TooLarge
	}
	if len(marks) == 0 {
		return readPlain(digits)
	}
	if len(marks) == 1 && marks[0] != ' ' {
		return readMarked(groups[0], groups[1], byte(marks[0]))
	}
	return readGrouped(groups, marks)
}

// readPlain allows the one leading zero of office forms, "03".
func readPlain(digits string) (numeral, Why) {
	if len(digits) > 2 && digits[:2] == "00" || len(digits) > 3 && digits[0] == '0' {
		return numeral{}, BadGroups
	}
	return numeral{whole: rat(digits), plain: digits}, ""
}

// readMarked reads a numeral with one dot or comma.
func readMarked(left, right string, mark byte) (numeral, Why) {
	n := numeral{point: rat(left + "." + right), mark: mark}
	if len(left) > 1 && left[0] == '0' {
		return numeral{}, BadGroups
	}
	switch {
	case left == "0":
	case len(left) <= 3 && len(right) == 3:
		n.whole = rat(left + right)
	case mark == '.':
		n.joined = rat(left + right)
	}
	return n, ""
}

// readGrouped reads thousands, and behind them a decimal part when the last
// separator is a different one.
func readGrouped(groups []string, marks []rune) (numeral, Why) {
	last := len(marks) - 1
	decimals := ""
	if last > 0 && marks[last] != marks[0] && (marks[0] != ' ' || marks[last] == ',' || len(groups[last+1]) != 3) {
		decimals = groups[last+1]
		groups, marks = groups[:last+1], marks[:last]
	}
	for i, m := range marks {
		if m != marks[0] || len(groups[i+1]) != 3 {
			return numeral{}, BadGroups
		}
	}
	if len(groups[0]) > 3 || groups[0][0] == '0' {
		return numeral{}, BadGroups
	}
	value := strings.Join(groups, "")
	if decimals != "" {
		return numeral{point: rat(value + "." + decimals)}, ""
	}
	return numeral{whole: rat(value)}, ""
}

func rat(decimal string) *big.Rat {
	r, _ := new(big.Rat).SetString(decimal)
	return r
}

// place is where a numeral stands: what decides between its readings.
type place struct {
	kind     outline.Kind
	bare     bool     // no scale word and no currency behind it
	compound bool     // one of several terms
	billions bool     // followed by "tỷ"
	per      *big.Rat // the smallest units in 1: ones, đồng, hundredths of 1 %
}

// readings gives what the numeral means there, most likely first.
func (n numeral) readings(p place) ([]*big.Rat, Why) {
	count := p.kind == outline.Count && p.bare
	switch {
	case n.point == nil:
		return []*big.Rat{n.whole}, ""
	case n.whole == nil && n.joined == nil: // 12,5
		if count {
			return nil, NotWhole
		}
		return []*big.Rat{n.point}, ""
	case n.joined != nil: // 1.25
		return n.withJoined(p)
	case p.kind == outline.Percent && n.mark == ',':
		return []*big.Rat{n.point}, ""
	case n.mark == '.': // 1.250
		if p.billions && !p.compound {
			return []*big.Rat{n.whole, n.point}, ""
		}
		return []*big.Rat{n.whole}, ""
	case p.compound: // 1,250
		return nil, BadGroups
	case count || !isWhole(n.point, p.per):
		return []*big.Rat{n.whole}, ""
	}
	return []*big.Rat{n.point, n.whole}, ""
}

// withJoined reads 1.25: never as 125 alone, and for a rate as a joined number
// only up to 100 %.
func (n numeral) withJoined(p place) ([]*big.Rat, Why) {
	switch {
	case p.compound || p.kind == outline.Count && p.bare:
		return nil, BadGroups
	case !isWhole(n.point, p.per):
		return nil, tooFine(p.kind)
	case p.kind == outline.Percent && n.joined.Cmp(big.NewRat(100, 1)) > 0:
		return []*big.Rat{n.point}, ""
	}
	return []*big.Rat{n.point, n.joined}, ""
}

func isWhole(r, per *big.Rat) bool { return new(big.Rat).Mul(r, per).IsInt() }

func tooFine(kind outline.Kind) Why {
	switch kind {
	case outline.Money:
		return NotWholeDong
	case outline.Percent:
		return TooFine
	}
	return NotWhole
}
