package talk_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/flows/transcript"
)

// A transcript is a conversation a cadre could read:
//
//	# what it shows
//	@ unit huyện                  the kind of unit, before the first turn
//	@ outline checks              testdata/checks.yaml instead of a shipped outline
//	@ now 2024-06-01              the day of the turns that follow
//	@ colleague van_ban.so@xa 9   what a colleague answers just now
//	> (đáp van_ban.so@xa) 12      replies to the card that asked this
//	> (sửa van_ban.so@xa) 12      the message that answered this is edited
//	> (sửa van_ban.so@xa/1) 12    the message that gave its first answer is edited
//	> (sửa -) 12                  the last message is edited
//	> (đáp tin van_ban.so@xa) 12  replies to the own message that answered this; "-": to the last one
//	@ me 2                        from here on the second cadre speaks; 3 is the unit's leader
//	@ round leader                the round wants the leader's confirmation; "request": the
//	                              office is asked before a sent report is corrected
//	@ round closes                now, and "opens" again; "cut-off": figures count to three days ago
//	@ office reopens              or "refuses" what the unit asked
//	@ office revises q1 q2: why   wants these corrected; "approves", "excuses why"
//	@ before van_ban.so@xa 15     what the unit answered in the round before
//	@ before xep_loai “Khá”       in quotes: a text or an option
//	@ merged 3                    of how many units that is put together
//	@ at cu_tri.hoi_nghi          begin at this question
//	> 12 450                      typed
//	| second line                 of the same message
//	> [Bỏ qua ▶]                  the button with this label, of the last screen
//	> {none|cuu_tro.ho}           any button data, as if forged or from an old screen
//	> (ảnh) biên bản họp          a photo with a caption; each is another photo
//	> (ảnh lần nữa)               the last file once more
//	> (tệp ke-hoach.pdf 120 KB) … a document with a caption
//	> (sửa chú thích) mới         the caption of the last file is edited
//	@ fetched                     every file is copied to the side folder
//	the screen, without tags      written by -update, like the answers at the end
//
// Between two turns everything is saved and loaded again.
func TestTranscripts(t *testing.T) { transcript.Compare(t, play) }

// desk is one cadre in front of the bot.
type desk struct {
	form     talk.Form
	place    talk.Place
	places   map[flows.PersonID]talk.Place // of those who do not speak now
	screen   flows.Screen
	events   []string
	typed    int                                 // id of the last message
	seq      int64                               // of the newest answer
	told     map[flows.QuestionID][]flows.Answer // every answer ever given
	receipts int
	file     flows.Evidence // the last one
	files    int64          // kept so far
}

// team are the people of the unit.
var team = []flows.Colleague{{ID: 1, Name: "cán bộ thứ nhất", Role: flows.Cadre}, {ID: 2, Name: "cán bộ thứ hai", Role: flows.Cadre}, {ID: 3, Name: "lãnh đạo đơn vị", Role: flows.Leader}}

func nameOf(id flows.PersonID) string {
	for _, c := range team {
		if c.ID == id {
			return c.Name
		}
	}
	return ""
}

func newDesk(kind string) *desk {
	o, ok := outline.Find("first-half-2024")
	if !ok {
		panic("the outline is not shipped")
	}
	now := time.Date(2024, 5, 28, 14, 0, 0, 0, flows.Zone)
	return &desk{places: map[flows.PersonID]talk.Place{}, form: talk.Form{
		Plan:  talk.NewPlan(o, kind),
		Round: flows.Round{ID: "r", Name: "Báo cáo 6 tháng đầu năm 2024", Deadline: time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone)},
		Unit:  flows.Unit{ID: "a-luoi", Name: kind + " A Lưới", Kind: kind},
		Now:   now,
		Me:    1,
		Team:  team,
	}}
}

// take takes one turn and does with it what a store would, through JSON.
func (d *desk) take(t *testing.T, in talk.Input) {
	t.Helper()
	done := talk.Step(d.form, d.place, in)
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
	d.happen(done)
	d.keepFiles(done)
	d.form.History = nil
	if done.Place.View == talk.OnHistory {
		d.form.History = d.told[done.Place.At]
	}
	checkLength(t, done)
	d.screen = done.Screen()
	if done.Event != talk.Nothing || done.Place.View == talk.OnHistory || done.Place.View == talk.OnEvidence { // as the bot does once it is stored
		d.screen = talk.Show(d.form, done.Place)
	}
	if diff := cmp.Diff(d.screen, talk.Show(d.form, d.place)); diff != "" {
		t.Errorf("the screen is not what the stored state shows:\n%s", diff)
	}
}

