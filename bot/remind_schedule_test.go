package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/outline"
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

Chỉ nghỉ thứ bảy, chủ nhật; chưa đặt ngày nghỉ lễ.
Sau 3 lần nhắc, lãnh đạo đơn vị cũng được nhắc.

Nếu nhắc hôm nay: 1 lượt người của 1 đơn vị – huyện A Lưới (1).
☎ Chưa có ai vào bot, không nhắc được: huyện Phú Lộc.

Đổi ngày: “/lich 5,2,0,-1” (số ngày trước ngày cuối; 0 là ngày cuối, -1 là sau ngày cuối một ngày). Đổi giờ: “/lich giờ 9”. Ngày nghỉ lễ: “/lich nghỉ 2/9/2024, 3/9/2024” hoặc “/lich nghỉ không”. Nhắc lãnh đạo: “/lich lãnh đạo 3” hoặc “/lich lãnh đạo không”. Dừng nhắc: “/lich tắt”.`
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

// Each change is read back and kept; a mistake is one sentence and changes nothing.
func TestTheScheduleIsChangedFromTheChat(t *testing.T) {
	inBubble(t, "24/5 07:30", func(w *simworld) {
		office := w.joins(9, flows.Office, "")
		for _, c := range []struct {
			text, said string
			want       func(*remind.Schedule)
		}{
			{"/lich giờ 9", "✅ Đã ghi. Nhắc từ 9 giờ.\n\n📅", func(s *remind.Schedule) { s.Hour = 9 }},
			{"/lich nghỉ 2/9/2024, 3/9/2024", "✅ Đã ghi. 2 ngày nghỉ lễ: 2/9/2024, 3/9/2024.\n\n📅", func(s *remind.Schedule) { s.Holidays = []remind.Date{"2024-09-02", "2024-09-03"} }},
			{"/lich nghỉ 4/9", "Chưa đổi ngày nghỉ: “4/9” không phải một ngày.", nil},
			{"/lich giờ 21", "Chưa đổi giờ nhắc: đồng chí gõ một giờ từ 7 đến 19", nil},
			{"/lich lãnh đạo mãi", "Chưa đổi việc nhắc lãnh đạo", nil},
			{"/lich hôm nào", "Chưa hiểu, lịch giữ nguyên.", nil},
			{"/lich lãnh đạo 2", "✅ Đã ghi. Nhắc lãnh đạo đơn vị sau 2 lần nhắc.\n\n📅", func(s *remind.Schedule) { s.Escalate = 2 }},
			{"/lich lãnh đạo không", "✅ Đã ghi. Không nhắc lãnh đạo đơn vị.\n\n📅", func(s *remind.Schedule) { s.Escalate = 0 }},
			{"/lich 3,0", "✅ Đã ghi. Số ngày trước ngày cuối: 3, 0.\n\n📅", func(s *remind.Schedule) { s.Days = []int{3, 0} }},
			{"/lich tắt", "✅ Đã ghi. Từ giờ không nhắc ai.\n\n📅", func(s *remind.Schedule) { s.Off = true }},
			{"/lich bật", "✅ Đã ghi. Từ giờ nhắc lại.\n\n📅", func(s *remind.Schedule) { s.Off = false }},
			{"/lich nghỉ không", "✅ Đã ghi. Không có ngày nghỉ lễ.\n\n📅", func(s *remind.Schedule) { s.Holidays = nil }},
		} {
			before := w.schedule("r")
			w.says(office, "24/5 09:00", c.text)
			if got := last(office).Text; !strings.HasPrefix(got, c.said) {
				t.Errorf("after %q:\n%s", c.text, got)
			}
			if c.want != nil {
				c.want(&before)
				before.Since = "2024-05-24"
			}
			if diff := cmp.Diff(before, w.schedule("r")); diff != "" {
				t.Errorf("after %q:\n%s", c.text, diff)
			}
		}
	})
}

// schedule is what is kept of a round's schedule.
func (w *simworld) schedule(round flows.RoundID) (s remind.Schedule) {
	w.update(func(tx *storage.Tx) (err error) {
		s, err = ScheduleOf(tx, round)
		return err
	})
	return s
}

// The schedule is that of the round the officer works in; a button of another one changes
// nothing.
func TestTheScheduleOfTheChosenRound(t *testing.T) {
	w := newTwoRounds(t).run()
	office := w.officer(9, flows.Office)
	office.says("/doi 2", "Báo cáo 6 tháng")
	office.says("/lich", "📁 Báo cáo 6 tháng (/doi để đổi)\n📅 Lịch nhắc – Báo cáo 6 tháng")
	message, nine := office.button("9 giờ")
	office.presses("🔕 Tắt nhắc", "✅ Đã ghi. Từ giờ không nhắc ai.")
	office.presses("🔔 Bật nhắc", "✅ Đã ghi. Từ giờ nhắc lại.")
	office.presses("Lãnh đạo sau 2 lần", "✅ Đã ghi. Nhắc lãnh đạo đơn vị sau 2 lần nhắc.")
	office.presses("Ngày 3, 1, 0", "✅ Đã ghi. Số ngày trước ngày cuối: 3, 1, 0.")
	office.says("/doi 1", "Đợt giữa nhiệm kỳ")
	office.pressesOn(message, nine, "Nút đó của đợt khác, chưa đổi gì. Đây là đợt đồng chí đang làm việc:\n\n📅 Lịch nhắc – Đợt giữa nhiệm kỳ")
	office.says("/lich giờ 10", "✅ Đã ghi. Nhắc từ 10 giờ.")
	w.update(func(tx *storage.Tx) error {
		old, err := ScheduleOf(tx, "r")
		if diff := cmp.Diff(remind.Schedule{Days: []int{3, 1, 0}, Hour: 8, Escalate: 2, Since: "2024-05-28"}, old); diff != "" || err != nil {
			t.Errorf("the older round, %v:\n%s", err, diff)
		}
		mid, err := ScheduleOf(tx, "mid")
		if mid.Hour != 10 || mid.Escalate != 3 {
			t.Errorf("the newer round: %+v", mid)
		}
		return err
	})
}

// A round that an officer has not seen yet is not changed by what was meant for the one
// before, and a forged button changes none.
func TestTheScheduleOfARoundNotSeenYet(t *testing.T) {
	w := newWorld(t).run()
	office := w.officer(9, flows.Office)
	office.says("/lich", "📅 Lịch nhắc – Báo cáo 6 tháng")
	message, _ := office.button("🔕 Tắt nhắc")
	w.update(func(tx *storage.Tx) error {
		r, err := tx.Round("r")
		if err != nil {
			return err
		}
		r.ID, r.Name, r.Opened = "year", "Báo cáo năm", today.Add(time.Hour)
		return tx.OpenRound(r, outline.Source("first-half-2024"), []flows.UnitID{"a-luoi"})
	})
	office.says("/lich tắt", "🆕 Từ giờ đồng chí làm việc với đợt này; chưa đổi gì.")
	office.pressesOn(message, "lich||tat", "Nút đó của đợt khác, chưa đổi gì.")
	if n := w.number(`select count(*) from audit where act = 'schedule'`); n != 0 {
		t.Fatalf("%d changes", n)
	}
	office.says("/lich tắt", "📁 Báo cáo năm (/doi để đổi)\n✅ Đã ghi.")
}

// Dates that a change or an extension moves into the past bring no reminder: the office
// has read that they are over.
func TestAChangedScheduleMakesUpForNothing(t *testing.T) {
	inBubble(t, "27/5 07:30", func(w *simworld) {
		p, office := w.joins(1, flows.Cadre, "a-luoi"), w.joins(9, flows.Office, "")
		w.says(office, "27/5 07:50", "/lich 1,0")
		w.says(office, "28/5 07:30", "/lich 2,0")
		if got := last(office).Text; !strings.Contains(got, "✖ thứ hai 27/5: trước ngày cuối 2 ngày – đã qua, không nhắc") {
			t.Error(got)
		}
		w.until(may("28/5 12:00"))
		w.wants(p)
		w.update(func(tx *storage.Tx) error { return ExtendRound(tx, "r", may("31/5 00:00"), 0, w.now()) })
		w.says(office, "28/5 12:01", "/lich")
		w.until(may("28/5 19:00"))
		w.wants(p, "28/5 12:01")
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
		"/lich 5,2,0": {days: []int{5, 2, 0}}, "lịch -1 3": {days: []int{3, -1}}, "/lich sau": {wrong: saidUnclearSchedule()}, "lich 1000": {wrong: saidUnclearSchedule()},
		"/lich giờ 9": {hour: 9}, "lịch 9 giờ": {hour: 9}, "/lich gio 20": {wrong: saidUnclearHour()}, "/lich giờ": {wrong: saidUnclearHour()}, "/lich giờ chín": {wrong: saidUnclearHour()},
		"/lich nghỉ 3/9/2024, 02/09/2024, 3/9/2024": {free: true, holidays: []remind.Date{"2024-09-02", "2024-09-03"}}, "lich nghi le 2024-09-02": {free: true, holidays: []remind.Date{"2024-09-02"}},
		"/lich nghỉ không": {free: true}, "/lich nghỉ": {wrong: saidHowHolidays()}, "/lich nghỉ 2/9": {wrong: saidUnclearHoliday("2/9")}, "/lich nghỉ 2/9/2024, 31/2/2024": {wrong: saidUnclearHoliday("31/2/2024")},
		"/lich nghỉ #": {wrong: saidUnclearHoliday("#")}, "/lich nghỉ" + strings.Repeat(" 2/9/2024", 300): {free: true, holidays: []remind.Date{"2024-09-02"}},
		"/lich lãnh đạo 3": {leaders: true, escalate: 3}, "lịch lãnh đạo sau 2 lần": {leaders: true, escalate: 2}, "/lich lãnh đạo không": {leaders: true}, "/lich lanh dao 0": {leaders: true},
		"/lich lãnh đạo": {wrong: saidUnclearLeaders()}, "/lich lãnh đạo 21": {wrong: saidUnclearLeaders()}, "/lich lãnh đạo nhiều": {wrong: saidUnclearLeaders()},
	} {
		if w, ok := scheduleWish(telegram.Update{Kind: telegram.Message, Text: text}); !ok || cmp.Diff(want, w, cmp.AllowUnexported(wishOfSchedule{})) != "" {
			t.Errorf("%q: %+v, %v", text, w, ok)
		}
	}
	for _, text := range []string{"lịch sử", "/lichsu", "lịch sử 3", "12", "lịch công tác", "lịch nghỉ lễ của đơn vị", "lịch họp lúc mấy giờ", "lịch lãnh đạo tiếp dân"} {
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
