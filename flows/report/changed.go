package report

// Changed is a cell of the table that the edition before had otherwise.
type Changed struct {
	Row      Row // as it is now
	Unit     int // place in Table.Units; -1 for the total
	Old, New string
}

// ChangedCells compares a table with that of the edition before, row by row: the
// units' cells first, then the total. Without an edition before nothing has changed.
func ChangedCells(in Input, t Table) []Changed {
	if in.Last.Number == 0 {
		return nil
	}
	last := in
	last.Reports, last.Counts = in.LastReports, in.Last.Counts
	var list []Changed
	for i, old := range Consolidate(last).Rows {
		now := t.Rows[i]
		if now.Heading {
			continue
		}
		for u := range now.Cells {
			if before, after := cellWords(old, old.Cells[u]), cellWords(now, now.Cells[u]); before != after {
				list = append(list, Changed{now, u, before, after})
			}
		}
		if before, after := totalWords(old), totalWords(now); before != after {
			list = append(list, Changed{now, -1, before, after})
		}
	}
	return list
}

// changed lists the cells that the edition before had otherwise. The sheet is there
// only when there are some.
func (b *book) changed(in Input, t Table) {
	cells := ChangedCells(in, t)
	if len(cells) == 0 {
		return
	}
	widths := []float64{numberWidth, labelWidth, unitWidth, 50, 50}
	b.list(changedSheet, changedTitle(in.Last), in, changedHead(in.Last), widths)
	row := listHead + 1
	for _, c := range cells {
		unit, fills := wholeHead(in.Place), map[int]string(nil)
		if c.Unit >= 0 {
			unit = unitName(t.Units[c.Unit])
		} else {
			fills = map[int]string{2: headFill, 3: headFill, 4: headFill}
		}
		row = b.listed(row, []string{c.Row.STT, c.Row.Label, unit, c.Old, c.New}, fills, widths)
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}
