package storage

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// Somebody without a right is owed nothing of what was shown to them.
func TestARevokedPersonIsOwedNoScreen(t *testing.T) {
	s, _ := fresh(t)
	update(t, s, func(tx *Tx) error {
		if _, err := tx.Owe(1001, []byte(`{}`), noon); err != nil {
			return err
		}
		if behind, err := tx.Behind(); err != nil || len(behind) != 1 {
			t.Errorf("before: %v, %v", behind, err)
		}
		m := flows.Member{Person: 1001, Role: flows.Cadre, Unit: "a-luoi"}
		if err := tx.Revoke(m, Deed{At: noon, Act: Revoked, About: 1001}); err != nil {
			return err
		}
		behind, err := tx.Behind()
		if len(behind) != 0 {
			t.Errorf("after: %v", behind)
		}
		return err
	})
}

// The sections of somebody who leaves are nobody's, but not while another right at the
// unit is left.
func TestSectionsOfWhoLeaves(t *testing.T) {
	s, _ := fresh(t)
	cadre, leader := flows.Member{Person: 7, Role: flows.Cadre, Unit: "a-luoi"}, flows.Member{Person: 7, Role: flows.Leader, Unit: "a-luoi"}
	update(t, s, func(tx *Tx) error {
		if err := tx.addPerson(7, "cán bộ A Lưới", noon); err != nil {
			return err
		}
		for _, m := range []flows.Member{cadre, leader} {
			if err := tx.join(m, 0, noon); err != nil {
				return err
			}
		}
		return tx.GiveTask(half.ID, "a-luoi", flows.Task{Section: "I", Person: 7}, 7, noon)
	})
	for i, m := range []flows.Member{cadre, leader} {
		update(t, s, func(tx *Tx) error {
			if err := tx.Revoke(m, Deed{At: noon, Person: 7, Act: Left}); err != nil {
				return err
			}
			tasks, err := tx.Tasks(half.ID, "a-luoi")
			if len(tasks) != 1-i {
				t.Errorf("after %s: %v", m.Role, tasks)
			}
			return err
		})
	}
}

// Wrong codes are counted by the hour, and rows of older hours do not gather.
func TestWrongCodesAreForgotten(t *testing.T) {
	s, _ := fresh(t)
	update(t, s, func(tx *Tx) error {
		for i := range 5 {
			if _, err := tx.AddWrongCode(flows.PersonID(100+i), noon); err != nil {
				return err
			}
		}
		overall, err := tx.AddWrongCode(100, noon.Add(59*time.Minute))
		if err != nil || overall != 6 {
			t.Errorf("%d overall, %v", overall, err)
		}
		wrong, until, err := tx.WrongCodes(100, noon.Add(59*time.Minute))
		if err != nil || wrong != 2 || !until.Equal(noon.Add(time.Hour)) {
			t.Errorf("%d wrong until %s, %v", wrong, until, err)
		}
		overall, err = tx.AddWrongCode(7, noon.Add(time.Hour))
		if err != nil || overall != 1 {
			t.Errorf("an hour later %d overall, %v", overall, err)
		}
		var rows int
		err = tx.tx.QueryRowContext(tx.ctx, `select count(*) from guess`).Scan(&rows)
		if rows != 2 {
			t.Errorf("%d rows", rows)
		}
		return err
	})
}

// What happened to reports and the workbooks are read with what was done to people.
func TestDeedsOfEveryKind(t *testing.T) {
	s, _ := fresh(t)
	update(t, s, func(tx *Tx) error {
		if err := tx.addPerson(7, "cán bộ A Lưới", noon); err != nil {
			return err
		}
		if err := tx.Happen(half.ID, "a-luoi", Sent, 7, "", noon.Add(time.Minute)); err != nil {
			return err
		}
		if err := tx.Happen(half.ID, "a-luoi", Returned, 7, "thiếu", noon.Add(2*time.Minute)); err != nil {
			return err
		}
		if err := tx.AddEdition(Edition{Round: half.ID, Number: 1, At: noon.Add(3 * time.Minute), By: 7}, []byte("x")); err != nil {
			return err
		}
		return nil
	})
	acts := func(f DeedFilter) (list []Act) {
		update(t, s, func(tx *Tx) error {
			deeds, err := tx.Deeds(f)
			for _, d := range deeds {
				list = append(list, d.Act)
			}
			return err
		})
		return list
	}
	for _, c := range []struct {
		filter DeedFilter
		want   []Act
	}{
		{DeedFilter{}, []Act{HandedOut, Act(Returned), Act(Sent), Gained, Invited}},
		{DeedFilter{Unit: "a-luoi"}, []Act{Act(Returned), Act(Sent), Gained, Invited}},
		{DeedFilter{Person: 7}, []Act{HandedOut, Act(Returned), Act(Sent)}},
		{DeedFilter{From: noon.Add(time.Minute), To: noon.Add(3 * time.Minute)}, []Act{Act(Returned), Act(Sent)}},
		{DeedFilter{Limit: 1}, []Act{HandedOut}},
		{DeedFilter{Unit: "phu-loc"}, nil},
	} {
		if diff := cmp.Diff(c.want, acts(c.filter)); diff != "" {
			t.Errorf("%+v:\n%s", c.filter, diff)
		}
	}
}

// A database of before has nothing lost: who had a right has it, and since when is known.
func TestRightsOfBeforeAreInTheAudit(t *testing.T) {
	good := strings.Repeat("A", InviteLength)
	s := storedBy(t, 11,
		`insert into person values (7, 'x', 1000, true)`,
		`insert into unit (id, name, kind, parent, ord) values ('hue', 'thành phố Huế', '', '', 1)`,
		`insert into member values (7, 'cadre', 'hue', 2000), (7, 'admin', '', 1000)`,
		`insert into invite (hash, role, unit, created_ms, expires_ms) values ('`+hash(good)+`', 'cadre', 'hue', 0, 9000)`)
	got := look(t, s, func(tx *Tx) ([]Deed, error) { return tx.Deeds(DeedFilter{}) })
	want := []Deed{
		{At: moment(2000), Person: 7, Act: Gained, Unit: "hue", Role: flows.Cadre, Name: "x", UnitName: "thành phố Huế"},
		{At: moment(1000), Person: 7, Act: Gained, Role: flows.Admin, Name: "x"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	update(t, s, func(tx *Tx) error {
		_, err := tx.UseInvite(good, 8, "y", moment(8000))
		return err
	})
}
