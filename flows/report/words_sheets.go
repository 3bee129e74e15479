package report

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// The sheets beside the figures.
const (
	targetSheet  = "Chỉ tiêu"
	warningSheet = "Cảnh báo"
	changedSheet = "Thay đổi"
	historySheet = "Lịch sử"
	chartSheet   = "Biểu đồ"

	targetTitle  = "THỰC HIỆN CHỈ TIÊU GIAO CHO TỪNG ĐƠN VỊ"
	warningTitle = "CẢNH BÁO VÀ SỐ LIỆU CÒN THIẾU"
	historyTitle = "SỐ LIỆU ĐÃ SỬA SAU KHI GỬI BÁO CÁO"
	chartTitle   = "BIỂU ĐỒ"
)

// Heads of their columns.
var (
	targetHead  = []string{"STT", "Chỉ tiêu", "Đơn vị tính", "Đơn vị", "Chỉ tiêu giao", "Thực hiện", "% đạt"}
	warningHead = []string{"Đơn vị", "STT", "Chỉ tiêu", "Giá trị", "Loại", "Nội dung", "Lý do đơn vị nêu"}
	historyHead = []string{"Đơn vị", "STT", "Chỉ tiêu", "Trước", "Sau", "Người sửa", "Lúc", "Ghi chú"}
	beforeHead  = []string{"Kỳ trước", "Số đơn vị kỳ trước có số liệu", "Tăng/giảm"}
	goalHead    = []string{"Chỉ tiêu giao", "% đạt"}
)

// The kinds of warnings.
const (
	warnOdd       = "Cần xem lại"
	warnUnknown   = "Chưa có số liệu"
	warnMissing   = "Chưa trả lời"
	nothingToWarn = "Không có cảnh báo, không có mục nào còn thiếu."
)

const (
	wordNone       = "Không phát sinh"
	wordUnknown    = "Chưa có số liệu"
	wordUnanswered = "Chưa trả lời"
	wordExcused    = "Được miễn báo cáo"
	wordByOffice   = "Văn phòng sửa thay đơn vị"
	onTime         = "Đúng hạn"
	tooLate        = "Trễ hạn"
)

// stageWords names where a report stands.
func stageWords(s flows.Stage) string {
	switch s {
	case flows.Filling:
		return "Đang nhập"
	case flows.Submitted:
		return "Chờ lãnh đạo duyệt"
	case flows.Sent:
		return "Đã gửi"
	case flows.Revising:
		return "Yêu cầu chỉnh lý"
	case flows.Approved:
		return "Đã duyệt"
	case flows.Excused:
		return wordExcused
	default:
		return "Chưa bắt đầu"
	}
}

// standing is the end of the line under the title: what counts, and which edition this
// is or else when it was made.
func standing(in Input, sent int) []string {
	parts := []string{countsWords(in.Counts)}
	if e := in.Edition; e.Number > 0 {
		return append([]string{fmt.Sprintf("%s, %d/%d đơn vị", editionWords(e), e.Sent, e.Expected)}, parts...)
	}
	excused := exempt(in)
	told := fmt.Sprintf("Đã gửi: %d/%d đơn vị", sent, len(in.Units)-excused)
	if excused > 0 {
		told += fmt.Sprintf(", %d đơn vị được miễn", excused)
	}
	parts = append([]string{told}, parts...)
	if !in.Now.IsZero() {
		parts = append(parts, "Lập lúc "+flows.MomentWords(in.Now))
	}
	return parts
}

// editionWords names an edition: "Lần 3, 17:05 29/5/2024".
func editionWords(e Edition) string {
	return fmt.Sprintf("Lần %d, %s", e.Number, e.At.In(flows.Zone).Format("15:04 2/1/2006"))
}

func countsWords(c Counts) string {
	switch c {
	case CountsSent:
		return "Chỉ tính báo cáo đã gửi (đang chỉnh lý: số liệu hiện có)"
	case CountsApproved:
		return "Chỉ tính báo cáo đã duyệt"
	default:
		return "Tính mọi số liệu đã nhập"
	}
}

