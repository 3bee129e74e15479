package report

import (
	"strings"
	"testing"

	"baocaobot/flows"

	"github.com/google/go-cmp/cmp"
)

// cells reads rows of a sheet as they are shown, "|" between the cells.
func cells(t *testing.T, data []byte, sheet string, fromColumn, fromRow int) []string {
	t.Helper()
	rows, err := open(t, data).GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows[min(fromRow-1, len(rows)):] {
		got = append(got, strings.Join(r[min(fromColumn-1, len(r)):], "|"))
	}
	return got
}

func TestTheRoundBeforeAndTargetsStandBesideTheTotals(t *testing.T) {
	book := write(t, compared())
	want := []string{
		"Toàn tỉnh|Số đơn vị có số liệu|Kỳ trước|Số đơn vị kỳ trước có số liệu|Tăng/giảm|Chỉ tiêu giao|% đạt",
		"",
		"0|2/2||0/2",                    // nobody answered in the round before
		"17|2/3|10|2/3|+70.0%|20|85.0%", // 12+5 against 8+2
		"4,030.500001|2/3|2,015.25|2/3|+100.0%|5,000.5|80.6%", // every đồng of both
		"1,091|3/3|582|3/3|+87.5%",
		"102|2/3|100|2/3|+2.0%",
		"89.22%|2/3|82.00%|2/3|+7.22 điểm|95.50%|93.4%", // a rate moves by points
		"",
		"3|1/3|0|1/3||0", // a change from 0 is none, nor is a share of a target of 0
		"|1/3||0/3",
		"2|2/3|1|1/3",             // not the same units
		"1 có|2/3|1 có|2/3|+0.0%", // the reader here takes no notice of how 0 is printed
		"|1/3||0/3",
	}
	if diff := cmp.Diff(want, cells(t, book, summarySheet, 7, headRow)[:len(want)]); diff != "" {
		t.Errorf("beside the totals (-want +got):\n%s", diff)
	}
	if got := cells(t, write(t, small()), summarySheet, 8, headRow)[0]; got != coverageHead {
		t.Errorf("without a round before and targets the last head is %q", got)
	}
}

func TestFormulasOfTheComparison(t *testing.T) {
	f := open(t, write(t, compared()))
	got := map[string]string{}
	for _, cell := range []string{"I9", "K8", "K9", "K13", "K15", "L9", "M9", "M13", "M15"} {
		formula, err := f.GetCellFormula(summarySheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		got[cell] = formula
	}
	want := map[string]string{"I9": "", "K8": "", "K9": `IF(I9=0,"",(G9-I9)/I9)`, "K13": `IF(COUNT(G13,I13)=2,(G13-I13)*100,"")`, "K15": "",
		"L9": "", "M9": `IF(L9=0,"",G9/L9)`, "M13": `IF(L13=0,"",G13/L13)`, "M15": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("formulas (-want +got):\n%s", diff)
	}
}

// The comparison again by another road: over the answers of both rounds.
func TestChangesAgreeWithTheAnswers(t *testing.T) {
	in := busy(t)
	before := beforeRows(in)
	compared := 0
	for i, r := range Consolidate(in).Rows {
		if r.Heading || r.Rule != Sum || len(r.Cells) == 0 {
			continue
		}
		var now, then int64
		same := true
		for _, u := range in.Units {
			a, there := sumOf(in.Reports[u.ID], r.Question.ID)
			b, thereBefore := sumOf(in.Before.Reports[u.ID], r.Question.ID)
			there = there && !in.Reports[u.ID].Exempt()
			if there {
				now += a
			}
			then += b
			same = same && there == thereBefore
		}
		if before[i].Total.Number != then {
			t.Errorf("%s: before it was %d, want %d", r.Question.ID, before[i].Total.Number, then)
		}
		change, comparable := changeOf(r, before[i])
		if want := same && then != 0; comparable != want {
			t.Errorf("%s: comparable %v, want %v", r.Question.ID, comparable, want)
		}
		if comparable {
			compared++
			if want := float64(now)/float64(then) - 1; change-want > 1e-9 || want-change > 1e-9 {
				t.Errorf("%s: change %v, want %v", r.Question.ID, change, want)
			}
		}
	}
	if compared < 5 {
		t.Errorf("only %d rows were compared", compared)
	}
}

func sumOf(r flows.Report, q flows.QuestionID) (n int64, there bool) {
	a := r.Answers[q]
	return a.Number + int64(len(a.Names)), a.State == flows.Given || a.State == flows.None
}

func TestUnitTargetsHaveTheirSheet(t *testing.T) {
	want := []string{
		"STT|Chỉ tiêu|Đơn vị tính|Đơn vị|Chỉ tiêu giao|Thực hiện|% đạt",
		"2|Số cuộc (cấp xã)|cuộc|Huyện A|10|12|120.0%",
		"3|Quỹ|triệu đồng|Xã C|3|Chưa trả lời",
		"6|Tỷ lệ|%|Huyện A|90.00%|50.00%|55.6%",
	}
	if diff := cmp.Diff(want, cells(t, write(t, compared()), targetSheet, 1, listHead)); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
}
