package report

// listed writes one entry of a list whose cells may all be long, in as many rows as it
// takes, and gives the next free row. What fits in one row is repeated beside what does
// not; from the second row on the first cell says that it goes on.
func (b *book) listed(row int, cells []string, fills map[int]string, widths []float64) int {
	pieces, rows := make([][]string, len(cells)), 1
	for i, text := range cells {
		pieces[i] = split(Clean(text), room(widths[i]), linesARow)
		rows = max(rows, len(pieces[i]))
	}
	for n := range rows {
		lines := 1
		for i, p := range pieces {
			text := ""
			switch {
			case n < len(p):
				text = p[n]
			case len(p) == 1:
				text = p[0]
			}
			if n > 0 && i == 0 {
				text += continued
			}
			l := look{border: true, align: "left", top: true, fill: fills[i]}
			if widths[i] == numberWidth {
				l.align = "center"
			}
			b.text(i+1, row, text, l)
			lines = max(lines, linesIn(text, widths[i]))
		}
		b.fit(row, lines)
		row++
	}
	return row
}
