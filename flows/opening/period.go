package opening

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"baocaobot/flows"
)

// period is the first moments of the first and the last day reported on.
type period struct{ from, to time.Time }

func months(year, first, last int) period {
	return period{time.Date(year, time.Month(first), 1, 0, 0, 0, 0, flows.Zone), time.Date(year, time.Month(last)+1, 0, 0, 0, 0, 0, flows.Zone)}
}

func years(first, last int) period {
	return period{months(first, 1, 1).from, months(last, 12, 12).to}
}

const yearForm = `(?: nam | ?/ ?|-| )(\d{4})`

var (
	halfForm    = regexp.MustCompile(`^(?:6|sau) thang (dau|cuoi)` + yearForm + `$`)
	nineForm    = regexp.MustCompile(`^(?:9|chin) thang(?: dau)?` + yearForm + `$`)
	quarterForm = regexp.MustCompile(`^quy ([1-4]|i|ii|iii|iv)` + yearForm + `$`)
	monthForm   = regexp.MustCompile(`^thang (\d{1,2})` + yearForm + `$`)
	yearsForm   = regexp.MustCompile(`^(?:(?:ca )?(?:nam|nhiem ky|giai doan) )?(\d{4})(?: ?(?:-|–|den) ?(\d{4}))?$`)
	daysForm    = regexp.MustCompile(`^(?:tu )?(?:ngay )?(` + dayForm + `) ?(?:-|–|\.\.|den het|den) ?(?:ngay )?(` + dayForm + `)$`)

	quarters = map[string]int{"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
)

// ReadPeriod reads "6 tháng đầu năm 2024", "quý 1/2024", "năm 2024", "2019-2024",
// "1/1/2024 - 30/6/2024" or "từ 1/1 đến 30/6/2024".
func ReadPeriod(text string) (from, to time.Time, trouble Trouble) {
	words := strings.Trim(flows.Fold(text), " .!")
	for _, before := range []string{"ky bao cao ", "ky ", "thoi gian "} {
		words = strings.TrimPrefix(words, before)
	}
	if found := daysForm.FindStringSubmatch(words); found != nil {
		return daysIn(found[1], found[2])
	}
	p, ok := spelled(words)
	switch {
	case !ok:
		return from, to, Unread
	case p.from.Year() < firstYear || p.to.Year() > lastYear:
		return from, to, FarYear
	case p.to.Before(p.from):
		return from, to, Reversed
	}
	return p.from, p.to, Fine
}

// spelled reads a period that is not two days.
func spelled(words string) (p period, ok bool) {
	number := func(digits string) int { n, _ := strconv.Atoi(digits); return n } // of four digits at most
	if found := halfForm.FindStringSubmatch(words); found != nil {
		if found[1] == "dau" {
			return months(number(found[2]), 1, 6), true
		}
		return months(number(found[2]), 7, 12), true
	}
	if found := nineForm.FindStringSubmatch(words); found != nil {
		return months(number(found[1]), 1, 9), true
	}
	if found := quarterForm.FindStringSubmatch(words); found != nil {
		q := quarters[found[1]]
		return months(number(found[2]), 3*q-2, 3*q), true
	}
	if found := monthForm.FindStringSubmatch(words); found != nil {
		month := number(found[1])
		return months(number(found[2]), month, month), month >= 1 && month <= 12
	}
	if found := yearsForm.FindStringSubmatch(words); found != nil {
		last := found[2]
		if last == "" {
			last = found[1]
		}
		return years(number(found[1]), number(last)), true
	}
	return p, false
}

// daysIn reads two days; the first may leave its year to the second.
func daysIn(first, last string) (from, to time.Time, trouble Trouble) {
	a, ok := dateIn(first)
	b, too := dateIn(last)
	switch {
	case !ok || !too:
		return from, to, Unread
	case b.year == 0:
		return from, to, NoYear
	}
	if from, trouble = a.in(b.year); trouble != Fine {
		return from, to, trouble
	}
	if to, trouble = b.in(b.year); trouble == Fine && to.Before(from) {
		trouble = Reversed
	}
	return from, to, trouble
}

// inTitle finds the periods that an outline's title may name.
var inTitle = regexp.MustCompile(`6 thang (?:dau|cuoi) nam \d{4}|9 thang(?: dau)? nam \d{4}|quy (?:[1-4]|i|ii|iii|iv)[/ ](?:nam )?\d{4}|nhiem ky \d{4} ?[-–] ?\d{4}|giai doan \d{4} ?[-–] ?\d{4}|nam \d{4}`)

// proposedPeriods lists what the title suggests, then the half-year and the year of now.
func (f Form) proposedPeriods(d Draft) (list []period) {
	add := func(p period) {
		for _, other := range list {
			if other == p {
				return
			}
		}
		if len(list) < 6 {
			list = append(list, p)
		}
	}
	if s, ok := f.source(d); ok {
		for _, words := range inTitle.FindAllString(flows.Fold(s.Outline.Title), -1) {
			if from, to, trouble := ReadPeriod(words); trouble == Fine {
				add(period{from, to})
			}
		}
	}
	now := f.Now.In(flows.Zone)
	if now.Month() <= time.June {
		add(months(now.Year(), 1, 6))
		add(months(now.Year()-1, 7, 12))
	} else {
		add(months(now.Year(), 7, 12))
		add(months(now.Year(), 1, 6))
	}
	add(years(now.Year(), now.Year()))
	return list
}
