package flows_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestSources(t *testing.T) {
	type ids = []flows.UnitID
	asked := flows.Origin{Asked: true}
	shared := flows.Origin{Asked: true, Shared: true}
	of := func(before ...flows.UnitID) flows.Origin { return flows.Origin{Predecessors: before} }
	absorbs := func(before ...flows.UnitID) flows.Origin { return flows.Origin{Predecessors: before, Asked: true} }
	cases := []struct {
		why     string
		origins map[flows.UnitID]flows.Origin
		want    ids
	}{
		{"as it was", map[flows.UnitID]flows.Origin{"u": asked}, ids{"u"}},
		{"not there the round before", map[flows.UnitID]flows.Origin{"u": {}}, nil},
		{"renamed", map[flows.UnitID]flows.Origin{"u": of("a"), "a": asked}, ids{"a"}},
		{"merged, in the order of the list", map[flows.UnitID]flows.Origin{"u": of("b", "a"), "a": asked, "b": asked}, ids{"b", "a"}},
		{"merged of merged", map[flows.UnitID]flows.Origin{"u": of("m", "c"), "m": of("a", "b"), "a": asked, "b": asked, "c": asked}, ids{"a", "b", "c"}},
		{"one was not asked", map[flows.UnitID]flows.Origin{"u": of("a", "b"), "a": asked, "b": {}}, nil},
		{"half of a split unit", map[flows.UnitID]flows.Origin{"u": of("a"), "a": shared}, nil},
		{"merged of one and half of another", map[flows.UnitID]flows.Origin{"u": of("a", "b"), "a": asked, "b": shared}, nil},
		{"half of what was merged before", map[flows.UnitID]flows.Origin{"u": of("m"), "m": {Predecessors: ids{"a"}, Shared: true}, "a": asked}, nil},
		{"the merger is older than the round before", map[flows.UnitID]flows.Origin{"u": absorbs("a", "b"), "a": {}, "b": {}}, ids{"u"}},
		{"one merged into it before, another since", map[flows.UnitID]flows.Origin{"u": absorbs("a", "b"), "a": {}, "b": asked}, ids{"u", "b"}},
		{"merged of one that was merged before", map[flows.UnitID]flows.Origin{"u": of("m", "c"), "m": absorbs("a"), "a": {}, "c": asked}, ids{"m", "c"}},
		{"split before the round before", map[flows.UnitID]flows.Origin{"u": absorbs("a"), "a": {Shared: true}}, ids{"u"}},
		{"keeps its code and takes another in", map[flows.UnitID]flows.Origin{"u": absorbs("a"), "a": asked}, ids{"u", "a"}},
		{"keeps its code and takes half of another in", map[flows.UnitID]flows.Origin{"u": absorbs("a"), "a": shared}, ids{"u"}},
		{"a circle", map[flows.UnitID]flows.Origin{"u": of("a"), "a": of("u")}, nil},
		{"twice the same line", map[flows.UnitID]flows.Origin{"u": of("a", "b"), "a": of("c"), "b": of("c"), "c": shared}, nil},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, flows.Sources(c.origins, "u")); diff != "" {
			t.Errorf("%s:\n%s", c.why, diff)
		}
	}
}
