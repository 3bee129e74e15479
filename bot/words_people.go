package bot

import (
	"fmt"
	"strings"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// What is said about people, their rights and invites.

func wordRole(r flows.Role) string {
	switch r {
	case flows.Cadre:
		return "cán bộ"
	case flows.Leader:
		return "lãnh đạo"
	case flows.Office:
		return "văn phòng"
	default:
		return "quản trị"
	}
}

// peopleCommands are the lines of the menu about people.
func peopleCommands(members []flows.Member) (list []telegram.Command) {
	if isAdmin(members) {
		list = append(list,
			telegram.Command{Name: string(actInvite), Description: "Mời người, lập danh sách mời"},
			telegram.Command{Name: string(actRevoke), Description: "Thu hồi quyền, thư mời"},
			telegram.Command{Name: string(actMove), Description: "Chuyển quyền cho người kế nhiệm"},
			telegram.Command{Name: string(actLog), Description: "Nhật ký: ai đã làm gì"})
	}
	if office(members) {
		list = append(list, telegram.Command{Name: string(actPeople), Description: "Ai đã tham gia, đơn vị nào chưa có ai"})
	}
	if len(members) == 0 {
		return nil
	}
	return append(list,
		telegram.Command{Name: string(actMe), Description: "Quyền của đồng chí"},
		telegram.Command{Name: string(actLeave), Description: "Rời bot"})
}

func day(t time.Time) string { return t.In(flows.Zone).Format("2/1/2006") }

func clockShort(t time.Time) string { return t.In(flows.Zone).Format("15:04 2/1/2006") }

// wordRight is a right in words: "cán bộ huyện A Lưới", "quản trị".
func wordRight(role flows.Role, unitName string) string {
	if unitName == "" {
		return wordRole(role)
	}
	return wordRole(role) + " " + unitName
}

func bold(s string) string { return "<b>" + esc(s) + "</b>" }

func who(name string) string { return bold(cut(name, 40)) }

const wordAdminHelp = "<b>Việc của quản trị</b>\n/dot – mở đợt báo cáo, gia hạn, chốt, mở lại\n/moi – mời người; “/moi tất cả” lập danh sách mời\n/thuhoi – thu hồi quyền, thư mời\n/chuyen – chuyển quyền cho người kế nhiệm\n/nguoi – ai đã tham gia\n/nhatky – ai đã làm gì"

func screenAdminsOnly() flows.Screen {
	return plain("Việc này chỉ quản trị làm được. Đồng chí cần thì liên hệ văn phòng.")
}

// Buttons of an errand carry its number, so that those of an older screen do nothing.
func errandButton(label string, number int64, what string) flows.Button {
	return flows.Button{Label: label, Data: fmt.Sprintf("%s|%d|%s", pressErrand, number, what)}
}

func dropButton(number int64) []flows.Button {
	return []flows.Button{errandButton("Thôi", number, "thoi")}
}

func numberButtons(count int, number int64) (rows [][]flows.Button) {
	for i := range count {
		if i%8 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], errandButton(fmt.Sprint(i+1), number, fmt.Sprint(i+1)))
	}
	return rows
}

func askNumber(text string, count int, number int64) flows.Screen {
	return flows.Screen{Text: text + "\nBấm hoặc gõ một số; “thôi” để bỏ.", Buttons: append(numberButtons(count, number), dropButton(number))}
}

func askSure(text, yes string, number int64) flows.Screen {
	return flows.Screen{Text: text + "\n\nBấm nút, hoặc gõ “đồng ý”, “thôi”.",
		Buttons: [][]flows.Button{{errandButton(yes, number, "dong_y"), errandButton("Thôi", number, "thoi")}}}
}

func screenErrandOver() flows.Screen {
	return plain("Nút này của việc đã xong hoặc đã bỏ, chưa làm gì. Đồng chí gõ lại lệnh nếu cần: /moi, /thuhoi, /chuyen.")
}

func screenDropped() flows.Screen { return plain("Đã bỏ, chưa thay đổi gì.") }

func screenWhichUnit(e errand, number int64) flows.Screen {
	text := "Đồng chí gõ tên đơn vị (không dấu cũng được), hoặc “văn phòng”, “quản trị”; “thôi” để bỏ."
	office := []flows.Button{errandButton("Văn phòng", number, "van_phong"), errandButton("Quản trị", number, "quan_tri")}
	if e.Act != actInvite {
		return flows.Screen{Text: text, Buttons: [][]flows.Button{office, dropButton(number)}}
	}
	return flows.Screen{Text: fmt.Sprintf("<b>Mời %s</b>\n%s\nMời lãnh đạo: thêm “lãnh đạo” sau tên đơn vị. Lập danh sách mời mọi đơn vị: “tất cả”.", wordRole(e.Role), text),
		Buttons: [][]flows.Button{{errandButton("Tất cả đơn vị", number, "tat_ca")}, office, dropButton(number)}}
}

