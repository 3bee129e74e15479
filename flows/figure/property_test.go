package figure

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// catalogueItems gives every kind and unit the office's two outlines ask for.
func catalogueItems(t testing.TB) []measure {
	f, err := os.Open("../outline/testdata/catalogue.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var items []measure
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		m := measure{outline.Kind(columns[4]), columns[5]}
		if m.kind == outline.Names {
			m.kind = outline.Count // the number of a counted list
		}
		if isFigure(m.kind) && !slices.Contains(items, m) {
			items = append(items, m)
		}
	}
	if len(items) < 30 {
		t.Fatalf("the catalogue has %d items with a figure", len(items))
	}
	return items
}

func isFigure(kind outline.Kind) bool {
	return kind == outline.Count || kind == outline.Money || kind == outline.Percent
}

// drawValue draws small, round and arbitrary values alike.
func drawValue(t *rapid.T, kind outline.Kind) Value {
	state := rapid.SampledFrom([]flows.State{flows.Given, flows.Given, flows.Given, flows.None, flows.Unknown}).Draw(t, "state")
	if state != flows.Given {
		return Value{State: state}
	}
	most, _ := limit(kind)
	v := Value{State: state, N: drawNumber(t, most)}
	if i := rapid.IntRange(-1, len(hedges)-1).Draw(t, "hedge"); i >= 0 {
		v.Hedge = hedges[i].kept
	}
	if kind == outline.Count && v.N > 0 && rapid.Bool().Draw(t, "of") {
		v.Of = rapid.Int64Range(v.N, most).Draw(t, "whole")
	}
	return v
}

func drawNumber(t *rapid.T, most int64) int64 {
	n := rapid.Int64Range(0, most).Draw(t, "n")
	round := rapid.SampledFrom([]int64{1, 10, 100, thousand, million / 100, million, billion}).Draw(t, "round")
	return n / round * round
}

// Format is read back to the same value, for every item of the catalogue.
func TestFormatReadsBack(t *testing.T) {
	items := catalogueItems(t)
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(items).Draw(t, "item")
		want := drawValue(t, m.kind)
		text := Format(want, m.kind, m.unit)
		forms := []string{text, strings.ToUpper(text), norm.NFD.String(text), "dạ " + text + " ạ."}
		if want.Hedge != "cỡ" { // without accents it is "có", which means nothing
			forms = append(forms, flows.Fold(text))
		}
		for _, typed := range forms {
			got := Read(typed, m.kind, m.unit)
			if diff := cmp.Diff(Result{Readings: []Value{want}}, got); diff != "" {
				t.Fatalf("Read(%q) of %s in %q (-want +got):\n%s", typed, m.kind, m.unit, diff)
			}
		}
	})
}

// Several formatted values in one message all come back, each in its slot.
func TestSeveralReadBack(t *testing.T) {
	items := catalogueItems(t)
	rapid.Check(t, func(t *rapid.T) {
		var slots []Slot
		var want []Placed
		var texts []string
		for i := range rapid.IntRange(1, 6).Draw(t, "slots") {
			m := rapid.SampledFrom(items).Draw(t, "item")
			v := drawValue(t, m.kind)
			slots = append(slots, Slot{m.kind, m.unit, -1})
			want = append(want, Placed{i, v})
			texts = append(texts, Format(v, m.kind, m.unit))
		}
		separator := rapid.SampledFrom([]string{"\n", "; ", ", ", " và "}).Draw(t, "separator")
		text := strings.Join(texts, separator)
		if utf8.RuneCountInString(text) > MaxText {
			t.Skip("longer than a message may be")
		}
		if diff := cmp.Diff(Several{Placed: want, Slot: -1}, ReadSeveral(text, slots)); diff != "" {
			t.Fatalf("ReadSeveral(%q) (-want +got):\n%s", text, diff)
		}
	})
}

// Words are read back to the same number, with and without accents.
func TestWordsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNumber(t, MaxMoney)
		want := Value{State: flows.Given, N: n}
		if n == 0 {
			want.State = flows.None // "không đồng"
		}
		text := Words(n) + " đồng"
		for _, typed := range []string{text, flows.Fold(text)} {
			if diff := cmp.Diff(Result{Readings: []Value{want}}, Read(typed, outline.Money, "triệu đồng")); diff != "" {
				t.Fatalf("Read(%q), n = %d (-want +got):\n%s", typed, n, diff)
			}
		}
	})
}

// Every count up to ten thousand is spelled and read back, without a unit.
func TestWordsOfCounts(t *testing.T) {
	for n := int64(1); n <= 10_000; n++ {
		if v, ok := Read(Words(n), outline.Count, "cuộc").Clear(); !ok || v.N != n {
			t.Fatalf("Read(Words(%d) = %q) = %+v, %v", n, Words(n), v, ok)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range cases {
		m := asked[c.item]
		f.Add(c.in, string(m.kind), m.unit)
	}
	f.Fuzz(func(t *testing.T, text, kind, unit string) {
		m := measure{outline.Kind(kind), unit}
		r := Read(text, m.kind, unit)
		most, _ := limit(m.kind)
		for _, v := range r.Readings {
			if v.N < 0 || v.N > most || v.Of < 0 || v.Of > MaxCount {
				t.Fatalf("Read(%q) = %+v: outside the limits", text, r)
			}
		}
		checkShape(t, r)
		ReadSeveral(text, []Slot{{m.kind, unit, -1}, count("người"), {outline.Count, "vụ việc", 1}})
		v, ok := r.Clear()
		if !ok {
			return
		}
		if m.kind == outline.Percent {
			v.Of = 0 // not printed
		}
		if m.kind == outline.Count {
			unit = "cuộc" // an arbitrary unit may itself be a number word
		}
		if again, ok := Read(Format(v, m.kind, unit), m.kind, unit).Clear(); !ok || again != v {
			t.Fatalf("%q is read as %+v, printed as %q and read back as %+v", text, v, Format(v, m.kind, unit), again)
		}
	})
}

// checkShape proves what Result promises about Readings and Why.
func checkShape(t *testing.T, r Result) {
	want := "none"
	switch r.Why {
	case "", WrongUnit:
		want = "one"
	case TwoReadings:
		want = "several"
	}
	got := []string{"none", "one", "several"}[min(len(r.Readings), 2)]
	if got != want || r.Why != "" && !slices.Contains(Whys, r.Why) {
		t.Fatalf("%+v: %s readings, want %s", r, got, want)
	}
}
