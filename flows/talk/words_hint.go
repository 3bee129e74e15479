package talk

import (
	"fmt"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// What a card says is to be typed on it.

// hint says what to type on a card.
func (f *Form) hint(place Place) string {
	q, _ := f.Plan.Question(place.At)
	a, answered := f.answered(q.ID)
	switch {
	case f.shut(), f.Report.Sent(), f.Report.Waiting():
		return f.hintLocked()
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
	case q.Kind != outline.Count && q.Kind != outline.Money:
		return hintWords(q, a)
	case answered:
		return "Gõ số mới để sửa, hoặc “tiếp” để giữ nguyên."
	default:
		return f.hintFigures(q)
	}
}

// hintLocked is for a report of which nothing can be changed now.
func (f *Form) hintLocked() string {
	switch {
	case f.shut():
		return wordShut(f)
	case f.Report.Sent():
		return "Báo cáo đã gửi. Muốn sửa, đồng chí gõ “sửa báo cáo”."
	case f.Lead:
		return "Báo cáo chờ đồng chí: gõ “duyệt” để duyệt và gửi, “trả lại” để cán bộ sửa."
	default:
		return "Báo cáo đang chờ lãnh đạo duyệt. Muốn sửa, đồng chí gõ “sửa báo cáo” để lấy lại."
	}
}

// hintWords is for a question that is not answered with a figure.
func hintWords(q outline.Question, a flows.Answer) string {
	switch {
	case q.Kind == outline.Text && a.State == flows.Given:
		return "Gõ lời văn mới để thay, “viết tiếp” để viết thêm, hoặc “tiếp” để giữ nguyên."
	case q.Kind == outline.Text:
		return "Đồng chí gõ nội dung, một hay nhiều tin nhắn."
	case q.Kind == outline.Names && a.State == flows.Given:
		return "Gõ lại cả danh sách để thay, “thêm” để thêm tên, hoặc “tiếp” để giữ nguyên."
	case q.Kind == outline.Names:
		return "Đồng chí gõ tên, mỗi tên một dòng."
	case q.Kind == outline.Choice:
		return hintOption(q, a)
	default:
		return "Đồng chí gõ “có” hoặc “không”."
	}
}

// hintFigures is for a question without a figure yet, and the ones open behind it.
func (f *Form) hintFigures(q outline.Question) string {
	open := f.openFigures(q)
	switch {
	case len(open) > 1:
		return fmt.Sprintf("Gõ một số, hoặc cả %d số từ dòng ▶ trở xuống, ví dụ: <code>%s</code>", len(open), f.examples(open))
	case q.Kind == outline.Money:
		return "Gõ số tiền, ví dụ: <code>12,5</code> (triệu đồng) hoặc <code>1,2 tỷ</code>"
	default:
		return "Gõ số, ví dụ: <code>12</code>"
	}
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
func (f *Form) examples(open []outline.Question) string {
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
