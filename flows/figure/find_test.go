package figure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// sought are the slots the paragraphs of the table are searched for.
var sought = []Slot{
	count("cuộc"), count("lượt người"), count("vụ việc"), {outline.Money, "triệu đồng", -1}, count("xã"), count("tổ chức"),
	count("văn bản"), count("tin, bài"), count("hộ"), count("nhà"), count("lượt"),
}

// paragraphs: want is "quote=reading" for each figure found, or nothing.
var paragraphs = []struct{ in, want, why string }{
	{"Trong 6 tháng đầu năm, Ban Thanh tra nhân dân đã tổ chức 124 cuộc giám sát, phát hiện 15 vụ việc, kiến nghị thu hồi trên 4,03 tỷ đồng; tổ hòa giải đã hòa giải thành 45/51 vụ việc, đạt 88,2%.",
		"124 cuộc=124; 15 vụ việc=15; trên 4,03 tỷ đồng=trên 4030000000; 45/51 vụ việc=45/51", "a paragraph of a report"},
	{"với hơn 1.250 lượt người tham dự", "hơn 1.250 lượt người=hơn 1250", "thousands and a hedge; the longer unit wins over “lượt”"},
	{"có 12 450 lượt người dự", "12 450 lượt người=12450", "groups parted by spaces"},
	{"có 12\u00a0450 lượt người dự", "12\u00a0450 lượt người=12450", "no-break space from Word"},
	{"thu hút 450 người tham gia", "450 người=450", "half of the unit"},
	{"tiếp 30 lượt công dân", "30 lượt=30", "the whole unit of one slot wins over half of another"},
	{"đã tổ chức hai mươi cuộc giám sát", "hai mươi cuộc=20", "words"},
	{"đã tổ chức năm mươi cuộc giám sát", "năm mươi cuộc=50", "năm in front of mươi is no year"},
	{"một trăm hai mươi văn bản", "một trăm hai mươi văn bản=120", "words with a scale"},
	{"là một tổ chức thành viên của Mặt trận", "", "an article, no figure"},
	{"trong năm cuộc vận động đã lan tỏa", "", "a year, no figure"},
	{"hai, ba cuộc giám sát", "", "a range in words"},
	{"hai mươi mấy cuộc", "", "a vague number"},
	{"hàng trăm cuộc giám sát", "", "a vague number"},
	{"một số tổ chức, vài cuộc giám sát", "", "vague words"},
	{"đạt 12/12 xã", "12/12 xã=12/12", "all of them"},
	{"đạt 51/45 vụ việc", "", "more than the whole"},
	{"phát hành 30 tin, bài trên trang", "30 tin, bài=30", "the comma belongs to the unit"},
	{"1,5 cuộc", "", "no half counts"},
	{"trị giá 12,5 triệu đồng", "12,5 triệu đồng=12500000", "decimal comma"},
	{"trị giá 1,250 triệu đồng", "1,250 triệu đồng=1250000|1250000000", "two readings stay two"},
	{"trị giá 400 triệu, bàn giao 5 nhà", "400 triệu=400000000; 5 nhà=5", "a scale word at the end of a clause is money"},
	{"thu hút trên 2 triệu lượt người", "trên 2 triệu lượt người=trên 2000000", "a scale word in front of another unit is no money"},
	{"hỗ trợ 5.000.000 đồng", "5.000.000 đồng=5000000", "đồng"},
	{"hỗ trợ 50 triệu đồng/nhà cho các hộ", "", "for each of them"},
	{"mỗi hộ được hỗ trợ; mỗi 5 triệu đồng", "", "for each of them"},
	{"hỗ trợ 5 triệu đồng mỗi hộ", "", "for each of them"},
	{"bình quân 3 cuộc một tháng", "", "a mean"},
	{"ngày 15/5 tổ chức hội nghị", "", "a day, though “tổ chức” is a unit"},
	{"tháng 6 tổ chức hội nghị", "", "a month"},
	{"năm 2024 tổ chức được 12 cuộc", "12 cuộc=12", "a year"},
	{"Năm 2023, tổ chức được 12 cuộc", "12 cuộc=12", "a comma is not part of a unit that has none"},
	{"6 tháng đầu năm 2024, 12 cuộc giám sát", "12 cuộc=12", "a figure behind a year"},
	{"dịp 30/4, 1/5 tổ chức gặp mặt", "", "two days"},
	{"giai đoạn 2019-2024 tổ chức tốt", "", "years"},
	{"quý 1 tổ chức sơ kết", "", "a quarter"},
	{"Đại hội lần thứ 12 tổ chức tại huyện", "", "an ordinal"},
	{"hội nghị lần 3 tổ chức tháng 6", "", "an ordinal"},
	{"Đại hội khóa IX, quý I", "", "roman numerals"},
	{"Nghị quyết số 12-NQ/TW, Quyết định 1234/QĐ-UBND, Điều 5", "", "documents"},
	{"theo Quyết định 217 tổ chức giám sát 12 cuộc", "12 cuộc=12", "a document in front of a word that is a unit"},
	{"tổng số 12 cuộc", "12 cuộc=12", "a total is no number of a document"},
	{"liên hệ 0905123456 tổ chức", "", "a telephone number"},
	{"đạt 88,2% xã, 95 phần trăm hộ", "", "percentages"},
	{"từ 10 đến 15 cuộc, 10-15 cuộc, 10 – 15 cuộc", "", "ranges"},
	{"12+5 cuộc; -5 cuộc", "", "sums and negative numbers"},
	{"tăng 12 cuộc so với cùng kỳ, giảm được 3 vụ việc", "", "changes, not what was done"},
	{"đạt 24 cuộc (cùng kỳ so với 20 cuộc)", "24 cuộc=24", "a comparison"},
	{"chỉ tiêu 30 cuộc, kế hoạch 20 cuộc", "", "targets"},
	{"1. 12 cuộc giám sát\n2. 450 lượt người\n2.3. Tổ chức Đại hội", "12 cuộc=12; 450 lượt người=450", "numbering of lines"},
	{"1) 3 tổ chức\n2/ Tổ chức", "3 tổ chức=3", "numbering of lines"},
	{"- 12 cuộc\n– 450 lượt người", "12 cuộc=12; 450 lượt người=450", "bullets"},
	{"Hội nghị: 12 cuộc; người dự:450 lượt người", "12 cuộc=12; 450 lượt người=450", "a form"},
	{"(cấp huyện 4 cuộc, cấp xã 8 cuộc)", "4 cuộc=4; 8 cuộc=8", "brackets"},
	{"tại khu phố 3 tổ chức, thôn 5 hộ", "", "names of places"},
	{"QL49 hộ, A12 hộ, m2 nhà", "", "codes"},
	{"12 con gà, 5 năm, 3 lần, 24 kiến nghị", "", "units not asked"},
	{"do 12 hộ đóng góp, tiến độ 5 nhà", "12 hộ=12; 5 nhà=5", "words that only look like a hedge"},
	{"không dưới 12 cuộc, ước khoảng 450 lượt người", "không dưới 12 cuộc=không dưới 12; ước khoảng 450 lượt người=ước khoảng 450", "long hedges"},
	{"12 cuộc trở lên", "", "a hedge behind"},
	{"TỔ CHỨC ĐƯỢC 12 CUỘC", "12 CUỘC=12", "capitals are quoted as written"},
	{norm.NFD.String("hòa giải thành 45 vụ việc"), "45 vụ việc=45", "decomposed accents"},
	{"da to chuc 12 cuoc giam sat, 450 luot nguoi", "12 cuoc=12; 450 luot nguoi=450", "no accents at all"},
	{"đã tổ chức １２ cuộc", "12 cuộc=12", "full width"},
	{"1.25 cuộc, 12.34.567 hộ", "", "bad groups are not repaired"},
	{"không phát sinh vụ việc nào, không có cuộc nào", "", "a state is not searched for"},
	{"2024 124 cuộc", "", "two numbers side by side"},
	{strings.Repeat("12 cuộc ", 600), "", "too long"},
}

