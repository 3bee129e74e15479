package outline

import (
	"fmt"
	"strings"

	"baocaobot/flows"
)

// Choices.

const (
	optionsMissing = "loại choice chưa có các lựa chọn: thêm options, ví dụ options: [Tốt, Khá, Trung bình]"
	optionsTooLong = "các lựa chọn dài quá để hiện trên một thẻ: cả thảy nhiều nhất 300 ký tự, viết gọn lại"
	unitOfChoice   = "loại choice không có đơn vị tính: bỏ unit"
)

func wrongNumberOfOptions(n int) string {
	return fmt.Sprintf("có %d lựa chọn: mỗi chỉ tiêu loại choice có từ %d đến %d lựa chọn", n, minOptions, maxOptions)
}

func optionTwice(option string, line int) string {
	return fmt.Sprintf("lựa chọn “%s” trùng với một lựa chọn ở dòng %d (không kể dấu và chữ hoa): giữ lại một", short(option), line)
}

func optionIsNumber(option string) string {
	return fmt.Sprintf("lựa chọn “%s” dễ nhầm với số thứ tự khi gõ: bắt đầu bằng chữ, ví dụ “Mức 1”", short(option))
}

func optionReserved(option string) string {
	return fmt.Sprintf("lựa chọn “%s” trùng với từ bot đã dùng cho việc khác: viết rõ hơn, ví dụ “Chưa đạt”", short(option))
}

func ruleOfChoice(id flows.ItemID) string {
	return fmt.Sprintf("“%s” là lựa chọn, không có giá trị để tính: bỏ khỏi rule", id)
}

func optionWords(options []string) string { return "chọn một: " + strings.Join(options, "; ") }
