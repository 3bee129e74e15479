package storage

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestAnOfficersPlaceIsKept(t *testing.T) {
	s, _ := fresh(t)
	for _, place := range []string{"", `{"view":"unit"}`, `{"view":"reason"}`} {
		update(t, s, func(tx *Tx) error {
			if place == "" {
				return nil
			}
			return tx.SaveOfficePlace(1001, []byte(place))
		})
		update(t, s, func(tx *Tx) error {
			got, err := tx.OfficePlace(1001)
			if string(got) != place {
				t.Errorf("the place is %q, want %q", got, place)
			}
			return err
		})
	}
}

// Only what is sent and not approved waits for the office's approval.
func TestWhatWaitsForApproval(t *testing.T) {
	s, _ := fresh(t)
	waits := func(want ...flows.UnitID) {
		t.Helper()
		update(t, s, func(tx *Tx) error {
			got, err := tx.Unapproved(half.ID)
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
				t.Errorf("waiting for approval:\n%s", diff)
			}
			return err
		})
	}
	happen := func(unit flows.UnitID, e Event) {
		t.Helper()
		update(t, s, func(tx *Tx) error { return tx.Happen(half.ID, unit, e, 1001, "", noon) })
	}
	waits()
	happen(aLuoi.ID, Submitted)
	waits()
	happen(aLuoi.ID, Sent)
	happen(hue.ID, Sent)
	waits(aLuoi.ID, hue.ID)
	happen(aLuoi.ID, Approved)
	happen(hue.ID, Excused)
	waits()
	happen(aLuoi.ID, Unapproved)
	waits(aLuoi.ID)
	happen(aLuoi.ID, Revise)
	waits()
}

func TestWhoHasJoinedAndWhatEachUnitAnswered(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1002, flows.Leader, aLuoi.ID)
	join(t, s, 1002, flows.Cadre, aLuoi.ID)
	join(t, s, 1003, flows.Office, "")
	update(t, s, func(tx *Tx) error {
		for _, answers := range [][]flows.Answer{{{Question: "x", Value: count(1)}, {Question: "x", Value: count(2)}, {Question: "y", Value: count(3)}},
			{{Question: "y", Value: flows.Value{State: flows.Withdrawn}}}} {
			for i := range answers {
				answers[i].By, answers[i].At = 1001, noon
			}
			if err := tx.Append(half.ID, aLuoi.ID, answers); err != nil {
				return err
			}
		}
		joined, err := tx.Joined(half.ID)
		if diff := cmp.Diff(map[flows.UnitID]int{aLuoi.ID: 2}, joined); diff != "" || err != nil {
			t.Errorf("joined: %v\n%s", err, diff)
		}
		for question, want := range map[flows.QuestionID]map[flows.UnitID]int64{"x": {aLuoi.ID: 2}, "y": {}} {
			answers, err := tx.AnswersTo(half.ID, question)
			got := map[flows.UnitID]int64{}
			for u, a := range answers {
				got[u] = a.Number
			}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("answers to %s: %v\n%s", question, err, diff)
			}
		}
		return nil
	})
}
