package flows

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// DeadlineWords prints the deadline the way the office's letter does:
// "trước ngày 30/5/2024" ends when 29/5 ends.
func (r Round) DeadlineWords() string {
	return "trước ngày " + r.Deadline.In(Zone).Format("2/1/2006")
}

// DayWords prints the day of a moment as "1/6/2024".
func DayWords(t time.Time) string { return t.In(Zone).Format("2/1/2006") }

// CutOffWords says to which day figures count where that is not the last day of the
// period: "số liệu tính đến hết ngày 25/5/2024"; empty otherwise.
func (r Round) CutOffWords() string {
	if r.CutOff.IsZero() || DayWords(r.CutOff) == DayWords(r.To) {
		return ""
	}
	return "số liệu tính đến hết ngày " + DayWords(r.CutOff)
}

// KindWords says what a piece of evidence is.
func (e Evidence) KindWords() string {
	if e.Kind == Photo {
		return "Ảnh"
	}
	return "Tệp"
}

// SizeWords prints the size of a file, "120 KB" or "1,5 MB"; empty when it is not known.
func (e Evidence) SizeWords() string {
	kb := (e.Size + 1023) >> 10
	switch {
	case kb == 0:
		return ""
	case kb < 1024:
		return fmt.Sprintf("%d KB", kb)
	case kb >= 1000<<10:
		return fmt.Sprintf("%d.%03d MB", (kb>>10)/1000, (kb>>10)%1000)
	}
	return strings.TrimSuffix(strings.Replace(fmt.Sprintf("%.1f", float64(kb)/1024), ".", ",", 1), ",0") + " MB"
}

// MomentWords prints a moment as "15:04 02/01/2006"; one that has not come is empty.
func MomentWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(Zone).Format("15:04 02/01/2006")
}

// UpperFirst makes the first letter a capital one: "Huyện A Lưới".
func UpperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