func screenUnitsFound(found []flows.Unit, number int64) flows.Screen {
	switch {
	case len(found) == 0:
		return flows.Screen{Text: "Không có đơn vị nào tên như vậy. Đồng chí gõ lại tên đơn vị, hoặc “thôi” để bỏ.", Buttons: [][]flows.Button{dropButton(number)}}
	case len(found) > mostUnits:
		return flows.Screen{Text: fmt.Sprintf("Có %d đơn vị tên như vậy. Đồng chí gõ tên đầy đủ hơn, hoặc “thôi” để bỏ.", len(found)), Buttons: [][]flows.Button{dropButton(number)}}
	}
	var b strings.Builder
	b.WriteString("<b>Đơn vị nào?</b>\n")
	for i, u := range found {
		fmt.Fprintf(&b, "%d. %s\n", i+1, esc(cut(u.Name, 60)))
	}
	return askNumber(b.String(), len(found), number)
}

func screenNoSuchNumber(last int, number int64) flows.Screen {
	return askNumber(fmt.Sprintf("Danh sách chỉ có từ 1 đến %d; chưa làm gì.", last), last, number)
}

func listRights(b *strings.Builder, rights []storage.Right) {
	for i, r := range rights {
		fmt.Fprintf(b, "%d. %s – %s, từ %s%s\n", i+1, esc(cut(r.Name, 40)), wordRole(r.Role), day(r.Since), wordReach(r))
	}
}

func wordReach(r storage.Right) string {
	if r.Reachable {
		return ""
	}
	return " (📵 không nhận được tin)"
}

func nameOfUnit(u flows.Unit) string {
	if u.Name == "" {
		return "văn phòng, quản trị"
	}
	return u.Name
}

