package storage

import (
	"database/sql"
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
	if _, err := Claim(t.Context(), path); err == nil || !strings.Contains(err.Error(), "not one of baocaobot") {
		t.Errorf("claimed: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
}
