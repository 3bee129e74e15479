package report

import (
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/outline"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// underThree is the small outline asked of 41 communes of three districts, which the
// office lists crosswise. The seventh knows nothing yet.
func underThree() Input {
	in := rates()
	in.Units = communes(mostAcross + 1)
	parents := []flows.UnitID{"a-luoi", "nam-dong", "mat"}
	given := []flows.UnitID{"a", "b", "c", "d", "e"}
	for i := range in.Units {
		u := &in.Units[i]
		u.Parent = parents[i%3]
		if i%7 != 6 {
			in.Reports[u.ID] = in.Reports[given[i%5]]
		}
	}
	in.Parents = map[flows.UnitID]flows.Unit{"a-luoi": hueNine[8], "nam-dong": hueNine[7]}
	return in
}

// underNine is a shipped outline asked of that many communes of nine districts.
func underNine(t testing.TB, n int) Input {
	units := communes(n)
	for i := range units {
		units[i].Parent = hueNine[i*9/n].ID
	}
	in := sample(t, units)
	in.Parents = map[flows.UnitID]flows.Unit{}
	for _, u := range hueNine {
		in.Parents[u.ID] = u
	}
	return in
}

func TestTurnedSummary(t *testing.T) {
	f := open(t, write(t, underThree()))
	got := dumpSheets(t, f, []string{"Tổng hợp", "I KẾT QUẢ", "Phần thứ hai NHIỆM VỤ"})
	const golden = "testdata/turned.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("turned summary (-want +got):\n%s", diff)
	}
}

// dumpSheets prints cells as a reader shows them and, below the rows of totals, the
// formulas.
func dumpSheets(t *testing.T, f *excelize.File, sheets []string) string {
	t.Helper()
	var b strings.Builder
	for _, sheet := range sheets {
		fmt.Fprintf(&b, "== %s\n", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			b.WriteString(strings.Join(r, " | ") + "\n")
			if sheet != summarySheet && len(r) > 1 && r[0] != "" {
				continue
			}
			for col := range r {
				if formula, _ := f.GetCellFormula(sheet, cellName(col+1, i+1)); formula != "" {
					fmt.Fprintf(&b, "    %s = %s\n", cellName(col+1, i+1), formula)
				}
			}
		}
	}
	return b.String()
}

func TestUpToFortyUnitsAreColumns(t *testing.T) {
	for units, want := range map[int]int{mostAcross: 6, mostAcross + 1: 14} {
		if got := len(open(t, write(t, brief(sample(t, communes(units))))).GetSheetList()); got != want {
			t.Errorf("%d units: %d sheets, want %d", units, got, want)
		}
	}
}

// turnedTotals reads the rows of totals of every sheet: by who they are of, then by
// question. What is below them, the coverage, is kept with "#".
func turnedTotals(t *testing.T, in Input, f *excelize.File) map[string]map[flows.QuestionID]string {
	t.Helper()
	var questions []outline.Question
	for _, r := range Consolidate(Input{Outline: in.Outline}).Rows {
		if !r.Heading {
			questions = append(questions, r.Question)
		}
	}
	all := map[string]map[flows.QuestionID]string{}
	for _, p := range turnedParts(in.Outline, nil) {
		rows, err := f.GetRows(p.sheet, rawValues)
		if err != nil {
			t.Fatal(err)
		}
		heads := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 1 && r[1] == questionHead })
		for i, r := range rows[heads+1:] {
			if len(r) < 2 || r[0] != "" || r[1] == "" || r[1] == coverageHead || r[1] == noteHead {
				continue
			}
			for _, kind := range []string{"", "#"} {
				if all[r[1]+kind] == nil {
					all[r[1]+kind] = map[flows.QuestionID]string{}
				}
			}
			below := rows[heads+1+i+1]
			for col := firstQuestion - 1; col < len(rows[heads]); col++ {
				number, err := strconv.Atoi(rows[heads][col])
				if err != nil {
					t.Fatal(err)
				}
				if col < len(r) {
					all[r[1]][questions[number-1].ID] = r[col]
				}
				all[r[1]+"#"][questions[number-1].ID] = below[col]
			}
		}
	}
	return all
}

