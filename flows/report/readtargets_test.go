package report

import (
	"strings"
	"testing"

	"baocaobot/flows"

	"github.com/google/go-cmp/cmp"
)

func readTargets(text string) ([]flows.Target, error) {
	in := small()
	units := append(in.Units, flows.Unit{ID: "cu", Name: "huyện cũ", Kind: "huyện"})
	return ReadTargets("t.csv", []byte(text), in.Outline, units, []flows.UnitID{"a", "b", "c"})
}

func TestReadTargets(t *testing.T) {
	want := []flows.Target{
		{Question: "cuoc@xa", Number: 1250}, {Question: "quy", Number: 4_030_000_000}, {Question: "ty_le", Unit: "a", Number: 95_50},
		{Question: "mo_hinh#so", Unit: "c", Number: 3}, {Question: "cuu_tro", Number: 2}, {Question: "van_ban", Unit: "b", Number: 5}, {Question: "cuoc@xa", Unit: "a", Number: 12},
	}
	got, err := readTargets("\xef\xbb\xbfQuestion;Unit;Target\r\ncuoc@xa;;1.250\nquy;;4,03 tỷ\nty_le;a;95,5 %\nmo_hinh#so; c ;3 mô hình\ncuu_tro;;2\nvan_ban;b;5\ncuoc@xa;a;12\n")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestMistakesInTargetsAreSentences(t *testing.T) {
	for row, said := range map[string]string{
		"cuoc,,12":             `row 2: "cuoc" is asked as cuoc@huyen, cuoc@xa; name one of these`,
		"mo_hinh,,12":          `row 2: "mo_hinh" is asked as mo_hinh#so; name one of these`,
		"cach_lam,,12":         `row 2: "cach_lam" has no total that could reach a target; leave the row out`,
		"sai,,12":              `row 2: there is no question "sai" in outline nho: "baocaobot outline show nho" shows them`,
		"cuoc@xa,x,12":         `row 2: there is no unit "x" that reports in this round; write its code, or nothing for all units together`,
		"cuoc@xa,cu,12":        `row 2: there is no unit "cu" that reports in this round; write its code, or nothing for all units together`,
		"cuoc@huyen,c,12":      `row 2: unit c is not asked cuoc@huyen; leave the row out`,
		"cuoc@xa,,1.25":        `row 2: the target "1.25" of cuoc@xa is not one clear figure above 0 (cuộc); write it like 1.250`,
		"cuoc@xa,,0":           `row 2: the target "0" of cuoc@xa is not one clear figure above 0 (cuộc); write it like 1.250`,
		"cuoc@xa,,trên 12":     `row 2: the target "trên 12" of cuoc@xa is not one clear figure above 0 (cuộc); write it like 1.250`,
		"quy,,\"1,250\"":       `row 2: the target "1,250" of quy is not one clear figure above 0 (triệu đồng); write it like 4.030 triệu đồng`,
		"ty_le,,45/51":         `row 2: the target "45/51" of ty_le is not one clear figure above 0 (%); write it like 90 %`,
		"quy,,1\nquy,,2":       `row 3: quy has a target for the same unit in row 2 already`,
		"quy,,1\nquy,a":        `row 3: has 2 columns instead of question,unit,target`,
		"":                     `no target under question,unit,target; write at least one, or leave --targets out`,
		"quy,,1\n\"quy,,2":     `the file is no CSV`,
		"quy,,không phát sinh": `row 2: the target "không phát sinh" of quy is not one clear figure above 0`,
	} {
		if _, err := readTargets("question,unit,target\n" + row + "\n"); err == nil || !strings.Contains(err.Error(), "t.csv: "+said) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q:\ngot  %v\nwant %s", row, err, said)
		}
	}
	for _, text := range []string{"", "a,b\n", "question,unit\n"} {
		if _, err := readTargets(text); err == nil || !strings.HasSuffix(err.Error(), "the first row must be question,unit,target") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := readTargets("question,unit,target\nsai,,1\nquy,,0\n"); strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("both mistakes are told: %v", err)
	}
}
