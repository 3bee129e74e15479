package desk

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/report"
)

// What the desk's screens say: the round as a whole and its units in lists. What comes
// from people or from the outline is escaped; what is returned is HTML unless a comment
// says otherwise.

const (
	labelProgress = "Tiến độ"
	labelBook     = "Bảng tổng hợp"
	labelLate     = "⏰ Chưa gửi, trễ"
	labelUnits    = "🏢 Một đơn vị"
	labelSections = "Theo mục"
	labelItems    = "🔢 Một chỉ tiêu"
	labelPicture  = "🖼 Ảnh"
	labelList     = "📋 Danh sách"
	labelLeave    = "✋ Thôi"

	titleSentLate = "Đã gửi nhưng trễ hạn"

	wordTypeUnit = "Gõ số thứ tự hoặc tên đơn vị."
	wordTypeItem = "Gõ số thứ tự, hoặc vài chữ trong tên chỉ tiêu."
	wordNoBase   = "không có số gốc"

	wordHelp = "<b>Việc của văn phòng</b>\n" +
		"/tiendo – đơn vị nào đến đâu, còn thiếu mục nào\n" +
		"/donvi <i>a luoi</i> – một đơn vị: số liệu, cảnh báo, minh chứng; yêu cầu chỉnh lý, duyệt, miễn, sửa hộ\n" +
		"/so <i>hoa giai</i> hoặc /so <i>12</i> – một chỉ tiêu của mọi đơn vị\n" +
		"/chuagui – chưa gửi, trễ hạn; /danhsach – để dán hoặc gọi điện\n" +
		"/tonghop – nhận bảng tổng hợp (Excel); /lan – các lần đã lập\n" +
		"/duyettatca – duyệt mọi báo cáo đã gửi; /bantin – bản tin mỗi sáng\n" +
		"/denghi – đơn vị xin sửa báo cáo đã gửi; /khonglienlac – ai không nhận được tin\n" +
		"/nhac – nhắc nhiều đơn vị cùng lúc; /lich – lịch nhắc đơn vị chưa gửi\n" +
		"Gõ có dấu hay không dấu đều được; “thôi” để bỏ việc đang làm."
)

// Help is what the office can do.
func Help() flows.Screen {
	return flows.Screen{Text: wordHelp, Buttons: [][]flows.Button{
		{{Label: labelProgress, Data: "tiendo"}, {Label: labelBook, Data: "tonghop"}}}}
}

func (in Facts) toProgress() flows.Button { return button(labelProgress, "progress", in.tagOf("")) }
func (in Facts) toUnits() flows.Button    { return button(labelUnits, "units", in.tagOf("")) }
func (in Facts) toList() flows.Button     { return button(labelList, "list", in.tagOf("")) }
func (in Facts) toPicture() flows.Button  { return button(labelPicture, "picture", in.tagOf("")) }

func (in Facts) progressButtons(all []report.UnitProgress) [][]flows.Button {
	rows := [][]flows.Button{
		{button(labelLate, "late", in.tagOf("")), in.toUnits()},
		{button(labelSections, "sections", in.tagOf("")), button(labelItems, "items", in.tagOf("")), in.toPicture(), in.toList()},
	}
	sent := 0
	for _, p := range all {
		if p.Stage == flows.Sent && !asking(in.Reports[p.Unit.ID]) {
			sent++
		}
	}
	if sent > 0 {
		rows = append(rows, []flows.Button{button(fmt.Sprintf("✅ Duyệt tất cả (%d)", sent), "approveall", in.tagOf(""))})
	}
	if len(in.Rounds) > 1 {
		rows = append(rows, []flows.Button{button(labelRounds, "rounds", in.tagOf(""))})
	}
	return append(rows, []flows.Button{in.toProgress(), ToBook(labelBook, in.Round.ID)})
}

