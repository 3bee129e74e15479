package bot

import (
	"fmt"
	"html"
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// Everything the bot says outside the guided conversation stands here.

// maxMessage is how many characters one message of the bot has: Telegram takes 4,096.
const maxMessage = 4000

func plain(text string) flows.Screen { return flows.Screen{Text: text} }

func screenStranger() flows.Screen {
	return plain("Đồng chí cần thư mời để dùng bot này. Đề nghị liên hệ văn phòng để nhận đường dẫn mời, rồi bấm vào đường dẫn đó.")
}

func screenBadInvite() flows.Screen {
	return plain("Thư mời này không dùng được (sai, đã dùng hoặc hết hạn). Đề nghị đồng chí liên hệ văn phòng để nhận thư mời mới.")
}

func screenBadInviteMember() flows.Screen {
	return plain("Thư mời này không dùng được, nhưng đồng chí đã có quyền từ trước. Gõ /baocao để làm tiếp.")
}

func screenNoRound() flows.Screen {
	return plain("Hiện chưa có đợt báo cáo nào mở cho đơn vị của đồng chí. Khi có, văn phòng sẽ báo.")
}

func screenNoRoundOffice() flows.Screen {
	return plain("Chưa có đợt báo cáo nào. Quản trị mở đợt bằng /dot.")
}

func screenApology() flows.Screen {
	return plain("Xin lỗi đồng chí, chương trình có lỗi nên tin vừa rồi <b>chưa được ghi</b>. Những số đã ghi trước đó vẫn còn. Đồng chí thử gửi lại; nếu vẫn lỗi, đề nghị báo văn phòng.")
}

func screenNotDrawn(note string) flows.Screen {
	return plain(above("Xin lỗi đồng chí, chương trình có lỗi nên chưa hiện được thẻ này. Những số đã ghi vẫn còn. Đồng chí gõ /mucluc để mở mục lục; nếu vẫn lỗi, đề nghị báo văn phòng.", note))
}

func saidWelcome(u flows.Unit, role flows.Role) string {
	if role == flows.Leader {
		return fmt.Sprintf("Chào đồng chí! Từ nay đồng chí duyệt báo cáo của <b>%s</b> trước khi gửi. Gõ /trogiup để xem cách làm.", html.EscapeString(u.Name))
	}
	return fmt.Sprintf("Chào đồng chí! Từ nay đồng chí báo cáo cho <b>%s</b>. Gõ /trogiup để xem cách làm.", html.EscapeString(u.Name))
}

// screenWelcomeEarly greets a cadre whose unit is asked nothing yet.
func screenWelcomeEarly(u flows.Unit, role flows.Role) flows.Screen {
	s := screenNoRound()
	s.Text = saidWelcome(u, role) + "\n\n" + s.Text
	return s
}

// saidDesk tells a person with several reports which one this is, and which
// newer one has not been looked at yet.
func saidDesk(desks []storage.Desk, chosen int) string {
	d := desks[chosen]
	said := fmt.Sprintf("📁 <b>%s</b> – %s (/doi để đổi)\n", esc(cut(d.Unit.Name, 30)), esc(cut(d.Round.Name, 30)))
	for _, other := range desks {
		if !other.Visited && other.Round.Opened.After(d.Round.Opened) {
			return said + fmt.Sprintf("🆕 Có đợt mới: %s – %s. Gõ /doi để sang.\n", esc(cut(other.Unit.Name, 30)), esc(cut(other.Round.Name, 30)))
		}
	}
	return said
}

func saidEditedDesk() string {
	return "Tin vừa sửa thuộc báo cáo dưới đây. Từ giờ đồng chí làm tiếp báo cáo này."
}

// saidOtherDesk explains a button of another report; one that asks to go there is no slip.
func saidOtherDesk(data string) string {
	if data == "resume" {
		return "Từ giờ đồng chí làm báo cáo dưới đây."
	}
	return "Nút đó của báo cáo dưới đây, chưa ghi gì. Từ giờ đồng chí làm tiếp báo cáo này."
}

func screenDesks(desks []storage.Desk) flows.Screen {
	s := plain("<b>Đồng chí đang phụ trách:</b>\n")
	for i, d := range desks {
		s.Text += fmt.Sprintf("%d. %s – %s%s\n", i+1, html.EscapeString(d.Unit.Name), html.EscapeString(d.Round.Name), wordClosedDesk(d))
		if i%8 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, flows.Button{Label: fmt.Sprint(i + 1), Data: fmt.Sprintf("%s|%d", commandDesks, i+1)})
	}
	s.Text += "\nBấm một số, hoặc gõ “đổi 1”, “đổi 2”…"
	return s
}

// screenWhichDesk asks somebody with several reports which one to begin with.
func screenWhichDesk(desks []storage.Desk) flows.Screen {
	s := screenDesks(desks)
	s.Text = "Đồng chí chọn báo cáo để làm trước (bot chưa ghi gì).\n\n" + s.Text
	return s
}

func wordClosedDesk(d storage.Desk) string {
	if d.Round.Closed.IsZero() {
		return ""
	}
	return " (đã chốt)"
}

// roundButtons are those of what the office is told of a round.
func roundButtons(r flows.RoundID) [][]flows.Button {
	return [][]flows.Button{{desk.ToRound("Tiến độ", r), desk.ToBook("Bảng tổng hợp", r)}}
}

func screenWelcomeOffice(role flows.Role) flows.Screen {
	who, more := "văn phòng", ""
	if role == flows.Admin {
		who, more = "quản trị", "\n"+wordSendUnits
	}
	s := desk.Help()
	s.Text = fmt.Sprintf("Chào đồng chí! Đồng chí có quyền <b>%s</b>.\n\n%s%s", who, s.Text, more)
	return s
}

// commandRound is how an officer changes the round; for a cadre "/doi" changes the report.
func commandRound(members []flows.Member) string {
	if slices.ContainsFunc(members, ofUnit) {
		return "doidot"
	}
	return commandDesks
}
