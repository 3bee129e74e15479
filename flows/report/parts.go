package report

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"baocaobot/flows"
	"baocaobot/flows/outline"

	"github.com/xuri/excelize/v2"
)

// mostInPart is how many questions a sheet of the turned summary holds when they
// can be parted: more are a roll of paper that nobody lays out on a desk.
const mostInPart = 40

// part is one sheet of the turned summary: a section of the outline with all that
// stands below it.
type part struct {
	sheet   string
	section *outline.Section
}

// turnedParts lists the sheets of the turned summary. Those are the top sections;
// a large one that holds nothing but sections is parted into these. The names are
// none of those taken, which the workbook has already.
func turnedParts(o *outline.Outline, taken []string) []part {
	asked := map[*outline.Card]int{}
	for _, q := range o.Questions("") {
		asked[q.Item.Card]++
	}
	var parts []part
	for _, top := range topSections(o) {
		sections := []*outline.Section{top}
		if len(top.Cards) == 0 && askedBelow(top, asked) > mostInPart {
			sections = top.Sections
		}
		for _, s := range sections {
			if askedBelow(s, asked) == 0 {
				continue
			}
			name := freeName(sheetName(s), taken)
			taken = append(taken, name)
			parts = append(parts, part{sheet: name, section: s})
		}
	}
	return parts
}

func askedBelow(s *outline.Section, asked map[*outline.Card]int) int {
	n := 0
	for _, card := range s.Cards {
		n += asked[card]
	}
	for _, below := range s.Sections {
		n += askedBelow(below, asked)
	}
	return n
}

func sheetNames(parts []part) []string {
	var names []string
	for _, p := range parts {
		names = append(names, p.sheet)
	}
	return names
}

// sheetName is the beginning of a section's heading, as far as the name of a sheet
// may be long and without what it may not hold.
func sheetName(s *outline.Section) string {
	name := strings.Join(strings.Fields(notInNames.Replace(Clean(strings.Replace(partHeading(s), ". ", " ", 1)))), " ")
	if name == "" {
		name = s.ID
	}
	return shorten(name, excelize.MaxSheetNameLength)
}

// notInNames is what Excel takes in no sheet's name; a quote it takes, though not
// at the ends, and formulas would have to double it. What begins with _x may be an escape.
var notInNames = strings.NewReplacer("_x", " x", ":", " ", `\`, " ", "/", " ", "?", " ", "*", " ", "[", " ", "]", " ", "'", " ")

// shorten cuts text after a word to at most that many UTF-16 units, as Excel counts.
func shorten(text string, most int) string {
	if len(utf16.Encode([]rune(text))) <= most {
		return text
	}
	units := utf16.Encode([]rune(text))[:most-1]
	if last := units[len(units)-1]; last >= 0xD800 && last < 0xDC00 { // half a character
		units = units[:len(units)-1]
	}
	cut := string(utf16.Decode(units))
	if last := strings.LastIndexByte(cut, ' '); last > 0 {
		cut = cut[:last]
	}
	return strings.TrimRight(cut, " ,;.") + "…"
}

// freeName numbers a name that is taken; Excel tells no capitals from small letters.
func freeName(name string, taken []string) string {
	free := name
	for n := 2; ; n++ {
		used := false
		for _, t := range taken {
			used = used || strings.EqualFold(t, free)
		}
		if !used {
			return free
		}
		number := fmt.Sprintf(" (%d)", n)
		free = shorten(name, excelize.MaxSheetNameLength-len(number)) + number
	}
}

// group is the units under one parent, as they stand in the round's units.
type group struct {
	name     string
	from, to int // to is behind the last
}

// byParent puts the units of one parent together, in the office's order of the
// units and of those that come first under each parent.
func byParent(units []flows.Unit) []flows.Unit {
	var parents []flows.UnitID
	below := map[flows.UnitID][]flows.Unit{}
	for _, u := range units {
		if below[u.Parent] == nil {
			parents = append(parents, u.Parent)
		}
		below[u.Parent] = append(below[u.Parent], u)
	}
	grouped := make([]flows.Unit, 0, len(units))
	for _, p := range parents {
		grouped = append(grouped, below[p]...)
	}
	return grouped
}

// groupsOf finds the groups in units that byParent has put together.
func groupsOf(in Input) []group {
	var groups []group
	for i, u := range in.Units {
		if i == 0 || u.Parent != in.Units[i-1].Parent {
			groups = append(groups, group{name: groupName(u.Parent, in.Parents), from: i})
		}
		groups[len(groups)-1].to = i + 1
	}
	return groups
}
