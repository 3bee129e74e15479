package bot

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/storage"
)

// What is said about broadcasts: the steps of /nhac, the message itself, and its report.

const maxListed = 4000 // characters of a message that lists: Telegram takes 4,096

// wordUsualBroadcast is the text that is offered.
const wordUsualBroadcast = "Báo cáo của {đơn vị} còn thiếu {số mục thiếu} mục. Hạn gửi: {hạn} ({còn lại}). Đề nghị đồng chí làm tiếp và gửi báo cáo đúng hạn."

var audienceWords = map[broadcast.Kind]string{
	broadcast.All: "Tất cả", broadcast.NotStarted: "Chưa bắt đầu", broadcast.NotSent: "Chưa gửi", broadcast.Below: "Dưới n %",
	broadcast.Revising: "Được yêu cầu chỉnh lý", broadcast.Chosen: "Chọn đơn vị", broadcast.Nobody: "Chưa ai tham gia (để gọi điện)",
}

// saidAudience is "chưa gửi", "dưới 50 %", "3 đơn vị được chọn".
func saidAudience(a broadcast.Audience) string {
	switch a.Kind {
	case broadcast.Below:
		return fmt.Sprintf("dưới %d %%", a.Percent)
	case broadcast.Chosen:
		return fmt.Sprintf("%d đơn vị được chọn", len(a.Units))
	default:
		return strings.ToLower(audienceWords[a.Kind])
	}
}

// button is one of a draft.
func (d callDraft) button(label string, what ...string) flows.Button {
	return flows.Button{Label: label, Data: fmt.Sprintf("%s|%d|%s", commandBroadcast, d.ID, strings.Join(what, "|"))}
}

func (d callDraft) backRow() []flows.Button {
	return []flows.Button{d.button("◀ Quay lại", "back"), d.button("✖ Thôi", "leave")}
}

const wordLeave = "“quay lại” để chọn lại, “thôi” để thoát."

func screenAskAudience(d callDraft, r flows.Round, sizes map[broadcast.Kind]int) flows.Screen {
	s := plain(fmt.Sprintf("📣 <b>Nhắc đơn vị – %s</b>\nĐồng chí muốn nhắc những đơn vị nào?\n", esc(cut(r.Name, 100))))
	for i, k := range broadcast.Kinds {
		s.Text += fmt.Sprintf("\n%d. %s", i+1, audienceWords[k])
		if (broadcast.Audience{Kind: k}).Complete() {
			s.Text += fmt.Sprintf(": %d đơn vị", sizes[k])
		}
		s.Buttons = append(s.Buttons, []flows.Button{d.button(audienceWords[k], "to", strconv.Itoa(i+1))})
	}
	s.Buttons = append(s.Buttons, []flows.Button{d.button("✖ Thôi", "leave")})
	s.Text += "\n\nBấm nút, hoặc gõ số, gõ “chưa gửi”, “dưới 50 %”… Gõ “thôi” để thoát."
	return s
}

func screenAskPercent(d callDraft) flows.Screen {
	return flows.Screen{Text: "Nhắc đơn vị chưa gửi và mới làm dưới bao nhiêu phần trăm số mục? Gõ một số từ 1 đến 100, ví dụ <code>50</code>.\nGõ " + wordLeave,
		Buttons: [][]flows.Button{d.backRow()}}
}

func screenAskUnits(d callDraft, units []flows.Unit) flows.Screen {
	s := flows.Screen{Text: "Nhắc những đơn vị nào?\n", Buttons: [][]flows.Button{d.backRow()}}
	for i, u := range units {
		line := fmt.Sprintf("\n%d. %s", i+1, esc(cut(u.Name, 60)))
		if utf8.RuneCountInString(s.Text+line) > maxListed-300 {
			s.Text += fmt.Sprintf("\n… đến số %d; đơn vị không hiện ở đây thì gõ tên.", len(units))
			break
		}
		s.Text += line
	}
	s.Text += "\n\nGõ số hoặc tên, cách nhau bằng dấu phẩy: <code>1, 3-5, A Lưới</code>.\nGõ " + wordLeave
	return s
}

