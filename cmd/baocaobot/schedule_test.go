package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// 2094 is like 2027 in its weekdays, and no date of it is before a round that opens now.
func TestTheScheduleOfARound(t *testing.T) {
	dir := t.TempDir()
	db, days := filepath.Join(dir, "x.db"), filepath.Join(dir, "holidays.txt")
	if err := os.WriteFile(days, []byte("# nghỉ lễ\n2094-09-02\n2094-09-03\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	open := []string{"round", "open", "--outline", "first-half-2024", "--units", "thua-thien-hue-2024", "--period", "2094-01-01..2094-06-30", "--db", db, "--name", "Sáu tháng"}
	succeeds(t, append(open, "--deadline", "2094-05-30")...)
	got := succeeds(t, "round", "schedule", "--db", db)
	succeeds(t, append(open, "--deadline", "2094-09-04", "--remind", "3,0,-1", "--holidays", days, "--escalate", "0")...)
	got += succeeds(t, "round", "schedule", "--db", db)
	got += succeeds(t, "round", "schedule", "--db", db, "--holidays", "none", "--hour", "9")
	got += succeeds(t, "round", "schedule", "--db", db, "--remind", "off")
	got += succeeds(t, "round", "schedule", "--db", db, "--remind=-1, 1", "--holidays", "2094-09-06", "--json")
	want := `Reminders of round first-half-2024: from 8:00 on working days; leaders after 3.
DATE        WEEKDAY    BEFORE  UNITS
2094-05-21  Friday     7       -
2094-05-26  Wednesday  3       -
2094-05-28  Friday     0       -
2094-05-31  Monday     -1      -
Reminders of round first-half-2024-2: from 8:00 on working days; leaders never.
DATE        WEEKDAY    BEFORE  UNITS
2094-08-31  Tuesday    3       -
2094-09-01  Wednesday  0       -
2094-09-06  Monday     -1      -
Reminders of round first-half-2024-2: from 9:00 on working days; leaders never.
DATE        WEEKDAY  BEFORE  UNITS
2094-08-31  Tuesday  3       -
2094-09-03  Friday   0       -
2094-09-06  Monday   -1      -
Reminders of round first-half-2024-2: switched off.
DATE        WEEKDAY  BEFORE  UNITS
2094-08-31  Tuesday  3       -
2094-09-03  Friday   0       -
2094-09-06  Monday   -1      -
{
  "round": "first-half-2024-2",
  "off": false,
  "hour": 9,
  "escalate": 0,
  "holidays": [
    "2094-09-06"
  ],
  "days": [
    {
      "date": "2094-09-02",
      "before": 1,
      "planned": false,
      "units": 0
    },
    {
      "date": "2094-09-07",
      "before": -1,
      "planned": false,
      "units": 0
    }
  ]
}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWrongSchedules(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	succeeds(t, append(openRound, "--db", db)...)
	before := succeeds(t, "round", "schedule", "--db", db)
	for flag, want := range map[string]string{
		"--remind=5,x": "--remind: \"5,x\" is no list of days", "--remind=61": "no list of days", "--hour=6": "--hour: give an hour from 7 to 19",
		"--hour=20": "7 to 19", "--escalate=-1": "--escalate: give a number", "--holidays=2/9/2024": "--holidays: line 1: \"2/9/2024\" is not a day", "--round=x": "there is no round",
	} {
		code, _, stderr := command(t, "round", "schedule", "--db", db, flag)
		if code != exitUsage || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit %d: %s", flag, code, stderr)
		}
	}
	if now := succeeds(t, "round", "schedule", "--db", db); now != before {
		t.Errorf("the schedule changed:\n%s", now)
	}
}
