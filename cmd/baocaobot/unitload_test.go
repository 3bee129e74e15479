package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "rewrite the expected files in testdata")

// A year of a province from the command line: its units, a round, their reorganisation,
// and the round after it, which asks the new ones.
func TestUnitsAreLoadedAndReorganised(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "x.db")
	t.Setenv("BAOCAO_DB", db)
	before := filepath.Join(dir, "before.csv")
	if err := os.WriteFile(before, []byte("\ufeffMã;Tên;Loại;Trực thuộc;Báo cáo\r\nt;tỉnh T;tỉnh;;không\r\na;xã A;xã;t;\r\nb;xã B;xã;t;\r\nz;xã Z;xã;t;\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	after := workbookOf(t, filepath.Join(dir, "after.xlsx"), [][]any{
		{"stt", "mã", "tên", "loại", "trực thuộc", "từ ngày", "đến ngày", "đơn vị cũ", "báo cáo"},
		{1, "t", "tỉnh Tê", "tỉnh", "", "", "", "", "không"},
		{2, "a", "xã A", "xã", "t", "", "30/6/2025", "", "có"},
		{3, "b", "xã B", "xã", "t", "", "30/6/2025", "", "có"},
		{4, "m", "phường M", "phường", "t", "1/7/2025", "", "a + b", "có"},
	})
	var said strings.Builder
	says := func(want int, args ...string) {
		t.Helper()
		code, stdout, stderr := command(t, args...)
		if code != want {
			t.Errorf("%v: exit %d, want %d: %s", args, code, want, stderr)
		}
		said.WriteString("$ " + strings.Join(args, " ") + "\n" + stdout + stderr)
	}
	says(exitUndone, "unit", "load", before)
	if _, err := os.Stat(db); err == nil {
		t.Error("looking made a database")
	}
	says(exitOK, "unit", "load", before, "--yes")
	says(exitOK, "unit", "load", before, "--yes")
	says(exitOK, "unit", "load", before)
	round := []string{"round", "open", "--outline", "first-half-2024", "--name", "Kỳ", "--deadline", "2095-12-30", "--period"}
	says(exitOK, append(round, "2025-01-01..2025-06-30")...)
	says(exitOK, "unit", "load", after, "--dry-run")
	says(exitUndone, "unit", "load", after)
	says(exitOK, "unit", "load", after, "--yes", "--json")
	says(exitOK, append(round, "2025-07-01..2025-12-31")...)
	says(exitOK, "progress", "--round", "first-half-2024-2")
	says(exitOK, "unit", "list", "--json")
	got := strings.ReplaceAll(said.String(), dir+"/", "")
	want, err := os.ReadFile("testdata/unitload.txt")
	if *update {
		err = os.WriteFile("testdata/unitload.txt", []byte(got), 0o600)
		want = []byte(got)
	}
	if err != nil || got != string(want) {
		t.Errorf("%v (-update rewrites it): printed\n%s\nwant\n%s", err, got, want)
	}
}

func workbookOf(t *testing.T, name string, rows [][]any) string {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	return name
}
