package report

// underTable writes what stands below the figures: the legend of the states and
// the places for signatures.
func (b *book) underTable(in Input, row int) {
	b.text(2, row, noteHead, look{bold: true, align: "right"})
	legend := []struct {
		sample, words string
		fill          string
	}{
		{dash, noteNone, ""},
		{unknown, noteUnknown, unknownFill},
		{"", noteEmpty, emptyFill},
		{notAsked, noteUnasked, ""},
		{mark, noteMark, ""},
	}
	last := min(lastColumn(len(in.Units)), titleColumns)
	for _, l := range legend {
		b.text(3, row, l.sample, look{border: true, align: "center", fill: l.fill})
		b.across(4, last, row, l.words, look{align: "left"})
		b.fit(row, linesIn(l.words, 12*float64(last-3)))
		row++
	}
	b.signatures(in, row+1, last)
}

func (b *book) signatures(in Input, row, last int) {
	from := max(3, last-4)
	bold, italic := look{bold: true, align: "center"}, look{italic: true, align: "center"}
	b.across(from, last, row, signDate(in), italic)
	b.text(2, row+1, preparedBy, bold)
	b.across(from, last, row+1, onBehalf, bold)
	b.text(2, row+2, signFullName, italic)
	for i := range 3 {
		b.fit(row+i, 1)
	}
}
