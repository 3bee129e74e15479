package report

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What people are called stays text in a list, whatever it looks like.
func TestAListIsText(t *testing.T) {
	l := List{Sheet: "Danh sách", Title: "DANH SÁCH", Notes: []string{"một", "hai"}, Heads: []string{"STT", "Tên"}, Wide: []float64{7, 20},
		Rows: [][]string{{"1", "=HYPERLINK(\"x\")"}, {"2", "+84 905 \x00"}, {"3", "Lê Thị Hòa"}}, Made: time.Unix(0, 0)}
	data, err := l.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, data)
	rows, err := f.GetRows(l.Sheet)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"DANH SÁCH"}, {"một"}, {"hai"}, {"STT", "Tên"}, {"1", "=HYPERLINK(\"x\")"}, {"2", "+84 905 "}, {"3", "Lê Thị Hòa"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	for _, cell := range []string{"B5", "B6", "A5"} {
		if formula, err := f.GetCellFormula(l.Sheet, cell); formula != "" || err != nil {
			t.Errorf("%s is the formula %q (%v)", cell, formula, err)
		}
	}
	again, err := l.Workbook()
	if err != nil || string(again) != string(data) {
		t.Errorf("the same list makes another file (%v)", err)
	}
}