func screenAskText(d callDraft) flows.Screen {
	s := flows.Screen{Buttons: [][]flows.Button{{d.button("Dùng lời mặc định", "usual")}, d.backRow()}}
	var fields []string
	for _, f := range broadcast.Fields {
		fields = append(fields, "<code>{"+string(f)+"}</code>")
	}
	s.Text = fmt.Sprintf("Người nhận: <b>%s</b>. Đồng chí gõ lời nhắc, hoặc gõ “mặc định” để dùng lời sau:\n\n<i>%s</i>\n\nTrong lời nhắc có thể viết %s; mỗi đơn vị nhận đúng số của mình. Gõ không dấu cũng được.\nGõ %s",
		esc(saidAudience(d.Audience)), esc(wordUsualBroadcast), strings.Join(fields, ", "), wordLeave)
	return s
}

func screenPreview(d callDraft, o Outlook) flows.Screen {
	s := flows.Screen{Buttons: [][]flows.Button{{d.button("✅ Gửi", "go"), d.button("✏️ Sửa lời", "text")}, d.backRow()[1:]}}
	if o.People == 0 {
		s.Text = fmt.Sprintf("Không có ai để gửi: %s.%s\nGõ %s", esc(saidAudience(d.Audience)), saidJoinless(o), wordLeave)
		s.Buttons = [][]flows.Button{d.backRow()}
		return s
	}
	s.Text = fmt.Sprintf("👁 <b>Xem trước</b> – %s nhận được:\n————\n%s\n————\n\nGửi cho <b>%d người</b> của <b>%d đơn vị</b> (%s).%s\nGõ “gửi” để gửi, “sửa” để sửa lời, “thôi” để thoát.",
		esc(o.names[o.Units[0]]), o.example.Text, o.People, len(o.Units), esc(saidAudience(d.Audience)), saidJoinless(o))
	return s
}

// maxJoinless is how many units to phone a preview names.
const maxJoinless = 10

func saidJoinless(o Outlook) string {
	if len(o.Joinless) == 0 {
		return ""
	}
	var names []string
	for _, u := range o.Joinless[:min(maxJoinless, len(o.Joinless))] {
		names = append(names, esc(cut(o.names[u], 40)))
	}
	more := ""
	if n := len(o.Joinless) - len(names); n > 0 {
		more = fmt.Sprintf(" và %d đơn vị nữa", n)
	}
	return fmt.Sprintf("\n📞 %d đơn vị chưa ai tham gia nên không nhận được, đề nghị gọi điện: %s%s.", len(o.Joinless), strings.Join(names, ", "), more)
}

func screenJoinless(o Outlook) flows.Screen {
	if len(o.Joinless) == 0 {
		return plain("Đơn vị nào cũng đã có người tham gia.")
	}
	text := fmt.Sprintf("📞 <b>%d đơn vị chưa ai tham gia</b>, đề nghị gọi điện:", len(o.Joinless))
	for i, u := range o.Joinless {
		line := "\n• " + esc(cut(o.names[u], 60))
		if utf8.RuneCountInString(text+line) > maxListed-40 {
			return plain(text + fmt.Sprintf("\n… và %d đơn vị nữa", len(o.Joinless)-i))
		}
		text += line
	}
	return plain(text)
}

// The lengths of a broadcast to one person, so that it and its preview are one message.
const (
	maxCall     = 1800 // characters of the office's text once its fields are filled
	maxCallLeft = 1700 // characters of what is left to do, of all reports it is about
)

// called is one report that a broadcast to one person is about.
type called struct {
	storage.Desk
	left string       // what is left to do
	on   flows.Button // goes on with it
}

// screenCall is the message a cadre gets: the office's text, what is missing of each
// report it is about, and a button to go on with each. round names its round where that is
// needed.
func screenCall(round string, texts []string, about []called) flows.Screen {
	s := plain("📣 <b>Văn phòng nhắc đồng chí</b>" + round + "\n\n" + esc(cut(strings.Join(texts, "\n\n"), maxCall)))
	room := maxCallLeft
	for _, c := range about {
		left, on := c.left, c.on
		if len(about) > 1 {
			on.Label += " – " + cut(c.Unit.Name, 30)
			left = fmt.Sprintf("<b>%s</b>\n%s", esc(cut(c.Unit.Name, 60)), left)
		}
		if n := utf8.RuneCountInString(left); c.left != "" && n <= room {
			s.Text += "\n\n" + left
			room -= n
		}
		s.Buttons = append(s.Buttons, []flows.Button{on})
	}
	return s
}

