package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestRemindersArePlannedOnce(t *testing.T) {
	s, _ := fresh(t)
	one := Reminder{Round: half.ID, Unit: aLuoi.ID, Day: "2024-05-28", Kind: 1, People: 2}
	nobody := Reminder{Round: half.ID, Unit: aLuoi.ID, Day: "2024-05-29", Kind: 0}
	update(t, s, func(tx *Tx) error {
		for i, want := range []bool{true, false} {
			first, err := tx.PlanReminder(one, noon)
			if first != want || err != nil {
				t.Errorf("planning %d: first is %v, %v", i, first, err)
			}
		}
		_, err := tx.PlanReminder(nobody, noon)
		return err
	})
	err := s.View(t.Context(), func(tx *Tx) error {
		for day, want := range map[string][]flows.UnitID{"2024-05-27": {hue.ID}, "2024-05-29": {hue.ID}, "2024-05-30": {aLuoi.ID, hue.ID}} {
			left, err := tx.Unplanned(half.ID, day, noon)
			if diff := cmp.Diff(want, left); diff != "" || err != nil {
				t.Errorf("not planned, %s: %v\n%s", day, err, diff)
			}
		}
		n, err := tx.Reminders(half.ID, aLuoi.ID)
		if n != 1 || err != nil {
			t.Errorf("%d reminders, %v", n, err)
		}
		days, err := tx.PlannedUnits(half.ID)
		if diff := cmp.Diff(map[string]int{"2024-05-28": 1, "2024-05-29": 0}, days); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADayBelongsToOneNotice(t *testing.T) {
	s, _ := fresh(t)
	update(t, s, func(tx *Tx) error {
		for range 2 { // one reminder is owed at a time
			if err := tx.Notify(Notice{Person: 1001, Kind: "reminder"}, noon); err != nil {
				return err
			}
		}
		return tx.Notify(Notice{Person: 1001, Kind: "other"}, noon)
	})
	update(t, s, func(tx *Tx) error {
		for _, c := range []struct {
			day    string
			notice int64
			want   bool
		}{{"2024-05-28", 1, true}, {"2024-05-28", 2, false}, {"2024-05-28", 1, true}, {"2024-05-29", 2, true}} {
			mine, err := tx.ClaimDay(1001, c.day, c.notice, noon)
			if mine != c.want || err != nil {
				t.Errorf("%+v: %v, %v", c, mine, err)
			}
		}
		return nil
	})
	taken := func(now time.Time) (kinds []string) {
		update(t, s, func(tx *Tx) error {
			list, err := tx.TakeNotices(now, now.Add(time.Hour), 10)
			for _, n := range list {
				kinds = append(kinds, n.Kind)
			}
			return err
		})
		return kinds
	}
	if diff := cmp.Diff([]string{"reminder"}, taken(noon)); diff != "" {
		t.Error(diff)
	}
	update(t, s, func(tx *Tx) error { return tx.PostponeNotice(1, noon.Add(3*time.Hour)) })
	if diff := cmp.Diff([]string{"other"}, taken(noon)); diff != "" { // it goes first
		t.Error(diff)
	}
	update(t, s, func(tx *Tx) error { return tx.EndNotice(2, Delivered, noon) })
	if list := taken(noon.Add(2 * time.Hour)); list != nil {
		t.Errorf("too early: %v", list)
	}
	if diff := cmp.Diff([]string{"reminder"}, taken(noon.Add(3*time.Hour))); diff != "" {
		t.Error(diff)
	}
	update(t, s, func(tx *Tx) error {
		if err := tx.EndNotice(1, Needless, noon); err != nil {
			return err
		}
		return tx.Notify(Notice{Person: 1001, Kind: "reminder"}, noon)
	})
	if diff := cmp.Diff([]string{"reminder"}, taken(noon)); diff != "" {
		t.Error(diff)
	}
}

func TestTheLastTurn(t *testing.T) {
	s, _ := fresh(t)
	update(t, s, func(tx *Tx) error {
		if at, err := tx.LastTurn(1001); !at.IsZero() || err != nil {
			t.Errorf("before the first: %s, %v", at, err)
		}
		for i := range 2 {
			if _, err := tx.Owe(1001, []byte("{}"), noon.Add(time.Duration(i)*time.Minute)); err != nil {
				return err
			}
		}
		at, err := tx.LastTurn(1001)
		if !at.Equal(noon.Add(time.Minute)) {
			t.Errorf("the last turn was at %s", at)
		}
		return err
	})
}

func TestASchedule(t *testing.T) {
	s, _ := fresh(t)
	update(t, s, func(tx *Tx) error {
		if stored, err := tx.Schedule(half.ID); stored != nil || err != nil {
			t.Errorf("before one was set: %s, %v", stored, err)
		}
		for _, text := range []string{`{"a":1}`, `{"a":2}`} {
			if err := tx.SetSchedule(half.ID, []byte(text)); err != nil {
				return err
			}
		}
		stored, err := tx.Schedule(half.ID)
		if string(stored) != `{"a":2}` {
			t.Errorf("stored is %s", stored)
		}
		return err
	})
}
