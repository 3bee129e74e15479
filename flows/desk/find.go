package desk

import (
	"slices"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
)

// foundUnits lists the units whose names hold all the words, in the office's order; a
// name that is these words alone, with or without its kind, goes before the others.
// Without words it is every unit.
func foundUnits(list []flows.Unit, typed string) []flows.Unit {
	words := flows.Fold(typed)
	if words == "" {
		return list
	}
	var exact, found []flows.Unit
	for _, u := range list {
		name := flows.Fold(u.Name)
		switch {
		case name == words, strings.TrimPrefix(name, flows.Fold(u.Kind)+" ") == words, string(u.ID) == words:
			exact = append(exact, u)
		case holds(name, words):
			found = append(found, u)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return found
}

// holds tells that every one of the words begins a word of the text.
func holds(text, words string) bool {
	for w := range strings.FieldsSeq(words) {
		if !strings.Contains(" "+text, " "+w) {
			return false
		}
	}
	return true
}

// numbered is a question under its number in the table.
type numbered struct {
	number int
	outline.Question
}

func allNumbered(o *outline.Outline) []numbered {
	var all []numbered
	for i, q := range report.Numbered(o) {
		all = append(all, numbered{i + 1, q})
	}
	return all
}

// foundItems lists the questions whose labels hold the words, or, where there are none,
// whose line of the outline does. A number is the number in the table. Without words
// there are none.
func foundItems(all []numbered, typed string) []numbered {
	words := plainWords(typed)
	if n, err := strconv.Atoi(words); err == nil {
		return slices.DeleteFunc(slices.Clone(all), func(q numbered) bool { return q.number != n })
	}
	byLabel, byLine := []numbered{}, []numbered{}
	for _, q := range all {
		switch {
		case words == "":
		case holds(plainWords(q.Label), words):
			byLabel = append(byLabel, q)
		case holds(plainWords(q.Item.Cite+" "+q.Item.Card.Section.Heading), words):
			byLine = append(byLine, q)
		}
	}
	if len(byLabel) > 0 {
		return byLabel
	}
	return byLine
}

// plainWords is a text as words are looked for in it: folded, without its marks.
func plainWords(text string) string {
	return strings.Join(strings.FieldsFunc(flows.Fold(text), func(r rune) bool { return strings.ContainsRune(" ,.;:()“”\"/-–?", r) }), " ")
}

// unitOf finds the unit that a button was drawn for.
func (f Form) unitOf(t string) (flows.Unit, bool) {
	for _, u := range f.Units {
		if t != "" && tag(f.Round.ID, u.ID) == t {
			return u, true
		}
	}
	return flows.Unit{}, false
}

// asked finds a question of a unit by its number in the table; a computed one is not
// asked.
func (f Form) asked(number int64) (numbered, bool) {
	all := allNumbered(f.Outline)
	if number < 1 || number > int64(len(all)) || f.Unit.Plan == nil {
		return numbered{}, false
	}
	q := all[number-1]
	_, asked := f.Unit.Plan.Question(q.ID)
	return q, asked
}