// happen keeps what happened to the report as a whole.
func (d *desk) happen(done talk.Turn) {
	r := &d.form.Report
	now := flows.Moment{At: d.form.Now, By: d.form.Me, Name: nameOf(d.form.Me), Reason: done.Reason}
	said := map[talk.Event]string{talk.Sent: "gửi", talk.Reopened: "mở lại", talk.Submitted: "trình", talk.Returned: "trả lại", talk.Asked: "đề nghị sửa"}[done.Event]
	if said != "" {
		d.events = append(d.events, strings.TrimSpace(said+" "+done.Reason))
	}
	switch done.Event {
	case talk.Submitted:
		r.Submitted = now
	case talk.Sent:
		d.receipts++
		r.Submitted, r.Asked, r.SentAt, r.SentBy, r.SentName, r.Receipt = flows.Moment{}, flows.Moment{}, now.At, now.By, now.Name, d.receipts
		r.Revision = flows.Revision{}
		if r.FirstSent.IsZero() {
			r.FirstSent = now.At
		}
	case talk.Asked:
		r.Asked = now
	case talk.Returned:
		*r = r.Opened()
	case talk.Reopened:
		*r = r.Opened()
		r.FirstSent = time.Time{}
	}
	if done.Task != nil {
		d.events = append(d.events, fmt.Sprintf("giao %s cho %s", done.Task.Section, nameOf(done.Task.Person)))
		d.form.Tasks = maps.Clone(d.form.Tasks)
		if d.form.Tasks == nil {
			d.form.Tasks = map[string]flows.PersonID{}
		}
		d.form.Tasks[done.Task.Section] = done.Task.Person
		if done.Task.Person == 0 {
			delete(d.form.Tasks, done.Task.Section)
		}
	}
}

// store appends one answer.
func (d *desk) store(a flows.Answer) {
	d.seq++
	a.Seq, a.At, a.Channel = d.seq, d.form.Now, "telegram"
	a.Name = nameOf(a.By)
	if d.told == nil {
		d.told = map[flows.QuestionID][]flows.Answer{}
	}
	d.told[a.Question] = append(d.told[a.Question], a)
	answers := maps.Clone(d.form.Report.Answers)
	if answers == nil {
		answers = map[flows.QuestionID]flows.Answer{}
	}
	d.form.Report.Answers = answers
	d.form.Report.Take(a)
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
			fmt.Fprintf(&out, "> %s\n\n%s\n\n", strings.ReplaceAll(rest, "\n", "\n| "), transcript.Plain(d.screen))
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
	case "outline":
		d.form.Plan = talk.NewPlan(outlineOf(t, value), d.form.Unit.Kind)
	case "at":
		d.place.At = flows.QuestionID(value)
	case "before":
		id, v := valueOf(value)
		if d.form.Previous == nil {
			d.form.Previous = map[flows.QuestionID]flows.Answer{}
		}
		d.form.Previous[id] = flows.Answer{Question: id, Value: v}
	case "merged":
		merged, err := strconv.Atoi(value)
		if err != nil {
			t.Fatal(err)
		}
		d.form.Merged = merged
	case "colleague":
		id, v := valueOf(value)
		d.store(flows.Answer{Question: id, Value: v, By: 2})
	case "me":
		id, err := strconv.Atoi(value)
		if err != nil {
			t.Fatal(err)
		}
		d.places[d.form.Me] = d.place
		d.form.Me, d.form.Lead = flows.PersonID(id), id == 3
		d.place = d.places[d.form.Me]
	case "round":
		d.form.Round.Leader = d.form.Round.Leader || value == "leader"
		switch value {
		case "request":
			d.form.Round.Amend = flows.OnRequest
		case "closes":
			d.form.Round.Closed = d.form.Now
		case "opens":
			d.form.Round.Closed = time.Time{}
		case "cut-off":
			d.form.Round.CutOff = d.form.Now.AddDate(0, 0, -3)
		}
	case "office":
		d.decided(value)
	case "now":
		now, err := time.ParseInLocation("2006-01-02", value, flows.Zone)
		if err != nil {
			t.Fatal(err)
		}
		d.form.Now = now
	case "fetched":
		for i, e := range d.form.Report.Evidence {
			d.form.Report.Evidence[i].Stored = e.FolderName()
		}
	default:
		t.Fatalf("unknown line: @ %s", rest)
	}
	return d
}

