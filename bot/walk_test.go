package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// Two cadres fill in one report at random, each on a phone; one walk in sixteen goes on
// until the whole report is answered. A plain model that knows only what the phones
// show predicts what is stored.
func TestTwoCadresWalkAtRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("walks a hundred times over a report")
	}
	o, _ := outline.Find("first-half-2024")
	plan := talk.NewPlan(o, "huyện")
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t).run()
		defer w.stop()
		m := &model{plan: plan, values: map[flows.QuestionID]flows.Value{}, changed: map[flows.QuestionID]int{}}
		people := []phone{w.joined(1, flows.Cadre, "a-luoi"), w.joined(2, flows.Cadre, "a-luoi")}
		say := func(who int, text string) {
			m.takes(who, screenOf(people[who]), text)
			people[who].says(text, "")
		}
		section := fmt.Sprint(rapid.IntRange(1, 18).Draw(rt, "section")) // both begin in the same one
		for range rapid.IntRange(5, 30).Draw(rt, "turns") {
			who := rapid.IntRange(0, 1).Draw(rt, "who")
			text := rapid.SampledFrom([]string{"0", "7", "1.250", "không", "chưa có", "bỏ qua", "quay lại", "gà", "xong", "Đã triển khai ở cơ sở", "mục lục"}).Draw(rt, "text")
			say(who, text)
			if text == "mục lục" {
				say(who, section)
				say(who, "1")
			}
		}
		if rapid.IntRange(0, 15).Draw(rt, "whole") == 0 {
			m.finish(rt, say, people)
		}
		got := map[flows.QuestionID]flows.Value{}
		for id, a := range w.report("a-luoi").Answers {
			got[id] = a.Value
		}
		if diff := cmp.Diff(m.values, got); diff != "" {
			rt.Errorf("stored is not what the model predicts:\n%s\n%s", diff, people[0].Transcript())
		}
	})
}

// finish has both answer by turns until nothing is open. What the outline refuses is
// answered with “chưa có”.
func (m *model) finish(rt *rapid.T, say func(int, string), people []phone) {
	refused := false
	for range 1000 {
		open := slices.ContainsFunc(m.plan.Questions, func(q outline.Question) bool {
			_, answered := m.values[q.ID]
			return !answered && !q.Computed()
		})
		if !open {
			return
		}
		who := rapid.IntRange(0, 1).Draw(rt, "who")
		q, asked := m.asked(screenOf(people[who]))
		_, answered := m.values[q.ID]
		text := map[outline.Kind]string{outline.YesNo: "không", outline.Names: "Đã triển khai ở cơ sở", outline.Text: "Đã triển khai ở cơ sở"}[q.Kind]
		switch {
		case !asked || answered:
			text = "tiếp"
		case refused:
			text = "chưa có"
		case text == "":
			text = rapid.SampledFrom([]string{"0", "7", "1.250"}).Draw(rt, "figure")
		}
		before := len(m.values)
		say(who, text)
		refused = text != "tiếp" && len(m.values) == before
	}
	rt.Errorf("not finished after 1000 turns:\n%s", people[0].Transcript())
}

func screenOf(p phone) string {
	chat := p.Messages()
	return chat[len(chat)-1].Text
}

// model knows what was answered and, for each person, which answers a colleague
// gave since that person's screen was drawn.
type model struct {
	plan    *talk.Plan
	values  map[flows.QuestionID]flows.Value
	changed map[flows.QuestionID]int // who changed it last, as long as the other has not seen it
}

var cardOnScreen = regexp.MustCompile(`(?m)^(\S.*) · dòng \d+/\d+ `)

// asked is the question a screen asks; none when it shows no card.
func (m *model) asked(screen string) (found outline.Question, ok bool) {
	card := cardOnScreen.FindStringSubmatch(screen)
	for _, q := range m.plan.Questions {
		if card != nil && q.Item.Card.ID == card[1] && strings.Contains(screen, "\n▶ "+q.Label) && len(q.Label) > len(found.Label) {
			found, ok = q, true
		}
	}
	return found, ok
}

