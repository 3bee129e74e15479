package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/emulator"
)

// The database is moved away under the running program: nothing is confirmed, the log says
// what to do, and once it is back what was sent meanwhile is taken.
func TestTheDatabaseIsMovedUnderTheRunningBot(t *testing.T) {
	server := emulator.New(emulator.Options{Token: killToken})
	if _, err := server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	db := filepath.Join(t.TempDir(), "moved.db")
	succeeds(t, append(openRound, "--db", db)...)
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
	if err := os.Rename(db, db+".away"); err != nil {
		t.Fatal(err)
	}
	confirmed := len(c.Messages())
	c.Say("13")
	s.logs(ctx, "put back what stood there")
	if now := c.Messages(); len(now) != confirmed+1 {
		t.Errorf("%d messages came while nothing could be stored", len(now)-confirmed-1)
	}
	if err := os.Rename(db+".away", db); err != nil {
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
