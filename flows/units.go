package flows

import (
	"bytes"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

//go:embed units
var shippedUnits embed.FS

// UnitList is a file of units: all of them, and those that are asked to report.
type UnitList struct {
	Units  []Unit // in the order of the file, which is the office's order
	Report []UnitID
}

// ShippedUnits gives the text of a unit list that comes with the program.
func ShippedUnits(id string) ([]byte, bool) {
	data, err := shippedUnits.ReadFile(path.Join("units", id+".csv"))
	return data, err == nil
}

const (
	maxUnitFile  = 4 << 20 // bytes: ten times the 3,321 communes of the country
	unitHeader   = "code,name,kind,parent,reports"
	mergedHeader = unitHeader + ",predecessors" // once units were merged, split or renamed
)

var unitCode = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,47}$`)

// ReadUnits reads a unit list: CSV in UTF-8 with the columns code, name, kind,
// parent, reports and, where units were merged, split or renamed, predecessors,
// separated by commas or semicolons. parent names the code of another row or is
// empty; reports is "có" or "không", empty meaning "có"; predecessors names other
// rows, parted by spaces or "+", which are what the unit was made of. The error
// lists every mistake with its row, as sentences.
func ReadUnits(name string, data []byte) (UnitList, error) {
	if len(data) > maxUnitFile {
		return UnitList{}, fmt.Errorf("%s: the file is larger than %d MiB; a unit list has one line a unit", name, maxUnitFile>>20)
	}
	header, records, err := unitRecords(data)
	if err != nil {
		return UnitList{}, fmt.Errorf("%s: %w", name, err)
	}
	var list UnitList
	var mistakes []error
	rows := map[UnitID]int{}
	for i, record := range records {
		unit, reports, err := unitOf(header, record)
		if first, twice := rows[unit.ID]; twice && err == nil {
			err = fmt.Errorf("the code %q is used in row %d already", unit.ID, first)
		}
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: row %d: %w", name, i+2, err))
			continue
		}
		rows[unit.ID] = i + 2
		unit.Order = i + 1
		list.Units = append(list.Units, unit)
		if reports {
			list.Report = append(list.Report, unit.ID)
		}
	}
	mistakes = append(mistakes, parentMistakes(name, list, rows)...)
	mistakes = append(mistakes, predecessorMistakes(name, list, rows)...)
	if len(mistakes) == 0 && len(list.Report) == 0 {
		mistakes = append(mistakes, fmt.Errorf("%s: no unit reports; list at least one with \"có\" in the column reports", name))
	}
	return list, errors.Join(mistakes...)
}

// unitRecords splits the file into its header, which is one of the two there are,
// and the rows under it.
func unitRecords(data []byte) (header string, records [][]string, err error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	r := csv.NewReader(bytes.NewReader(norm.NFC.Bytes(data)))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	if head, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		r.Comma = ';'
	}
	first, err := r.Read()
	if errors.Is(err, io.EOF) {
		return "", nil, fmt.Errorf("the file is empty; its first row must be %s", unitHeader)
	}
	if err != nil {
		return "", nil, fmt.Errorf("the file is no CSV: %w", err)
	}
	header = strings.ToLower(strings.Join(first, ","))
	if header != unitHeader && header != mergedHeader {
		return "", nil, fmt.Errorf("the first row must be %s, and may end in ,predecessors", unitHeader)
	}
	if records, err = r.ReadAll(); err != nil {
		return "", nil, fmt.Errorf("the file is no CSV: %w", err)
	}
	return header, records, nil
}

func unitOf(header string, record []string) (u Unit, reports bool, err error) {
	if len(record) != strings.Count(header, ",")+1 {
		return u, false, fmt.Errorf("has %d columns instead of %s", len(record), header)
	}
	for i, field := range record {
		record[i] = strings.TrimSpace(field)
	}
	u = Unit{ID: UnitID(record[0]), Name: record[1], Kind: strings.ToLower(record[2]), Parent: UnitID(record[3])}
	if header == mergedHeader {
		u.Predecessors = predecessorsIn(record[5])
	}
	switch {
	case !unitCode.MatchString(record[0]):
		return u, false, fmt.Errorf("the code %q must be lower-case letters without accents, digits and hyphens, such as a-luoi", record[0])
	case u.Name == "" || u.Kind == "":
		return u, false, fmt.Errorf("unit %s needs a name and a kind, such as \"huyện\"", u.ID)
	}
	switch Fold(record[4]) {
	case "co", "":
		return u, true, nil
	case "khong":
		return u, false, nil
	default:
		return u, false, fmt.Errorf("reports is %q; write có or không", record[4])
	}
}

// parentMistakes finds parents that are not in the file, units above themselves,
// and units that report beside one above them, which a total would count twice.
func parentMistakes(name string, list UnitList, rows map[UnitID]int) []error {
	var mistakes []error
	parent := map[UnitID]UnitID{}
	for _, u := range list.Units {
		parent[u.ID] = u.Parent
	}
	for _, u := range list.Units {
		if u.Parent == "" {
			continue
		}
		if _, ok := rows[u.Parent]; !ok {
			mistakes = append(mistakes, fmt.Errorf("%s: row %d: the parent %q is not a code of this file", name, rows[u.ID], u.Parent))
			continue
		}
		above := []UnitID{u.ID}
		for p := u.Parent; p != ""; p = parent[p] {
			if slices.Contains(above, p) {
				mistakes = append(mistakes, fmt.Errorf("%s: row %d: unit %s stands above itself; correct the column parent", name, rows[u.ID], u.ID))
				break
			}
			if slices.Contains(list.Report, u.ID) && slices.Contains(list.Report, p) {
				mistakes = append(mistakes, fmt.Errorf("%s: row %d: both %s and %s above it report, and totals would count it twice; write không for one of them", name, rows[u.ID], u.ID, p))
				break
			}
			above = append(above, p)
		}
	}
	return mistakes
}
