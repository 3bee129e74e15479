package talk

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// wordJumped says, as plain text, how a figure jumps against the round before.
func wordJumped(f *Form, q outline.Question, v flows.Value) string {
	old := f.Previous[q.ID]
	way := "Tăng"
	if v.Number < old.Number {
		way = "Giảm"
	}
	return fmt.Sprintf("%s từ %d lần trở lên so với %s: %s", way, jump, wordRoundBefore(f), f.value(q, old))
}
