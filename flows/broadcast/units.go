package broadcast

import (
	"slices"
	"strconv"
	"strings"

	"baocaobot/flows"
)

// ReadUnits reads which units are chosen: numbers of the list, from 1, "2-4", names with
// or without their kind, or codes; with commas, semicolons or lines between them. wrong
// is the first part that names no unit, or more than one.
func ReadUnits(text string, units []flows.Unit) (chosen []flows.UnitID, wrong string) {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		found := numbered(part, units) // before names: "3" is no short form of "Quận 3"
		if len(found) == 0 {
			found = named(part, units)
		}
		if len(found) == 0 {
			return nil, part
		}
		for _, id := range found {
			if !slices.Contains(chosen, id) {
				chosen = append(chosen, id)
			}
		}
	}
	return chosen, ""
}

// numbered reads "3", "2-4" or "1 3 5".
func numbered(part string, units []flows.Unit) (found []flows.UnitID) {
	for word := range strings.FieldsSeq(strings.NewReplacer(" - ", "-", "–", "-").Replace(part)) {
		first, last, several := strings.Cut(word, "-")
		if !several {
			last = first
		}
		from, err1 := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || from < 1 || to < from || to > len(units) {
			return nil
		}
		for n := from; n <= to; n++ {
			found = append(found, units[n-1].ID)
		}
	}
	return found
}

// named finds the one unit of a name or code; none where several have it.
func named(part string, units []flows.Unit) (found []flows.UnitID) {
	folded := flows.Fold(part)
	for _, u := range units {
		full := flows.Fold(u.Name)
		if folded == string(u.ID) || folded == full || folded == strings.TrimPrefix(full, flows.Fold(u.Kind)+" ") {
			found = append(found, u.ID)
		}
	}
	if len(found) > 1 {
		return nil
	}
	return found
}
