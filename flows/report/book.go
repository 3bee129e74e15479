package report

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// book is the workbook being written, one sheet at a time. The first mistake is
// kept in err and turns every later call into nothing, so that the code of a
// sheet reads as the list of what stands on it. Columns and rows count from 1.
type book struct {
	file   *excelize.File
	styles map[look]int
	err    error
	parts  []part // the sheets of a turned summary
	lines  map[measured]int

	sheet               string
	lastColumn, lastRow int // of the sheet, as far as written
	run                 run
}

// run is cells side by side of one look that are still to be dressed: one call of the
// library for all of them is cheaper than one for each.
type run struct{ row, from, to, style int }

// lineHeight is a line of 12-point text in points; Excel takes no row above
// maxHeight.
const (
	lineHeight = 16
	maxHeight  = 409
)

func (b *book) do(write func() error) {
	if b.err == nil {
		b.err = write()
	}
}

func (b *book) open(sheet string) {
	b.endRun()
	b.sheet, b.lastColumn, b.lastRow = sheet, 1, 1
	b.do(func() error { _, err := b.file.NewSheet(sheet); return err }) // one that is there stays
}

func (b *book) text(col, row int, text string, l look) {
	b.do(func() error { return b.file.SetCellStr(b.sheet, cellName(col, row), literal(Clean(text))) })
	b.dress(col, col, row, l)
}

func (b *book) number(col, row int, n float64, l look) {
	b.do(func() error { return b.file.SetCellFloat(b.sheet, cellName(col, row), n, -1, 64) })
	b.dress(col, col, row, l)
}

// formula writes a live formula. Its value is stored beside it, because a phone
// shows what is stored and calculates nothing; retype makes it a number again.
func (b *book) formula(col, row int, formula string, value float64, l look) {
	b.number(col, row, value, l)
	b.do(func() error { return b.file.SetCellFormula(b.sheet, cellName(col, row), formula) })
}

// textFormula writes a live formula whose value is a text. The library stores
// none beside a formula, so it rides along until retype puts it in its place.
func (b *book) textFormula(col, row int, formula, value string, l look) {
	b.do(func() error {
		return b.file.SetCellFormula(b.sheet, cellName(col, row), formula+string(valueMark)+literal(value))
	})
	b.dress(col, col, row, l)
}

func (b *book) dress(from, to, row int, l look) {
	b.lastColumn, b.lastRow = max(b.lastColumn, to), max(b.lastRow, row)
	id, known := b.styles[l]
	if !known {
		b.do(func() (err error) { id, err = b.file.NewStyle(l.style()); return err })
		b.styles[l] = id
	}
	if r := b.run; r.style == id && r.row == row && r.to+1 == from {
		b.run.to = to
		return
	}
	b.endRun()
	b.run = run{row, from, to, id}
}

func (b *book) endRun() {
	if r := b.run; r.row > 0 {
		b.do(func() error {
			return b.file.SetCellStyle(b.sheet, cellName(r.from, r.row), cellName(r.to, r.row), r.style)
		})
	}
	b.run = run{}
}

// across writes text over several columns of one row.
func (b *book) across(from, to, row int, text string, l look) {
	b.text(from, row, text, l)
	b.dress(from, to, row, l)
	if to > from {
		b.do(func() error { return b.file.MergeCell(b.sheet, cellName(from, row), cellName(to, row)) })
	}
}

// mostOfNote is how much of a note a comment holds: Excel takes 32,767 UTF-16 units, of
// which a letter is one or two. What a person writes in one message is a fourth of it.
const mostOfNote = 16_000

func (b *book) comment(col, row int, text string) {
	text = shorten(Clean(text), mostOfNote)
	lines := lineCount(text, 30)
	b.do(func() error {
		return b.file.AddComment(b.sheet, excelize.Comment{
			Cell: cellName(col, row), Author: author, Text: literal(text), Width: 240, Height: uint(min(20+18*lines, 400)),
		})
	})
}

// room is how many digits of 12 points a line holds in a column of that width. A
// column is measured in digits of the file's default size, 11 points, which take
// 7 pixels each; a digit of 12 points takes 8, the cell's edges and its indent 16.
func room(width float64) float64 { return (7*width - 16) / 8 }

// linesIn estimates how many lines text takes in a cell of that column width.
func linesIn(text string, width float64) int { return lineCount(text, room(width)) }

// boldRoom is room for bold letters, which are wider.
func boldRoom(width float64) float64 { return room(width) / 1.15 }

// boldLinesIn is linesIn for bold letters.
func boldLinesIn(text string, width float64) int { return lineCount(text, boldRoom(width)) }

// fit makes a row high enough for its fullest text.
func (b *book) fit(row, lines int) {
	b.do(func() error { return b.file.SetRowHeight(b.sheet, row, rowHeight(lines)) })
}

func rowHeight(lines int) float64 { return min(float64(lines)*lineHeight+4, maxHeight) }

func (b *book) widths(widths ...float64) {
	for i, w := range widths {
		b.width(i+1, i+1, w)
	}
}

func (b *book) width(from, to int, w float64) {
	b.do(func() error { return b.file.SetColWidth(b.sheet, column(from), column(to), w) })
}

// cellName and column never fail: a summary has at most mostAcross units side by side.
func cellName(col, row int) string {
	if col <= len(columnNames) {
		return columnNames[col-1] + strconv.Itoa(row)
	}
	name, _ := excelize.CoordinatesToCellName(col, row)
	return name
}

func column(col int) string { return strings.TrimRight(cellName(col, 1), "1") }

// columnNames are the names of the first columns, which nearly all cells stand in.
var columnNames = func() (names [100]string) {
	for i := range names {
		names[i], _ = excelize.ColumnNumberToName(i + 1)
	}
	return names
}()

// measured is a text in a column of some width.
type measured struct {
	text  string
	width float64
}

// linesOf is linesIn for labels and names of units, which a list repeats on every row.
func (b *book) linesOf(text string, width float64) int {
	key := measured{text, width}
	lines, known := b.lines[key]
	if !known {
		lines = linesIn(text, width)
		b.lines[key] = lines
	}
	return lines
}
