package bot

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/opening"
)

// What is said about rounds: the list, one round, what is done to it, and what comes after
// opening one.

const (
	labelRound  = "↩ Về đợt"
	labelRounds = "📋 Các đợt"

	maxOnButton = 40
)

func dotButton(label string, v dotVerb, arg string) flows.Button {
	return flows.Button{Label: label, Data: commandRounds + "|" + string(v) + "|" + arg}
}

func saidDeedOver() string {
	return "Nút này của việc đã xong hoặc đã bỏ; lần bấm này không làm gì."
}

func screenOpeningOver() flows.Screen {
	return plain("Không có đợt nào đang soạn; lần bấm này không làm gì. Đồng chí gõ /dot để xem các đợt.")
}

func screenNoSuchRound() flows.Screen {
	return plain("Không có đợt này. Đồng chí gõ /dot để xem các đợt.")
}

func screenInert() flows.Screen {
	return plain("Đây là màn hình xem thử: nút không ghi gì. Gõ /dot để xem các đợt.")
}

func screenOpeningDropped() flows.Screen {
	return plain("Đã bỏ, chưa mở đợt nào. Gõ /dot khi cần mở.")
}

var errOpeningFileFault = errors.New("chương trình có lỗi khi đọc tệp này; đồng chí chép nội dung sang một tệp mới rồi gửi lại")

func screenReadingFile() flows.Screen { return plain("Đang đọc tệp…") }

func screenOpeningFile(why error) flows.Screen {
	return plain("✋ Chưa nhận tệp: " + esc(why.Error()) + ".")
}

// screenRounds lists one page of the rounds, numbered as they are typed.
func screenRounds(rounds []roundFacts, from, all int, admin, drafting bool) flows.Screen {
	s := plain("<b>Các đợt báo cáo</b>\n")
	if all == 0 {
		s.Text += "\nChưa có đợt nào.\n"
	}
	for i, r := range rounds {
		s.Text += fmt.Sprintf("\n%d. %s <b>%s</b>\n%s · đã gửi %d/%d\n", from+i+1, markOfRound(r), esc(cut(r.Name, opening.MaxName)), wordStateOfRound(r), r.Sent, r.Expected)
		if i%8 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		last := &s.Buttons[len(s.Buttons)-1]
		*last = append(*last, dotButton(fmt.Sprint(from+i+1), dotCard, roundTag(r.ID)))
	}
	if pages := otherPages(from, len(rounds), all); len(pages) > 0 {
		s.Buttons = append(s.Buttons, pages)
	}
	switch {
	case admin && drafting:
		s.Buttons = append(s.Buttons, []flows.Button{dotButton("▶ Soạn tiếp đợt mới", dotNew, "")})
		s.Text += "\nĐồng chí đang soạn dở một đợt mới."
	case admin:
		s.Buttons = append(s.Buttons, []flows.Button{dotButton("➕ Mở đợt mới", dotNew, "")})
	}
	if all > 0 {
		s.Text += "\nBấm một số, hoặc gõ “/dot 1”."
	}
	return s
}

func otherPages(from, shown, all int) (row []flows.Button) {
	if from > 0 {
		row = append(row, dotButton("‹ Trước", dotList, fmt.Sprint(from/roundsOnPage-1)))
	}
	if from+shown < all {
		row = append(row, dotButton("Sau ›", dotList, fmt.Sprint(from/roundsOnPage+1)))
	}
	return row
}

func markOfRound(r roundFacts) string {
	if r.Closed.IsZero() {
		return "🟢"
	}
	return "🔒"
}

// wordStateOfRound tells whether a round is open, and until when.
func wordStateOfRound(r roundFacts) string {
	switch {
	case !r.Closed.IsZero():
		return "đã chốt " + clockShort(r.Closed)
	case !r.Now.Before(r.Deadline):
		return "đang mở, đã quá hạn " + r.DeadlineWords()
	default:
		return "đang mở, gửi " + opening.DeadlineOf(r.Deadline)
	}
}

