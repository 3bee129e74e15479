package desk

import (
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
)

// What the screens say about one unit, and about one question across all units.

const (
	labelFigures = "Số liệu"
	labelCorrect = "✏️ Sửa hộ"
	labelAcross  = "Mọi đơn vị"
	labelRevise  = "↩ Yêu cầu chỉnh lý"
	labelToUnit  = "◀ Đơn vị"

	wordNow         = "Đang có: "
	wordTypeFigure  = "Gõ số thứ tự để xem lịch sử hoặc sửa hộ."
	wordTypeCorrect = "✏️ Gõ số thứ tự của mục cần sửa hộ."
	wordTypeFile    = "Gõ số thứ tự để nhận ảnh, tệp."
)

func (in Facts) toUnit() flows.Button { return button(labelToUnit, "unit", in.here()) }

func (in Facts) unitButtons(p report.UnitProgress, doubts int) [][]flows.Button {
	here := in.here()
	first := []flows.Button{button(labelFigures, "figures", here)}
	if doubts > 0 {
		first = append(first, button(fmt.Sprintf("⚠️ Cảnh báo (%d)", doubts), "doubts", here))
	}
	if n := len(in.Unit.Report.Evidence); n > 0 {
		first = append(first, button(fmt.Sprintf("📎 Minh chứng (%d)", n), "evidence", here))
	}
	revise, correct, excuse := button(labelRevise, "revise", here), button(labelCorrect, "correct", here), button("➖ Miễn", "excuse", here)
	var rows [][]flows.Button
	switch p.Stage {
	case flows.Sent:
		rows = [][]flows.Button{{revise}, {correct, excuse}}
		if r := in.Unit.Report; !asking(r) {
			rows[0] = append(rows[0], button("✅ Duyệt", "approve", here, r.Newest, r.Event))
		}
	case flows.Approved:
		rows = [][]flows.Button{{button("Bỏ duyệt", "unapprove", here)}}
	case flows.Revising:
		rows = [][]flows.Button{{revise, correct, excuse}}
	case flows.Excused:
		rows = [][]flows.Button{{button("Bỏ miễn", "unexcuse", here)}}
	default:
		rows = [][]flows.Button{{correct, excuse}}
	}
	return append(append([][]flows.Button{first}, rows...), []flows.Button{in.toProgress(), in.toUnits()})
}

// wordUnit is the state of a unit with its times, and how far its sections are.
func wordUnit(in Facts, p report.UnitProgress) string {
	lines := []string{bold(p.Unit.Name) + " – " + esc(short(in.Round.Name, maxTitle)), in.wordState(p)}
	r := in.Unit.Report
	if asking(r) {
		lines = append(lines, fmt.Sprintf("📮 Xin sửa từ %s: <i>%s</i> (gõ /denghi)", clock(r.Asked.At), onOneLine(r.Asked.Reason, maxShown)))
	}
	said := fmt.Sprintf("Đã trả lời %d/%d mục", p.Answered, p.Asked)
	if missing := wordMissing(p, rangesShown); missing != "" {
		said += "; " + missing
	}
	lines = append(lines, said)
	if !p.FirstAnswer.IsZero() {
		lines = append(lines, wordEntered(p.FirstAnswer, p.LastAnswer))
	}
	lines = append(lines, wordTeam(in.Unit))
	return strings.Join(append(lines, wordParts(p)), "\n") + "\n"
}

// wordEntered tells between which moments a report was filled in, with their years where
// these differ: 9:00 28/12 would seem to lie behind 10:00 3/1.
func wordEntered(first, last time.Time) string {
	at := clock
	if first.In(flows.Zone).Year() != last.In(flows.Zone).Year() {
		at = moment
	}
	return fmt.Sprintf("Nhập từ %s, mới nhất %s", at(first), at(last))
}

// maxShown is how many characters of a reason a screen shows.
const maxShown = 200

// wordState tells the stage with its time and reason.
func (in Facts) wordState(p report.UnitProgress) string {
	r := in.Unit.Report
	state := "<b>" + wordStage(p.Stage) + "</b>"
	switch p.Stage {
	case flows.Approved:
		return fmt.Sprintf("%s lúc %s\n%s", state, moment(r.Approved.At), in.wordSent(p))
	case flows.Sent:
		return state + " – " + in.wordSent(p)
	case flows.Submitted:
		return state + " từ " + moment(r.Submitted.At)
	case flows.Revising:
		return fmt.Sprintf("%s từ %s, %d mục: <i>%s</i>", state, moment(r.Revision.At), len(r.Revision.Questions), onOneLine(r.Revision.Reason, maxShown))
	case flows.Excused:
		return fmt.Sprintf("%s từ %s: <i>%s</i>", state, moment(r.Excused.At), onOneLine(r.Excused.Reason, maxShown))
	default:
		if p.Late {
			state += " – quá hạn"
		}
		return state
	}
}