// The totals of every district and of the whole again, straight from the answers.
func TestTurnedTotalsAgreeWithTheAnswers(t *testing.T) {
	for _, in := range []Input{underThree(), brief(underNine(t, 124))} {
		got := turnedTotals(t, in, open(t, write(t, in)))
		members := map[string][]flows.Unit{wholeHead(in.Place): in.Units}
		for _, u := range in.Units {
			name := string(u.Parent)
			if p, known := in.Parents[u.Parent]; known {
				name = unitName(p)
			}
			members[name] = append(members[name], u)
		}
		if len(got) != 2*len(members) {
			t.Errorf("rows of totals: %d, want %d", len(got), 2*len(members))
		}
		compared := 0
		for name, units := range members {
			for _, q := range in.Outline.Questions("") {
				total, covered := again(in, q, units)
				if got[name+"#"][q.ID] != covered {
					t.Errorf("%s, %s: coverage %q, want %q", name, q.ID, got[name+"#"][q.ID], covered)
				}
				if !sameFigure(got[name][q.ID], total) {
					t.Errorf("%s, %s: %q, want %q", name, q.ID, got[name][q.ID], total)
				}
				compared++
			}
		}
		if compared < 11*4 {
			t.Errorf("only %d totals were compared", compared)
		}
	}
}

// again totals the answers of some units to one question, as the rule of its kind
// says.
func again(in Input, q outline.Question, units []flows.Unit) (total, covered string) {
	var sum, part, whole, n, asked int64
	for _, u := range units {
		if !slices.ContainsFunc(in.Outline.Questions(u.Kind), func(o outline.Question) bool { return o.ID == q.ID }) {
			continue
		}
		asked++
		answers := in.Reports[u.ID].Answers
		a := answers[q.ID]
		if q.Kind == outline.Percent {
			p, w := answers[q.At(q.Item.Formula.Part)], answers[q.At(q.Item.Formula.Whole)]
			if counts(p) && counts(w) {
				n, part, whole = n+1, part+p.Number, whole+w.Number
			}
		} else if counts(a) {
			n, sum = n+1, sum+a.Number+int64(len(a.Names))
		}
	}
	covered = fmt.Sprintf("%d/%d", n, asked)
	switch {
	case q.Kind == outline.Percent && whole > 0:
		return fmt.Sprint(float64(part) / float64(whole)), covered
	case q.Kind == outline.Percent && n > 0:
		return dash, covered
	case q.Kind == outline.Money:
		return fmt.Sprint(float64(sum) / 1e6), covered
	case q.Kind == outline.Percent, q.Kind == outline.Text, q.Kind == outline.Names && (q.Item.Counted || q.Item.NamesOf != ""):
		return "", covered
	}
	return fmt.Sprint(sum), covered
}

func counts(a flows.Answer) bool { return a.State == flows.Given || a.State == flows.None }

// Every cell of a unit is what it is in the form with a column for each unit: the
// value, the look and the comment.
func TestTurnedCellsAreThoseOfTheOtherForm(t *testing.T) {
	in := underThree()
	many := open(t, write(t, in))
	in.Units = byParent(in.Units)[:mostAcross]
	few := open(t, write(t, in))
	compared := 0
	for row := headRow + 1; row <= headRow+15; row++ {
		number, _ := few.GetCellValue(summarySheet, cellName(1, row))
		q, err := strconv.Atoi(number)
		if err != nil {
			continue // a heading
		}
		sheet, first := "I KẾT QUẢ", 1
		if q > 6 {
			sheet, first = "Phần thứ hai NHIỆM VỤ", 7
		}
		for i := range in.Units {
			wide := cellAsSeen(t, few, summarySheet, cellName(firstUnitColumn+i, row))
			tall := cellAsSeen(t, many, sheet, cellName(firstQuestion+q-first, unitRow(t, many, sheet, i+1)))
			if diff := cmp.Diff(wide, tall); diff != "" {
				t.Errorf("question %d, unit %d (-wide +turned):\n%s", q, i+1, diff)
			}
			compared++
		}
	}
	if compared != 11*mostAcross {
		t.Errorf("%d cells were compared", compared)
	}
}

func unitRow(t *testing.T, f *excelize.File, sheet string, number int) int {
	t.Helper()
	for row := 1; row < 100; row++ {
		value, _ := f.GetCellValue(sheet, cellName(1, row))
		if value == strconv.Itoa(number) {
			return row
		}
	}
	t.Fatalf("%s has no unit %d", sheet, number)
	return 0
}

