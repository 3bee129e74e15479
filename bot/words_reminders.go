package bot

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/storage"
)

// What is said in reminders and about their schedule.

func screenReminder() flows.Screen { return plain("⏰ <b>Nhắc gửi báo cáo</b>") }

// wordMoreDesks names the reports that a reminder has no room for.
func wordMoreDesks(desks []storage.Desk) string {
	text := "\n\nNgoài ra còn:"
	for i, d := range desks {
		if i == maxMoreDesks {
			return text + fmt.Sprintf("\n• … và %d báo cáo nữa (gõ /doi)", len(desks)-i)
		}
		text += fmt.Sprintf("\n• %s – %s, gửi %s", esc(cut(d.Unit.Name, 40)), esc(cut(d.Round.Name, 40)), esc(d.Round.DeadlineWords()))
	}
	return text
}

const maxMoreDesks = 10
