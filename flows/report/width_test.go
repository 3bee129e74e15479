package report

import (
	"strings"
	"testing"

	"baocaobot/flows/outline"
)

// Every text that a shipped outline puts in a narrow column, in every column and
// weight it is printed in: the estimate is never below what real letters take,
// nor far above it.
func TestNoLabelIsCut(t *testing.T) {
	needed, estimated := 0, 0
	check := func(text string, width float64, bold bool) {
		t.Helper()
		want, got := realLines(t, text, width, regularWidths), linesIn(text, width)
		if bold {
			want, got = realLines(t, text, width, boldWidths), boldLinesIn(text, width)
		}
		if got < want {
			t.Errorf("%q takes %d lines in a column of %v, estimated %d", text, want, width, got)
		}
		needed, estimated = needed+want, estimated+got
	}
	for _, o := range outline.Shipped() {
		for _, r := range Consolidate(Input{Outline: o}).Rows {
			if r.Heading {
				check(r.Label, labelWidth, true)
				continue
			}
			check(r.UnitOfMeasure, measureWidth, false)
			for _, width := range []float64{labelWidth, 34} {
				check(r.Label, width, false)
			}
		}
	}
	for _, u := range hueNine {
		check(unitName(u), unitWidth, false)
		check(unitName(u), 12, true)
	}
	if float64(estimated) > 1.2*float64(needed) {
		t.Errorf("%d lines are estimated at %d: the rows gape", needed, estimated)
	}
}

// realLines sets text in letters of 12 points (16 pixels) word by word. A column
// has 7 pixels a digit, of which edges and indent take 14.
func realLines(t *testing.T, text string, width float64, widths map[rune]int) int {
	t.Helper()
	line, lines, space := 7*width-14, 1, 4.0
	used := -space
	for word := range strings.FieldsSeq(text) {
		pixels := 0.0
		for _, r := range word {
			if widths[r] == 0 {
				t.Fatalf("no width is known of %q in %q", r, text)
			}
			pixels += float64(widths[r]) * 16 / 1000
		}
		if used+space+pixels > line && used > 0 {
			lines, used = lines+1, -space
		}
		used += space + pixels
	}
	return lines
}

// A figure of the longest kind is narrower than its column in real digits.
func TestNoFigureIsCut(t *testing.T) {
	for _, c := range []struct {
		kind    outline.Kind
		n       int64
		printed string
	}{
		{outline.Count, 1_234_567, "1,234,567"},
		{outline.Count, 9_000_000_000_000_000_000, "9,000,000,000,000,000,000"},
		{outline.Money, 4_030_500_000_001, "4,030,500.000001"},
		{outline.Money, 999_999_999_999_999, "999,999,999.999999"},
	} {
		table := Table{Rows: []Row{{Rule: Sum, Question: outline.Question{Kind: c.kind}, Total: Cell{Number: c.n}}}}
		pixels := 0.0
		for _, r := range c.printed {
			pixels += float64(boldWidths[r]) * 16 / 1000
		}
		if inside := 7*figureWidth(table) - 14; pixels > inside {
			t.Errorf("%s takes %v pixels, its column has %v", c.printed, pixels, inside)
		}
	}
}

// Widths of letters in thousandths of the font's size: the letters that Times
// New Roman and Liberation Serif share, and for the Vietnamese letters that not
// every Times has, those of DejaVu Serif, which is wider.
var (
	regularWidths = byLetter(map[int]string{
		180:  `'`,
		200:  `|`,
		250:  ` ,.`,
		278:  `/:;\ijltìíĩ`,
		320:  `ỉị`,
		333:  `!()-I[]frÌÍĨ‘’`,
		389:  `Js`,
		395:  `ỈỊ`,
		408:  `"`,
		444:  `?acezàáâãèéêă“”`,
		469:  `^`,
		480:  `{}`,
		500:  `#$*0123456789_bdghknopquvxyòóôõùúýđũ–`,
		541:  `~`,
		556:  `FPS`,
		564:  `+<=>`,
		565:  `ỳỵỷỹ`,
		592:  `ẹẻẽệ`,
		596:  `ạảậắằẳẵặ`,
		602:  `ọỏộớờởỡợơ`,
		611:  `ELTZÈÉÊ`,
		612:  `ốồổỗ`,
		613:  `ấầẩẫ`,
		615:  `ếềểễ`,
		644:  `ụủứừửữựư`,
		660:  `ỲỴỶỸ`,
		667:  `BCR`,
		722:  `ADGHKNOQUVXYwÀÁÂÃÒÓÔÕÙÚÝĂĐŨẠẢẤẦẨẪẬẮẰẲẴẶ`,
		730:  `ẸẺẼẾỀỂỄỆ`,
		778:  `&m`,
		820:  `ỌỎỐỒỔỖỘỚỜỞỠỢƠ`,
		833:  `%`,
		843:  `ỤỦỨỪỬỮỰƯ`,
		889:  `M`,
		921:  `@`,
		944:  `W`,
		1000: `…`,
	})
	boldWidths = byLetter(map[int]string{
		220:  `|`,
		250:  ` ,.`,
		278:  `'/\ilìíĩ`,
		333:  `!()-:;[]fjt‘’`,
		380:  `ỉị`,
		389:  `IsÌÍĨ`,
		394:  `{}`,
		444:  `cerzèéê`,
		468:  `ỈỊ`,
		500:  `#$*0123456789?J_agovxyàáâãòóôõýă–“”`,
		520:  `~`,
		555:  `"`,
		556:  `Sbdhknpquùúđũ`,
		570:  `+<=>`,
		581:  `^ỳỵỷỹ`,
		611:  `FP`,
		636:  `ẹẻẽếềểễệ`,
		648:  `ạảấầẩẫậắằẳẵặ`,
		667:  `BELTZÈÉÊọỏốồổỗộớờởỡợơ`,
		714:  `ỲỴỶỸ`,
		722:  `ACDNRUVXYwÀÁÂÃÙÚÝĂĐŨ`,
		727:  `ụủứừửữựư`,
		762:  `ẸẺẼẾỀỂỄỆ`,
		776:  `ẠẢẤẦẨẪẬẮẰẲẴẶ`,
		778:  `GHKOQÒÓÔÕ`,
		833:  `&m`,
		871:  `ỌỎỐỒỔỖỘỚỜỞỠỢƠ`,
		872:  `ỤỦỨỪỬỮỰƯ`,
		930:  `@`,
		944:  `M`,
		1000: `%W…`,
	})
)

func byLetter(letters map[int]string) map[rune]int {
	widths := map[rune]int{}
	for width, all := range letters {
		for _, r := range all {
			widths[r] = width
		}
	}
	return widths
}
