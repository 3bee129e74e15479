package talk

import (
	"fmt"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// What the screens say to a cadre; what a turn has to say stands in words_said.go.
// What comes from people or from the outline is escaped; what is returned is HTML
// unless a comment says otherwise.

const (
	labelBack     = "◀ Quay lại"
	labelSkip     = "Bỏ qua ▶"
	labelDone     = "✅ Xong"
	labelMore     = "➕ Viết tiếp"
	labelAdd      = "➕ Thêm tên"
	labelAmend    = "✏️ Sửa"
	labelMenu     = "☰ Mục lục"
	labelGuide    = "ℹ️ Hướng dẫn"
	labelHistory  = "🕘 Lịch sử"
	labelYes      = "Có"
	labelNo       = "Không"
	labelNone     = "Không phát sinh"
	labelUnknown  = "Chưa có số liệu"
	labelResume   = "▶ Làm tiếp"
	labelToCard   = "◀ Về dòng đang làm"
	labelReview   = "Xem lại"
	labelFullText = "📄 Toàn văn"
	labelFigures  = "🔢 Số liệu trước"
	labelAll      = "Hỏi cả lời văn"
	labelSend     = "Gửi báo cáo"
	labelNotYet   = "Chưa gửi"
	labelReopen   = "Sửa báo cáo"

	wordComputed   = "tự tính"
	wordTypeNumber = "Gõ số thứ tự để mở, hoặc “tiếp” để làm tiếp."

	wordAtLevel    = " (cấp " // before the level in a label of the outline
	wordRestOfCard = "<i>Các mục khác của dòng này: xem trong Mục lục.</i>"

	wordNoHistory = "Mục này chưa có ai trả lời."
	wordWithdrawn = "<i>mở lại, chưa có câu trả lời</i>"

	wordSame = "Giữ như kỳ trước"

	// rawGate stands in the history where an answer followed from a yes/no one.
	rawGate = "theo câu trả lời có/không của dòng này"

	wordHelp = "<b>Cách làm</b>\n" +
		"• Gõ số theo thứ tự từ dòng ▶: <code>12 450</code> hoặc <code>12 cuộc, 450 lượt người</code>. Tiền: <code>12,5</code> là 12,5 triệu đồng; <code>1,2 tỷ</code> cũng được.\n" +
		"• Không có việc đó: gõ “không”. Chưa có số: gõ “chưa có”.\n" +
		"• Lời văn: gửi một hay nhiều tin, hết thì gõ “xong”.\n" +
		"• Dán một đoạn báo cáo cũ: bot tìm các số của mục này và hỏi lại từng số.\n" +
		"• Ảnh, tệp gửi lên là minh chứng của dòng đang làm; gõ “minh chứng” để xem.\n" +
		"• Sửa: gõ “sửa”, sửa ngay tin đã gửi, trả lời (reply) thẻ cũ, hoặc mở lại dòng đó trong “mục lục”.\n" +
		"• Đi lại: “bỏ qua”, “quay lại”, “còn thiếu”, “xem lại”, “hướng dẫn”, “lịch sử”.\n" +
		"• Làm chung: gõ “giao” để giao mục cho đồng nghiệp. Làm xong: gõ “gửi”.\n" +
		"• Gõ có dấu hay không dấu đều được. Nghỉ lúc nào cũng được; số đã ghi không mất."
)

// wordGave says when and by whom a value was given.
func wordGave(f Form, a flows.Answer) string {
	who := a.Name
	if who == "" {
		who = f.nameOf(a.By)
	}
	how := ""
	if a.Channel == flows.OfficeChannel {
		how = wordByOffice
	}
	return a.At.In(flows.Zone).Format("15:04 2/1/2006") + " · " + esc(short(who, maxLabel)) + how + ": "
}

func labelSame(value string) string { return wordSame + ": " + value }

func wordNumberOfNames(n int) string { return fmt.Sprintf("%d tên", n) }

// wordBefore takes HTML.
func wordBefore(f Form, value string) string { return " · " + wordRoundBefore(f) + ": " + value }

// wordRoundBefore is plain text and says so when several units stand behind a value.
func wordRoundBefore(f Form) string {
	if f.Merged < 2 {
		return "kỳ trước"
	}
	return fmt.Sprintf("kỳ trước (gộp %d đơn vị)", f.Merged)
}

func labelMissing(n int) string { return fmt.Sprintf("Còn thiếu %d", n) }

// wordOf is what stands in the history for a pressed button, as plain text.
func wordOf(v verb) string {
	switch v {
	case yes:
		return labelYes
	case no:
		return labelNo
	case none:
		return labelNone
	default:
		return labelUnknown
	}
}

// wordState is plain text.
func wordState(s flows.State) string {
	if s == flows.Unknown {
		return "chưa có số liệu"
	}
	return "không phát sinh"
}

// wordYesNo is plain text.
func wordYesNo(yes bool) string {
	if yes {
		return "có"
	}
	return "không"
}

// wordNames is plain text: how many names, and as many of them as fit.
func wordNames(names []string, n int) string {
	return wordNumberOfNames(len(names)) + " (" + short(strings.Join(names, "; "), n) + ")"
}

func wordCardOf(i, all int) string { return fmt.Sprintf("dòng %d/%d", i, all) }

// wordMenu is plain text.
func wordMenu(u flows.Unit, r flows.Round) string { return r.Name + " – " + u.Name }

// wordReview is plain text.
func wordReview(u flows.Unit) string { return "Báo cáo của " + u.Name }

const wordNoText = "Chưa có lời văn hay danh sách nào."

// wordFullText is plain text.
func wordFullText(u flows.Unit) string { return "Lời văn và danh sách của " + u.Name }

// wordMissing is plain text.
func wordMissing(f Form, n int) string {
	if f.Report.InRevision() {
		return fmt.Sprintf("Còn %d mục cần chỉnh lý", n)
	}
	return fmt.Sprintf("Còn %d mục chưa trả lời", n)
}

func wordQuick(n int) string { return fmt.Sprintf("⚡ <b>%d mục nhanh</b>", n) }

const wordOthers = "<b>Các mục khác</b>"

// wordOdd is plain text. What is sent, or can be sent no more, is only pointed out.
func wordOdd(f Form, n int) string {
	if f.Report.Sent() || f.shut() {
		return fmt.Sprintf("⚠️ Mục cần lưu ý (%d)", n)
	}
	return fmt.Sprintf("⚠️ Cần xem lại trước khi gửi (%d)", n)
}

func wordAndMore(n int) string { return fmt.Sprintf("… và %d mục nữa", n) }

func wordBecause(reason string) string { return " – lý do: " + esc(reason) }

func wordProgress(f Form) string {
	all := 0
	for _, q := range f.Plan.Questions {
		if !q.Computed() {
			all++
		}
	}
	said := fmt.Sprintf("Đã trả lời %d/%d mục", all-f.openCount(), all)
	switch r := f.Report; {
	case r.Exempt():
		return said + ".\n" + wordExempt(r)
	case f.closed() && r.Sent():
		return said + ".\n" + wordReceipt(f) + "\n" + wordClosed(f)
	case f.closed():
		return said + ".\n" + wordClosed(f)
	case r.Sent():
		return said + ".\n" + wordReceipt(f)
	case r.Waiting():
		return said + ".\n" + wordWaiting(f)
	case r.InRevision():
		return wordToRevise(f)
	default:
		return said + " · gửi " + esc(f.Round.DeadlineWords()) + "."
	}
}

// hint says what to type on a card.
func (f Form) hint(place Place) string {
	q, _ := f.Plan.Question(place.At)
	a, answered := f.answered(q.ID)
	switch {
	case f.shut():
		return wordShut(f)
	case f.Report.Sent():
		return "Báo cáo đã gửi. Muốn sửa, đồng chí gõ “sửa báo cáo”."
	case f.Report.Waiting() && f.Lead:
		return "Báo cáo chờ đồng chí: gõ “duyệt” để duyệt và gửi, “trả lại” để cán bộ sửa."
	case f.Report.Waiting():
		return "Báo cáo đang chờ lãnh đạo duyệt. Muốn sửa, đồng chí gõ “sửa báo cáo” để lấy lại."
	case answered && f.isOpen(&q) && place.Choice == nil && place.GoesOn != q.ID:
		return "Gõ lại cho đúng; nếu đang đúng, bấm nút hoặc gõ “giữ nguyên”."
	case place.proposes():
		return hintProposal(len(place.Choice.Readings))
	case place.Choice != nil:
		return hintChoice(len(place.Choice.Readings))
	case place.GoesOn == q.ID && q.Kind == outline.Text:
		return "Còn nữa, đồng chí gửi tiếp; hết thì bấm Xong hoặc gõ “xong”."
	case place.GoesOn == q.ID:
		return "Còn tên nữa, đồng chí gửi tiếp; hết thì bấm Xong hoặc gõ “xong”."
	case q.Kind == outline.Text && a.State == flows.Given:
		return "Gõ lời văn mới để thay, “viết tiếp” để viết thêm, hoặc “tiếp” để giữ nguyên."
	case q.Kind == outline.Text:
		return "Đồng chí gõ nội dung, một hay nhiều tin nhắn."
	case q.Kind == outline.Names && a.State == flows.Given:
		return "Gõ lại cả danh sách để thay, “thêm” để thêm tên, hoặc “tiếp” để giữ nguyên."
	case q.Kind == outline.Names:
		return "Đồng chí gõ tên, mỗi tên một dòng."
	case q.Kind == outline.YesNo:
		return "Đồng chí gõ “có” hoặc “không”."
	case q.Kind == outline.Choice:
		return hintOption(q, a)
	case answered:
		return "Gõ số mới để sửa, hoặc “tiếp” để giữ nguyên."
	}
	open := f.openFigures(q)
	if len(open) > 1 {
		return fmt.Sprintf("Gõ một số, hoặc cả %d số từ dòng ▶ trở xuống, ví dụ: <code>%s</code>", len(open), f.examples(open))
	}
	if q.Kind == outline.Money {
		return "Gõ số tiền, ví dụ: <code>12,5</code> (triệu đồng) hoặc <code>1,2 tỷ</code>"
	}
	return "Gõ số, ví dụ: <code>12</code>"
}

func hintChoice(readings int) string {
	if readings == 1 {
		return "Đồng chí bấm nút hoặc gõ “đúng”; nếu không phải, gõ lại số."
	}
	letters := make([]string, readings)
	for i := range letters {
		letters[i] = letter(i)
	}
	return fmt.Sprintf("Đồng chí bấm một nút, gõ %s, hoặc gõ lại số cho rõ.", strings.Join(letters, " hoặc "))
}

// examples gives one message that answers all these figures and keeps the
// outline's rules between them.
func (f Form) examples(open []outline.Question) string {
	samples := []int{12, 45, 30, 8, 20, 15, 6, 10, 9, 7}
	values := make([]int, len(open))
	for i := range open {
		values[i] = samples[i%len(samples)]
	}
	for i, part := range open {
		for j, whole := range open {
			if f.Plan.isWhole(whole, part) {
				values[i], values[j] = min(values[i], values[j]), max(values[i], values[j])
			}
		}
	}
	return strings.Trim(fmt.Sprint(values), "[]")
}
