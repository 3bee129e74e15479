package unitlist

import (
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/sheet"
)

// column is one of the columns that a list may have, in any order.
type column int

const (
	code column = iota
	name
	kind
	parent
	from
	to
	predecessors
	order
	reports
	columns int = iota
)

// headers are what a column may be called, folded and without underscores; the first
// of each language is the one that mistakes name.
var headers = [columns][]string{
	code:         {"ma", "code", "ma don vi"},
	name:         {"ten", "name", "ten don vi"},
	kind:         {"loai", "kind", "loai don vi"},
	parent:       {"truc thuoc", "parent", "don vi cap tren", "cap tren", "ma cap tren", "thuoc"},
	from:         {"tu ngay", "valid from", "from", "hieu luc tu", "co hieu luc tu"},
	to:           {"den ngay", "valid to", "to", "hieu luc den", "het hieu luc"},
	predecessors: {"don vi cu", "predecessors", "predecessor", "lap tu", "sap xep tu"},
	order:        {"thu tu", "order", "stt", "tt", "so thu tu"},
	reports:      {"bao cao", "reports", "phai bao cao"},
}

// layout says in which place of a row each column stands; -1: nowhere.
type layout [columns]int

// readHeader finds the columns by the first row.
func readHeader(row sheet.Row) (l layout, mistakes []string) {
	for c := range l {
		l[c] = -1
	}
	found := 0
	for place, cell := range row.Cells {
		if cell.Text == "" {
			continue
		}
		c, known := columnCalled(cell.Text)
		switch {
		case !known:
			mistakes = append(mistakes, unknownColumn(cell.Text))
		case l[c] >= 0:
			mistakes = append(mistakes, columnTwice(c))
		default:
			l[c] = place
			found++
		}
	}
	if found == 0 {
		return l, []string{noHeader}
	}
	for _, c := range []column{code, name, kind} {
		if l[c] < 0 {
			mistakes = append(mistakes, missingColumn(c))
		}
	}
	return l, mistakes
}

func columnCalled(text string) (column, bool) {
	wanted := flows.Fold(strings.ReplaceAll(text, "_", " "))
	for c, names := range headers {
		for _, known := range names {
			if known == wanted {
				return column(c), true
			}
		}
	}
	return 0, false
}

// cell gives the cell of a column; an empty one where the list has no such column.
func (l layout) cell(row sheet.Row, c column) sheet.Cell {
	if l[c] < 0 {
		return sheet.Cell{}
	}
	return row.Cell(l[c])
}

// strayed tells that a row holds something under no header, such as the part of a code
// list after a comma.
func (l layout) strayed(row sheet.Row) bool {
	for place, cell := range row.Cells {
		if cell.Text == "" {
			continue
		}
		under := false
		for _, at := range l {
			under = under || at == place
		}
		if !under {
			return true
		}
	}
	return false
}
