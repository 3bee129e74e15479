package figure

import (
	"fmt"
	"strings"
	"testing"

	"baocaobot/flows/outline"
)

func count(unit string) Slot { return Slot{outline.Count, unit, -1} }

// cards are the open figures the messages of the table answer.
var cards = map[string][]Slot{
	"hội nghị":  {count("cuộc"), count("lượt người")},
	"lượt":      {count("lượt người"), count("người")},
	"ba ô":      {count("cuộc"), count("lượt người"), count("văn bản")},
	"một ô":     {count("cuộc")},
	"nhà":       {count("nhà"), {outline.Money, "triệu đồng", -1}},
	"tiền":      {{outline.Money, "triệu đồng", -1}, count("hộ")},
	"hai khoản": {{outline.Money, "triệu đồng", -1}, {outline.Money, "triệu đồng", -1}},
	"báo chí":   {count("chuyên mục"), count("tin, bài")},
	"hòa giải":  {count("vụ việc"), {outline.Count, "vụ việc", 0}},
	"ngược":     {{outline.Count, "vụ việc", 1}, count("vụ việc")},
	"đơn thư":   {count("lượt"), count("đơn"), {outline.Count, "đơn", 1}},
	"chung":     {count("hộ"), {outline.Count, "hộ", 0}, {outline.Count, "hộ", 0}},
	"không ô":   nil,
}

