package report

import (
	"strconv"
	"testing"
	"time"

	"baocaobot/flows"

	"github.com/google/go-cmp/cmp"
)

func TestProgress(t *testing.T) {
	in := small()
	sent := in.Reports["a"]
	sent.SentAt = in.Round.Deadline // "trước ngày 30/5" is over when 30/5 begins
	in.Reports["a"] = sent
	delete(in.Reports, "c")
	one, two := in.Outline.Sections[0], in.Outline.Sections[1]
	want := []UnitProgress{
		{Unit: in.Units[0], Stage: flows.Sent, Delivered: true, Answered: 10, Asked: 10, FirstAnswer: noon, LastAnswer: noon, SentAt: in.Round.Deadline, Late: true,
			Sections: []SectionProgress{{one, 5, 5}, {two, 5, 5}}},
		{Unit: in.Units[1], Stage: flows.Filling, Answered: 8, Asked: 10, FirstAnswer: noon, LastAnswer: noon, Missing: []int{7, 8}, Sections: []SectionProgress{{one, 5, 5}, {two, 3, 5}}},
		{Unit: in.Units[2], Stage: flows.NotStarted, Asked: 9, Missing: []int{2, 3, 4, 5, 7, 8, 9, 10, 11}, Sections: []SectionProgress{{one, 0, 4}, {two, 0, 5}}},
	}
	if diff := cmp.Diff(want, Progress(in)); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
}

func TestQuestionsAreNumberedAsInTheTable(t *testing.T) {
	in := sample(t, hueNine)
	numbered := Numbered(in.Outline)
	for _, r := range Consolidate(in).Rows {
		if r.Heading {
			continue
		}
		if n, _ := strconv.Atoi(r.STT); n < 1 || n > len(numbered) || numbered[n-1].ID != r.Question.ID {
			t.Errorf("number %s is %s in the table", r.STT, r.Question.ID)
		}
	}
}

// In a revision a unit lacks what the office wants corrected; an excused one is never late.
func TestProgressOfRevisedAndExcused(t *testing.T) {
	in := small()
	in.Now = in.Round.Deadline
	numbered := Numbered(in.Outline)
	back := in.Reports["a"]
	back.FirstSent = in.Round.Deadline.Add(-time.Hour)
	back.Revision = flows.Revision{Moment: flows.Moment{At: in.Now}, Questions: []flows.QuestionID{numbered[1].ID}, Newest: 1 << 40}
	in.Reports["a"] = back
	free := in.Reports["b"]
	free.Excused.At = in.Now
	in.Reports["b"] = free
	all := Progress(in)
	if p := all[0]; p.Stage != flows.Revising || p.Late || !cmp.Equal(p.Missing, []int{2}) {
		t.Errorf("to be revised: %+v", p)
	}
	if p := all[1]; p.Stage != flows.Excused || p.Late {
		t.Errorf("excused: %+v", p)
	}
	if !all[2].Late {
		t.Error("the third is late")
	}
}

// What counts is chosen: everything, what was sent, or what is approved.
func TestTotalsCountTheChosenReports(t *testing.T) {
	in := small()
	stage := func(id flows.UnitID, change func(*flows.Report)) {
		r := in.Reports[id]
		change(&r)
		in.Reports[id] = r
	}
	stage("a", func(r *flows.Report) { r.SentAt, r.Approved.At = noon, noon })
	stage("b", func(r *flows.Report) { r.Revision.At = noon })
	answered := func(c Counts) (units []int) {
		in.Counts = c
		for _, row := range Consolidate(in).Rows {
			if row.Question.ID != "cuoc@xa" {
				continue
			}
			units = nil
			for i, cell := range row.Cells {
				if cell.State != Empty && cell.State != NotAsked {
					units = append(units, i)
				}
			}
			return units
		}
		return nil
	}
	for c, want := range map[Counts][]int{CountsAll: {0, 1, 2}, CountsSent: {0, 1}, CountsApproved: {0}} {
		if got := answered(c); !cmp.Equal(got, want) {
			t.Errorf("%q counts units %v, want %v", c, got, want)
		}
	}
	stage("c", func(r *flows.Report) { r.Excused.At = noon })
	if got := answered(CountsAll); !cmp.Equal(got, []int{0, 1}) {
		t.Errorf("with an excused one: %v", got)
	}
}

func TestLateCountsFromTheDeadline(t *testing.T) {
	in := Input{Round: round()}
	deadline := in.Round.Deadline
	for _, c := range []struct {
		name      string
		now, sent time.Time
		want      bool
	}{
		{"not sent, a moment before", deadline.Add(-1), time.Time{}, false},
		{"not sent, at the deadline", deadline, time.Time{}, true},
		{"sent in time, looked at later", deadline.AddDate(0, 1, 0), deadline.Add(-1), false},
		{"sent at the deadline", deadline.AddDate(0, 1, 0), deadline, true},
	} {
		in.Now = c.now
		if got := late(in, c.sent); got != c.want {
			t.Errorf("%s: late = %v, want %v", c.name, got, c.want)
		}
	}
	in.Round = flows.Round{}
	if late(in, noon) {
		t.Error("a round without a deadline is late")
	}
}

func TestProgressLooksInsideParts(t *testing.T) {
	var heads []string
	for _, s := range topSections(sample(t, hueNine).Outline) {
		heads = append(heads, SectionHead(s))
	}
	if diff := cmp.Diff([]string{"Mục I", "Mục II", "Mục III", "Phần thứ hai"}, heads); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
}
