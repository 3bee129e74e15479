package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
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
	var b strings.Builder
	for at := escapeLike.FindStringIndex(s); at != nil; at = escapeLike.FindStringIndex(s) {
		b.WriteString(s[:at[0]] + string(underscoreMark))
		s = s[at[0]+1:]
	}
	return b.String() + s
}

// retype packs the workbook again with the type taken off the formula cells
// whose stored value is a number, and with the marks put right.
func retype(packed []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, fmt.Errorf("unpack workbook: %w", err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range in.File {
		if err := retypePart(w, part); err != nil {
			return nil, fmt.Errorf("retype %s: %w", part.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack workbook: %w", err)
	}
	return out.Bytes(), nil
}

func retypePart(w *zip.Writer, part *zip.File) error {
	var rewrite func([]byte) []byte
	switch {
	case strings.HasPrefix(part.Name, "xl/worksheets/sheet"):
		rewrite = retypeSheet
	case part.Name == "xl/sharedStrings.xml", strings.HasPrefix(part.Name, "xl/comments"):
		rewrite = escapeUnderscores
	case part.Name == "[Content_Types].xml":
		rewrite = withoutImages
	default:
		return w.Copy(part)
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	// No time: the same input gives the same bytes.
	to, err := w.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = to.Write(rewrite(text))
	return err
}

func retypeSheet(sheet []byte) []byte {
	out := make([]byte, 0, len(sheet))
	for {
		before, cell, found := bytes.Cut(sheet, []byte(formulaCell))
		out = append(out, before...)
		if !found {
			return out
		}
		opening := formulaCell
		if numeric(cell) {
			opening = strings.TrimPrefix(formulaCell, ` t="str"`)
		}
		out = append(out, opening...)
		formula, rest, _ := bytes.Cut(cell, []byte("</f>"))
		formula, value, marked := bytes.Cut(formula, []byte(string(valueMark)))
		out = append(append(out, formula...), "</f>"...)
		if marked {
			out = append(append(append(out, "<v>"...), value...), "</v>"...)
		}
		sheet = rest
	}
}

func escapeUnderscores(text []byte) []byte {
	return bytes.ReplaceAll(text, []byte(string(underscoreMark)), []byte("_x005F_"))
}

// imageType is how the library announces images of every kind, in a random order, as
// soon as there is a chart. There are no images.
var imageType = regexp.MustCompile(`<Default Extension="[a-z]+" ContentType="image/[^"]*">(</Default>)?`)

func withoutImages(types []byte) []byte { return imageType.ReplaceAll(types, nil) }

// numeric tells whether the stored value of the cell that goes on here is a
// number.
func numeric(cell []byte) bool {
	cell, _, _ = bytes.Cut(cell, []byte("</c>"))
	_, value, found := bytes.Cut(cell, []byte("</f><v>"))
	value, _, closed := bytes.Cut(value, []byte("</v>"))
	_, err := strconv.ParseFloat(string(value), 64)
	return found && closed && err == nil
}
