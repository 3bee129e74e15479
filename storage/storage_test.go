package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

var (
	noon  = time.Date(2024, 5, 28, 12, 0, 0, 0, time.UTC)
	aLuoi = flows.Unit{ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện", Parent: "tt-hue", Order: 2}
	hue   = flows.Unit{ID: "hue", Name: "thành phố Huế", Kind: "thành phố", Parent: "tt-hue", Order: 1}
	half  = flows.Round{ID: "r1", Name: "6 tháng", Outline: "first-half-2024",
		From: noon.AddDate(0, -5, 0), To: noon.AddDate(0, 1, 0), Deadline: noon.AddDate(0, 0, 2), Opened: noon, Previous: "r0", Leader: true, Amend: flows.OnRequest}
)

// fresh opens a database with one round of two units and one cadre of A Lưới.
func fresh(t *testing.T) (*Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bao cao #1?%.db")
	s := open(t, path)
	update(t, s, func(tx *Tx) error {
		if err := tx.PutUnits([]flows.Unit{aLuoi, hue}); err != nil {
			return err
		}
		return tx.OpenRound(half, []byte("id: x"), []flows.UnitID{aLuoi.ID, hue.ID})
	})
	join(t, s, 1001, flows.Cadre, aLuoi.ID)
	return s, path
}

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func update(t *testing.T, s *Store, do func(*Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

func join(t *testing.T, s *Store, who flows.PersonID, role flows.Role, unit flows.UnitID) {
	t.Helper()
	update(t, s, func(tx *Tx) error {
		code, err := tx.NewInvite(role, unit, noon, noon.Add(time.Hour))
		if err != nil {
			return err
		}
		_, err = tx.UseInvite(code, who, "cán bộ", noon)
		return err
	})
}

func count(n int64) flows.Value { return flows.Value{State: flows.Given, Number: n} }

func TestUnitsAndRoundsComeBackWhole(t *testing.T) {
	s, _ := fresh(t)
	err := s.View(t.Context(), func(tx *Tx) error {
		units, err := tx.RoundUnits(half.ID)
		if diff := cmp.Diff([]flows.Unit{hue, aLuoi}, units); diff != "" || err != nil {
			t.Errorf("units of round: %v\n%s", err, diff)
		}
		round, err := tx.Round(half.ID)
		if diff := cmp.Diff(half, round); diff != "" || err != nil {
			t.Errorf("round: %v\n%s", err, diff)
		}
		source, err := tx.OutlineSource(half.ID)
		if string(source) != "id: x" || err != nil {
			t.Errorf("outline source %q, %v", source, err)
		}
		_, err = tx.Unit("nowhere")
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("unknown unit: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheLatestAnswerCountsAndTheRestIsHistory(t *testing.T) {
	s, path := fresh(t)
	answer := func(q flows.QuestionID, v flows.Value) flows.Answer {
		return flows.Answer{Question: q, Value: v, Raw: "raw", By: 1001, At: noon, Channel: "telegram"}
	}
	hedged := flows.Value{State: flows.Given, Number: 4_030_000_000, Hedge: "trên"}
	list := flows.Value{State: flows.Given, Number: 2, Names: []string{"Mô hình “xanh”", "=1+1"}}
	update(t, s, func(tx *Tx) error {
		return tx.Append(half.ID, aLuoi.ID, []flows.Answer{
			answer("a", count(12)), answer("b", hedged), answer("c", list), answer("d", flows.Value{State: flows.None}),
			answer("a", count(13)), answer("d", flows.Value{State: flows.Withdrawn}),
		})
	})
	nth := func(seq int64, a flows.Answer) flows.Answer { a.Seq = seq; return a }
	want := flows.Report{Round: half.ID, Unit: aLuoi.ID, Newest: 6, Answers: map[flows.QuestionID]flows.Answer{
		"a": nth(5, answer("a", count(13))), "b": nth(2, answer("b", hedged)), "c": nth(3, answer("c", list)),
	}}
	s.Close()
	s = open(t, path)
	var got flows.Report
	update(t, s, func(tx *Tx) (err error) {
		got, err = tx.Report(half.ID, aLuoi.ID)
		return err
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	update(t, s, func(tx *Tx) error {
		history, err := tx.History(half.ID, aLuoi.ID, "a")
		var told []string
		for _, a := range history {
			told = append(told, fmt.Sprintf("%s %d", a.Name, a.Number))
		}
		if diff := cmp.Diff([]string{"cán bộ 12", "cán bộ 13"}, told); diff != "" {
			t.Error(diff)
		}
		return err
	})
	var rows int
	if err := s.read.QueryRow(`select count(*) from answer`).Scan(&rows); err != nil || rows != 6 {
		t.Errorf("history has %d rows, want 6 (%v)", rows, err)
	}
}

func TestSendingAndReopening(t *testing.T) {
	s, _ := fresh(t)
	steps := []struct {
		do   func(*Tx) error
		sent bool
	}{
		{func(tx *Tx) error { return nil }, false},
		{func(tx *Tx) error { return tx.Happen(half.ID, aLuoi.ID, Sent, 1001, "", noon) }, true},
		{func(tx *Tx) error { return tx.Happen(half.ID, aLuoi.ID, Reopened, 1001, "", noon) }, false},
		{func(tx *Tx) error { return tx.Happen(half.ID, aLuoi.ID, Sent, 1001, "", noon.Add(time.Hour)) }, true},
	}
	for i, step := range steps {
		update(t, s, step.do)
		update(t, s, func(tx *Tx) error {
			r, err := tx.Report(half.ID, aLuoi.ID)
			if r.Sent() != step.sent {
				t.Errorf("step %d: sent is %v", i, r.Sent())
			}
			other, _ := tx.Report(half.ID, hue.ID)
			if other.Sent() {
				t.Errorf("step %d: another unit is sent", i)
			}
			return err
		})
	}
}

func TestAnInviteWorksOnceForOnePerson(t *testing.T) {
	s, path := fresh(t)
	var code string
	update(t, s, func(tx *Tx) (err error) {
		code, err = tx.NewInvite(flows.Cadre, hue.ID, noon, noon.Add(time.Hour))
		return err
	})
	use := func(code string, who flows.PersonID, at time.Time) error {
		return s.Update(t.Context(), func(tx *Tx) error { _, err := tx.UseInvite(code, who, "cán bộ", at); return err })
	}
	cases := []struct {
		why  string
		code string
		who  flows.PersonID
		at   time.Time
		want error
	}{
		{"unknown code", strings.ToLower(code), 7, noon, ErrInvite},
		{"expired", code, 7, noon.Add(time.Hour), ErrInvite},
		{"in time", code, 7, noon.Add(time.Hour - time.Millisecond), nil},
		{"own code again", code, 7, noon.Add(2 * time.Hour), nil},
		{"somebody else's code", code, 8, noon, ErrInvite},
	}
	for _, c := range cases {
		if err := use(c.code, c.who, c.at); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.why, err, c.want)
		}
	}
	update(t, s, func(tx *Tx) error {
		m, err := tx.Memberships(7)
		if diff := cmp.Diff([]flows.Member{{Person: 7, Role: flows.Cadre, Unit: hue.ID}}, m); diff != "" {
			t.Error(diff)
		}
		stranger, _ := tx.Memberships(8)
		if len(stranger) != 0 {
			t.Errorf("a stranger has rights: %v", stranger)
		}
		return err
	})
	s.Close()
	if data, err := os.ReadFile(path); err != nil || strings.Contains(string(data), code) {
		t.Errorf("the database holds the code in clear (%v)", err)
	}
}

func TestAnUpdateIsSeenOnce(t *testing.T) {
	s, _ := fresh(t)
	sight := func(want bool) {
		t.Helper()
		update(t, s, func(tx *Tx) error {
			first, err := tx.FirstSight(7, noon)
			if first != want {
				t.Errorf("first sight is %v, want %v", first, want)
			}
			return err
		})
	}
	sight(true)
	sight(false)
	update(t, s, func(tx *Tx) error { return tx.ForgetSeen(noon.Add(time.Second)) })
	sight(true)
}

func TestAFailedUpdateChangesNothing(t *testing.T) {
	s, _ := fresh(t)
	stop := errors.New("stop")
	err := s.Update(t.Context(), func(tx *Tx) error {
		if err := tx.SavePlace(1001, half.ID, aLuoi.ID, []byte("{}")); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	update(t, s, func(tx *Tx) error {
		place, err := tx.Place(1001, half.ID, aLuoi.ID)
		if place != nil {
			t.Errorf("place %s was kept", place)
		}
		return err
	})
}

func TestWritersSideBySideAllCommit(t *testing.T) {
	s, path := fresh(t)
	other := open(t, path) // as another program would
	failed := make(chan error, 40)
	for i := range 40 {
		store := []*Store{s, other}[i%2]
		go func() {
			failed <- store.Update(context.Background(), func(tx *Tx) error {
				if _, err := tx.Report(half.ID, aLuoi.ID); err != nil {
					return err
				}
				return tx.Append(half.ID, aLuoi.ID, []flows.Answer{{Question: flows.QuestionID(fmt.Sprint("q", i)), Value: count(int64(i)), By: 1001, At: noon}})
			})
		}()
	}
	for range 40 {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	var sum int64
	if err := s.read.QueryRow(`select sum(number) from answer`).Scan(&sum); err != nil || sum != 780 {
		t.Errorf("sum of the answers is %d, want 780 (%v)", sum, err)
	}
}

func TestTheSettingsReachTheConnection(t *testing.T) {
	s, _ := fresh(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
		var got string
		if err := s.write.conn.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", pragma, got, want, err)
		}
	}
	if _, err := s.read.Exec(`delete from answer`); err == nil {
		t.Error("the reading connections can write")
	}
}

func TestOpeningWhatCannotBeOpenedSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	damaged := filepath.Join(dir, "damaged.db")
	if err := os.WriteFile(damaged, []byte(strings.Repeat("không phải cơ sở dữ liệu ", 400)), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.db")
	s := open(t, newer)
	if _, err := s.write.conn.ExecContext(t.Context(), `insert into goose_db_version (version_id, is_applied) values (999, 1)`); err != nil {
		t.Fatal(err)
	}
	s.Close()
	cases := map[string]string{
		damaged:                             "is not an undamaged baocaobot database",
		newer:                               "was made by a newer version",
		filepath.Join(dir, "no", "file.db"): "check that its folder exists",
		":memory:":                          "is no database file",
	}
	for path, want := range cases {
		before, _ := os.ReadFile(path)
		_, err := Open(t.Context(), path)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one sentence with %q", filepath.Base(path), err, want)
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) && path == damaged {
			t.Errorf("%s was changed", filepath.Base(path))
		}
	}
	if _, err := OpenExisting(t.Context(), filepath.Join(dir, "none.db")); err == nil || !strings.Contains(err.Error(), "there is no database") {
		t.Errorf("missing database: %v", err)
	}
}

func TestADatabaseHeldByAnotherProgramIsTransient(t *testing.T) {
	t.Parallel() // it waits for as long as the bot would: five seconds
	s, path := fresh(t)
	other := open(t, path)
	if _, err := other.write.conn.ExecContext(t.Context(), "begin immediate"); err != nil {
		t.Fatal(err)
	}
	save := func() error {
		return s.Update(t.Context(), func(tx *Tx) error { return tx.PutUnits([]flows.Unit{{ID: "x"}}) })
	}
	if err := save(); !Transient(err) {
		t.Errorf("while the other holds it: %v, want a transient error", err)
	}
	if _, err := other.write.conn.ExecContext(t.Context(), "rollback"); err != nil {
		t.Fatal(err)
	}
	if err := save(); err != nil {
		t.Errorf("once it is free: %v", err)
	}
}

func TestTheDeskLastWorkedOnComesFirst(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1001, flows.Cadre, hue.ID)
	join(t, s, 1001, flows.Office, "")
	newer := half
	newer.ID, newer.Opened = "r2", noon.Add(time.Hour)
	update(t, s, func(tx *Tx) error { return tx.OpenRound(newer, []byte("id: x"), []flows.UnitID{hue.ID}) })
	desks := func() (list []string) {
		update(t, s, func(tx *Tx) error {
			all, err := tx.Desks(1001)
			for _, d := range all {
				list = append(list, string(d.Round.ID)+"/"+string(d.Unit.ID))
			}
			return err
		})
		return list
	}
	if diff := cmp.Diff([]string{"r2/hue", "r1/hue", "r1/a-luoi"}, desks()); diff != "" {
		t.Errorf("never worked on:\n%s", diff)
	}
	update(t, s, func(tx *Tx) error { return tx.SavePlace(1001, half.ID, aLuoi.ID, []byte("{}")) })
	if diff := cmp.Diff([]string{"r1/a-luoi", "r2/hue", "r1/hue"}, desks()); diff != "" {
		t.Errorf("after a turn for A Lưới:\n%s", diff)
	}
}

func TestManyProgramsMayStartAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	failed := make(chan error)
	for range 8 {
		go func() {
			s, err := Open(context.Background(), path)
			if err == nil {
				err = s.Close()
			}
			failed <- err
		}()
	}
	for range 8 {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v (%v), want it for its owner alone", info.Mode(), err)
	}
}

func TestRemoveRefusesADatabaseInUse(t *testing.T) {
	s, path := fresh(t)
	if err := Remove(t.Context(), path); !errors.Is(err, ErrInUse) {
		t.Errorf("while it is open: %v", err)
	}
	update(t, s, func(tx *Tx) error { return tx.PutUnits([]flows.Unit{aLuoi}) })
	s.Close()
	if err := Remove(t.Context(), path); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(path + "*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := Remove(t.Context(), path); err != nil {
		t.Errorf("what is not there: %v", err)
	}
}

func TestTheAnswersOfAMessage(t *testing.T) {
	s, _ := fresh(t)
	give := func(message int, questions ...flows.QuestionID) {
		update(t, s, func(tx *Tx) error {
			if err := tx.SavePlace(1001, half.ID, aLuoi.ID, []byte("{}")); err != nil { // as each turn does
				return err
			}
			for _, q := range questions {
				a := flows.Answer{Question: q, Value: count(1), By: 1001, At: noon, Message: message}
				if err := tx.Append(half.ID, aLuoi.ID, []flows.Answer{a}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	give(7, "a", "b", "c")
	give(9, "b")
	give(7, "a")
	for message, want := range map[int][]flows.QuestionID{7: {"b", "c", "a"}, 9: {"b"}, 8: nil} {
		update(t, s, func(tx *Tx) error {
			_, _, answers, err := tx.GivenBy(1001, message)
			var got []flows.QuestionID
			for _, a := range answers {
				got = append(got, a.Question)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("message %d:\n%s", message, diff)
			}
			return err
		})
	}
}
