package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// Viewers on phones are not to be had here. SheetJS, which many of them and of those in
// browsers are built on, stands in: it calculates nothing, and must find what excelize
// finds in every cell that is not empty, a figure as a figure.
func TestAnotherReaderSeesTheSame(t *testing.T) {
	if err := exec.CommandContext(t.Context(), "node", "-e", "require('xlsx')").Run(); err != nil {
		t.Skip("node does not find SheetJS (npm install xlsx, then set NODE_PATH): the workbook is read by no other reader")
	}
	dir := t.TempDir()
	books := shapes(t)
	names := slices.Sorted(maps.Keys(books))
	read := []string{"testdata/sheetjs.js"}
	for _, name := range names {
		file := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(file, books[name], 0o600); err != nil {
			t.Fatal(err)
		}
		read = append(read, file)
	}
	said, err := exec.CommandContext(t.Context(), "node", read...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(said), []byte("\n"))
	if len(lines) != len(names) {
		t.Fatalf("SheetJS read %d of %d workbooks", len(lines), len(names))
	}
	compared := 0
	for i, name := range names {
		var got []seenSheet
		if err := json.Unmarshal(lines[i], &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(seenByExcelize(t, books[name]), got); diff != "" {
			t.Errorf("%s (-excelize +SheetJS):\n%.4000s", name, diff)
		}
		for _, s := range got {
			compared += len(s.Cells)
		}
	}
	if compared < 50_000 {
		t.Errorf("only %d cells were compared", compared)
	}
	t.Logf("%d cells compared", compared)
}

// seenSheet has the type and the value of each cell: "n" a number, "s" a text.
type seenSheet struct {
	Name   string
	Cells  map[string][2]string
	Merged []string
}

func seenByExcelize(t *testing.T, data []byte) []seenSheet {
	t.Helper()
	f := open(t, data)
	var all []seenSheet
	for _, name := range f.GetSheetList() {
		s := seenSheet{Name: name, Cells: map[string][2]string{}, Merged: []string{}}
		rows, err := f.GetRows(name, rawValues)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, value := range row {
				if value != "" {
					s.Cells[cellName(j+1, i+1)] = seenCell(t, f, name, cellName(j+1, i+1), value)
				}
			}
		}
		merged, err := f.GetMergeCells(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range merged {
			s.Merged = append(s.Merged, m.GetStartAxis()+":"+m.GetEndAxis())
		}
		all = append(all, s)
	}
	return all
}

func seenCell(t *testing.T, f *excelize.File, sheet, at, value string) [2]string {
	t.Helper()
	kind, err := f.GetCellType(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	if kind == excelize.CellTypeSharedString {
		return [2]string{"s", value}
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil && kind == excelize.CellTypeFormula { // whose stored text excelize gives as it stands there
		return [2]string{"s", strings.ReplaceAll(value, "_x005F_", "_")}
	}
	if err != nil {
		t.Fatalf("%s!%s is no number: %q", sheet, at, value)
	}
	return [2]string{"n", jsNumber(n)}
}

// jsNumber prints a number as JavaScript does, as far as ours go.
func jsNumber(n float64) string {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	if n != 0 && n < 1e-6 && n > -1e-6 {
		text = fmt.Sprint(n)
	}
	return text
}
