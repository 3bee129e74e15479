package opening

import (
	"bytes"
	"encoding/csv"
	"errors"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/flows/sheet"
)

// readTargets reads a table of targets, CSV or xlsx, as one that anybody may have sent.
// wrong says what is to be corrected.
func (f Form) readTargets(d Draft, name string, data []byte) (targets []flows.Target, wrong string) {
	source, ok := f.source(d)
	if !ok {
		return nil, saidStale()
	}
	rows, err := sheet.Read(data)
	if err != nil {
		return nil, saidBadFile(err)
	}
	table, err := asCSV(rows)
	if err != nil {
		return nil, saidBadFile(err)
	}
	targets, err = report.ReadTargets(name, table, source.Outline, f.Units, f.asked(d))
	if err != nil {
		return nil, saidBadTargets(targetMistakes(err, rows))
	}
	return targets, ""
}

// asCSV writes a table as the command line takes it: the columns question, unit and target.
func asCSV(rows []sheet.Row) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		cells := []string{row.Cell(0).Text, row.Cell(1).Text, row.Cell(2).Text}
		for _, more := range row.Cells[min(len(row.Cells), len(cells)):] {
			cells = append(cells, more.Text)
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// targetMistakes are the mistakes of single rows, with the numbers these have in the file;
// none when it is the file as a whole that is wrong.
func targetMistakes(err error, rows []sheet.Row) (list []*report.TargetMistake) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	for _, one := range joined.Unwrap() {
		if m := (*report.TargetMistake)(nil); errors.As(one, &m) {
			m.Row = rows[m.Row-1].Number // rows that hold nothing are not read
			list = append(list, m)
		}
	}
	return list
}
