package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"baocaobot/bot/emulator"
	"baocaobot/storage"
)

// One bot works on a database, under whatever name it is given, until it ends, however it
// ends; other commands work beside it.
func TestOneBotWorksOnADatabase(t *testing.T) {
	server := emulator.New(emulator.Options{Token: killToken})
	if _, err := server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	dir := t.TempDir()
	db, link := filepath.Join(dir, "one.db"), filepath.Join(dir, "link.db")
	succeeds(t, append(openRound, "--db", db)...)
	if err := os.Symlink(db, link); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := &killable{t: t, url: server.URL(), db: db}
	s.start()
	s.logs(ctx, "connected")
	t.Setenv("TELEGRAM_TOKEN", killToken)
	for _, name := range []string{db, link} {
		code, _, stderr := command(t, "serve", "--db", name, "--api", server.URL())
		if want := "baocaobot: another bot works on this database: stop it before a new one starts on " + name + "\n"; code != exitFailed || stderr != want {
			t.Errorf("second bot: exit %d: %s", code, stderr)
		}
	}
	if got := succeeds(t, "progress", "--db", db); strings.Count(got, "not started") != 9 {
		t.Errorf("beside the bot: %s", got)
	}
	succeeds(t, "invite", "--role", "office", "--db", db)
	s.kill()
	again := &killable{t: t, url: server.URL(), db: db}
	again.start()
	again.logs(ctx, "connected")
	again.stop()
}

// A bot that may not work on a database does not so much as open it: a newer one would
// change its tables under the one that works.
func TestASecondBotDoesNotOpenTheDatabase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "one.db")
	claim, err := storage.Claim(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer claim.Close()
	t.Setenv("TELEGRAM_TOKEN", killToken)
	code, _, stderr := command(t, "serve", "--db", db, "--api", "http://127.0.0.1:1")
	if info, err := os.Stat(db); code != exitFailed || !strings.Contains(stderr, "another bot works") || err != nil || info.Size() != 0 {
		t.Errorf("exit %d, database %v (%v): %s", code, info, err, stderr)
	}
}

// The demo is a bot, too: none starts on its database while it runs, and it starts on none
// where one runs. Then it begins its database anew, whatever stands there.
func TestTheDemoIsTheOneBotOfItsDatabase(t *testing.T) {
	out := t.TempDir()
	db := filepath.Join(out, demoDatabase)
	claimed := "another bot works on this database: stop it before a new one starts on " + db
	claim, err := storage.Claim(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := command(t, "demo", "--play", "--out", out); code != exitFailed || stderr != "baocaobot: "+claimed+"\n" {
		t.Errorf("beside a bot: exit %d: %s", code, stderr)
	}
	claim.Close()
	if err := os.WriteFile(db, []byte(strings.Repeat("không phải cơ sở dữ liệu", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	printed := &notifier{word: demoToken, seen: make(chan struct{}, 1)}
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"demo", "--out", out}, printed, printed) }()
	select {
	case <-printed.seen:
	case <-ended:
		t.Fatal(printed.text())
	}
	if claim, err := storage.Claim(t.Context(), db); err == nil || err.Error() != claimed {
		t.Errorf("beside the demo: %v, %v", claim, err)
	}
	stop()
	<-ended
	if claim, err = storage.Claim(t.Context(), db); err != nil {
		t.Errorf("after the demo: %v", err)
	}
	claim.Close()
}
