package bot

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/storage"
)

// deeds counts the deeds of the audit as they are told in the office's words; the moment
// is left out.
func (w *world) deeds() map[string]int {
	w.t.Helper()
	told := map[string]int{}
	w.update(func(tx *storage.Tx) error {
		deeds, err := tx.Deeds(storage.DeedFilter{})
		for _, d := range deeds {
			told[fmt.Sprintf("%s: %s%s", wordDoer(d), wordAct(d), aboutDeed(d))]++
		}
		return err
	})
	return told
}

// Every act of the office and what it leaves in the audit; looking leaves nothing. What
// people answered, and the words of a broadcast, stand nowhere in it. The acts about
// people are in TestEveryActIsInTheAudit, those of the command line in its scripts.
func TestEveryActOfTheOfficeLeavesItsDeed(t *testing.T) {
	w := newWorld(t).run()
	one := w.joined(1, flows.Cadre, "a-luoi")
	w.joined(2, flows.Cadre, "phu-loc")
	admin := w.officer(9, flows.Admin)
	one.sendsFour()
	asks := func() {
		w.update(func(tx *storage.Tx) error { return tx.Happen("r", "a-luoi", storage.Asked, 1, "nhầm", today) })
	}
	request := func() string { return fmt.Sprint(w.number("select max(id) from report_event")) }
	files := 0
	file := func() {
		files++
		admin.file(files)
		eventually(t, "handed out", func() bool { return w.number("select count(*) from notice where done_ms = 0") == 0 })
	}
	type says [][2]string
	const who = "admin: "
	for _, act := range []struct {
		before func()
		says   says
		after  func()
		leaves []string
	}{
		{says: says{{"duyệt a lưới", "Duyệt báo cáo"}, {"đồng ý", "Đã duyệt"}}, leaves: []string{"duyệt báo cáo – huyện A Lưới"}},
		{says: says{{"bỏ duyệt", "Bỏ duyệt báo cáo"}, {"đồng ý", "Đã bỏ duyệt"}}, leaves: []string{"bỏ duyệt báo cáo – huyện A Lưới"}},
		{says: says{{"sửa hộ", "Gõ số thứ tự"}, {"2", "giá trị đúng"}, {"54", "45 cuộc → 54 cuộc"}, {"Theo sổ", "Lý do: Theo sổ"}, {"đồng ý", "Đã sửa hộ"}},
			leaves: []string{"sửa số liệu hộ đơn vị – huyện A Lưới"}},
		{says: says{{"duyệt tất cả", "Duyệt"}, {"đồng ý", "Đã duyệt"}}, leaves: []string{"duyệt báo cáo – huyện A Lưới"}},
		{says: says{{"bỏ duyệt a luoi", "Bỏ duyệt báo cáo"}, {"đồng ý", "Đã bỏ duyệt"}}, leaves: []string{"bỏ duyệt báo cáo – huyện A Lưới"}},
		{before: asks, says: says{{"/denghi", "nhầm"}, {"không cho sửa N", "Không mở lại"}}, leaves: []string{"không cho sửa báo cáo – huyện A Lưới"}},
		{before: asks, says: says{{"cho sửa N", "ở lại"}}, leaves: []string{"mở lại báo cáo – huyện A Lưới"}},
		{before: one.sends, says: says{{"chỉnh lý a lưới", "chỉnh lý mục nào?"}, {"1", "Đã chọn 1 mục"}, {"tiếp", "gõ lý do"}, {"Chưa khớp", "đồng ý"}, {"đồng ý", "Đã"}},
			leaves: []string{"yêu cầu chỉnh lý – huyện A Lưới (Chưa khớp)"}},
		{says: says{{"miễn phú lộc", "lý do"}, {"Sáp nhập", ""}, {"đồng ý", "Đã miễn"}}, leaves: []string{"miễn báo cáo – huyện Phú Lộc (Sáp nhập)"}},
		{says: says{{"bỏ miễn phú lộc", ""}, {"đồng ý", "Đã bỏ miễn"}}, leaves: []string{"bỏ miễn báo cáo – huyện Phú Lộc"}},
		{says: says{{"/tonghop", "Đang lập"}}, after: file, leaves: []string{"lập bảng tổng hợp (lần 1)"}},
		{says: says{{"/tonghop", "Đang lập"}}, after: file, leaves: []string{"xuất số liệu (lại bảng tổng hợp lần 1)"}},
		{says: says{{"lần 1", "lần 1"}}, leaves: []string{"xuất số liệu (lại bảng tổng hợp lần 1)"}},
		{says: says{{"/lich 5,1", "📅 Lịch nhắc"}}, leaves: []string{"đổi lịch nhắc (trước ngày cuối 5, 1 ngày, từ 8 giờ, báo lãnh đạo sau 3 lần)"}},
		{says: says{{"/lich tắt", "🔕 Đang tắt"}}, leaves: []string{"đổi lịch nhắc (tắt)"}},
		{before: func() {
			admin.shows(admin.SendDocument("don vi.csv", []byte("code,name,kind,parent,reports\ntinh,tỉnh Thừa Thiên Huế,tỉnh,,không\nx,huyện X,huyện,tinh,\n"), ""), previewed)
		},
			says: says{{"áp dụng danh sách", "Đã"}}, leaves: []string{"nạp danh sách đơn vị (Thêm mới 1)"}},
		{says: says{{"/nhac", "nhắc những đơn vị nào?"}, {"chưa gửi", "gõ lời nhắc"}, {"Bí mật của văn phòng", "Xem trước"}, {"gửi", "Bắt đầu gửi"}},
			after: func() { admin.has(1, "Đã nhắc xong") }, leaves: []string{"nhắc nhiều đơn vị (lần 1: chưa gửi, 2 người)"}},
		{says: says{{"/dot 1", "Tình trạng"}, {"[📅 Gia hạn", "Hạn hiện nay"}, {"trước ngày 3/6/2024", "→"}, {"đồng ý", "Đã gia hạn"}},
			leaves: []string{"gia hạn đợt báo cáo (Báo cáo 6 tháng, hạn mới: trước ngày 3/6/2024)"}},
		{says: says{{"[🔒 Chốt", "sẽ được báo"}, {"đồng ý", "Đã chốt"}}, leaves: []string{"chốt đợt báo cáo (Báo cáo 6 tháng)"}},
		{says: says{{"[🏢 Mở lại một", "gõ tên"}, {"phu loc", "cho 1 đơn vị"}, {"đồng ý", "Đã mở lại"}},
			leaves: []string{"mở lại đợt báo cáo – huyện Phú Lộc (Báo cáo 6 tháng)"}},
		{says: says{{"[🔓 Mở lại", "cho 2 đơn vị"}, {"đồng ý", "Đã mở lại"}}, leaves: []string{"mở lại đợt báo cáo (Báo cáo 6 tháng)"}},
		{says: says{{"/tiendo", ""}, {"/donvi a luoi", ""}, {"/nguoi", ""}, {"/nhatky", "Nhật ký"}, {"/lich", ""}, {"/lan", ""},
			{"/khonglienlac", ""}, {"/bantin bật", ""}, {"/denghi", "xin sửa"}}},
	} {
		if act.before != nil {
			act.before()
		}
		before := w.deeds()
		for _, s := range act.says {
			if label, pressed := strings.CutPrefix(s[0], "["); pressed {
				admin.taps(label, s[1])
				continue
			}
			admin.says(strings.Replace(s[0], "N", request(), 1), s[1])
		}
		if act.after != nil {
			act.after()
		}
		var got []string
		for told, n := range w.deeds() {
			for range n - before[told] {
				got = append(got, told)
			}
		}
		var want []string
		for _, l := range act.leaves {
			want = append(want, who+l)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", act.says[0][0], diff)
		}
	}
	for told := range w.deeds() {
		for _, secret := range []string{"54", "1200", "Bí mật"} {
			if strings.Contains(told, secret) {
				t.Errorf("the audit holds %q: %s", secret, told)
			}
		}
	}
}