// wordStage is plain text.
func wordStage(s flows.Stage) string {
	switch s {
	case flows.Approved:
		return "☑ Đã duyệt"
	case flows.Sent:
		return "✅ Đã gửi"
	case flows.Submitted:
		return "⏳ Chờ lãnh đạo đơn vị"
	case flows.Revising:
		return "↩ Yêu cầu chỉnh lý"
	case flows.Filling:
		return "◐ Đang nhập"
	case flows.Excused:
		return "➖ Được miễn"
	default:
		return "▫ Chưa bắt đầu"
	}
}

// wordStageShort is plain text.
func wordStageShort(s flows.Stage) string {
	_, words, _ := strings.Cut(wordStage(s), " ")
	return strings.ToLower(words)
}

func day(t time.Time) string { return t.In(flows.Zone).Format("2/1") }

func clock(t time.Time) string { return t.In(flows.Zone).Format("15:04 2/1") }

func moment(t time.Time) string { return t.In(flows.Zone).Format("15:04 ngày 2/1/2006") }

// onOneLine is what a person wrote as it stands within a line, cut.
func onOneLine(s string, n int) string {
	return esc(short(strings.Join(strings.Fields(norm.NFC.String(s)), " "), n))
}

func title(what string, r flows.Round) string {
	return fmt.Sprintf("<b>%s – %s</b>\n", what, esc(short(r.Name, maxTitle)))
}

func wordProgress(in report.Input, t tally) string {
	text := title("Tiến độ", in.Round) + fmt.Sprintf("%d đơn vị · hạn gửi %s · lúc %s\n", len(in.Units),
		esc(in.Round.DeadlineWords()), in.Now.In(flows.Zone).Format("15:04 2/1/2006"))
	text += fmt.Sprintf("Cần gửi %d · đã gửi %d", t.expected, t.sent)
	if t.sent > 0 {
		text += fmt.Sprintf(" (đúng hạn %d, trễ hạn %d)", t.onTime, t.late)
	}
	text += fmt.Sprintf(" · chưa gửi %d", t.missing)
	if t.overdue > 0 {
		text += " (đã quá hạn)"
	}
	return text + fmt.Sprintf(" · được miễn %d\n", t.excused)
}

func wordGroup(title string, n int) string { return fmt.Sprintf("<b>%s: %d</b>", title, n) }

func wordMoreUnits(n int) string { return fmt.Sprintf("… và %d đơn vị nữa", n) }

func wordMoreItems(n int) string { return fmt.Sprintf("… và %d mục nữa", n) }

func wordNumber(n int) string { return fmt.Sprint(n) }

// wordNumbered takes HTML.
func wordNumbered(n int, line string) string { return fmt.Sprintf("%d. %s", n, line) }

// rangesShown is how many parts of a list of numbers a line shows.
const rangesShown = 8

// rangesListed is how many the list for a call shows.
const rangesListed = 30

// wordMissing is plain text: what a unit still lacks, "" where it lacks nothing or has
// not begun.
func wordMissing(p report.UnitProgress, most int) string {
	switch {
	case len(p.Missing) == 0 || p.Answered == 0:
		return ""
	case p.Stage == flows.Revising:
		return fmt.Sprintf("còn %d mục: %s", len(p.Missing), ranges(p.Missing, most))
	default:
		return fmt.Sprintf("thiếu %d mục: %s", len(p.Missing), ranges(p.Missing, most))
	}
}

// unitLine is one unit in the progress.
func (in Facts) unitLine(p report.UnitProgress) string {
	return esc(short(p.Unit.Name, maxName)) + " – " + esc(strings.Join(in.unitFacts(p, rangesShown), " · "))
}

// callLine is one unit in the list for a call, as escaped plain text.
func (in Facts) callLine(p report.UnitProgress) string {
	facts := in.unitFacts(p, rangesListed)
	switch p.Stage {
	case flows.Sent: // whose first fact says it
	case flows.Excused: // the reason is not for everybody
		facts = []string{wordStageShort(p.Stage)}
	default:
		facts = append([]string{wordStageShort(p.Stage)}, facts...)
	}
	return esc(short(p.Unit.Name, maxName)) + ": " + esc(strings.Join(facts, ", "))
}

