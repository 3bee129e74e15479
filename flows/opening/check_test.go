package opening

import (
	"testing"
	"time"

	"baocaobot/flows"
)

// A deadline is late at its first moment, and a round that lies wholly in the past is
// refused for the mistake that its days show by themselves.
func TestADeadlineMustBeToCome(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2024, 5, d, 0, 0, 0, 0, flows.Zone) }
	for _, c := range []struct {
		deadline, now time.Time
		want          Why
	}{
		{day(30), day(29), ""},
		{day(30), day(30).Add(-time.Second), ""},
		{day(30), day(30), Over},
		{day(30), day(31), Over},
		{day(1), day(31), TooEarly},
	} {
		var why Why
		if r := CheckDays(flows.Round{From: day(1), To: day(31), Deadline: c.deadline}, c.now); r != nil {
			why = r.Why
		}
		if why != c.want {
			t.Errorf("deadline %s at %s: %q, want %q", c.deadline, c.now, why, c.want)
		}
	}
}
