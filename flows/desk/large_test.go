package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
)

// country is a round of many units with long names, in every stage, with everything that
// people may write as long as they may write it.
func country(t testing.TB, n int) desk.Facts {
	t.Helper()
	o, found := outline.Find("first-half-2024")
	if !found {
		t.Fatal("the outline is not shipped")
	}
	now := time.Date(2024, 6, 2, 9, 0, 0, 0, flows.Zone)
	long := strings.Repeat("<Lý do & lời dài> ", 40)
	in := desk.Facts{Input: report.Input{Round: flows.Round{ID: "r", Name: strings.Repeat("Đợt <báo cáo> ", 10), Deadline: now.AddDate(0, 0, -3)},
		Outline: o, Now: now, Reports: map[flows.UnitID]flows.Report{}}, Joined: map[flows.UnitID]int{}, Before: map[flows.UnitID]flows.Answer{}}
	moment := flows.Moment{At: now.AddDate(0, 0, -2), Name: long, Reason: long}
	for i := range n {
		u := flows.Unit{ID: flows.UnitID(fmt.Sprintf("%s-%d", strings.Repeat("x", 40), i)), Name: fmt.Sprintf("xã Có Tên Rất Dài & Lạ Số <%d>", i), Kind: "xã"}
		in.Units = append(in.Units, u)
		r := flows.Report{Round: "r", Unit: u.ID, Answers: map[flows.QuestionID]flows.Answer{}}
		for j, q := range o.Questions(u.Kind) {
			if i%7 > 0 && j%2 == 0 && !q.Computed() {
				r.Answers[q.ID] = flows.Answer{Question: q.ID, Value: flows.Value{State: flows.Given, Number: 999_999_999_999, Text: long, Names: []string{long, long}, Reason: long}, At: moment.At, Seq: 1}
			}
		}
		switch i % 7 {
		case 2:
			r.Submitted = moment
		case 3, 4, 5:
			r.SentAt, r.SentName, r.Receipt, r.Asked = moment.At, long, i+1, moment
		case 6:
			r.Excused = moment
		}
		if i%7 == 4 {
			r.Approved = moment
		}
		if i%7 == 5 {
			r = r.Opened()
			r.Revision = flows.Revision{Moment: moment, Newest: 1}
			for _, q := range o.Questions(u.Kind) {
				r.Revision.Questions = append(r.Revision.Questions, q.ID)
			}
		}
		for e := range 30 {
			r.Evidence = append(r.Evidence, flows.Evidence{ID: int64(e + 1), Card: "II.3.1", Name: long, Caption: long, Size: 9 << 20, At: moment.At})
		}
		in.Reports[u.ID] = r
		in.Before[u.ID] = flows.Answer{Value: flows.Value{State: flows.Given, Number: 1}}
	}
	return in
}

// about gives the facts of a view about one unit.
func about(in desk.Facts, u flows.Unit, q flows.QuestionID) desk.Facts {
	r := in.Reports[u.ID]
	in.Unit = talk.Form{Plan: talk.NewPlan(in.Outline, u.Kind), Round: in.Round, Unit: u, Report: r, Now: in.Now}
	for range 60 {
		in.Unit.History = append(in.Unit.History, r.Answers[q])
	}
	in.Units = []flows.Unit{u}
	return in
}

func fits(t *testing.T, view desk.View, s flows.Screen) {
	t.Helper()
	if n := utf8.RuneCountInString(s.Text); n > 4000 || n < 40 {
		t.Errorf("%s: a screen of %d characters:\n%s", view, n, s.Text)
	}
	for _, tag := range []string{"b", "i", "s", "pre", "code"} {
		if strings.Count(s.Text, "<"+tag+">") != strings.Count(s.Text, "</"+tag+">") {
			t.Errorf("%s: a tag %s that is not closed:\n%s", view, tag, s.Text)
		}
	}
	for _, row := range s.Buttons {
		for _, b := range row {
			if len(b.Data) == 0 || len(b.Data) > 64 || b.Label == "" || len(row) > 8 {
				t.Errorf("%s: button %q has data of %d bytes in a row of %d", view, b.Label, len(b.Data), len(row))
			}
		}
	}
}