// unitFacts tells what sets a unit apart from the others of its stage, as plain text,
// without anybody's name.
func (in Facts) unitFacts(p report.UnitProgress, most int) (facts []string) {
	r := in.Reports[p.Unit.ID]
	switch p.Stage {
	case flows.Approved, flows.Sent:
		facts = append(facts, "gửi "+clock(p.SentAt))
	case flows.Submitted:
		facts = append(facts, "trình "+clock(r.Submitted.At))
	case flows.Revising:
		facts = append(facts, "từ "+clock(r.Revision.At))
	case flows.Filling:
		facts = append(facts, fmt.Sprintf("%d/%d mục", p.Answered, p.Asked))
	case flows.Excused:
		return []string{short(strings.Join(strings.Fields(r.Excused.Reason), " "), maxLabel)}
	default:
		facts = append(facts, in.wordJoined(p.Unit.ID))
	}
	if missing := wordMissing(p, most); missing != "" {
		facts = append(facts, missing)
	}
	switch {
	case in.stalled(p):
		facts = append(facts, "bắt đầu "+day(p.FirstAnswer), "im từ "+day(p.LastAnswer))
	case p.Stage == flows.Filling:
		facts = append(facts, "bắt đầu "+day(p.FirstAnswer))
	}
	switch {
	case p.Late && r.Delivered():
		facts = append(facts, "trễ hạn")
	case p.Late:
		facts = append(facts, "quá hạn")
	}
	return facts
}

// wordJoined is plain text.
func (in Facts) wordJoined(u flows.UnitID) string {
	switch n := in.Joined[u]; n {
	case 0:
		return "chưa có ai vào bot"
	default:
		return fmt.Sprintf("%d người đã vào bot", n)
	}
}

func titleMissing(in report.Input) string {
	if in.Now.Before(in.Round.Deadline) {
		return "Chưa gửi, còn trong hạn"
	}
	return "Quá hạn, chưa gửi"
}

func wordLate(in report.Input, some bool) string {
	text := title("Chưa gửi và trễ hạn", in.Round) + "Hạn gửi " + esc(in.Round.DeadlineWords()) + "\n"
	if !some {
		text += "\nMọi đơn vị đã gửi đúng hạn."
	}
	return text
}

func wordSections(in report.Input) string {
	return title("Tiến độ theo mục", in.Round) + "Phần đã trả lời của các đơn vị cần gửi, và số đơn vị đã xong mục\n\n"
}

func wordSection(heading string, percent, done, units int) string {
	return fmt.Sprintf("%d %% · %d/%d đơn vị – %s", percent, done, units, esc(short(heading, maxLabel)))
}

func wordUnits(words string, n int) string {
	if words == "" {
		return bold(fmt.Sprintf("Đồng chí xem đơn vị nào? (%d)", n)) + "\n"
	}
	return fmt.Sprintf("<b>%d đơn vị khớp “%s”</b>\n", n, onOneLine(words, maxName))
}

// wordPlaced names a unit with the one above it, where the round's units have several.
func (in Facts) wordPlaced(u flows.Unit) string {
	name := esc(short(u.Name, maxName))
	if parent, known := in.Parents[u.Parent]; known && len(in.Parents) > 1 {
		name += " (" + esc(short(parent.Name, maxName)) + ")"
	}
	return name
}

func wordItems(words string, n int) string {
	if words == "" {
		return "<b>Đồng chí xem chỉ tiêu nào?</b>\nVí dụ: <code>/so hoa giai</code>, <code>/so 12</code> (số thứ tự trong bảng tổng hợp)."
	}
	return fmt.Sprintf("<b>%d chỉ tiêu khớp “%s”</b>\n", n, onOneLine(words, maxName))
}

func wordList(in report.Input) string {
	return title("Danh sách để dán hoặc gọi điện", in.Round) + "Bấm vào khung để chép."
}
