package report

import (
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"

	"github.com/xuri/excelize/v2"
)

// BenchmarkCountry writes the workbook of all communes of the country and, in turn,
// the same cells by bare calls of the library, and tells how much ours takes of time and
// memory for each of theirs:
//
//	go test ./flows/report -run xxx -bench Country -benchtime 3x
//
// The bare calls know every text, value, style, height and formula beforehand; nothing
// is consolidated, cleaned, measured or retyped, and equal looks side by side are set
// in one call.
func BenchmarkCountry(b *testing.B) {
	in := country(b)
	cells := cellsOf(b, write(b, in))
	var ours, bare usage
	for b.Loop() {
		ours.add(func() { write(b, in) })
		bare.add(func() { cells.write(b) })
	}
	b.ReportMetric(0, "ns/op")
	for name, u := range map[string]usage{"ours": ours, "bare": bare} {
		b.ReportMetric(u.seconds/u.runs, name+"-s")
		b.ReportMetric(u.cpu/u.runs, name+"-cpu-s")
		b.ReportMetric(u.bytes/u.runs/1e6, name+"-MB")
		b.ReportMetric(u.peak/u.runs/1e6, name+"-peak-MB")
	}
	b.ReportMetric(ours.seconds/bare.seconds, "x-time")
	b.ReportMetric(ours.cpu/bare.cpu, "x-cpu")
	b.ReportMetric(ours.bytes/bare.bytes, "x-B")
	b.ReportMetric(ours.peak/bare.peak, "x-peak")
}

// usage sums several runs.
type usage struct{ runs, seconds, cpu, bytes, peak float64 }

func (u *usage) add(run func()) {
	debug.FreeOSMemory()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	stop := watchHeap()
	began, used := time.Now(), cpuSeconds()
	run()
	u.seconds += time.Since(began).Seconds()
	u.cpu += cpuSeconds() - used
	u.peak += stop() - float64(before.HeapAlloc)
	runtime.ReadMemStats(&after)
	u.bytes += float64(after.TotalAlloc - before.TotalAlloc)
	u.runs++
}

// cpuSeconds is what the process has used, the collector's threads too: on a machine
// that others use as well it tells more than the clock. It is 0 where /proc is not.
func cpuSeconds() float64 {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100 // USER_HZ is 100 wherever Go runs
}

// watchHeap gives what tells the most that the heap held since, in bytes.
func watchHeap() (stop func() float64) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	done, most := make(chan struct{}), make(chan float64)
	go func() {
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		var peak uint64
		for {
			select {
			case <-tick.C:
				metrics.Read(sample)
				peak = max(peak, sample[0].Value.Uint64())
			case <-done:
				most <- float64(peak)
				return
			}
		}
	}()
	return func() float64 { close(done); return <-most }
}

// country is the outline of the first half-year, answered by 3,321 communes of 63
// provinces: nearly all figures, one in fifty with a hedge, two narratives of three in
// some 300 characters, and up to three names.
func country(t testing.TB) Input {
	o, _ := outline.Find("first-half-2024")
	in := Input{Round: round(), Outline: o, Units: communes(3321), Now: noon, Reports: map[flows.UnitID]flows.Report{}, Parents: map[flows.UnitID]flows.Unit{}}
	rnd := rand.New(rand.NewPCG(3, 4))
	for i := range in.Units {
		u := &in.Units[i]
		parent := flows.Unit{ID: flows.UnitID(fmt.Sprint("tinh-", i*63/3321)), Name: fmt.Sprint("tỉnh Thứ ", i*63/3321+1), Kind: "tỉnh"}
		in.Parents[parent.ID], u.Parent = parent, parent.ID
		r := flows.Report{Round: in.Round.ID, Unit: u.ID, SentAt: noon, Answers: map[flows.QuestionID]flows.Answer{}}
		for _, q := range o.Questions(u.Kind) {
			if a, answered := likely(rnd, q); answered {
				a.At = noon
				r.Answers[q.ID] = a
			}
		}
		in.Reports[u.ID] = r
	}
	return in
}

