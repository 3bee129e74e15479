package outline

import (
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"baocaobot/flows"
)

// Strength says what becomes of an answer that breaks a check.
type Strength string

// The strengths are a closed set.
const (
	Error   Strength = "error"   // refused
	Warning Strength = "warning" // kept and questioned; a reason may be given
)

// Check is a rule between the figures of an outline, checked level by level.
type Check struct {
	Rule     string // as its author wrote it; empty when it follows from positive_if
	Say      string // what the cadre reads when the rule does not hold
	Strength Strength
	Operands []Operand // what the rule names, each once; one of them asks the check's own item
	Own      int       // the operand that an odd figure is laid to

	names   []string // what the program calls the operands
	program *vm.Program
}

// Operand is a question that a rule names: an item, or the number of a counted list.
type Operand struct {
	Item   flows.ItemID
	Number bool // "x#so"
	yesNo  bool
}

// The round sums a rule may be written with, in đồng or anything else.
var roundSums = map[string]int{"nghin": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000}

// Holds computes the rule; values are the operands' in their order: a count, whole
// đồng, the length of a list, yes as 1. Applies is false where the rule says nothing:
// it divides by 0 or computes beyond 64 bits.
func (c *Check) Holds(values []int64) (holds, applies bool) {
	env := make(map[string]any, len(roundSums)+len(values))
	for name, n := range roundSums {
		env[name] = n
	}
	for i, o := range c.Operands {
		env[c.names[i]] = o.valued(values[i])
	}
	result, err := expr.Run(c.program, env)
	if err != nil {
		return false, false
	}
	holds, applies = result.(bool)
	return holds, applies
}

// valued gives a value the type its rule was compiled for.
func (o Operand) valued(n int64) any {
	if o.yesNo {
		return n > 0
	}
	return int(n)
}
