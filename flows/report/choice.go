package report

import (
	"fmt"
	"slices"
	"strings"
)

// The row of a choice: each unit's cell is the option it took, the total says how many
// took which.

// choices lists what the cells of a row may hold, in the outline's order. Options that
// an earlier edition of the outline had come behind it.
func (r Row) choices() []string {
	all := slices.Clone(r.Question.Item.Options)
	offered := len(all)
	for _, c := range r.Cells {
		text := Clean(c.Text)
		if c.State == Given && !slices.ContainsFunc(all, func(o string) bool { return strings.EqualFold(o, text) }) {
			all = append(all, text)
		}
	}
	slices.Sort(all[offered:])
	return all
}

// eachCounted is the total in words; empty when nobody took any.
func (r Row) eachCounted() string {
	var parts []string
	for _, option := range r.choices() {
		n := 0
		for _, c := range r.Cells {
			if c.State == Given && strings.EqualFold(Clean(c.Text), option) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, optionWords(option)+fmt.Sprint(n))
		}
	}
	return strings.Join(parts, between)
}

// eachFormula computes the same from the cells. A comparison, unlike COUNTIF, takes no
// sign of an option for more than it is: not ">" and not "*".
func (l *line) eachFormula(from, to int) string {
	parts := make([]string, 0, len(l.Question.Item.Options))
	for _, option := range l.choices() {
		n := fmt.Sprintf("SUMPRODUCT(--(%s=%s))", l.span(l.spot, from, to), quoted(option))
		parts = append(parts, fmt.Sprintf(`IF(%s=0,"",%s&%s)`, n, quoted(between+optionWords(option)), n))
	}
	return fmt.Sprintf("MID(%s,%d,999)", strings.Join(parts, "&"), 1+len(between))
}

// quoted is a text in a formula. What would be read as an escape is put together from two
// pieces, since not every program takes escapes in formulas.
func quoted(text string) string {
	text = strings.ReplaceAll(text, `"`, `""`)
	return `"` + strings.ReplaceAll(literal(text), string(underscoreMark), `_"&"`) + `"`
}

// linesOfChoice is how high a choice's row must be for its cells and its total.
func linesOfChoice(r Row, widths []float64) int {
	lines := 1
	if r.Rule != CountEach {
		return lines
	}
	for i, c := range r.Cells {
		lines = max(lines, linesIn(Clean(c.Text), widths[firstUnitColumn-1+i]))
	}
	return max(lines, boldLinesIn(r.Total.Text, widths[firstUnitColumn-1+len(r.Cells)]))
}