func screenWhichRight(e errand, unit flows.Unit, rights []storage.Right, open []storage.OpenInvites, number int64) flows.Screen {
	title := "Thu hồi quyền của ai"
	if e.Act == actMove {
		title = "Chuyển quyền của ai"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<b>%s – %s</b>\n", title, esc(nameOfUnit(unit)))
	listRights(&b, rights)
	for i, o := range open {
		fmt.Fprintf(&b, "%d. ✉️ %s\n", len(rights)+i+1, wordOpen(o))
	}
	return askNumber(b.String(), len(rights)+len(open), number)
}

func wordOpen(o storage.OpenInvites) string {
	return fmt.Sprintf("%d thư mời %s chưa dùng (hạn %s)", o.Count, wordRole(o.Role), day(o.Expires))
}

func screenNobodyAt(act peopleAct, unit flows.Unit) flows.Screen {
	if act == actRevoke {
		return plain(fmt.Sprintf("%s chưa có ai tham gia và không có thư mời nào chưa dùng.", bold(nameOfUnit(unit))))
	}
	return plain(fmt.Sprintf("%s chưa có ai tham gia. Mời người mới: /moi.", bold(nameOfUnit(unit))))
}

func screenConfirmUninvite(role flows.Role, unit flows.Unit, number int64) flows.Screen {
	return askSure(fmt.Sprintf("Thu hồi mọi thư mời %s chưa dùng? Đường dẫn đã phát sẽ hết hiệu lực.", bold(wordRight(role, unit.Name))), "✅ Thu hồi", number)
}

func screenUninvited(n int) flows.Screen {
	if n == 0 {
		return plain("Không còn thư mời nào chưa dùng.")
	}
	return plain(fmt.Sprintf("✅ Đã thu hồi %d thư mời; đường dẫn đã phát không dùng được nữa.", n))
}

func wordReason(reason string) string {
	if reason == "" {
		return "\nCần ghi lý do: gõ “lý do …”."
	}
	return "\nLý do: " + esc(reason)
}

func screenConfirmRevoke(r storage.Right, reason string, number int64) flows.Screen {
	return askSure(fmt.Sprintf("Thu hồi quyền %s của %s? Số liệu đã ghi vẫn giữ nguyên; các mục người này phụ trách thành chưa giao.%s",
		bold(wordRight(r.Role, r.UnitName)), who(r.Name), wordReason(reason)), "✅ Thu hồi", number)
}

func screenRevoked(r storage.Right) flows.Screen {
	return plain(fmt.Sprintf("✅ Đã thu hồi quyền %s của %s. Từ giờ tin của người này không được nhận.", bold(wordRight(r.Role, r.UnitName)), who(r.Name)))
}

func screenRightGone() flows.Screen {
	return plain("Người này không còn quyền đó, chưa thay đổi gì. Xem lại bằng /nguoi.")
}

func screenLastAdmin() flows.Screen {
	return plain("Đây là quản trị cuối cùng nên không rời, không thu hồi được. Đồng chí mời quản trị khác trước: /moi quản trị.")
}

func screenWhichHeir(r storage.Right, heirs []storage.Right, number int64) flows.Screen {
	var b strings.Builder
	fmt.Fprintf(&b, "<b>Ai nhận quyền %s của %s?</b>\n", esc(wordRight(r.Role, r.UnitName)), esc(cut(r.Name, 40)))
	for i, h := range heirs {
		fmt.Fprintf(&b, "%d. %s – %s\n", i+1, esc(cut(h.Name, 40)), wordRole(h.Role))
	}
	fmt.Fprintf(&b, "%d. Người mới, bằng thư mời\n", len(heirs)+1)
	return askNumber(b.String(), len(heirs)+1, number)
}

func screenConfirmMove(r storage.Right, heir, reason string, number int64) flows.Screen {
	to := "người mới, bằng thư mời"
	if heir != "" {
		to = who(heir)
	}
	return askSure(fmt.Sprintf("Chuyển quyền %s từ %s cho %s? Các mục đang phụ trách được giao lại; số liệu đã ghi vẫn giữ nguyên.%s",
		bold(wordRight(r.Role, r.UnitName)), who(r.Name), to, wordReason(reason)), "✅ Chuyển", number)
}

func screenMoved(r storage.Right, heir string) flows.Screen {
	return plain(fmt.Sprintf("✅ Đã chuyển quyền %s từ %s cho %s.", bold(wordRight(r.Role, r.UnitName)), who(r.Name), who(heir)))
}

func screenMovedToInvite(r storage.Right) flows.Screen {
	return plain(fmt.Sprintf("✅ %s không còn quyền %s. Thư mời cho người kế nhiệm ở ngay dưới đây; người đó nhận luôn các mục đang phụ trách.", who(r.Name), bold(wordRight(r.Role, r.UnitName))))
}

func noticeRevoked(r storage.Right) flows.Screen {
	return plain(fmt.Sprintf("Từ nay đồng chí không còn quyền %s trên bot này. Số liệu đồng chí đã ghi vẫn được giữ. Có gì chưa rõ, đề nghị đồng chí liên hệ văn phòng.", bold(wordRight(r.Role, r.UnitName))))
}

func noticeHeir(r storage.Right) flows.Screen {
	text := fmt.Sprintf("Từ nay đồng chí nhận quyền %s thay %s", bold(wordRight(r.Role, r.UnitName)), who(r.Name))
	if r.Role.OfUnit() {
		text += ", cùng các mục người đó phụ trách. Gõ /baocao để làm tiếp"
	}
	return plain(text + ".")
}

func screenOwnRights(rights []storage.Right) flows.Screen {
	var b strings.Builder
	b.WriteString("<b>Quyền của đồng chí</b>\n")
	for i, r := range rights {
		fmt.Fprintf(&b, "%d. %s, từ %s\n", i+1, esc(wordRight(r.Role, r.UnitName)), day(r.Since))
	}
	b.WriteString("\nKhông làm nữa: /roi. Muốn thêm đơn vị, đề nghị đồng chí liên hệ văn phòng.")
	return plain(b.String())
}

func screenWhichLeave(rights []storage.Right) flows.Screen {
	var b strings.Builder
	b.WriteString("<b>Đồng chí rời quyền nào?</b>\n")
	s := flows.Screen{}
	for i, r := range rights {
		fmt.Fprintf(&b, "%d. %s\n", i+1, esc(wordRight(r.Role, r.UnitName)))
		if i%8 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, flows.Button{Label: fmt.Sprint(i + 1), Data: pressLeave + "|" + rightTag(r.Member)})
	}
	s.Text = b.String() + "\nBấm một số, hoặc gõ “/roi 1”, “/roi 2”…"
	return s
}

