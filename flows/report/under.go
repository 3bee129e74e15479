package report

// underTable writes what stands below the figures: the legend of the states and
// the places for signatures. The table has that many columns of units.
func (b *book) underTable(in Input, row, units int) {
	from, last := titleSpan(units)
	from = max(from, 2)
	b.signatures(in, b.besideLegend(in, b.legend(in, row, from, last), from, last)+1, from, last)
}

// legend explains the states of figures and reports and gives the next free row.
func (b *book) legend(in Input, row, from, last int) int {
	b.text(from, row, noteHead, look{bold: true, align: "right"})
	legend := []struct {
		sample, words string
		fill          string
	}{
		{dash, noteNone, ""},
		{dash, noteNoBase, ""},
		{unknown, noteUnknown, unknownFill},
		{"", emptyNote(in.Counts), emptyFill},
		{notAsked, noteUnasked, ""},
		{mark, noteMark, ""},
	}
	for _, l := range legend {
		b.text(from+1, row, l.sample, look{border: true, align: "center", fill: l.fill})
		b.across(from+2, last, row, l.words, look{align: "left"})
		b.fit(row, linesIn(l.words, 12*float64(last-from-1)))
		row++
	}
	return b.stageLegend(in, row, from, last)
}

// signatures stand at the left edge and over the last five columns.
func (b *book) signatures(in Input, row, left, last int) {
	from := max(3, last-4)
	leftEnd := left
	if left >= firstUnitColumn { // a column of figures is narrow
		leftEnd = left + 2
	}
	bold, italic := look{bold: true, align: "center"}, look{italic: true, align: "center"}
	b.across(from, last, row, signDate(in), italic)
	b.across(left, leftEnd, row+1, preparedBy, bold)
	b.across(from, last, row+1, onBehalf, bold)
	b.across(left, leftEnd, row+2, signFullName, italic)
	for i := range 3 {
		b.fit(row+i, 1)
	}
}
