package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// readCSV reads text in UTF-8, its columns parted by commas, semicolons or tabs,
// whichever the first line has most of: Excel in Vietnamese writes semicolons.
func readCSV(data []byte) ([]Row, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if err := text(data); err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(data)
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = r.Comma != '\t'
	r.ReuseRecord = true
	var found rows
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return found.all()
		}
		if err != nil {
			return nil, brokenCSV(err)
		}
		line, _ := r.FieldPos(0)
		if err := found.add(csvRow(line, record)); err != nil {
			return nil, err
		}
	}
}

// csvRow keeps one cell more than may hold anything, so that too many are seen.
func csvRow(line int, record []string) Row {
	row := Row{Number: line}
	for i, field := range record {
		if i > maxColumns && strings.TrimSpace(field) == "" {
			continue
		}
		row.Cells = append(row.Cells, Cell{Text: strings.Clone(field), Formula: strings.HasPrefix(field, "=")})
		if len(row.Cells) > maxColumns+1 {
			break
		}
	}
	return row
}

func brokenCSV(err error) error {
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return brokenQuotes(wrong.StartLine)
	}
	return errBroken
}

// text refuses what is no text in UTF-8, before anything looks for lines in it.
func text(data []byte) error {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return errUTF16
	case bytes.IndexByte(data, 0) >= 0:
		return errNotText
	case !utf8.Valid(data):
		return errNotUTF8
	}
	for line := range bytes.Lines(data) {
		if len(line) > maxToken {
			return errLongLine
		}
	}
	return nil
}

func separator(data []byte) rune {
	head, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	best, most := ',', 0
	for _, sign := range ",;\t" {
		if n := bytes.Count(head, []byte(string(sign))); n > most {
			best, most = sign, n
		}
	}
	return best
}