func screenConfirmedBroadcast() flows.Screen {
	return plain("✅ Bắt đầu gửi. Gõ “dừng” để dừng lại bất cứ lúc nào; gửi xong, bot báo kết quả.")
}

func screenLeftBroadcast() flows.Screen { return plain("Đã thôi, không gửi gì.") }

func screenNoBroadcast() flows.Screen {
	return plain("Không có lời nhắc nào đang soạn hay đang gửi. Gõ /nhac để nhắc đơn vị.")
}

func screenNotUnderway() flows.Screen {
	return plain("Lần nhắc này không còn đang gửi, nên không có gì để dừng.")
}

func screenStopping() flows.Screen {
	return plain("✋ Đã dừng: không gửi thêm cho ai nữa. Bot báo kết quả ngay.")
}

// screenSending is the message that tells how far a broadcast is. round names its round
// where that is needed.
func screenSending(c storage.Broadcast, round string, counts map[storage.Reached]int) flows.Screen {
	all := 0
	for _, n := range counts {
		all += n
	}
	left := counts[storage.ReachWaiting] + counts[storage.ReachSending]
	s := plain(fmt.Sprintf("📣 Đang gửi: %d/%d người.", all-left, all))
	switch c.State {
	case storage.Planning:
		s.Text = "📣 Đang lập danh sách người nhận…"
	case storage.Stopping:
		s.Text = "✋ Đang dừng…"
	case storage.Done:
		s.Text = fmt.Sprintf("📣 Đã gửi xong: %d/%d người.", all-left, all)
	case storage.Stopped:
		s.Text = fmt.Sprintf("✋ Đã dừng ở %d/%d người.", all-left, all)
	case storage.CutOff, storage.CutShort:
		s.Text = "✋ Đã ngắt vì dữ liệu vừa được khôi phục từ bản sao lưu."
	}
	if round != "" {
		s.Text = "📁" + strings.TrimPrefix(round, " –") + "\n" + s.Text
	}
	if n := counts[storage.ReachBlocked] + counts[storage.ReachFailed] + counts[storage.ReachUnknown]; n > 0 {
		s.Text += fmt.Sprintf("\nKhông nhận được hoặc chưa rõ: %d.", n)
	}
	if c.State == storage.Planning || c.State == storage.Sending {
		s.Text += "\nGõ “dừng” hoặc bấm nút để dừng."
		s.Buttons = [][]flows.Button{{{Label: "✋ Dừng gửi", Data: fmt.Sprintf("%s|stop|%d", commandBroadcast, c.ID)}}}
	}
	return s
}

// screenReached reports what became of a broadcast. Where not everybody fits, each group
// says how many more there are.
func screenReached(r reached) flows.Screen {
	text := reachedText(r, maxReached)
	for lines := maxReached; utf8.RuneCountInString(text) > maxListed && lines > 0; {
		lines = lines * 9 / 10
		text = reachedText(r, lines)
	}
	return plain(text)
}

