package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x0bc\x1f":         "abc",
		"một\r\nhai\rba":          "một\nhai\nba",
		"Hue\u0302\u0301":         "Huế",
		"\xff\xfethường\uffff":    "thường",
		"marks\ufdd0\ufdd1":       "marks",
		"=HYPERLINK(\"x\",\"y\")": "=HYPERLINK(\"x\",\"y\")",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSplitLosesNothing(t *testing.T) {
	for name, text := range map[string]string{
		"empty":      "",
		"words":      strings.Repeat("Ban Thường trực đã phối hợp. ", 3000),
		"one word":   strings.Repeat("ă", 70_000),
		"paragraphs": strings.Repeat("\n- dòng\n\n", 500),
	} {
		pieces := split(text, room(92), linesARow)
		if diff := cmp.Diff(text, strings.Join(pieces, "")); diff != "" {
			t.Errorf("%s: joined pieces (-want +got):\n%s", name, diff)
		}
		for _, p := range pieces {
			if len([]rune(p)) > 32_767 {
				t.Errorf("%s: a piece of %d characters does not fit in a cell", name, len([]rune(p)))
			}
		}
	}
}

func TestWrapBreaksAtWords(t *testing.T) {
	text := "một hai ba\nbốn dài-quá-mức-một-dòng"
	var lines []string
	starts := append(wrap(text, 8.4), len(text))
	for i := range len(starts) - 1 {
		lines = append(lines, text[starts[i]:starts[i+1]])
	}
	want := []string{"một hai ", "ba\n", "bốn ", "dài-quá-", "mức-một", "-dòng"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestAFigureSaysItsHedgeAndItsReason(t *testing.T) {
	cases := map[string]Cell{
		"":                       {Number: 12},
		"Đơn vị báo cáo: “trên”": {Hedge: "trên"},
		"Nguyên văn: “trên 4 tỷ”\nLý do: có nhà tài trợ mới": {Hedge: "trên", Raw: "trên 4 tỷ", Reason: "có nhà tài trợ mới"},
		"Lý do: sáp nhập địa bàn":                            {Reason: "sáp nhập địa bàn"},
	}
	for want, c := range cases {
		if got := figureNote(c); got != want {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
}

// plain may let pass only what the slow way leaves as it is, whatever stands beside it:
// a letter that composes with none before it.
func TestPlainTextNeedsNoCleaning(t *testing.T) {
	for r := range rune(0x3000) {
		s := string(r)
		if !plain(s) {
			continue
		}
		if p := norm.NFC.PropertiesString(s); !p.BoundaryBefore() || !norm.NFC.IsNormalString(s) || p.CCC() != 0 || r < ' ' && r != '\n' && r != '\t' {
			t.Errorf("%q counts as plain", s)
		}
	}
	for _, s := range []string{"Hue\u0302", "a\x00b", "a\rb", "\xff", "\ufdd0"} {
		if plain(s) {
			t.Errorf("%q counts as plain", s)
		}
	}
	if !plain("Ủy ban Mặt trận: “12 cuộc” – 45/51 đơn vị…\n\tHuế") {
		t.Error("a usual text is cleaned the slow way")
	}
}