func cellAsSeen(t *testing.T, f *excelize.File, sheet, cell string) []string {
	t.Helper()
	value, err := f.GetCellValue(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	id, _ := f.GetCellStyle(sheet, cell)
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	format, note := "", ""
	if style.CustomNumFmt != nil {
		format = *style.CustomNumFmt
	}
	comments, _ := f.GetComments(sheet)
	for _, c := range comments {
		if c.Cell == cell {
			note = c.Text
		}
	}
	return append([]string{value, format, style.Alignment.Horizontal, note}, style.Fill.Color...)
}

func TestLibreOfficeAgreesWithTheTurnedForm(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not on the PATH: the stored values of the turned form are not compared with a second calculation")
	}
	books := map[string][]byte{"three districts": write(t, underThree()), "124 communes": write(t, withoutLists(brief(underNine(t, 124))))}
	for name, data := range recalculate(t, soffice, books) {
		stored, again := open(t, books[name]), open(t, data)
		compared := 0
		sheets := parts(t, books[name])
		for i, sheet := range stored.GetSheetList() {
			xml := sheets[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)]
			for _, c := range cellXML.FindAllStringSubmatch(xml, -1) {
				if c[3] == "" {
					continue
				}
				compared++
				want, _ := stored.GetCellValue(sheet, c[1], rawValues)
				got, err := again.GetCellValue(sheet, c[1], rawValues)
				if err != nil || !sameFigure(want, got) {
					t.Errorf("%s, %s!%s: stored %q, LibreOffice has %q, %v", name, sheet, c[1], want, got, err)
				}
			}
		}
		if compared < 80 {
			t.Errorf("%s: only %d formulas were compared", name, compared)
		}
	}
}

// withoutLists empties the narratives and names, which hold no formula and take
// LibreOffice long.
func withoutLists(in Input) Input {
	for _, r := range in.Reports {
		for id, a := range r.Answers {
			if a.State == flows.Given && (a.Text != "" || len(a.Names) > 0) {
				a.Text, a.Names = "", nil
				r.Answers[id] = a
			}
		}
	}
	return in
}

// The lists hold every narrative and every name, whatever the number of units.
func TestListsOfManyUnits(t *testing.T) {
	for _, n := range []int{124, 3321} {
		in := brief(underNine(t, n))
		narratives, named := 0, 0
		for _, r := range in.Reports {
			for _, q := range in.Outline.Questions("xã") {
				a, answered := r.Answers[q.ID]
				if answered && q.Kind == outline.Text {
					narratives++
				}
				named += len(a.Names)
			}
		}
		sheets := parts(t, write(t, in))
		for i, want := range map[int]int{0: narratives, 1: named, 3: n + 1} { // behind the parts; 2 is the warnings; above the progress stands a line more
			sheet := sheets[fmt.Sprintf("xl/worksheets/sheet%d.xml", len(turnedParts(in.Outline, nil))+2+i)]
			if got := strings.Count(sheet, "<row ") - listHead + 1; got != want {
				t.Errorf("%d units: list %d has %d rows, want %d", n, i+1, got, want)
			}
		}
	}
}

func TestTurnedSheetsAreLaidOut(t *testing.T) {
	f := open(t, write(t, brief(underNine(t, 124))))
	for _, p := range turnedParts(underNine(t, 1).Outline, nil) {
		panes, err := f.GetPanes(p.sheet)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := f.GetCellValue(p.sheet, cellName(turnedUnitColumn, panes.YSplit))
		if panes.XSplit != turnedUnitColumn || name != questionHead {
			t.Errorf("%s: %+v are frozen, down to %q", p.sheet, panes, name)
		}
		if units := len([]rune(p.sheet)); units > excelize.MaxSheetNameLength {
			t.Errorf("%s has %d characters", p.sheet, units)
		}
		want := fmt.Sprintf("'%s'!$A:$B,'%s'!$1:$%d", p.sheet, p.sheet, panes.YSplit)
		if !slices.ContainsFunc(f.GetDefinedName(), func(d excelize.DefinedName) bool { return d.RefersTo == want }) {
			t.Errorf("%s does not repeat its heads: %s", p.sheet, want)
		}
	}
}

