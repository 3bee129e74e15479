package sheet

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// format is how a style shows numbers, as far as it matters to whoever reads a list:
// dates, leading zeros and decimals.
type format struct {
	date     bool
	text     bool // as it was typed
	digits   int  // at least so many before the point
	decimals int  // exactly so many after it; only with digits
}

const firstOwnFormat = 164 // numbers below are formats that every program knows

// readStyles reads the number formats of cell styles.
func (w *workbook) readStyles(t *tokens) error {
	own := map[int]format{}
	inCells := false
	for {
		token, err := t.next()
		if err != nil {
			return ended(err)
		}
		switch e := token.(type) {
		case xml.EndElement:
			inCells = inCells && e.Name.Local != "cellXfs"
		case xml.StartElement:
			id, _ := strconv.Atoi(attribute(e, "numFmtId"))
			switch {
			case e.Name.Local == "numFmt" && len(own) < maxStrings:
				own[id] = readFormat(attribute(e, "formatCode"))
			case e.Name.Local == "cellXfs":
				inCells = true
			case e.Name.Local == "xf" && inCells && len(w.formats) < maxStrings:
				w.formats = append(w.formats, formatOf(id, own))
			}
		}
	}
}

// formatOf knows the numbers of ECMA-376, part 1, 18.8.30, and its date formats of
// Asian languages.
func formatOf(id int, own map[int]format) format {
	switch {
	case id >= firstOwnFormat:
		return own[id]
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return format{date: true}
	case id == 49:
		return format{text: true}
	case id == 1, id == 3:
		return format{digits: 1}
	case id == 2, id == 4:
		return format{digits: 1, decimals: 2}
	default:
		return format{}
	}
}

var (
	quoted  = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)
	counted = regexp.MustCompile(`^[#,]*(0+)(?:\.(0+))?$`)
)

// readFormat reads a format's code: "dd/mm/yyyy", "0000", "0.00".
func readFormat(code string) format {
	code, _, _ = strings.Cut(quoted.ReplaceAllString(code, ""), ";")
	code = strings.ToLower(strings.TrimSpace(code))
	found := counted.FindStringSubmatch(code)
	switch {
	case code == "@":
		return format{text: true}
	case found != nil:
		return format{digits: len(found[1]), decimals: len(found[2])}
	case code != "general" && strings.ContainsAny(code, "dmy"):
		return format{date: true}
	default:
		return format{}
	}
}

// show prints a number, or gives back what is none.
func (f format) show(value string, since int) string {
	value = strings.TrimSpace(value)
	n, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil || f.text || math.IsInf(n, 0) || math.IsNaN(n):
		return value
	case f.date:
		if day, ok := dayOf(n, since); ok {
			return day
		}
	case f.digits > 0 && math.Abs(n) < 1e15:
		s := strconv.FormatFloat(math.Abs(n), 'f', f.decimals, 64)
		whole, _, _ := strings.Cut(s, ".")
		s = strings.Repeat("0", max(f.digits-len(whole), 0)) + s
		if n < 0 {
			return "-" + s
		}
		return s
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64) // as Excel does: 0.1 + 0.2 is 0.3
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// dayOf reads the days that a workbook counts. Those before March 1900 are counted
// differently by different programs, so they are none.
func dayOf(n float64, since int) (string, bool) {
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if since == 1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if n < 61 || n > 2_958_465 {
		return "", false
	}
	at := start.Add(time.Duration(math.Round(math.Mod(n, 1)*86400))*time.Second).AddDate(0, 0, int(n))
	if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02 15:04"), true
}
