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
	head     string // names the round where that is needed, as HTML
	round    flows.Round
	schedule remind.Schedule
	said     string // what was changed, as HTML
	notDone  string // why nothing was changed
	now      time.Time
	alone    bool           // closed, but for the units for which it was opened again
	planned  map[string]int // units, by the date that was planned
	late     []lateUnit
	nobody   []flows.Unit // where nobody has joined
}

func screenSchedule(v scheduleShown) flows.Screen {
	var b strings.Builder
	b.WriteString(v.head)
	if v.notDone != "" {
		b.WriteString(v.notDone + "\n\n")
	}
	if v.said != "" {
		b.WriteString("✅ Đã ghi. " + v.said + "\n\n")
	}
	fmt.Fprintf(&b, "📅 <b>Lịch nhắc – %s</b>\nGửi %s.\n", esc(cut(v.round.Name, 100)), esc(v.round.DeadlineWords()))
	switch {
	case v.alone:
		b.WriteString("🔒 <b>Đợt đã chốt</b>: bot chỉ nhắc các đơn vị được mở lại riêng.\n")
	case !v.round.Closed.IsZero():
		b.WriteString("🔒 <b>Đợt đã chốt</b>: bot không nhắc ai.\n")
	}
	if v.schedule.Off {
		b.WriteString("🔕 <b>Đang tắt</b>: bot không nhắc ai. Gõ “/lich bật” để nhắc lại theo các ngày dưới đây.\n")
	} else {
		fmt.Fprintf(&b, "Nhắc đơn vị chưa gửi từ %d giờ, trước %d giờ, ngày làm việc; mỗi người nhiều nhất một lần một ngày.\n", v.schedule.Hour, remind.Latest)
	}
	b.WriteString("\n" + daysWords(v) + "\n" + holidayWords(v.schedule))
	if n := v.schedule.Escalate; n > 0 {
		fmt.Fprintf(&b, "Sau %d lần nhắc, lãnh đạo đơn vị cũng được nhắc.\n", n)
	}
	b.WriteString("\n" + lateWords(v) + "\n" + wordHowSchedule)
	return flows.Screen{Text: b.String(), Buttons: scheduleButtons(v)}
}

const (
	saidOtherSchedule = "Nút đó của đợt khác, chưa đổi gì. Đây là đợt đồng chí đang làm việc:"
	saidNewSchedule   = "🆕 Từ giờ đồng chí làm việc với đợt này; chưa đổi gì. Nếu đúng là lịch này, đồng chí làm lại lần nữa."
)

const wordHowSchedule = "Đổi ngày: “/lich 5,2,0,-1” (số ngày trước ngày cuối; 0 là ngày cuối, -1 là sau ngày cuối một ngày). Đổi giờ: “/lich giờ 9”. " +
	"Ngày nghỉ lễ: “/lich nghỉ 2/9/2024, 3/9/2024” hoặc “/lich nghỉ không”. Nhắc lãnh đạo: “/lich lãnh đạo 3” hoặc “/lich lãnh đạo không”. Dừng nhắc: “/lich tắt”."

// scheduleButtons are the usual choices.
func scheduleButtons(v scheduleShown) [][]flows.Button {
	on := func(label, words string) flows.Button {
		return flows.Button{Label: label, Data: commandSchedule + "|" + roundTag(v.round.ID) + "|" + words}
	}
	first := []flows.Button{on("🔕 Tắt nhắc", "tat")}
	if v.schedule.Off {
		first = []flows.Button{on("🔔 Bật nhắc", "bat")}
	}
	return [][]flows.Button{first,
		{on("7 giờ", "gio 7"), on("8 giờ", "gio 8"), on("9 giờ", "gio 9")},
		{on("Ngày 7, 3, 1, 0, -1", "7,3,1,0,-1"), on("Ngày 3, 1, 0", "3,1,0")},
		{on("Lãnh đạo sau 2 lần", "lanh dao 2"), on("sau 3 lần", "lanh dao 3"), on("không nhắc", "lanh dao khong")}}
}

