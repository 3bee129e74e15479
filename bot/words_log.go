package bot

import (
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/remind"
	"baocaobot/flows/report"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"
)

// What the audit says.

const (
	wordLogSheet = "Nhật ký"
	wordLogTitle = "NHẬT KÝ"
)

var logHeads = []string{"Lúc", "Ai làm", "Việc", "Đợt", "Đơn vị", "Đối với", "Ghi chú"}

func saidLogMade(count int, now time.Time) string {
	return fmt.Sprintf("%d việc, mới nhất ở trên. Lập lúc %s. Nhật ký không ghi nội dung trả lời.", count, clockShort(now))
}

// wordDoer is who did it; the command line is the server.
func wordDoer(d storage.Deed) string {
	if d.Person == 0 {
		return "máy chủ"
	}
	return d.Name
}

var actWords = map[storage.Act]string{
	storage.Act(storage.Submitted): "trình lãnh đạo duyệt", storage.Act(storage.Returned): "trả lại để sửa",
	storage.Act(storage.Sent): "gửi báo cáo", storage.Act(storage.Asked): "xin sửa báo cáo đã gửi",
	storage.Act(storage.Refused): "không cho sửa báo cáo", storage.Act(storage.Reopened): "mở lại báo cáo",
	storage.Act(storage.Revise): "yêu cầu chỉnh lý", storage.Act(storage.Approved): "duyệt báo cáo",
	storage.Act(storage.Unapproved): "bỏ duyệt báo cáo", storage.Act(storage.Excused): "miễn báo cáo",
	storage.Act(storage.Unexcused): "bỏ miễn báo cáo",
	storage.Opened:                 "mở đợt báo cáo", storage.Extended: "gia hạn đợt báo cáo",
	storage.Closed: "chốt đợt báo cáo", storage.ReopenedRound: "mở lại đợt báo cáo",
	storage.HandedOut: "lập bảng tổng hợp", storage.Corrected: "sửa số liệu hộ đơn vị",
	storage.Exported: "xuất số liệu", storage.UnitsLoaded: "nạp danh sách đơn vị", storage.Scheduled: "đổi lịch nhắc",
	storage.Broadcasted: "nhắc nhiều đơn vị", storage.BroadcastStopped: "dừng nhắc nhiều đơn vị",
	storage.RestoredFrom: "khôi phục từ bản sao lưu",
}

// wordAct is what was done.
func wordAct(d storage.Deed) string {
	switch d.Act {
	case storage.Invited:
		return "mời " + wordRole(d.Role)
	case storage.Uninvited:
		return "thu hồi thư mời " + wordRole(d.Role)
	case storage.Gained:
		return "nhận quyền " + wordRole(d.Role)
	case storage.Revoked:
		return "thu hồi quyền " + wordRole(d.Role)
	case storage.Moved:
		return "chuyển quyền " + wordRole(d.Role)
	case storage.Left:
		return "tự rời quyền " + wordRole(d.Role)
	}
	if words, known := actWords[d.Act]; known {
		return words
	}
	return string(d.Act)
}

func wordNote(d storage.Deed) string {
	switch d.Act {
	case storage.Extended:
		return d.RoundName + ", hạn mới: " + wordNoteDay(d.Note)
	case storage.Opened, storage.Closed, storage.ReopenedRound:
		return d.RoundName
	case storage.Uninvited:
		return d.Note + " thư mời"
	case storage.HandedOut, storage.BroadcastStopped:
		return "lần " + d.Note
	case storage.Exported:
		return strings.NewReplacer("edition", "lại bảng tổng hợp lần", "csv", "CSV", "json", "JSON",
			string(report.CountsSent), "đã gửi", string(report.CountsApproved), "đã duyệt").Replace(d.Note)
	case storage.UnitsLoaded:
		return wordUnitCounts(d.Note)
	case storage.Scheduled:
		return wordSchedule(d.Note)
	case storage.Broadcasted:
		number, people, a := broadcastNote(d.Note)
		return fmt.Sprintf("lần %d: %s, %d người", number, saidAudience(a), people)
	case storage.RestoredFrom:
		return "dữ liệu đến " + d.Note
	default:
		return d.Note
	}
}

