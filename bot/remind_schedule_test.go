package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/remind"
	"baocaobot/storage"
)

func TestTheOfficeSeesAndChangesTheSchedule(t *testing.T) {
	inBubble(t, "24/5 07:30", func(w *simworld) {
		w.joins(1, flows.Cadre, "a-luoi")
		office := w.joins(9, flows.Office, "")
		w.says(office, "24/5 09:00", "/lich")
		want := `📅 Lịch nhắc – Báo cáo 6 tháng
Gửi trước ngày 30/5/2024.
Nhắc đơn vị chưa gửi từ 8 giờ, trước 20 giờ, ngày làm việc; mỗi người nhiều nhất một lần một ngày.

✖ thứ tư 22/5: trước ngày cuối 7 ngày – đã qua, không nhắc
✔ thứ sáu 24/5: trước ngày cuối 3 ngày – đã nhắc 1 đơn vị
• thứ ba 28/5: trước ngày cuối 1 ngày
• thứ tư 29/5: ngày cuối
• thứ năm 30/5: sau ngày cuối 1 ngày

Chỉ nghỉ thứ bảy, chủ nhật; ngày nghỉ lễ đặt bằng baocaobot round schedule --holidays trên máy chủ.
Sau 3 lần nhắc, lãnh đạo đơn vị cũng được nhắc.

Nếu nhắc hôm nay: 1 lượt người của 1 đơn vị – huyện A Lưới (1).
☎ Chưa có ai vào bot, không nhắc được: huyện Phú Lộc.

Đổi ngày: “/lich 5,2,0,-1” (số ngày trước ngày cuối; 0 là ngày cuối, -1 là sau ngày cuối một ngày). Dừng nhắc: “/lich tắt”.`
		if diff := cmp.Diff(want, last(office).Text); diff != "" {
			t.Error(diff)
		}
		for text, wanted := range map[string]string{
			"/lich 2,0": "✅ Đã ghi.", "lịch 99": "Chưa hiểu, lịch giữ nguyên.", "/lich mai": "Chưa hiểu, lịch giữ nguyên.", "LỊCH TẮT": "🔕 Đang tắt",
		} {
			w.says(office, "24/5 09:00", text)
			if got := last(office).Text; !strings.Contains(got, wanted) {
				t.Errorf("after %q:\n%s", text, got)
			}
		}
		w.says(office, "24/5 09:00", "lich tat", "/lich 2,0")
		if got := last(office).Text; !strings.Contains(got, "• thứ hai 27/5: trước ngày cuối 2 ngày\n• thứ tư 29/5: ngày cuối\n\n") || strings.Contains(got, "Đang tắt") {
			t.Errorf("two new days:\n%s", got)
		}
	})
}

func TestACadreDoesNotChangeTheSchedule(t *testing.T) {
	inBubble(t, "24/5 09:00", func(w *simworld) {
		p := w.joins(1, flows.Cadre, "a-luoi")
		w.says(p, "24/5 09:05", "/lich tat")
		w.update(func(tx *storage.Tx) error {
			if stored, err := tx.Schedule("r"); err != nil || stored != nil {
				t.Errorf("the schedule is %s, %v", stored, err)
			}
			return nil
		})
	})
}

func TestWishesOfTheSchedule(t *testing.T) {
	for text, want := range map[string]wishOfSchedule{
		"/lich": {}, "Lịch": {}, "lich tắt": {off: true}, "/lich  bật": {on: true},
		"/lich 5,2,0": {days: []int{5, 2, 0}}, "lịch -1 3": {days: []int{3, -1}}, "/lich sau": {unclear: true}, "lich 1000": {unclear: true},
	} {
		if w, ok := scheduleWish(telegram.Update{Kind: telegram.Message, Text: text}); !ok || cmp.Diff(want, w, cmp.AllowUnexported(wishOfSchedule{})) != "" {
			t.Errorf("%q: %+v, %v", text, w, ok)
		}
	}
	for _, text := range []string{"lịch sử", "/lichsu", "lịch sử 3", "12", "lịch công tác"} {
		if w, ok := scheduleWish(telegram.Update{Kind: telegram.Message, Text: text}); ok {
			t.Errorf("%q: %+v", text, w)
		}
	}
}

// The schedule of twenty dates and 124 late units with long names fits one message.
func TestALongScheduleFitsOneMessage(t *testing.T) {
	v := scheduleShown{round: flows.Round{Name: strings.Repeat("Báo cáo ", 40), Deadline: may("30/5 00:00"), Opened: may("1/1 00:00")}, now: may("24/5 09:00"), planned: map[string]int{}}
	v.schedule = remind.Default()
	v.schedule.Days = nil
	for i := range remind.MostDays {
		v.schedule.Days = append(v.schedule.Days, i*3)
	}
	for d := remind.Date("2024-01-01"); d < "2024-03-31"; d = d.Plus(1) {
		v.schedule.Holidays = append(v.schedule.Holidays, d)
	}
	for range 124 {
		u := flows.Unit{Name: strings.Repeat("huyện ", 30)}
		v.late, v.nobody = append(v.late, lateUnit{u, 3}), append(v.nobody, u)
	}
	if n := len([]rune(screenSchedule(v).Text)); n > 4000 {
		t.Errorf("%d characters", n)
	}
}
