package storage

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// nights runs the nightly loop for a while of the bubble's clock, which starts at
// midnight UTC of 1 January 2000, 07:00 in Viet Nam.
func nights(t *testing.T, s *Store, n Nightly, during time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), during)
	defer stop()
	n.Run(ctx, s)
}

func putFiles(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("tệp "+filepath.Base(name)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestThirtyNights(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t, filepath.Join(t.TempDir(), "baocaobot.db"))
		defer s.Close()
		dir := t.TempDir()
		notOurs := []string{"ghi chú.txt", "baocaobot-1999-01-01.db.bak", "baocaobot-hôm-nay.db", "other-1999-01-01.db", "baocaobot.db"}
		putFiles(t, dir, notOurs...)
		putFiles(t, dir, "baocaobot-1999-12-20.db", "baocaobot-1999-12-20.files/mc-000001.jpg", "baocaobot-1999-12-20.db-wal", // a real old one
			"baocaobot-1999-12-21.files/mc-000001.jpg",  // a crash between folder and database
			"baocaobot-1999-12-22.db.part-123/whole.db") // a crash while it was written
		var log bytes.Buffer
		n := Nightly{Dir: dir, Days: 5, Log: slog.New(slog.NewTextHandler(&log, nil))}
		nights(t, s, n, 30*24*time.Hour)
		want := map[string]string{}
		for _, name := range notOurs {
			want[name] = "file"
		}
		for day := 27; day <= 31; day++ { // 30 days end on the 31st at 07:00
			want[fmt.Sprintf("baocaobot-2000-01-%d.db", day)] = "file"
		}
		if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
		if made := strings.Count(log.String(), "backed up"); made != 31 || strings.Contains(log.String(), "ERROR") {
			t.Errorf("%d backups:\n%s", made, log.String())
		}
	})
}

func TestTheNightBeginsAtTheQuietHour(t *testing.T) {
	cases := []struct{ now, want string }{ // both in Viet Nam
		{"2026-11-24 02:29:59", "2026-11-23"},
		{"2026-11-24 02:30:00", "2026-11-24"},
		{"2026-11-24 23:59:59", "2026-11-24"},
		{"2026-12-01 00:00:00", "2026-11-30"},
	}
	for _, c := range cases {
		now, err := time.ParseInLocation(time.DateTime, c.now, flows.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := night(now.UTC()).Format(nightName); got != c.want {
			t.Errorf("%s belongs to the night of %s, want %s", c.now, got, c.want)
		}
	}
}

// A restart makes no second backup of a night, and one is made at the start after
// the machine was off; the newest is kept however old the others are.
func TestAMachineThatWasOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t, filepath.Join(t.TempDir(), "baocaobot.db"))
		defer s.Close()
		dir := t.TempDir()
		var log bytes.Buffer
		n := Nightly{Dir: dir, Days: 1, Log: slog.New(slog.NewTextHandler(&log, nil))}
		for range 3 {
			nights(t, s, n, time.Hour)
		}
		if got := tree(t, dir); len(got) != 1 || got["baocaobot-2000-01-01.db"] == "" {
			t.Errorf("after three starts: %v", got)
		}
		time.Sleep(40 * 24 * time.Hour)
		nights(t, s, n, time.Minute)
		if got := tree(t, dir); len(got) != 1 || got["baocaobot-2000-02-10.db"] == "" {
			t.Errorf("after forty days: %v", got)
		}
		if made := strings.Count(log.String(), "backed up"); made != 2 {
			t.Errorf("%d backups", made)
		}
	})
}

func TestABackupThatFailsIsTriedAgainAndDeletesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t, filepath.Join(t.TempDir(), "baocaobot.db"))
		defer s.Close()
		dir := t.TempDir()
		putFiles(t, dir, "baocaobot-1999-01-01.db", "baocaobot-2000-01-01.db-journal") // the second stands in the way
		var log bytes.Buffer
		n := Nightly{Dir: dir, Days: 1, Log: slog.New(slog.NewTextHandler(&log, nil))}
		nights(t, s, n, 150*time.Minute)
		if tries := strings.Count(log.String(), "level=ERROR"); tries != 3 || tree(t, dir)["baocaobot-1999-01-01.db"] == "" {
			t.Errorf("%d tries, want 3:\n%s", tries, log.String())
		}
		if err := os.Remove(filepath.Join(dir, "baocaobot-2000-01-01.db-journal")); err != nil {
			t.Fatal(err)
		}
		nights(t, s, n, time.Minute)
		if diff := cmp.Diff(map[string]string{"baocaobot-2000-01-01.db": "file"}, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestNightsShareTheCopiesOfEvidence(t *testing.T) {
	s, path := fresh(t)
	withEvidence(t, s, "mc-000001.jpg")
	n := Nightly{Dir: t.TempDir(), Days: 9, Log: slog.New(slog.DiscardHandler)}
	var nightly []os.FileInfo
	for day := range 2 {
		now := noon.AddDate(0, 0, day)
		if err := n.tonight(t.Context(), s, now); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(Folder(n.file(s, night(now))), "mc-000001.jpg"))
		if err != nil {
			t.Fatal(err)
		}
		nightly = append(nightly, info)
	}
	live, err := os.Stat(filepath.Join(Folder(path), "mc-000001.jpg"))
	if err != nil || !os.SameFile(live, nightly[0]) || !os.SameFile(nightly[0], nightly[1]) {
		t.Errorf("the evidence takes room each night (%v)", err)
	}
}

func TestAFolderForBackupsThatIsOfNoUse(t *testing.T) {
	dir := t.TempDir()
	putFiles(t, dir, "file")
	for name, said := range map[string]string{"file": "check that it is a folder", "no/such": "check that the folder above it exists"} {
		if err := (Nightly{Dir: filepath.Join(dir, name)}).Ready(); err == nil || !strings.Contains(err.Error(), said) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Nightly{Dir: filepath.Join(dir, "new")}).Ready(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(map[string]string{"file": "file", "new": "folder"}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}
