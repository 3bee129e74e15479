package talk

import (
	"fmt"
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// What is said of options.

const wordNot = "khong" // folded: what says that there is nothing begins with it

// hintOption lists the options under their numbers, for who has no buttons too.
func hintOption(q outline.Question, a flows.Answer) string {
	how := "Đồng chí chọn một, gõ tên hoặc số thứ tự cũng được:"
	switch {
	case a.State == flows.Given && !slices.Contains(q.Item.Options, a.Text):
		how = "Câu trả lời này không còn trong các lựa chọn; đồng chí chọn lại:"
	case a.State != "":
		how = "Đồng chí chọn lại để sửa, hoặc gõ “tiếp” để giữ nguyên:"
	}
	return how + "\n" + esc(strings.ReplaceAll(numbered(q.Item.Options), "\n", " · "))
}

// saidWhichOption says that a text names no option, or which ones it may name.
func saidWhichOption(q outline.Question, text string, fits []string) string {
	said := esc(short(text, maxValue))
	if len(fits) > 0 {
		return fmt.Sprintf("✋ Chưa ghi “%s”: có thể là “%s”. Đồng chí gõ rõ hơn, hoặc gõ số thứ tự.", said, esc(short(strings.Join(fits, "” hay “"), maxLine)))
	}
	return fmt.Sprintf("✋ Chưa ghi “%s”: đồng chí chọn một trong các lựa chọn: %s.", said, esc(short(strings.Join(q.Item.Options, "; "), maxLine)))
}
