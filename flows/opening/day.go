package opening

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"baocaobot/flows"
)

// Trouble is why words are no day, no period or no deadline.
type Trouble string

// The troubles are a closed set.
const (
	Fine      Trouble = ""
	Unread    Trouble = "unread" // nothing that is known
	NoSuchDay Trouble = "no day" // 31/2
	NoYear    Trouble = "no year"
	FarYear   Trouble = "far year" // a year that nobody reports on
	Reversed  Trouble = "reversed" // ends before it begins
	Gone      Trouble = "gone"     // the deadline is over already
	TwoWays   Trouble = "two ways" // before that day, or through it?
)

const (
	firstYear = 2000
	lastYear  = 2100
)

// dayForm is how a day is written, in folded words: "30/5/2024", "30-5", "30.5.24",
// "2024-05-30", "30 thang 5 nam 2024".
const dayForm = `(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2} thang \d{1,2}(?: nam \d{2,4}|[/-]\d{4})?)`

var (
	wholeDay = regexp.MustCompile(`^` + dayForm + `$`)
	numbers  = regexp.MustCompile(`\d+`)
)

// date is a day as it was written; year 0 where it was left out.
type date struct{ year, month, day int }

// dateIn reads folded words that are a day and nothing more.
func dateIn(words string) (d date, ok bool) {
	if !wholeDay.MatchString(words) {
		return d, false
	}
	var n []int
	last := 0 // digits of the last number
	for _, digits := range numbers.FindAllString(words, -1) {
		number, _ := strconv.Atoi(digits) // at most four digits
		n, last = append(n, number), len(digits)
	}
	iso := len(n) == 3 && strings.IndexByte(words, '-') == 4
	switch {
	case iso:
		return date{n[0], n[1], n[2]}, true
	case len(n) == 2:
		return date{0, n[1], n[0]}, true
	case last == 2:
		n[2] += firstYear
	}
	return date{n[2], n[1], n[0]}, true
}

// in is the first moment of the day in Viet Nam, in its own year or else in the given one.
func (d date) in(year int) (time.Time, Trouble) {
	if d.year != 0 {
		year = d.year
	}
	day := time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, flows.Zone)
	switch {
	case year < firstYear || year > lastYear:
		return time.Time{}, FarYear
	case d.month < 1 || d.month > 12 || d.day < 1 || day.Day() != d.day:
		return time.Time{}, NoSuchDay
	}
	return day, Fine
}

// coming is the day, where no year is said the next one that comes, today included.
func (d date) coming(now time.Time) (time.Time, Trouble) {
	now = now.In(flows.Zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, flows.Zone)
	for year := now.Year(); ; year++ {
		day, trouble := d.in(year)
		if d.year != 0 || trouble == Fine && !day.Before(today) || year > now.Year()+8 { // 29/2 comes within eight years
			return day, trouble
		}
	}
}

// ReadDay reads a day with its year, such as the one that figures count to.
func ReadDay(text string) (time.Time, Trouble) {
	words := strings.Trim(flows.Fold(text), " .!")
	for _, before := range []string{"so lieu tinh den het ngay ", "so lieu tinh den ngay ", "so lieu den ngay ", "tinh den het ngay ", "tinh den ngay ", "den het ngay ", "den ngay ", "ngay "} {
		words = strings.TrimPrefix(words, before)
	}
	d, ok := dateIn(words)
	switch {
	case !ok:
		return time.Time{}, Unread
	case d.year == 0:
		return time.Time{}, NoYear
	}
	return d.in(d.year)
}
