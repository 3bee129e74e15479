package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"baocaobot/bot"
	"baocaobot/bot/emulator"
	"baocaobot/bot/rehearsal"
	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

func newServer(t *testing.T, token string) string {
	t.Helper()
	s := emulator.New(emulator.Options{Token: token})
	url, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return url
}

// notifier is a log that tells when a word was written.
type notifier struct {
	mu   sync.Mutex
	all  bytes.Buffer
	word string
	seen chan struct{}
}

func (n *notifier) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all.Write(p)
	if strings.Contains(n.all.String(), n.word) {
		select {
		case n.seen <- struct{}{}:
		default:
		}
	}
	return len(p), nil
}

func (n *notifier) text() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.all.String()
}

// What was played is what was meant: the papers of the simulated cadres are
// computed again and compared with the database, and the workbook's totals with
// sums that the database makes itself.
func TestDemoPlay(t *testing.T) {
	out := t.TempDir()
	const seed = 7
	printed := succeeds(t, "demo", "--play", "--out", out, "--seed", fmt.Sprint(seed))
	if !strings.HasPrefix(printed, "9 units reported in ") {
		t.Errorf("printed %q", printed)
	}
	db := filepath.Join(out, demoDatabase)
	store, err := storage.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	err = store.View(t.Context(), func(tx *storage.Tx) error {
		o, err := bot.RoundOutline(tx, demoOutline)
		if err != nil {
			return err
		}
		units, err := tx.RoundUnits(demoOutline)
		if err != nil {
			return err
		}
		for i, u := range units {
			r, err := tx.Report(demoOutline, u.ID)
			if err != nil {
				return err
			}
			if !r.Sent() {
				t.Errorf("%s has not sent", u.ID)
			}
			got := map[flows.QuestionID]flows.Value{}
			for id, a := range r.Answers {
				got[id] = a.Value
			}
			want := rehearsal.NewPaper(talk.NewPlan(o, u.Kind), u, habitOf(i), seed).Values
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: stored is not what was meant:\n%s", u.ID, diff)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	compareTotals(t, filepath.Join(out, "tong-hop.xlsx"), db)
	talked, err := os.ReadFile(filepath.Join(out, "hoi-thoai.txt"))
	if err != nil || !strings.Contains(string(talked), "→") || !strings.Contains(string(talked), "Đã gửi báo cáo của huyện Phong Điền") {
		t.Errorf("the conversation shows no correction and receipt (%v)", err)
	}
}

// compareTotals compares every total of a figure with the database's own sum.
func compareTotals(t *testing.T, workbook, db string) {
	t.Helper()
	file, err := excelize.OpenFile(workbook)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows("Tổng hợp", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	totals := map[string]string{} // by STT, which counts the questions
	total := -1
	for _, row := range rows {
		for i, cell := range row {
			if cell == "Toàn tỉnh" {
				total = i
			}
		}
		if total > 0 && len(row) > total {
			totals[row[0]] = row[total]
		}
	}
	sums := sumsOf(t, db)
	o, _ := outline.Find(demoOutline)
	compared := 0
	for i, q := range o.Questions("huyện") {
		if q.Kind != outline.Count && q.Kind != outline.Money {
			continue
		}
		want := fmt.Sprint(sums[string(q.ID)])
		if q.Kind == outline.Money {
			want = fmt.Sprint(float64(sums[string(q.ID)]) / 1e6)
		}
		if got := totals[fmt.Sprint(i+1)]; got != want {
			t.Errorf("%s: the workbook says %s, the database %s", q.ID, got, want)
		}
		compared++
	}
	if compared < 70 {
		t.Errorf("only %d totals were compared", compared)
	}
}

func sumsOf(t *testing.T, db string) map[string]int64 {
	t.Helper()
	conn, err := sql.Open("sqlite", "file:"+db+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	rows, err := conn.Query(`select question, sum(number) from answer a
		where not exists (select 1 from answer later where later.unit = a.unit and later.question = a.question and later.id > a.id)
		group by question`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	sums := map[string]int64{}
	for rows.Next() {
		var question string
		var sum int64
		if err := rows.Scan(&question, &sum); err != nil {
			t.Fatal(err)
		}
		sums[question] = sum
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return sums
}

// A demo is killed while nine people are answering; whatever any of their chats
// had confirmed, figure, text, list or yes, is in the database.
func TestKillingTheDemoLosesNothingAcknowledged(t *testing.T) {
	for _, after := range []int{3, 40, 160} {
		t.Run(fmt.Sprintf("after %d confirmations", after), func(t *testing.T) { killDemo(t, after) })
	}
}

var (
	address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	acked   = regexp.MustCompile(`(?m)^(?:✅|❔) (.+)$`)
)

func killDemo(t *testing.T, after int) {
	out := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	program := exec.CommandContext(ctx, os.Args[0], "demo", "--out", out)
	program.Env = append(os.Environ(), asProgram+"=1")
	stdout, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	defer program.Wait()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url := address.FindString(line)
	const first, units = 1001, 9
	seen := map[int]string{}
	for change := ""; strings.Count(seen[first], "✅") < after; { // each answer waits for the next change
		seen[first], change = chatOf(t, fmt.Sprintf("%s/phone/%d/messages?after=%s", url, first, change))
		if ctx.Err() != nil {
			t.Fatalf("never %d confirmations", after)
		}
	}
	for i := range units {
		seen[first+i], _ = chatOf(t, fmt.Sprintf("%s/phone/%d/messages", url, first+i))
	}
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	program.Wait()
	stored := storedAnswers(t, filepath.Join(out, demoDatabase))
	checked := map[outline.Kind]int{}
	for i := range units {
		for _, found := range acked.FindAllStringSubmatch(seen[first+i], -1) {
			kind := kindOf(stored[i], found[1])
			checked[kind]++
			if kind == "" {
				t.Errorf("unit %d: %q was acknowledged and is not stored", i, found[1])
			}
		}
	}
	if after >= 160 && (checked[outline.Count] == 0 || checked[outline.Money] == 0 || checked[outline.Text] == 0 || checked[outline.Names] == 0) {
		t.Errorf("not every kind of answer was acknowledged before the kill: %v", checked)
	}
	t.Logf("acknowledged and stored: %v", checked)
}

// storedAnswer is one answer as a chat may have confirmed it.
type storedAnswer struct {
	question outline.Question
	flows.Value
	value string // how the chat begins to print it
}

// kindOf finds the stored answer that a confirmed line shows, and tells its kind.
// Long labels, texts and lists are cut in the chat, at "…".
func kindOf(stored []storedAnswer, line string) outline.Kind {
	for _, a := range stored {
		label, _, ok := strings.Cut(line, ": "+a.value)
		head, end, _ := strings.Cut(label, "…")
		if ok && len(label) > 0 && strings.HasPrefix(a.question.Label, head) && strings.HasSuffix(a.question.Label, end) {
			return a.question.Kind
		}
	}
	return ""
}

func cut(s string, n int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), n)])
}

// beginning is how the chat begins to print a value.
func beginning(a storedAnswer) string {
	switch {
	case a.State == flows.None || a.State == flows.Unknown || a.question.Kind == outline.Count || a.question.Kind == outline.Money:
		return figure.Format(figure.Value{State: a.State, N: a.Number, Hedge: a.Hedge}, a.question.Kind, a.question.Item.Unit)
	case a.question.Kind == outline.Text:
		return "“" + cut(a.Text, 25)
	case a.question.Kind == outline.Names:
		return fmt.Sprintf("%d tên (%s", len(a.Names), cut(strings.Join(a.Names, "; "), 25))
	case a.Number > 0:
		return "có"
	default:
		return "không"
	}
}

// chatOf is what one chat shows, and the number of its last change; a phone that is
// not there yet shows nothing.
func chatOf(t *testing.T, url string) (shown, change string) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var look struct {
		Seq      int64              `json:"seq"`
		Messages []emulator.Message `json:"messages"`
	}
	if answer.StatusCode != http.StatusOK {
		return "", ""
	}
	if err := json.Unmarshal(body, &look); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, m := range look.Messages {
		if m.FromBot {
			all.WriteString(m.Text + "\n")
		}
	}
	return all.String(), fmt.Sprint(look.Seq)
}

// storedAnswers opens the database as the next start would and reads each unit's
// answers, the corrected ones too, in the order of the units.
func storedAnswers(t *testing.T, db string) [][]storedAnswer {
	t.Helper()
	store, err := storage.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	o, _ := outline.Find(demoOutline)
	questions := map[flows.QuestionID]outline.Question{}
	for _, q := range o.Questions("huyện") {
		questions[q.ID] = q
	}
	conn, err := sql.Open("sqlite", "file:"+db+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	rows, err := conn.Query(`select unit.ord, question, value from answer join unit on unit.id = answer.unit`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := make([][]storedAnswer, 9)
	for rows.Next() {
		var unit int
		var id flows.QuestionID
		var value string
		if err := rows.Scan(&unit, &id, &value); err != nil {
			t.Fatal(err)
		}
		a := storedAnswer{question: questions[id]}
		if err := json.Unmarshal([]byte(value), &a.Value); err != nil {
			t.Fatal(err)
		}
		a.value = beginning(a)
		all[unit-2] = append(all[unit-2], a) // the province comes first in the list of units
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
