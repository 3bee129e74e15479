package talk

import (
	"fmt"
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// A report that the office returned for revision is open again, and leads the unit
// through what the office wants corrected and nothing else.

// isOpen tells that a question wants an answer. In a revision that is what the office
// wants corrected, and what a corrected gate has opened.
func (f Form) isOpen(q *outline.Question) bool {
	a, answered := f.answered(q.ID)
	switch {
	case q.Computed():
		return false
	case !f.Report.InRevision():
		return !answered
	case slices.Contains(f.Report.Revision.Questions, q.ID):
		return a.Seq <= f.Report.Revision.Newest
	default:
		return !answered && q.Item.OnlyIf != "" && slices.Contains(f.Report.Revision.Questions, f.Plan.at(*q, q.Item.OnlyIf))
	}
}

// asksAgain tells that the office wants something on this card corrected.
func (f Form) asksAgain(c planCard) bool {
	return slices.ContainsFunc(f.Report.Revision.Questions, func(id flows.QuestionID) bool {
		q, asked := f.Plan.Question(id)
		return asked && q.Item.Card == c.Card
	})
}

// notWanted finds an answer outside the cards on which the office wants something
// corrected, and what their gates have opened.
func (f Form) notWanted(answers []flows.Answer) (outline.Question, bool) {
	for _, a := range answers {
		q, _ := f.Plan.Question(a.Question)
		if f.Report.InRevision() && !f.isOpen(&q) && !f.asksAgain(planCard{Card: q.Item.Card}) {
			return q, true
		}
	}
	return outline.Question{}, false
}

func saidNotWanted(q outline.Question) string {
	return fmt.Sprintf("✋ Chưa ghi: văn phòng không yêu cầu chỉnh lý “%s”. Đồng chí làm các mục được yêu cầu rồi gửi lại; muốn sửa mục này, sau đó gõ “sửa báo cáo”.", esc(labelOf(q, maxLabel)))
}

// stand says that a value the office asked about is right as it is. Elsewhere it leaves
// the answer and goes on. A button of another card opens that card.
func (s *step) stand(id flows.QuestionID) {
	q, asked := s.form.Plan.Question(id)
	a, answered := s.form.answered(id)
	switch {
	case !asked:
		s.place.Note = saidStale()
	case id != s.place.At && answered && !s.form.isOpen(&q): // a second tap
	case id != s.place.At:
		s.place.Note = saidOtherCard(q)
		s.move(id)
	case !answered || !s.form.isOpen(&q) || s.form.Report.Locked():
		s.skip(id)
	default:
		s.keep(flows.Answer{Question: id, Raw: wordStand, Value: a.Value})
	}
}

// onTime tells that the report was first sent before the deadline; a revision that the
// office wants does not make it late.
func (f Form) onTime() bool { return f.Report.Arrived().Before(f.Round.Deadline) }

// Revised is the notice of a revision: why, which figures, and one button that leads
// through just these.
func Revised(f Form) flows.Screen {
	r := f.Report.Revision
	text := fmt.Sprintf("↩ <b>Văn phòng yêu cầu chỉnh lý</b> báo cáo %s của %s.\nLý do: %s\n", bold(f.Round.Name), esc(f.Unit.Name), esc(short(r.Reason, maxReason)))
	for i, id := range r.Questions {
		q, asked := f.Plan.Question(id)
		switch {
		case i == maxRevised:
			text += "\n" + wordAndMore(len(r.Questions)-maxRevised)
		case i < maxRevised && asked:
			text += fmt.Sprintf("\n%d. %s", i+1, f.revisedLine(q))
		}
	}
	return flows.Screen{Text: text + "\n\nChỉ các mục này cần làm lại; xong thì gửi lại.", Buttons: [][]flows.Button{{button(labelRevise, "open", string(f.openAfter("")))}}}
}

const (
	maxRevised = 20  // questions listed in the notice
	maxReason  = 600 // characters of the office's reason in a notice
)

func (f Form) revisedLine(q outline.Question) string {
	line := esc(q.Item.Card.ID) + " · " + esc(labelOf(q, maxLabel))
	if a, answered := f.answered(q.ID); answered {
		line += ": " + bold(f.value(q, a))
	}
	return line
}

const (
	wordStand   = "Giữ nguyên"
	labelRevise = "▶ Chỉnh lý"
)

func labelStand(value string) string { return wordStand + ": " + value }

// wordRevision is the office's wish above a card.
func wordRevision(r flows.Revision, n int) string {
	return "↩ Văn phòng yêu cầu chỉnh lý: <i>" + esc(short(r.Reason, n)) + "</i>"
}

func wordToRevise(f Form) string {
	r := f.Report.Revision
	all, left := len(r.Questions), 0
	for _, id := range r.Questions {
		if q, asked := f.Plan.Question(id); asked && f.isOpen(&q) {
			left++
		}
	}
	return fmt.Sprintf("↩ Văn phòng yêu cầu chỉnh lý %d mục từ %s: <i>%s</i>\nĐã làm %d/%d. Xong thì gửi lại.",
		all, moment(r.At), esc(short(r.Reason, maxLine)), all-left, all)
}

func wordExempt(r flows.Report) string {
	return fmt.Sprintf("☑ Văn phòng miễn báo cáo đợt này cho đơn vị từ %s: <i>%s</i>", moment(r.Excused.At), esc(short(r.Excused.Reason, maxLine)))
}
