package talk

import (
	"fmt"
	"time"

	"baocaobot/flows"
)

// What a reminder says of one report.

const (
	wordWaitsForYou    = "Đơn vị đã làm xong, chờ đồng chí duyệt rồi mới gửi được."
	wordWaitsForLeader = "Đơn vị đã làm xong, đang chờ lãnh đạo đơn vị duyệt."
	wordOnlySend       = "Đã trả lời đủ, chỉ còn bước gửi."
)

// wordRemindOf is "huyện A Lưới – Báo cáo 6 tháng: gửi trước ngày 30/5/2024, còn 2 ngày."
func wordRemindOf(f *Form) string {
	return fmt.Sprintf("%s – %s: gửi %s, <b>%s</b>.", bold(f.Unit.Name), esc(short(f.Round.Name, maxLabel)), esc(f.Round.DeadlineWords()), WordLeft(f.Round, f.Now))
}

// WordLeft counts the days to the last one that is on time.
func WordLeft(r flows.Round, now time.Time) string {
	switch left := daysBetween(now, r.LastDay()); {
	case !r.Closed.IsZero():
		return "đã chốt"
	case left > 1:
		return fmt.Sprintf("còn %d ngày nữa", left)
	case left == 1:
		return "ngày mai là ngày cuối"
	case left == 0 && now.Before(r.Deadline):
		return "hôm nay là ngày cuối"
	case left == 0:
		return "đã quá hạn"
	default:
		return fmt.Sprintf("đã quá hạn %d ngày", -left)
	}
}

func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(flows.Zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}

func wordOpenIn(heading string, open, all int) string {
	return fmt.Sprintf("• %s: còn %d/%d", esc(short(heading, maxLabel)), open, all)
}

func wordAndSections(n int) string { return fmt.Sprintf("• … và %d phần nữa", n) }
