package bot

import (
	"fmt"
	"strings"

	"baocaobot/flows"
	"baocaobot/storage"
)

// What is said to people when a round is extended, closed or opened again.

// screenRound tells of one thing that became of a round; about are this person's reports
// that it concerns, again: they were sent once and are being corrected.
func screenRound(kind string, r flows.Round, about []storage.Desk, again bool) flows.Screen {
	name, whose := esc(cut(r.Name, 200)), esc(wordUnits(about))
	s := flows.Screen{Buttons: [][]flows.Button{{{Label: "▶ Làm tiếp", Data: "resume"}}}}
	switch kind {
	case noticeOpened:
		s.Text = fmt.Sprintf("🆕 Văn phòng mở đợt <b>%s</b> cho %s: gửi %s (hết ngày %s).\nĐồng chí bấm nút dưới để bắt đầu; làm dần được, bot nhớ từng số.",
			name, whose, esc(r.DeadlineWords()), r.LastDay().In(flows.Zone).Format("2/1"))
		s.Buttons = [][]flows.Button{{{Label: "▶ Bắt đầu", Data: "resume"}}}
	case noticeExtended:
		s.Text = fmt.Sprintf("📅 Đợt <b>%s</b> được gia hạn: gửi %s (hết ngày %s).\nBáo cáo của %s chưa gửi; số đã ghi vẫn còn, đồng chí làm tiếp giúp.",
			name, esc(r.DeadlineWords()), r.LastDay().In(flows.Zone).Format("2/1"), whose)
	case noticeClosed:
		s.Text = fmt.Sprintf("🔒 Đợt <b>%s</b> đã chốt ngày %s. Báo cáo của %s %s; số đã ghi vẫn còn nhưng chỉ xem được. Cần gửi, đồng chí liên hệ văn phòng.",
			name, flows.DayWords(r.Closed), whose, map[bool]string{true: "đang chỉnh lý, chưa gửi lại", false: "chưa gửi"}[again])
		s.Buttons = [][]flows.Button{{{Label: "Xem lại", Data: "review"}}}
	case noticeRoundReopened:
		s.Text = fmt.Sprintf("🔓 Văn phòng đã mở lại đợt <b>%s</b> cho %s. Đồng chí làm tiếp rồi gửi; số đã ghi vẫn còn.", name, whose)
	}
	return s
}

// wordCutOff says on a line of its own to which day figures count, where that is not the
// last day of the period.
func wordCutOff(r flows.Round) string {
	words := r.CutOffWords()
	if words == "" {
		return ""
	}
	return "\n🗓 " + flows.UpperFirst(words) + "."
}

// wordUnits is plain text.
func wordUnits(desks []storage.Desk) string {
	var names []string
	for i, d := range desks {
		if i == maxMoreDesks {
			names = append(names, fmt.Sprintf("%d đơn vị nữa", len(desks)-i))
			break
		}
		names = append(names, cut(d.Unit.Name, 60))
	}
	return strings.Join(names, ", ")
}
