package desk_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
	"baocaobot/flows/transcript"
)

// A transcript is what an officer could read:
//
//	# what it shows
//	@ now 22/5 09:30             when the lines below happen; 2024, unless "22/5/2023 09:30"
//	@ a-luoi hoa_giai.vu 12      what a unit answers; "không" and "chưa có" are states
//	@ a-luoi vì nha.xay: lý do   the reason it gives for an odd figure
//	@ a-luoi gửi                 the unit sends; "trình" puts it before its leader
//	@ a-luoi xin: lý do          asks to correct what it has sent; "thôi" once the office refused
//	@ a-luoi tệp I.1 a.pdf       a document for a card
//	@ a-luoi vào                 one more person of the unit joins
//	@ trước a-luoi hoa_giai.vu 1 what it answered in the round before
//	@ gộp a-luoi 3               of how many reports that is put together
//	@ kiêm cán bộ                from here on the officer also reports for a unit
//	@ mở q3 Báo cáo quý III      a newer round is opened, of the same units
//	@ đợt q3                     what units do from here on they do in this round
//	@ bỏ q3                      the round is there no more
//	> /tien do                   typed
//	> (sửa) 12                   an older message is edited
//	> [Duyệt]                    the button with this label, of the last screen
//	> {o|yes|x|1}                any button data, as if forged or from an old screen
//	the screen, without tags     written by -update, with what is done and told to units
//
// Between two turns everything is saved and loaded again.
func TestTranscripts(t *testing.T) { transcript.Compare(t, play) }

// province is the office with its units.
type province struct {
	outline  *outline.Outline
	round    flows.Round
	rounds   []flows.Round           // every one, the newest first
	shelves  map[flows.RoundID]shelf // of the rounds that are not the one at hand
	of       flows.RoundID           // in which units do what they do
	units    []flows.Unit
	reports  map[flows.UnitID]flows.Report
	told     map[flows.UnitID][]flows.Answer // every answer ever given
	before   map[flows.UnitID]map[flows.QuestionID]flows.Answer
	joined   map[flows.UnitID]int
	merged   map[flows.UnitID]int
	now      time.Time
	place    desk.Place
	screen   flows.Screen
	cadre    bool
	parents  map[flows.UnitID]flows.Unit
	seq      int64
	events   int64 // things that happened to a report as a whole
	receipts int
	files    int64
	did      []string // by the last turn
}

// shelf holds the reports of a round.
type shelf struct {
	reports map[flows.UnitID]flows.Report
	told    map[flows.UnitID][]flows.Answer
	before  map[flows.UnitID]map[flows.QuestionID]flows.Answer
}

func newShelf() shelf {
	return shelf{map[flows.UnitID]flows.Report{}, map[flows.UnitID][]flows.Answer{}, map[flows.UnitID]map[flows.QuestionID]flows.Answer{}}
}

// enter takes the reports of a round to hand.
func (p *province) enter(id flows.RoundID) {
	at := slices.IndexFunc(p.rounds, func(r flows.Round) bool { return r.ID == id })
	if at < 0 || id == p.round.ID {
		return
	}
	p.shelves[p.round.ID] = shelf{p.reports, p.told, p.before}
	s := p.shelves[id]
	p.round, p.reports, p.told, p.before = p.rounds[at], s.reports, s.told, s.before
}

// roundOf is the round that a turn is about, as the bot finds it.
func (p *province) roundOf(in desk.Input) flows.RoundID {
	if desk.Bound(in.Press) {
		for _, r := range p.rounds {
			if desk.DrawnIn(in.Press, r.ID, p.units) {
				return r.ID
			}
		}
	}
	return p.place.Settled(p.rounds).Round
}

func newProvince(t testing.TB) *province {
	t.Helper()
	data, err := os.ReadFile("testdata/office.yaml")
	if err != nil {
		t.Fatal(err)
	}
	o, mistakes := outline.Read("office", data)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	p := &province{outline: o, now: time.Date(2024, 5, 28, 14, 0, 0, 0, flows.Zone), reports: map[flows.UnitID]flows.Report{},
		round: flows.Round{ID: "r", Name: "6 tháng đầu năm 2024", Deadline: time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone), Previous: "q"},
		told:  map[flows.UnitID][]flows.Answer{}, before: map[flows.UnitID]map[flows.QuestionID]flows.Answer{}, joined: map[flows.UnitID]int{}}
	for i, name := range []string{"Phong Điền", "Quảng Điền", "Phú Vang", "Phú Lộc", "Nam Đông", "A Lưới"} {
		id := flows.UnitID(strings.ReplaceAll(flows.Fold(name), " ", "-"))
		p.units = append(p.units, flows.Unit{ID: id, Name: "huyện " + name, Kind: "huyện", Order: i + 1})
	}
	p.merged = map[flows.UnitID]int{}
	p.rounds, p.shelves, p.of = []flows.Round{p.round}, map[flows.RoundID]shelf{}, p.round.ID
	return p
}

