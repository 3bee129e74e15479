package report

import (
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/excel"
)

// shapes are the workbooks that differ in what they are made of, made once.
func shapes(t testing.TB) map[string][]byte {
	if shapesMade == nil {
		shapesMade = makeShapes(t)
	}
	return shapesMade
}

var shapesMade map[string][]byte

func makeShapes(t testing.TB) map[string][]byte {
	none, empty := small(), small()
	none.Reports = nil
	empty.Units, empty.Reports = nil, nil
	all := map[string][]byte{"list": listed(t)}
	for name, in := range map[string]Input{
		"small": small(), "rates": rates(), "choice": withChoice(), "compared": compared(), "busy": busy(t), "turned": turnedCompared(),
		"evidence": withEvidence(), "hostile": hostile(), "no reports": none, "no units": empty, "nine": sample(t, hueNine),
		"forty": sample(t, communes(mostAcross)), "124": underNine(t, 124),
	} {
		all[name] = write(t, in)
	}
	return all
}

func TestExcelOpensEveryShape(t *testing.T) {
	for name, data := range shapes(t) {
		t.Run(name, func(t *testing.T) { excel.Opens(t, data) })
	}
}

// The workbook of the country takes the validator most of a minute, so one of the two
// versions has to do.
func TestExcelOpensTheCountry(t *testing.T) {
	if testing.Short() {
		t.Skip("the workbook of 3,321 communes is left out of short runs")
	}
	data := write(t, country(t))
	for _, fault := range excel.Faults(data) {
		t.Errorf("Excel would mend: %s", fault)
	}
	for _, why := range excel.Refused(t, data, "Office2007") {
		t.Errorf("Excel would refuse: %s", why)
	}
}

// hostile holds what people type, wherever they can, and as long as they can.
func hostile() Input {
	const odd = "=cmd|'/C calc'!A0 <f>&\"]]>\x00\x01\ufffe\xff _x0041_ 😀 a\u0302\u0301\r\n[x]"
	in := withChoice()
	in.Units[0].Name, in.Units[1].Name = odd, strings.Repeat(odd, 40)
	in.Outline.Title, in.Place, in.Round.Name = strings.Repeat(odd, 200), "=1", odd
	for _, s := range in.Outline.Sections {
		s.Heading = "I. " + strings.Repeat(odd, 20)
	}
	in.answer("a", map[flows.QuestionID]flows.Value{
		"van_ban": names(odd, strings.Repeat(odd, 1500)), "cach_lam": option(strings.Repeat(odd, 1500)), "xep_loai": option("=1&<x> * _x0041_"),
		"quy": {State: flows.Given, Number: 999_999_999_999_999, Hedge: strings.Repeat(odd, 100), Reason: strings.Repeat(odd, 1000)},
	})
	return in
}

func listed(t testing.TB) []byte {
	t.Helper()
	l := List{Sheet: "Danh sách", Title: "DANH SÁCH", Notes: []string{"một", "hai"}, Heads: []string{"STT", "Tên"}, Wide: []float64{7, 20}, Made: noon}
	for range 1000 {
		l.Rows = append(l.Rows, []string{"1", `=HYPERLINK("x")`}, []string{"", strings.Repeat("Xã \x00 ", 9000)})
	}
	data, err := l.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	return data
}
