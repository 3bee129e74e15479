package talk

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// What is said about a revision, an approval and an exemption.

const (
	wordStand   = "Giữ nguyên"
	labelRevise = "▶ Chỉnh lý"
)

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

func (f *Form) revisedLine(q outline.Question) string {
	line := esc(q.Item.Card.ID) + " · " + esc(labelOf(q, maxLabel))
	if a, answered := f.answered(q.ID); answered {
		line += ": " + bold(f.value(q, a))
	}
	return line
}

func labelStand(value string) string { return wordStand + ": " + value }

// wordRevision is the office's wish above a card.
func wordRevision(r flows.Revision, n int) string {
	return "↩ Văn phòng yêu cầu chỉnh lý: <i>" + esc(short(r.Reason, n)) + "</i>"
}

func wordToRevise(f *Form) string {
	r := f.Report.Revision
	done, all := f.countRevised(f.Plan.Questions)
	return fmt.Sprintf("↩ Văn phòng yêu cầu chỉnh lý %d mục từ %s: <i>%s</i>\nĐã làm %d/%d. Xong thì gửi lại.",
		len(r.Questions), moment(r.At), esc(short(r.Reason, maxLine)), done, all)
}

func wordExempt(r flows.Report) string {
	return fmt.Sprintf("☑ Văn phòng miễn báo cáo đợt này cho đơn vị từ %s: <i>%s</i>", moment(r.Excused.At), esc(short(r.Excused.Reason, maxLine)))
}

func saidNotWanted(q outline.Question) string {
	return fmt.Sprintf("✋ Chưa ghi: văn phòng không yêu cầu chỉnh lý “%s”. Đồng chí làm các mục được yêu cầu rồi gửi lại; muốn sửa mục này, sau đó gõ “sửa báo cáo”.", esc(labelOf(q, maxLabel)))
}