// screenRoundCard tells everything of one round, and what an admin can do to it.
func screenRoundCard(f roundFacts, admin bool) flows.Screen {
	var b strings.Builder
	fmt.Fprintf(&b, "%s <b>%s</b>\n", markOfRound(f), esc(cut(f.Name, opening.MaxName)))
	fmt.Fprintf(&b, "Tình trạng: %s\n", wordStateOfRound(f))
	if len(f.Reopened) > 0 {
		fmt.Fprintf(&b, "Mở lại riêng cho: %s\n", esc(wordNames(f.Reopened)))
	}
	fmt.Fprintf(&b, "Đề cương: %s\n", esc(cut(f.Title, opening.MaxName)))
	fmt.Fprintf(&b, "Kỳ: %s\n", opening.PeriodOf(f.Round))
	if !f.CutOff.IsZero() {
		fmt.Fprintf(&b, "Số liệu tính đến ngày: %s\n", day(f.CutOff))
	}
	fmt.Fprintf(&b, "Đơn vị: %d (%d đã có người vào bot)\nĐã gửi: <b>%d/%d</b>\n", len(f.Units), f.Joined, f.Sent, f.Expected)
	if f.PreviousName != "" {
		fmt.Fprintf(&b, "So với đợt: %s\n", esc(cut(f.PreviousName, opening.MaxName)))
	}
	if f.Leader {
		b.WriteString("Lãnh đạo đơn vị duyệt trước khi gửi\n")
	}
	if f.Amend == flows.OnRequest {
		b.WriteString("Sửa báo cáo đã gửi phải xin văn phòng\n")
	}
	return flows.Screen{Text: b.String(), Buttons: cardButtons(f, admin)}
}

func wordNames(units []flows.Unit) string {
	var names []string
	for _, u := range units[:min(len(units), 5)] {
		names = append(names, cut(u.Name, 60))
	}
	text := strings.Join(names, ", ")
	if more := len(units) - len(names); more > 0 {
		text += fmt.Sprintf(" và %d đơn vị nữa", more)
	}
	return text
}

func cardButtons(f roundFacts, admin bool) (rows [][]flows.Button) {
	tag := roundTag(f.ID)
	if admin && f.Closed.IsZero() {
		rows = append(rows, []flows.Button{dotButton("📅 Gia hạn", dotExtend, tag), dotButton("🔒 Chốt", dotClose, tag)})
	}
	if admin && !f.Closed.IsZero() {
		rows = append(rows, []flows.Button{dotButton("🔓 Mở lại", dotReopen, tag), dotButton("🏢 Mở lại một đơn vị", dotReopenUnit, tag)})
	}
	if admin && len(f.Reopened) > 0 {
		rows = append(rows, []flows.Button{dotButton("🔒 Chốt lại", dotClose, tag)})
	}
	return append(rows, []flows.Button{dotButton("👁 Xem như cán bộ", dotSight, tag), dotButton(labelRounds, dotList, "")})
}

// screenDeed asks what a deed to a round lacks, or for the yes.
func screenDeed(d roundDeed, f roundFacts, number int64) flows.Screen {
	name := bold(cut(f.Name, opening.MaxName))
	switch {
	case d.ready():
		text, yes := wordSureOfDeed(d, f, name)
		return flows.Screen{Text: text + "\n\nBấm nút, hoặc gõ “đồng ý”, “thôi”.",
			Buttons: [][]flows.Button{{deedButton(yes, number, "dong_y"), deedButton("Thôi", number, "thoi")}}}
	case d.Kind == dotReopenUnit:
		return screenReopenWhom(d, f, name, number)
	case !d.Bare.IsZero():
		return flows.Screen{Text: fmt.Sprintf("Ngày %s còn nhận báo cáo không? Bấm, hoặc gõ “1” hay “2”.", day(d.Bare)),
			Buttons: lateButtons(number, d.Bare, d.Bare.AddDate(0, 0, 1))}
	default:
		var days []time.Time
		for _, n := range []int{3, 7, 14} {
			if late := f.Deadline.AddDate(0, 0, n); late.After(f.Now) {
				days = append(days, late)
			}
		}
		return flows.Screen{Text: fmt.Sprintf("<b>Gia hạn</b> %s\nHạn hiện nay: %s.\nBấm hạn mới, hoặc gõ: “trước ngày …”, “hết ngày …”.", name, opening.DeadlineOf(f.Deadline)),
			Buttons: lateButtons(number, days...)}
	}
}

