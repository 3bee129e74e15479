package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExportInEveryFormat(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("BAOCAO_DB", filepath.Join(dir, "x.db"))
	targets := filepath.Join(dir, "chi-tieu.csv")
	if err := os.WriteFile(targets, []byte("question,unit,target\ngiam_sat.so_cuoc@xa,,1.200\ngiam_sat.so_cuoc@xa,a-luoi,90\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	succeeds(t, append(openRound, "--targets", targets)...)
	for name, start := range map[string]string{"a.xlsx": "PK", "a.CSV": "\ufeffround,unit,", "a.json": "{\n  \"round\": "} {
		out := filepath.Join(dir, name)
		said := succeeds(t, "export", "--out", out)
		if before, after, _ := strings.Cut(said, " edition 1 of "); after != "" { // the moment follows
			said = before + after[len("2006-01-02 15:04"):]
		}
		want := "Wrote " + out + ": Sáu tháng, 9 units.\n"
		if start == "PK" {
			want = "Wrote " + out + ": Sáu tháng,, 0 of 9 units have sent.\n"
		}
		if said != want {
			t.Errorf("%s: said %q", name, said)
		}
		data, err := os.ReadFile(out)
		if err != nil || !strings.HasPrefix(string(data), start) {
			t.Errorf("%s begins with %.20q, %v", name, data, err)
		}
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "a.xlsx")); !strings.Contains(string(data), "xl/worksheets/sheet6.xml") {
		t.Error("the target of a unit has no sheet")
	}
	printed := succeeds(t, "export", "--out", "-", "--format", "csv", "--counts", "sent")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(printed, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 1+9*133 || rows[1][9] != "không tính" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	var file struct {
		Counts string
		Rows   []json.RawMessage
	}
	if err := json.Unmarshal([]byte(succeeds(t, "export", "--out", "-", "--format", "json", "--counts", "approved")), &file); err != nil || file.Counts != "approved" || len(file.Rows) != 9*133 {
		t.Errorf("%q, %d rows, %v", file.Counts, len(file.Rows), err)
	}
}