func (in Facts) wordSent(p report.UnitProgress) string {
	r := in.Unit.Report
	onTime := "đúng hạn"
	if p.Late {
		onTime = "trễ hạn"
	}
	return fmt.Sprintf("gửi lúc %s, biên nhận số %d, %s; người gửi: %s", moment(r.SentAt), r.Receipt, onTime, onOneLine(r.SentName, maxName))
}

func wordTeam(f talk.Form) string {
	if len(f.Team) == 0 {
		return "Chưa có ai của đơn vị vào bot"
	}
	return fmt.Sprintf("%d người của đơn vị đã vào bot", len(f.Team))
}

// wordParts tells which sections are done and how far the others are.
func wordParts(p report.UnitProgress) string {
	done, asked := 0, 0
	var rest []string
	for _, s := range p.Sections {
		switch {
		case s.Asked == 0:
			continue
		case s.Answered == s.Asked:
			done++
		default:
			rest = append(rest, fmt.Sprintf("%s %d/%d", esc(s.Section.ID), s.Answered, s.Asked))
		}
		asked++
	}
	text := fmt.Sprintf("Đã xong %d/%d phần", done, asked)
	if len(rest) > 0 {
		text += "; còn: " + strings.Join(rest, " · ")
	}
	return text
}

func wordDoubts(n int) string {
	if n == 0 {
		return "Không có cảnh báo nào."
	}
	return bold(fmt.Sprintf("⚠️ Cần xem lại (%d)", n))
}

func wordFigures(u flows.Unit) string { return bold("Số liệu của "+u.Name) + "\n" }

func wordFigure(u flows.Unit, n int) string { return fmt.Sprintf("%s · mục %d", esc(u.Name), n) }

func wordEvidence(u flows.Unit, n int) string {
	if n == 0 {
		return bold("Minh chứng của "+u.Name) + "\n\nĐơn vị chưa gửi ảnh, tệp nào."
	}
	return bold(fmt.Sprintf("Minh chứng của %s (%d)", u.Name, n)) + "\n"
}

func wordFile(e flows.Evidence) string {
	parts := []string{esc(e.Card) + " · " + e.KindWords()}
	for _, more := range []string{e.Name, e.SizeWords(), e.Caption} {
		if more != "" {
			parts = append(parts, onOneLine(more, maxLabel))
		}
	}
	return strings.Join(append(parts, clock(e.At)), " · ")
}

// WordFile is the caption of a photo or document that an officer asked for.
func WordFile(u flows.Unit, e flows.Evidence) string { return esc(u.Name) + " – " + wordFile(e) }

func wordItem(n int, q outline.Question) string {
	return fmt.Sprintf("<b>%d. %s</b>\n%s", n, esc(q.Label), esc(q.Item.Card.ID))
}

// wordItemOn heads the pages after the first.
func wordItemOn(n int, q outline.Question) string {
	return bold(fmt.Sprintf("%d. %s", n, short(q.Label, maxLabel)))
}

// wordTotal is the total by the item's own rule and how many units it covers.
func wordTotal(q outline.Question, row report.Row) string {
	total := ""
	switch {
	case row.Covered == 0 || row.Rule == report.NoTotal:
	case row.Rule == report.RatioOfSums:
		total = "Tỷ lệ chung: <b>" + esc(rateWords(row.Total)) + "</b> · "
	case row.Rule == report.CountYes:
		total = fmt.Sprintf("Trả lời “có”: <b>%d</b> · ", row.Total.Number)
	case row.Rule == report.CountEach:
		total = "Số đơn vị: <b>" + esc(row.Total.Text) + "</b> · "
	case q.Kind == outline.Names:
		total = fmt.Sprintf("Tổng: <b>%d tên</b> · ", row.Total.Number)
	default:
		total = "Tổng: <b>" + esc(figure.Format(figure.Value{State: flows.Given, N: row.Total.Number}, q.Kind, q.Item.Unit)) + "</b> · "
	}
	return total + fmt.Sprintf("có số liệu %d/%d đơn vị", row.Covered, row.Asked)
}

// wordRate is plain text.
func wordRate(rate string, part, whole int64) string {
	count := func(n int64) string { return figure.Format(figure.Value{State: flows.Given, N: n}, outline.Count, "") }
	return fmt.Sprintf("%s (%s/%s)", rate, count(part), count(whole))
}

func wordOutlier(u flows.Unit, now, before string, merged int) string {
	of := ""
	if merged > 1 {
		of = fmt.Sprintf(" (gộp %d đơn vị)", merged)
	}
	return fmt.Sprintf("⚠️ %s: %s, kỳ trước%s %s", esc(short(u.Name, maxName)), bold(now), of, esc(before))
}

func wordUnitValue(u flows.Unit, value string) string {
	if value == "" {
		return "▫ " + esc(short(u.Name, maxName)) + ": <i>chưa trả lời</i>"
	}
	return esc(short(u.Name, maxName)) + ": " + bold(value)
}
