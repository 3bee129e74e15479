package report

import (
	"fmt"
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/outline"

	"github.com/google/go-cmp/cmp"
)

// small is an outline with every kind of question, and three units: two of the
// district and a commune, which is not asked about the district.
func small() Input {
	o := &outline.Outline{ID: "nho", Title: "Đề cương nhỏ", Levels: []outline.Level{
		{ID: "huyen", Name: "huyện", Kinds: []string{"huyện"}}, {ID: "xa", Name: "xã", Kinds: []string{"xã"}},
	}}
	one := &outline.Section{ID: "I", Heading: "I. KẾT QUẢ"}
	two := &outline.Section{ID: "Phần thứ hai", Heading: "Phần thứ hai NHIỆM VỤ"}
	o.Sections = []*outline.Section{one, two}
	put := func(s *outline.Section, items ...*outline.Item) {
		card := &outline.Card{ID: s.ID + ".1", Section: s, Items: items}
		for _, item := range items {
			item.Card = card
		}
		s.Cards = append(s.Cards, card)
	}
	put(one,
		&outline.Item{ID: "cuoc", Kind: outline.Count, Unit: "cuộc", Levels: []string{"huyen", "xa"}, Label: "Số cuộc"},
		&outline.Item{ID: "quy", Kind: outline.Money, Unit: "triệu đồng", Label: "Quỹ"},
		&outline.Item{ID: "tra_loi", Kind: outline.Count, Unit: "ý kiến", Label: "Đã trả lời"},
		&outline.Item{ID: "y_kien", Kind: outline.Count, Unit: "ý kiến", Label: "Ý kiến"},
		&outline.Item{ID: "ty_le", Kind: outline.Percent, Unit: "%", Label: "Tỷ lệ", Formula: &outline.Ratio{Part: "tra_loi", Whole: "y_kien"}},
	)
	put(two,
		&outline.Item{ID: "mo_hinh", Kind: outline.Names, Unit: "mô hình", Label: "Mô hình", Counted: true},
		&outline.Item{ID: "van_ban", Kind: outline.Names, Unit: "văn bản", Label: "Văn bản"},
		&outline.Item{ID: "cuu_tro", Kind: outline.YesNo, Label: "Có cứu trợ?"},
		&outline.Item{ID: "cach_lam", Kind: outline.Text, Label: "Cách làm"},
	)
	in := Input{Round: round(), Outline: o, Now: noon, Place: "Thừa Thiên Huế", Reports: map[flows.UnitID]flows.Report{}}
	in.Units = []flows.Unit{{ID: "a", Name: "huyện A", Kind: "huyện"}, {ID: "b", Name: "huyện B", Kind: "huyện"}, {ID: "c", Name: "xã C", Kind: "xã"}}
	in.answer("a", map[flows.QuestionID]flows.Value{
		"cuoc@huyen": number(0), "cuoc@xa": number(12), "quy": {State: flows.Given, Number: 4_030_500_000, Hedge: "trên"},
		"tra_loi": number(1), "y_kien": number(2), "mo_hinh#so": number(3), "mo_hinh": names("Một", "Hai"),
		"van_ban": names("Nghị quyết", "=1+1"), "cuu_tro": number(1), "cach_lam": {State: flows.Given, Text: "Hay"},
	})
	in.answer("b", map[flows.QuestionID]flows.Value{
		"cuoc@huyen": {State: flows.None}, "cuoc@xa": {State: flows.Unknown}, "quy": number(1),
		"tra_loi": number(90), "y_kien": number(100), "van_ban": {State: flows.None}, "cuu_tro": number(0), "cach_lam": {State: flows.Unknown},
	})
	in.answer("c", map[flows.QuestionID]flows.Value{"cuoc@huyen": number(1000), "cuoc@xa": number(5), "tra_loi": number(1000), "y_kien": {State: flows.Unknown}})
	return in
}

// rates has a rate of every kind: with and without a base, with a half that is
// not known, with one that was not given.
func rates() Input {
	in := small()
	in.Units = append(in.Units, flows.Unit{ID: "d", Name: "xã D", Kind: "xã"}, flows.Unit{ID: "e", Name: "xã E", Kind: "xã"})
	in.answer("b", map[flows.QuestionID]flows.Value{"tra_loi": number(0), "y_kien": {State: flows.None}})
	in.answer("c", map[flows.QuestionID]flows.Value{"tra_loi": {State: flows.Unknown}, "y_kien": number(5)})
	in.answer("d", map[flows.QuestionID]flows.Value{"tra_loi": number(1)})
	in.answer("e", map[flows.QuestionID]flows.Value{"y_kien": {State: flows.Unknown}})
	return in
}

func number(n int64) flows.Value       { return flows.Value{State: flows.Given, Number: n} }
func names(list ...string) flows.Value { return flows.Value{State: flows.Given, Names: list} }

