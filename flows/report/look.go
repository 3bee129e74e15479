package report

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// look is how a cell is dressed. It is a value, so that equal looks share one
// style of the file: a style for each cell makes a workbook slow to open.
type look struct {
	size                    float64 // points; 0 is 12
	bold, italic, underline bool
	align                   string // "left", "center" or "right"
	top                     bool   // vertical, instead of the middle
	border                  bool
	fill                    string // RGB
	format                  string // number format; empty for General
}

const (
	fontName = "Times New Roman"

	headFill    = "D9E2F3"
	sectionFill = "EDF1F9"
	unknownFill = "FFD966"
	emptyFill   = "D9D9D9"
)

// Number formats. The reader's own locale prints the separators.
const (
	countFormat   = "#,##0"
	percentFormat = "0.00%"
)

// moneyFormat prints triệu đồng with that many decimals (0 to 6).
func moneyFormat(decimals int) string {
	if decimals == 0 {
		return countFormat
	}
	return countFormat + "." + strings.Repeat("0", decimals)
}

// zeroAs prints zero as the given text and any other number by format, so that
// a figure typed over a dash is seen.
func zeroAs(text, format string) string { return format + ";-" + format + `;"` + text + `"` }

func (l look) style() *excelize.Style {
	size, vertical := l.size, "center"
	if size == 0 {
		size = 12
	}
	if l.top {
		vertical = "top"
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: fontName, Size: size, Bold: l.bold, Italic: l.italic},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: vertical, WrapText: l.align != "right"},
	}
	if l.border && l.align != "center" {
		s.Alignment.Indent = 1
	}
	if l.underline {
		s.Font.Underline = "single"
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
		}
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	return s
}
