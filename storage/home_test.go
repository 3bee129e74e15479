package storage

import (
	"errors"
	"os"
	"strings"
	"testing"

	"baocaobot/flows"
)

// While the name of a database is not that of the file that is open, or its log is gone,
// nothing is confirmed or read, and nothing of it is kept; once it is back, all goes on.
func TestNothingIsConfirmedWhileTheDatabaseIsNotInItsPlace(t *testing.T) {
	move := func(t *testing.T, from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	for name, leave := range map[string]func(t *testing.T, path string) (back func()){
		"moved away": func(t *testing.T, path string) func() {
			move(t, path, path+".away")
			return func() { move(t, path+".away", path) }
		},
		"log moved away": func(t *testing.T, path string) func() {
			move(t, path+"-wal", path+".away")
			return func() { move(t, path+".away", path+"-wal") }
		},
		"replaced": func(t *testing.T, path string) func() {
			_, other := fresh(t)
			move(t, path, path+".away")
			move(t, other, path)
			return func() { move(t, path+".away", path) }
		},
		"replaced by a copy": func(t *testing.T, path string) func() {
			move(t, path, path+".away")
			if err := copyFile(path+".away", path); err != nil {
				t.Fatal(err)
			}
			return func() { move(t, path+".away", path) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := fresh(t)
			save := func(id flows.UnitID) error {
				return s.Update(t.Context(), func(tx *Tx) error { return tx.PutUnits([]flows.Unit{{ID: id}}) })
			}
			back := leave(t, path)
			err := save("x")
			if !Transient(err) || !strings.Contains(err.Error(), "put back what stood there") || strings.Contains(err.Error(), "\n") {
				t.Errorf("saved while it was away: %v", err)
			}
			if err := s.View(t.Context(), func(*Tx) error { return nil }); !Transient(err) {
				t.Errorf("looked while it was away: %v", err)
			}
			back()
			if err := save("y"); err != nil {
				t.Fatalf("saved once it was back: %v", err)
			}
			err = s.View(t.Context(), func(tx *Tx) error {
				if _, err := tx.Unit("x"); !errors.Is(err, ErrNotFound) {
					t.Errorf("what was refused: %v, want %v", err, ErrNotFound)
				}
				_, err := tx.Unit("y")
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// Whoever throws the log away gets what it held back by stopping the program.
func TestWhatWasConfirmedOutlivesItsLog(t *testing.T) {
	s, path := fresh(t)
	update(t, s, func(tx *Tx) error { return tx.PutUnits([]flows.Unit{{ID: "x"}}) })
	if err := os.Remove(path + "-wal"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	err := open(t, path).View(t.Context(), func(tx *Tx) error {
		_, err := tx.Unit("x")
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
