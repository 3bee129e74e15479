package report

import (
	"strconv"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// listHead is the row of column heads of the sheets that are lists.
const listHead = 4

// linesARow is how many lines of text one row shows: Excel prints no row above
// 409 points, so a longer text goes on in the next row.
const linesARow = 24

// longText is the column of the long texts, counted from 0.
const longText = 3

// unitWidth is the width of the column of units in every list.
const unitWidth = 22

// list begins a sheet that is a list under a title.
func (b *book) list(sheet, title string, in Input, heads []string, widths []float64) {
	b.open(sheet)
	b.widths(widths...)
	b.across(1, len(widths), 1, title, look{align: "center", bold: true, size: 14})
	b.across(1, len(widths), 2, in.Outline.Title, look{align: "center", bold: true})
	width := 0.0
	for _, w := range widths {
		width += w
	}
	b.fit(1, 1)
	b.fit(2, boldLinesIn(in.Outline.Title, width))
	b.head(listHead, heads, widths)
}

func (b *book) narrative(in Input, t Table) {
	widths := []float64{14, 34, unitWidth, 92}
	b.list(narrativeSheet, narrativeTitle, in, narrativeHead, widths)
	row := listHead + 1
	for _, r := range t.Rows {
		if r.Heading || r.Question.Kind != outline.Text {
			continue
		}
		for i, c := range r.Cells {
			text := c.Text
			if words, whole := wholeNarrative[c.State]; whole {
				text = words
			} else if c.State != Given {
				continue
			}
			row = b.entry(row, []string{r.Question.Item.Card.ID, r.Label, unitName(t.Units[i]), text}, 2, widths)
		}
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}

func (b *book) names(in Input, t Table) {
	widths := []float64{14, 44, numberWidth, 76, unitWidth}
	b.list(namesSheet, namesTitle, in, namesHead, widths)
	row := listHead + 1
	for _, r := range t.Rows {
		if r.Heading || r.Question.Kind != outline.Names {
			continue
		}
		number := 0
		for i, c := range r.Cells {
			for _, name := range c.Names {
				number++
				row = b.entry(row, []string{r.Question.Item.Card.ID, r.Label, strconv.Itoa(number), name, unitName(t.Units[i])}, 4, widths)
			}
		}
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}

// entry writes what one unit said, in as many rows as it takes, and gives the
// next free row. Of the cells, that at longText may be long; from the second row
// on, that at unit says that it goes on.
func (b *book) entry(row int, cells []string, unit int, widths []float64) int {
	for i, piece := range split(Clean(cells[longText]), room(widths[longText]), linesARow) {
		cells[longText] = piece
		if i == 1 {
			cells[unit] += continued
		}
		lines := 1
		for col, text := range cells {
			l := look{border: true, align: "left", top: true}
			if widths[col] == numberWidth {
				l.align = "center"
			}
			b.text(col+1, row, text, l)
			if col == longText {
				lines = max(lines, linesIn(text, widths[col]))
			} else {
				lines = max(lines, b.linesOf(text, widths[col]))
			}
		}
		b.fit(row, lines)
		row++
	}
	return row
}

func unitName(u flows.Unit) string { return flows.UpperFirst(Clean(u.Name)) }
