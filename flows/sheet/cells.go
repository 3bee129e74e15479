package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readStrings reads the table of texts that cells name by number.
func (w *workbook) readStrings(t *tokens) error {
	size := 0
	for {
		token, err := t.next()
		if err != nil {
			return ended(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "si" {
			continue
		}
		s, err := t.texts()
		if err != nil {
			return err
		}
		size += len(s)
		if len(w.strings) == maxStrings || size > maxText {
			return errUnpacked
		}
		w.strings = append(w.strings, s)
	}
}

// texts gathers the texts of the element that has just begun, up to its end, without
// the readings that Japanese puts beside them.
func (t *tokens) texts() (string, error) {
	var b strings.Builder
	within, reading, inText := t.depth, 0, false
	for {
		token, err := t.next()
		if err != nil {
			return "", notWhole(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t" && reading == 0
			if e.Name.Local == "rPh" && reading == 0 {
				reading = t.depth
			}
		case xml.CharData:
			if inText && b.Len() <= maxCell {
				b.Write(e)
			}
		case xml.EndElement:
			inText = false
			if t.depth < reading {
				reading = 0
			}
			if t.depth < within {
				return b.String(), nil
			}
		}
	}
}

// notWhole is an end inside an element.
func notWhole(err error) error {
	if ended(err) == nil {
		return errBroken
	}
	return err
}

// readRows reads the rows of a sheet. How large it claims to be is not looked at.
func (w *workbook) readRows(t *tokens, found *rows) error {
	number := 0
	for {
		token, err := t.next()
		if err != nil {
			return ended(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "row" {
			continue
		}
		before := number
		number++
		if r := attribute(e, "r"); r != "" {
			if number, err = strconv.Atoi(r); err != nil || number <= before {
				return errBroken
			}
		}
		row, err := w.readRow(t, number)
		if err != nil {
			return err
		}
		if err := found.add(row); err != nil {
			return err
		}
	}
}

// readRow reads the cells of the row that has just begun.
func (w *workbook) readRow(t *tokens, number int) (Row, error) {
	row := Row{Number: number}
	within, column := t.depth, -1
	for {
		token, err := t.next()
		if err != nil {
			return row, notWhole(err)
		}
		switch e := token.(type) {
		case xml.EndElement:
			if t.depth < within {
				return row, nil
			}
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			before := column
			if column, err = columnOf(attribute(e, "r"), before); err != nil {
				return row, err
			}
			cell, err := w.readCell(t, e)
			if err != nil {
				return row, err
			}
			if row.Cells, err = put(row.Cells, column, cell); err != nil {
				return row, err
			}
		}
	}
}

// put puts a cell in its column; empty ones far to the right take up nothing.
func put(cells []Cell, column int, c Cell) ([]Cell, error) {
	switch {
	case strings.TrimSpace(c.Text) == "" && !c.Formula:
		return cells, nil
	case column >= maxColumns:
		return nil, errColumns
	}
	for len(cells) <= column {
		cells = append(cells, Cell{})
	}
	cells[column] = c
	return cells, nil
}

// columnOf reads the column of "AB12", from 0; a cell without a place follows the one
// before it.
func columnOf(place string, before int) (int, error) {
	if place == "" {
		return before + 1, nil
	}
	column := 0
	letters := strings.TrimRight(place, "0123456789")
	if len(letters) == 0 || len(letters) > 3 {
		return 0, errBroken
	}
	for _, l := range []byte(letters) {
		if l < 'A' || l > 'Z' {
			return 0, errBroken
		}
		column = column*26 + int(l-'A') + 1
	}
	if column-1 <= before {
		return 0, errBroken
	}
	return column - 1, nil
}

// readCell reads the cell that has just begun.
func (w *workbook) readCell(t *tokens, start xml.StartElement) (c Cell, err error) {
	within, value, inValue := t.depth, "", false
	for {
		token, err := t.next()
		if err != nil {
			return c, notWhole(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			inValue = e.Name.Local == "v"
			switch e.Name.Local {
			case "f":
				c.Formula = true
			case "is":
				if value, err = t.texts(); err != nil {
					return c, err
				}
			}
		case xml.CharData:
			if inValue && len(value) <= maxCell {
				value += string(e)
			}
		case xml.EndElement:
			inValue = false
			if t.depth < within {
				c.Text, err = w.shown(value, attribute(start, "t"), attribute(start, "s"))
				return c, err
			}
		}
	}
}

// shown is the text of a cell by its type and style.
func (w *workbook) shown(value, kind, style string) (string, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(w.strings) {
			return "", errBroken
		}
		return w.strings[i], nil
	case "", "n":
		i, err := strconv.Atoi(style)
		if style == "" || err != nil || i < 0 || i >= len(w.formats) {
			return format{}.show(value, w.since), nil
		}
		return w.formats[i].show(value, w.since), nil
	case "b":
		return map[string]string{"0": "FALSE", "1": "TRUE"}[value], nil
	default: // a formula's text, an error, a text in the cell, a date in ISO 8601
		return value, nil
	}
}