func likely(rnd *rand.Rand, q outline.Question) (flows.Answer, bool) {
	a := flows.Answer{Question: q.ID}
	a.State = flows.Given
	switch n := rnd.IntN(30); {
	case n == 0:
		a.State = flows.Unknown
		return a, true
	case n < 4:
		a.State = flows.None
		return a, true
	case n == 4:
		return a, false
	}
	switch q.Kind {
	case outline.Percent:
		return a, false
	case outline.Count:
		a.Number = rnd.Int64N(3000)
	case outline.Money:
		a.Number = rnd.Int64N(9_000) * 100_000
	case outline.YesNo:
		a.Number = rnd.Int64N(2)
	case outline.Names:
		for range rnd.IntN(3) + 1 {
			a.Names = append(a.Names, fmt.Sprintf("Mô hình “Tuyến đường tự quản xanh - sạch - sáng” ở thôn %d", rnd.IntN(5000)))
		}
	case outline.Text:
		if rnd.IntN(3) == 0 {
			return a, false
		}
		for range 3 + rnd.IntN(2) {
			a.Text += fmt.Sprintf("Ban Thường trực đã phối hợp với %d tổ chức thành viên tổ chức tuyên truyền ở cơ sở. ", rnd.IntN(1000))
		}
	}
	if (q.Kind == outline.Count || q.Kind == outline.Money) && rnd.IntN(50) == 0 {
		a.Hedge, a.Raw = "trên", fmt.Sprint("trên ", a.Number)
	}
	return a, true
}

// bareCells are the cells of a workbook as the calls that write them.
type bareCells struct {
	styles []*excelize.Style
	sheets []bareSheet
}

type bareSheet struct {
	name     string
	columns  []bareColumn
	rows     []bareRow
	merges   [][2]string
	comments []excelize.Comment
}

type bareColumn struct {
	from, to string
	width    float64
}

type bareRow struct {
	number int
	height float64
	cells  []bareCell
	styles []bareStyle
}

type bareCell struct {
	name, text, formula string
	number              float64
	isText, hasNumber   bool
}

type bareStyle struct {
	from, to string
	id       int // of styles
}

var (
	rowXML    = regexp.MustCompile(`<row r="(\d+)"(?: ht="([\d.]+)")?[^>]*>(.*?)</row>`)
	colXML    = regexp.MustCompile(`<col [^>]*></col>`)
	attrXML   = regexp.MustCompile(`(\w+)="([^"]*)"`)
	mergeXML  = regexp.MustCompile(`<mergeCell ref="(\w+):(\w+)"`)
	sharedXML = regexp.MustCompile(`(?s)<si><t[^>]*>(.*?)</t></si>`)
	bareXML   = regexp.MustCompile(`<c r="([A-Z]+\d+)" s="(\d+)"(?: t="(\w+)")?>(?:<f>(.*?)</f>)?(?:<v>(.*?)</v>)?</c>`)
)

// cellsOf reads them back from a workbook.
func cellsOf(t testing.TB, data []byte) bareCells {
	f, all := open(t, data), parts(t, data)
	var texts []string
	for _, s := range sharedXML.FindAllStringSubmatch(all["xl/sharedStrings.xml"], -1) {
		texts = append(texts, html.UnescapeString(s[1]))
	}
	var c bareCells
	for id := 0; ; id++ {
		style, err := f.GetStyle(id)
		if err != nil {
			break
		}
		c.styles = append(c.styles, style)
	}
	for i, name := range f.GetSheetList() {
		xml := all[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)]
		s := bareSheet{name: name}
		for _, col := range colXML.FindAllString(xml, -1) {
			attr := map[string]string{}
			for _, a := range attrXML.FindAllStringSubmatch(col, -1) {
				attr[a[1]] = a[2]
			}
			from, _ := strconv.Atoi(attr["min"])
			to, _ := strconv.Atoi(attr["max"])
			width, _ := strconv.ParseFloat(attr["width"], 64)
			s.columns = append(s.columns, bareColumn{column(from), column(to), width})
		}
		for _, r := range rowXML.FindAllStringSubmatch(xml, -1) {
			s.rows = append(s.rows, rowOf(r, texts))
		}
		for _, m := range mergeXML.FindAllStringSubmatch(xml, -1) {
			s.merges = append(s.merges, [2]string{m[1], m[2]})
		}
		s.comments, _ = f.GetComments(name)
		c.sheets = append(c.sheets, s)
	}
	return c
}

