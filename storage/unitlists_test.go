package storage

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestUnitListsWaitOneForEachPerson(t *testing.T) {
	s, _ := fresh(t)
	send := func(person flows.PersonID, name string) {
		update(t, s, func(tx *Tx) error {
			return tx.AddUnitList(UnitList{Person: person, FileID: "f" + name, Name: name}, noon)
		})
	}
	waiting := func(person flows.PersonID) (l UnitList) {
		t.Helper()
		update(t, s, func(tx *Tx) (err error) {
			l, err = tx.WaitingUnitList(person)
			if errors.Is(err, ErrNotFound) {
				return nil
			}
			return err
		})
		return l
	}
	send(1001, "a.csv")
	first := waiting(1001)
	first.List, first.Print = []byte(`{"Units":null}`), "p"
	update(t, s, func(tx *Tx) error { return tx.KeepUnitList(first) })
	if diff := cmp.Diff(UnitList{ID: first.ID, Person: 1001, FileID: "fa.csv", Name: "a.csv", List: []byte(`{"Units":null}`), Print: "p"}, waiting(1001)); diff != "" {
		t.Error(diff)
	}
	send(1001, "b.csv")
	second := waiting(1001)
	if second.Name != "b.csv" || len(second.List) != 0 {
		t.Errorf("waiting: %+v", second)
	}
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.KeepUnitList(first) })
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("a list that was replaced is kept: %v", err)
	}
	update(t, s, func(tx *Tx) error { return tx.EndUnitList(second.ID, Applied, noon.Add(time.Hour)) })
	update(t, s, func(tx *Tx) error { return tx.EndUnitList(second.ID, Dropped, noon.Add(2*time.Hour)) })
	if l := waiting(1001); l.ID != 0 {
		t.Errorf("still waiting: %+v", l)
	}
	update(t, s, func(tx *Tx) error {
		for id, want := range map[int64]ListOutcome{first.ID: Replaced, second.ID: Applied, 99: ""} {
			if got, err := tx.UnitListOutcome(1001, id); got != want || err != nil {
				t.Errorf("%d: %q, %v", id, got, err)
			}
		}
		got, err := tx.UnitListOutcome(1002, second.ID)
		if got != "" {
			t.Errorf("somebody else's: %q", got)
		}
		return err
	})
}

func TestDaysAndReportingOfUnits(t *testing.T) {
	s, _ := fresh(t)
	u := flows.Unit{ID: "x", Name: "xã X", Kind: "xã", Order: 9, Reports: true,
		From: time.Date(1970, 1, 1, 0, 0, 0, 0, flows.Zone), To: time.Date(2025, 6, 30, 0, 0, 0, 0, flows.Zone)}
	for range 2 {
		update(t, s, func(tx *Tx) error { return tx.PutUnits([]flows.Unit{u}) })
		update(t, s, func(tx *Tx) error {
			all, err := tx.Units()
			if diff := cmp.Diff(u, all[len(all)-1]); diff != "" {
				t.Error(diff)
			}
			return err
		})
		u.From, u.Reports = time.Time{}, false
	}
	update(t, s, func(tx *Tx) error {
		asked, err := tx.Asked()
		if diff := cmp.Diff(map[flows.UnitID][]flows.RoundID{aLuoi.ID: {half.ID}, hue.ID: {half.ID}}, asked); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

// Units of a database from before go on reporting when they were asked in a round.
func TestUnitsOfBeforeReportWhenTheyWereAsked(t *testing.T) {
	s := storedBy(t, 6, `insert into unit (id, name, kind, parent, ord) values ('t', 'tỉnh', 'tỉnh', '', 1), ('a', 'xã A', 'xã', 't', 2);
		insert into round (id, name, outline, outline_id, from_ms, to_ms, deadline_ms, opened_ms, previous) values ('r', 'Đợt', '', '', 0, 0, 0, 0, '');
		insert into round_unit (round, unit) values ('r', 'a')`)
	update(t, s, func(tx *Tx) error {
		units, err := tx.Units()
		if len(units) != 2 || units[0].Reports || !units[1].Reports || !units[1].To.IsZero() {
			t.Errorf("%+v", units)
		}
		return err
	})
}
