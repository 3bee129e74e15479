package figure

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// exact is a number from 0 up that is never rounded. Nearly all are a few digits, which
// an int64 holds at a tenth of the work; rat holds what has decimals or is longer. The
// zero exact is no number.
type exact struct {
	known bool
	n     int64
	rat   *big.Rat // nil where n says it
}

func whole(n int64) exact { return exact{known: true, n: n} }

// decimal reads digits with at most one point among them.
func decimal(digits string) exact {
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
		return whole(n)
	}
	r, _ := new(big.Rat).SetString(digits)
	return reduced(r)
}

// reduced gives a fraction as a whole number where it is one.
func reduced(r *big.Rat) exact {
	if r.IsInt() && r.Num().IsInt64() {
		return whole(r.Num().Int64())
	}
	return exact{known: true, rat: r}
}

func (e exact) fraction() *big.Rat {
	if e.rat != nil {
		return e.rat
	}
	return big.NewRat(e.n, 1)
}

func (e exact) times(f exact) exact {
	high, low := bits.Mul64(uint64(e.n), uint64(f.n))
	if e.rat == nil && f.rat == nil && high == 0 && low <= math.MaxInt64 {
		return whole(int64(low))
	}
	return reduced(new(big.Rat).Mul(e.fraction(), f.fraction()))
}

func (e exact) plus(f exact) exact {
	if e.rat == nil && f.rat == nil && e.n <= math.MaxInt64-f.n {
		return whole(e.n + f.n)
	}
	return reduced(new(big.Rat).Add(e.fraction(), f.fraction()))
}

func (e exact) compare(f exact) int {
	if e.rat == nil && f.rat == nil {
		return cmp.Compare(e.n, f.n)
	}
	return e.fraction().Cmp(f.fraction())
}

func (e exact) isWhole() bool { return e.rat == nil || e.rat.IsInt() }
