package report

import (
	"archive/zip"
	"bytes"
	"context"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"

	"github.com/xuri/excelize/v2"
)

// LibreOffice calculates every formula again, from a copy without the stored
// values, and must come to what is stored.
func TestLibreOfficeAgreesWithStoredValues(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not on the PATH: the stored values are not compared with a second calculation")
	}
	books := map[string][]byte{}
	for name, in := range map[string]Input{"small": small(), "rates": rates(), "choice": withChoice(), "compared": compared(), "busy": busy(t), "turned": turnedCompared()} {
		books[name] = write(t, in)
	}
	for name, again := range recalculate(t, soffice, books) {
		compareFormulas(t, name, open(t, books[name]).GetCellFormula, values(t, books[name]), values(t, again))
	}
}

// brief drops the narratives, which take LibreOffice long and hold no formula.
func brief(in Input) Input {
	for _, r := range in.Reports {
		for id, a := range r.Answers {
			if a.Text != "" {
				a.Text = "Đã thực hiện"
				r.Answers[id] = a
			}
		}
	}
	return in
}

func compareFormulas(t *testing.T, name string, formula func(sheet, cell string) (string, error), stored, again map[string]string) {
	t.Helper()
	compared := 0
	cells := maps.Clone(again) // what is empty may be missing on either side
	maps.Copy(cells, stored)
	for cell := range cells {
		want := stored[cell]
		sheet, at, _ := strings.Cut(cell, "!")
		if f, err := formula(sheet, at); err != nil || f == "" {
			continue
		}
		compared++
		if !sameFigure(want, again[cell]) {
			t.Errorf("%s, %s: stored %q, LibreOffice has %q", name, cell, want, again[cell])
		}
	}
	if compared == 0 {
		t.Errorf("%s: no formula was compared", name)
	}
}

// sameFigure allows for sums of decimal fractions, which differ in the
// sixteenth digit; money still agrees to the đồng.
func sameFigure(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) < 1e-7
}

// values reads the cells of every sheet as stored, by "sheet!cell".
func values(t *testing.T, data []byte) map[string]string {
	t.Helper()
	f := open(t, data)
	all := map[string]string{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, rawValues)
		if err != nil {
			t.Fatal(err)
		}
		for row, cells := range rows {
			for col, value := range cells {
				all[sheet+"!"+cellName(col+1, row+1)] = value
			}
		}
	}
	return all
}

var rawValues = excelize.Options{RawCellValue: true}

var storedValue = regexp.MustCompile(`</f><v>[^<]*</v>`)

// recalculate lets one LibreOffice, which takes longer to start than to calculate, convert
// a copy of each workbook without the stored values.
func recalculate(t *testing.T, soffice string, books map[string][]byte) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	convert := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}
	for name, data := range books {
		file := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(file, withoutValues(t, data), 0o600); err != nil {
			t.Fatal(err)
		}
		convert = append(convert, file)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, soffice, convert...)
	run.WaitDelay = time.Second
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("convert with LibreOffice: %v\n%s", err, said)
	}
	again := map[string][]byte{}
	for name := range books {
		data, err := os.ReadFile(filepath.Join(out, name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		again[name] = data
	}
	return again
}

func withoutValues(t *testing.T, data []byte) []byte {
	t.Helper()
	var bare bytes.Buffer
	w := zip.NewWriter(&bare)
	for name, text := range parts(t, data) {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(storedValue.ReplaceAll([]byte(text), []byte("</f>"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return bare.Bytes()
}

func BenchmarkWorkbook(b *testing.B) {
	for name, units := range map[string][]flows.Unit{"9units": hueNine, "3321units": communes(3321)} {
		in := sample(b, units)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				write(b, in)
			}
		})
	}
}