// emptyNote explains a cell without an answer.
func emptyNote(c Counts) string {
	switch c {
	case CountsSent:
		return noteEmpty + ", hoặc báo cáo chưa gửi nên không tính"
	case CountsApproved:
		return noteEmpty + ", hoặc báo cáo chưa duyệt nên không tính"
	default:
		return noteEmpty
	}
}

// beforeNote explains the columns of the round before.
func beforeNote(in Input) string {
	return fmt.Sprintf("Kỳ trước: %s, số liệu của các đơn vị nêu trong bảng (đơn vị hợp nhất: cộng các đơn vị cũ khi biết đủ). "+
		"Tăng/giảm để trống khi kỳ trước bằng 0 hoặc các đơn vị có số liệu ở hai kỳ không như nhau; ở dòng tỷ lệ là số điểm phần trăm.",
		cmp.Or(Clean(in.Before.Round.Name), string(in.Before.Round.ID)))
}

const goalNote = "% đạt: số toàn bảng chia cho chỉ tiêu giao."

// valueWords says an answer in one cell of a list.
func valueWords(q outline.Question, v flows.Value) string {
	switch v.State {
	case flows.None:
		return wordNone
	case flows.Unknown:
		return wordUnknown
	case flows.Given:
	default:
		return wordUnanswered
	}
	switch q.Kind {
	case outline.Text, outline.Choice:
		return v.Text
	case outline.Names:
		return namesWords(v.Names)
	case outline.YesNo:
		if v.Number > 0 {
			return yes
		}
		return no
	default:
		return figure.Format(figure.Value{State: v.State, N: v.Number, Hedge: v.Hedge}, q.Kind, q.Item.Unit)
	}
}

func namesWords(names []string) string {
	lines := make([]string, len(names))
	for i, name := range names {
		lines[i] = fmt.Sprintf("%d. %s", i+1, name)
	}
	return strings.Join(lines, "\n")
}

// cellWords says what stands in a unit's cell.
func cellWords(r Row, c Cell) string {
	switch {
	case c.State == NotAsked:
		return notAsked
	case r.Rule == RatioOfSums && c.State == Given:
		return rateWords(c)
	default:
		return valueWords(r.Question, flows.Value{State: flows.State(c.State), Number: c.Number, Hedge: c.Hedge, Text: c.Text, Names: c.Names})
	}
}

// totalWords says the total of a row; empty where there is none.
func totalWords(r Row) string {
	switch {
	case r.Covered == 0 || r.Rule == NoTotal:
		return ""
	case r.Rule == RatioOfSums:
		return rateWords(r.Total)
	case r.Rule == CountEach:
		return r.Total.Text
	case r.Rule == CountYes:
		return fmt.Sprintf("%d có", r.Total.Number)
	case r.Question.Kind == outline.Names:
		return figure.Format(figure.Value{State: flows.Given, N: r.Total.Number}, outline.Count, r.Question.Item.Unit)
	default:
		return valueWords(r.Question, flows.Value{State: flows.State(r.Total.State), Number: r.Total.Number})
	}
}

func rateWords(c Cell) string {
	if c.Whole == 0 {
		return dash
	}
	hundredths := int64(math.Round(1e4 * float64(c.Part) / float64(c.Whole)))
	return figure.Format(figure.Value{State: flows.Given, N: hundredths}, outline.Percent, "%")
}

// targetWords says a target: "1.250 cuộc", "90 %".
func targetWords(q outline.Question, n int64) string {
	kind := q.Kind
	if kind == outline.YesNo || kind == outline.Names {
		kind = outline.Count
	}
	return figure.Format(figure.Value{State: flows.Given, N: n}, kind, q.Item.Unit)
}

// numbersWords lists numbers, those that follow each other as a span: "12, 15–18".
func numbersWords(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		switch {
		case end-i >= 2:
			parts = append(parts, fmt.Sprintf("%d–%d", numbers[i], numbers[end]))
		default:
			for _, n := range numbers[i : end+1] {
				parts = append(parts, strconv.Itoa(n))
			}
		}
		i = end + 1
	}
	return strings.Join(parts, ", ")
}

// missingWords says what is missing: "3 mục: 12, 15, 21".
func missingWords(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	return fmt.Sprintf("%d mục: %s", len(numbers), numbersWords(numbers))
}