func (p *province) report(u flows.UnitID) flows.Report {
	r, known := p.reports[u]
	if !known {
		r = flows.Report{Round: p.round.ID, Unit: u, Answers: map[flows.QuestionID]flows.Answer{}}
	}
	r.Answers = maps.Clone(r.Answers)
	return r
}

func (p *province) unitForm(u flows.UnitID) talk.Form {
	at := slices.IndexFunc(p.units, func(other flows.Unit) bool { return other.ID == u })
	if at < 0 {
		return talk.Form{}
	}
	f := talk.Form{Plan: talk.NewPlan(p.outline, p.units[at].Kind), Round: p.round, Unit: p.units[at], Report: p.report(u), Now: p.now, Me: 9, Previous: p.before[u]}
	for i := range p.joined[u] {
		f.Team = append(f.Team, flows.Colleague{ID: flows.PersonID(100 + i), Name: "cán bộ " + p.units[at].Name, Role: flows.Cadre})
	}
	return f
}

func (p *province) form(place desk.Place, in desk.Input) desk.Form {
	f := desk.Form{Round: p.round, Rounds: p.rounds, Outline: p.outline, Units: p.units}
	need := desk.About(f, place, in)
	f.Unit = p.unitForm(need.Unit)
	if need.Sent {
		f.Sent = map[flows.UnitID]flows.Report{}
		for u, r := range p.reports {
			if r.Stage() == flows.Sent {
				f.Sent[u] = r
			}
		}
	}
	return f
}

// facts are what the bot reads after the commit.
func (p *province) facts(place desk.Place) desk.Facts {
	p.enter(place.Round)
	in := desk.Facts{Rounds: p.rounds, Cadre: p.cadre, Input: report.Input{Round: p.round, Outline: p.outline, Units: p.units, Reports: p.reports, Now: p.now, Parents: p.parents}, Joined: p.joined}
	if place.View.OneUnit() && place.Unit != "" {
		in.Unit = p.unitForm(place.Unit)
		in.Units = []flows.Unit{in.Unit.Unit}
		for _, a := range p.told[place.Unit] {
			if a.Question == place.Question {
				in.Unit.History = append(in.Unit.History, a)
			}
		}
	}
	if place.View == desk.OnRounds {
		in.Arrived = map[flows.RoundID]desk.Arrived{}
		for _, r := range p.rounds {
			p.enter(r.ID)
			in.Arrived[r.ID] = p.arrived()
		}
		p.enter(place.Round)
	}
	if place.View == desk.OnItem {
		in.Before, in.Merged = map[flows.UnitID]flows.Answer{}, p.merged
		for u, answers := range p.before {
			in.Before[u] = answers[place.Question]
		}
	}
	return in
}

func (p *province) arrived() (a desk.Arrived) {
	for _, u := range p.units {
		r := p.report(u.ID)
		if r.Exempt() {
			continue
		}
		a.Expected++
		if r.Delivered() {
			a.Sent++
		}
	}
	return a
}

// take takes one turn and does with it what the bot would, through JSON.
func (p *province) take(t *testing.T, in desk.Input) {
	t.Helper()
	p.did = nil
	wants := desk.Wants(p.place.Settled(p.rounds), in)
	p.enter(p.roundOf(in))
	done := desk.Step(p.form(p.place, in), p.place, in)
	saved, err := json.Marshal(done.Place)
	if err != nil {
		t.Fatal(err)
	}
	p.place = desk.Place{}
	if err := json.Unmarshal(saved, &p.place); err != nil {
		t.Fatal(err)
	}
	if !wants {
		p.screen = flows.Screen{Text: "(không phải việc của bàn văn phòng)"}
		return
	}
	p.do(done.Deed)
	p.screen = desk.Show(p.facts(p.place), p.place)
	if n := utf8.RuneCountInString(p.screen.Text); n > 4000 {
		t.Errorf("a screen of %d characters", n)
	}
	for _, row := range p.screen.Buttons {
		for _, b := range row {
			if len(b.Data) == 0 || len(b.Data) > 64-7 {
				t.Errorf("[%s] has data of %d bytes", b.Label, len(b.Data))
			}
		}
	}
}

