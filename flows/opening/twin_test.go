package opening

import (
	"testing"
	"time"

	"baocaobot/flows"
)

func TestATwinIsOpenAndAsksTheSame(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2024, 5, d, 0, 0, 0, 0, flows.Zone) }
	mine := flows.Round{ID: "a", Outline: "a", From: day(1), To: day(31)}
	for why, c := range map[string]struct {
		other flows.Round
		want  bool
	}{
		"the same":        {flows.Round{ID: "b", Outline: "a", From: day(1).UTC(), To: day(31)}, true},
		"closed":          {flows.Round{ID: "b", Outline: "a", From: day(1), To: day(31), Closed: day(2)}, false},
		"another outline": {flows.Round{ID: "b", Outline: "b", From: day(1), To: day(31)}, false},
		"another first":   {flows.Round{ID: "b", Outline: "a", From: day(2), To: day(31)}, false},
		"another last":    {flows.Round{ID: "b", Outline: "a", From: day(1), To: day(30)}, false},
	} {
		if twin, found := Twin([]flows.Round{c.other}, mine); found != c.want || found && twin.ID != "b" {
			t.Errorf("%s: %v %s", why, found, twin.ID)
		}
	}
}
