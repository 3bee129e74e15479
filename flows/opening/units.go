package opening

import (
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/broadcast"
)

// usable lists the units that can be asked: they report, are valid on the last day of the
// period, and stand at a level of the outline.
func (f Form) usable(d Draft) (list []flows.Unit) {
	s, chosen := f.source(d)
	for _, u := range f.Units {
		if chosen && u.Reports && u.ValidOn(d.To) && stands(s.Outline, u) {
			list = append(list, u)
		}
	}
	return list
}

// strangers lists the units that report and are valid and stand at no level of the outline.
func (f Form) strangers(d Draft) (list []flows.Unit) {
	s, chosen := f.source(d)
	for _, u := range f.Units {
		if chosen && u.Reports && u.ValidOn(d.To) && !stands(s.Outline, u) {
			list = append(list, u)
		}
	}
	return list
}

// asked lists whom the draft asks, in the office's order.
func (f Form) asked(d Draft) (ids []flows.UnitID) {
	for _, u := range f.usable(d) {
		if d.asks(u.ID) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

func (d Draft) asks(u flows.UnitID) bool { return len(d.Units) == 0 || slices.Contains(d.Units, u) }

// choose understands "bỏ 3, 5", "chỉ 1-9", "chỉ huyện", "thêm a lưới" and "tất cả" about the
// units that can be asked. ok is false when the words are about something else; wrong is
// the part that names no unit.
func (f Form) choose(d Draft, text string) (ids []flows.UnitID, wrong string, ok bool) {
	units := f.usable(d)
	words := strings.Trim(flows.Fold(text), " .!")
	if words == "tat ca" || words == "tat ca don vi" {
		return nil, "", true
	}
	for _, verb := range []string{"bo ra", "bo bot", "bo", "tru", "chi hoi", "chi", "them"} {
		if !strings.HasPrefix(words, verb+" ") {
			continue
		}
		named, wrong := f.named(afterWords(text, len(strings.Fields(verb))), units)
		if wrong != "" {
			return nil, wrong, true
		}
		return f.combine(d, verb, named), "", true
	}
	return nil, "", false
}

// afterWords is a text without its first words, with its accents.
func afterWords(text string, words int) string {
	for range words {
		text = strings.TrimLeft(text, " \t\n")
		if at := strings.IndexAny(text, " \t\n"); at >= 0 {
			text = text[at:]
		}
	}
	return strings.TrimSpace(text)
}

// named reads which units are meant: numbers of the list and names, a kind for all of that
// kind, or "thuộc" and a unit for all directly under it.
func (f Form) named(text string, units []flows.Unit) (ids []flows.UnitID, wrong string) {
	words := strings.Trim(flows.Fold(text), " .!")
	parent, under := strings.CutPrefix(words, "thuoc ")
	for _, u := range units {
		if flows.Fold(u.Kind) == words || under && f.called(u.Parent, parent) {
			ids = append(ids, u.ID)
		}
	}
	if len(ids) > 0 {
		return ids, ""
	}
	return broadcast.ReadUnits(text, units)
}

// called tells that a unit has this code or name, folded, with its kind or without.
func (f Form) called(id flows.UnitID, words string) bool {
	for _, u := range f.Units {
		if u.ID == id {
			name := flows.Fold(u.Name)
			return words == string(id) || words == name || words == strings.TrimPrefix(name, flows.Fold(u.Kind)+" ")
		}
	}
	return false
}

// combine gives whom the draft asks once the named are taken off, kept alone, or added;
// nil for all.
func (f Form) combine(d Draft, verb string, named []flows.UnitID) (ids []flows.UnitID) {
	all := f.usable(d)
	for _, u := range all {
		is := slices.Contains(named, u.ID)
		switch verb {
		case "chi", "chi hoi":
		case "them":
			is = is || d.asks(u.ID)
		default:
			is = !is && d.asks(u.ID)
		}
		if is {
			ids = append(ids, u.ID)
		}
	}
	if len(ids) == len(all) {
		return nil
	}
	if len(ids) == 0 {
		return []flows.UnitID{nobody}
	}
	return ids
}

// nobody is the code of no unit: a draft that asks it asks nobody.
const nobody flows.UnitID = "-"

// kinds counts the units that can be asked by their kind, in the order in which they come.
func kinds(units []flows.Unit) (names []string, count map[string]int) {
	count = map[string]int{}
	for _, u := range units {
		if count[u.Kind]++; count[u.Kind] == 1 {
			names = append(names, u.Kind)
		}
	}
	return names, count
}