// several: want is "slot=value …" or the reason, the part and the slot it was read for.
var several = []struct{ in, card, want, why string }{
	{"12", "hội nghị", "0=12", "one figure answers the asked slot"},
	{"12 cuộc", "hội nghị", "0=12", "with its unit"},
	{"12, 450", "hội nghị", "0=12 1=450", "comma and space"},
	{"12; 450", "hội nghị", "0=12 1=450", "semicolon"},
	{"12;450", "hội nghị", "0=12 1=450", "semicolon without a space"},
	{"12\n450", "hội nghị", "0=12 1=450", "lines"},
	{"12\r\n450\r\n", "hội nghị", "0=12 1=450", "lines of Windows"},
	{"12\t450", "hội nghị", "0=12 1=450", "cells"},
	{"- 12 cuộc\n- 450 lượt người", "hội nghị", "0=12 1=450", "a list"},
	{"12 và 450", "hội nghị", "0=12 1=450", "và"},
	{"5 12", "hội nghị", "0=5 1=12", "no group of thousands: two figures"},
	{"12 450", "hội nghị", "many numbers @12 450@ -1 0=12450 | 0=12 1=450", "a group of thousands, or two figures"},
	{"1 250", "hai khoản", "many numbers @1 250@ -1 0=1250000000 | 0=1000000 1=250000000", "money above all"},
	{"12  450", "hội nghị", "0=12 1=450", "two spaces group nothing"},
	{"12.450", "hội nghị", "0=12450", "a dot groups"},
	{"1250 300", "hội nghị", "0=1250 1=300", "a number of four digits begins no groups"},
	{"450 12", "hội nghị", "0=450 1=12", "two digits are no group"},
	{"12 450 30", "ba ô", "0=12 1=450 2=30", "as many numbers as open figures, and not all of them one"},
	{"12 450 30", "hội nghị", "many numbers @12 450 30@ -1 0=12450 1=30", "one way is left: worth a yes"},
	{"1 250 300", "ba ô", "many numbers @1 250 300@ -1 0=1250300 | 0=1 1=250 2=300", "as many numbers as open figures, or one"},
	{"1 250 30 400", "ba ô", "many numbers @1 250 30 400@ -1 0=1250 1=30400 | 0=1250 1=30 2=400 | 0=1 1=250 2=30400", "more numbers than open figures"},
	{"1 250 300 400", "ba ô", "many numbers @1 250 300 400@ -1", "more ways than can be asked"},
	{"12, 2 000", "ba ô", "0=12 1=2000", "no figure is 000: one way is left"},
	{"12, 2 050", "ba ô", "many numbers @12, 2 050@ -1 0=12 1=2050 | 0=12 1=2 2=50", "a figure may begin with one 0"},
	{"12, 2 450", "ba ô", "many numbers @12, 2 450@ -1 0=12 1=2450 | 0=12 1=2 2=450", "two figures or three"},
	{"12; 45 7", "ba ô", "0=12 1=45 2=7", "three figures"},
	{"12; 45 7", "hội nghị", "many numbers @12; 45 7@ -1", "more figures than open"},
	{"999 999 999 999 999 999", "hội nghị", "many numbers @999 999 999 999 999 999@ -1", "more ways than can be asked"},
	{"0 000", "hội nghị", "many numbers @0 000@ -1", "no number begins so"},
	{"5, 1 000 000 000", "ba ô", "too large @1 000 000 000@ 1", "one way, and its own reason"},
	{strings.Repeat("111 ", 60) + strings.Repeat("1 ", 40), "ba ô", "many numbers @" + strings.Repeat("111 ", 60) + strings.TrimSpace(strings.Repeat("1 ", 40)) + "@ -1", "found hopeless at once"},
	{"12 450", "một ô", "0=12450", "one open figure: a group"},
	{"12 450", "ba ô", "many numbers @12 450@ -1 0=12450 | 0=12 1=450", "two figures or one"},
	{"12 45", "ba ô", "0=12 1=45", "cannot be one number"},
	{"12 45 7", "ba ô", "0=12 1=45 2=7", "three figures"},
	{"2 000", "hội nghị", "many numbers @2 000@ -1 0=2000", "a group of zeros is no figure of its own"},
	{"2 050", "hội nghị", "many numbers @2 050@ -1 0=2050 | 0=2 1=50", "nor surely is one that begins with 0"},
	{"2 05", "hội nghị", "0=2 1=5", "two digits are no group"},
	{"500 000", "hai khoản", "many numbers @500 000@ -1", "money too: two readings of their own"},
	{"1 250 000", "ba ô", "many numbers @1 250 000@ -1 0=1250000 | 0=1 1=250000", "000 is only a group"},
	{"12 000 đồng", "nhà", "wrong unit 12000 @12 000 đồng@ 1", "the unit names the slot"},
	{"1 000 người", "lượt", "wrong unit 1000 @1 000 người@ 1", "the unit names the slot"},
	{"12, 2 000", "hội nghị", "0=12 1=2000", "a comma parts, a space groups"},
	{"1 250 300", "hội nghị", "many numbers @1 250 300@ -1 0=1250300 | 0=1250 1=300 | 0=1 1=250300", "how to share three groups"},
	{"1.250 300", "hội nghị", "0=1250 1=300", "a dot group is one number"},
	{"12,450", "hội nghị", "many numbers @12,450@ -1", "thousands, or a list without a space"},
	{"12,450", "một ô", "0=12450", "one open figure: thousands"},
	{"1,250", "tiền", "two readings 1250000 | 1250000000 @1,250@ 0", "money asks by its two readings"},
	{"12 450, 300", "ba ô", "many numbers @12 450, 300@ -1 0=12450 1=300 | 0=12 1=450 2=300", "three figures or two"},
	{"12 450, 300", "hội nghị", "0=12450 1=300", "only two figures fit"},
	{"12 cuộc, 450 lượt người", "hội nghị", "0=12 1=450", "units"},
	{"12 cuộc 450 lượt người", "hội nghị", "0=12 1=450", "a unit ends a part"},
	{"12 cuộc/450 lượt người", "hội nghị", "0=12 1=450", "a slash behind a unit"},
	{"12 cuộc. 450 người.", "hội nghị", "0=12 1=450", "a stop behind a unit"},
	{"12 cuộc với trên 450 người", "hội nghị", "0=12 1=trên 450", "filler and hedge"},
	{"450 lượt người, 12 cuộc", "hội nghị", "1=450 0=12", "units decide, not the order"},
	{"450, 12 cuộc", "hội nghị", "1=450 0=12", "the rest takes the free slot"},
	{"450 lượt người", "hội nghị", "wrong unit 450 @450 lượt người@ 1", "another slot: ask"},
	{"12 người", "lượt", "wrong unit 12 @12 người@ 1", "the whole unit of the other slot wins"},
	{"12 văn bản", "hội nghị", "wrong unit 12 «văn bản» @12 văn bản@ 0", "no slot has this unit"},
	{"12 cuộc, 450 hộ", "hội nghị", "wrong unit 450 «hộ» @450 hộ@ 1", "one part unclear: nothing is placed"},
	{"12 cuộc, 15 cuộc", "hội nghị", "twice @15 cuộc@ 0", "twice the same figure"},
	{"12 cuộc, 12 cuộc", "hội nghị", "twice @12 cuộc@ 0", "even when it says the same"},
	{"51 vụ việc; 45/51", "hòa giải", "0=51 1=45/51", "the whole said again"},
	{"50 vụ việc; 45/51", "hòa giải", "bad whole @45/51@ 1", "the whole contradicts itself"},
	{"khoảng 45/51", "hòa giải", "1=khoảng 45/51 0=51", "the hedge is the part's"},
	{"12, 450, 3", "hội nghị", "many numbers @3@ -1", "more figures than open"},
	{"12, 450", "một ô", "many numbers @450@ -1", "more figures than open"},
	{"12, nhiều", "hội nghị", "not a number @nhiều@ 1", "one part unclear"},
	{"12, 1.25", "hội nghị", "bad groups @1.25@ 1", "one part unclear"},
	{"10-15, 450", "hội nghị", "range @10-15@ 0", "one part unclear"},
	{"không, 450", "hội nghị", "0=none 1=450", "a state may be a part"},
	{"12 cuộc, chưa có", "hội nghị", "0=12 1=unknown", "a state may be a part"},
	{"không", "hội nghị", "0=none", "one state answers one slot"},
	{"dạ, 12 cuộc ạ", "hội nghị", "0=12", "greetings are no part"},
	{"", "hội nghị", "empty @@ -1", "nothing"},
	{"12,", "hội nghị", "bad groups @12,@ 0", "unfinished"},
	{"1. 12 cuộc\n2. 450 người", "hội nghị", "many numbers «. 12 cuộc» @1. 12 cuộc@ 0", "list numbers are not figures"},
	{"Hội nghị: 12 cuộc", "hội nghị", "not a number @hội nghị: 12 cuộc@ 0", "labels are not read"},
	{"5 nhà, 400 triệu", "nhà", "0=5 1=400000000", "money word"},
	{"5 nhà 400 triệu đồng", "nhà", "0=5 1=400000000", "a unit ends a part"},
	{"400 triệu đồng 5 nhà", "nhà", "1=400000000 0=5", "a currency ends a part"},
	{"400 triệu", "nhà", "wrong unit 400000000 @400 triệu@ 1", "money is the other slot"},
	{"1,250 triệu, 5 hộ", "tiền", "two readings 1250000 | 1250000000 @1,250 triệu@ 0", "one part unclear"},
	{"3 chuyên mục, 30 tin, bài", "báo chí", "0=3 1=30", "the comma belongs to the unit"},
	{"30 tin, bài; 3 chuyên mục", "báo chí", "1=30 0=3", "the comma belongs to the unit"},
	{"51, 45", "hòa giải", "0=51 1=45", "in order"},
	{"51 vụ việc, 45 vụ việc", "hòa giải", "0=51 1=45", "the same unit: in order"},
	{"45/51", "hòa giải", "1=45/51 0=51", "part and whole"},
	{"45/51 vụ việc", "ngược", "0=45/51 1=51", "part and whole"},
	{"51 vụ việc", "hòa giải", "0=51", "the asked slot has this unit"},
	{"20 lượt, 9/12 đơn", "đơn thư", "0=20 2=9/12 1=12", "part and whole behind another figure"},
	{"9/12, 9", "ngược", "many numbers @9@ -1", "a fraction fills two"},
	{"45/51", "chung", "bad whole @45/51@ 0", "two rates share the whole"},
	{"12", "không ô", "many numbers @12@ -1", "nothing is open"},
	{strings.Repeat("1 ", 400), "hội nghị", "too long @@ -1", "a limit on the message"},
}

