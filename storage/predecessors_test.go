package storage

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestOriginsOfMergedSplitAndRenamedUnits(t *testing.T) {
	s, _ := fresh(t)
	unit := func(id flows.UnitID, order int, of ...flows.UnitID) flows.Unit {
		return flows.Unit{ID: id, Name: "xã " + string(id), Kind: "xã", Order: order, Predecessors: of}
	}
	// c was renamed d; b and d were merged into m, in this order; a was split.
	units := []flows.Unit{unit("m", 11, "d", "b"), unit("x", 12, "a"), unit("y", 13, "a", "e"), unit("a", 14), unit("b", 15), unit("c", 16), unit("d", 17, "c"), unit("e", 18)}
	older, newer := half, half
	older.ID, older.Previous = "r0", ""
	newer.ID, newer.Previous = "r2", "r0"
	update(t, s, func(tx *Tx) error {
		if err := tx.PutUnits(units); err != nil {
			return err
		}
		if err := tx.OpenRound(older, []byte("id: x"), []flows.UnitID{"a", "b", "c", "e"}); err != nil {
			return err
		}
		return tx.OpenRound(newer, []byte("id: x"), []flows.UnitID{"m", "x", "y", "e"})
	})
	type origins = map[flows.UnitID]flows.Origin
	asked := flows.Origin{Asked: true}
	split := flows.Origin{Asked: true, Shared: true}
	cases := map[flows.UnitID]origins{
		"m": {"m": {Predecessors: []flows.UnitID{"d", "b"}, Shared: true}, "d": {Predecessors: []flows.UnitID{"c"}}, "b": asked, "c": asked},
		"x": {"x": {Predecessors: []flows.UnitID{"a"}, Shared: true}, "a": split},
		"y": {"y": {Predecessors: []flows.UnitID{"a", "e"}, Shared: true}, "a": split, "e": split}, // e still reports
		"e": {"e": split},
	}
	update(t, s, func(tx *Tx) error {
		for id, want := range cases {
			got, err := tx.Origins(id, newer)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%s: %v\n%s", id, err, diff)
			}
		}
		all, err := tx.Units()
		if diff := cmp.Diff(append([]flows.Unit{hue, aLuoi}, units...), all); diff != "" || err != nil {
			t.Errorf("units: %v\n%s", err, diff)
		}
		units[0].Predecessors = []flows.UnitID{"b"}
		if err := tx.PutUnits(units[:1]); err != nil {
			return err
		}
		all, err = tx.Units()
		if diff := cmp.Diff(units, all[2:]); diff != "" || err != nil {
			t.Errorf("after a correction: %v\n%s", err, diff)
		}
		return nil
	})
}

func TestReportsOfSomeUnitsInTheirOrder(t *testing.T) {
	s, _ := fresh(t)
	a := flows.Answer{Question: "q", Value: count(1), By: 1001, At: noon}
	update(t, s, func(tx *Tx) error { return tx.Append(half.ID, aLuoi.ID, []flows.Answer{a}) })
	update(t, s, func(tx *Tx) error {
		got, err := tx.ReportsOf(half.ID, []flows.UnitID{hue.ID, aLuoi.ID})
		if err != nil || len(got) != 2 || got[0].Unit != hue.ID || len(got[0].Answers) != 0 || got[1].Answers["q"].Number != 1 {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := tx.ReportsOf(half.ID, nil); len(got) != 0 || err != nil {
			t.Errorf("of nobody: %+v, %v", got, err)
		}
		return nil
	})
}