func screenConfirmLeave(r storage.Right, number int) flows.Screen {
	tag := pressLeave + "|" + rightTag(r.Member)
	return flows.Screen{
		Text: fmt.Sprintf("Đồng chí rời quyền %s? Số liệu đã ghi vẫn giữ nguyên; muốn trở lại phải có thư mời mới.\n\nBấm nút, hoặc gõ “/roi %d đồng ý”.",
			bold(wordRight(r.Role, r.UnitName)), number),
		Buttons: [][]flows.Button{{{Label: "✅ Rời", Data: tag + "|yes"}, {Label: "Thôi", Data: tag + "|no"}}},
	}
}

func screenLeft(r storage.Right) flows.Screen {
	return plain(fmt.Sprintf("Đồng chí đã rời quyền %s. Cảm ơn đồng chí.", bold(wordRight(r.Role, r.UnitName))))
}

func screenStays() flows.Screen {
	return plain("Đồng chí vẫn giữ quyền như cũ. Xem quyền: /toi.")
}

func screenWhichPeople(found []flows.Unit) flows.Screen {
	if len(found) == 0 {
		return plain("Không có đơn vị nào tên như vậy. Đồng chí gõ, chẳng hạn, “/nguoi A Lưới”, hoặc “/nguoi văn phòng”.")
	}
	names := make([]string, 0, mostUnits)
	for _, u := range found[:min(len(found), mostUnits)] {
		names = append(names, esc(cut(u.Name, 60)))
	}
	return plain(fmt.Sprintf("Có %d đơn vị tên như vậy: %s. Đồng chí gõ rõ hơn.", len(found), strings.Join(names, ", ")))
}

func screenPeopleAt(unit flows.Unit, rights []storage.Right, open []storage.OpenInvites) flows.Screen {
	var b strings.Builder
	fmt.Fprintf(&b, "👥 <b>%s</b>\n", esc(nameOfUnit(unit)))
	if len(rights) == 0 {
		b.WriteString("Chưa có ai tham gia.\n")
	}
	listRights(&b, rights[:min(len(rights), mostPeople)])
	if more := len(rights) - mostPeople; more > 0 {
		fmt.Fprintf(&b, "… và %d người nữa.\n", more)
	}
	for _, o := range open {
		fmt.Fprintf(&b, "✉️ %s\n", wordOpen(o))
	}
	return plain(b.String())
}

// screenPeople counts the people and lists the units that lack a cadre.
func screenPeople(rights []storage.Right, units []flows.Unit) flows.Screen {
	count, has := map[flows.Role]int{}, map[flows.UnitID]bool{}
	for _, r := range rights {
		count[r.Role]++
		has[r.Unit] = has[r.Unit] || r.Role.OfUnit()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "👥 <b>Người đã tham gia</b>\n%d cán bộ, %d lãnh đạo đơn vị, %d văn phòng, %d quản trị.\n", count[flows.Cadre], count[flows.Leader], count[flows.Office], count[flows.Admin])
	var missing []string
	for _, u := range units {
		if !has[u.ID] {
			missing = append(missing, esc(cut(u.Name, 40)))
		}
	}
	if len(missing) > 0 {
		fmt.Fprintf(&b, "\n<b>Chưa có ai: %d/%d đơn vị</b>\n%s\n", len(missing), len(units), strings.Join(missing[:min(len(missing), 60)], ", "))
		if more := len(missing) - 60; more > 0 {
			fmt.Fprintf(&b, "… và %d đơn vị nữa.\n", more)
		}
	}
	b.WriteString("\nXem một đơn vị: “/nguoi A Lưới”; văn phòng: “/nguoi văn phòng”.")
	return plain(b.String())
}

func screenTooManyCodes(until time.Time) flows.Screen {
	return plain(fmt.Sprintf("Đồng chí đã thử nhiều mã không đúng. Đề nghị đợi đến %s rồi bấm lại đường dẫn mời; nếu vẫn không được, liên hệ văn phòng.", until.In(flows.Zone).Format("15:04")))
}

func noticeManyWrongCodes(now time.Time) flows.Screen {
	return plain(fmt.Sprintf("⚠️ Trong một giờ, tính đến %s, đã có %d lần thử mã mời không đúng. Có thể có người dò mã: mã rất dài nên không dò được, và mỗi tài khoản chỉ thử được %d lần một giờ. Đồng chí không cần làm gì; nếu vừa phát đường dẫn bị lỗi, đề nghị phát lại.",
		now.In(flows.Zone).Format("15:04 2/1"), manyWrongCodes, mostWrongCodes))
}