// wordNoteDay is "trước ngày 5/6/2024" for "2024-06-05".
func wordNoteDay(note string) string {
	return flows.Round{Deadline: remind.Date(note).At(0)}.DeadlineWords()
}

// wordUnitCounts is "Thêm mới 3, Đổi tên 1".
func wordUnitCounts(note string) string {
	parts := strings.Split(note, ", ")
	for i, part := range parts {
		what, n, _ := strings.Cut(part, " ")
		_, words, _ := strings.Cut(unitWords[unitlist.What(what)], " ") // behind its sign
		parts[i] = words + " " + n
	}
	return strings.Join(parts, ", ")
}

func wordSchedule(note string) string {
	s, err := remind.Decode([]byte(note))
	if err != nil || s.Off {
		return "tắt"
	}
	words := fmt.Sprintf("trước ngày cuối %s ngày, từ %d giờ, ", daysOf(s, ", "), s.Hour)
	if s.Escalate == 0 {
		words += "không báo lãnh đạo"
	} else {
		words += fmt.Sprintf("báo lãnh đạo sau %d lần", s.Escalate)
	}
	if n := len(s.Holidays); n > 0 {
		words += fmt.Sprintf(", %d ngày nghỉ", n)
	}
	return words
}

func screenNoSuchDay() flows.Screen {
	return plain("Không có ngày như vậy. Đồng chí gõ, chẳng hạn, “/nhatky 28/5” hoặc “/nhatky A Lưới 28/5/2024”.")
}

func screenLogNotFound(found int) flows.Screen {
	if found == 0 {
		return plain("Không có đơn vị hay người nào tên như vậy. Đồng chí gõ, chẳng hạn, “/nhatky A Lưới”, “/nhatky 28/5”.")
	}
	return plain(fmt.Sprintf("Có %d đơn vị hoặc người tên như vậy. Đồng chí gõ tên đầy đủ hơn.", found))
}

func screenMakingLog() flows.Screen { return plain("Đang lập tệp nhật ký…") }

func screenLogFile(count int, file []byte) flows.Screen {
	return flows.Screen{Text: fmt.Sprintf("<b>Nhật ký</b>: %d việc.", count), File: &flows.File{Name: "nhat-ky.xlsx", Data: file}}
}

// screenLog lists the newest deeds; words are what was asked for.
func screenLog(deeds []storage.Deed, words string) flows.Screen {
	if len(deeds) == 0 {
		return plain("Chưa có việc nào như vậy trong nhật ký.")
	}
	var b strings.Builder
	b.WriteString("📒 <b>Nhật ký</b> (mới nhất ở trên)\n")
	for _, d := range deeds[:min(len(deeds), deedsShown)] {
		fmt.Fprintf(&b, "\n%s · %s: %s%s", d.At.In(flows.Zone).Format("15:04 2/1"), esc(cut(wordDoer(d), 30)), esc(wordAct(d)), aboutDeed(d))
	}
	if len(deeds) > deedsShown {
		b.WriteString("\n… còn nữa, xem đủ trong tệp Excel.")
	}
	b.WriteString("\n\nLọc: “/nhatky A Lưới”, “/nhatky 28/5”, hoặc tên người; thêm “excel” ngay sau lệnh để nhận tệp.")
	s := plain(b.String())
	if data := strings.TrimSpace(pressLog + "|excel " + words); len(data) <= 64 {
		s.Buttons = [][]flows.Button{{{Label: "📄 Excel", Data: data}}}
	}
	return s
}

func aboutDeed(d storage.Deed) string {
	var s string
	if d.UnitName != "" {
		s += " – " + cut(d.UnitName, 30)
	}
	switch {
	case d.AboutName != "" && d.Act == storage.Gained:
		s += " (người mời: " + cut(d.AboutName, 30) + ")"
	case d.AboutName != "":
		s += " – của " + cut(d.AboutName, 30)
	}
	if note := wordNote(d); note != "" {
		s += " (" + cut(note, 60) + ")"
	}
	return esc(s)
}
