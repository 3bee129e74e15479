package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

const (
	killToken   = "42:token-of-the-killed-bot"
	killedTimes = 200
)

// The running program is killed two hundred times at random moments, while three
// cadres of each of nine units answer, and started again on the same database. Every
// value anybody typed is stored exactly once and in order, whatever was confirmed is
// among them, everybody goes on from where they stopped, and the workbook adds it up.
func TestKilledTwoHundredTimes(t *testing.T) {
	server := emulator.New(emulator.Options{Token: killToken})
	if _, err := server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	db := filepath.Join(t.TempDir(), "kill.db")
	succeeds(t, "round", "open", "--db", db, "--outline", demoOutline, "--units", "thua-thien-hue-2024",
		"--period", "2024-01-01..2024-06-30", "--deadline", "2099-05-30")
	cadres := invited(t, server, db)
	s := &killable{t: t, url: server.URL(), db: db}
	s.start()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var enough atomic.Bool
	var people sync.WaitGroup
	for _, c := range cadres {
		people.Go(func() { c.answer(ctx, t, &enough) })
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range killedTimes {
		time.Sleep(time.Duration(rng.IntN(250)) * time.Millisecond) // the moment of the kill is the test's own chance
		s.kill()
		s.start()
	}
	enough.Store(true) // everybody gets the confirmation they wait for, and one more
	people.Wait()
	s.stop()
	said := 0
	sums := map[string]int64{}
	for _, c := range cadres {
		if diff := cmp.Diff(c.said, storedBy(t, db, c)); diff != "" {
			t.Errorf("%s of %s: what was typed is not what is stored:\n%s", c.question, c.unit, diff)
		}
		said += len(c.said)
		sums[string(c.question)] += c.said[len(c.said)-1]
	}
	stored := sumsOf(t, db)
	if diff := cmp.Diff(sums, stored); diff != "" {
		t.Errorf("the sums of the last values:\n%s", diff)
	}
	workbook := filepath.Join(t.TempDir(), "tong-hop.xlsx")
	succeeds(t, "export", "--db", db, "--out", workbook)
	compareTotals(t, workbook, db)
	for _, secret := range append(secretsOf(cadres), killToken) {
		if strings.Contains(s.log.text(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	t.Logf("%d values of %d people over %d kills", said, len(cadres), killedTimes)
}

// killable is the program as it runs for real, in a process of its own.
type killable struct {
	t       *testing.T
	url, db string
	program *exec.Cmd
	log     notifier // of every start
}

func (s *killable) start() {
	s.t.Helper()
	s.program = exec.Command(os.Args[0], "serve", "--db", s.db, "--api", s.url)
	s.program.Env = append(os.Environ(), asProgram+"=1", "TELEGRAM_TOKEN="+killToken)
	s.program.Stderr = &s.log
	if err := s.program.Start(); err != nil {
		s.t.Fatal(err)
	}
}

// logs waits until the log holds some words.
func (s *killable) logs(ctx context.Context, words string) {
	s.t.Helper()
	for !strings.Contains(s.log.text(), words) {
		select {
		case <-ctx.Done():
			s.t.Fatalf("the log never says %q:\n%s", words, s.log.text())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (s *killable) kill() {
	s.t.Helper()
	if err := s.program.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	_ = s.program.Wait() // it was killed, and says so
}

func (s *killable) stop() {
	s.t.Helper()
	if err := s.program.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.program.Wait(); err != nil {
		s.t.Errorf("the program ended with %v:\n%s", err, s.log.text())
	}
}

// cadre is one person with one question, who corrects its value again and again.
type killedCadre struct {
	*emulator.Phone
	id       flows.PersonID
	code     string
	unit     flows.UnitID
	question flows.QuestionID
	item     int // of the first section
	said     []int64
}

// invited gives nine units three cadres each, with phones.
func invited(t *testing.T, server *emulator.Server, db string) (cadres []*killedCadre) {
	t.Helper()
	o, _ := outline.Find(demoOutline)
	questions := o.Questions("huyện")
	store, err := storage.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	err = store.Update(t.Context(), func(tx *storage.Tx) error {
		units, err := tx.RoundUnits(demoOutline)
		for i, u := range units {
			for n := range 3 {
				c := &killedCadre{id: flows.PersonID(1 + 3*i + n), unit: u.ID, question: questions[n].ID, item: n + 1}
				if c.code, err = tx.NewInvite(flows.Cadre, u.ID, time.Now(), time.Now().AddDate(0, 0, 1)); err != nil {
					return err
				}
				c.Phone = server.Phone(int64(c.id), fmt.Sprintf("cán bộ %d %s", n+1, u.Name))
				cadres = append(cadres, c)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return cadres
}

// answer joins, opens the question and gives it one value after another, each once
// the one before is confirmed.
func (c *killedCadre) answer(ctx context.Context, t *testing.T, enough *atomic.Bool) {
	for _, step := range []struct{ text, expected string }{
		{"/start " + c.code, "Chào đồng chí"}, {"mục lục", "1. "}, {"1", "1. "}, {fmt.Sprint(c.item), "▶ "},
	} {
		c.Say(step.text)
		if !c.sees(ctx, t, step.expected) {
			return
		}
	}
	for last := false; !last; {
		last = enough.Load()
		n := int64(c.id)*1_000_000 + int64(len(c.said))
		c.said = append(c.said, n)
		c.Say(fmt.Sprint(n))
		if !c.sees(ctx, t, figure.Format(figure.Value{State: flows.Given, N: n}, outline.Count, "")) {
			return
		}
		c.Say("sửa")
		if !c.sees(ctx, t, "Gõ số mới để sửa") {
			return
		}
	}
}

// sees waits until the newest message is the bot's and says what is expected.
func (c *killedCadre) sees(ctx context.Context, t *testing.T, expected string) bool {
	err := c.Await(ctx, func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.FromBot && strings.Contains(last.Text, strings.TrimSpace(expected))
	})
	if err != nil {
		t.Errorf("cadre %d waits for %q: %v", c.id, expected, err)
	}
	return err == nil
}

// storedBy lists the values one person gave, in their order.
func storedBy(t *testing.T, db string, c *killedCadre) (numbers []int64) {
	t.Helper()
	conn, err := sql.Open("sqlite", "file:"+db+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	rows, err := conn.Query(`select number from answer where unit = ? and question = ? and person = ? order by id`, string(c.unit), string(c.question), int64(c.id))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// secretsOf lists what no log may hold: names, and values as typed and as printed.
func secretsOf(cadres []*killedCadre) (secrets []string) {
	for _, c := range cadres {
		last := c.said[len(c.said)-1]
		secrets = append(secrets, "cán bộ", fmt.Sprint(last), figure.Format(figure.Value{State: flows.Given, N: last}, outline.Count, ""), c.code)
	}
	return slices.Compact(secrets)
}
