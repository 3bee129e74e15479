package talk

import (
	"fmt"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// Everything said to a cadre stands here. What comes from people or from the
// outline is escaped; what is returned is HTML unless a comment says otherwise.

const (
	labelBack    = "◀ Quay lại"
	labelSkip    = "Bỏ qua ▶"
	labelMenu    = "☰ Mục lục"
	labelGuide   = "ℹ️ Hướng dẫn"
	labelHistory = "🕘 Lịch sử"
	labelYes     = "Có"
	labelNo      = "Không"
	labelNone    = "Không phát sinh"
	labelUnknown = "Chưa có số liệu"
	labelResume  = "▶ Làm tiếp"
	labelToCard  = "◀ Về dòng đang làm"
	labelReview  = "Xem lại"
	labelSend    = "Gửi báo cáo"
	labelSendNow = "✅ Gửi"
	labelNotYet  = "Chưa gửi"
	labelReopen  = "Sửa báo cáo"

	wordComputed   = "tự tính"
	wordTypeNumber = "Gõ số thứ tự để mở, hoặc “tiếp” để làm tiếp."

	wordNoHistory = "Mục này chưa có ai trả lời."
	wordWithdrawn = "<i>mở lại, chưa có câu trả lời</i>"

	wordSame = "Giữ như kỳ trước"

	// rawGate stands in the history where an answer followed from a yes/no one.
	rawGate = "theo câu trả lời có/không của dòng này"

	wordHelp = "<b>Cách làm</b>\n" +
		"• Gõ số liệu theo từng dòng; có thể gõ nhiều số một lần: <code>12 450</code> hoặc <code>12 cuộc, 450 lượt người</code>.\n" +
		"• Tiền: <code>12,5</code> là 12,5 triệu đồng; <code>1,2 tỷ</code> cũng được.\n" +
		"• Không có việc đó: gõ “không”. Chưa có số: gõ “chưa có”.\n" +
		"• “bỏ qua”, “quay lại”, “mục lục”, “còn thiếu”, “xem lại”, “lịch sử”, “gửi”: gõ có dấu hay không dấu đều được.\n" +
		"• Sửa số đã ghi: mở lại dòng đó trong Mục lục và gõ số mới.\n" +
		"• Nghỉ lúc nào cũng được; lần sau gõ “làm tiếp”. Số đã ghi không mất."
)

// wordGave says when and by whom a value was given.
func wordGave(a flows.Answer) string {
	who := a.Name
	if who == "" {
		who = "đồng nghiệp"
	}
	return a.At.In(flows.Zone).Format("15:04 2/1/2006") + " · " + esc(short(who, maxLabel)) + ": "
}

func labelSame(value string) string { return wordSame + ": " + value }

func wordNumberOfNames(n int) string { return fmt.Sprintf("%d tên", n) }

// wordBefore takes HTML.
func wordBefore(value string) string { return " · kỳ trước: " + value }

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

// wordMissing is plain text.
func wordMissing(n int) string { return fmt.Sprintf("Còn %d mục chưa trả lời", n) }

func wordProgress(f Form) string {
	all := 0
	for _, q := range f.Plan.Questions {
		if !q.Computed() {
			all++
		}
	}
	said := fmt.Sprintf("Đã trả lời %d/%d mục", all-len(f.open()), all)
	if f.Report.Sent() {
		return said + fmt.Sprintf(" · đã gửi lúc %s.", f.Report.SentAt.In(flows.Zone).Format("15:04 ngày 2/1/2006"))
	}
	return said + " · gửi " + esc(f.Round.DeadlineWords()) + "."
}

func wordConfirm(f Form) string {
	said := fmt.Sprintf("<b>Gửi báo cáo của %s?</b>\n%s", esc(f.Unit.Name), wordProgress(f))
	if n := len(f.open()); n > 0 {
		said += fmt.Sprintf("\nCòn %d mục để trống; văn phòng sẽ thấy là chưa trả lời.", n)
	}
	said += "\nBấm Gửi hoặc gõ “đồng ý” để gửi."
	return said
}

// hint says what to type on a card.
func (f Form) hint(place Place) string {
	q, _ := f.Plan.Question(place.At)
	_, answered := f.Report.Answers[q.ID]
	switch {
	case f.Report.Sent():
		return "Báo cáo đã gửi. Muốn sửa, đồng chí gõ “sửa báo cáo”."
	case place.Choice != nil:
		return hintChoice(len(place.Choice.Readings))
	case q.Kind == outline.Text:
		return "Đồng chí gõ nội dung trong một tin nhắn."
	case q.Kind == outline.Names:
		return "Đồng chí gõ tên, mỗi tên một dòng."
	case q.Kind == outline.YesNo:
		return "Đồng chí gõ “có” hoặc “không”."
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

// saidKept tells what was kept, old → new where it was a correction, what
// followed from it, and what now looks odd.
func saidKept(before, after Form, answers, followed []flows.Answer) string {
	var lines []string
	for _, a := range answers {
		lines = append(lines, saidOne(before, after, a))
	}
	for _, a := range followed {
		if _, answered := before.Report.Answers[a.Question]; answered && a.State == flows.None {
			lines = append(lines, saidOne(before, after, a))
		}
	}
	switch {
	case len(followed) > 0 && followed[0].State == flows.None:
		lines = append(lines, "Các mục đi kèm được ghi “không phát sinh”.")
	case len(followed) > 0:
		lines = append(lines, "Các mục đi kèm được mở lại.")
	}
	for _, q := range after.Plan.Questions {
		if after.warned(q) && !before.warned(q) {
			lines = append(lines, fmt.Sprintf("⚠️ Theo đề cương, “%s” thường lớn hơn 0; nếu đúng là 0, đồng chí cứ đi tiếp.", esc(short(q.Label, maxLabel))))
		}
	}
	if len(after.open()) == 0 {
		lines = append(lines, "🎉 Đã trả lời đủ. Mời đồng chí xem lại rồi gửi.")
	}
	return strings.Join(lines, "\n")
}

func saidOne(before, after Form, a flows.Answer) string {
	q, _ := after.Plan.Question(a.Question)
	now := bold(after.value(q, a))
	if words := inWords(q, a); words != "" {
		now += " (" + words + ")"
	}
	if old, answered := before.Report.Answers[a.Question]; answered && !old.Equal(a.Value) {
		return fmt.Sprintf("✏️ %s: <s>%s</s> → %s", esc(short(q.Label, maxLabel)), esc(before.value(q, old)), now)
	}
	said := "✅ " + esc(short(q.Label, maxLabel)) + ": " + now
	if len(a.Names) == 1 && strings.Contains(a.Names[0], ", ") {
		said += "\nNếu là nhiều tên, đồng chí gõ lại mỗi tên một dòng."
	}
	return said
}

// inWords reads large figures back in words, so that a slip of zeros is seen.
func inWords(q outline.Question, a flows.Answer) string {
	switch {
	case a.State != flows.Given || a.Number < 1_000_000:
		return ""
	case q.Kind == outline.Money:
		return figure.Words(a.Number) + " đồng"
	case q.Kind == outline.Count:
		return figure.Words(a.Number)
	default:
		return ""
	}
}

// saidChoose asks which reading is meant.
func saidChoose(f Form, c *Choice) string {
	text := esc(short(c.Raw, maxValue))
	if len(c.Readings) == 1 && len(c.Readings[0]) == 1 {
		q, _ := f.Plan.Question(c.Readings[0][0].Question)
		return fmt.Sprintf("❓ “%s” – có phải là %s cho “%s” không?", text, bold(f.reading(c.Readings[0])), esc(short(q.Label, maxLabel)))
	}
	return fmt.Sprintf("❓ “%s” có thể đọc nhiều cách. Đồng chí chọn cách đúng.", text)
}

// saidJump questions figures that jump against the round before.
func saidJump(f Form, far Reading) string {
	var lines []string
	for _, one := range far {
		q, _ := f.Plan.Question(one.Question)
		old, _ := f.before(q)
		lines = append(lines, fmt.Sprintf("❓ %s: %s, trong khi kỳ trước là %s. Đúng không?", esc(short(q.Label, maxLabel)),
			bold(f.reading(Reading{one})), bold(f.value(q, old))))
	}
	return strings.Join(lines, "\n")
}

// saidChangedMeanwhile points out a colleague's answer before it is replaced.
func saidChangedMeanwhile(f Form, other flows.Answer) string {
	q, _ := f.Plan.Question(other.Question)
	return fmt.Sprintf("👥 Chưa ghi: lúc %s đồng nghiệp vừa ghi “%s” là %s. Muốn thay, đồng chí gõ lại lần nữa; muốn giữ, gõ “tiếp”.",
		other.At.In(flows.Zone).Format("15:04"), esc(short(q.Label, maxLabel)), bold(f.value(q, other)))
}

func saidNothingToCorrect() string {
	return "✋ Tin vừa sửa không phải là câu trả lời đang có hiệu lực, nên chưa đổi gì. Muốn sửa số nào, đồng chí mở lại dòng đó trong Mục lục."
}

func saidNothingBefore() string {
	return "✋ Mục này không có giá trị kỳ trước để giữ lại. Đồng chí gõ câu trả lời."
}

func saidRetype() string { return "Chưa ghi gì. Đồng chí gõ lại số cho rõ." }

func saidGoOn() string {
	return "Tin này dài, ứng dụng có thể đã cắt. Nếu còn phần sau, đồng chí gửi tiếp; nếu hết, gõ “tiếp”."
}

func saidTextNotNumber() string {
	return "✋ Mục này cần lời văn. Nếu không có, đồng chí gõ “không”."
}

func saidNoName(line string) string {
	return fmt.Sprintf("✋ Chưa ghi: dòng “%s” không phải là tên. Đồng chí gõ lại cả danh sách, mỗi tên một dòng.", esc(short(line, maxValue)))
}

// saidUnclear says why a message is no figure and gives an example that is.
func saidUnclear(q outline.Question, r figure.Result, part string) string {
	return fmt.Sprintf("✋ Chưa ghi “%s”: %s", esc(short(part, maxValue)), whyUnclear(q, r))
}

func whyUnclear(q outline.Question, r figure.Result) string {
	switch r.Why {
	case figure.NotWhole:
		return "mục này đếm số nguyên, ví dụ <code>12</code>."
	case figure.NotWholeDong:
		return "số tiền lẻ dưới 1 đồng; ví dụ <code>12,5</code> là 12,5 triệu đồng."
	case figure.Negative:
		return "số liệu không thể âm."
	case figure.Range:
		return "đồng chí gõ một số, không gõ khoảng “từ … đến …”."
	case figure.Sum:
		return "đồng chí cộng sẵn rồi gõ một số."
	case figure.Rate:
		return "mục này cần số lượng; tỷ lệ máy tự tính."
	case figure.Date:
		return "đây giống ngày tháng; đồng chí gõ một số."
	case figure.TooLarge:
		return "số quá lớn, đồng chí xem lại các số 0."
	case figure.BadGroups:
		return "dấu chấm, dấu phẩy chưa rõ; một nghìn hai trăm năm mươi gõ là <code>1250</code> hoặc <code>1.250</code>."
	case figure.TooLong:
		return "tin nhắn quá dài cho một số; đồng chí gõ riêng số liệu."
	case figure.ManyNumbers:
		return "có nhiều số hơn số ô đang hỏi; đồng chí gõ từng số."
	case figure.Twice:
		return "hai số cùng cho một ô; đồng chí gõ lại."
	case figure.TooFine:
		return "tỷ lệ chỉ ghi đến hai số sau dấu phẩy."
	case figure.Phone:
		return "đây giống số điện thoại; đồng chí gõ lại số liệu."
	case figure.BadWhole:
		return "phần không thể lớn hơn tổng; gõ phần trước, tổng sau, ví dụ <code>45/51</code>."
	case figure.Leftover:
		return fmt.Sprintf("chưa hiểu “%s”; đồng chí gõ riêng số, ví dụ <code>12</code>.", esc(short(r.Words, maxValue)))
	case figure.WrongUnit:
		return fmt.Sprintf("mục này tính bằng %s.", esc(q.Item.Unit))
	case figure.TwoReadings:
		return "có thể đọc nhiều cách; đồng chí gõ riêng số này cho rõ."
	default:
		return fmt.Sprintf("đồng chí gõ một số, ví dụ <code>12</code> (%s), hoặc “không” nếu không phát sinh.", esc(q.Item.Unit))
	}
}

func saidPairWithoutWhole(v figure.Value) string {
	return fmt.Sprintf("✋ Chưa ghi: “%d/%d” không khớp với tổng số của dòng này. Đồng chí gõ từng số một.", v.N, v.Of)
}

func saidNamesNotNumbers() string {
	return "✋ Mục này cần tên, mỗi tên một dòng. Nếu không có, đồng chí gõ “không”."
}

func saidYesOrNo() string {
	return "✋ Đồng chí gõ “có” hoặc “không”, hoặc bấm nút."
}

// saidNotAbove names the rule low ≤ high with both figures.
func saidNotAbove(f Form, low, high flows.QuestionID) string {
	l, _ := f.Plan.Question(low)
	h, _ := f.Plan.Question(high)
	return fmt.Sprintf("✋ Chưa ghi: “%s” (%s) không được lớn hơn “%s” (%s). Đồng chí xem lại, hoặc sửa số kia trước.",
		esc(l.Label), esc(f.value(l, f.Report.Answers[low])), esc(h.Label), esc(f.value(h, f.Report.Answers[high])))
}

func saidClosed(f Form, q outline.Question, gate flows.QuestionID) string {
	g, _ := f.Plan.Question(gate)
	return fmt.Sprintf("✋ Chưa ghi: ở câu “%s” đồng chí đã trả lời “không”. Muốn ghi “%s”, đồng chí đổi câu đó thành “có” trước.", esc(g.Label), esc(q.Label))
}

func saidOtherCard() string {
	return "Nút đó của dòng dưới đây, chưa ghi gì. Đồng chí trả lời tiếp ở dòng này."
}

func saidStale() string {
	return "Nút đó của màn hình cũ, chưa ghi gì. Đây là chỗ đang làm:"
}

func saidLost() string {
	return "✋ Chưa ghi gì. Đồng chí bấm một nút bên dưới, hoặc gõ “tiếp” để trả lời câu đang làm."
}

func saidNoSuchNumber(n int) string {
	return fmt.Sprintf("✋ Danh sách này có số từ 1 đến %d.", n)
}

func saidSent(f Form) string {
	return fmt.Sprintf("📨 <b>Đã gửi báo cáo của %s</b> lúc %s. Cảm ơn đồng chí!", esc(f.Unit.Name), f.Now.In(flows.Zone).Format("15:04 ngày 2/1/2006"))
}

func saidAlreadySent() string {
	return "✋ Chưa ghi: báo cáo đã gửi. Muốn sửa, đồng chí gõ “sửa báo cáo”, sửa xong gửi lại."
}

func saidReopened(f Form) string {
	if f.late() {
		return fmt.Sprintf("Báo cáo đã mở lại để sửa. Đã quá hạn (%s), gửi lại sẽ ghi là trễ hạn.", esc(f.Round.DeadlineWords()))
	}
	return "Báo cáo đã mở lại để sửa. Sửa xong, đồng chí nhớ gửi lại."
}
