package report

import (
	"strings"
	"testing"
)

// The names beside a chart take what they need: a phone of 51 digits shows figures
// beside the names of units, and a long name takes a second line.
func TestTheNamesBesideAChart(t *testing.T) {
	long := sample(t, hueNine)
	long.Units = append(long.Units[:0:0], long.Units...)
	long.Units[0].Name = strings.Repeat("thành phố ", 6)
	for name, c := range map[string]struct {
		in    Input
		least float64
		most  float64
		high  float64
	}{
		"short": {sample(t, hueNine), leastName, 26, rowHeight(1)},
		"long":  {long, mostName, mostName, rowHeight(2)},
	} {
		f := open(t, write(t, c.in))
		wide, err := f.GetColWidth(chartSheet, "A")
		if err != nil || wide < c.least || wide > c.most {
			t.Errorf("%s: %v wide, want %v to %v; %v", name, wide, c.least, c.most, err)
		}
		if high, err := f.GetRowHeight(chartSheet, listHead+1); err != nil || high != c.high {
			t.Errorf("%s: the first row is %v high, want %v; %v", name, high, c.high, err)
		}
	}
}
