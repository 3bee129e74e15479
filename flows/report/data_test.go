package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/outline"

	"github.com/google/go-cmp/cmp"
)

// records reads a CSV file back, without its head.
func records(t *testing.T, in Input) [][]string {
	t.Helper()
	data, err := CSV(in)
	if err != nil {
		t.Fatal(err)
	}
	text, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	if !marked {
		t.Error("Excel would not take the file for UTF-8")
	}
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCSVOfTheWholeTable(t *testing.T) {
	in := small()
	in.stage("a", func(r *flows.Report) { r.SentAt = noon })
	in.Reports["a"].Answers["cuoc@xa"] = byOffice(told("cuoc@xa", number(12)))
	got := records(t, in)
	var lines []string
	for _, r := range append(got[:1:1], got[1:13]...) {
		lines = append(lines, strings.Join(r, "|"))
	}
	lines = append(lines, strings.Join(got[13], "|"), strings.Join(got[23], "|"))
	want := []string{
		"round|unit|unit_name|stage|question|label|section|level|unit_of_measure|state|number|hedge|text|names|reason|answered_at",
		"first-half-2024|a|huyện A|đã gửi|cuoc@huyen|Số cuộc (cấp huyện)|I|huyện|cuộc|có số liệu|0|||||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|cuoc@xa|Số cuộc (cấp xã)|I|xã|cuộc|có số liệu|12||||theo công văn của đơn vị|2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|quy|Quỹ|I||đồng|có số liệu|4030500000|trên||||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|tra_loi|Đã trả lời|I||ý kiến|có số liệu|1|||||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|y_kien|Ý kiến|I||ý kiến|có số liệu|2|||||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|ty_le|Tỷ lệ|I||%|có số liệu|50|||||",
		"first-half-2024|a|huyện A|đã gửi|mo_hinh#so|Mô hình: số lượng|Phần thứ hai||mô hình|có số liệu|3|||||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|mo_hinh|Mô hình: tên|Phần thứ hai||mô hình|có số liệu|2|||Một\nHai||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|van_ban|Văn bản|Phần thứ hai||văn bản|có số liệu|2|||Nghị quyết\n=1+1||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|cuu_tro|Có cứu trợ?|Phần thứ hai||có/không|có số liệu|1|||||2024-05-28T12:00:00+07:00",
		"first-half-2024|a|huyện A|đã gửi|cach_lam|Cách làm|Phần thứ hai|||có số liệu|||Hay|||2024-05-28T12:00:00+07:00",
		"first-half-2024|b|huyện B|đang nhập|cuoc@huyen|Số cuộc (cấp huyện)|I|huyện|cuộc|không phát sinh|0|||||2024-05-28T12:00:00+07:00",
		"first-half-2024|b|huyện B|đang nhập|cuoc@xa|Số cuộc (cấp xã)|I|xã|cuộc|chưa có số liệu||||||2024-05-28T12:00:00+07:00",
		"first-half-2024|c|xã C|đang nhập|cuoc@xa|Số cuộc (cấp xã)|I|xã|cuộc|có số liệu|5|||||2024-05-28T12:00:00+07:00",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if len(got) != 1+11+11+10 {
		t.Errorf("%d rows: the commune is not asked about the district", len(got))
	}
}

func TestATextIsNoFormula(t *testing.T) {
	in := small()
	in.stage("a", func(r *flows.Report) {
		for id, text := range map[flows.QuestionID]string{"cach_lam": "=HYPERLINK(\"http://x\")"} {
			r.Answers[id] = told(id, flows.Value{State: flows.Given, Text: text})
		}
		r.Answers["van_ban"] = told("van_ban", names("@SUM(1)", "x"))
		a := told("quy", number(12))
		a.Reason, a.Hedge = "-2+3", "+"
		r.Answers["quy"] = a
	})
	got := records(t, in)
	for place, want := range map[[2]int]string{{11, 12}: "'=HYPERLINK(\"http://x\")", {9, 13}: "'@SUM(1)\nx", {3, 14}: "'-2+3", {3, 11}: "'+", {3, 10}: "12"} {
		if text := got[place[0]][place[1]]; text != want {
			t.Errorf("%v is %q, want %q", place, text, want)
		}
	}
}

func TestJSONSaysTheSameAsCSV(t *testing.T) {
	in := compared()
	data, err := JSON(in)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Round, Name, From, To, Deadline, Counts string
		Made                                    string `json:"made_at"`
		Edition                                 int
		Rows                                    []map[string]any
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	head := []string{file.Round, file.Name, file.From, file.To, file.Deadline, file.Made, file.Counts, strconv.Itoa(file.Edition)}
	want := []string{"first-half-2024", "6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", "2024-05-30T00:00:00+07:00", "2024-05-28T12:00:00+07:00", "all", "3"}
	if diff := cmp.Diff(want, head); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
	all := records(t, in)
	for i, row := range file.Rows {
		for col, key := range all[0] {
			text := all[i+1][col]
			switch v := row[key].(type) {
			case nil:
				if _, there := row[key]; text != "" || !there {
					t.Errorf("row %d: %s is %q in CSV and null in JSON, there %v", i, key, text, there)
				}
			case string:
				if v != text {
					t.Errorf("row %d: %s is %q in CSV and %q in JSON", i, key, text, v)
				}
			case json.Number:
				if v.String() != text || key != "number" {
					t.Errorf("row %d: %s is %q in CSV and %s in JSON", i, key, text, v)
				}
			}
		}
	}
	if len(file.Rows) != len(all)-1 {
		t.Errorf("%d rows in JSON, %d in CSV", len(file.Rows), len(all)-1)
	}
}

// The totals of the workbook are the sums over the rows.
func TestRowsAddUpToTheTotals(t *testing.T) {
	for _, counts := range []Counts{CountsAll, CountsSent, CountsApproved} {
		in := busy(t)
		in.Counts = counts
		sums, covered := map[string]int64{}, map[string]int{}
		for _, r := range records(t, in)[1:] {
			if r[10] != "" {
				n, _ := strconv.ParseInt(r[10], 10, 64) // rates are not summed below
				sums[r[4]] += n
				covered[r[4]]++
			}
		}
		for _, r := range Consolidate(in).Rows {
			if id := string(r.Question.ID); !r.Heading && r.Rule == Sum && (sums[id] != r.Total.Number || covered[id] != r.Covered) {
				t.Errorf("%q %s: %d of %d units in the rows, %d of %d in the table", counts, id, sums[id], covered[id], r.Total.Number, r.Covered)
			}
		}
	}
}

func TestRowsSayWhatDoesNotCount(t *testing.T) {
	in := small()
	in.stage("a", func(r *flows.Report) { r.SentAt = noon })
	in.stage("c", func(r *flows.Report) { r.Excused.At = noon })
	in.Counts = CountsSent
	states := map[flows.UnitID]map[string]bool{}
	for _, r := range DataRows(in) {
		if states[r.Unit] == nil {
			states[r.Unit] = map[string]bool{}
		}
		states[r.Unit][r.State] = true
		if r.Unit != "a" && r.Number+r.Text+r.AnsweredAt != "" {
			t.Errorf("%s/%s does not count and is told: %+v", r.Unit, r.Question, r)
		}
	}
	want := map[flows.UnitID]map[string]bool{"a": {"có số liệu": true}, "b": {"không tính": true}, "c": {"được miễn báo cáo": true}}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

func TestEveryKindHasItsNumber(t *testing.T) {
	for _, kind := range outline.Kinds {
		q := outline.Question{Kind: kind}
		got := numberOf(q, Cell{State: Given, Number: 7, Part: 1, Whole: 3})
		want := "7"
		switch kind {
		case outline.Percent:
			want = "33.333333333333336"
		case outline.Text, outline.Choice:
			want = ""
		}
		if got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}
