package outline

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// written is a check with the place it was read from.
type written struct {
	check *Check
	item  *Item
	rule  *yaml.Node
}

// checks reads the checks of an item; their rules wait for all items.
func (f fields) checks(it *Item) {
	for _, n := range f.list("checks") {
		if len(f.written) == maxChecks {
			f.wrong(n, tooManyChecks)
			return
		}
		c := f.fields(n, checkShape)
		check := &Check{Rule: c.text("rule"), Say: c.text("say"), Strength: c.strength()}
		it.Checks = append(it.Checks, check)
		f.written = append(f.written, written{check, it, c.nodes["rule"]})
	}
}

func (f fields) strength() Strength {
	given := Strength(f.text("strength"))
	switch given {
	case "":
		return Warning
	case Error, Warning:
	default:
		f.wrong(f.nodes["strength"], unknownStrength(given, nearest(string(given), []Strength{Error, Warning})))
	}
	return given
}

// compileChecks compiles every rule, and those that positive_if stands for.
func (r *reader) compileChecks() {
	for _, w := range r.written {
		if w.check.Rule == "" || r.full() {
			continue
		}
		for _, slip := range r.compile(w.item, w.check, w.rule.Value) {
			r.wrongIn(w.rule, slip.column, slip.text)
		}
	}
	all := len(r.written)
	for _, it := range r.items {
		if all += len(it.PositiveIf); all > maxChecks {
			r.wrong(it.keys["positive_if"], tooManyChecks)
		}
		if len(r.mistakes) > 0 {
			return
		}
		r.compilePositive(it)
	}
}

func (r *reader) compilePositive(it placed) {
	for _, other := range it.PositiveIf {
		check := &Check{Say: saidPositive, Strength: Warning}
		for _, slip := range r.compile(it.Item, check, fmt.Sprintf("${%s} > 0 or ${%s} <= 0", it.ID, other)) {
			r.wrong(it.keys["positive_if"], slip.text)
		}
		it.Checks = append(it.Checks, check)
	}
}

// wrongIn says a mistake at a rune of a value, from 0; at its start where the value
// does not stand in the file as it is, on one line.
func (r *reader) wrongIn(n *yaml.Node, column int, text string) {
	line := []rune(r.text[min(n.Line, len(r.text))-1])
	start := n.Column - 1
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		start++
	}
	if start <= len(line) && strings.HasPrefix(string(line[start:]), n.Value) {
		r.add(n.Line, start+1+column, text)
		return
	}
	r.wrong(n, text)
}
