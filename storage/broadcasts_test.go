package storage

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// A broadcast from its confirmation to its end: one at a time, each person once, nobody
// after it was stopped, and what was in the air at a crash stays in doubt.
func TestABroadcast(t *testing.T) {
	s, _ := fresh(t)
	for id := flows.PersonID(1002); id <= 1004; id++ {
		join(t, s, id, flows.Cadre, hue.ID)
	}
	join(t, s, 9, flows.Office, "")
	add := func() (id int64, err error) {
		err = s.Update(t.Context(), func(tx *Tx) (err error) {
			id, err = tx.AddBroadcast(Broadcast{Round: half.ID, By: 9, Audience: []byte(`{}`), Text: "x", At: noon})
			return err
		})
		return id, err
	}
	id, err := add()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := add(); !errors.Is(err, ErrUnderway) {
		t.Errorf("a second one: %v", err)
	}
	to := func(person flows.PersonID, state Reached) Recipient {
		return Recipient{Broadcast: id, Person: person, State: state}
	}
	counts := func() (got map[Reached]int) {
		update(t, s, func(tx *Tx) (err error) {
			got, err = tx.CountReached(id)
			return err
		})
		return got
	}
	ends := func(want bool) {
		t.Helper()
		update(t, s, func(tx *Tx) error {
			ended, err := tx.EndBroadcast(id, noon)
			if ended != want {
				t.Errorf("ended: %v, want %v", ended, want)
			}
			return err
		})
	}
	begins := func(person flows.PersonID, want bool) {
		t.Helper()
		update(t, s, func(tx *Tx) error {
			ok, err := tx.BeginSending(to(person, ""), noon)
			if ok != want {
				t.Errorf("%d begins: %v, want %v", person, ok, want)
			}
			return err
		})
	}
	for range 2 { // cut off and done again
		update(t, s, func(tx *Tx) error { return tx.AddRecipients(id, []flows.UnitID{hue.ID}, noon) })
	}
	people := counts()[ReachWaiting]
	begins(1002, false) // it is still being planned
	ends(false)
	update(t, s, func(tx *Tx) error { return tx.StartBroadcast(id, []flows.UnitID{"a", "b"}) })
	begins(1002, true)
	begins(1002, false) // once at most
	begins(1003, true)
	ends(false)
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.KeepReached(to(1002, ReachSent), noon), tx.KeepReached(to(1002, ReachFailed), noon), tx.DoubtRecipients(noon))
	})
	update(t, s, func(tx *Tx) error {
		was, err := tx.StopBroadcast(id, 9, noon)
		if !was {
			t.Error("not stopped")
		}
		return err
	})
	begins(1004, false)
	ends(true)
	ends(false)
	if diff := cmp.Diff(map[Reached]int{ReachSent: 1, ReachUnknown: 1, ReachWaiting: people - 2}, counts()); diff != "" {
		t.Error(diff)
	}
	update(t, s, func(tx *Tx) error {
		b, err := tx.Broadcast(id)
		if b.State != Stopped || len(b.Joinless) != 2 || b.By != 9 || !b.At.Equal(noon) {
			t.Errorf("kept: %+v", b)
		}
		if was, err := tx.StopBroadcast(id, 9, noon); was || err != nil {
			t.Errorf("stopped again: %v, %v", was, err)
		}
		list, err2 := tx.Recipients(id, ReachUnknown, 10)
		if len(list) != 1 || list[0].Person != 1003 || list[0].UnitName != hue.Name {
			t.Errorf("unknown: %+v", list)
		}
		return errors.Join(err, err2)
	})
	if _, err := add(); err != nil {
		t.Errorf("the next one: %v", err)
	}
}
