package talk_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

var rewrite = flag.Bool("update", false, "rewrite the transcripts with what is said now")

// A transcript is a conversation a cadre could read:
//
//	# what it shows
//	@ unit huyện                  the kind of unit, before the first turn
//	@ now 2024-06-01              the day of the turns that follow
//	@ colleague van_ban.so@xa 9   what a colleague answers just now
//	> (sửa van_ban.so@xa) 12      the message that answered this is edited
//	> (sửa -) 12                  the last message is edited
//	@ before van_ban.so@xa 15     what the unit answered in the round before
//	@ at cu_tri.hoi_nghi          begin at this question
//	> 12 450                      typed
//	| second line                 of the same message
//	> [Bỏ qua ▶]                  the button with this label, of the last screen
//	> {none|cuu_tro.ho}           any button data, as if forged or from an old screen
//	the screen, without tags      written by -update, like the answers at the end
//
// Between two turns everything is saved and loaded again.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(data))
			if *rewrite {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the conversation changed (rewrite with -update and read it):\n%s", diff)
			}
		})
	}
}

// desk is one cadre in front of the bot.
type desk struct {
	form   talk.Form
	place  talk.Place
	screen flows.Screen
	events []string
	typed  int                                 // id of the last message
	seq    int64                               // of the newest answer
	told   map[flows.QuestionID][]flows.Answer // every answer ever given
}

func newDesk(kind string) *desk {
	o, ok := outline.Find("first-half-2024")
	if !ok {
		panic("the outline is not shipped")
	}
	now := time.Date(2024, 5, 28, 14, 0, 0, 0, flows.Zone)
	return &desk{form: talk.Form{
		Plan:  talk.NewPlan(o, kind),
		Round: flows.Round{ID: "r", Name: "Báo cáo 6 tháng đầu năm 2024", Deadline: time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone)},
		Unit:  flows.Unit{ID: "a-luoi", Name: kind + " A Lưới", Kind: kind},
		Now:   now,
		Me:    1,
	}}
}

// take takes one turn and does with it what a store would, through JSON.
func (d *desk) take(t *testing.T, in talk.Input) {
	t.Helper()
	done := talk.Step(d.form, d.place, in)
	d.form.History = nil
	if done.Place.View == talk.OnHistory { // as the store would load it
		d.form.History = d.told[done.Place.At]
		done.Screen = talk.Show(d.form, done.Place)
	}
	d.screen = done.Screen
	saved, err := json.Marshal(done.Place)
	if err != nil {
		t.Fatal(err)
	}
	d.place = talk.Place{}
	if err := json.Unmarshal(saved, &d.place); err != nil {
		t.Fatal(err)
	}
	for _, a := range done.Answers {
		a.By = d.form.Me
		d.store(a)
	}
	switch done.Event {
	case talk.Sent:
		d.form.Report.SentAt = d.form.Now
		d.events = append(d.events, "gửi")
	case talk.Reopened:
		d.form.Report.SentAt = time.Time{}
		d.events = append(d.events, "mở lại")
	}
	if diff := cmp.Diff(d.screen, talk.Show(d.form, d.place)); diff != "" {
		t.Errorf("the screen is not what the stored state shows:\n%s", diff)
	}
}

// store appends one answer.
func (d *desk) store(a flows.Answer) {
	d.seq++
	a.Seq, a.At, a.Channel = d.seq, d.form.Now, "telegram"
	a.Name = map[flows.PersonID]string{1: "cán bộ thứ nhất", 2: "cán bộ thứ hai"}[a.By]
	if d.told == nil {
		d.told = map[flows.QuestionID][]flows.Answer{}
	}
	d.told[a.Question] = append(d.told[a.Question], a)
	answers := maps.Clone(d.form.Report.Answers)
	if answers == nil {
		answers = map[flows.QuestionID]flows.Answer{}
	}
	answers[a.Question] = a
	if a.State == flows.Withdrawn {
		delete(answers, a.Question)
	}
	d.form.Report.Answers = answers
}

