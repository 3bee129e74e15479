package storage

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestChangesSinceTheFirstSending(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 2002, flows.Office, "")
	say := func(unit flows.UnitID, by flows.PersonID, channel string, q flows.QuestionID, v flows.Value) func(*Tx) error {
		return func(tx *Tx) error {
			return tx.Append(half.ID, unit, []flows.Answer{{Question: q, Value: v, By: by, At: noon, Channel: channel}})
		}
	}
	happen := func(e Event) func(*Tx) error {
		return func(tx *Tx) error { return tx.Happen(half.ID, aLuoi.ID, e, 1001, "", noon) }
	}
	reasoned := count(13)
	reasoned.Reason = "đã kiểm tra"
	withdrawn := flows.Value{State: flows.Withdrawn}
	for _, do := range []func(*Tx) error{
		say(aLuoi.ID, 1001, "telegram", "a", count(11)), // before the sending
		say(aLuoi.ID, 1001, "telegram", "a", count(12)),
		say(aLuoi.ID, 1001, "telegram", "b", count(1)), // never changed
		say(hue.ID, 1001, "telegram", "a", count(5)),   // of a report that was never sent
		say(hue.ID, 1001, "telegram", "a", count(6)),
		happen(Sent), happen(Reopened),
		say(aLuoi.ID, 1001, "telegram", "a", count(12)), // the same again
		say(aLuoi.ID, 1001, "telegram", "a", count(13)),
		happen(Sent), happen(Revise), // changes count from the first sending on
		say(aLuoi.ID, 1001, "telegram", "a", reasoned), // only a reason
		say(aLuoi.ID, 1001, "telegram", "a", withdrawn),
		say(aLuoi.ID, 1001, "telegram", "a", withdrawn),
		say(aLuoi.ID, 2002, flows.OfficeChannel, "a", flows.Value{State: flows.None}),
		say(aLuoi.ID, 1001, "telegram", "c", count(4)),
	} {
		update(t, s, do)
	}
	var changes []flows.Change
	err := s.View(t.Context(), func(tx *Tx) (err error) {
		changes, err = tx.ChangedAfterSending(half.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changes {
		got = append(got, fmt.Sprintf("%s %s: %s %d → %s %d, %s, office %v", c.Unit, c.New.Question,
			c.Old.State, c.Old.Number, c.New.State, c.New.Number, c.New.Name, c.New.ByOffice()))
	}
	want := []string{
		"a-luoi a: given 12 → given 13, cán bộ, office false",
		"a-luoi a: given 13 → withdrawn 0, cán bộ, office false",
		"a-luoi a:  0 → none 0, cán bộ, office true",
		"a-luoi c:  0 → given 4, cán bộ, office false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func TestTargetsComeBackInTheirOrder(t *testing.T) {
	s, _ := fresh(t)
	want := []flows.Target{{Question: "b", Number: 9}, {Question: "a", Unit: hue.ID, Number: 86_40}, {Question: "a", Number: 4_030_000_000}}
	update(t, s, func(tx *Tx) error { return tx.PutTargets(half.ID, want) })
	err := s.View(t.Context(), func(tx *Tx) error {
		got, err := tx.Targets(half.ID)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