func rowOf(r []string, texts []string) (row bareRow) {
	row.number, _ = strconv.Atoi(r[1])
	row.height, _ = strconv.ParseFloat(r[2], 64)
	last := 0
	for _, c := range bareXML.FindAllStringSubmatch(r[3], -1) {
		cell := bareCell{name: strings.Clone(c[1]), formula: html.UnescapeString(c[4])}
		id, _ := strconv.Atoi(c[2])
		col, _, _ := excelize.CellNameToCoordinates(cell.name)
		if n := len(row.styles); n > 0 && row.styles[n-1].id == id && col == last+1 {
			row.styles[n-1].to = cell.name
		} else {
			row.styles = append(row.styles, bareStyle{cell.name, cell.name, id})
		}
		last = col
		switch c[3] {
		case "s":
			shared, _ := strconv.Atoi(c[5])
			cell.text, cell.isText = texts[shared], true
		case "str": // its text has no call of its own
		default:
			if c[5] == "" {
				continue // only dressed
			}
			cell.number, _ = strconv.ParseFloat(c[5], 64)
			cell.hasNumber = true
		}
		row.cells = append(row.cells, cell)
	}
	return row
}

func (c bareCells) write(t testing.TB) []byte {
	f := excelize.NewFile()
	defer f.Close()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var ids []int
	for _, s := range c.styles {
		id, err := f.NewStyle(s)
		check(err)
		ids = append(ids, id)
	}
	check(f.SetSheetName("Sheet1", c.sheets[0].name))
	for _, s := range c.sheets {
		_, err := f.NewSheet(s.name)
		check(err)
		for _, col := range s.columns {
			check(f.SetColWidth(s.name, col.from, col.to, col.width))
		}
		for _, r := range s.rows {
			for _, cell := range r.cells {
				switch {
				case cell.isText:
					check(f.SetCellStr(s.name, cell.name, cell.text))
				case cell.hasNumber:
					check(f.SetCellFloat(s.name, cell.name, cell.number, -1, 64))
				}
				if cell.formula != "" {
					check(f.SetCellFormula(s.name, cell.name, cell.formula))
				}
			}
			for _, style := range r.styles {
				check(f.SetCellStyle(s.name, style.from, style.to, ids[style.id]))
			}
			if r.height > 0 {
				check(f.SetRowHeight(s.name, r.number, r.height))
			}
		}
		for _, m := range s.merges {
			check(f.MergeCell(s.name, m[0], m[1]))
		}
		for _, note := range s.comments {
			check(f.AddComment(s.name, excelize.Comment{Cell: note.Cell, Author: note.Author, Text: note.Text, Width: 240, Height: 38}))
		}
	}
	packed, err := f.WriteToBuffer()
	check(err)
	return packed.Bytes()
}

// The bare calls write the same cells: otherwise the benchmark compares with nothing.
func TestBareCallsWriteTheSameCells(t *testing.T) {
	data := write(t, underThree())
	want, got := parts(t, data), parts(t, cellsOf(t, data).write(t))
	texts, bareTexts := sharedXML.FindAllString(want["xl/sharedStrings.xml"], -1), sharedXML.FindAllString(got["xl/sharedStrings.xml"], -1)
	for name, xml := range want {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		cells, bare := bareXML.FindAllStringSubmatch(xml, -1), bareXML.FindAllStringSubmatch(got[name], -1)
		if len(cells) != len(bare) {
			t.Fatalf("%s: %d cells, want %d", name, len(bare), len(cells))
		}
		for i, c := range cells {
			b := bare[i]
			if c[1] != b[1] || c[4] != b[4] || asText(c, texts) != asText(b, bareTexts) {
				t.Errorf("%s: %q, want %q", name, b[0], c[0])
			}
		}
		for _, same := range []string{"<mergeCell ", " ht=", "<col "} {
			if strings.Count(xml, same) != strings.Count(got[name], same) {
				t.Errorf("%s: %d times %s, want %d", name, strings.Count(got[name], same), same, strings.Count(xml, same))
			}
		}
	}
}

// asText is the stored value of a cell; the texts beside formulas have no call.
func asText(c, texts []string) string {
	switch c[3] {
	case "s":
		n, _ := strconv.Atoi(c[5])
		return texts[n]
	case "str":
		if _, err := strconv.ParseFloat(c[5], 64); err != nil {
			return ""
		}
	}
	return c[5]
}
