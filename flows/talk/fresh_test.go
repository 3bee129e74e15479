package talk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Whoever looked into Report would miss what the turn itself has answered.
func TestOnlyOneFileLooksIntoTheReport(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		inside := name == "fresh.go" || strings.HasSuffix(name, "_test.go")
		if !inside && strings.Contains(string(source), "Report."+"Answers") {
			t.Errorf("%s looks into Report: ask answer, answered or count of the form", name)
		}
	}
}

// Answers that lie above a report say the same as answers put into a copy of it.
func TestFreshAnswersCountBeforeThoseOfTheReport(t *testing.T) {
	answers := rapid.SliceOf(rapid.Custom(func(rt *rapid.T) flows.Answer {
		state := rapid.SampledFrom([]flows.State{flows.Given, flows.None, flows.Withdrawn}).Draw(rt, "state")
		return flows.Answer{Question: rapid.SampledFrom([]flows.QuestionID{"a", "b", "c", "d"}).Draw(rt, "question"),
			Value: flows.Value{State: state, Number: rapid.Int64Range(0, 9).Draw(rt, "n")}}
	}))
	rapid.Check(t, func(rt *rapid.T) {
		stored := flows.Report{Answers: map[flows.QuestionID]flows.Answer{}}
		copied := flows.Report{Answers: map[flows.QuestionID]flows.Answer{}}
		for _, a := range answers.Draw(rt, "stored") {
			stored.Take(a)
			copied.Take(a)
		}
		form := Form{Report: stored}
		for range 2 {
			fresh := answers.Draw(rt, "fresh")
			form = form.with(fresh)
			for _, a := range fresh {
				copied.Take(a)
			}
		}
		for _, q := range []flows.QuestionID{"a", "b", "c", "d"} {
			want, answered := copied.Answers[q]
			if got, ok := form.answered(q); ok != answered || !got.Equal(want.Value) || !form.answer(q).Equal(want.Value) {
				rt.Fatalf("%s is %+v, want %+v", q, got, want)
			}
		}
		if form.count() != len(copied.Answers) {
			rt.Fatalf("%d answered, want %d", form.count(), len(copied.Answers))
		}
		if empty := form.without(); empty.count() != 0 {
			rt.Fatalf("%d answered in an empty form", empty.count())
		}
	})
}

// Which questions are open is the same whether they are looked at together or one by one.
func TestOpeningAgreesWithIsOpen(t *testing.T) {
	o, _ := outline.Find("first-half-2024")
	plan := NewPlan(o, "huyện")
	var asked []flows.QuestionID
	for _, q := range plan.Questions {
		asked = append(asked, q.ID)
	}
	answers := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) flows.Answer {
		state := rapid.SampledFrom([]flows.State{flows.Given, flows.Unknown, flows.Withdrawn}).Draw(rt, "state")
		return flows.Answer{Question: rapid.SampledFrom(append(asked, "asked_no_more")).Draw(rt, "question"), Value: flows.Value{State: state}}
	}), 0, 150)
	rapid.Check(t, func(rt *rapid.T) {
		form := Form{Plan: plan, Report: flows.Report{Answers: map[flows.QuestionID]flows.Answer{}}}
		for _, a := range answers.Draw(rt, "stored") {
			form.Report.Take(a)
		}
		if rapid.Bool().Draw(rt, "in revision") {
			form.Report.Revision = flows.Revision{Moment: flows.Moment{At: form.Now.Add(1)}, Questions: asked[3:9], Newest: 5}
		}
		form = form.with(answers.Draw(rt, "fresh"))
		var want []bool
		for i := range plan.Questions {
			want = append(want, form.isOpen(&plan.Questions[i]))
		}
		if diff := cmp.Diff(want, form.opening()); diff != "" {
			rt.Fatal(diff)
		}
	})
}
