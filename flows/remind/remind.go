// Package remind says who is to be told that a report is still open, and on which days.
// Pure: rounds, stages and the moment come in as values, dates and people go out. When a
// reminder may be sent is checked again by whoever sends it, with Schedule.Open.
//
//	day, due := remind.Due(schedule, round, now)   // 28/5, one day before the last
//	people := remind.Told(report.Stage(), team, schedule.Escalates(3))
package remind

import (
	"slices"
	"time"

	"baocaobot/flows"
)

// The hours in which anybody may be reminded.
const (
	Earliest = 7
	Latest   = 20 // the first hour that is too late
)

// catchUp is how many working days a reminder that could not be planned on its date is
// made up for.
const catchUp = 3

// Date is a day in flows.Zone as "2024-05-28": it sorts like text.
type Date string

// DateOf is the date of a moment.
func DateOf(t time.Time) Date { return Date(t.In(flows.Zone).Format(time.DateOnly)) }

// At is the moment at which an hour of the date begins.
func (d Date) At(hour int) time.Time {
	day, _ := time.ParseInLocation(time.DateOnly, string(d), flows.Zone) // schedules are checked when they are read
	return day.Add(time.Duration(hour) * time.Hour)
}

// Plus is the date some days later.
func (d Date) Plus(days int) Date { return DateOf(d.At(0).AddDate(0, 0, days)) }

// Schedule says when those of a round are reminded who have not sent.
type Schedule struct {
	Off      bool   `json:"off,omitempty"`
	Days     []int  `json:"days"`     // before the last day that is on time; 0: that day, negative: after it
	Hour     int    `json:"hour"`     // from which they go out, Earliest or later
	Escalate int    `json:"escalate"` // after so many reminders the unit's leaders get the next ones too; 0: never
	Holidays []Date `json:"holidays,omitempty"`
	Since    Date   `json:"since,omitempty"` // when its dates were last changed: none before is made up for
}

// Default is the schedule of a round for which none was set.
func Default() Schedule { return Schedule{Days: []int{7, 3, 1, 0, -1}, Hour: 8, Escalate: 3} }

// Day is a date on which reminders of a round are planned.
type Day struct {
	Date   Date
	Before int // days before the last day that is on time, as scheduled; Date may have been moved
}

// Works tells that a date is a working day.
func (s Schedule) Works(d Date) bool {
	weekday := d.At(0).Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !slices.Contains(s.Holidays, d)
}

// Open tells that a reminder may go out at this moment.
func (s Schedule) Open(now time.Time) bool {
	return !s.Off && Daytime(now) && now.In(flows.Zone).Hour() >= s.Hour && s.Works(DateOf(now))
}

// Daytime tells that anybody at all may be reminded, whatever the schedule.
func Daytime(now time.Time) bool {
	hour := now.In(flows.Zone).Hour()
	return hour >= Earliest && hour < Latest
}

// Next is the first moment from now on at which a reminder may go out.
func (s Schedule) Next(now time.Time) time.Time {
	if s.Open(now) {
		return now
	}
	d := DateOf(now)
	if !now.Before(d.At(s.Hour)) {
		d = d.Plus(1)
	}
	return s.working(d, 1).At(s.Hour)
}

// Closes is the moment at which the hours of a date end.
func Closes(d Date) time.Time { return d.At(Latest) }

// working is the date itself, or the nearest working day after (1) or before it (-1).
func (s Schedule) working(d Date, step int) Date {
	for !s.Works(d) {
		d = d.Plus(step)
	}
	return d
}

// Days lists the dates of a round's reminders in order. Those up to the deadline that
// fall on no working day come earlier, those after it later, and none before the round
// was open at its hour. Of two on one date the one nearer the deadline counts. They are
// the same while reminders are switched off.
func Days(s Schedule, r flows.Round) []Day {
	last := DateOf(r.LastDay())
	nearest := map[Date]int{}
	for _, before := range s.Days {
		step := -1
		if before < 0 {
			step = 1
		}
		d := s.working(last.Plus(-before), step)
		if d.At(s.Hour).Before(r.Opened) {
			continue
		}
		if other, taken := nearest[d]; !taken || abs(before) < abs(other) {
			nearest[d] = before
		}
	}
	days := make([]Day, 0, len(nearest))
	for d, before := range nearest {
		days = append(days, Day{d, before})
	}
	slices.SortFunc(days, func(a, b Day) int { return a.Date.At(0).Compare(b.Date.At(0)) })
	return days
}

// Due gives the latest day whose reminders are to be planned now, if any. One whose date
// was missed is made up for within three working days; those before it never are.
func Due(s Schedule, r flows.Round, now time.Time) (Day, bool) {
	if !s.Open(now) {
		return Day{}, false
	}
	return Reached(s, r, DateOf(now))
}

// Reached gives the latest day of a schedule that a date has reached, if it is that date
// or still made up for then.
func Reached(s Schedule, r flows.Round, today Date) (Day, bool) {
	for _, d := range slices.Backward(Days(s, r)) {
		if d.Date <= today {
			return d, !s.Off && d.Date >= s.Since && s.workingDays(d.Date, today) <= catchUp
		}
	}
	return Day{}, false
}

// workingDays counts those after one date up to another, as far as catchUp matters.
func (s Schedule) workingDays(from, to Date) (n int) {
	for d := from.Plus(1); d <= to && n <= catchUp; d = d.Plus(1) {
		if s.Works(d) {
			n++
		}
	}
	return n
}

// Escalates tells that leaders get the reminder of a report that was planned so often
// before.
func (s Schedule) Escalates(earlier int) bool { return s.Escalate > 0 && earlier >= s.Escalate }

// Told lists who of a unit's team is reminded of its report: the cadres, with the
// leaders where it escalates or there are no cadres; of one that waits for its leader
// the leaders alone; of one the office has, nobody.
func Told(stage flows.Stage, team []flows.Colleague, escalated bool) (people []flows.PersonID) {
	switch stage {
	case flows.Sent, flows.Approved, flows.Excused:
		return nil
	}
	cadres := slices.ContainsFunc(team, func(c flows.Colleague) bool { return c.Role == flows.Cadre })
	for _, c := range team {
		leads, waits := c.Role == flows.Leader, stage == flows.Submitted
		if waits && leads || !waits && (!leads || escalated || !cadres) {
			people = append(people, c.ID)
		}
	}
	return people
}

func abs(n int) int { return max(n, -n) }