// takes predicts one turn.
func (m *model) takes(who int, screen, text string) {
	q, asked := m.asked(screen)
	v, valid := meant(q, text)
	if goingOn := strings.Contains(screen, "hết thì bấm Xong"); goingOn && asked {
		v, valid = flows.Value{State: flows.Given, Text: m.values[q.ID].Text + "\n" + text}, valid && v.State == flows.Given
	}
	by, other := m.changed[q.ID]
	old, answered := m.values[q.ID]
	if asked && valid && m.allowed(q, v) && !(other && by != who && answered && !old.Equal(v)) {
		m.values[q.ID] = v
		m.changed[q.ID] = who
		m.shutGate(q, v, who)
	}
	for id, by := range m.changed { // this person's screen is drawn anew
		if by != who {
			delete(m.changed, id)
		}
	}
}

// shutGate closes what stands behind a gate answered "không" and opens it again.
func (m *model) shutGate(gate outline.Question, v flows.Value, who int) {
	for _, q := range m.plan.Questions {
		if string(q.Item.OnlyIf) != string(gate.ID) || q.Item.OnlyIf == "" {
			continue
		}
		if v.State == flows.Given && v.Number == 0 {
			m.values[q.ID] = flows.Value{State: flows.None}
			m.changed[q.ID] = who
		} else if v.State != flows.Given || v.Number > 0 {
			delete(m.values, q.ID)
		}
	}
}

// allowed knows the rules of the outline that these few words can break.
func (m *model) allowed(q outline.Question, v flows.Value) bool {
	for _, other := range m.plan.Questions {
		for _, pair := range [][2]flows.QuestionID{{q.ID, other.ID}, {other.ID, q.ID}} {
			low, high := m.with(q, v, pair[0]), m.with(q, v, pair[1])
			if m.ordered(pair[0], pair[1]) && low != nil && high != nil && low.Number > high.Number {
				return false
			}
		}
	}
	return true
}

// with is the value of id once q has v; nil when it counts for nothing.
func (m *model) with(q outline.Question, v flows.Value, id flows.QuestionID) *flows.Value {
	if id != q.ID {
		var known bool
		if v, known = m.values[id]; !known {
			return nil
		}
	}
	if v.State == flows.Unknown {
		return nil
	}
	return &v
}

// ordered tells that the outline wants low ≤ high.
func (m *model) ordered(low, high flows.QuestionID) bool {
	l, _ := m.plan.Question(low)
	h, _ := m.plan.Question(high)
	if l.Item == nil || h.Item == nil {
		return false
	}
	return l.Item.AtMost == h.Item.ID && l.Level == h.Level || h.Item.AtLeast == l.Item.ID && l.Level == h.Level ||
		l.Item.NamesOf == h.Item.ID && l.Kind == outline.Names || high == outline.CountOf(low)
}

// meant is what a text answers to a question; not valid when the bot refuses it or
// takes it for something else than an answer.
func meant(q outline.Question, text string) (v flows.Value, valid bool) {
	numbers := map[string]int64{"0": 0, "7": 7, "1.250": 1250}
	n, number := numbers[text]
	switch {
	case text == "bỏ qua" || text == "quay lại" || text == "mục lục" || text == "xong" || text == "tiếp":
		return v, false
	case text == "chưa có":
		return flows.Value{State: flows.Unknown}, true
	case q.Kind == outline.YesNo:
		return flows.Value{State: flows.Given}, text == "không"
	case text == "không":
		return flows.Value{State: flows.None}, true
	case q.Kind == outline.Money:
		return flows.Value{State: flows.Given, Number: n * 1_000_000}, number
	case q.Kind == outline.Count:
		return flows.Value{State: flows.Given, Number: n}, number
	case number:
		return v, false
	case q.Kind == outline.Names:
		return flows.Value{State: flows.Given, Number: 1, Names: []string{text}}, true
	default:
		return flows.Value{State: flows.Given, Text: fmt.Sprint(text)}, true
	}
}
