package picture

import (
	"baocaobot/flows"
	"baocaobot/flows/report"
	"fmt"
)

// What stands on the pictures of progress.
const (
	pictureTitle = "Tiến độ báo cáo"
	unitHead     = "Đơn vị"
	wholePart    = "Chung"
	stateHead    = "Trạng thái"
	legendHead   = "% đã trả lời:"
	legendAsked  = "Không hỏi"
	sentBelow    = "đã gửi"
	noParent     = "Không ghi đơn vị cấp trên"
	byParents    = "Tổng hợp theo đơn vị cấp trên"
	noUnits      = "Đợt báo cáo này chưa có đơn vị nào."
	ellipsis     = "…"
)

var pictureStates = map[pictureState]string{
	stateApproved: "Đã duyệt",
	stateSent:     "Đã gửi",
	stateSentLate: "Gửi trễ",
	stateLate:     "Trễ hạn",
	stateBegun:    "Đang nhập",
	stateRevising: "Chỉnh lý",
	stateIdle:     "Chưa bắt đầu",
	stateExcused:  "Được miễn",
}

func sentWords(sent, units int) string { return fmt.Sprintf("%d/%d gửi", sent, units) }

func allUnits(units int) string { return fmt.Sprintf("Cả %d đơn vị", units) }

// partWords says which part of a list a picture shows: "Huyện A Lưới, 1–31 trong 124".
func partWords(name string, p part, all int) string {
	if p.to-p.from == all {
		return name
	}
	return fmt.Sprintf("%s, %d–%d trong %d", name, p.from+1, p.to, all)
}

// pictureNotes tells the deadline and the time; a picture of some of the units tells of all, too.
func pictureNotes(in report.Input, progress []report.UnitProgress, shown int) []string {
	var notes []string
	if !in.Round.Deadline.IsZero() {
		notes = append(notes, "Hạn gửi: "+in.Round.DeadlineWords())
	}
	if !in.Now.IsZero() {
		notes = append(notes, "Lúc "+flows.MomentWords(in.Now))
	}
	if shown < len(progress) {
		notes = append(notes, fmt.Sprintf("Cả đợt: %d/%d đơn vị đã gửi", report.CountSent(progress), report.Expected(progress)))
	}
	return notes
}

func pictureCaption(s sheet) string {
	caption := pictureTitle + " – " + oneLine(s.round)
	if s.about != "" {
		caption += "\n" + oneLine(s.about)
	}
	return caption + fmt.Sprintf("\nĐã gửi: %d/%d đơn vị", report.CountSent(s.units), report.Expected(s.units))
}