func reachedText(r reached, most int) string {
	head := "📣 <b>Đã nhắc xong"
	unknown := "❔ Không rõ đã nhận hay chưa (mất kết nối đúng lúc gửi; bot không gửi lại để khỏi trùng)"
	switch r.State {
	case storage.Stopped:
		head = "✋ <b>Đã dừng nhắc"
	case storage.CutOff, storage.CutShort:
		head = "✋ <b>Lần nhắc bị ngắt vì dữ liệu được khôi phục từ bản sao lưu"
		unknown = "❔ Không rõ đã nhận hay chưa (bản sao lưu lập đúng lúc đang gửi; bot không gửi lại để khỏi trùng, cần thì gõ /nhac)"
	}
	if r.State == storage.CutShort {
		unknown = "❔ Không rõ đã nhận hay chưa (bản sao lưu lập trước khi gửi; bot không gửi lại để khỏi trùng, cần thì gõ /nhac)"
	}
	text := fmt.Sprintf("%s – %s</b>\nLúc %s\n\n✅ Đã nhận: %d người", head, esc(cut(r.round.Name, 100)), clock(flows.Moment{At: r.At}), r.counts[storage.ReachSent])
	if r.State == storage.CutShort {
		text += "\n⚠️ Bản sao lưu lập khi danh sách người nhận chưa xong: có thể còn người khác đã nhận, và còn đơn vị chưa ai tham gia, mà bot không biết."
	}
	if n := r.counts[storage.ReachNeedless]; n > 0 {
		text += fmt.Sprintf("\n➖ Không cần nữa (đơn vị vừa gửi, hoặc không còn thuộc diện nhắc): %d người", n)
	}
	if n := r.counts[storage.ReachWaiting]; n > 0 {
		text += fmt.Sprintf("\n⏹ Chưa gửi vì đã dừng: %d người", n)
	}
	for _, g := range []struct {
		state storage.Reached
		title string
	}{
		{storage.ReachBlocked, "🚫 Đã chặn bot hoặc bỏ tài khoản"},
		{storage.ReachUnknown, unknown},
		{storage.ReachFailed, "✖ Không gửi được"},
	} {
		var lines []string
		for _, p := range r.lists[g.state] {
			lines = append(lines, esc(cut(p.UnitName, 40))+" – "+esc(cut(p.Name, 30)))
		}
		text += reachedGroup(g.title, "người", lines, r.counts[g.state], most)
	}
	var units []string
	for _, u := range r.joinless {
		units = append(units, esc(cut(u, 40)))
	}
	return text + reachedGroup("📞 Chưa ai tham gia, đề nghị gọi điện", "đơn vị", units, len(units), most)
}

func reachedGroup(title, what string, lines []string, all, most int) string {
	if all == 0 {
		return ""
	}
	text := fmt.Sprintf("\n\n%s: %d %s", title, all, what)
	shown := min(most, len(lines))
	for _, line := range lines[:shown] {
		text += "\n• " + line
	}
	if more := all - shown; more > 0 {
		text += fmt.Sprintf("\n… và %d %s nữa", more, what)
	}
	return text
}

func saidOldButton() string { return "Nút đó của lần trước nên chưa làm gì." }

func saidNotNow() string { return "Chưa đến bước đó." }

func saidOnlyText() string { return "Lời nhắc chỉ gồm chữ; đồng chí gõ giúp." }

func saidUnclearAudience() string {
	return "Chưa rõ nhắc ai. Đồng chí gõ một số từ 1 đến 7, hoặc “chưa gửi”, “dưới 50 %”…"
}

func saidUnclearPercent() string {
	return "Chưa đọc được. Đồng chí gõ một số từ 1 đến 100."
}

func saidUnclearUnit(wrong string) string {
	if wrong == "" {
		return "Đồng chí gõ ít nhất một đơn vị."
	}
	return fmt.Sprintf("“%s” không phải số hay tên của một đơn vị trong danh sách; chưa chọn đơn vị nào.", esc(cut(wrong, 40)))
}

func saidUnknownField(field string) string {
	var fields []string
	for _, f := range broadcast.Fields {
		fields = append(fields, "{"+string(f)+"}")
	}
	return fmt.Sprintf("Bot không biết “%s”; trong ngoặc nhọn chỉ viết được %s. Đồng chí gõ lại lời nhắc.", esc(cut(field, 40)), strings.Join(fields, ", "))
}

func saidLongBroadcast(n int) string {
	return fmt.Sprintf("Lời nhắc dài %d chữ cái, nhiều nhất là %d. Đồng chí viết ngắn lại giúp.", n, broadcast.MaxText)
}

func saidUnclearGo() string {
	return "Chưa gửi. Đồng chí gõ “gửi” để gửi, “sửa” để sửa lời, “thôi” để thoát."
}

func saidOtherUnderway() string {
	return "Đang có một lần nhắc khác chưa gửi xong nên chưa gửi. Đợi xong hãy gõ “gửi”, hoặc gõ “dừng” để dừng lần đó."
}