// do does a deed as the store would keep it.
func (p *province) do(d desk.Deed) {
	now := flows.Moment{At: p.now, By: 9, Name: "văn phòng", Reason: d.Reason}
	r := p.report(d.Unit)
	switch d.Kind {
	case desk.Nothing:
		return
	case desk.Revise:
		r = r.Opened()
		r.Revision = flows.Revision{Moment: now, Questions: d.Questions, Newest: r.Newest}
	case desk.Approve:
		r.Approved, r.Asked = now, flows.Moment{}
	case desk.ApproveAll:
		for _, u := range d.Units {
			p.do(desk.Deed{Kind: desk.Approve, Unit: u})
		}
		return
	case desk.Unapprove:
		r.Approved = flows.Moment{}
	case desk.Excuse:
		r.Excused, r.Asked = now, flows.Moment{}
	case desk.Unexcuse:
		r.Excused = flows.Moment{}
	case desk.Correct:
		for _, a := range d.Answers {
			a.By, a.Name, a.Channel = 9, "văn phòng", flows.OfficeChannel
			p.answer(d.Unit, a)
		}
		r = p.report(d.Unit)
	default:
		p.did = append(p.did, strings.TrimSpace(fmt.Sprintf("= %s %s", d.Kind, d.File.Name)))
		return
	}
	if d.Kind != desk.Correct {
		p.events++
		r.Event = p.events
	}
	p.reports[d.Unit] = r
	p.did = append(p.did, strings.TrimSpace(fmt.Sprintf("= %s %s %v %s", d.Kind, d.Unit, d.Questions, d.Reason)))
	for _, a := range d.Answers {
		value, _ := json.Marshal(a.Value)
		p.did = append(p.did, fmt.Sprintf("= %s %s", a.Question, value))
	}
	if s, ok := desk.Told(p.unitForm(d.Unit), d); ok {
		p.did = append(p.did, "→ "+strings.ReplaceAll(strings.TrimSpace(transcript.Plain(s)), "\n  ", "\n→ "))
	}
}

func (p *province) answer(u flows.UnitID, a flows.Answer) {
	p.seq++
	a.Seq, a.At = p.seq, p.now
	r := p.report(u)
	r.Take(a)
	p.reports[u] = r
	p.told[u] = append(p.told[u], a)
}

