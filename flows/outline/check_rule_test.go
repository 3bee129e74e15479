package outline_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"baocaobot/flows/outline"
)

const checked = `
id: thu
title: Thử
sections:
  - id: I
    heading: I. Thử
    cards:
      - id: I.1
        line: Tất cả
        items:
          - {id: b, cite: Tất cả, kind: count, unit: x, label: B}
          - {id: yes, cite: Tất cả, kind: yesno, label: Có không?}
          - {id: list, cite: Tất cả, kind: names, unit: x, counted: true, label: Tên}
          - id: a
            cite: Tất cả
            kind: money
            unit: đồng
            label: A
            checks:
              - rule: '%s'
                say: Thử.
`

// checkOf reads one rule of item a; %s in YAML's single quotes.
func checkOf(rule string) (*outline.Check, outline.Mistakes) {
	o, mistakes := outline.Read("thu.yaml", fmt.Appendf(nil, checked, strings.ReplaceAll(rule, "'", "''")))
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return o.Cards()[0].Items[3].Checks[0], nil
}

func TestHolds(t *testing.T) {
	const largest = math.MaxInt64
	cases := []struct {
		rule   string
		values []int64
		want   string
		why    string
	}{
		{"${a} <= ${b}", []int64{5, 5}, "holds", "the limit itself"},
		{"${a} <= ${b}", []int64{6, 5}, "broken", ""},
		{"${a} <= 50 * trieu", []int64{50_000_001}, "broken", "money is compared to the đồng"},
		{"${a} <= 50 * trieu", []int64{50_000_000}, "holds", ""},
		{"${a} == 9 * 1000 * nghin * ty + 1", []int64{9_000_000_000_000_001_000}, "broken", "no rounding of large sums"},
		{"0 <= ${a} <= 5", []int64{7}, "broken", "as it is read"},
		{"${a} / ${b} <= 1.5", []int64{3, 2}, "holds", "a quotient is no whole number"},
		{"${a} / ${b} <= 1.4", []int64{3, 2}, "broken", ""},
		{"${a} / ${b} <= 1", []int64{3, 0}, "silent", "a division by 0 says nothing"},
		{"${a} / ${b} <= 1", []int64{0, 0}, "silent", "nor does 0 / 0"},
		{"${a} / (${b} * 0.5) > 1", []int64{1, 0}, "silent", "nor one by a decimal 0"},
		{"${b} == 0 or ${a} / ${b} <= 1", []int64{0, 3}, "holds", "what is not needed is not computed"},
		{"${a} + ${b} > 0", []int64{largest, 1}, "silent", "beyond 64 bits"},
		{"${a} - ${b} < 0", []int64{-largest, 2}, "silent", "below them"},
		{"${a} * ${b} > 0", []int64{largest, 2}, "silent", ""},
		{"${a} * ${b} > 0", []int64{math.MinInt64, -1}, "silent", ""},
		{"${a} * ${b} < 0", []int64{-3, 2}, "holds", ""},
		{"${a} - ${b} == -1", []int64{1, 2}, "holds", ""},
		{"abs(${a} - ${b}) <= 1", []int64{1, 3}, "broken", ""},
		{"max(${a}, ${b}, 7) == 7 and min(${a}, ${b}) == 2", []int64{2, 3}, "holds", ""},
		{"${yes} ? ${a} > 0 : ${a} == 0", []int64{1, 0}, "broken", "yes is true"},
		{"not ${yes} or ${a} > 0", []int64{0, 0}, "holds", "no is false"},
		{"${list} <= ${list#so} and ${a} >= 0", []int64{2, 1, 0}, "broken", "a list is its length, #so its number"},
		{"${a} == ${a}", []int64{4}, "holds", "each operand once"},
	}
	for _, c := range cases {
		check, mistakes := checkOf(c.rule)
		if mistakes != nil {
			t.Errorf("%s: %v", c.rule, mistakes)
			continue
		}
		got := "silent"
		if holds, applies := check.Holds(c.values); applies {
			got = map[bool]string{true: "holds", false: "broken"}[holds]
		}
		if got != c.want {
			t.Errorf("%s of %v: %s, want %s (%s)", c.rule, c.values, got, c.want, c.why)
		}
	}
}

// FuzzRule: any rule gives mistakes on its line or a check that can be computed.
func FuzzRule(f *testing.F) {
	f.Add("${a} <= ${b} * 50 / trieu", int64(3), int64(0))
	f.Add("${a} ?? ${list#so} ?. [1..1e9] | all(# > ${yes}) ; let x = $env", int64(-1), int64(9))
	f.Add("if ${yes} { ${a} } else { not (-${b} ** 2.5e3) }", int64(math.MaxInt64), int64(math.MinInt64))
	f.Fuzz(func(t *testing.T, rule string, a, b int64) {
		check, mistakes := checkOf(rule)
		for _, m := range mistakes {
			if m.Text == "" || m.Column < 1 {
				t.Errorf("%q: a mistake without a place: %v", rule, m)
			}
		}
		if check == nil {
			return
		}
		values := make([]int64, len(check.Operands))
		for i := range values {
			values[i] = []int64{a, b}[i%2]
		}
		if holds, applies := check.Holds(values); holds && !applies {
			t.Errorf("%q holds without applying", rule)
		}
	})
}

func BenchmarkHolds(b *testing.B) {
	check, mistakes := checkOf("${b} == 0 or ${a} <= (${b} + 2) * ty")
	if mistakes != nil {
		b.Fatal(mistakes)
	}
	for b.Loop() {
		check.Holds([]int64{3, 4_000_000})
	}
}
