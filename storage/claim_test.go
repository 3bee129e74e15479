package storage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Who lets go of a database leaves it to the next; what cannot be locked is said so.
func TestADatabaseIsClaimedOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.db")
	s := open(t, path)
	claim, err := s.Claim()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, path).Claim(); err == nil || !strings.Contains(err.Error(), "another bot works on this database") {
		t.Errorf("claimed twice: %v", err)
	}
	if err := claim.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := s.Claim()
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
	_, err = s.Claim()
	if err == nil || !strings.Contains(err.Error(), "must be a file that you may write, on a disk with locks") || strings.Count(err.Error(), path) != 1 {
		t.Errorf("without a file to lock: %v", err)
	}
}