// decided does what the office decided about the report.
func (d *desk) decided(how string) {
	what, about, _ := strings.Cut(how, " ")
	questions, why, _ := strings.Cut(about, ": ")
	r := &d.form.Report
	r.Asked = flows.Moment{}
	now := flows.Moment{At: d.form.Now, By: 9, Name: "văn phòng", Reason: why}
	switch what {
	case "reopens":
		*r = r.Opened()
	case "approves":
		r.Approved = now
	case "excuses":
		now.Reason = about
		r.Excused = now
	case "revises":
		*r = r.Opened()
		r.Revision = flows.Revision{Moment: now, Newest: r.Newest}
		for q := range strings.FieldsSeq(questions) {
			r.Revision.Questions = append(r.Revision.Questions, flows.QuestionID(q))
		}
		d.screen = talk.Revised(d.form)
	}
}

// outlineOf reads an outline made for transcripts.
func outlineOf(t *testing.T, name string) *outline.Outline {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	o, mistakes := outline.Read(name, data)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	return o
}

// choices is the plan of testdata/choices.yaml, read once.
var choices = sync.OnceValue(func() *talk.Plan {
	o, mistakes := outline.Read("choices", []byte(choicesYAML()))
	if len(mistakes) > 0 {
		panic(mistakes)
	}
	return talk.NewPlan(o, "huyện")
})

func choicesYAML() string {
	data, err := os.ReadFile("testdata/choices.yaml")
	if err != nil {
		panic(err)
	}
	return string(data)
}

// valueOf reads "question value": a number, a text in quotes, or names parted by ";".
func valueOf(line string) (flows.QuestionID, flows.Value) {
	id, value, _ := strings.Cut(line, " ")
	v := flows.Value{State: flows.Given}
	if text, quoted := strings.CutPrefix(value, "“"); quoted {
		v.Text = strings.TrimSuffix(text, "”")
	} else if n, err := strconv.ParseInt(value, 10, 64); err == nil {
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
	if replied, ok := strings.CutPrefix(text, "(đáp tin "); ok {
		in := d.input(t, "(sửa "+replied)
		in.Replies = true
		return in
	}
	if edited, ok := strings.CutPrefix(text, "(sửa "); ok && !strings.HasPrefix(text, "(sửa chú thích)") {
		ids, words, _ := strings.Cut(edited, ") ")
		in := talk.Input{Text: words, Edited: true, Message: d.typed}
		for id := range strings.FieldsSeq(ids) {
			if id != "-" {
				in.Corrects = append(in.Corrects, d.answerOf(id))
			}
		}
		slices.SortStableFunc(in.Corrects, func(a, b flows.Answer) int { return int(a.Seq - b.Seq) }) // as the store lists them
		return in
	}
	if reply, ok := strings.CutPrefix(text, "(đáp "); ok {
		card, words, _ := strings.Cut(reply, ") ")
		d.typed++
		return talk.Input{Text: words, Message: d.typed, Card: flows.QuestionID(card)}
	}
	if in, sent := d.sentFile(t, text); sent {
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
	t.Fatalf("no button [%s] on this screen:\n%s", label, transcript.Plain(d.screen))
	return talk.Input{}
}

// answerOf is the newest answer to a question, or with "question/2" the second one.
func (d *desk) answerOf(id string) flows.Answer {
	id, nth, counted := strings.Cut(id, "/")
	told := d.told[flows.QuestionID(id)]
	n, _ := strconv.Atoi(nth)
	switch {
	case len(told) == 0:
		return flows.Answer{Question: flows.QuestionID(id)}
	case counted:
		return told[n-1]
	default:
		return told[len(told)-1]
	}
}

// kept lists what is stored when the conversation ends.
func (d *desk) kept() string {
	var lines []string
	for id, a := range d.form.Report.Answers {
		value, _ := json.Marshal(a.Value)
		lines = append(lines, fmt.Sprintf("= %s %s", id, value))
	}
	slices.Sort(lines)
	for _, e := range d.form.Report.Evidence {
		lines = append(lines, strings.TrimRight(fmt.Sprintf("= 📎 %s %s %s %q %s", e.Card, e.Kind, e.Name, e.Caption, e.Problem), " "))
	}
	for _, e := range d.events {
		lines = append(lines, "= "+e)
	}
	if lines == nil {
		return "= nothing kept\n"
	}
	return strings.Join(lines, "\n") + "\n"
}
