package figure

import (
	"slices"
	"strings"
)

// What in running text looks like a figure and is none.

// hedgeStart gives where the hedge before token i begins, i when there is none. In
// running text a hedge is known by its accents: "do 12 hộ" is not "độ 12 hộ".
func (p page) hedgeStart(i int) int {
	start := i
	for _, h := range hedges {
		if slices.Contains(notHedges, h.said) {
			continue
		}
		if n := p.saidBefore(i, h.said); n > 0 && i-n < start {
			start = i - n
		}
	}
	return start
}

// saidBefore gives how many tokens before token i say the phrase, accents and all.
func (p page) saidBefore(i int, phrase string) int {
	words := strings.Fields(phrase)
	if len(words) > i {
		return 0
	}
	for n, w := range words {
		if p.tokens[i-len(words)+n].text != w {
			return 0
		}
	}
	return len(words)
}

func (p page) saidAnyBefore(i int, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(phrase string) bool { return p.saidBefore(i, phrase) > 0 })
}

// standsAlone tells that what stands before token start does not make the number
// there a part of something else.
func (p page) standsAlone(start int) bool {
	if start == 0 {
		return true
	}
	before := p.tokens[start-1]
	if before.class == sign && !p.opens(start) || p.isNumber(start-1) {
		return false
	}
	if p.tokens[start].gap == 0 && before.class != sign { // A12
		return false
	}
	if p.isNamed(start) || p.saidAnyBefore(start, changes) {
		return false
	}
	filled := slices.Contains(fillers, before.text) // "tăng được 12"
	return !filled || !p.saidAnyBefore(start-1, changes)
}

// opens tells that a number may follow the sign before token start. "10 – 15" is a
// range and "2, 3 cuộc" one in words; "năm 2024, 12 cuộc" is not.
func (p page) opens(start int) bool {
	before := p.tokens[start-1].text
	glued := p.tokens[start].gap == 0
	afterNumber := start > 1 && p.isNumber(start-2)
	switch {
	case strings.Contains(lineEnds, before) || before == ";" || before == ":" || before == "(":
		return true
	case before == ",":
		return !glued && (!afterNumber || p.isNamed(start-2))
	case before == "." || before == ")":
		return !glued
	case slices.Contains(bullets, before):
		return !glued && !afterNumber && before != "+"
	}
	return strings.ContainsAny(before, "“\"'[")
}

// isNamed tells that the number at token i is part of a name or a date.
func (p page) isNamed(i int) bool {
	if p.saidBefore(i, total) > 0 {
		return false
	}
	if p.saidBefore(i, year) > 0 && p.tokens[i].class == number && len(p.tokens[i].text) == 4 {
		return true
	}
	return p.saidAnyBefore(i, namers)
}

func (p page) isNumber(i int) bool {
	t := p.tokens[i]
	_, digit := digitWords[t.text]
	_, scale := scaleWords[t.text]
	_, short := shortScales[t.text]
	return t.class == number || digit || scale || short || t.text == ten || t.text == tens
}

// isPerEach tells that the words at token end make the figure before it one for
// each of something: "5 triệu đồng/hộ".
func (p page) isPerEach(end int) bool {
	next := at(p.tokens, end)
	return next.text == "/" || slices.Contains(perEach, next.text)
}
