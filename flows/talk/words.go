package talk

import (
	"fmt"
	"strings"

	"baocaobot/flows"
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
		"• Gõ số theo thứ tự từ dòng ▶: <code>12, 450</code> hoặc <code>12 cuộc, 450 lượt người</code>. Tiền: <code>12,5</code> là 12,5 triệu đồng; <code>1,2 tỷ</code> cũng được.\n" +
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
func wordGave(f *Form, a flows.Answer) string {
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
func wordBefore(f *Form, value string) string { return " · " + wordRoundBefore(f) + ": " + value }

// wordRoundBefore is plain text and says so when several units stand behind a value.
func wordRoundBefore(f *Form) string {
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
func wordMissing(f *Form, n int) string {
	if f.Report.InRevision() {
		return fmt.Sprintf("Còn %d mục cần chỉnh lý", n)
	}
	return fmt.Sprintf("Còn %d mục chưa trả lời", n)
}

func wordQuick(n int) string { return fmt.Sprintf("⚡ <b>%d mục nhanh</b>", n) }

const wordOthers = "<b>Các mục khác</b>"

// wordOdd is plain text. What is sent, or can be sent no more, is only pointed out.
func wordOdd(f *Form, n int) string {
	if f.Report.Sent() || f.shut() {
		return fmt.Sprintf("⚠️ Mục cần lưu ý (%d)", n)
	}
	return fmt.Sprintf("⚠️ Cần xem lại trước khi gửi (%d)", n)
}

func wordAndMore(n int) string { return fmt.Sprintf("… và %d mục nữa", n) }

func wordBecause(reason string) string { return " – lý do: " + esc(reason) }

func wordProgress(f *Form) string {
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
