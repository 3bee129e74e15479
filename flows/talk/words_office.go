package talk

import (
	"fmt"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// What is said to the office about a figure that it corrects for a unit.

const wordByOffice = " (văn phòng sửa hộ)"

func saidNotAsked() string { return "✋ Đơn vị này không được hỏi mục đó." }

func saidOneValue(q outline.Question) string {
	return fmt.Sprintf("✋ Chưa ghi: đồng chí gõ một giá trị cho “%s”.", esc(labelOf(q, maxLabel)))
}

func saidSameValue(f *Form, q outline.Question, a flows.Answer) string {
	return fmt.Sprintf("✋ Chưa ghi: “%s” đang đúng là %s.", esc(labelOf(q, maxLabel)), bold(f.value(q, a)))
}

func saidReadings(text, ways string) string {
	return fmt.Sprintf("✋ Chưa ghi: “%s” có thể là %s. Đồng chí gõ lại cho rõ.", esc(short(text, maxValue)), esc(ways))
}

// maxFollowed is how many answers that follow from a corrected one are told.
const maxFollowed = 5

// saidCorrected tells old → new, what follows from it, and what looks odd then.
func saidCorrected(before, after *Form, answers []flows.Answer) string {
	var lines []string
	for i, a := range answers {
		if i > maxFollowed {
			lines = append(lines, wordAndMore(len(answers)-i))
			break
		}
		q, _ := after.Plan.Question(a.Question)
		was, answered := before.answered(a.Question)
		now := bold(after.value(q, a))
		switch {
		case a.State == flows.Withdrawn:
			now = wordWithdrawn
		case i == 0 && inWords(q, a) != "":
			now += " (" + inWords(q, a) + ")"
		}
		old := "chưa trả lời"
		if answered {
			old = before.value(q, was)
		}
		lines = append(lines, fmt.Sprintf("✏️ %s: <s>%s</s> → %s", esc(labelOf(q, maxLabel)), esc(old), now))
	}
	for _, c := range after.odd(before, answers) {
		lines = append(lines, saidOdd(after, c))
	}
	if q, _ := after.Plan.Question(answers[0].Question); after.jumped(q, answers[0].Value) {
		old, _ := after.before(q)
		lines = append(lines, fmt.Sprintf("⚠️ Chênh từ 10 lần trở lên so với %s (%s).", wordRoundBefore(after), bold(after.value(q, old))))
	}
	return strings.Join(lines, "\n")
}

// noticeCorrection tells the unit what the office has corrected.
func noticeCorrection(f *Form, said, why string) string {
	return fmt.Sprintf("✏️ <b>Văn phòng đã sửa hộ</b> báo cáo %s của %s.\n%s\nLý do: %s\nNếu chưa đúng, đồng chí liên hệ văn phòng.",
		esc(f.Round.Name), esc(f.Unit.Name), said, esc(short(why, maxReason)))
}

// CorrectedFor is the notice to the unit whose figure the office has corrected; the form
// holds the report as it was, said is what Corrected said.
func CorrectedFor(f Form, said, why string) flows.Screen {
	return flows.Screen{Text: noticeCorrection(&f, said, why), Buttons: [][]flows.Button{{button(labelReview, "review")}}}
}
