package outline

import (
	"fmt"
	"strings"

	"baocaobot/flows"
)

// Checks.

const (
	tooManyChecks       = "đề cương có hơn 500 phép kiểm tra: bỏ bớt"
	ruleSyntax          = "“rule” viết chưa đúng ở chỗ này: viết như ${phap_luat.nguoi} >= ${phap_luat.buoi}; so sánh bằng ==, !=, <, <=, >, >=; tính bằng +, -, *, /; nối bằng and, or, not và dấu ngoặc tròn"
	ruleTypes           = "hai phần ở đây không cùng loại: số chỉ tính và so sánh với số, có/không chỉ nối với có/không; abs, min, max chỉ nhận số nguyên"
	ruleNotYesNo        = "“rule” phải cho kết quả đúng hoặc sai: thêm phép so sánh, ví dụ >= 0"
	ruleTooBig          = "“rule” quá nhiều phần: nhiều nhất 100 mã, số và dấu; chia thành nhiều phép kiểm tra"
	ruleTooManyOperands = "“rule” nhắc đến hơn 8 chỉ tiêu: chia thành nhiều phép kiểm tra"
	saidPositive        = "theo đề cương thường lớn hơn 0."
)

func unknownStrength(given, near Strength) string {
	if near != "" {
		return fmt.Sprintf("không có mức “%s”: có phải “%s” không?", short(string(given)), near)
	}
	return fmt.Sprintf("không có mức “%s”: ghi error (không nhận câu trả lời) hoặc warning (nhận và nhắc)", short(string(given)))
}

func ruleOfText(id flows.ItemID) string {
	return fmt.Sprintf("“%s” là đoạn văn, không có giá trị để tính: bỏ khỏi rule", id)
}

func ruleOfPercent(id flows.ItemID) string {
	return fmt.Sprintf("“%s” là tỷ lệ tự tính: trong rule viết bằng hai số đếm của nó", id)
}

func ruleNotCounted(id flows.ItemID) string {
	return fmt.Sprintf("“%s” không được hỏi riêng số lượng: bỏ #so", id)
}

func ruleWithoutOwn(id flows.ItemID) string {
	return fmt.Sprintf("“rule” chưa nhắc đến chính chỉ tiêu này: thêm ${%s}, hoặc chuyển phép kiểm tra sang chỉ tiêu có trong rule", id)
}

func ruleUnknownSign(sign string) string {
	return fmt.Sprintf("không dùng được “%s” trong rule: chọn ==, !=, <, <=, >, >=, +, -, *, /, and, or", short(sign))
}

func ruleUnknownFunction(name, near string) string {
	if near != "" {
		return fmt.Sprintf("không có hàm “%s”: có phải “%s” không?", short(name), near)
	}
	return fmt.Sprintf("không có hàm “%s”: chỉ dùng %s", short(name), strings.Join(functions, ", "))
}

func ruleUnknownWord(word, near string) string {
	if near != "" {
		return fmt.Sprintf("không hiểu “%s” trong rule: có phải “%s” không?", short(word), near)
	}
	return fmt.Sprintf("không hiểu “%s” trong rule: mã chỉ tiêu đặt trong ${…}, số tròn viết với nghin, trieu, ty", short(word))
}

func ruleGroups(number string) string {
	return fmt.Sprintf("“%s” có thể hiểu hai cách: viết liền %s, hoặc bỏ bớt số 0 sau dấu chấm", number, strings.Replace(number, ".", "", 1))
}

func checkWords(c *Check) string {
	if c.Strength == Error {
		return "không nhận khi không đúng " + c.Rule
	}
	return "nhắc khi không đúng " + c.Rule
}
