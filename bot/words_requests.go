package bot

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// What the office reads about requests to correct a sent report.

// maxRequests is how many requests one message lists.
const maxRequests = 10

// screenRequests names the round of each, and opens the unit there, where rounds has
// several that can be meant. Reasons take what the rest leaves of the message.
func screenRequests(requests []storage.Request, rounds []flows.Round) flows.Screen {
	if len(requests) == 0 {
		return plain("Không có đơn vị nào xin sửa báo cáo đã gửi.")
	}
	listed := requests[:min(maxRequests, len(requests))]
	bare := wordRequests(requests, rounds, 0)
	left := (maxMessage - length(bare)) / len(listed)
	s := plain(wordRequests(requests, rounds, min(left, maxWhy)))
	for _, r := range listed {
		s.Buttons = append(s.Buttons, []flows.Button{
			{Label: fmt.Sprintf("✅ Cho sửa %d", r.ID), Data: fmt.Sprintf("amend|yes|%d", r.ID)},
			{Label: fmt.Sprintf("✋ Không cho sửa %d", r.ID), Data: fmt.Sprintf("amend|no|%d", r.ID)}})
		if roundName(rounds, r.Round) != "" {
			s.Buttons = append(s.Buttons, []flows.Button{desk.ToUnit(fmt.Sprintf("🏢 Xem %d – %s", r.ID, cut(r.Unit.Name, 40)), r.Round, r.Unit.ID)})
		}
	}
	return s
}

// wordRequests lists the requests, with so much of each reason.
func wordRequests(requests []storage.Request, rounds []flows.Round, why int) string {
	text := "📮 <b>Đơn vị xin sửa báo cáo đã gửi</b>\n"
	for _, r := range requests[:min(maxRequests, len(requests))] {
		text += fmt.Sprintf("\n%d. <b>%s</b>%s · %s · %s:\n%s\n", r.ID, esc(cut(r.Unit.Name, maxUnitName)), roundName(rounds, r.Round),
			clock(r.Moment), esc(cut(r.Name, 40)), esc(cutLength(r.Reason, why)))
	}
	if more := len(requests) - maxRequests; more > 0 {
		text += fmt.Sprintf("\n… và %d đề nghị nữa.\n", more)
	}
	return text + fmt.Sprintf("\nBấm nút, hoặc gõ “cho sửa %d”, “không cho sửa %d”.", requests[0].ID, requests[0].ID)
}
