package talk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// paragraph is written as the reports of the units are.
const paragraph = "Toàn huyện tổ chức 30 buổi tuyên truyền chính sách, pháp luật với hơn 1.250 người dự; " +
	"Ban Thanh tra nhân dân đã tổ chức 124 cuộc giám sát; hòa giải thành 45/51 vụ việc."

// proposed is a place with a long proposal for q, in so many readings.
func proposed(q outline.Question, readings int) talk.Place {
	c := talk.Choice{Raw: strings.Repeat("đã & đang <giám sát> ", 10), Turn: 1_000_000}
	for range readings {
		v := figure.Value{State: flows.Given, N: figure.MaxCount, Hedge: "không ít hơn"}
		c.Readings = append(c.Readings, talk.Reading{{Question: q.ID, Value: v}})
	}
	return talk.Place{At: q.ID, Choice: &c, Paste: &talk.Paste{Left: []talk.Choice{c, c, c}, All: 12, From: q.ID}}
}

// A figure told in the words of a label is proposed for that label or, where the
// words fit several, for none; never for another one.
func TestAFigureIsProposedForItsLabel(t *testing.T) {
	for _, o := range outline.Shipped() {
		form := newDesk("huyện").form
		form.Plan = talk.NewPlan(o, "huyện")
		asked, right := 0, 0
		for _, q := range form.Plan.Questions {
			if q.Kind != outline.Count && q.Kind != outline.Money {
				continue
			}
			level := ""
			for _, l := range o.Levels {
				if l.ID == q.Level {
					level = " cấp " + l.Name
				}
			}
			text := fmt.Sprintf("Trong kỳ báo cáo vừa qua, Mặt trận%s của địa phương ghi nhận %s: 12 %s", level, strings.ToLower(q.Item.Label), q.Item.Unit)
			asked++
			done := talk.Step(form, talk.Place{At: q.ID}, talk.Input{Text: text})
			switch p := done.Place.Paste; {
			case len(done.Answers) > 0:
				t.Errorf("%s: %q is taken silently", q.ID, text)
			case p == nil:
				t.Logf("%s: no proposal for %q", q.ID, text)
			case len(p.Left) != 1 || p.Left[0].Readings[0][0].Question != q.ID:
				t.Errorf("%s: %q is proposed for %s", q.ID, text, p.Left[0].Readings[0][0].Question)
			default:
				right++
			}
		}
		t.Logf("%s: %d of %d figures are proposed", o.ID, right, asked)
		if right*10 < asked*8 {
			t.Errorf("%s: only %d of %d figures are proposed", o.ID, right, asked)
		}
	}
}

// Nothing of a paragraph is kept before it is confirmed, whatever question it is
// pasted at.
func TestAParagraphIsNeverTakenSilently(t *testing.T) {
	form := newDesk("huyện").form
	for _, q := range form.Plan.Questions {
		if q.Computed() || q.Kind == outline.Text || q.Kind == outline.Names {
			continue
		}
		done := talk.Step(form, talk.Place{At: q.ID}, talk.Input{Text: paragraph, Message: 1})
		if len(done.Answers) > 0 {
			t.Errorf("%s: the paragraph gave %v", q.ID, done.Answers)
		}
	}
}

