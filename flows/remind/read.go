package remind

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The bounds of a schedule.
const (
	MostBefore   = 60 // days before the last day
	MostAfter    = 30
	MostDays     = 20  // dates of one round
	MostHolidays = 100 // days off of one round
)

// ReadDays reads "7,3,1,0,-1": days before the last day that is on time, 0 for that day,
// negative after it, parted by commas or blanks. ok is false when that is no such list.
func ReadDays(text string) (days []int, ok bool) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n > MostBefore || n < -MostAfter {
			return nil, false
		}
		if !slices.Contains(days, n) {
			days = append(days, n)
		}
	}
	slices.SortFunc(days, func(a, b int) int { return b - a })
	return days, len(days) > 0 && len(days) <= MostDays
}

// ReadDates reads dates written as 2024-09-02, parted by commas, blanks or lines; what
// follows a # is left out. The error names the word and its line.
func ReadDates(text string) (dates []Date, err error) {
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\t' || r == '\r' }) {
			if _, err := time.Parse(time.DateOnly, word); err != nil {
				return nil, fmt.Errorf("line %d: %q is not a day; write it as 2024-09-02", n, word)
			}
			if !slices.Contains(dates, Date(word)) {
				dates = append(dates, Date(word))
			}
		}
	}
	slices.Sort(dates)
	return dates, lines.Err()
}

// Decode reads a stored schedule; nothing stored is the default.
func Decode(stored []byte) (Schedule, error) {
	s := Default()
	if len(stored) == 0 {
		return s, nil
	}
	s = Schedule{}
	if err := json.Unmarshal(stored, &s); err != nil {
		return s, fmt.Errorf("decode schedule: %w", err)
	}
	for _, d := range s.Holidays {
		if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
			return s, fmt.Errorf("decode schedule: holiday: %w", err)
		}
	}
	if s.Hour < Earliest || s.Hour >= Latest {
		return s, fmt.Errorf("decode schedule: hour %d lies outside %d–%d", s.Hour, Earliest, Latest)
	}
	return s, nil
}

// Encode gives a schedule as Decode reads it.
func (s Schedule) Encode() []byte {
	text, _ := json.Marshal(s) // numbers and words: it always encodes
	return text
}
