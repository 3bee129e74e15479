package main

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"baocaobot/bot/emulator"
)

// The disk fills up while cadres answer: what is confirmed is stored, what cannot be
// stored is not confirmed and not lost, and once there is room everything goes on. The
// room is a limit on the size of files, lifted from outside while the program runs.
func TestAFullDiskInTheMiddleOfAnswers(t *testing.T) {
	server := emulator.New(emulator.Options{Token: killToken})
	if _, err := server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	db := filepath.Join(t.TempDir(), "full.db")
	succeeds(t, "round", "open", "--db", db, "--outline", demoOutline, "--units", "thua-thien-hue-2024",
		"--period", "2024-01-01..2024-06-30", "--deadline", "2099-05-30")
	c := invited(t, server, db)[0]
	s := &killable{t: t, url: server.URL(), db: db}
	s.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, step := range []struct{ text, expected string }{{"/start " + c.code, "Chào đồng chí"}, {"12", "12 cuộc"}, {"quay lại", "12 cuộc"}} {
		c.Say(step.text)
		if !c.sees(ctx, t, step.expected) {
			return
		}
	}
	pid := s.program.Process.Pid
	var before unix.Rlimit
	if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 4096, Max: unix.RLIM_INFINITY}, &before); err != nil {
		t.Skipf("this machine lets nobody limit the files of a running program: %v", err)
	}
	confirmed := len(c.Messages())
	c.Say("13")
	s.logs(ctx, "is full or failing")
	if now := c.Messages(); len(now) != confirmed+1 {
		t.Errorf("%d messages came while nothing could be stored", len(now)-confirmed-1)
	}
	if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, &before, nil); err != nil {
		t.Fatal(err)
	}
	if !c.sees(ctx, t, "12 cuộc → 13 cuộc") {
		return
	}
	s.stop()
	if diff := cmp.Diff([]int64{12, 13}, storedBy(t, db, c)); diff != "" {
		t.Error(diff)
	}
}
