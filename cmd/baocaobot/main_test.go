package main

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asProgram makes the test binary be the program, for tests that kill it.
const asProgram = "BAOCAOBOT_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"baocaobot": asScript})
}

// command runs the program in this process.
func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// succeeds runs a command that must not fail.
func succeeds(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := command(t, args...)
	if code != exitOK {
		t.Fatalf("%v: exit %d: %s", args, code, stderr)
	}
	return stdout
}

var openRound = []string{"round", "open", "--outline", "first-half-2024", "--units", "thua-thien-hue-2024",
	"--period", "2024-01-01..2024-06-30", "--deadline", "2094-05-30", "--name", "Sáu tháng"}

func TestServeStopsAtAWrongToken(t *testing.T) {
	server := newServer(t, "42:right-token")
	t.Setenv("TELEGRAM_TOKEN", "42:wrong-token")
	t.Setenv("TELEGRAM_API", server)
	code, _, stderr := command(t, "serve", "--db", filepath.Join(t.TempDir(), "x.db"))
	last := stderr[strings.LastIndex(strings.TrimSpace(stderr), "\n")+1:]
	if code != exitFailed || !strings.Contains(last, "token") || strings.Contains(stderr, "wrong-token") {
		t.Errorf("exit %d, said %q", code, stderr)
	}
}

func TestServeStopsGracefully(t *testing.T) {
	t.Setenv("TELEGRAM_TOKEN", "42:right-token")
	t.Setenv("TELEGRAM_API", newServer(t, "42:right-token"))
	ctx, cancel := context.WithCancel(t.Context())
	said := &notifier{seen: make(chan struct{}, 1), word: "serving"}
	ended := make(chan int)
	go func() { ended <- run(ctx, []string{"serve", "--db", filepath.Join(t.TempDir(), "x.db")}, said, said) }()
	<-said.seen
	cancel()
	if code := <-ended; code != exitOK {
		t.Errorf("exit %d: %s", code, said.text())
	}
}

func TestABusyDatabaseGivesOneSentence(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	succeeds(t, append(openRound, "--db", db)...)
	other, err := sql.Open("sqlite", "file:"+db+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	lock, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Rollback()
	code, _, stderr := command(t, append(openRound, "--db", db)...)
	if want := "baocaobot: the database " + db + " is in use by another program: stop that program or wait until it is done, then try again; nothing was changed\n"; code != exitFailed || stderr != want {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if got := succeeds(t, "progress", "--db", db); strings.Count(got, "not started") != 9 {
		t.Errorf("reading beside the writer: %s", got)
	}
}
