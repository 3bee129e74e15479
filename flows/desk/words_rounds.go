package desk

import (
	"fmt"

	"baocaobot/flows"
)

// What is said about the rounds that an officer chooses from.

const (
	labelRounds = "📁 Đợt khác"

	wordRounds    = "<b>Đồng chí làm việc với đợt nào?</b>"
	wordTypeRound = "Bấm một số, hoặc gõ số thứ tự."
)

// commandFor is how an officer changes the round. For somebody who reports for a unit
// too, "/doi" changes the report.
func commandFor(cadre bool) string {
	if cadre {
		return "/doidot"
	}
	return "/doi"
}

// wordHead stands above every screen about a round.
func wordHead(r flows.Round, command string) string {
	return fmt.Sprintf("📁 %s%s (%s để đổi)\n", bold(short(r.Name, maxTitle)), wordClosed(r), command)
}

// wordClosed is plain text.
func wordClosed(r flows.Round) string {
	if open(r) {
		return ""
	}
	return " – đã chốt"
}

func wordRound(r flows.Round, a Arrived, here bool) string {
	text := fmt.Sprintf("%s%s · hạn gửi %s · đã gửi %d/%d", bold(short(r.Name, maxTitle)), wordClosed(r), esc(r.DeadlineWords()), a.Sent, a.Expected)
	if here {
		text += " · đang xem"
	}
	return text
}

// saidOtherRound is said where a button has taken the officer to its round; opened tells
// that opening something was all it was for.
func saidOtherRound(opened bool) string {
	if opened {
		return "Từ giờ đồng chí làm việc với đợt này."
	}
	return "Nút đó của đợt dưới đây, chưa làm gì. Từ giờ đồng chí làm việc với đợt này."
}

func saidNewer(r flows.Round, command string) string {
	return fmt.Sprintf("🆕 Có đợt mới: %s. Gõ %s để sang.", esc(short(r.Name, maxTitle)), command)
}

func saidFollowed(r flows.Round, command string) string {
	return fmt.Sprintf("🆕 Từ giờ đồng chí làm việc với đợt %s. Gõ %s để về đợt khác.", esc(short(r.Name, maxTitle)), command)
}

func saidRoundGone(r flows.Round, command string) string {
	return fmt.Sprintf("Đợt đồng chí chọn không còn nữa; đây là đợt %s. Gõ %s để chọn đợt khác.", esc(short(r.Name, maxTitle)), command)
}
