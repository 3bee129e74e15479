package report

import (
	"strconv"

	"baocaobot/flows/outline"
)

// listHead is the row of column heads of the sheets that are lists.
const listHead = 4

// linesARow is how many lines of text one row shows: Excel prints no row above
// 409 points, so a longer text goes on in the next row.
const linesARow = 24

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
	b.fit(1, 2)
	b.fit(2, boldLinesIn(in.Outline.Title, width))
	b.head(listHead, heads, widths)
}

func (b *book) narrative(in Input, t Table) {
	widths := []float64{14, 34, 18, 96}
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
			row = b.answer(row, r, upperFirst(t.Units[i].Name), text, widths)
		}
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}

// answer writes one unit's narrative, in as many rows as it takes, and gives the
// next free row.
func (b *book) answer(row int, r Row, unit, text string, widths []float64) int {
	l := look{border: true, align: "left", top: true}
	for i, piece := range split(clean(text), widths[3]-2, linesARow) {
		if i == 1 {
			unit += continued
		}
		b.text(1, row, r.Question.Item.Card.ID, l)
		b.text(2, row, r.Label, l)
		b.text(3, row, unit, l)
		b.text(4, row, piece, l)
		b.fit(row, max(linesIn(piece, widths[3]), linesIn(r.Label, widths[1]), linesIn(unit, widths[2])))
		row++
	}
	return row
}

func (b *book) names(in Input, t Table) {
	widths := []float64{14, 44, 6, 76, 22}
	b.list(namesSheet, namesTitle, in, namesHead, widths)
	row := listHead + 1
	left, centre := look{border: true, align: "left", top: true}, look{border: true, align: "center", top: true}
	for _, r := range t.Rows {
		if r.Heading || r.Question.Kind != outline.Names {
			continue
		}
		number := 0
		for i, c := range r.Cells {
			for _, name := range c.Names {
				number++
				name, unit := clean(name), upperFirst(t.Units[i].Name)
				b.text(1, row, r.Question.Item.Card.ID, left)
				b.text(2, row, r.Label, left)
				b.text(3, row, strconv.Itoa(number), centre)
				b.text(4, row, name, left)
				b.text(5, row, unit, left)
				b.fit(row, max(linesIn(r.Label, widths[1]), linesIn(name, widths[3]), linesIn(unit, widths[4])))
				row++
			}
		}
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}

func (b *book) progress(in Input, progress []UnitProgress) {
	heads := append([]string{}, progressHead...)
	widths := []float64{6, 28, 22, 10, 10, 10}
	for _, s := range topSections(in.Outline) {
		heads, widths = append(heads, sectionHead(s)), append(widths, 10)
	}
	heads, widths = append(heads, progressTail...), append(widths, 19, 19)
	b.list(progressSheet, progressTitle, in, heads, widths)
	b.across(1, len(widths), 3, infoLine(in, countSent(progress)), look{align: "center", italic: true})
	b.fit(3, 2)
	for i, p := range progress {
		b.progressRow(listHead+1+i, i+1, p)
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead, frozen: 2})
}

func (b *book) progressRow(row, number int, p UnitProgress) {
	left, centre := look{border: true, align: "left"}, look{border: true, align: "center"}
	count, rate, state := centre, centre, left
	count.format, rate.format = countFormat, percentFormat
	if p.Late {
		state.fill = unknownFill
	}
	unit := upperFirst(clean(p.Unit.Name))
	b.number(1, row, float64(number), centre)
	b.text(2, row, unit, left)
	b.text(3, row, stateWords(p), state)
	b.number(4, row, float64(p.Answered), count)
	b.number(5, row, float64(p.Asked), count)
	if p.Asked > 0 {
		b.number(6, row, float64(p.Answered)/float64(p.Asked), rate)
	} else {
		b.text(6, row, "", rate)
	}
	col := 7
	for _, s := range p.Sections {
		b.text(col, row, strconv.Itoa(s.Answered)+"/"+strconv.Itoa(s.Asked), centre)
		col++
	}
	b.text(col, row, moment(p.LastAnswer), centre)
	b.text(col+1, row, moment(p.SentAt), centre)
	b.fit(row, max(linesIn(unit, 28), linesIn(stateWords(p), 22)))
}
