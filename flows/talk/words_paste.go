package talk

import (
	"fmt"
	"strings"
)

// What is said about a pasted paragraph.

const (
	labelRight   = "Đúng"
	labelNotIt   = "Không phải"
	labelEnough  = "⏹ Thôi" // not "dừng": without accents it is "đúng"
	wordNumberOf = "Số "
)

// stopWords end the proposals, without accents. "dung" is "đúng" or "dừng": only with
// its accents it ends them.
var (
	stopWords = []string{"thoi", "thoi khong", "ngung", "ngung lai", "dung lai", "thoi dung", "thoi dung lai"}
	stopWord  = "dừng"
	passWords = []string{"bo qua", "tiep"}
)

// idle words stand in every line of an outline and tell nothing apart.
var idle = idleWords("số lượng có của và các cho được đã về với trong theo là do ở tại đến từ nêu rõ kết quả việc cấp tỷ lệ tổng những như trên nếu")

func idleWords(list string) map[string]bool {
	words := wordsOf(list, false)
	for w := range wordsOf(list, true) {
		words[w] = true
	}
	return words
}

func wordLevel(name string) string { return "cấp " + name }

// proposal asks for one figure of the paragraph, old → new where there is an answer.
func (f *Form) proposal(place Place) string {
	p := place.Paste
	c := p.Left[0]
	said := fmt.Sprintf("📋 %d/%d · “%s”", p.All-len(p.Left)+1, p.All, esc(short(c.Raw, maxClause)))
	if len(c.Readings) > 1 {
		q, _ := f.Plan.Question(c.Readings[0][0].Question)
		return said + fmt.Sprintf("\n→ %s: có thể đọc nhiều cách, đồng chí chọn cách đúng.", bold(short(q.Label, maxLabel)))
	}
	for _, one := range c.Readings[0] {
		q, _ := f.Plan.Question(one.Question)
		now := bold(f.reading(Reading{{one.Question, one.Value}}))
		if old, answered := f.answered(one.Question); answered && old.State != "" {
			now = "<s>" + esc(f.value(q, old)) + "</s> → " + now
		}
		said += "\n→ " + esc(short(q.Label, maxLabel)) + ": " + now + "."
	}
	for _, far := range f.jumps(c.Readings[0]) {
		q, _ := f.Plan.Question(far.Question)
		old, _ := f.before(q)
		said += "\n❓ Kỳ trước là " + bold(f.value(q, old)) + "."
	}
	return said + " Đúng không?"
}

// hintProposal says what to type to a proposal.
func hintProposal(readings int) string {
	yes := "“đúng”"
	if readings > 1 {
		letters := make([]string, readings)
		for i := range letters {
			letters[i] = letter(i)
		}
		yes = strings.Join(letters, " hoặc ")
	}
	return "Gõ " + yes + ", số khác để sửa, “không” để bỏ số này, “thôi” để ngừng."
}

func saidFound(n int) string {
	return fmt.Sprintf("📋 Thấy %d số trong đoạn văn. Chưa ghi gì; mời đồng chí xem từng số.", n)
}

// saidNothingFits adds to a refusal why a paragraph proposed nothing.
func saidNothingFits(edited bool) string {
	if edited {
		return "Nếu là một đoạn văn, đồng chí gửi thành tin nhắn mới."
	}
	return "Trong đoạn văn không thấy số nào chắc chắn là của mục này."
}

func saidPasteDone(p Paste) string {
	if p.Kept == 0 {
		return "📋 Chưa ghi số nào từ đoạn văn."
	}
	said := fmt.Sprintf("📋 Đã ghi %d số từ đoạn văn", p.Kept)
	if p.Passed > 0 {
		said += fmt.Sprintf(", bỏ qua %d", p.Passed)
	}
	return said + "."
}

func saidPasteLeft(p Paste) string {
	return fmt.Sprintf("📋 Ngừng xem đoạn văn: đã ghi %d số, còn %d số chưa ghi.", p.Kept, len(p.Left))
}

func saidPasteNotCorrected() string {
	return "✋ Tin vừa sửa là đoạn văn; số của nó chỉ được ghi khi đồng chí xác nhận từng số, nên chưa đổi gì. Muốn xem lại cả đoạn, đồng chí gửi đoạn văn mới."
}
