package figure

import (
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

func TestFormat(t *testing.T) {
	given := func(n int64) Value { return Value{State: flows.Given, N: n} }
	for _, c := range []struct {
		value Value
		item  string
		want  string
	}{
		{given(0), "cuộc", "0 cuộc"},
		{given(1250), "cuộc", "1.250 cuộc"},
		{Value{flows.Given, 45, 51, ""}, "vụ việc", "45/51 vụ việc"},
		{Value{flows.Given, 450, 0, "trên"}, "người", "trên 450 lượt người"},
		{Value{flows.Given, 4_030_000_000, 0, "trên"}, "tiền", "trên 4.030 triệu đồng"},
		{given(0), "tiền", "0 triệu đồng"},
		{given(12_500_000), "tiền", "12,5 triệu đồng"},
		{given(12_050_000), "tiền", "12,05 triệu đồng"},
		{given(12_345_678), "tiền", "12.345.678 đồng"},
		{given(500_000), "tiền", "500.000 đồng"},
		{given(1), "tiền", "1 đồng"},
		{given(8640), "%", "86,4 %"},
		{given(8824), "%", "88,24 %"},
		{given(10000), "%", "100 %"},
		{given(5), "%", "0,05 %"},
		{Value{State: flows.None}, "tiền", "không phát sinh"},
		{Value{State: flows.Unknown}, "%", "chưa có số liệu"},
	} {
		if got := Format(c.value, asked[c.item].kind, asked[c.item].unit); got != c.want {
			t.Errorf("Format(%+v) for %s = %q, want %q", c.value, c.item, got, c.want)
		}
	}
	if got := Format(given(7), outline.Count, ""); got != "7" {
		t.Errorf("a count without a unit is printed as %q", got)
	}
}

func TestWords(t *testing.T) {
	for n, want := range map[int64]string{
		0:                 "không",
		4:                 "bốn",
		5:                 "năm",
		10:                "mười",
		11:                "mười một",
		14:                "mười bốn",
		15:                "mười lăm",
		20:                "hai mươi",
		21:                "hai mươi mốt",
		24:                "hai mươi tư",
		25:                "hai mươi lăm",
		101:               "một trăm linh một",
		104:               "một trăm linh bốn",
		105:               "một trăm linh năm",
		110:               "một trăm mười",
		1_005:             "một nghìn không trăm linh năm",
		1_200:             "một nghìn hai trăm",
		21_000:            "hai mươi mốt nghìn",
		1_000_205:         "một triệu không nghìn hai trăm linh năm",
		1_020_000:         "một triệu không trăm hai mươi nghìn",
		1_500_000_000:     "một tỷ năm trăm triệu",
		1_000_000_001:     "một tỷ không triệu không nghìn không trăm linh một",
		1_200_000_000_000: "một nghìn hai trăm tỷ",
		MaxMoney:          "một trăm nghìn tỷ",
		MaxMoney + 1:      "",
		-1:                "",
	} {
		if got := Words(n); got != want {
			t.Errorf("Words(%d) = %q, want %q", n, got, want)
		}
	}
}

// The dictionaries are compared with normalised text, so they must be NFC; and a
// hedge or state must not hide behind a shorter one that stands before it.
func TestDictionaries(t *testing.T) {
	var said []string
	for _, h := range hedges {
		said = append(said, h.said)
	}
	for _, s := range states {
		said = append(said, s.said)
	}
	for i, long := range said {
		if !norm.NFC.IsNormalString(long) {
			t.Errorf("%q is not NFC", long)
		}
		for _, short := range said[:i] {
			if n := startsWith(scan(long), short); n > 0 && slices.Contains([]string{" ", ""}, long[len(short):][:min(1, len(long)-len(short))]) {
				t.Errorf("%q stands behind %q, which begins it", long, short)
			}
		}
	}
}

// Every reason is the answer to some message of the tables.
func TestEveryWhyIsUsed(t *testing.T) {
	seen := map[Why]bool{}
	for _, c := range cases {
		seen[Read(c.in, asked[c.item].kind, asked[c.item].unit).Why] = true
	}
	for _, c := range several {
		seen[ReadSeveral(c.in, cards[c.card]).Problem.Why] = true
	}
	for _, why := range Whys {
		if !seen[why] {
			t.Errorf("no message of the tables is refused as %q", why)
		}
	}
	if len(seen) != len(Whys)+1 { // and the empty reason
		t.Errorf("%d reasons are given, %d are listed", len(seen)-1, len(Whys))
	}
}
