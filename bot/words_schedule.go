package bot

import (
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/remind"
)

// What the office reads about the schedule of reminders.

// scheduleShown is what the office is shown.
type scheduleShown struct {
	round    flows.Round
	schedule remind.Schedule
	changed  bool
	now      time.Time
	planned  map[string]int // units, by the date that was planned
	late     []lateUnit
	nobody   []flows.Unit // where nobody has joined
}

func screenSchedule(v scheduleShown) flows.Screen {
	var b strings.Builder
	if v.changed {
		b.WriteString("✅ Đã ghi.\n\n")
	}
	fmt.Fprintf(&b, "📅 <b>Lịch nhắc – %s</b>\nGửi %s.\n", esc(cut(v.round.Name, 100)), esc(v.round.DeadlineWords()))
	if v.schedule.Off {
		b.WriteString("🔕 <b>Đang tắt</b>: bot không nhắc ai. Gõ “/lich bật” để nhắc lại theo các ngày dưới đây.\n")
	} else {
		fmt.Fprintf(&b, "Nhắc đơn vị chưa gửi từ %d giờ, trước %d giờ, ngày làm việc; mỗi người nhiều nhất một lần một ngày.\n", v.schedule.Hour, remind.Latest)
	}
	b.WriteString("\n" + daysWords(v) + "\n" + holidayWords(v.schedule))
	if n := v.schedule.Escalate; n > 0 {
		fmt.Fprintf(&b, "Sau %d lần nhắc, lãnh đạo đơn vị cũng được nhắc.\n", n)
	}
	b.WriteString("\n" + lateWords(v) + "\nĐổi ngày: “/lich 5,2,0,-1” (số ngày trước ngày cuối; 0 là ngày cuối, -1 là sau ngày cuối một ngày). Dừng nhắc: “/lich tắt”.")
	return plain(b.String())
}

// daysWords lists the dates, with what became of those that are over.
func daysWords(v scheduleShown) string {
	days := remind.Days(v.schedule, v.round)
	if len(days) == 0 {
		return "Không còn ngày nào để nhắc: các ngày trong lịch đều trước lúc mở đợt.\n"
	}
	var b strings.Builder
	for _, d := range days {
		mark, after := "•", ""
		units, planned := v.planned[string(d.Date)]
		switch {
		case planned:
			mark, after = "✔", fmt.Sprintf(" – đã nhắc %d đơn vị", units)
		case d.Date < remind.DateOf(v.now):
			mark, after = "✖", " – đã qua, không nhắc"
		}
		fmt.Fprintf(&b, "%s %s: %s%s\n", mark, dateWords(d.Date), beforeWords(d.Before), after)
	}
	return b.String()
}

func beforeWords(before int) string {
	switch {
	case before == 0:
		return "ngày cuối"
	case before > 0:
		return fmt.Sprintf("trước ngày cuối %d ngày", before)
	default:
		return fmt.Sprintf("sau ngày cuối %d ngày", -before)
	}
}

var weekdays = [...]string{"chủ nhật", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy"}

func dateWords(d remind.Date) string {
	day := d.At(0)
	return weekdays[day.Weekday()] + day.Format(" 2/1")
}

// maxHolidays is how many holidays one message lists.
const maxHolidays = 15

func holidayWords(s remind.Schedule) string {
	if len(s.Holidays) == 0 {
		return "Chỉ nghỉ thứ bảy, chủ nhật; ngày nghỉ lễ đặt bằng <code>baocaobot round schedule --holidays</code> trên máy chủ.\n"
	}
	var list []string
	for _, d := range s.Holidays[:min(maxHolidays, len(s.Holidays))] {
		list = append(list, d.At(0).Format("2/1"))
	}
	words := "Ngày nghỉ: thứ bảy, chủ nhật, " + strings.Join(list, ", ")
	if len(s.Holidays) > maxHolidays {
		words += "…"
	}
	return words + ".\n"
}

// maxLateUnits is how many units one message lists.
const maxLateUnits = 20

func lateWords(v scheduleShown) string {
	people := 0
	var names []string
	for i, l := range v.late {
		people += l.people
		if i < maxLateUnits {
			names = append(names, fmt.Sprintf("%s (%d)", esc(cut(l.unit.Name, 40)), l.people))
		}
	}
	words := "Nếu nhắc hôm nay: không ai."
	if people > 0 {
		words = fmt.Sprintf("Nếu nhắc hôm nay: <b>%d lượt người của %d đơn vị</b> – %s%s.", people, len(v.late), strings.Join(names, ", "), andMore(len(v.late)))
	}
	if len(v.nobody) == 0 {
		return words + "\n"
	}
	names = nil
	for _, u := range v.nobody[:min(maxLateUnits, len(v.nobody))] {
		names = append(names, esc(cut(u.Name, 40)))
	}
	return words + fmt.Sprintf("\n☎ Chưa có ai vào bot, không nhắc được: %s%s.\n", strings.Join(names, ", "), andMore(len(v.nobody)))
}

func andMore(n int) string {
	if n <= maxLateUnits {
		return ""
	}
	return fmt.Sprintf(" và %d đơn vị nữa", n-maxLateUnits)
}

func screenUnclearSchedule() flows.Screen {
	return plain(fmt.Sprintf("Chưa hiểu, lịch giữ nguyên. Gõ “/lich 7,3,1,0,-1” (số ngày trước ngày cuối, từ %d đến -%d, nhiều nhất %d số), “/lich tắt” hoặc “/lich bật”.",
		remind.MostBefore, remind.MostAfter, remind.MostDays))
}
