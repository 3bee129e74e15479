package report

import (
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
		{Unit: in.Units[0], Answered: 10, Asked: 10, LastAnswer: noon, SentAt: in.Round.Deadline, Late: true,
			Sections: []SectionProgress{{one, 5, 5}, {two, 5, 5}}},
		{Unit: in.Units[1], Answered: 8, Asked: 10, LastAnswer: noon, Sections: []SectionProgress{{one, 5, 5}, {two, 3, 5}}},
		{Unit: in.Units[2], Asked: 9, Sections: []SectionProgress{{one, 0, 4}, {two, 0, 5}}},
	}
	if diff := cmp.Diff(want, Progress(in)); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
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
		heads = append(heads, sectionHead(s))
	}
	if diff := cmp.Diff([]string{"Mục I", "Mục II", "Mục III", "Phần thứ hai"}, heads); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
}
