package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/storage"
)

// serving starts the bot as a program of its own on a database.
func serving(t *testing.T, db string, flags ...string) (stop func()) {
	t.Helper()
	program := exec.CommandContext(t.Context(), os.Args[0], append([]string{"serve", "--db", db}, flags...)...)
	program.Env = append(os.Environ(), asProgram+"=1", "TELEGRAM_TOKEN=42:right-token", "TELEGRAM_API="+newServer(t, "42:right-token"))
	stderr, err := program.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(stderr)
	for line := ""; !strings.Contains(line, "connected"); {
		if line, err = lines.ReadString('\n'); err != nil {
			t.Fatalf("the bot ended: %v", err)
		}
	}
	go io.Copy(io.Discard, lines)
	return func() {
		program.Process.Signal(os.Interrupt)
		program.Wait()
	}
}

// office makes the database of an office: a round, one cadre, an answer with a file.
func office(t *testing.T, db string) {
	t.Helper()
	succeeds(t, append(openRound, "--db", db)...)
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, flows.Zone)
	store, err := storage.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	const name = "mc-000001.pdf"
	if err := store.KeepFile(name, []byte("biên bản")); err != nil {
		t.Fatal(err)
	}
	err = store.Update(t.Context(), func(tx *storage.Tx) error {
		code, err := tx.NewInvite(flows.Cadre, "a-luoi", at, at.Add(time.Hour))
		if err != nil {
			return err
		}
		if _, err := tx.UseInvite(code, 1001, "cán bộ A Lưới", at); err != nil {
			return err
		}
		err = tx.AddEvidence("first-half-2024", "a-luoi", []flows.Evidence{{Card: "I.1", Kind: flows.Document, FileID: "f", UniqueID: "u", Name: "bien-ban.pdf", By: 1001, At: at}})
		if err != nil {
			return err
		}
		if err := tx.MarkFetched(1, name); err != nil {
			return err
		}
		return tx.Append("first-half-2024", "a-luoi", []flows.Answer{{Question: "x@huyen", Value: flows.Value{State: flows.Given, Number: 12}, By: 1001, At: at}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBackupWhileTheBotRunsAndNoRestoreUnderIt(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "baocaobot.db"), filepath.Join(dir, "b.db")
	office(t, db)
	stop := serving(t, db)
	defer stop()
	want := "Backed up " + db + " to " + file + ": N MB, 1 answer, 1 evidence file.\n"
	if got := withoutSizes(succeeds(t, "backup", file, "--db", db)); got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
	refused := func(why string) {
		t.Helper()
		code, _, stderr := command(t, "restore", file, "--db", db, "--even-if-older")
		if want := "baocaobot: the database " + db + " is in use: stop the bot first, then restore; nothing was changed\n"; code != exitFailed || stderr != want {
			t.Errorf("%s: exit %d, said %q", why, code, stderr)
		}
	}
	refused("a bot runs")
	damage, err := os.OpenFile(db, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer damage.Close()
	if _, err := damage.WriteAt([]byte(strings.Repeat("hỏng", 100)), 0); err != nil {
		t.Fatal(err)
	}
	refused("a bot runs on a damaged database")
	stop()
	if got := succeeds(t, "restore", file, "--db", db); !strings.Contains(got, "What stood there is kept as "+db+".before-restore-") {
		t.Errorf("printed %q", got)
	}
	if got := succeeds(t, "progress", "--db", db); strings.Count(got, "\n") != 10 {
		t.Errorf("after the restore: %s", got)
	}
}

func TestServeBacksUpAtTheStart(t *testing.T) {
	dir := t.TempDir()
	db, backups := filepath.Join(dir, "baocaobot.db"), filepath.Join(dir, "backups")
	office(t, db)
	t.Setenv("BAOCAO_BACKUP_DIR", backups)
	stop := serving(t, db)
	defer stop()
	var found []string
	for deadline := time.Now().Add(time.Minute); len(found) == 0 && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		found, _ = filepath.Glob(filepath.Join(backups, "baocaobot-????-??-??.db"))
	}
	if len(found) != 1 {
		t.Fatalf("backups: %v", found)
	}
	if _, err := os.Stat(filepath.Join(storage.Folder(found[0]), "mc-000001.pdf")); err != nil {
		t.Error(err)
	}
}

func TestServeStopsAtWrongBackupFlags(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TELEGRAM_TOKEN", "42:right-token")
	db := filepath.Join(dir, "x.db")
	for _, c := range []struct {
		flags []string
		code  int
		said  string
	}{
		{[]string{"--backup-days", "0"}, exitUsage, "give 1 to 3660 days"},
		{[]string{"--backup-dir", filepath.Join(dir, "no", "such")}, exitFailed, "check that the folder above it exists"},
	} {
		code, _, stderr := command(t, append([]string{"serve", "--db", db}, c.flags...)...)
		if _, err := os.Stat(db); code != c.code || !strings.Contains(stderr, c.said) || strings.Count(stderr, "\n") != 1 || !os.IsNotExist(err) {
			t.Errorf("%v: exit %d, said %q", c.flags, code, stderr)
		}
	}
}

// A disk that fills up is played by a limit on the size of files.
func TestABackupOnAFullDiskLeavesNothing(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not installed, which limits the size of files")
	}
	dir := t.TempDir()
	db, file := filepath.Join(dir, "baocaobot.db"), filepath.Join(dir, "b.db")
	office(t, db)
	program := exec.Command(shell, "-c", `ulimit -f 64 && exec "$0" backup "$1" --db "$2"`, os.Args[0], file, db)
	program.Env = append(os.Environ(), asProgram+"=1")
	said, err := program.CombinedOutput()
	if want := "baocaobot: the disk that holds " + file + " is full or failing: free some space and try again; nothing was changed\n"; err == nil || string(said) != want {
		t.Errorf("%v, said %q", err, said)
	}
	if left, _ := filepath.Glob(file + "*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
	succeeds(t, "backup", file, "--db", db)
}

var (
	sizes  = regexp.MustCompile(`\d+\.\d MB`)
	times  = regexp.MustCompile(`\d{8}-\d{6}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`)
	counts = regexp.MustCompile(`\d+/\d+  +`)
)

func withoutSizes(text string) string {
	text = times.ReplaceAllString(sizes.ReplaceAllString(text, "N MB"), "TIME")
	return counts.ReplaceAllString(text, "n/m  ")
}

// The restore drill of docs/backup.md, command for command, prints what it says
// there; sizes, times and the number of an outline's questions may differ.
func TestTheRestoreDrill(t *testing.T) {
	doc, err := os.ReadFile("../../docs/backup.md")
	if err != nil {
		t.Fatal(err)
	}
	_, drill, ok := strings.Cut(string(doc), "## Restore drill")
	if !ok {
		t.Fatal("docs/backup.md has no drill")
	}
	drill, _, _ = strings.Cut(drill, "\n## ")
	t.Chdir(t.TempDir())
	office(t, "baocaobot.db")
	if err := os.Mkdir("backups", 0o700); err != nil {
		t.Fatal(err)
	}
	succeeds(t, "backup", "backups/baocaobot-2026-11-24.db")
	asInstalled(t)
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(drill, -1) {
		want, got := block[1], ""
		for line := range strings.Lines(want) {
			typed, isCommand := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
			if isCommand {
				out, _ := exec.Command("sh", "-c", typed).CombinedOutput() // one of them is refused
				got += line + string(out)
				ran++
			}
		}
		if diff := cmp.Diff(withoutSizes(want), withoutSizes(got)); diff != "" {
			t.Error(diff)
		}
	}
	if ran < 6 {
		t.Errorf("%d commands", ran)
	}
}

// asInstalled makes this test be the program baocaobot in the shell's path.
func asInstalled(t *testing.T) {
	t.Helper()
	bin := t.TempDir()
	if err := os.Symlink(os.Args[0], filepath.Join(bin, "baocaobot")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv(asProgram, "1")
}
