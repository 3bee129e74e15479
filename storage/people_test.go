package storage

import (
	"testing"
	"time"
)

// Only a message that was begun before somebody came back tells nothing of now.
func TestWhoCameBackIsReachable(t *testing.T) {
	s, _ := fresh(t)
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	refused := func(begun, now int) func(*Tx) error {
		return func(tx *Tx) error { return tx.Refused(1001, at(begun), at(now)) }
	}
	for i, c := range []struct {
		do        func(*Tx) error
		reachable bool
	}{
		{refused(0, 1), false}, // nobody came back
		{func(tx *Tx) error { return tx.Unblocked(1001, at(5)) }, true},
		{refused(4, 6), true},
		{refused(6, 7), false},
		{func(tx *Tx) error { return tx.Unblocked(1001, at(8)) }, true},
		{refused(2, 3), false}, // the clock was set back
		{func(tx *Tx) error { return tx.Heard(1001) }, true},
		{func(tx *Tx) error { return tx.Blocked(1001) }, false},
	} {
		update(t, s, c.do)
		unreachable := look(t, s, func(tx *Tx) ([]Person, error) { return tx.Unreachable() })
		if reachable := len(unreachable) == 0; reachable != c.reachable {
			t.Errorf("step %d: reachable is %v", i, reachable)
		}
	}
}
