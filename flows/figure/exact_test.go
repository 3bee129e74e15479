package figure

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// An exact counts as a big.Rat does, on both sides of what an int64 holds.
func TestExactIsABigRat(t *testing.T) {
	edges := []string{"0", "1", "2", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808"}
	number := rapid.OneOf(rapid.StringMatching(`[0-9]{1,19}(\.[0-9]{1,6})?`), rapid.SampledFrom(edges))
	rapid.Check(t, func(t *rapid.T) {
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		x, _ := new(big.Rat).SetString(a)
		y, _ := new(big.Rat).SetString(b)
		e, f := decimal(a), decimal(b)
		checkExact(t, e, x)
		checkExact(t, e.times(f), new(big.Rat).Mul(x, y))
		checkExact(t, e.plus(f), new(big.Rat).Add(x, y))
		if got, want := e.compare(f), x.Cmp(y); got != want {
			t.Fatalf("%s to %s compares as %d, want %d", a, b, got, want)
		}
	})
}

func checkExact(t *rapid.T, got exact, want *big.Rat) {
	small := want.IsInt() && want.Num().IsInt64()
	if !got.known || got.fraction().Cmp(want) != 0 || got.isWhole() != want.IsInt() || (got.rat == nil) != small {
		t.Fatalf("%+v, want %s", got, want)
	}
}
