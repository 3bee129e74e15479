package opening

import (
	"regexp"
	"strings"
	"time"

	"baocaobot/flows"
)

// Deadline is a deadline as somebody typed it.
type Deadline struct {
	Late     time.Time // the first moment that is late; zero with a trouble
	Day      time.Time // the day that was named
	YearLess bool      // its year was not said
	Trouble  Trouble
}

var deadlineForm = regexp.MustCompile(`^(?:(?:han|han nop|han gui|gui|nop) )?((?:truoc|den het|den cuoi|het|cham nhat la|cham nhat|muon nhat|tre nhat|trong)(?: ngay)?|den ngay|den|ngay)? ?(` + dayForm + `)$`)

// ReadDeadline reads "trước ngày 30/5/2024", whose first late moment is 30/5 00:00, and
// "hết ngày 29/5", "chậm nhất ngày 29/5", "đến hết 29/5/2024", whose is too. A bare day can
// be meant in both ways and is asked back. A day without a year is the next one that comes.
func ReadDeadline(text string, now time.Time) (d Deadline) {
	found := deadlineForm.FindStringSubmatch(strings.Trim(flows.Fold(text), " .!"))
	if found == nil {
		return Deadline{Trouble: Unread}
	}
	date, ok := dateIn(found[2])
	if !ok {
		return Deadline{Trouble: Unread}
	}
	d.YearLess = date.year == 0
	if d.Day, d.Trouble = date.coming(now); d.Trouble != Fine {
		return d
	}
	switch how := strings.TrimSuffix(found[1], " ngay"); how {
	case "truoc":
		return d.before(now)
	case "", "den", "ngay":
		if !d.Day.AddDate(0, 0, 1).After(now) { // gone by either way
			d.Trouble = Gone
			return d
		}
		d.Trouble = TwoWays
		return d
	default:
		return d.through(now)
	}
}

// before reads the day as the first that is late.
func (d Deadline) before(now time.Time) Deadline { return d.late(d.Day, now) }

// through reads the day as the last that is on time.
func (d Deadline) through(now time.Time) Deadline { return d.late(d.Day.AddDate(0, 0, 1), now) }

func (d Deadline) late(at, now time.Time) Deadline {
	if d.Late, d.Trouble = at, Fine; !at.After(now) {
		d.Late, d.Trouble = time.Time{}, Gone
	}
	return d
}

var inLetter = regexp.MustCompile(`truoc ngay ` + dayForm)

// proposedDeadlines lists first late moments that are still to come: that of the outline's
// letter, one, two and four weeks from now, and the day after the period.
func (f Form) proposedDeadlines(d Draft) (list []time.Time) {
	add := func(at time.Time) {
		for _, other := range list {
			if other.Equal(at) {
				return
			}
		}
		if at.After(f.Now) && at.After(d.From) && len(list) < 5 {
			list = append(list, at)
		}
	}
	if s, ok := f.source(d); ok {
		for _, line := range s.Outline.Letter {
			for _, words := range inLetter.FindAllString(flows.Fold(line), -1) {
				if read := ReadDeadline(words, f.Now); read.Trouble == Fine && !read.YearLess {
					add(read.Late)
				}
			}
		}
	}
	now := f.Now.In(flows.Zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, flows.Zone)
	for _, days := range []int{7, 14, 28} {
		add(today.AddDate(0, 0, days+1))
	}
	add(d.To.AddDate(0, 0, 1))
	return list
}
