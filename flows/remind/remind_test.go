package remind

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, flows.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// before is a round to be sent "trước ngày" deadline, opened at a moment.
func before(t *testing.T, deadline, opened string) flows.Round {
	return flows.Round{ID: "r", Deadline: at(t, deadline+" 00:00"), Opened: at(t, opened)}
}

func printed(days []Day) string {
	list := make([]string, len(days))
	for i, d := range days {
		list[i] = fmt.Sprintf("%s %s %d", d.Date.At(0).Weekday().String()[:3], d.Date[5:], d.Before)
	}
	return strings.Join(list, ", ")
}

func TestDays(t *testing.T) {
	tet := "2025-01-25,2025-01-26,2025-01-27,2025-01-28,2025-01-29,2025-01-30,2025-01-31,2025-02-01,2025-02-02"
	for _, c := range []struct{ why, deadline, opened, holidays, days, want string }{
		{"the letter of 2024; its third day before is a Sunday", "2024-05-30", "2024-05-02 09:00", "", "",
			"Wed 05-22 7, Fri 05-24 3, Tue 05-28 1, Wed 05-29 0, Thu 05-30 -1"},
		{"a deadline on a Monday: the last day is a Sunday, the day before a Saturday, and both come on Friday as one", "2024-06-03", "2024-05-02 09:00", "", "",
			"Fri 05-24 7, Thu 05-30 3, Fri 05-31 0, Mon 06-03 -1"},
		{"a deadline on a Sunday: the day after moves to Monday", "2024-06-02", "2024-05-02 09:00", "", "",
			"Fri 05-24 7, Wed 05-29 3, Fri 05-31 0, Mon 06-03 -1"},
		{"a deadline on a Saturday: the day after the last day is that Saturday", "2024-06-01", "2024-05-02 09:00", "", "",
			"Fri 05-24 7, Tue 05-28 3, Thu 05-30 1, Fri 05-31 0, Mon 06-03 -1"},
		{"after 2/9, two days off: the days after meet and the nearer one counts", "2024-09-01", "2024-08-01 09:00", "2024-09-02 2024-09-03", "1,0,-1,-2,-3,-4,-5",
			"Fri 08-30 0, Wed 09-04 -1, Thu 09-05 -5"},
		{"30/4 and 1/5 before the deadline", "2025-05-03", "2025-04-01 09:00", "2025-04-30, 2025-05-01", "",
			"Fri 04-25 7, Tue 04-29 1, Fri 05-02 0, Mon 05-05 -1"},
		{"all within Tết: before it once, after it once", "2025-02-01", "2025-01-02 09:00", tet, "",
			"Fri 01-24 0, Mon 02-03 -1"},
		{"opened on the morning of a date, before the hour", "2024-05-30", "2024-05-28 07:59", "", "", "Tue 05-28 1, Wed 05-29 0, Thu 05-30 -1"},
		{"opened on a date, after the hour: that date is gone", "2024-05-30", "2024-05-28 08:01", "", "", "Wed 05-29 0, Thu 05-30 -1"},
		{"opened on the weekend behind the Friday it would move to", "2024-06-03", "2024-06-01 09:00", "", "1,0,-1", "Mon 06-03 -1"},
		{"opened when all is over", "2024-05-30", "2024-06-10 09:00", "", "", ""},
		{"a deadline in the middle of a day", "2024-05-30 17:00", "2024-05-02 09:00", "", "0", "Thu 05-30 0"},
	} {
		s := Default()
		s.Holidays = mustDates(t, c.holidays)
		if c.days != "" {
			s.Days, _ = ReadDays(c.days)
		}
		round := flows.Round{Deadline: at(t, (c.deadline + " 00:00")[:16]), Opened: at(t, c.opened)}
		if got := printed(Days(s, round)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, c.want)
		}
	}
}

func mustDates(t *testing.T, text string) []Date {
	t.Helper()
	dates, err := ReadDates(text)
	if err != nil {
		t.Fatal(err)
	}
	return dates
}

