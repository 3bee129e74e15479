package unitlist_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/unitlist"
)

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, flows.Zone)
}

func shipped(t *testing.T, id string) unitlist.List {
	t.Helper()
	data, ok := unitlist.Shipped(id)
	if !ok {
		t.Fatalf("%s is not shipped", id)
	}
	list, err := unitlist.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTheShippedUnitsAreTheNineOf2024(t *testing.T) {
	list := shipped(t, "thua-thien-hue-2024")
	want := []flows.UnitID{"hue", "huong-thuy", "huong-tra", "phong-dien", "quang-dien", "phu-vang", "phu-loc", "nam-dong", "a-luoi"}
	if diff := cmp.Diff(want, list.Asked(date(2024, 6, 30))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(flows.Unit{ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện", Parent: "thua-thien-hue", Order: 10, Reports: true}, list.Units[9]); diff != "" {
		t.Error(diff)
	}
}

// The sample of a reorganisation has units merged, split and renamed on a date, and one
// that is new; a round asks the old ones before that date and the new ones from then on.
func TestTheShippedReorganisationIsASample(t *testing.T) {
	list := shipped(t, "mau-sap-xep-2025")
	if !strings.Contains(list.Units[0].Name, "dữ liệu mẫu, không có thật") {
		t.Errorf("%q does not say that it is a sample", list.Units[0].Name)
	}
	if diff := cmp.Diff([]flows.UnitID{"xa-cu-a", "xa-cu-b", "thi-tran-cu-c", "xa-cu-d", "xa-cu-e"}, list.Asked(date(2025, 6, 30))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]flows.UnitID{"xa-mau-mot", "phuong-mau-hai", "xa-mau-ba", "xa-mau-bon", "xa-mau-nam"}, list.Asked(date(2025, 7, 1))); diff != "" {
		t.Error(diff)
	}
	got := map[unitlist.What][]string{}
	for _, c := range unitlist.Compare(nil, nil, list).Changes {
		if c.What != unitlist.Added {
			got[c.What] = append(got[c.What], fmt.Sprintf("%s from %s", c.Unit, c.After))
		}
	}
	want := map[unitlist.What][]string{
		unitlist.Merged:   {"xa-mau-mot from xa-cu-a + xa-cu-b + thi-tran-cu-c"},
		unitlist.Split:    {"xa-mau-ba from xa-cu-e", "xa-mau-bon from xa-cu-e"},
		unitlist.Succeeds: {"phuong-mau-hai from xa-cu-d"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The same two units however a list is written.
func TestOneListWrittenInManyWays(t *testing.T) {
	want := []flows.Unit{
		{ID: "0123", Name: "xã Cũ", Kind: "xã", Order: 1, To: date(2025, 6, 30), Reports: true},
		{ID: "1.10", Name: "phường Mới", Kind: "phường", Order: 2, From: date(2025, 7, 1), Reports: true, Predecessors: []flows.UnitID{"0123"}},
	}
	plain := "code,name,kind,valid from,valid to,predecessors\n0123,xã Cũ,xã,,2025-06-30,\n1.10,phường Mới,phường,2025-07-01,,0123\n"
	cases := map[string]string{
		"plain":                   plain,
		"decomposed":              norm.NFD.String(plain),
		"with underscores":        strings.Replace(strings.Replace(plain, "valid from", "VALID_FROM", 1), "valid to", "valid_to", 1),
		"from Excel in Viet Nam":  "\ufeffMã đơn vị;Tên đơn vị;Loại;Từ ngày;Đến ngày;Đơn vị cũ\r\n0123;xã Cũ;Xã;;30/6/2025;\r\n1.10;phường Mới;Phường;01/07/2025;; 0123 \r\n",
		"tabs, unaccented header": "ma\tten\tloai\ttu ngay\tden ngay\tdon vi cu\n0123\txã Cũ\txã\t\t30-6-2025\t\n1.10\tphường Mới\tphường\t1.7.2025\t\t0123\n",
		"other columns first": "báo cáo,đơn vị cũ,loại,đến ngày,từ ngày,tên,thứ tự,mã,trực thuộc\n" +
			"có,0123,phường,,1/7/2025,phường Mới,2,1.10,\nx,,xã,30/6/2025,,xã Cũ,1,0123,\n",
		"blank lines and an empty column": "\ncode,,name,kind,valid from,valid to,predecessors\n\n0123,,\u00a0xã Cũ ,xã,,2025-06-30,\n,,,,,,\n1.10,,phường Mới,phường,2025-07-01,,0123\n",
	}
	for why, file := range cases {
		list, err := unitlist.Read([]byte(file))
		if diff := cmp.Diff(want, list.Units); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", why, err, diff)
		}
	}
}

func TestEveryMistakeIsToldWithItsRow(t *testing.T) {
	const header = "code,name,kind,parent,reports\n"
	const merged = "code,name,kind,reports,predecessors\n"
	const dated = "code,name,kind,valid from,valid to\n"
	const ordered = "code,name,kind,order\n"
	cases := []struct{ why, file, want string }{
		{"reports by default", header + "a,xã A,xã,,\n", ""},
		{"empty", "", "tệp chưa có gì: ghi tên các cột ở hàng đầu, rồi ghi từng hàng bên dưới, ở trang tính đầu tiên"},
		{"another table", "a,b\n1,2\n", "hàng 1: hàng đầu phải ghi tên các cột, mỗi cột một ô: mã, tên, loại và, nếu cần, trực thuộc, từ ngày, đến ngày, đơn vị cũ, thứ tự, báo cáo"},
		{"half a table", "code,phone\n1,2\n", "hàng 1: không có cột nào tên “phone”: dùng các cột mã, tên, loại, trực thuộc, từ ngày, đến ngày, đơn vị cũ, thứ tự, báo cáo\n" +
			"hàng 1: thiếu cột “tên” ở hàng đầu: danh sách phải có các cột mã, tên, loại\n" +
			"hàng 1: thiếu cột “loại” ở hàng đầu: danh sách phải có các cột mã, tên, loại"},
		{"a column twice", "code,name,mã,kind\n", "hàng 1: cột “mã” có hai lần: giữ lại một"},
		{"nobody reports", header + "a,xã A,xã,,không\n", "hàng 1: không đơn vị nào phải báo cáo: ghi “có” ở cột “báo cáo” cho ít nhất một đơn vị"},
		{"only a header", header, "hàng 1: không đơn vị nào phải báo cáo: ghi “có” ở cột “báo cáo” cho ít nhất một đơn vị"},
		{"every mistake at once", header + "A,xã A,xã,,\nb,,xã,,\n,xã B,xã,,\nc,xã C,xã,z,\nc,xã C,xã,,\nd,xã D,xã,,maybe\ne,xã E\nf,=1+1,xã,,\ng," + strings.Repeat("x", 201) + ",xã,,\nh,a\u202eb,xã,,\n",
			"hàng 2: mã “A” không đúng: chỉ dùng chữ thường không dấu, chữ số, dấu gạch nối và dấu chấm, như a-luoi\n" +
				"hàng 3: đơn vị b thiếu tên hoặc loại: ghi cả hai, như “huyện A Lưới” và “huyện”\n" +
				"hàng 4: thiếu mã đơn vị: ghi mã như a-luoi, hoặc xóa hẳn hàng này\n" +
				"hàng 5: cột “trực thuộc” ghi “z”, không phải mã của hàng nào: sửa mã, hoặc thêm hàng cho đơn vị đó\n" +
				"hàng 6: mã “c” đã có ở hàng 5: mỗi đơn vị một mã riêng\n" +
				"hàng 7: cột “báo cáo” ghi “maybe”: ghi có hoặc không\n" +
				"hàng 8: đơn vị e thiếu tên hoặc loại: ghi cả hai, như “huyện A Lưới” và “huyện”\n" +
				"hàng 9: ô ở cột “tên” là công thức: chép ô đó rồi dán lại bằng Dán đặc biệt, loại Giá trị\n" +
				"hàng 10: tên hoặc loại của đơn vị g quá dài hoặc có dấu lạ: gõ lại trên một dòng, không quá 200 chữ\n" +
				"hàng 11: tên hoặc loại của đơn vị h quá dài hoặc có dấu lạ: gõ lại trên một dòng, không quá 200 chữ"},
		{"above itself", header + "a,xã A,xã,b,không\nb,xã B,xã,a,\n",
			"hàng 2: đơn vị a thành cấp trên của chính mình: sửa cột “trực thuộc”\nhàng 3: đơn vị b thành cấp trên của chính mình: sửa cột “trực thuộc”"},
		{"counted twice", header + "t,tỉnh T,tỉnh,,không\nh,huyện H,Huyện,t,có\nx,xã X,xã,h,có\n",
			"hàng 4: cả x và cấp trên của nó là h cùng báo cáo, số sẽ bị cộng hai lần: ghi không cho một trong hai"},
		{"not on the same day", "code,name,kind,parent,from,to\nt,huyện T,huyện,,,30/6/2025\nx,xã X,xã,t,1/7/2025,\n", ""},
		{"on one day", "code,name,kind,parent,from,to\nt,huyện T,huyện,,,1/7/2025\nx,xã X,xã,t,1/7/2025,\n",
			"hàng 3: cả x và cấp trên của nó là t cùng báo cáo, số sẽ bị cộng hai lần: ghi không cho một trong hai"},
		{"broken quotes", header + "a,\"xã A,xã,,\n", "dòng 2 có dấu nháy kép mở ra mà không đóng đúng chỗ: sửa dòng đó, hoặc gửi tệp .xlsx"},
		{"split", merged + "a,xã A,xã,không,\nb,xã B,xã,,a\nc,xã C,xã,,a\n", ""},
		{"unknown, itself and twice", merged + "a,xã A,xã,không,\nb,xã B,xã,,a z\nc,xã C,xã,,a c a\n",
			"hàng 3: đơn vị cũ “z” không phải mã của hàng nào: thêm cả hàng của đơn vị cũ, với ngày hết hiệu lực ở cột “đến ngày”\n" +
				"hàng 4: đơn vị cũ “c” là chính đơn vị này: chỉ ghi các đơn vị khác nhập vào\n" +
				"hàng 4: đơn vị cũ “a” ghi hai lần: giữ lại một"},
		{"circles", merged + "a,xã A,xã,,b\nb,xã B,xã,,c\nc,xã C,xã,,a\nd,xã D,xã,,a\ne,xã E,xã,,f\nf,xã F,xã,,e\n",
			"hàng 4: đơn vị c thành đơn vị cũ của chính mình: sửa cột “đơn vị cũ”\nhàng 7: đơn vị f thành đơn vị cũ của chính mình: sửa cột “đơn vị cũ”"},
		{"commas between codes", merged + "a,xã A,xã,không,\nb,xã B,xã,,a,a\n",
			"hàng 3: có ô nằm ngoài các cột có tên ở hàng đầu: xóa ô thừa; nhiều đơn vị cũ thì nối bằng dấu +, không dùng dấu phẩy"},
		{"days", dated + "a,xã A,xã,30/2/2025,\nb,xã B,xã,,7/2025\nc,xã C,xã,1/7/2025,30/6/2025\nd,xã D,xã,1/7/25,\ne,xã E,xã,1/1/1066,\n",
			"hàng 2: cột “từ ngày” ghi “30/2/2025”: ghi ngày như 1/7/2025\n" +
				"hàng 3: cột “đến ngày” ghi “7/2025”: ghi ngày như 1/7/2025\n" +
				"hàng 4: đơn vị c hết hiệu lực (30/6/2025) trước khi bắt đầu (1/7/2025): sửa một trong hai ngày\n" +
				"hàng 5: cột “từ ngày” ghi “1/7/25”: ghi ngày như 1/7/2025\n" +
				"hàng 6: cột “từ ngày” ghi “1/1/1066”: ghi ngày như 1/7/2025"},
		{"order", ordered + "a,xã A,xã,1\nb,xã B,xã,1\nc,xã C,xã,\nd,xã D,xã,1.5\n",
			"hàng 3: thứ tự 1 đã có ở hàng 2: mỗi đơn vị một số riêng\n" +
				"hàng 4: thiếu thứ tự: ghi thứ tự cho mọi hàng, hoặc để trống cả cột để lấy thứ tự các hàng\n" +
				"hàng 5: thứ tự “1.5” không đúng: ghi số nguyên từ 1"},
	}
	for _, c := range cases {
		list, err := unitlist.Read([]byte(c.file))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want || err != nil && len(list.Units) > 0 {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, c.want)
		}
	}
}

func TestManyMistakesAreCounted(t *testing.T) {
	_, err := unitlist.Read([]byte("code,name,kind\n" + strings.Repeat("A,xã A,xã\n", 1000)))
	var mistakes unitlist.Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != 1000 {
		t.Fatalf("%T", err)
	}
	if got := err.Error(); strings.Count(got, "\n") != 20 || !strings.HasSuffix(got, "còn 980 lỗi khác: sửa các lỗi trên rồi gửi lại") {
		t.Error(got)
	}
}

// A long chain of parents or of predecessors takes no longer than its length.
func TestLongChains(t *testing.T) {
	var b strings.Builder
	b.WriteString("code,name,kind,parent,predecessors,reports\nu0,xã,xã,,,\n")
	for i := 1; i < 19_000; i++ {
		fmt.Fprintf(&b, "u%d,xã,xã,u%d,u%d,không\n", i, i-1, i-1)
	}
	_, err := unitlist.Read([]byte(b.String()))
	if err == nil || !strings.Contains(err.Error(), "có hơn 10 cấp trên") {
		t.Errorf("%.300v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, id := range []string{"thua-thien-hue-2024", "mau-sap-xep-2025"} {
		data, _ := unitlist.Shipped(id)
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, file string) {
		list, err := unitlist.Read([]byte(file))
		if err == nil && len(list.Asked(list.Units[0].From)) > len(list.Units) || err != nil && err.Error() == "" {
			t.Error("no list and no sentence")
		}
	})
}