func play(t *testing.T, script string) string {
	var out strings.Builder
	p := newProvince(t)
	lines := strings.Split(strings.TrimSuffix(script, "\n"), "\n")
	for i, line := range lines {
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "#":
			out.WriteString(line + "\n")
		case "@":
			p.directed(t, rest)
			out.WriteString(line + "\n")
		case ">":
			for _, more := range lines[i+1:] {
				if !strings.HasPrefix(more, "|") {
					break
				}
				rest += "\n" + strings.TrimPrefix(strings.TrimPrefix(more, "|"), " ")
			}
			p.take(t, p.input(t, rest))
			fmt.Fprintf(&out, "> %s\n\n%s\n", strings.ReplaceAll(rest, "\n", "\n| "), transcript.Plain(p.screen))
			for _, did := range p.did {
				out.WriteString(did + "\n")
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}

func (p *province) directed(t *testing.T, rest string) {
	t.Helper()
	what, value, _ := strings.Cut(rest, " ")
	switch what {
	case "now":
		now, err := time.ParseInLocation("2/1 15:04 2006", value+" 2024", flows.Zone)
		if err != nil {
			now, err = time.ParseInLocation("2/1/2006 15:04", value, flows.Zone)
		}
		if err != nil {
			t.Fatal(err)
		}
		p.now = now
	case "kiêm":
		p.cadre = true
	case "gộp":
		unit, n, _ := strings.Cut(value, " ")
		p.merged[flows.UnitID(unit)], _ = strconv.Atoi(n)
	case "mở":
		id, name, _ := strings.Cut(value, " ")
		p.opens(flows.Round{ID: flows.RoundID(id), Name: name, Deadline: p.round.Deadline.AddDate(0, 1, 0), Opened: p.now})
	case "đợt":
		p.of = flows.RoundID(value)
	case "bỏ":
		p.rounds = slices.DeleteFunc(p.rounds, func(r flows.Round) bool { return r.ID == flows.RoundID(value) })
	case "trước":
		p.enter(p.of)
		unit, answer, _ := strings.Cut(value, " ")
		if p.before[flows.UnitID(unit)] == nil {
			p.before[flows.UnitID(unit)] = map[flows.QuestionID]flows.Answer{}
		}
		a := answerIn(answer)
		p.before[flows.UnitID(unit)][a.Question] = a
	default:
		p.unitDoes(t, flows.UnitID(what), value)
	}
}

func (p *province) opens(r flows.Round) {
	p.rounds = append([]flows.Round{r}, p.rounds...)
	p.shelves[r.ID] = newShelf()
}

func (p *province) unitDoes(t *testing.T, u flows.UnitID, does string) {
	t.Helper()
	if !slices.ContainsFunc(p.units, func(other flows.Unit) bool { return other.ID == u }) {
		t.Fatalf("there is no unit %s", u)
	}
	p.enter(p.of)
	r := p.report(u)
	now := flows.Moment{At: p.now, By: 100, Name: "cán bộ " + string(u)}
	what, value, _ := strings.Cut(does, " ")
	switch what {
	case "gửi":
		p.receipts++
		r.Submitted, r.Asked, r.Revision = flows.Moment{}, flows.Moment{}, flows.Revision{}
		r.SentAt, r.SentName, r.Receipt = p.now, now.Name, p.receipts
		if r.FirstSent.IsZero() {
			r.FirstSent = p.now
		}
	case "trình":
		r.Submitted = now
	case "xin:":
		now.Reason = value
		r.Asked = now
	case "thôi":
		r.Asked = flows.Moment{}
	case "vào":
		p.joined[u]++
		return
	case "tệp":
		p.files++
		card, name, _ := strings.Cut(value, " ")
		r.Evidence = append(r.Evidence, flows.Evidence{ID: p.files, Card: card, Kind: flows.Document, FileID: name, Name: name, Size: 2000, At: p.now})
	case "vì":
		id, why, _ := strings.Cut(value, ": ")
		a := r.Answers[flows.QuestionID(id)]
		a.Reason = why
		p.answer(u, a)
		return
	default:
		a := answerIn(does)
		a.By, a.Name, a.Channel = 100, "cán bộ "+string(u), "telegram"
		p.answer(u, a)
		return
	}
	if what != "tệp" {
		p.events++
		r.Event = p.events
	}
	p.reports[u] = r
}

// answerIn reads "question value".
func answerIn(line string) flows.Answer {
	id, value, _ := strings.Cut(line, " ")
	a := flows.Answer{Question: flows.QuestionID(id), Raw: value, Value: flows.Value{State: flows.Given}}
	n, err := strconv.ParseInt(value, 10, 64)
	switch {
	case value == "không":
		a.State = flows.None
	case value == "chưa có":
		a.State = flows.Unknown
	case err == nil:
		a.Number = n
	case id == "mo_hinh":
		a.Names = strings.Split(value, "; ")
		a.Number = int64(len(a.Names))
	default:
		a.Text = value
	}
	return a
}

// input turns a line of the transcript into what the officer did.
func (p *province) input(t *testing.T, text string) desk.Input {
	t.Helper()
	in := desk.Input{Cadre: p.cadre}
	label, pressed := strings.CutPrefix(text, "[")
	switch edited, isEdited := strings.CutPrefix(text, "(sửa) "); {
	case strings.HasPrefix(text, "{"):
		in.Press = strings.Trim(text, "{}")
	case isEdited:
		in.Text, in.Edited = edited, true
	case pressed:
		in.Press = p.dataOf(t, strings.TrimSuffix(label, "]"))
	default:
		in.Text = text
	}
	return in
}

func (p *province) dataOf(t *testing.T, label string) string {
	t.Helper()
	for _, row := range p.screen.Buttons {
		for _, b := range row {
			if b.Label == label {
				return b.Data
			}
		}
	}
	t.Fatalf("no button [%s] on this screen:\n%s", label, transcript.Plain(p.screen))
	return ""
}
