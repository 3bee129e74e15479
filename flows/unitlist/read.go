package unitlist

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/sheet"
)

var codeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,47}$`)

const maxName = 200 // characters

// Read reads a unit list, CSV in UTF-8 or xlsx. Its first row names the columns, in
// Vietnamese or English and in any order: code, name, kind and, as far as wanted,
// parent (the code of another row), from and to (the first and the last day on which
// the unit is valid; empty: no bound), predecessors (codes of rows that it was made of,
// parted by blanks or "+"), order (a whole number; empty in all rows: as they stand)
// and reports ("có" or "không"; empty: "có").
//
// The error is Mistakes, or the sentence of package sheet on a file that cannot be read.
func Read(data []byte) (List, error) {
	table, err := sheet.Read(data)
	if err != nil {
		return List{}, err
	}
	r := reader{rows: map[flows.UnitID]int{}}
	r.read(table)
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Row - b.Row })
		return List{}, r.mistakes
	}
	return r.list, nil
}

// reader gathers a list and everything wrong in it.
type reader struct {
	layout
	list     List
	mistakes Mistakes
	rows     map[flows.UnitID]int // where each unit stands
}

func (r *reader) wrong(row int, text string) {
	r.mistakes = append(r.mistakes, Mistake{row, text})
}

func (r *reader) read(table []sheet.Row) {
	head := table[0]
	var wrong []string
	r.layout, wrong = readHeader(head)
	for _, text := range wrong {
		r.wrong(head.Number, text)
	}
	if len(wrong) > 0 {
		return
	}
	for _, row := range table[1:] {
		r.readRow(row)
	}
	r.checkOrder()
	r.checkParents()
	r.checkPredecessors()
	if len(r.mistakes) == 0 && !slices.ContainsFunc(r.list.Units, func(u flows.Unit) bool { return u.Reports }) {
		r.wrong(head.Number, nobodyReports)
	}
}

func (r *reader) readRow(row sheet.Row) {
	u, wrong := r.unit(row)
	if wrong == "" && r.rows[u.ID] > 0 {
		wrong = codeTwice(u.ID, r.rows[u.ID])
	}
	if wrong == "" && r.strayed(row) {
		wrong = strayCell
	}
	if wrong != "" {
		r.wrong(row.Number, wrong)
		if r.rows[u.ID] > 0 || !codeForm.MatchString(string(u.ID)) {
			return
		}
		u.Order = unclear
	}
	r.rows[u.ID] = row.Number // known to others even when its row has a mistake
	r.list.Units = append(r.list.Units, u)
}

// unit reads one row; wrong is the first thing wrong with it.
func (r *reader) unit(row sheet.Row) (u flows.Unit, wrong string) {
	for c := range column(columns) {
		cell := r.cell(row, c)
		if cell.Formula {
			return u, formulaIn(c)
		}
	}
	text := func(c column) string { return r.cell(row, c).Text }
	u = flows.Unit{ID: flows.UnitID(text(code)), Name: text(name), Kind: strings.ToLower(text(kind)),
		Parent: flows.UnitID(text(parent)), Predecessors: codesIn(text(predecessors))}
	switch {
	case u.ID == "":
		return u, noCode
	case !codeForm.MatchString(string(u.ID)):
		return u, badCode(text(code))
	case u.Name == "" || u.Kind == "":
		return u, noName(u.ID)
	case !readable(u.Name) || !readable(u.Kind):
		return u, badName(u.ID)
	}
	return r.rest(u, text)
}

// rest reads the columns that a list may leave out.
func (r *reader) rest(u flows.Unit, text func(column) string) (flows.Unit, string) {
	var ok bool
	if u.From, ok = dayIn(text(from)); !ok {
		return u, badDay(from, text(from))
	}
	if u.To, ok = dayIn(text(to)); !ok {
		return u, badDay(to, text(to))
	}
	if !u.To.IsZero() && u.To.Before(u.From) {
		return u, endsEarly(u)
	}
	if u.Order, ok = orderIn(text(order)); !ok {
		return u, badOrder(text(order))
	}
	if u.Reports, ok = yesIn(text(reports)); !ok {
		return u, badReports(text(reports))
	}
	return u, ""
}

// readable refuses names that would break a line or hide what they are.
func readable(s string) bool {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) }
	return utf8.RuneCountInString(s) <= maxName && !strings.ContainsFunc(s, hidden)
}

func yesIn(text string) (yes, ok bool) {
	switch flows.Fold(text) {
	case "co", "x", "":
		return true, true
	case "khong":
		return false, true
	default:
		return false, false
	}
}

// orderIn reads a whole number; 0 for none.
func orderIn(text string) (int, bool) {
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && n < 1_000_000
}

var dayForms = []string{time.DateOnly, "2/1/2006", "2-1-2006", "2.1.2006"}

// dayIn reads a day, "1/7/2025" or "2025-07-01", as its first moment in Viet Nam; the
// zero time for none.
func dayIn(text string) (time.Time, bool) {
	if text == "" {
		return time.Time{}, true
	}
	for _, form := range dayForms {
		if day, err := time.ParseInLocation(form, text, flows.Zone); err == nil {
			return day, day.Year() >= 1900 && day.Year() <= 2200
		}
	}
	return time.Time{}, false
}

// unclear is the order of a unit whose row has another mistake.
const unclear = -1

// checkOrder puts the units in their order: the numbers given, or the rows'.
func (r *reader) checkOrder() {
	taken := map[int]int{}
	for _, u := range r.list.Units {
		row := r.rows[u.ID]
		if u.Order == unclear {
			continue
		}
		if first := taken[u.Order]; first > 0 && u.Order > 0 {
			r.wrong(row, orderTwice(u.Order, first))
		}
		taken[u.Order] = row
	}
	if without := taken[0]; without > 0 && len(taken) > 1 {
		r.wrong(without, noOrder)
	}
	if len(taken) == 1 && taken[0] > 0 {
		for i := range r.list.Units {
			r.list.Units[i].Order = i + 1
		}
	}
	slices.SortStableFunc(r.list.Units, func(a, b flows.Unit) int { return a.Order - b.Order })
}
