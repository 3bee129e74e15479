package figure

import (
	"slices"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// The limits of a paragraph.
const (
	MaxParagraph = 4096 // runes
	maxFound     = 40   // figures
	maxNumber    = 24   // tokens of one number: "chín trăm chín mươi chín triệu …"
)

// Found is a figure that stands in running text. It is a proposal, never an answer.
type Found struct {
	Quote  string // the figure with its hedge and unit, as written: Read of it gives the readings
	Clause string // the clause it stands in, on one line, quote included
	Before string // the sentence up to that clause
	Fits   []Fit  // the slots whose unit it names; never empty
}

// Fit is what a found figure means as the answer to one slot.
type Fit struct {
	Slot     int
	Readings []Value // one, or several to choose from
}

// Find looks for figures in a paragraph that name the unit of a slot. Where a unit
// is written longer or more fully for one slot than for another ("lượt người" and
// "lượt"), only the former fits. It gives nothing for a text above MaxParagraph.
func Find(text string, slots []Slot) []Found {
	if len(text) > 4*MaxParagraph || utf8.RuneCountInString(text) > MaxParagraph {
		return nil
	}
	cleaned := clean(text)
	p := page{runes: []rune(cleaned), tokens: cut(cleaned), slots: slots}
	for _, s := range slots {
		p.units = append(p.units, unitPhrases(s))
	}
	var found []Found
	for i, passed := 0, 0; i < len(p.tokens) && len(found) < maxFound; i++ {
		if f, end := p.figureAt(i); end > 0 {
			from, to := p.clause(i, end, passed)
			f.Clause, f.Before = oneLine(p.text(from, to)), oneLine(p.text(p.sentence(from), from))
			found = append(found, f)
			i, passed = end-1, to
		}
	}
	return found
}

// page is a text being searched.
type page struct {
	runes  []rune
	tokens []token
	slots  []Slot
	units  [][]phrase // of each slot
}

// figureAt reads the figure that begins at token i; end is 0 when none does.
func (p page) figureAt(i int) (f Found, end int) {
	if !p.begins(i) {
		return f, 0
	}
	fits, end := p.fitting(i)
	start := p.hedgeStart(i)
	if len(fits) == 0 || !p.standsAlone(start) || p.isPerEach(end) {
		return f, 0
	}
	f.Quote = p.text(start, end)
	for _, slot := range fits {
		r := Read(f.Quote, p.slots[slot].Kind, p.slots[slot].Unit)
		if (r.Why == "" || r.Why == TwoReadings) && r.Readings[0].State == flows.Given {
			f.Fits = append(f.Fits, Fit{slot, r.Readings})
		}
	}
	if len(f.Fits) == 0 {
		return f, 0
	}
	return f, end
}

// begins tells that a number may begin at token i. "một" alone is mostly an article
// and "năm" a year.
func (p page) begins(i int) bool {
	t := p.tokens[i]
	switch {
	case i > 0 && p.isNumber(i-1):
		return false
	case t.class != word:
		return t.class == number
	}
	_, digit := digitWords[t.text]
	_, used := readTens(p.tokens[i:])
	_, scaled := scaleWords[at(p.tokens, i+used).text]
	alone := used == 1 && !scaled
	return (digit || t.text == ten) && !(alone && slices.Contains(notAlone, t.text))
}

// numeral gives where the number at token i ends, 0 where it is none, and whether a
// scale word makes it large enough to be money by itself.
func (p page) numeral(i int, kind outline.Kind) (end int, large bool) {
	if between(p.tokens, i+1, "/") {
		return i + 3, false
	}
	tokens := p.tokens[i:min(i+maxNumber, len(p.tokens))]
	items, rest, why := readItems(tokens, kind)
	if why != "" || len(items) == 0 {
		return 0, false
	}
	return i + len(tokens) - len(rest), items[largest(items)].scale >= thousand
}

// unitEnd gives where the unit of a slot ends that begins at token i.
func (p page) unitEnd(i, slot int) (end int, how fit) {
	for _, u := range p.units[slot] {
		if n := u.startsIn(p.tokens[i:]); n > 0 && i+n > end {
			end, how = i+n, u.how
		}
	}
	return end, how
}

// fitting lists the slots whose unit stands longest and most fully behind the number
// at token i, and where it ends. "400 triệu" is money where no other unit follows.
func (p page) fitting(i int) (slots []int, end int) {
	best := unnamed
	count, _ := p.numeral(i, outline.Count)
	money, large := p.numeral(i, outline.Money)
	for slot, s := range p.slots {
		after := count
		if s.Kind == outline.Money {
			after = money
		}
		if after == 0 {
			continue
		}
		e, how := p.unitEnd(after, slot)
		if next := at(p.tokens, after); how == unnamed && s.Kind == outline.Money && large && (next.class != word || next.text == and) {
			e, how = after, partly
		}
		switch {
		case how == unnamed || e < end || e == end && how < best:
		case e == end && how == best:
			slots = append(slots, slot)
		default:
			end, best, slots = e, how, []int{slot}
		}
	}
	return slots, end
}

// text gives the tokens from start up to end as they were written.
func (p page) text(start, end int) string {
	if start >= end {
		return ""
	}
	last := p.tokens[end-1]
	return string(p.runes[p.tokens[start].at : last.at+utf8.RuneCountInString(last.text)])
}

// phrase is a way to write a unit.
type phrase struct {
	words []string
	how   fit
}

// unitPhrases lists the ways to write the unit of a slot, those in full first.
func unitPhrases(s Slot) []phrase {
	var list []phrase
	if s.Kind == outline.Money {
		for _, c := range currency {
			list = append(list, phrase{[]string{c}, wholly})
		}
		return list
	}
	unit := strings.ToLower(s.Unit)
	list = append(list, phrase{strings.Fields(strings.ReplaceAll(unit, ",", " , ")), wholly})
	for part := range strings.SplitSeq(unit, ",") {
		words := strings.Fields(part)
		list = append(list, phrase{words, wholly})
		for n := 1; n < len(words); n++ {
			list = append(list, phrase{words[:n], partly}, phrase{words[n:], partly})
		}
	}
	return slices.DeleteFunc(list, func(p phrase) bool { return len(p.words) == 0 })
}

// startsIn tells how many tokens at the start say the phrase.
func (p phrase) startsIn(tokens []token) int {
	if len(p.words) > len(tokens) || tokens[0].class != word {
		return 0
	}
	for i, w := range p.words {
		if tokens[i].text != w && !(tokens[i].class == word && tokens[i].is(w)) {
			return 0
		}
	}
	return len(p.words)
}