func deedButton(label string, number int64, answer string) flows.Button {
	return dotButton(label, dotAnswer, fmt.Sprintf("%d|%s", number, answer))
}

func lateButtons(number int64, days ...time.Time) (rows [][]flows.Button) {
	for _, late := range days {
		rows = append(rows, []flows.Button{deedButton(flows.UpperFirst(opening.DeadlineOf(late)), number, "late|"+late.In(flows.Zone).Format(time.DateOnly))})
	}
	return append(rows, []flows.Button{deedButton("Thôi", number, "thoi")})
}

func screenReopenWhom(d roundDeed, f roundFacts, name string, number int64) flows.Screen {
	s := plain(fmt.Sprintf("<b>Mở lại riêng cho một đơn vị</b>\n%s\nĐồng chí gõ tên đơn vị (không dấu cũng được); “thôi” để bỏ.", name))
	for i, id := range d.Units {
		for _, u := range f.Units {
			if u.ID == id {
				s.Text += fmt.Sprintf("\n%d. %s", i+1, esc(cut(u.Name, 60)))
				s.Buttons = append(s.Buttons, []flows.Button{deedButton(cut(u.Name, maxOnButton), number, fmt.Sprint(i+1))})
			}
		}
	}
	s.Buttons = append(s.Buttons, []flows.Button{deedButton("Thôi", number, "thoi")})
	return s
}

// wordSureOfDeed tells whom a deed concerns before it is done.
func wordSureOfDeed(d roundDeed, f roundFacts, name string) (text, yes string) {
	switch d.Kind {
	case dotExtend:
		return fmt.Sprintf("<b>Gia hạn</b> %s\n%s → <b>%s</b>\n%d/%d đơn vị chưa gửi sẽ được báo.", name, f.DeadlineWords(), opening.DeadlineOf(d.Deadline), f.waiting(), f.Expected), "✅ Gia hạn"
	case dotClose:
		return wordSureOfClosing(f, name), "🔒 Chốt"
	case dotReopen:
		return fmt.Sprintf("<b>Mở lại</b> %s cho %d đơn vị\n%s sẽ được báo.%s", name, len(f.Units), wordUnfinished(f), wordPastDeadline(f, "; cần thì gia hạn sau khi mở lại")), "🔓 Mở lại"
	default:
		var whom flows.Unit
		for _, u := range f.Units {
			if u.ID == d.Unit {
				whom = u
			}
		}
		return fmt.Sprintf("<b>Mở lại</b> %s cho 1 đơn vị: %s\nNgười của đơn vị này sẽ được báo; các đơn vị khác vẫn chốt.%s", name, bold(whom.Name), wordPastDeadline(f, "")), "🔓 Mở lại"
	}
}

// wordSureOfClosing names those whom it takes something from: everybody, or only those for
// whom alone a closed round is open.
func wordSureOfClosing(f roundFacts, name string) string {
	const book = "số đã ghi vẫn còn. Văn phòng được gửi bảng tổng hợp."
	if !f.Closed.IsZero() {
		return fmt.Sprintf("<b>Chốt lại</b> %s cho %d đơn vị đang mở riêng: %s\n%d đơn vị chưa gửi sẽ được báo và không nhập, không gửi được nữa; %s",
			name, len(f.Reopened), esc(wordNames(f.Reopened)), f.Again, book)
	}
	return fmt.Sprintf("<b>Chốt</b> %s\nĐã gửi %d/%d. %s sẽ được báo và không nhập, không gửi được nữa; %s", name, f.Sent, f.Expected, wordUnfinished(f), book)
}

