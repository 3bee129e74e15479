package flows_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func TestTheShippedUnitsAreTheNineOf2024(t *testing.T) {
	data, ok := flows.ShippedUnits("thua-thien-hue-2024")
	if !ok {
		t.Fatal("the sample is not shipped")
	}
	list, err := flows.ReadUnits("sample", data)
	if err != nil {
		t.Fatal(err)
	}
	want := []flows.UnitID{"hue", "huong-thuy", "huong-tra", "phong-dien", "quang-dien", "phu-vang", "phu-loc", "nam-dong", "a-luoi"}
	if diff := cmp.Diff(want, list.Report); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(flows.Unit{ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện", Parent: "thua-thien-hue", Order: 10}, list.Units[9]); diff != "" {
		t.Error(diff)
	}
}

func TestTheShippedReorganisationIsASample(t *testing.T) {
	data, _ := flows.ShippedUnits("mau-sap-xep-2025")
	list, err := flows.ReadUnits("sample", data)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(list.Units[0].Name, "dữ liệu mẫu, không có thật") {
		t.Errorf("%q does not say that it is a sample", list.Units[0].Name)
	}
	got := map[flows.UnitID][]flows.UnitID{}
	for _, u := range list.Units {
		if slices.Contains(list.Report, u.ID) {
			got[u.ID] = u.Predecessors
		}
	}
	want := map[flows.UnitID][]flows.UnitID{"xa-mau-mot": {"xa-cu-a", "xa-cu-b", "thi-tran-cu-c"}, "phuong-mau-hai": {"xa-cu-d"},
		"xa-mau-ba": {"xa-cu-e"}, "xa-mau-bon": {"xa-cu-e"}, "xa-mau-nam": nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadUnits(t *testing.T) {
	const header = "code,name,kind,parent,reports\n"
	cases := []struct{ why, file, want string }{
		{"from Excel: BOM, semicolons, spaces", "\ufeffcode;name;kind;parent;reports\r\n a ; xã A ; xã ;; Có\r\n", ""},
		{"reports by default", header + "a,xã A,xã,,\n", ""},
		{"empty", "", "f: the file is empty; its first row must be code,name,kind,parent,reports"},
		{"another table", "a,b\n1,2\n", "f: the first row must be code,name,kind,parent,reports, and may end in ,predecessors"},
		{"nobody reports", header + "a,xã A,xã,,không\n", "f: no unit reports; list at least one with \"có\" in the column reports"},
		{"every mistake at once", header + "A,xã A,xã,,\nb,,xã,,\nc,xã C,xã,z,\nc,xã C,xã,,\nd,xã D,xã,,maybe\ne,xã E\n",
			"f: row 2: the code \"A\" must be lower-case letters without accents, digits and hyphens, such as a-luoi\n" +
				"f: row 3: unit b needs a name and a kind, such as \"huyện\"\n" +
				"f: row 5: the code \"c\" is used in row 4 already\n" +
				"f: row 6: reports is \"maybe\"; write có or không\n" +
				"f: row 7: has 2 columns instead of code,name,kind,parent,reports\n" +
				"f: row 4: the parent \"z\" is not a code of this file"},
		{"above itself", header + "a,xã A,xã,b,không\nb,xã B,xã,a,\n",
			"f: row 2: unit a stands above itself; correct the column parent\nf: row 3: unit b stands above itself; correct the column parent"},
		{"counted twice", header + "t,tỉnh T,tỉnh,,không\nh,huyện H,Huyện,t,có\nx,xã X,xã,h,có\n",
			"f: row 4: both x and h above it report, and totals would count it twice; write không for one of them"},
		{"broken quotes", header + "a,\"xã A,xã,,\n", "f: the file is no CSV: parse error on line 2, column 16: extraneous or missing \" in quoted-field"},
		{"too large", header + strings.Repeat("x", 5<<20), "f: the file is larger than 4 MiB; a unit list has one line a unit"},
	}
	const merged = "code,name,kind,parent,reports,predecessors\n"
	cases = append(cases, []struct{ why, file, want string }{
		{"merged, from Excel", "\ufeffcode;name;kind;parent;reports;predecessors\r\na;xã A;xã;;không;\r\nb;xã B;xã;;không;\r\nc;xã C;xã;;; a + b \r\n", ""},
		{"split", merged + "a,xã A,xã,,không,\nb,xã B,xã,,,a\nc,xã C,xã,,,a\n", ""},
		{"unknown, itself and twice", merged + "a,xã A,xã,,không,\nb,xã B,xã,,,a z\nc,xã C,xã,,,a c a\n",
			"f: row 3: the predecessor \"z\" is not a code of this file; list the old unit too, with không in the column reports\n" +
				"f: row 4: the predecessor \"c\" is the unit itself; name only the other units merged into it\n" +
				"f: row 4: the predecessor \"a\" is named twice"},
		{"circles", merged + "a,xã A,xã,,,b\nb,xã B,xã,,,c\nc,xã C,xã,,,a\nd,xã D,xã,,,a\ne,xã E,xã,,,f\nf,xã F,xã,,,e\n",
			"f: row 4: unit c comes before itself; correct the column predecessors\nf: row 7: unit f comes before itself; correct the column predecessors"},
		{"commas between codes", merged + "a,xã A,xã,,không,\nb,xã B,xã,,,a,a\n", "f: row 3: has 7 columns instead of code,name,kind,parent,reports,predecessors"},
		{"a row of the old width", merged + "a,xã A,xã,,\n", "f: row 2: has 5 columns instead of code,name,kind,parent,reports,predecessors"},
	}...)
	for _, c := range cases {
		_, err := flows.ReadUnits("f", []byte(c.file))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, same := range []string{"Hoà giải Đô thị", "HÒA GIẢI  ĐÔ THỊ", "hoa giai do thi", "Hòa giải đô thị"} {
		if got := flows.Fold(same); got != "hoa giai do thi" {
			t.Errorf("Fold(%q) = %q", same, got)
		}
	}
}
