package picture

import (
	"fmt"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/report"

	"github.com/google/go-cmp/cmp"
)

// ofParents gives units without answers: so many under each parent.
func ofParents(counts ...int) []report.UnitProgress {
	var all []report.UnitProgress
	for parent, n := range counts {
		for i := range n {
			u := flows.Unit{ID: flows.UnitID(fmt.Sprint(parent, "-", i)), Parent: flows.UnitID(fmt.Sprint("p", parent))}
			all = append(all, report.UnitProgress{Unit: u})
		}
	}
	return all
}

func TestUnitsArePartedAmongPictures(t *testing.T) {
	many := make([]int, 60)
	for i := range many {
		many[i] = 5
	}
	crowd := make([]int, 401)
	for i := range crowd {
		crowd[i] = 1
	}
	for _, c := range []struct {
		name   string
		counts []int
		want   []string // about: rows
	}{
		{"no unit", nil, []string{": 0"}},
		{"one picture holds 40, whatever their parents", []int{20, 20}, []string{": 40"}},
		{"41 under one parent", []int{41}, []string{"P0, 1–20 trong 41: 20", "P0, 21–41 trong 41: 21"}},
		{"under two parents", []int{41, 3}, []string{byParents + ": 2", "P0, 1–20 trong 41: 20", "P0, 21–41 trong 41: 21", "P1: 3"}},
		{"ten pictures", []int{5, 5, 5, 5, 5, 5, 5, 5, 5}, append([]string{byParents + ": 9"}, "P0: 5", "P1: 5", "P2: 5", "P3: 5", "P4: 5", "P5: 5", "P6: 5", "P7: 5", "P8: 5")},
		{"an eleventh", []int{5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, []string{byParents + ": 10"}},
		{"two overviews", many, []string{byParents + ", 1–30 trong 60: 30", byParents + ", 31–60 trong 60: 30"}},
		{"400 under one parent", []int{400}, []string{
			"P0, 1–40 trong 400: 40", "P0, 41–80 trong 400: 40", "P0, 81–120 trong 400: 40", "P0, 121–160 trong 400: 40", "P0, 161–200 trong 400: 40",
			"P0, 201–240 trong 400: 40", "P0, 241–280 trong 400: 40", "P0, 281–320 trong 400: 40", "P0, 321–360 trong 400: 40", "P0, 361–400 trong 400: 40"}},
		{"401 under one parent", []int{401}, []string{": 1"}},
		{"401 parents", crowd, []string{": 1"}},
	} {
		progress := ofParents(c.counts...)
		var got []string
		for _, s := range sheets(report.Input{}, progress) {
			got = append(got, fmt.Sprintf("%s: %d", s.about, len(s.rows)))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