// wordUnfinished counts the units that have something to send.
func wordUnfinished(f roundFacts) string {
	words := fmt.Sprintf("%d đơn vị chưa gửi", f.waiting())
	if f.Revising > 0 {
		words += fmt.Sprintf(" và %d đơn vị đang chỉnh lý", f.Revising)
	}
	return words
}

// wordPastDeadline warns of what is sent late, and says what could be done.
func wordPastDeadline(f roundFacts, could string) string {
	if f.Now.Before(f.Deadline) {
		return ""
	}
	return fmt.Sprintf("\nHạn %s đã qua: báo cáo gửi từ nay là trễ hạn%s.", f.DeadlineWords(), could)
}

func saidDeedLeft() string { return "Đã bỏ, chưa thay đổi gì." }

func saidRoundChanged() string {
	return "✋ Chưa làm gì: đợt này vừa được đổi ở nơi khác. Đồng chí xem lại dưới đây rồi trả lời lần nữa."
}

func saidYesOrNo() string {
	return "✋ Chưa làm gì. Đồng chí bấm nút, hoặc gõ “đồng ý” hay “thôi”."
}

func saidUnitsFound(n int) string {
	if n == 0 {
		return "✋ Đợt này không có đơn vị nào tên như vậy. Đồng chí gõ lại tên đơn vị."
	}
	return fmt.Sprintf("✋ Có %d đơn vị tên như vậy. Đồng chí gõ tên đầy đủ hơn.", n)
}

func saidDone(d roundDeed) string {
	switch d.Kind {
	case dotExtend:
		return "✅ Đã gia hạn."
	case dotClose:
		return "🔒 Đã chốt."
	default:
		return "🔓 Đã mở lại."
	}
}

// saidRoundRefused says why nothing was done to a round.
func saidRoundRefused(err error) string {
	switch err {
	case ErrRoundClosed:
		return "✋ Chưa làm gì: đợt này đã chốt. Cần thì mở lại trước."
	case ErrRoundOpen:
		return "✋ Chưa làm gì: đợt này đang mở."
	case ErrUnitOpen:
		return "✋ Chưa làm gì: đợt này đang mở cho đơn vị đó rồi."
	case ErrNotLater:
		return "✋ Hạn mới phải sau hạn hiện nay. Đồng chí chọn ngày khác."
	case ErrPast:
		return "✋ Hạn đó đã qua rồi. Đồng chí chọn hạn sau hôm nay."
	default:
		return "✋ Chưa làm gì: đợt này không hỏi đơn vị đó."
	}
}

// screenRoundOpened tells what was done and what comes next.
func screenRoundOpened(r flows.Round, units, people, joinless int) flows.Screen {
	s := plain(fmt.Sprintf("✅ <b>Đã mở đợt</b> %s\n%d đơn vị, gửi %s.\n", bold(cut(r.Name, opening.MaxName)), units, opening.DeadlineOf(r.Deadline)))
	if people > 0 {
		s.Text += fmt.Sprintf("Bot báo cho %d người đã vào bot (ban đêm thì sáng mai).\n", people)
	}
	s.Text += "\n<b>Việc tiếp theo</b>\n"
	if joinless > 0 {
		s.Text += fmt.Sprintf("• %d đơn vị chưa có ai vào bot: lập danh sách mời (/moi tất cả).\n", joinless)
		s.Buttons = append(s.Buttons, []flows.Button{dotButton("✉️ Lập danh sách mời", dotInvite, roundTag(r.ID))})
	}
	s.Text += "• Lịch nhắc đơn vị chưa gửi: /lich.\n• Xem, gia hạn, chốt đợt: /dot."
	s.Buttons = append(s.Buttons, []flows.Button{dotButton("⏰ Lịch nhắc", dotSchedule, roundTag(r.ID)), dotButton(labelRounds, dotList, "")})
	return s
}