// changeWords is the comment on a figure that was changed after sending.
func changeWords(q outline.Question, c flows.Change) string {
	who := "Đơn vị chỉnh lý sau khi gửi"
	if c.New.ByOffice() {
		who = wordByOffice
	}
	const enough = 60 // characters of a text
	return fmt.Sprintf("%s (%s): %s → %s", who, flows.MomentWords(c.New.At), cut(valueWords(q, c.Old.Value), enough), cut(valueWords(q, c.New.Value), enough))
}

func revisionWords(r flows.Report, q flows.QuestionID) string {
	words := "Yêu cầu chỉnh lý: " + Clean(r.Revision.Reason)
	if r.Revised(q) {
		words += " (đơn vị đã làm lại, chưa gửi)"
	}
	return words
}

// cut shortens a text to n characters, on one line.
func cut(s string, n int) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= n {
		return string(runes)
	}
	return strings.TrimRight(string(runes[:n]), " ,;.(") + "…"
}

// stageSample stands in the legend for the head of a unit's column.
const stageSample = "Đơn vị"

func stageNote(s flows.Stage) string {
	return "Báo cáo của đơn vị: " + lowerFirst(stageWords(s))
}

// historyNote says whether the office made a change, and why it was made.
func historyNote(c flows.Change) string {
	var lines []string
	if c.New.ByOffice() {
		lines = append(lines, wordByOffice)
	}
	if c.New.Reason != "" {
		lines = append(lines, "Lý do: "+c.New.Reason)
	}
	return strings.Join(lines, "\n")
}

func changedTitle(e Edition) string {
	return "THAY ĐỔI SO VỚI " + strings.ToUpper(editionWords(e))
}

// changedHead heads the cells that differ between two editions.
func changedHead(e Edition) []string {
	return []string{"STT", "Chỉ tiêu", "Đơn vị", fmt.Sprintf("Lần %d", e.Number), "Lần này"}
}

// lateWords says whether a report came in time; empty while it may still.
func lateWords(p UnitProgress, r flows.Report) string {
	switch {
	case p.Stage == flows.Excused:
		return ""
	case p.Late:
		return tooLate
	case !r.Arrived().IsZero():
		return onTime
	default:
		return ""
	}
}

// lacksWords says what a unit still lacks; of an excused one, why it is excused.
func lacksWords(p UnitProgress, r flows.Report) string {
	switch {
	case p.Stage != flows.Excused:
		return missingWords(p.Missing)
	case r.Excused.Reason == "":
		return wordExcused
	default:
		return wordExcused + ": " + r.Excused.Reason
	}
}

// Words of the charts.
const (
	progressChart = "Tiến độ trả lời của từng đơn vị"
	parentChart   = "Số đơn vị đã gửi, chưa gửi báo cáo"
	questionAxis  = "Số chỉ tiêu phải trả lời"
	unitAxis      = "Số đơn vị"
	changeAxis    = "Tăng/giảm so với kỳ trước"
	otherUnits    = "Đơn vị khác"
)

var (
	progressBarHead = []string{"Đơn vị", "Đã trả lời", "Còn thiếu"}
	parentBarHead   = []string{"Đơn vị cấp trên", "Đã gửi", "Chưa gửi"}
	changeBarHead   = []string{"Chỉ tiêu", "Tăng/giảm"}
)

func changeChart(in Input) string {
	return "Chỉ tiêu tăng, giảm nhiều nhất so với kỳ trước (" + cut(cmp.Or(in.Before.Round.Name, string(in.Before.Round.ID)), 60) + ")"
}

// Words of the rows for further computing.
const (
	wordDong       = "đồng"
	wordGiven      = "Có số liệu"
	wordNotCounted = "không tính"
)

// dataState spells out what a cell is.
func dataState(s CellState) string {
	switch s {
	case Given:
		return lowerFirst(wordGiven)
	case None:
		return lowerFirst(wordNone)
	case Unknown:
		return lowerFirst(wordUnknown)
	default:
		return lowerFirst(wordUnanswered)
	}
}

// sheetsBeside names the sheets beside those of a turned summary, whether they are
// there or not.
func sheetsBeside() []string {
	return []string{summarySheet, narrativeSheet, namesSheet, targetSheet, warningSheet, changedSheet, historySheet, evidenceSheet, progressSheet, chartSheet}
}
