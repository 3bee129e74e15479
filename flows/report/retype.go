package report

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// formulaCell is how the library opens every cell with a formula: as text, so
// that a viewer that does not calculate shows 750 as a word, without its number
// format.
const formulaCell = ` t="str"><f>`

// The library writes neither a text beside a formula nor an underscore that is
// not taken for an escape. Both are marked by a noncharacter, which clean takes
// out of every text, and put right when the workbook is packed again.
const (
	valueMark      = '\uFDD0' // in a formula: what follows is its value
	underscoreMark = '\uFDD1'
)

// escapeLike is what spreadsheet programs read as one character (ECMA-376, part
// 1, 22.9.2.19, ST_Xstring).
var escapeLike = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// literal marks the underscores in s that would be read as the start of an
// escape, so that the reader sees what was typed. Two may share one: _x0041_x0042_.
func literal(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for at := escapeLike.FindStringIndex(s); at != nil; at = escapeLike.FindStringIndex(s) {
		b.WriteString(s[:at[0]] + string(underscoreMark))
		s = s[at[0]+1:]
	}
	return b.String() + s
}

// retyper packs a workbook with the type taken off the formula cells whose stored
// value is a number, and with the marks put right. It does so while the library
// packs, since to unpack and pack again takes longer than all of the texts.
type retyper struct{ *zip.Writer }

func retyped(w io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, packing) })
	return retyper{z}
}

// packing is the level of compression: the usual 6 takes two to three times as long for
// files that are an eighth smaller.
const packing = 3

// Create begins a part of the workbook. It has no time: the same input gives the same
// bytes.
func (z retyper) Create(name string) (io.Writer, error) {
	w, err := z.Writer.Create(name)
	switch {
	case err != nil:
		return nil, err
	case strings.HasPrefix(name, "xl/worksheets/sheet"):
		return &retypedPart{w: w, rewrite: retypeSheet}, nil
	case name == "xl/sharedStrings.xml", strings.HasPrefix(name, "xl/comments"):
		return &retypedPart{w: w, rewrite: escapeUnderscores}, nil
	case name == "[Content_Types].xml":
		return &retypedPart{w: w, rewrite: withoutImages}, nil
	default:
		return w, nil
	}
}

// retypedPart is a part that is rewritten. The library hands over each part at once;
// should it ever do so in pieces, one may end within what is looked for.
type retypedPart struct {
	w       io.Writer
	rewrite func(w *bufio.Writer, text []byte)
	written bool
}

func (p *retypedPart) Write(text []byte) (int, error) {
	if p.written {
		return 0, errors.New("a part of the workbook came in pieces")
	}
	p.written = true
	w := bufio.NewWriterSize(p.w, 1<<16)
	p.rewrite(w, text)
	return len(text), w.Flush()
}

// retypeSheet and escapeUnderscores leave errors to the Flush of w, which keeps the
// first.
func retypeSheet(w *bufio.Writer, sheet []byte) {
	for {
		before, cell, found := bytes.Cut(sheet, []byte(formulaCell))
		w.Write(before)
		if !found {
			return
		}
		if numeric(cell) {
			w.WriteString(strings.TrimPrefix(formulaCell, ` t="str"`))
		} else {
			w.WriteString(formulaCell)
		}
		formula, rest, _ := bytes.Cut(cell, []byte("</f>"))
		formula, value, marked := bytes.Cut(formula, []byte(string(valueMark)))
		w.Write(formula)
		w.WriteString("</f>")
		if marked {
			w.WriteString("<v>")
			escapeUnderscores(w, value)
			w.WriteString("</v>")
		}
		sheet = rest
	}
}

func escapeUnderscores(w *bufio.Writer, text []byte) {
	for {
		before, after, found := bytes.Cut(text, []byte(string(underscoreMark)))
		w.Write(before)
		if !found {
			return
		}
		w.WriteString("_x005F_")
		text = after
	}
}

// imageType is how the library announces images of every kind, in a random order, as
// soon as there is a chart. There are no images.
var imageType = regexp.MustCompile(`<Default Extension="[a-z]+" ContentType="image/[^"]*">(</Default>)?`)

func withoutImages(w *bufio.Writer, types []byte) { w.Write(imageType.ReplaceAll(types, nil)) }

// numeric tells whether the stored value of the cell that goes on here is a
// number.
func numeric(cell []byte) bool {
	cell, _, _ = bytes.Cut(cell, []byte("</c>"))
	_, value, found := bytes.Cut(cell, []byte("</f><v>"))
	value, _, closed := bytes.Cut(value, []byte("</v>"))
	_, err := strconv.ParseFloat(string(value), 64)
	return found && closed && err == nil
}
