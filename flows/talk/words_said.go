package talk

import (
	"fmt"
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// What a turn has to say, as HTML: the note above the screen.

// saidKept tells what was kept, old → new where it was a correction, what
// followed from it, and what now looks odd.
func saidKept(before, after *Form, answers, followed []flows.Answer, odd []planCheck) string {
	var lines []string
	label := maxLabel
	if len(answers) > 3 {
		label = maxShort
	}
	for _, a := range answers {
		lines = append(lines, saidOne(before, after, a, label))
	}
	for _, a := range followed {
		if _, answered := before.answered(a.Question); answered && a.State == flows.None {
			lines = append(lines, saidOne(before, after, a, label))
		}
	}
	switch {
	case len(followed) > 0 && followed[0].State == flows.None:
		lines = append(lines, "Các mục đi kèm được ghi “không phát sinh”.")
	case len(followed) > 0:
		lines = append(lines, "Các mục đi kèm được mở lại.")
	}
	for _, c := range odd {
		lines = append(lines, saidOdd(after, c))
	}
	switch {
	case after.openAfter(answers[0].Question) != "":
	case after.Report.InRevision():
		lines = append(lines, "🎉 Đã chỉnh lý đủ các mục văn phòng yêu cầu. Mời đồng chí xem lại rồi gửi lại.")
	default:
		lines = append(lines, "🎉 Đã trả lời đủ. Mời đồng chí xem lại rồi gửi.")
	}
	return strings.Join(lines, "\n")
}

func saidOne(before, after *Form, a flows.Answer, label int) string {
	q, _ := after.Plan.Question(a.Question)
	now := bold(after.value(q, a))
	if words := inWords(q, a); words != "" {
		now += " (" + words + ")"
	}
	old, answered := before.answered(a.Question)
	if more := wordAdded(q, old.Value, a.Value); answered && more != "" {
		return fmt.Sprintf("➕ %s: %s", esc(labelOf(q, label)), more)
	}
	if answered && !old.Equal(a.Value) {
		was, is := after.correction(q, old, a)
		if words := inWords(q, a); words != "" {
			return fmt.Sprintf("✏️ %s: <s>%s</s> → %s (%s)", esc(labelOf(q, label)), esc(was), bold(is), words)
		}
		return fmt.Sprintf("✏️ %s: <s>%s</s> → %s", esc(labelOf(q, label)), esc(was), bold(is))
	}
	said := "✅ " + esc(labelOf(q, label)) + ": " + now
	if len(a.Names) == 1 && strings.Contains(a.Names[0], ", ") {
		said += "\nNếu là nhiều tên, đồng chí gõ lại mỗi tên một dòng."
	}
	return said
}

// wordAdded tells what a further message added to a text or a list; empty where the
// new value does not go on from the old one.
func wordAdded(q outline.Question, old, now flows.Value) string {
	part, goesOn := strings.CutPrefix(now.Text, old.Text+"\n")
	switch {
	case q.Kind == outline.Text && old.Text != "" && goesOn:
		return fmt.Sprintf("thêm “%s”, cả thảy %d chữ", esc(short(strings.Join(strings.Fields(part), " "), maxValue)), len(strings.Fields(now.Text)))
	case q.Kind == outline.Names && len(old.Names) > 0 && len(now.Names) > len(old.Names) && slices.Equal(now.Names[:len(old.Names)], old.Names):
		return fmt.Sprintf("thêm %d tên, cả thảy %d tên", len(now.Names)-len(old.Names), len(now.Names))
	default:
		return ""
	}
}

// wordChangedNames is plain text.
func wordChangedNames(gone, come []string) string {
	switch {
	case len(gone) == 0 && len(come) == 0:
		return " (đổi thứ tự)"
	case len(gone) == 0:
		return fmt.Sprintf(" (thêm: %s)", short(strings.Join(come, "; "), maxValue))
	case len(come) == 0:
		return fmt.Sprintf(" (bỏ: %s)", short(strings.Join(gone, "; "), maxValue))
	default:
		return fmt.Sprintf(" (bỏ: %s; thêm: %s)", short(strings.Join(gone, "; "), maxValue), short(strings.Join(come, "; "), maxValue))
	}
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

// saidJump questions figures that jump against the round before.
func saidJump(f *Form, far Reading) string {
	var lines []string
	for _, one := range far {
		q, _ := f.Plan.Question(one.Question)
		old, _ := f.before(q)
		lines = append(lines, fmt.Sprintf("❓ %s: %s, trong khi %s là %s. Đúng không?", esc(labelOf(q, maxLabel)),
			bold(f.reading(Reading{one})), wordRoundBefore(f), bold(f.value(q, old))))
	}
	return strings.Join(lines, "\n")
}

// saidChangedMeanwhile points out a colleague's answer before it is replaced.
func saidChangedMeanwhile(f *Form, other flows.Answer) string {
	q, _ := f.Plan.Question(other.Question)
	how := "Muốn thay, đồng chí gõ lại lần nữa; muốn giữ, gõ “tiếp”."
	if q.Kind == outline.Text && other.State == flows.Given {
		how = "Muốn thay cả, đồng chí gõ lại lần nữa; muốn viết thêm, gõ “viết tiếp”; muốn giữ, gõ “tiếp”."
	}
	return fmt.Sprintf("👥 Chưa ghi: lúc %s %s đã ghi “%s” là %s. "+how,
		other.At.In(flows.Zone).Format("15:04"), esc(f.nameOf(other.By)), esc(labelOf(q, maxLabel)), bold(f.value(q, other)))
}

// saidNothingToCorrect answers the edit of a message that holds no answer, or none that
// still counts, and a reply to one.
func saidNothingToCorrect(in Input) string {
	switch {
	case in.Replies && len(in.Corrects) == 0:
		return "✋ Chưa ghi: tin đồng chí trả lời không phải là câu trả lời nào của báo cáo này. Đồng chí gõ thẳng vào dòng dưới đây, hoặc trả lời thẻ câu hỏi."
	case in.Replies:
		return "✋ Chưa ghi: câu trả lời ở tin đó không còn hiệu lực. Muốn sửa số nào, đồng chí mở lại dòng đó trong Mục lục."
	default:
		return "✋ Tin vừa sửa không phải là câu trả lời đang có hiệu lực, nên chưa đổi gì. Muốn sửa số nào, đồng chí mở lại dòng đó trong Mục lục."
	}
}

func saidNoWordsLeft() string {
	return "✋ Tin đó không còn chữ nào, nên chưa đổi gì. Đồng chí gõ lại câu trả lời ở dòng dưới đây."
}

func saidCommandIsNoAnswer(command string) string {
	return fmt.Sprintf("✋ Chưa đổi gì: “%s” là lệnh, không phải câu trả lời. Đồng chí gõ lại câu trả lời ở dòng dưới đây.", esc(short(command, maxValue)))
}

func saidNoSuchCommand(command string) string {
	return fmt.Sprintf("✋ Chưa đổi gì: bot không có lệnh “%s”. Đồng chí gõ lại câu trả lời ở dòng dưới đây.", esc(short(command, maxValue)))
}

func saidComposed() string {
	return "✋ Câu trả lời này được ghép từ nhiều tin nên sửa một tin chưa đổi gì. Đồng chí gõ lại cả câu trả lời ở dòng dưới đây."
}

func saidNothingBefore() string {
	return "✋ Mục này không có giá trị kỳ trước để giữ lại. Đồng chí gõ câu trả lời."
}

func saidAskReason() string {
	return "Nếu đúng như vậy, đồng chí cứ đi tiếp, hoặc gõ “lý do: …” để văn phòng biết."
}

func saidReason(f *Form, id flows.QuestionID, why string) string {
	q, _ := f.Plan.Question(id)
	return fmt.Sprintf("📝 Đã ghi lý do cho “%s”: %s", esc(labelOf(q, maxLabel)), esc(short(why, maxLine)))
}

func saidAlsoReason(f *Form, id flows.QuestionID) string {
	q, _ := f.Plan.Question(id)
	return fmt.Sprintf("⚠️ “%s” cũng khác thường; nếu đúng, đồng chí gõ tiếp “lý do: …” cho số đó.", esc(labelOf(q, maxLabel)))
}

func saidBareWord(word string) string {
	return fmt.Sprintf("✋ Chưa ghi “%s”: mục này cần lời văn hoặc tên. Nếu không có, đồng chí gõ “không”.", esc(short(word, maxValue)))
}

func saidHeadings(headings []string) string {
	return fmt.Sprintf("Dòng tiêu đề “%s” không tính là tên.", esc(short(strings.Join(headings, "; "), maxValue)))
}

func saidRetype() string { return "Chưa ghi gì. Đồng chí gõ lại số cho rõ." }

func saidNothingToAddTo() string {
	return "✋ Mục này chưa có lời văn hay danh sách để viết thêm. Đồng chí gõ câu trả lời."
}

func saidNothingLast() string {
	return "✋ Đồng chí chưa trả lời mục nào để sửa. Muốn sửa số của đồng nghiệp, đồng chí mở dòng đó trong Mục lục."
}

func saidTextNotNumber(goingOn bool) string {
	if goingOn {
		return "✋ Chưa ghi thêm gì: đang viết lời văn. Viết hết, đồng chí gõ “xong” để sang mục sau."
	}
	return "✋ Mục này cần lời văn. Nếu không có, đồng chí gõ “không”."
}

func saidNoName(line string) string {
	return fmt.Sprintf("✋ Chưa ghi: dòng “%s” không phải là tên. Đồng chí gõ lại cả danh sách, mỗi tên một dòng.", esc(short(line, maxValue)))
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
func saidNotAbove(f *Form, low, high flows.QuestionID) string {
	l, _ := f.Plan.Question(low)
	h, _ := f.Plan.Question(high)
	return fmt.Sprintf("✋ Chưa ghi: “%s” (%s) không được lớn hơn “%s” (%s). Đồng chí xem lại, hoặc sửa số kia trước.",
		esc(l.Label), esc(f.value(l, f.answer(low))), esc(h.Label), esc(f.value(h, f.answer(high))))
}

// saidOdd gives a warning and the figure that it is about.
func saidOdd(f *Form, c planCheck) string {
	q, _ := f.Plan.Question(c.own)
	return fmt.Sprintf("⚠️ “%s”: %s", esc(labelOf(q, maxLabel)), esc(c.Say))
}

// saidBroken gives the sentence of a check that refuses, with its figures.
func saidBroken(f *Form, c planCheck) string {
	figures := make([]string, len(c.operands))
	for i, id := range c.operands {
		q, _ := f.Plan.Question(id)
		figures[i] = fmt.Sprintf("“%s” (%s)", esc(labelOf(q, maxLabel)), esc(f.value(q, f.answer(id))))
	}
	said := fmt.Sprintf("✋ Chưa ghi: %s. Đang xét %s. Đồng chí xem lại", esc(strings.TrimSuffix(c.Say, ".")), strings.Join(figures, ", "))
	if len(figures) == 1 {
		return said + "."
	}
	return said + "; muốn sửa cả số khác, đồng chí ghi tạm số đó là “chưa có số liệu” trước."
}

func saidClosed(f *Form, q outline.Question, gate flows.QuestionID) string {
	g, _ := f.Plan.Question(gate)
	return fmt.Sprintf("✋ Chưa ghi: ở câu “%s” đồng chí đã trả lời “không”. Muốn ghi “%s”, đồng chí đổi câu đó thành “có” trước.", esc(g.Label), esc(q.Label))
}

func saidOtherCard(q outline.Question) string {
	return fmt.Sprintf("Nút đó của dòng %s (“%s”), chưa ghi gì. Đồng chí trả lời tiếp ở dòng này.", esc(q.Item.Card.ID), esc(labelOf(q, maxLabel)))
}

func saidGoesOnAt(q outline.Question) string {
	return fmt.Sprintf("Nút đó của dòng %s (“%s”). Đồng chí viết tiếp ở dòng này.", esc(q.Item.Card.ID), esc(labelOf(q, maxLabel)))
}

func saidTextThere() string {
	return "✋ Chưa ghi: mục này đã có lời văn hay danh sách. Muốn thay, đồng chí gửi lại ở dòng dưới đây; muốn thêm, gõ “viết tiếp” rồi gửi."
}

func saidReplyAstray() string {
	return "✋ Chưa ghi: tin này trả lời một tin không phải thẻ câu hỏi. Đồng chí trả lời đúng thẻ, hoặc gõ thẳng vào dòng dưới đây."
}

func saidStale() string {
	return "Nút đó của màn hình cũ, chưa ghi gì. Đây là chỗ đang làm:"
}

func saidForOffice(command string) string {
	return fmt.Sprintf("✋ “%s” là lệnh của văn phòng; ở đây đồng chí làm báo cáo của đơn vị.", esc(short(command, maxValue)))
}

func saidLost(f *Form) string {
	if f.locked() {
		return saidLocked(f)
	}
	return "✋ Chưa ghi gì. Đồng chí bấm một nút bên dưới, hoặc gõ “tiếp” để trả lời câu đang làm."
}

func saidNoSuchNumber(n int) string {
	return fmt.Sprintf("✋ Danh sách này có số từ 1 đến %d.", n)
}
