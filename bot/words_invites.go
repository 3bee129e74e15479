package bot

import (
	"baocaobot/flows"
	"baocaobot/storage"
	"fmt"
	"strings"
)

// What is said about invites and the call sheet.

func screenInviting(role flows.Role, unit flows.Unit) flows.Screen {
	s := plain(fmt.Sprintf("Thư mời %s ở ngay dưới đây.", bold(wordRight(role, unit.Name))))
	if role == flows.Cadre {
		s.Text += fmt.Sprintf("\nMời lãnh đạo đơn vị này: gõ “/moi %s lãnh đạo”.", esc(unit.Name))
	}
	return s
}

func screenInvite(i storage.Invite, unit flows.Unit, link string, png []byte) flows.Screen {
	text := fmt.Sprintf("✉️ Thư mời %s\n%s\n\nDùng cho một người, một lần, đến hết ngày %s. Đồng chí chuyển tiếp tin này cho đúng người; người đó bấm đường dẫn hoặc quét mã. Đường dẫn không xem lại được, cần thì lập thư mời mới.",
		bold(wordRight(i.Role, unit.Name)), esc(link), day(i.Expires))
	if i.SuccessorOf != 0 {
		text += "\nNgười này nhận luôn các mục mà người trước phụ trách."
	}
	return flows.Screen{Text: text, File: &flows.File{Name: "thu-moi.png", Data: png, Photo: true}}
}

func screenPreviewSheet(s CallSheet, number int64) flows.Screen {
	units := map[flows.UnitID]bool{}
	for _, seat := range s.Seats {
		units[seat.Unit.ID] = true
	}
	text := fmt.Sprintf("<b>Danh sách mời %s – %s</b>\nMỗi đơn vị %d người, %d đơn vị: đã có %d người, còn thiếu %d.\nBot lập %d đường dẫn mới, hạn %d ngày, trong một tệp Excel.",
		wordRole(s.Role), esc(cut(s.RoundName, 60)), s.Each, len(units), len(s.Seats)-s.New, s.New, s.New, inviteDays)
	if s.Replaced > 0 {
		text += fmt.Sprintf("\n⚠️ %d đường dẫn chưa dùng của danh sách trước sẽ hết hiệu lực. Thư mời lập riêng vẫn dùng được.", s.Replaced)
	}
	return askSure(text, "✅ Lập danh sách", number)
}

func screenTooManyEach() flows.Screen {
	return plain(fmt.Sprintf("Mỗi đơn vị mời nhiều nhất %d người một lần. Đồng chí gõ, chẳng hạn, “/moi tất cả 2”.", mostEach))
}

func screenMakingSheet() flows.Screen { return plain("Đang lập danh sách mời…") }

func screenSheet(s CallSheet, file []byte) flows.Screen {
	text := fmt.Sprintf("<b>Danh sách mời %s – %s</b>\n%d đường dẫn mới, dùng đến hết ngày %s; đã tham gia %d người.", wordRole(s.Role), esc(cut(s.RoundName, 60)), s.New, day(s.Expires), len(s.Seats)-s.New)
	if s.Replaced > 0 {
		text += fmt.Sprintf("\n%d đường dẫn chưa dùng của danh sách trước đã hết hiệu lực.", s.Replaced)
	}
	name := "danh-sach-moi-can-bo.xlsx"
	if s.Role == flows.Leader {
		name = "danh-sach-moi-lanh-dao.xlsx"
	}
	return flows.Screen{Text: text + "\nMỗi đường dẫn cho một người, một lần. Đồng chí giữ tệp này kín.", File: &flows.File{Name: name, Data: file}}
}

const wordSheetName = "Danh sách mời"

var callHeads = []string{"STT", "Đơn vị", "Vai trò", "Đường dẫn mời", "Hết hạn", "Người đã tham gia", "Tham gia lúc"}

func titleOfSheet(s CallSheet) string {
	return strings.ToUpper("Danh sách mời " + wordRole(s.Role))
}

func notesOfSheet(s CallSheet) []string {
	return []string{s.RoundName,
		fmt.Sprintf("Lập lúc %s. Mỗi đường dẫn dùng cho một người, một lần; người được mời mở bằng điện thoại có Telegram.", clockShort(s.Made))}
}
