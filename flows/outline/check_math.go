package outline

import (
	"errors"
	"math/bits"

	"github.com/expr-lang/expr"
)

var (
	errTooLarge = errors.New("beyond 64 bits")
	errByZero   = errors.New("division by zero")
)

// functions are those an author may use.
var functions = []string{"abs", "min", "max"}

// arithmetic replaces the library's own, which wraps silently beyond 64 bits and
// divides by 0: here both end the rule with an error. None of it loops.
var arithmetic = []expr.Option{
	expr.DisableAllBuiltins(),
	expr.Function("abs", func(p ...any) (any, error) { return max(p[0].(int), -p[0].(int)), nil }, new(func(int) int)),
	expr.Function("min", func(p ...any) (any, error) { return least(p, 1), nil }, new(func(int, ...int) int)),
	expr.Function("max", func(p ...any) (any, error) { return least(p, -1), nil }, new(func(int, ...int) int)),
	expr.Function("plus", whole(plus), new(func(int, int) int)), expr.Operator("+", "plus"),
	expr.Function("minus", whole(minus), new(func(int, int) int)), expr.Operator("-", "minus"),
	expr.Function("times", whole(times), new(func(int, int) int)), expr.Operator("*", "times"),
	expr.Function("over", over, new(func(int, int) float64), new(func(int, float64) float64),
		new(func(float64, int) float64), new(func(float64, float64) float64)), expr.Operator("/", "over"),
}

// least finds the least of whole numbers, or with sign -1 the greatest.
func least(numbers []any, sign int) int {
	best := numbers[0].(int)
	for _, n := range numbers[1:] {
		if sign*n.(int) < sign*best {
			best = n.(int)
		}
	}
	return best
}

func whole(compute func(a, b int) (int, bool)) func(...any) (any, error) {
	return func(p ...any) (any, error) {
		n, fits := compute(p[0].(int), p[1].(int))
		if !fits {
			return nil, errTooLarge
		}
		return n, nil
	}
}

func plus(a, b int) (int, bool) { return a + b, (a+b > a) == (b > 0) }

func minus(a, b int) (int, bool) { return a - b, (a-b < a) == (b > 0) }

func times(a, b int) (int, bool) {
	high, low := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	return a * b, high == 0 && low < 1<<63
}

func over(p ...any) (any, error) {
	a, b := decimal(p[0]), decimal(p[1])
	if b == 0 {
		return nil, errByZero
	}
	return a / b, nil
}

func decimal(n any) float64 {
	if i, ok := n.(int); ok {
		return float64(i)
	}
	return n.(float64)
}
