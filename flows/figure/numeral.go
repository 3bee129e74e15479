package figure

import (
	"strings"

	"baocaobot/flows/outline"
)

// maxDigits bounds one numeral: MaxMoney in đồng has fifteen.
const maxDigits = 15

// phoneDigits: a number this long that begins with 0 is a telephone or an
// identity number, never a figure.
const phoneDigits = 9

// numeral is what digits with separators may mean. A reading that is not known is impossible.
type numeral struct {
	whole  exact  // the separators group thousands
	point  exact  // the last separator is the decimal mark
	joined exact  // 1.25 as 125: a dot put in the wrong place
	mark   byte   // the only separator, when there is exactly one; else 0
	plain  string // the digits, when there is no separator
}

// readNumeral reads one run of digits. Dots group thousands and a comma is the
// decimal mark in Vietnamese; the English way is known by its two marks.
func readNumeral(text string) (numeral, Why) {
	if strings.IndexFunc(text, isNoDigit) < 0 {
		return readPlain(text)
	}
	groups := strings.FieldsFunc(text, isNoDigit)
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
	if len(digits) > maxDigits {
		return numeral{}, TooLarge
	}
	if len(marks) == 1 && marks[0] != ' ' {
		return readMarked(groups[0], groups[1], byte(marks[0]))
	}
	return readGrouped(groups, marks)
}

// readPlain allows the one leading zero of office forms, "03".
func readPlain(digits string) (numeral, Why) {
	switch {
	case len(digits) >= phoneDigits && digits[0] == '0':
		return numeral{}, Phone
	case len(digits) > maxDigits:
		return numeral{}, TooLarge
	case len(digits) > 2 && digits[:2] == "00" || len(digits) > 3 && digits[0] == '0':
		return numeral{}, BadGroups
	}
	return numeral{whole: decimal(digits), plain: digits}, ""
}

// readMarked reads a numeral with one dot or comma.
func readMarked(left, right string, mark byte) (numeral, Why) {
	n := numeral{point: decimal(left + "." + right), mark: mark}
	if len(left) > 1 && left[0] == '0' {
		return numeral{}, BadGroups
	}
	switch {
	case left == "0":
	case len(left) <= 3 && len(right) == 3:
		n.whole = decimal(left + right)
	case mark == '.':
		n.joined = decimal(left + right)
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
		return numeral{point: decimal(value + "." + decimals)}, ""
	}
	return numeral{whole: decimal(value)}, ""
}

// place is where a numeral stands: what decides between its readings.
type place struct {
	kind     outline.Kind
	bare     bool  // no scale word and no currency behind it
	compound bool  // one of several terms
	billions bool  // followed by "tỷ"
	per      exact // the smallest units in 1: ones, đồng, hundredths of 1 %
}

// readings gives what the numeral means there, most likely first.
func (n numeral) readings(p place) ([]exact, Why) {
	count := p.kind == outline.Count && p.bare
	switch {
	case !n.point.known:
		return []exact{n.whole}, ""
	case !n.whole.known && !n.joined.known: // 12,5
		if count {
			return nil, NotWhole
		}
		return []exact{n.point}, ""
	case n.joined.known: // 1.25
		return n.withJoined(p)
	case p.kind == outline.Percent && n.mark == ',':
		return []exact{n.point}, ""
	case n.mark == '.': // 1.250
		if p.billions && !p.compound {
			return []exact{n.whole, n.point}, ""
		}
		return []exact{n.whole}, ""
	case p.compound: // 1,250
		return nil, BadGroups
	case count || !n.point.times(p.per).isWhole():
		return []exact{n.whole}, ""
	}
	return []exact{n.point, n.whole}, ""
}

// withJoined reads 1.25: never as 125 alone, and for a rate as a joined number
// only up to 100 %.
func (n numeral) withJoined(p place) ([]exact, Why) {
	switch {
	case p.compound || p.kind == outline.Count && p.bare:
		return nil, BadGroups
	case !n.point.times(p.per).isWhole():
		return nil, tooFine(p.kind)
	case p.kind == outline.Percent && n.joined.compare(whole(100)) > 0:
		return []exact{n.point}, ""
	}
	return []exact{n.point, n.joined}, ""
}

func tooFine(kind outline.Kind) Why {
	switch kind {
	case outline.Money:
		return NotWholeDong
	case outline.Percent:
		return TooFine
	}
	return NotWhole
}
