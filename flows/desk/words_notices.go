package desk

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/talk"
)

// What a unit is told of what the office has decided; of a revision and a correction the
// unit's own conversation tells.

var (
	buttonsReview = [][]flows.Button{{{Label: "Xem lại", Data: "review"}}}
	buttonsResume = [][]flows.Button{{{Label: "▶ Làm tiếp", Data: "resume"}}}
)

// Told is the notice of a deed to the unit; ok is false where there is none of this kind.
func Told(f talk.Form, d Deed) (s flows.Screen, ok bool) {
	round, unit := esc(f.Round.Name), esc(f.Unit.Name)
	switch d.Kind {
	case Approve, ApproveAll:
		return flows.Screen{Text: fmt.Sprintf("☑ Văn phòng đã duyệt báo cáo <b>%s</b> của %s. Cảm ơn đồng chí!", round, unit), Buttons: buttonsReview}, true
	case Unapprove:
		return flows.Screen{Text: fmt.Sprintf("Văn phòng đã bỏ duyệt báo cáo <b>%s</b> của %s; báo cáo vẫn là đã gửi.", round, unit), Buttons: buttonsReview}, true
	case Excuse:
		return flows.Screen{Text: fmt.Sprintf("➖ Văn phòng miễn báo cáo <b>%s</b> cho %s.\n%s", round, unit, wordReason(d.Reason))}, true
	case Unexcuse:
		return flows.Screen{Text: fmt.Sprintf("Văn phòng đã bỏ miễn: %s lại cần báo cáo <b>%s</b>, gửi %s.", unit, round, esc(f.Round.DeadlineWords())) + wordOpens(f, d), Buttons: buttonsResume}, true
	case Revise:
		s = talk.Revised(f)
		s.Text += wordOpens(f, d)
		return s, true
	case Correct:
		return talk.CorrectedFor(f, d.Said, d.Reason), true
	default:
		return flows.Screen{}, false
	}
}

// WordOpens is the line that says so wherever the office's deed opens a round again.
const WordOpens = "\n🔓 Đợt đã chốt được mở lại riêng cho đơn vị này."

// wordOpens tells that a closed round is opened again for this unit.
func wordOpens(f talk.Form, d Deed) string {
	if !d.Opens(f) {
		return ""
	}
	return WordOpens
}
