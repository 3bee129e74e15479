package talk

import (
	"fmt"
	"slices"
	"strings"

	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// What is said about a message that is no plain figure: which reading is meant, or why it
// is none.

// saidChoose asks which reading is meant, and names what it would answer.
func saidChoose(f *Form, c *Choice) string {
	text := esc(short(c.Raw, maxValue))
	first := c.Readings[0][0].Question
	q, _ := f.Plan.Question(first)
	switch {
	case slices.ContainsFunc(c.Readings, func(r Reading) bool { return len(r) > 1 || r[0].Question != first }):
		said := fmt.Sprintf("❓ “%s” có thể đọc nhiều cách. Đồng chí chọn cách đúng.", text)
		if len(c.Readings) == 1 {
			said = fmt.Sprintf("❓ “%s” – có phải là các số sau không?", text)
		}
		for i, r := range c.Readings {
			said += "\n" + letter(i) + ". " + saidReading(f, r)
		}
		return said
	case len(c.Readings) == 1:
		return fmt.Sprintf("❓ “%s” – có phải là %s cho “%s” không?", text, bold(f.reading(c.Readings[0])), esc(labelOf(q, maxLabel)))
	default:
		return fmt.Sprintf("❓ “%s” cho “%s” có thể đọc nhiều cách. Đồng chí chọn cách đúng.", text, esc(labelOf(q, maxLabel)))
	}
}

// saidReading gives every figure of a reading with the question it would answer.
func saidReading(f *Form, r Reading) string {
	parts := make([]string, len(r))
	for i, one := range r {
		q, _ := f.Plan.Question(one.Question)
		parts[i] = esc(labelOf(q, maxShort)) + ": " + bold(f.reading(Reading{one}))
	}
	return strings.Join(parts, "; ")
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
		return "cách viết số chưa rõ; một nghìn hai trăm năm mươi gõ là <code>1250</code> hoặc <code>1.250</code>, số không gõ là <code>0</code>."
	case figure.TooLong:
		return "tin nhắn quá dài cho một số; đồng chí gõ riêng số liệu."
	case figure.ManyNumbers:
		return "chưa đọc được thành một số cho mỗi ô đang hỏi; đồng chí gõ từng số, bằng chữ số."
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
