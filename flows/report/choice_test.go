package report

import (
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/outline"

	"github.com/google/go-cmp/cmp"
)

// withChoice adds two rows to the small outline: one with an option of every sort, taken
// by units in every state, and one that nobody answered.
func withChoice() Input {
	in := small()
	in.Units = append(in.Units, flows.Unit{ID: "d", Name: "xã D", Kind: "xã"}, flows.Unit{ID: "e", Name: "xã E", Kind: "xã"}, flows.Unit{ID: "g", Name: "xã G", Kind: "xã"})
	card := &outline.Card{ID: "Phần thứ hai.2", Section: in.Outline.Sections[1]}
	options := []string{"Tốt", `Khá "A"`, "<Yếu*", "Mức 1"}
	card.Items = []*outline.Item{{ID: "xep_loai", Kind: outline.Choice, Options: options, Label: "Xếp loại", Card: card},
		{ID: "muc", Kind: outline.Choice, Options: options, Label: "Mức", Card: card}}
	card.Section.Cards = append(card.Section.Cards, card)
	for unit, v := range map[flows.UnitID]flows.Value{"a": option("<Yếu*"), "b": option("Mức 1"), "c": option("Rất cũ"), "d": option("mức 1"), "e": {State: flows.None}, "g": {State: flows.Unknown}} {
		if _, reports := in.Reports[unit]; !reports {
			in.answer(unit, nil)
		}
		in.Reports[unit].Answers["xep_loai"] = flows.Answer{Question: "xep_loai", Value: v, At: noon}
	}
	return in
}

func option(text string) flows.Value { return flows.Value{State: flows.Given, Text: text} }

func TestAChoicesRow(t *testing.T) {
	in := withChoice()
	want := strings.ReplaceAll(`12 | Xếp loại | lựa chọn | <Yếu* | Mức 1 | Rất cũ | mức 1 | none | unknown | total <Yếu*:~1; Mức 1:~2; Rất cũ:~1 | 5/6
13 | Mức | lựa chọn | . | . | . | . | . | . | total . | 0/6
`, "~", "\u00a0")
	if got := dump(Consolidate(in)); !strings.HasSuffix(got, want) {
		t.Errorf("table (-want +got):\n%s", cmp.Diff(want, got))
	}
	data := write(t, in)
	f := open(t, data)
	rows, err := f.GetRows(summarySheet)
	if err != nil {
		t.Fatal(err)
	}
	row := headRow + 14
	// the 0 is printed as a dash
	wantCells := []string{"12", "Xếp loại", "lựa chọn", "<Yếu*", "Mức 1", "Rất cũ", "mức 1", "0", unknown, "<Yếu*:\u00a01; Mức 1:\u00a02; Rất cũ:\u00a01", "5/6"}
	if diff := cmp.Diff(wantCells, rows[row-1]); diff != "" {
		t.Errorf("row %d (-want +got):\n%s", row, diff)
	}
	formula, err := f.GetCellFormula(summarySheet, cellName(firstUnitColumn+len(in.Units), row))
	if err != nil || !strings.Contains(formula, `(D20:I20="Khá ""A""")`) || !strings.Contains(formula, `"Rất cũ"`) {
		t.Errorf("the total is no formula over its options: %q, %v", formula, err)
	}
	height, _ := f.GetRowHeight(summarySheet, row)
	if height < 3*lineHeight {
		t.Errorf("the row is %v points high: its total is cut", height)
	}
}