// No page is wider or higher than its paper, and no group that fits on one is cut.
func TestPagesHoldWhatStandsOnThem(t *testing.T) {
	b := &book{err: os.ErrInvalid} // nothing is written
	in := underNine(t, 124)
	b.parts = turnedParts(in.Outline, nil)
	table := Consolidate(in)
	for _, p := range b.parts {
		s := turned{b: b, in: in, groups: groupsOf(in), columns: turnedColumns(b, p, table, turnedSpots(b.parts, table))}
		paper := s.paginate()
		next := firstQuestion
		for _, page := range s.pages {
			used := columnPoints(numberWidth + turnedUnitWidth)
			for col := page.from; col <= page.to; col++ {
				used += columnPoints(s.columns[col-firstQuestion].width)
			}
			if page.from != next || used > paper.wide {
				t.Errorf("%s: the page %+v is %v points wide, paper has %v; expected from column %d", p.sheet, page, used, paper.wide, next)
			}
			next = page.to + 1
		}
		if next != firstQuestion+len(s.columns) {
			t.Errorf("%s: the pages end before column %d of %d", p.sheet, next, len(s.columns))
		}
	}
}

// Pages end before a district, never within one of 14 communes or behind its totals.
func TestPagesEndBeforeADistrict(t *testing.T) {
	in := brief(underNine(t, 124))
	data := write(t, in)
	f, all := open(t, data), parts(t, data)
	for i, p := range turnedParts(in.Outline, nil) {
		breaks := rowBreakXML.FindAllStringSubmatch(all[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+2)], -1)
		if len(breaks) < 4 {
			t.Errorf("%s has %d page breaks", p.sheet, len(breaks))
		}
		for _, br := range breaks {
			row, _ := strconv.Atoi(br[1]) // the last on its page
			name, _ := f.GetCellValue(p.sheet, cellName(turnedUnitColumn, row+1))
			if !slices.ContainsFunc(hueNine, func(u flows.Unit) bool { return unitName(u) == name }) {
				t.Errorf("%s: a page begins with %q", p.sheet, name)
			}
		}
	}
}

var rowBreakXML = regexp.MustCompile(`<brk id="(\d+)" max="16383"`)

func TestSheetNames(t *testing.T) {
	section := func(id, heading string) *outline.Section {
		return &outline.Section{ID: id, Heading: heading, Cards: []*outline.Card{{ID: id}}}
	}
	o := &outline.Outline{}
	for _, s := range []*outline.Section{
		section("I", "I. KẾT QUẢ: [năm] 2023/2024?"), section("II.3", "3. Thực hiện dân chủ, đại diện, bảo vệ quyền"),
		section("a", "Tiến độ"), section("b", "TIẾN ĐỘ"), section("c", "'Trích'"), section("d", strings.Repeat("ă", 40)), section("e", strings.Repeat("ă", 41)),
		section("f", "*"), section("g", strings.Repeat("😀", 20)),
	} {
		s.Cards[0].Items = []*outline.Item{{ID: flows.ItemID(s.ID), Kind: outline.Count, Label: "x", Card: s.Cards[0]}}
		o.Sections = append(o.Sections, s)
	}
	want := []string{"I KẾT QUẢ năm 2023 2024", "II.3 Thực hiện dân chủ, đại…", "Tiến độ (2)", "TIẾN ĐỘ (3)", "Trích",
		strings.Repeat("ă", 30) + "…", strings.Repeat("ă", 26) + "… (2)", "f", strings.Repeat("😀", 15) + "…"}
	if diff := cmp.Diff(want, sheetNames(turnedParts(o, []string{"Tiến độ"}))); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	file := excelize.NewFile()
	defer file.Close()
	for _, name := range want {
		if _, err := file.NewSheet(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A rate whose counts stand in another part is put together from there.
func TestARateOfAnotherPart(t *testing.T) {
	in := underThree()
	one, two := in.Outline.Sections[0].Cards[0], in.Outline.Sections[1].Cards[0]
	rate := one.Items[4]
	one.Items, two.Items, rate.Card = one.Items[:4], append(two.Items, rate), two
	f := open(t, write(t, in))
	total, err := f.GetCellValue("Phần thứ hai NHIỆM VỤ", "H5", rawValues)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := again(in, outline.Question{ID: "ty_le", Item: rate, Kind: outline.Percent}, in.Units)
	got, _ := strconv.ParseFloat(total, 64)
	if again, _ := strconv.ParseFloat(want, 64); math.Abs(got-again) > 1e-9 || again == 0 {
		t.Errorf("total rate %q, want %s", total, want)
	}
	unit, _ := f.GetCellFormula("Phần thứ hai NHIỆM VỤ", "H10")
	if !strings.HasPrefix(unit, "IF(COUNT('I KẾT QUẢ'!F10,'I KẾT QUẢ'!G10)=2") {
		t.Errorf("unit's rate = %s", unit)
	}
}
