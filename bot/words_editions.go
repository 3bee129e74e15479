package bot

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// What is said about the numbered workbooks.

// screenMakingWorkbook offers the other choices of what counts where all of it does.
func screenMakingWorkbook(r flows.Round, c report.Counts) flows.Screen {
	s := plain("Đang lập bảng tổng hợp " + esc(r.Name) + "… (" + countsWords(c) + ")")
	if c == report.CountsAll {
		s.Buttons = [][]flows.Button{{{Label: "Chỉ báo cáo đã gửi", Data: pressBook + "|sent" + roundTag(r.ID)}, {Label: "Chỉ báo cáo đã duyệt", Data: pressBook + "|approved" + roundTag(r.ID)}}}
	}
	return s
}

func screenPictureFailed() flows.Screen {
	return plain("Xin lỗi đồng chí, lần này chưa vẽ được ảnh tiến độ; đồng chí xem bằng /tiendo.")
}

func screenWorkbookFailed() flows.Screen {
	return plain("Xin lỗi đồng chí, lần này chưa lập được bảng tổng hợp. Số liệu vẫn còn nguyên; đồng chí thử lại sau ít phút.")
}

// editionWords are "Lần 3, 17:05 29/5/2024, 8/9 đơn vị đã gửi".
func editionWords(e storage.Edition) string {
	return fmt.Sprintf("Lần %d, %s, %d/%d đơn vị đã gửi", e.Number, e.At.In(flows.Zone).Format("15:04 2/1/2006"), e.Sent, e.Expected)
}

func countsWords(c report.Counts) string {
	switch c {
	case report.CountsSent:
		return "chỉ tính báo cáo đã gửi"
	case report.CountsApproved:
		return "chỉ tính báo cáo đã duyệt"
	default:
		return "tính mọi số đã nhập, kể cả của đơn vị chưa gửi"
	}
}

func screenWorkbook(h Handed, o order) flows.Screen {
	e := h.Edition
	s := flows.Screen{File: &flows.File{Name: fmt.Sprintf("tong-hop-lan-%d.xlsx", e.Number), Data: h.File}}
	switch o.why {
	case storage.AtDeadline:
		s.Text = wordDeadlineOver(h.Round, o.extended)
	case storage.AtClosing:
		s.Text = "🔒 Đợt báo cáo đã chốt.\n"
	case storage.Complete:
		s.Text = "🏁 Mọi đơn vị phải báo cáo đều đã gửi.\n"
	}
	s.Text += fmt.Sprintf("<b>Bảng tổng hợp – %s</b>\n%s; %s.", esc(cut(h.Round.Name, 200)), editionWords(e), countsWords(report.Counts(e.Counts)))
	if h.Same {
		s.Text += fmt.Sprintf("\nChưa có gì thay đổi từ lần %d, nên vẫn là bảng đó.", e.Number)
	}
	return s
}

func screenRoundGone() flows.Screen {
	return plain("Nút đó của một đợt không còn nữa, chưa làm gì. Gõ /lan để xem các lần tổng hợp.")
}

func screenSendingEdition(number int, round string) flows.Screen {
	return plain(fmt.Sprintf("Đang gửi lại bảng tổng hợp lần %d%s…", number, round))
}

// wordDeadlineOver tells that the deadline is over, unless there is a later one by now.
func wordDeadlineOver(r flows.Round, extended bool) string {
	if extended {
		return fmt.Sprintf("⏰ Lập khi hết hạn trước; nay đợt được gia hạn (%s).\n", esc(r.DeadlineWords()))
	}
	return fmt.Sprintf("⏰ Đã hết hạn gửi (%s).\n", esc(r.DeadlineWords()))
}

// maxEditions is how many editions one message lists.
const maxEditions = 20

func screenEditions(r flows.Round, list []storage.Edition) flows.Screen {
	if len(list) == 0 {
		return flows.Screen{Text: fmt.Sprintf("Đợt %s chưa có bảng tổng hợp nào. Gõ /tonghop để lập lần 1.", esc(r.Name)), Buttons: roundButtons(r.ID)}
	}
	s := plain(fmt.Sprintf("<b>Các lần tổng hợp – %s</b>\n", esc(r.Name)))
	for i, e := range list[:min(maxEditions, len(list))] {
		s.Text += fmt.Sprintf("\n%s; %s.", editionWords(e), countsWords(report.Counts(e.Counts)))
		if i%4 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, flows.Button{Label: fmt.Sprintf("Lần %d", e.Number), Data: fmt.Sprintf("%s|%d%s", pressEdition, e.Number, roundTag(r.ID))})
	}
	if more := len(list) - maxEditions; more > 0 {
		s.Text += fmt.Sprintf("\n… và %d lần trước đó.", more)
	}
	s.Text += "\n\nBấm một nút, hoặc gõ “tổng hợp lần 1”, để nhận lại đúng bảng đó. Gõ /tonghop để lập bảng mới."
	return s
}

func screenUnreadWish(r flows.Round, typed string, list []storage.Edition) flows.Screen {
	s := screenEditions(r, list)
	s.Text = fmt.Sprintf("✋ Chưa rõ “%s”. Sau /tonghop là “đã gửi”, “đã duyệt”, “tất cả” hoặc số của lần đã lập, ví dụ <code>/tonghop lần 2</code>.\n\n%s", esc(cut(typed, 40)), s.Text)
	return s
}

func screenNoEdition(r flows.Round, number int, list []storage.Edition) flows.Screen {
	s := screenEditions(r, list)
	s.Text = fmt.Sprintf("Không có bảng tổng hợp lần %d.\n\n%s", number, s.Text)
	return s
}
