package storage

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Who lets go of a database leaves it to the next; what cannot be locked is said so.
func TestADatabaseIsClaimedOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.db")
	claim, err := Claim(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Claim(t.Context(), path); err == nil || !strings.Contains(err.Error(), "another bot works on this database") {
		t.Errorf("claimed twice: %v", err)
	}
	open(t, path)
	if err := claim.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Claim(t.Context(), path)
	if err != nil {
		t.Fatalf("after it was let go: %v", err)
	}
	again.Close()
	if err := os.Remove(path + claimFile); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+claimFile, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err = Claim(t.Context(), path)
	if err == nil || !strings.Contains(err.Error(), "must be a file that you may write, on a disk with locks") || strings.Count(err.Error(), path) != 1 {
		t.Errorf("without a file to lock: %v", err)
	}
}

// No lock is put beside a database of another program.
func TestWhatIsNotOursIsNotClaimed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", address(path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`create table a (b)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for name, claim := range map[string]func(context.Context, string) (*os.File, error){"claimed": Claim, "claimed anew": ClaimAnew} {
		if _, err := claim(t.Context(), path); err == nil || !strings.Contains(err.Error(), "not one of baocaobot") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
}

// A database is not begun anew while a bot works on it or another program has it open.
func TestWhatIsInUseIsNotBegunAnew(t *testing.T) {
	s, path := fresh(t)
	if _, err := ClaimAnew(t.Context(), path); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), path+" is in use by another program: stop that program") {
		t.Errorf("while it is open: %v", err)
	}
	s.Close()
	claim, err := Claim(t.Context(), path)
	if err != nil {
		t.Fatalf("what was refused is let go: %v", err)
	}
	if _, err := ClaimAnew(t.Context(), path); err == nil || !strings.Contains(err.Error(), "another bot works on this database") {
		t.Errorf("while a bot works on it: %v", err)
	}
	claim.Close()
	update(t, open(t, path), func(tx *Tx) error {
		if list, err := tx.Units(); len(list) == 0 || err != nil {
			t.Errorf("what was in use is %v, %v", list, err)
		}
		return nil
	})
}