// Paragraphs in the style of the units' reports, and what is proposed from them.
var reports = []struct{ unit, at, text, want string }{
	{"huyện", "quan_triet.hoi_nghi@huyen", "Ban Thường trực Ủy ban MTTQ huyện đã phối hợp tổ chức 05 hội nghị quán triệt, học tập các Nghị quyết của Đảng cho 620 lượt cán bộ; cấp huyện tổ chức 3 hội nghị quán triệt với 450 lượt người tham dự, Mặt trận cấp xã tổ chức 21 hội nghị hướng dẫn triển khai với 1.890 lượt người dự.",
		"quan_triet.hoi_nghi@huyen=3 quan_triet.luot_nguoi@huyen=450 quan_triet.hoi_nghi@xa=21"},
	{"xã", "quan_triet.hoi_nghi@xa", "Trong 6 tháng đầu năm, Ủy ban MTTQ xã đã tổ chức 4 hội nghị quán triệt, triển khai các chủ trương với 320 lượt người tham dự. Đã ban hành 12 văn bản hướng dẫn, triển khai, trong đó có 3 kế hoạch.",
		"quan_triet.hoi_nghi@xa=4 quan_triet.luot_nguoi@xa=320 van_ban.so@xa=12"},
	{"huyện", "tuyen_truyen.buoi", "Nhân các ngày lễ, kỷ niệm lớn (ngày 03/02, 30/4, 01/5, 19/5), toàn huyện tổ chức 85 buổi tuyên truyền với hơn 6.500 lượt người; phát 30 tin, bài trên chuyên trang; nắm bắt dư luận, gửi 6 báo cáo tình hình Nhân dân. Tuyên truyền về biển, đảo được 12 buổi, có 900 lượt người dự. Kết nạp mới 02 tổ chức thành viên cấp huyện, nâng tổng số lên 35 tổ chức.",
		"tuyen_truyen.buoi=85 tuyen_truyen.luot_nguoi=6500 bao_chi.tin_bai=30 bien_dao.buoi=12 bien_dao.luot_nguoi=900 thanh_vien.ket_nap@huyen=2"},
	{"huyện", "quy_vi_nguoi_ngheo.van_dong@huyen", "Quỹ “Vì người nghèo” các cấp vận động được 1,2 tỷ đồng, trong đó cấp huyện vận động 450 triệu đồng Quỹ “Vì người nghèo”, cấp xã vận động Quỹ 750 triệu đồng; hỗ trợ xây mới 15 nhà Đại đoàn kết, sửa chữa 8 nhà Đại đoàn kết, mỗi nhà 60 triệu đồng, tổng trị giá 1.380 triệu đồng; ủng hộ làm nhà Đại đoàn kết cho tỉnh Điện Biên 120 triệu đồng. Xóa 23 nhà tạm. Lấy ý kiến hài lòng tại 5 xã với 2.350 hộ, có 2.301/2.350 hộ trả lời hài lòng, đạt 97,9%.",
		"quy_vi_nguoi_ngheo.van_dong@huyen=450000000 quy_vi_nguoi_ngheo.van_dong@xa=750000000 nha_dai_doan_ket.xay_moi=15 nha_dai_doan_ket.sua_chua=8 nha_dai_doan_ket.tri_gia=1380000000 dien_bien.so_tien=120000000 nha_tam.da_xoa=23 hai_long.xa=5 hai_long.ho_lay_y_kien=2350 hai_long.ho_hai_long=2301"},
	{"huyện", "cu_tri.hoi_nghi", "Phối hợp tổ chức 24 hội nghị tiếp xúc cử tri tại 18/18 xã, thị trấn với 2.150 lượt cử tri tham dự; tập hợp 215 ý kiến, kiến nghị của cử tri, đã trả lời 198/215 ý kiến (92,1%). Ban Giám sát đầu tư của cộng đồng giám sát 36 cuộc; Ban Thanh tra nhân dân giám sát 41 cuộc. Tham gia tiếp 120 lượt công dân, tiếp nhận 45 đơn thư, đã giải quyết 40 đơn.",
		"cu_tri.hoi_nghi=24 cu_tri.y_kien=215 cu_tri.da_tra_loi=198 dau_tu_cong_dong.so_cuoc=36 thanh_tra.so_cuoc=41 tiep_cong_dan.luot=120 don_thu.tiep_nhan=45 don_thu.giai_quyet=40"},
	{"huyện", "giam_sat.so_cuoc@huyen", "Theo Quyết định số 217-QĐ/TW, cấp huyện chủ trì giám sát 04 cuộc, cấp xã 38 cuộc giám sát; qua giám sát có 62 kiến nghị, đã được xử lý 55 kiến nghị.",
		"giam_sat.so_cuoc@huyen=4 giam_sat.so_cuoc@xa=38 giam_sat.kien_nghi=62 giam_sat.da_xu_ly=55"},
}

func TestWhatReportsPropose(t *testing.T) {
	for _, c := range reports {
		done := talk.Step(newDesk(c.unit).form, talk.Place{At: flows.QuestionID(c.at)}, talk.Input{Text: c.text})
		if done.Place.Paste == nil {
			t.Errorf("nothing is proposed from %q", c.text)
			continue
		}
		var got []string
		for _, l := range done.Place.Paste.Left {
			for _, one := range l.Readings[0] {
				got = append(got, fmt.Sprintf("%s=%d", one.Question, one.Value.N))
			}
		}
		if diff := cmp.Diff(strings.Fields(c.want), got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// The longest paragraph a message may hold.
func BenchmarkStepWithAParagraph(b *testing.B) {
	form := newDesk("huyện").form
	text := strings.Repeat(paragraph+" ", figure.MaxParagraph/(len([]rune(paragraph))+1))
	b.ReportAllocs()
	for b.Loop() {
		talk.Step(form, talk.Place{At: "phap_luat.buoi"}, talk.Input{Text: text})
	}
}
