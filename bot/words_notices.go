package bot

import (
	"fmt"
	"html"

	"baocaobot/flows"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// What is said to people who did not just ask for it, and about requests.

func esc(s string) string { return html.EscapeString(s) }

func clock(m flows.Moment) string { return m.At.In(flows.Zone).Format("15:04 ngày 2/1/2006") }

func noticeSubmitted(f talk.Form) flows.Screen {
	return flows.Screen{
		Text: fmt.Sprintf("📥 Báo cáo <b>%s</b> của %s chờ đồng chí duyệt. Gửi %s.\nXem lại rồi bấm Duyệt, hoặc gõ “duyệt”, “trả lại”.",
			esc(f.Round.Name), esc(f.Unit.Name), esc(f.Round.DeadlineWords())),
		Buttons: [][]flows.Button{{{Label: "Xem lại", Data: "review"}, {Label: "✅ Duyệt", Data: "confirm"}, {Label: "↩ Trả lại", Data: "return"}}},
	}
}

func noticeReturned(f talk.Form, why string) flows.Screen {
	return flows.Screen{
		Text: fmt.Sprintf("↩ Lãnh đạo trả lại báo cáo <b>%s</b> của %s.\nLý do: %s\nĐồng chí sửa xong thì gõ “gửi” để trình lại.",
			esc(f.Round.Name), esc(f.Unit.Name), esc(cut(why, maxWhy))),
		Buttons: [][]flows.Button{{{Label: "▶ Làm tiếp", Data: "resume"}}},
	}
}

func noticeSent(f talk.Form) flows.Screen {
	return flows.Screen{
		Text: fmt.Sprintf("📨 Báo cáo <b>%s</b> của %s đã gửi lúc %s (người gửi: %s, biên nhận số %d).",
			esc(f.Round.Name), esc(f.Unit.Name), clock(flows.Moment{At: f.Report.SentAt}), esc(f.Report.SentName), f.Report.Receipt),
		Buttons: [][]flows.Button{{{Label: "Xem lại", Data: "review"}}},
	}
}

func noticeTakenBack(f talk.Form, who string) flows.Screen {
	return flows.Screen{
		Text: fmt.Sprintf("✏️ %s đã lấy lại báo cáo <b>%s</b> của %s để sửa; báo cáo hiện chưa gửi.",
			esc(cut(who, 40)), esc(f.Round.Name), esc(f.Unit.Name)),
		Buttons: [][]flows.Button{{{Label: "▶ Làm tiếp", Data: "resume"}}},
	}
}

func noticeReopened(r storage.Request, round string) flows.Screen {
	return flows.Screen{
		Text:    fmt.Sprintf("✅ Văn phòng đồng ý cho %s sửa báo cáo đã gửi%s. Sửa xong, đồng chí nhớ gửi lại.", esc(r.Unit.Name), round),
		Buttons: [][]flows.Button{{{Label: "▶ Sửa báo cáo", Data: "menu"}}},
	}
}

func noticeRefused(r storage.Request, round string) flows.Screen {
	return plain(fmt.Sprintf("✋ Văn phòng chưa đồng ý cho %s sửa báo cáo đã gửi%s; báo cáo giữ nguyên. Cần trao đổi thêm, đồng chí liên hệ văn phòng.", esc(r.Unit.Name), round))
}

func screenDecided(r storage.Request, round string, granted bool) flows.Screen {
	if granted {
		return plain(fmt.Sprintf("✅ Đã mở lại báo cáo của %s%s để đơn vị sửa; bot báo cho đơn vị ngay.", esc(r.Unit.Name), round))
	}
	return plain(fmt.Sprintf("✋ Không mở lại báo cáo của %s%s; bot báo cho đơn vị ngay.", esc(r.Unit.Name), round))
}

func screenNoRequest() flows.Screen {
	return plain("Đề nghị này không còn chờ: đã có người trả lời, hoặc đơn vị đã gửi lại. Gõ /denghi để xem các đề nghị đang chờ.")
}

const maxWhy = 300 // characters of a reason

// cut keeps what people wrote within a notice.
func cut(s string, longest int) string {
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}

// maxUnreachable is how many people one message lists.
const maxUnreachable = 40

func screenUnreachable(people []storage.Person) flows.Screen {
	if len(people) == 0 {
		return plain("Mọi người đều nhận được tin của bot.")
	}
	s := plain(fmt.Sprintf("📵 <b>%d người không nhận được tin</b> (đã chặn bot hoặc bỏ tài khoản). Đề nghị gọi điện; họ mở lại bot là nhận được ngay.\n", len(people)))
	for _, p := range people[:min(maxUnreachable, len(people))] {
		unit := p.Unit
		if unit == "" {
			unit = "văn phòng"
		}
		s.Text += fmt.Sprintf("\n• %s – %s", esc(unit), esc(cut(p.Name, 40)))
	}
	if more := len(people) - maxUnreachable; more > 0 {
		s.Text += fmt.Sprintf("\n… và %d người nữa.", more)
	}
	return s
}