func TestDue(t *testing.T) {
	for _, c := range []struct{ why, now, want string }{
		{"the evening before", "2024-05-21 19:00", ""},
		{"before the hour", "2024-05-22 07:59", ""},
		{"at the hour", "2024-05-22 08:00", "Wed 05-22 7"},
		{"until the evening", "2024-05-22 19:59", "Wed 05-22 7"},
		{"no more at eight in the evening", "2024-05-22 20:00", ""},
		{"missed: made up for on the next morning", "2024-05-23 08:00", "Wed 05-22 7"},
		{"the next date takes its place", "2024-05-24 08:00", "Fri 05-24 3"},
		{"not on the weekend behind it", "2024-05-25 10:00", ""},
		{"made up for on Monday", "2024-05-27 10:00", "Fri 05-24 3"},
		{"the day after the deadline", "2024-05-30 09:00", "Thu 05-30 -1"},
		{"three working days after, over a weekend", "2024-06-04 09:00", "Thu 05-30 -1"},
		{"then it is too late for it", "2024-06-05 09:00", ""},
		{"months later nobody is bothered", "2024-11-05 09:00", ""},
	} {
		day, due := Due(Default(), before(t, "2024-05-30", "2024-05-02 09:00"), at(t, c.now))
		got := ""
		if due {
			got = printed([]Day{day})
		}
		if got != c.want {
			t.Errorf("%s (%s): %q, want %q", c.why, c.now, got, c.want)
		}
	}
	off := Default()
	off.Off = true
	if _, due := Due(off, before(t, "2024-05-30", "2024-05-02 09:00"), at(t, "2024-05-22 09:00")); due {
		t.Error("due though switched off")
	}
}

func TestNext(t *testing.T) {
	s := Default()
	s.Holidays = []Date{"2024-09-02", "2024-09-03"}
	for now, want := range map[string]string{
		"2024-05-22 06:00": "2024-05-22 08:00", "2024-05-22 07:30": "2024-05-22 08:00", "2024-05-22 08:17": "2024-05-22 08:17",
		"2024-05-22 20:00": "2024-05-23 08:00", "2024-05-24 20:01": "2024-05-27 08:00", "2024-05-25 09:00": "2024-05-27 08:00",
		"2024-08-30 21:00": "2024-09-04 08:00", "2024-09-02 09:00": "2024-09-04 08:00",
	} {
		if got := s.Next(at(t, now)); !got.Equal(at(t, want)) {
			t.Errorf("after %s: %s, want %s", now, got, want)
		}
	}
}

func TestTold(t *testing.T) {
	both := []flows.Colleague{{ID: 1, Role: flows.Cadre}, {ID: 2, Role: flows.Leader}, {ID: 3, Role: flows.Cadre}}
	alone := both[1:2]
	for _, c := range []struct {
		stage     flows.Stage
		team      []flows.Colleague
		escalated bool
		want      string
	}{
		{flows.NotStarted, both, false, "[1 3]"}, {flows.Filling, both, false, "[1 3]"}, {flows.Revising, both, false, "[1 3]"},
		{flows.Filling, both, true, "[1 2 3]"}, {flows.Filling, alone, false, "[2]"}, {flows.Filling, nil, true, "[]"},
		{flows.Submitted, both, false, "[2]"}, {flows.Submitted, both, true, "[2]"},
		{flows.Sent, both, true, "[]"}, {flows.Approved, both, true, "[]"}, {flows.Excused, alone, true, "[]"},
	} {
		if got := fmt.Sprint(Told(c.stage, c.team, c.escalated)); got != c.want {
			t.Errorf("%s, escalated %v, of %d: %s, want %s", c.stage, c.escalated, len(c.team), got, c.want)
		}
	}
	for earlier, want := range []bool{false, false, false, true, true} {
		if Default().Escalates(earlier) != want {
			t.Errorf("after %d reminders: %v", earlier, !want)
		}
	}
	if (Schedule{}).Escalates(100) {
		t.Error("escalates though it never should")
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"7,3,1,0,-1": "[7 3 1 0 -1]", "5, 2 ,0": "[5 2 0]", "-1 0 3 3": "[3 0 -1]", "60;-30": "[60 -30]",
		"": "", "61": "", "-31": "", "ba": "", "1,5,x": "", "1.5": "", "21 20 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1": "",
	} {
		days, ok := ReadDays(text)
		if got := fmt.Sprint(days); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %s, %v, want %q", text, got, ok, want)
		}
	}
	got := mustDates(t, "2024-09-03 # Quốc khánh\r\n\n2024-09-02,2024-09-03")
	if diff := cmp.Diff([]Date{"2024-09-02", "2024-09-03"}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := ReadDates("2024-09-02\n2/9/2024"); err == nil || !strings.Contains(err.Error(), `line 2: "2/9/2024" is not a day`) {
		t.Errorf("a date of another form: %v", err)
	}
	s := Default()
	s.Holidays, s.Off = got, true
	for _, stored := range []Schedule{s, Default()} {
		back, err := Decode(stored.Encode())
		if diff := cmp.Diff(stored, back); diff != "" || err != nil {
			t.Errorf("%v\n%s", err, diff)
		}
	}
	for _, bad := range []string{"x", `{"hour":6}`, `{"hour":20}`, `{"hour":8,"holidays":["2/9"]}`} {
		if _, err := Decode([]byte(bad)); err == nil {
			t.Errorf("%s was decoded", bad)
		}
	}
}