func (in Input) answer(unit flows.UnitID, values map[flows.QuestionID]flows.Value) {
	r := flows.Report{Unit: unit, Answers: map[flows.QuestionID]flows.Answer{}}
	for id, v := range values {
		r.Answers[id] = flows.Answer{Question: id, Value: v, Raw: v.Hedge + " 4,03 tỷ", At: noon}
	}
	in.Reports[unit] = r
}

func TestConsolidateWholeTable(t *testing.T) {
	want := strings.TrimLeft(`
I | KẾT QUẢ
1 | Số cuộc (cấp huyện) | cuộc | 0 | none | x | total 0 | 2/2
2 | Số cuộc (cấp xã) | cuộc | 12 | unknown | 5 | total 17 | 2/3
3 | Quỹ | triệu đồng | trên 4030500000 | 1 | . | total 4030500001 | 2/3
4 | Đã trả lời | ý kiến | 1 | 90 | 1000 | total 1091 | 3/3
5 | Ý kiến | ý kiến | 2 | 100 | unknown | total 102 | 2/3
6 | Tỷ lệ | % | 1/2 | 90/100 | unknown | total 91/102 | 2/3
 | Phần thứ hai NHIỆM VỤ
7 | Mô hình: số lượng | mô hình | 3 | . | . | total 3 | 1/3
8 | Mô hình: tên | mô hình | 2 | . | . | total . | 1/3
9 | Văn bản | văn bản | 2 | none | . | total 2 | 2/3
10 | Có cứu trợ? | có/không | 1 | 0 | . | total 1 | 2/3
11 | Cách làm |  | Hay | unknown | . | total . | 1/3
`, "\n")
	if diff := cmp.Diff(want, dump(Consolidate(small()))); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func dump(t Table) string {
	var b strings.Builder
	for _, r := range t.Rows {
		if r.Heading {
			fmt.Fprintf(&b, "%s | %s\n", r.STT, r.Label)
			continue
		}
		fmt.Fprintf(&b, "%s | %s | %s", r.STT, r.Label, r.UnitOfMeasure)
		for _, c := range r.Cells {
			b.WriteString(" | " + dumpCell(r, c))
		}
		fmt.Fprintf(&b, " | total %s | %d/%d\n", dumpCell(r, r.Total), r.Covered, r.Asked)
	}
	return b.String()
}

func dumpCell(r Row, c Cell) string {
	switch {
	case c.State == NotAsked:
		return "x"
	case c.State == Empty:
		return "."
	case c.State != Given:
		return string(c.State)
	case r.Rule == RatioOfSums:
		return fmt.Sprintf("%d/%d", c.Part, c.Whole)
	case c.Text != "":
		return c.Text
	}
	return strings.TrimSpace(fmt.Sprint(c.Hedge, " ", c.Number))
}

// The totals again by another road: straight over the answers.
func TestTotalsAgreeWithTheAnswers(t *testing.T) {
	for name, units := range map[string][]flows.Unit{"nine districts": hueNine, "thirty communes": communes(30)} {
		in := sample(t, units)
		for _, r := range Consolidate(in).Rows {
			if r.Heading || r.Rule == NoTotal {
				continue
			}
			var sum, part, whole int64
			covered := 0
			for _, report := range in.Reports {
				if r.Rule == RatioOfSums {
					p, w := report.Answers[r.Question.At(r.Question.Item.Formula.Part)], report.Answers[r.Question.At(r.Question.Item.Formula.Whole)]
					if (p.State == flows.Given || p.State == flows.None) && (w.State == flows.Given || w.State == flows.None) {
						part, whole, covered = part+p.Number, whole+w.Number, covered+1
					}
					continue
				}
				a := report.Answers[r.Question.ID]
				if a.State == flows.Given || a.State == flows.None {
					covered++
					sum += a.Number + int64(len(a.Names))
				}
			}
			got := []int64{r.Total.Number, r.Total.Part, r.Total.Whole, int64(r.Covered)}
			if diff := cmp.Diff([]int64{sum, part, whole, int64(covered)}, got); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", name, r.Question.ID, diff)
			}
		}
	}
}

func TestSplitHeading(t *testing.T) {
	for heading, want := range map[string][2]string{
		"3.1. Về thực hiện dân chủ": {"3.1", "Về thực hiện dân chủ"},
		"III. ĐÁNH GIÁ CHUNG":       {"III", "ĐÁNH GIÁ CHUNG"},
		"Phần thứ nhất KẾT QUẢ":     {"", "Phần thứ nhất KẾT QUẢ"},
		"Kiến nghị.":                {"", "Kiến nghị."},
		"TM. Ban Thường trực":       {"", "TM. Ban Thường trực"},
	} {
		number, rest := splitHeading(heading)
		if diff := cmp.Diff(want, [2]string{number, rest}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", heading, diff)
		}
	}
}
