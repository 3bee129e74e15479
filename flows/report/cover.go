package report

import "baocaobot/flows"

// cover writes the first sheet of a turned summary: every question with its total,
// which stands on another sheet, and its coverage.
func (b *book) cover(in Input, t Table, sent int, spots map[flows.QuestionID]spot, firstRow map[string]int) {
	b.open(summarySheet)
	// The last three columns hold the national heading.
	widths := []float64{numberWidth, labelWidth, measureWidth, max(figureWidth(t)+2, 22), 20}
	b.widths(widths...)
	b.titleBlock(in, sent, 0)
	b.head(headRow, append(append([]string{}, summaryHead...), wholeOf(in), coverageHead), widths)
	for i, r := range t.Rows {
		row := headRow + 1 + i
		if r.Heading {
			b.heading(row, r, 0)
			continue
		}
		b.label(row, r, boldLinesIn(r.Total.Text, widths[firstUnitColumn-1]))
		here := line{b: b, Row: r, spot: spot{place: row}, format: formatOf(r)}
		here.total(firstUnitColumn, &r, there(r, spots, firstRow))
		b.text(lastColumn(0), row, coverage(r), look{border: true, align: "center"})
	}
	b.beside(in, t, lastColumn(0)+1)
	b.underTable(in, headRow+len(t.Rows)+2, 0)
	b.layout(page{paper: 9, wide: 1, headRow: headRow, frozen: 1, repeated: repeatedColumns})
}

// there is the formula that shows a total of another sheet.
func there(r Row, spots map[flows.QuestionID]spot, firstRow map[string]int) string {
	if r.Rule == NoTotal {
		return ""
	}
	at := spots[r.Question.ID]
	l := line{turned: true}
	return l.name(at, firstRow[at.sheet])
}
