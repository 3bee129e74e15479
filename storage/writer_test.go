package storage

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// waiting puts transactions before a writer of its own at the same moment, so that
// they form one group, and gives back what each was told.
func waiting(t *testing.T, path string, todo ...func(*Tx) error) (told []error, commits int64) {
	t.Helper()
	db, err := sql.Open("sqlite", address(path)+forWriting)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	w := &writer{conn: conn, on: &prepared{conn: conn, statements: map[string]*sql.Stmt{}}, known: newKnown(), jobs: make(chan *job, len(todo)),
		quit: make(chan struct{}), ended: make(chan struct{})}
	defer w.on.close()
	jobs := make([]*job, len(todo))
	for i, do := range todo {
		jobs[i] = &job{ctx: context.Background(), do: do, done: make(chan struct{})}
		w.jobs <- jobs[i]
	}
	go w.run()
	for _, j := range jobs {
		<-j.done
		told = append(told, j.err)
	}
	close(w.quit)
	<-w.ended
	return told, w.commits.Load()
}

func put(id flows.UnitID) func(*Tx) error {
	return func(tx *Tx) error { return tx.PutUnits([]flows.Unit{{ID: id, Kind: "xã"}}) }
}

func unitIDs(t *testing.T, s *Store) (ids []flows.UnitID) {
	t.Helper()
	err := s.View(t.Context(), func(tx *Tx) error {
		units, err := tx.Units()
		for _, u := range units {
			if u.Kind == "xã" {
				ids = append(ids, u.ID)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return ids
}

var errRefused = errors.New("refused")

func TestTransactionsShareACommitAndFailAlone(t *testing.T) {
	s, path := fresh(t)
	told, commits := waiting(t, path,
		put("a"),
		func(tx *Tx) error { return errors.Join(put("b")(tx), errRefused) },
		func(tx *Tx) error { _ = put("c")(tx); panic("lời của người dùng") },
		func(tx *Tx) error { _, err := tx.exec("nonsense", "insert into nowhere values (1)"); return err },
		put("d"))
	if commits != 1 {
		t.Errorf("%d commits, want 1", commits)
	}
	if diff := cmp.Diff([]flows.UnitID{"a", "d"}, unitIDs(t, s)); diff != "" {
		t.Error(diff)
	}
	want := []string{"", "refused", "panic: string", "nonsense", ""}
	for i, err := range told {
		if (err == nil) != (want[i] == "") || err != nil && (!strings.Contains(err.Error(), want[i]) || strings.Contains(err.Error(), "lời")) {
			t.Errorf("transaction %d was told %v, want %q", i, err, want[i])
		}
	}
}

func TestTheFirstOfAGroupFailsAlone(t *testing.T) {
	s, path := fresh(t)
	told, commits := waiting(t, path,
		func(tx *Tx) error { return errors.Join(put("a")(tx), errRefused) },
		put("b"),
		func(tx *Tx) error { return errors.Join(put("c")(tx), errRefused) })
	if !errors.Is(told[0], errRefused) || told[1] != nil || !errors.Is(told[2], errRefused) || commits != 1 {
		t.Errorf("told %v after %d commits", told, commits)
	}
	if diff := cmp.Diff([]flows.UnitID{"b"}, unitIDs(t, s)); diff != "" {
		t.Error(diff)
	}
}

// Where SQLite itself ends the transaction, as it does on a full disk, nobody is told
// that something was kept.
func TestALostGroupIsLostForAll(t *testing.T) {
	s, path := fresh(t)
	told, commits := waiting(t, path,
		put("a"),
		func(tx *Tx) error {
			_, err := tx.exec("end", "rollback")
			return errors.Join(err, errRefused)
		},
		put("b"))
	if told[0] == nil || told[1] == nil || told[2] != nil || commits != 1 {
		t.Errorf("told %v after %d commits; the first two must be told of it, the third begins anew", told, commits)
	}
	if diff := cmp.Diff([]flows.UnitID{"b"}, unitIDs(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestAClosedStoreTakesNothing(t *testing.T) {
	s, _ := fresh(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), put("a")); !errors.Is(err, errClosed) {
		t.Errorf("told %v", err)
	}
}

// One commit for each transaction is the baseline of the group.
func BenchmarkCommit(b *testing.B) {
	var ids atomic.Int64
	see := func(id int64) func(*Tx) error {
		return func(tx *Tx) error { _, err := tx.FirstSight(id, noon); return err }
	}
	bench := func(side int) func(*testing.B) {
		return func(b *testing.B) {
			s, err := Open(b.Context(), b.TempDir()+"/x.db")
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			b.SetParallelism(side)
			before := s.Commits()
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := s.Update(b.Context(), see(ids.Add(1))); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(s.Commits()-before)/float64(b.N), "commits/op")
		}
	}
	b.Run("alone", func(b *testing.B) {
		s, err := Open(b.Context(), b.TempDir()+"/x.db")
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		for b.Loop() {
			if err := s.Update(b.Context(), see(ids.Add(1))); err != nil {
				b.Error(err)
			}
		}
	})
	b.Run("32 at once", bench(16))
}