func showSeveral(s Several) string {
	if s.Problem.Why == "" {
		return showPlaced(s.Placed)
	}
	ways := make([]string, len(s.Ways))
	for i, way := range s.Ways {
		ways[i] = showPlaced(way)
	}
	return strings.TrimSpace(fmt.Sprintf("%s @%s@ %d %s", show(s.Part, s.Problem), s.Part, s.Slot, strings.Join(ways, " | ")))
}

func showPlaced(placed []Placed) string {
	var all []string
	for _, p := range placed {
		all = append(all, fmt.Sprintf("%d=%s", p.Slot, show("", Result{Readings: []Value{p.Value}})))
	}
	return strings.Join(all, " ")
}

func TestReadSeveral(t *testing.T) {
	if len(several) < 40 {
		t.Errorf("%d rows, want 40 or more", len(several))
	}
	for _, c := range several {
		s := ReadSeveral(c.in, cards[c.card])
		if got := showSeveral(s); got != c.want {
			t.Errorf("ReadSeveral(%q) for %s = %s\n want %s: %s", c.in, c.card, got, c.want, c.why)
		}
		if _, ok := s.Clear(); ok == (s.Problem.Why != "") || s.Problem.Why != "" && s.Placed != nil {
			t.Errorf("ReadSeveral(%q) for %s: %+v is half placed", c.in, c.card, s)
		}
	}
}