// Whatever the number of units and whatever they wrote, every screen is one message.
func TestEveryScreenFitsOneMessage(t *testing.T) {
	note := strings.Repeat("Điều vừa làm <b>xong</b>\n", 30)
	for _, n := range []int{1, 9, 124, 3321} {
		in := country(t, n)
		q := in.Outline.Questions("xã")[0].ID
		for _, view := range []desk.View{desk.OnHelp, desk.OnProgress, desk.OnLate, desk.OnSections, desk.OnList, desk.OnUnits, desk.OnItems, desk.OnItem} {
			fits(t, view, desk.Show(in, desk.Place{Round: "r", View: view, Words: "so", Question: q}))
			fits(t, view, desk.Show(in, desk.Place{Round: "r", View: view, Question: q, Page: 500, Note: note}))
		}
		progress := desk.Show(in, desk.Place{Round: "r", View: desk.OnProgress}).Text
		if want := fmt.Sprintf("%d đơn vị", n); !strings.Contains(progress, want) || n > 99 && utf8.RuneCountInString(progress) < 3000 {
			t.Errorf("%d units: the progress does not say %q or leaves room:\n%s", n, want, progress)
		}
		for _, group := range []string{"Đã duyệt: ", "Đã gửi: ", "Chờ lãnh đạo đơn vị: ", "Yêu cầu chỉnh lý: ", "Đang nhập: ", "Chưa bắt đầu: ", "Được miễn: "} {
			if n >= 7 && !strings.Contains(progress, group) {
				t.Errorf("%d units: the group %q is lost:\n%s", n, group, progress)
			}
		}
	}
	in := country(t, 7)
	for _, u := range in.Units {
		for i, asked := range in.Outline.Questions(u.Kind) {
			if i%9 > 0 {
				continue
			}
			one := about(in, u, asked.ID)
			for _, view := range []desk.View{desk.OnUnit, desk.OnDoubts, desk.OnFigures, desk.OnFigure, desk.OnEvidence, desk.OnChoose, desk.OnValue, desk.OnReason, desk.OnConfirm} {
				if asked.Computed() && (view == desk.OnValue || view == desk.OnFigure) {
					continue
				}
				place := desk.Place{Round: "r", View: view, Unit: u.ID, Question: asked.ID, Deed: desk.Revise, Chosen: one.Unit.Report.Revision.Questions,
					Reason: strings.Repeat("x<", 300), Note: note, Page: 1}
				fits(t, view, desk.Show(one, place))
			}
		}
	}
}

// The pages of a question name every unit that is not
// excused once, however long the values and the names are.
func TestThePagesOfAnItemLoseNoUnit(t *testing.T) {
	in := country(t, 40)
	for i := range in.Units {
		in.Units[i].Name = fmt.Sprintf("xã %s Số <%d>", strings.Repeat("&", 20), i)
	}
	note := strings.Repeat("Điều vừa làm\n", 200)
	kinds := map[outline.Kind]bool{}
	for _, q := range in.Outline.Questions("xã") {
		kinds[q.Kind] = true
		seen := map[string]int{}
		last := 0
		for at := 0; at <= last; at++ {
			s := desk.Show(in, desk.Place{Round: "r", View: desk.OnItem, Question: q.ID, Page: at, Note: note})
			fits(t, desk.OnItem, s)
			if total := strings.Count(s.Text, "có số liệu"); total > 1 || at > 0 && total > 0 {
				t.Errorf("%s: page %d has the head again", q.ID, at)
			}
			for _, line := range strings.Split(s.Text, "\n") {
				_, number, named := strings.Cut(line, "Số &lt;")
				if number, _, _ = strings.Cut(number, "&gt;"); named && !strings.HasPrefix(line, "⚠️") {
					seen[number]++
				}
			}
			for _, b := range s.Buttons[0] {
				if b.Label == "▶" {
					last = at + 1
				}
			}
		}
		for i := range in.Units {
			want := 1
			if in.Reports[in.Units[i].ID].Exempt() {
				want = 0
			}
			if n := seen[fmt.Sprint(i)]; n != want {
				t.Errorf("%s: unit %d is there %d times over %d pages", q.ID, i, n, last+1)
			}
		}
	}
	if !kinds[outline.Text] || !kinds[outline.Names] || !kinds[outline.Count] {
		t.Errorf("asked only %v", kinds)
	}
}