func showFound(found []Found) string {
	var all []string
	for _, f := range found {
		var readings []string
		for _, v := range f.Fits[0].Readings {
			readings = append(readings, show("", Result{Readings: []Value{v}}))
		}
		all = append(all, f.Quote+"="+strings.Join(readings, "|"))
	}
	return strings.Join(all, "; ")
}

func TestFind(t *testing.T) {
	for _, c := range paragraphs {
		if got := showFound(Find(c.in, sought)); got != c.want {
			t.Errorf("Find(%q)\n got %s\nwant %s: %s", c.in, got, c.want, c.why)
		}
	}
}

// The words around a figure tell what it is about: not those of the figure before,
// not those of the sentence before.
func TestFindTellsWhatItIsAbout(t *testing.T) {
	text := "Năm qua có 3 tổ chức. Ban Thanh tra nhân dân đã  tổ chức\u00a0124 cuộc giám sát và 15 cuộc kiểm tra, phát hiện\n15 vụ việc; hòa giải thành 45/51 vụ việc (88,2%); 6 cuộc với trên 9 lượt người."
	want := []string{
		"“Năm qua có 3 tổ chức” behind “”",
		"“Ban Thanh tra nhân dân đã tổ chức 124 cuộc giám sát” behind “”",
		"“và 15 cuộc kiểm tra” behind “Ban Thanh tra nhân dân đã tổ chức 124 cuộc giám sát”",
		"“15 vụ việc” behind “”",
		"“hòa giải thành 45/51 vụ việc” behind “”",
		"“6 cuộc” behind “”",
		"“với trên 9 lượt người” behind “6 cuộc”",
	}
	var got []string
	for _, f := range Find(text, sought) {
		got = append(got, fmt.Sprintf("“%s” behind “%s”", f.Clause, f.Before))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range paragraphs {
		f.Add(c.in, "triệu đồng")
	}
	f.Fuzz(func(t *testing.T, text, unit string) {
		slots := append([]Slot{{outline.Money, unit, -1}, count(unit)}, sought...)
		for _, found := range Find(text, slots) {
			if len(found.Fits) == 0 || !strings.Contains(oneLine(clean(text)), oneLine(found.Quote)) {
				t.Fatalf("Find(%q) quotes %+v", text, found)
			}
			if !strings.Contains(found.Clause, oneLine(found.Quote)) {
				t.Fatalf("Find(%q): the clause %q does not hold %q", text, found.Clause, found.Quote)
			}
			for _, fit := range found.Fits {
				r := Read(found.Quote, slots[fit.Slot].Kind, slots[fit.Slot].Unit)
				if diff := cmp.Diff(r.Readings, fit.Readings); diff != "" || fit.Readings[0].State != flows.Given {
					t.Fatalf("Find(%q) proposes for %q what Read does not give:\n%s", text, found.Quote, diff)
				}
			}
		}
	})
}

// The slowest paragraphs still take no longer than a turn may.
func BenchmarkFind(b *testing.B) {
	var slots []Slot
	for range 4 {
		slots = append(slots, sought...)
	}
	for name, piece := range map[string]string{"numbers": "1 tr ", "spelled": "hai ", "units": "1 tin ", "report": paragraphs[0].in + " "} {
		text := strings.Repeat(piece, MaxParagraph/len([]rune(piece)))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Find(text, slots)
			}
		})
	}
}
