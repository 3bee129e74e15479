// Package sheet reads the table of a file that somebody sent: CSV, or the first visible
// sheet of an Excel workbook (.xlsx). Every such file is treated as hostile: whatever
// it holds, reading takes bounded memory and time, follows no reference out of the file
// and ends in rows of text or in one sentence for the person who sent it.
//
//	rows, err := sheet.Read(data)
//	rows[0].Cells[1].Text   // as Excel shows it: "0123" and "1.10" stay what they are
//
// What the columns mean is the business of the room that asks: see flows/unitlist.
package sheet

import (
	"bytes"

	"golang.org/x/text/unicode/norm"
)

// The limits of a file. MaxFile is for whoever reads or downloads it, too.
const (
	MaxFile    = 5 << 20  // bytes as sent
	MaxRows    = 20_000   // that hold anything; the country has some 14,000 units, old and new
	maxColumns = 64       // that hold anything
	maxCell    = 4 << 10  // bytes of text
	maxText    = 8 << 20  // bytes of text in all cells, and in a workbook's shared strings
	maxStrings = 200_000  // shared strings
	maxUnpack  = 32 << 20 // bytes of the parts of a workbook that are read
	maxParts   = 1_000    // files in a workbook
	maxSheets  = 50
	maxDepth   = 32        // of XML elements
	maxToken   = 128 << 10 // bytes of one XML tag or of the text between two
)

// Row is a row that holds something.
type Row struct {
	Number int // as Excel counts, from 1; the line of a CSV file
	Cells  []Cell
}

// Cell is a cell's text in NFC without blanks around it. A date is "2025-07-01", a
// number has the decimals and leading zeros it is shown with, but no thousands
// separators.
type Cell struct {
	Text    string
	Formula bool // Text is what the formula gave when the file was saved, which may be old
}

// Cell gives a cell by its column from 0; an empty one where there is none.
func (r Row) Cell(column int) Cell {
	if column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Read reads the rows that hold something. The error is a sentence in Vietnamese that
// says what to do.
func Read(data []byte) ([]Row, error) {
	switch {
	case len(data) > MaxFile:
		return nil, ErrTooLarge
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, oldExcel(data)
	case bytes.HasPrefix(data, []byte("PK")):
		return readWorkbook(data)
	default:
		return readCSV(data)
	}
}

// oldExcel tells a workbook with a password, which Excel wraps in the format of old.
func oldExcel(data []byte) error {
	var wide []byte
	for _, letter := range []byte("EncryptedPackage") {
		wide = append(wide, letter, 0)
	}
	if bytes.Contains(data, wide) {
		return errPassword
	}
	return errOldExcel
}

// rows gathers what is read.
type rows struct {
	list []Row
	size int // bytes of text: one shared string may stand in every cell
}

// add takes a row up unless it is empty.
func (r *rows) add(row Row) error {
	last := 0
	for i := range row.Cells {
		c := &row.Cells[i]
		if len(c.Text) > maxCell {
			return longCell(row.Number)
		}
		if r.size += len(c.Text); r.size > maxText {
			return errUnpacked
		}
		if c.Text = clean(c.Text); c.Text != "" || c.Formula {
			last = i + 1
		}
	}
	switch {
	case last == 0:
		return nil
	case last > maxColumns:
		return errColumns
	case len(r.list) == MaxRows:
		return errRows
	}
	row.Cells = row.Cells[:last:last]
	r.list = append(r.list, row)
	return nil
}

func (r *rows) all() ([]Row, error) {
	if len(r.list) == 0 {
		return nil, errEmpty
	}
	return r.list, nil
}

// clean also takes the special blanks that Word and web pages leave for blanks.
func clean(s string) string {
	return string(bytes.TrimSpace(norm.NFC.Bytes(bytes.ReplaceAll([]byte(s), []byte("\u00a0"), []byte(" ")))))
}