func play(t *testing.T, script string) string {
	var out strings.Builder
	d := newDesk("huyện")
	lines := strings.Split(strings.TrimSuffix(script, "\n"), "\n")
	for i, line := range lines {
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "#":
			out.WriteString(line + "\n")
		case "@":
			d = d.directed(t, rest)
			out.WriteString(line + "\n")
		case ">":
			for _, more := range lines[i+1:] {
				if !strings.HasPrefix(more, "|") {
					break
				}
				rest += "\n" + strings.TrimPrefix(strings.TrimPrefix(more, "|"), " ")
			}
			d.take(t, d.input(t, rest))
			fmt.Fprintf(&out, "> %s\n\n%s\n\n", strings.ReplaceAll(rest, "\n", "\n| "), plain(d.screen))
		}
	}
	out.WriteString(d.kept())
	return out.String()
}

func (d *desk) directed(t *testing.T, rest string) *desk {
	t.Helper()
	what, value, _ := strings.Cut(rest, " ")
	switch what {
	case "unit":
		return newDesk(value)
	case "at":
		d.place.At = flows.QuestionID(value)
	case "before":
		id, v := valueOf(value)
		if d.form.Previous == nil {
			d.form.Previous = map[flows.QuestionID]flows.Answer{}
		}
		d.form.Previous[id] = flows.Answer{Question: id, Value: v}
	case "colleague":
		id, v := valueOf(value)
		d.store(flows.Answer{Question: id, Value: v, By: 2})
	case "now":
		now, err := time.ParseInLocation("2006-01-02", value, flows.Zone)
		if err != nil {
			t.Fatal(err)
		}
		d.form.Now = now
	default:
		t.Fatalf("unknown line: @ %s", rest)
	}
	return d
}

// valueOf reads "question value": a number, or names parted by ";".
func valueOf(line string) (flows.QuestionID, flows.Value) {
	id, value, _ := strings.Cut(line, " ")
	v := flows.Value{State: flows.Given}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		v.Number = n
	} else {
		v.Names = strings.Split(value, "; ")
		v.Number = int64(len(v.Names))
	}
	return flows.QuestionID(id), v
}

// input turns a line of the transcript into what the person did.
func (d *desk) input(t *testing.T, text string) talk.Input {
	t.Helper()
	if strings.HasPrefix(text, "{") {
		return talk.Input{Press: strings.Trim(text, "{}")}
	}
	if edited, ok := strings.CutPrefix(text, "(sửa "); ok {
		ids, words, _ := strings.Cut(edited, ") ")
		in := talk.Input{Text: words, Edited: true, Message: d.typed}
		for id := range strings.FieldsSeq(ids) {
			in.Corrects = append(in.Corrects, flows.QuestionID(id))
		}
		return in
	}
	label, pressed := strings.CutPrefix(text, "[")
	if !pressed {
		d.typed++
		return talk.Input{Text: text, Message: d.typed}
	}
	label = strings.TrimSuffix(label, "]")
	for _, row := range d.screen.Buttons {
		for _, b := range row {
			if b.Label == label {
				return talk.Input{Press: b.Data}
			}
		}
	}
	t.Fatalf("no button [%s] on this screen:\n%s", label, plain(d.screen))
	return talk.Input{}
}

var tag = regexp.MustCompile(`</?[a-z]+>`)

// plain prints a screen without tags, its buttons as [ label ].
func plain(s flows.Screen) string {
	text := tag.ReplaceAllString(s.Text, "")
	for _, row := range s.Buttons {
		labels := make([]string, len(row))
		for i, b := range row {
			labels[i] = "[ " + b.Label + " ]"
		}
		text += "\n" + strings.Join(labels, " ")
	}
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}

// kept lists what is stored when the conversation ends.
func (d *desk) kept() string {
	var lines []string
	for id, a := range d.form.Report.Answers {
		value, _ := json.Marshal(a.Value)
		lines = append(lines, fmt.Sprintf("= %s %s", id, value))
	}
	slices.Sort(lines)
	for _, e := range d.events {
		lines = append(lines, "= "+e)
	}
	if lines == nil {
		return "= nothing kept\n"
	}
	return strings.Join(lines, "\n") + "\n"
}
