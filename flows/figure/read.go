package figure

import (
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// A bare number of money is probably typed in đồng when it is this long and
// would be this much in the unit that was asked.
const (
	longNumber = 100_000
	hugeMoney  = 100_000_000_000 // đồng
)

// pettyMoney: "một nghìn hai trăm" in answer to "triệu đồng" may be 1.200 triệu.
const pettyMoney = 10_000 // đồng

const hundredPercent = 100_00 // hundredths of 1 %

// readFigure reads what is left when greetings and hedge are gone.
func readFigure(tokens []token, m measure) (Result, fit) {
	switch {
	case between(tokens, 1, "/"):
		return readFraction(tokens, m)
	case tokens[0].is(digitNames[0]): // "không có vụ nào" is neither 0 nor a known "không"
		return Result{Why: Leftover, Words: said(tokens)}, unnamed
	}
	unit := m.unitStart(tokens)
	items, rest, why := readItems(tokens[:unit], m.kind)
	rest = tokens[unit-len(rest):]
	if why == "" && len(items) == 0 {
		why = NotANumber
	}
	if why != "" {
		return Result{Why: why, Words: said(tokens)}, unnamed
	}
	named := m.fits(rest)
	result := m.compute(items, named == wholly)
	if len(rest) > 0 && named == unnamed {
		return m.misfit(result, rest), unnamed
	}
	if named == unnamed && m.kind == outline.Money && items[largest(items)].scale >= thousand {
		named = partly
	}
	return result, named
}

// misfit handles words that are not the item's unit. Where they may change the
// number ("12 k", "hai mươi mấy") no reading is offered.
func (m measure) misfit(result Result, rest []token) Result {
	words := said(rest)
	switch {
	case slices.ContainsFunc(rest, func(t token) bool { return t.class == number }):
		return Result{Why: ManyNumbers, Words: words}
	case len(result.Readings) == 0:
		return Result{Why: result.Why, Words: words}
	case len(result.Readings) > 1 || hasNumber(rest) || m.mayChange(rest):
		return Result{Why: Leftover, Words: words}
	}
	return Result{Readings: result.Readings, Why: WrongUnit, Words: words}
}

// mayChange sees signs ("12 triệu/hộ"), short scale words, currencies and vague
// words: with any of them the number alone is not what was meant.
func (m measure) mayChange(rest []token) bool {
	_, short := lookup(shortScales, rest[0])
	money := short || rest[0].isAny(currency)
	if money && (m.kind == outline.Money || len(rest) == 1) {
		return true
	}
	return slices.ContainsFunc(rest, func(t token) bool { return t.class == sign || t.isAny(vague) })
}

// compute gives what the items mean as values of the kind. named: the unit or
// the currency stands behind them.
func (m measure) compute(items []item, named bool) Result {
	var values []Value
	numbers, why := m.term(items, named).values(items)
	scale := items[largest(items)].scale
	switch {
	case why != "":
	case m.kind == outline.Money && !named && scale < thousand:
		return m.bareMoney(numbers)
	case m.kind == outline.Count || m.kind == outline.Money || m.kind == outline.Percent && scale < thousand:
		values, why = integers(numbers, m.kind)
	default:
		why = NotANumber
	}
	if why != "" {
		return Result{Why: why}
	}
	if petty := values[0].N; m.kind == outline.Money && !named && scale == thousand && 0 < petty && petty < pettyMoney {
		values = append([]Value{{State: flows.Given, N: petty * dongPer(m.unit)}}, values...)
	}
	return answer(values)
}

// term says in what place the numerals of a message stand.
func (m measure) term(items []item, named bool) term {
	_, per := limit(m.kind)
	product := whole(per)
	numerals, scales := 0, 0
	for _, it := range items {
		switch {
		case it.numeral != nil || it.half:
			numerals++
		default:
			product = product.times(whole(it.scale))
			scales++
		}
	}
	scale := items[largest(items)].scale
	if m.kind == outline.Money && !named && scale < thousand {
		product = product.times(whole(dongPer(m.unit)))
	}
	return term{
		place:   place{kind: m.kind, bare: scales == 0, compound: numerals > 1, billions: scale == billion, per: product},
		literal: m.kind != outline.Money || named,
	}
}

// bareMoney reads a number without a money word: it counts the unit that was
// asked, unless it is so large that it was probably typed in đồng. Then both
// are offered; when only đồng is possible, that is to be confirmed.
func (m measure) bareMoney(numbers []exact) Result {
	unit := dongPer(m.unit)
	var asked, typed []exact
	for _, e := range numbers {
		v := e.times(whole(unit))
		asked = append(asked, v)
		if unit > 1 && e.isWhole() && e.compare(whole(longNumber)) >= 0 && v.compare(whole(hugeMoney)) >= 0 {
			typed = append(typed, e)
		}
	}
	values, why := integers(asked, m.kind)
	if len(typed) == 0 && why != "" {
		return Result{Why: why}
	}
	inDong, whyDong := integers(typed, m.kind)
	switch {
	case whyDong != "":
		return Result{Why: whyDong}
	case why == "":
		return answer(append(inDong, values...))
	case len(inDong) == 1:
		return Result{Readings: inDong, Why: WrongUnit}
	}
	return answer(inDong)
}

// readFraction reads "45/51": a part and its whole, or the rate they make.
func readFraction(tokens []token, m measure) (Result, fit) {
	rest := tokens[3:]
	named := m.fits(rest)
	bad := func(why Why) (Result, fit) { return Result{Why: why, Words: said(tokens)}, unnamed }
	if m.kind != outline.Count && m.kind != outline.Percent {
		return bad(Rate)
	}
	var pair [2]int64
	for i, t := range []token{tokens[0], tokens[2]} {
		v, why := readCount(t)
		if why != "" {
			return bad(why)
		}
		pair[i] = v.N
	}
	n, of := pair[0], pair[1]
	switch {
	case of == 0 || n > of:
		return bad(BadWhole)
	case m.kind == outline.Percent && len(rest) > 0:
		return Result{Why: Leftover, Words: said(rest)}, unnamed
	case m.kind == outline.Percent:
		n = (2*hundredPercent*n + of) / (2 * of) // half up
	}
	result := answer([]Value{{State: flows.Given, N: n, Of: of}})
	if len(rest) > 0 && named == unnamed {
		return m.misfit(result, rest), unnamed
	}
	return result, named
}

// readCount reads one side of a fraction.
func readCount(t token) (Value, Why) {
	n, why := readNumeral(t.text)
	if why != "" {
		return Value{}, why
	}
	result := measure{kind: outline.Count}.compute([]item{{numeral: &n}}, false)
	if result.Why != "" {
		return Value{}, result.Why
	}
	return result.Readings[0], ""
}
