package figure

import (
	"slices"
	"strconv"
	"strings"

	"baocaobot/flows/outline"
)

// item is one piece of a number: a numeral or a number below 100 in words, a
// scale word, or "rưỡi".
type item struct {
	numeral *numeral
	exact   bool  // after "linh": ones, never the next scale
	scale   int64 // 10 … 1_000_000_000, 0 when it is no scale word
	half    bool
}

// readItems takes the number from the start of a message; the rest is its unit.
func readItems(tokens []token, kind outline.Kind) (items []item, rest []token, why Why) {
	for len(tokens) > 0 {
		next, used, why := readItem(tokens, kind)
		if why != "" {
			return nil, tokens, why
		}
		if used == 0 {
			break
		}
		items = append(items, next)
		tokens = tokens[used:]
	}
	return items, tokens, ""
}

func readItem(tokens []token, kind outline.Kind) (item, int, Why) {
	t := tokens[0]
	if t.class == number {
		text, used := joinGroups(tokens)
		n, why := readNumeral(text)
		return item{numeral: &n}, used, why
	}
	if t.class != word {
		return item{}, 0, ""
	}
	if t.isAny(linh) {
		n, used := readTens(tokens[1:])
		if used != 1 || n == 0 || n >= 10 {
			return item{}, 0, NotANumber
		}
		return item{numeral: spelled(n), exact: true}, 2, ""
	}
	if n, used := readTens(tokens); used > 0 {
		return item{numeral: spelled(n)}, used, ""
	}
	if scale, ok := lookup(scaleWords, t); ok {
		return item{scale: scale}, 1, ""
	}
	if scale, ok := lookup(shortScales, t); ok && kind == outline.Money {
		return item{scale: scale}, 1, ""
	}
	if t.is(half) {
		return item{half: true}, 1, ""
	}
	return item{}, 0, ""
}

func spelled(n int64) *numeral {
	return &numeral{whole: whole(n), plain: strconv.FormatInt(n, 10)}
}

// joinGroups joins "12 450" into one numeral: single spaces, three digits each.
func joinGroups(tokens []token) (text string, used int) {
	text, used = tokens[0].text, 1
	if len(text) > 3 || strings.ContainsFunc(text, isSeparator) {
		return text, used
	}
	for used < len(tokens) && tokens[used].gap == 1 && tokens[used].class == number {
		group, _, decimals := strings.Cut(tokens[used].text, ",")
		if len(group) != 3 || strings.ContainsFunc(group, isSeparator) {
			break
		}
		text += "'" + tokens[used].text
		used++
		if decimals {
			break
		}
	}
	return text, used
}

// maxReadings bounds what is worth asking back.
const maxReadings = 4

// term is the arithmetic of one message.
type term struct {
	place
	literal bool // "một triệu hai trăm" may end in ones
}

// values computes what items mean: the largest scale word multiplies what
// stands before it and what stands behind is added.
func (t term) values(items []item) ([]exact, Why) {
	if len(items) == 0 {
		return nil, NotANumber
	}
	i := largest(items)
	if items[i].scale == 0 {
		if len(items) > 1 {
			return nil, ManyNumbers
		}
		if items[0].numeral == nil || items[0].exact && !t.compound {
			return nil, NotANumber
		}
		return items[0].numeral.readings(t.place)
	}
	scale := items[i].scale
	if slices.ContainsFunc(items[:i], func(it item) bool { return it.scale == scale }) {
		return nil, ManyNumbers // "1 tỷ 2 tỷ"
	}
	coefficients, why := t.values(items[:i])
	if why != "" {
		return nil, why
	}
	rests, why := t.behind(items[i+1:], scale)
	if why != "" {
		return nil, why
	}
	return combine(coefficients, rests, scale, len(items) > i+1)
}

// combine gives coefficient × scale + rest. "1,5 tỷ 200 triệu" and "12 trăm" are
// no numbers anybody means.
func combine(coefficients, rests []exact, scale int64, more bool) ([]exact, Why) {
	var values []exact
	for _, c := range coefficients {
		if more && !c.isWhole() || scale <= 100 && c.compare(whole(10)) >= 0 {
			continue
		}
		for _, r := range rests {
			values = appendNew(values, c.times(whole(scale)).plus(r))
		}
	}
	if len(values) == 0 || len(values) > maxReadings {
		return nil, BadGroups
	}
	return values, ""
}

// behind computes what stands behind a scale word; it is smaller than the scale.
// "1 tỷ 2" is 1,2 tỷ or 1 tỷ 2 triệu: where a bare number stands, both are given.
func (t term) behind(items []item, scale int64) ([]exact, Why) {
	switch {
	case len(items) == 0:
		return []exact{whole(0)}, ""
	case len(items) == 1 && items[0].half:
		return []exact{whole(scale / 2)}, ""
	case slices.ContainsFunc(items, func(i item) bool { return i.half }):
		return nil, NotANumber
	}
	read, why := t.values(items)
	if why != "" {
		return nil, why
	}
	if items[0].exact || items[largest(items)].scale >= thousand {
		return below(read, scale)
	}
	var values []exact
	if len(items) == 1 {
		plain := items[0].numeral.plain
		if plain == "" || read[0].compare(whole(0)) == 0 { // "1 tỷ 2,5", "một trăm không"
			return nil, BadGroups
		}
		if part := decimal("0." + plain).times(whole(scale)); part.isWhole() {
			values = append(values, part)
		}
	}
	for _, r := range read {
		if r.compare(whole(thousand)) >= 0 {
			return nil, BadGroups
		}
		values = appendNew(values, r.times(whole(nextScale(scale))))
		if t.literal {
			values = appendNew(values, r)
		}
	}
	return below(values, scale)
}

func below(values []exact, scale int64) ([]exact, Why) {
	values = slices.DeleteFunc(values, func(v exact) bool { return v.compare(whole(scale)) >= 0 })
	if len(values) == 0 {
		return nil, BadGroups
	}
	return values, ""
}

// nextScale is what the words after a scale count in when nothing is said.
func nextScale(scale int64) int64 {
	if scale >= million {
		return scale / thousand
	}
	return 1
}

// largest gives the place of the largest scale word, the last when it is said twice.
func largest(items []item) int {
	at := 0
	for i, it := range items {
		if it.scale > 0 && it.scale >= items[at].scale {
			at = i
		}
	}
	return at
}

func appendNew(values []exact, v exact) []exact {
	if slices.ContainsFunc(values, func(w exact) bool { return w.compare(v) == 0 }) {
		return values
	}
	return append(values, v)
}