// saidScheduled reads back what was changed.
func saidScheduled(w wishOfSchedule) string {
	switch {
	case w.off:
		return "Từ giờ không nhắc ai."
	case w.on:
		return "Từ giờ nhắc lại."
	case w.hour > 0:
		return fmt.Sprintf("Nhắc từ %d giờ.", w.hour)
	case w.leaders && w.escalate == 0:
		return "Không nhắc lãnh đạo đơn vị."
	case w.leaders:
		return fmt.Sprintf("Nhắc lãnh đạo đơn vị sau %d lần nhắc.", w.escalate)
	case w.free && len(w.holidays) == 0:
		return "Không có ngày nghỉ lễ."
	case w.free:
		return fmt.Sprintf("%d ngày nghỉ lễ: %s.", len(w.holidays), holidayList(w.holidays, "2/1/2006"))
	default:
		var days []string
		for _, d := range w.days {
			days = append(days, fmt.Sprint(d))
		}
		return "Số ngày trước ngày cuối: " + strings.Join(days, ", ") + "."
	}
}

// daysWords lists the dates, with what became of those that are over.
func daysWords(v scheduleShown) string {
	days := remind.Days(v.schedule, v.round)
	if len(days) == 0 {
		return "Không còn ngày nào để nhắc: các ngày trong lịch đều trước lúc mở đợt.\n"
	}
	today := remind.DateOf(v.now)
	reached, late := remind.Reached(v.schedule, v.round, today)
	var b strings.Builder
	for _, d := range days {
		mark, after := "•", ""
		units, planned := v.planned[string(d.Date)]
		switch {
		case planned:
			mark, after = "✔", fmt.Sprintf(" – đã nhắc %d đơn vị", units)
		case d.Date < today && late && d == reached:
			after = " – đã qua, sẽ nhắc bù"
		case d.Date < today:
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
		return "Chỉ nghỉ thứ bảy, chủ nhật; chưa đặt ngày nghỉ lễ.\n"
	}
	return "Ngày nghỉ: thứ bảy, chủ nhật, " + holidayList(s.Holidays, "2/1") + ".\n"
}

func holidayList(days []remind.Date, format string) string {
	var list []string
	for _, d := range days[:min(maxHolidays, len(days))] {
		list = append(list, d.At(0).Format(format))
	}
	words := strings.Join(list, ", ")
	if len(days) > maxHolidays {
		words += "…"
	}
	return words
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

func saidUnclearSchedule() string {
	return fmt.Sprintf("Chưa hiểu, lịch giữ nguyên. Gõ “/lich 7,3,1,0,-1” (số ngày trước ngày cuối, từ %d đến -%d, nhiều nhất %d số), “/lich giờ 9”, “/lich nghỉ 2/9/2024”, “/lich lãnh đạo 3”, “/lich tắt” hoặc “/lich bật”.",
		remind.MostBefore, remind.MostAfter, remind.MostDays)
}

func saidUnclearHour() string {
	return fmt.Sprintf("Chưa đổi giờ nhắc: đồng chí gõ một giờ từ %d đến %d, ví dụ “/lich giờ 9”.", remind.Earliest, remind.Latest-1)
}

func saidUnclearLeaders() string {
	return fmt.Sprintf("Chưa đổi việc nhắc lãnh đạo: đồng chí gõ số lần nhắc từ 1 đến %d, ví dụ “/lich lãnh đạo 3”, hoặc “/lich lãnh đạo không”.", mostEscalate)
}

func saidUnclearHoliday(word string) string {
	return fmt.Sprintf("Chưa đổi ngày nghỉ: “%s” không phải một ngày. Đồng chí gõ đủ ngày, tháng, năm, ví dụ “/lich nghỉ 2/9/2024, 3/9/2024”.", esc(cut(word, 40)))
}

func saidHowHolidays() string {
	return fmt.Sprintf("Chưa đổi ngày nghỉ: đồng chí gõ từ 1 đến %d ngày, ví dụ “/lich nghỉ 2/9/2024, 3/9/2024”, hoặc “/lich nghỉ không”.", remind.MostHolidays)
}
