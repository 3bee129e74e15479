package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// formulaCell is how the library opens every cell with a formula: as text, so
// that a viewer that does not calculate shows 750 as a word, without its number
// format.
const formulaCell = ` t="str"><f>`

// retype packs the workbook again with the type taken off the formula cells
// whose stored value is a number.
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
	if !strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
		return w.Copy(part)
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	sheet, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	// No time: the same input gives the same bytes.
	to, err := w.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = to.Write(retypeSheet(sheet))
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
		sheet = cell
	}
}

// numeric tells whether the stored value of the cell that goes on here is a
// number.
func numeric(cell []byte) bool {
	cell, _, _ = bytes.Cut(cell, []byte("</c>"))
	_, value, found := bytes.Cut(cell, []byte("</f><v>"))
	value, _, closed := bytes.Cut(value, []byte("</v>"))
	_, err := strconv.ParseFloat(string(value), 64)
	return found && closed && err == nil
}
