package outline

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"baocaobot/flows"
)

const (
	maxNodes    = 100 // parts of a rule: names, numbers, signs
	maxOperands = 8   // so that a refusal can show them all
)

var operandForm = regexp.MustCompile(`\$\{([^{}]*)\}`)

// compiler compiles one rule. Each ${a.b} is called by a name of the same width, so
// that the library's columns are those of the author's text.
type compiler struct {
	*reader
	item   *Item
	check  *Check
	source string
	places map[int]bool // where the source has an operand's name, in runes
	env    map[string]any
	nodes  int
	slips  []slip
}

// slip is a mistake at a rune of a rule, from 0.
type slip struct {
	column int
	text   string
}

func (c *compiler) say(column int, text string) { c.slips = append(c.slips, slip{column, text}) }

// compile fills in the check's operands and program, or tells what is wrong.
func (r *reader) compile(it *Item, check *Check, rule string) []slip {
	c := &compiler{reader: r, item: it, check: check, places: map[int]bool{}, env: map[string]any{}}
	for name, n := range roundSums {
		c.env[name] = n
	}
	check.Own = -1
	if c.source = c.nameOperands(rule); len(c.slips) > 0 {
		return c.slips
	}
	tree, err := parser.Parse(c.source)
	if err != nil {
		c.say(columnOf(err), ruleSyntax)
		return c.slips
	}
	if c.inspect(tree.Node); len(c.slips) == 0 {
		c.program()
	}
	return c.slips
}

// program compiles what has been inspected: only types can still be wrong.
func (c *compiler) program() {
	program, err := expr.Compile(c.source, append(slices.Clone(arithmetic), expr.Env(c.env))...)
	switch {
	case err != nil:
		c.say(columnOf(err), ruleTypes)
	case program.Node().Type() == nil || program.Node().Type().Kind() != reflect.Bool:
		c.say(0, ruleNotYesNo)
	case c.check.Own < 0:
		c.say(0, ruleWithoutOwn(c.item.ID))
	default:
		c.check.program = program
	}
}

func columnOf(err error) int {
	var at *file.Error
	if !errors.As(err, &at) {
		return 0
	}
	return at.From
}

// nameOperands replaces every ${…} and says which of them cannot be computed with.
func (c *compiler) nameOperands(rule string) string {
	var b strings.Builder
	end := 0
	for _, m := range operandForm.FindAllStringSubmatchIndex(rule, -1) {
		b.WriteString(rule[end:m[0]])
		end = m[1]
		column := utf8.RuneCountInString(rule[:m[0]])
		c.places[column] = true
		b.WriteString(c.name(rule[m[2]:m[3]], column))
	}
	return b.String() + rule[end:]
}

// name gives the name of an operand, as wide as it is written.
func (c *compiler) name(written string, column int) string {
	id, number := strings.CutSuffix(written, string(CountOf("")))
	o := Operand{Item: flows.ItemID(id), Number: number}
	if said := c.cannot(o); said != "" {
		c.say(column, said)
	}
	if it := c.byID[o.Item]; it != nil {
		o.yesNo = it.Kind == YesNo
	}
	i := slices.Index(c.check.Operands, o)
	if i < 0 {
		if len(c.check.Operands) == maxOperands {
			c.say(column, ruleTooManyOperands)
		}
		i = len(c.check.Operands)
		c.check.Operands = append(c.check.Operands, o)
		name := fmt.Sprintf("v%d", i)
		name += strings.Repeat("_", max(0, len("${}")+utf8.RuneCountInString(written)-len(name)))
		c.check.names = append(c.check.names, name)
		c.env[name] = o.valued(0)
		if o.Item == c.item.ID && c.check.Own < 0 {
			c.check.Own = i
		}
	}
	return c.check.names[i]
}

// cannot says why an operand has no value in this rule; empty when it has.
func (c *compiler) cannot(o Operand) string {
	it := c.byID[o.Item]
	switch {
	case it == nil:
		return unknownItem("rule", o.Item, nearest(string(o.Item), c.ids()))
	case o.Number && !it.Counted:
		return ruleNotCounted(o.Item)
	case it.Kind == Text:
		return ruleOfText(o.Item)
	case it.Kind == Choice:
		return ruleOfChoice(o.Item)
	case it.Kind == Percent:
		return ruleOfPercent(o.Item)
	case len(it.Levels) > 0 && !sameLevels(c.item.Levels, it.Levels):
		return otherLevels("rule", o.Item, c.item.Levels, it.Levels)
	default:
		return ""
	}
}
