package report

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// The sheets of the workbook.
const (
	summarySheet   = "Tổng hợp"
	narrativeSheet = "Nội dung"
	namesSheet     = "Danh mục"
	evidenceSheet  = "Minh chứng"
	progressSheet  = "Tiến độ"
)

const (
	author       = "Báo cáo bot"
	frontHeading = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM"
	nation       = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	motto        = "Độc lập - Tự do - Hạnh phúc"

	summaryTitle   = "BẢNG TỔNG HỢP SỐ LIỆU"
	narrativeTitle = "NỘI DUNG BÁO CÁO CỦA CÁC ĐƠN VỊ"
	namesTitle     = "DANH MỤC VĂN BẢN, MÔ HÌNH, CHƯƠNG TRÌNH"
	evidenceTitle  = "MINH CHỨNG CỦA CÁC ĐƠN VỊ"
	progressTitle  = "TIẾN ĐỘ GỬI BÁO CÁO"

	million    = "triệu đồng"
	yesOrNo    = "có/không"
	oneOption  = "lựa chọn"
	between    = "; " // the counts of options
	yes        = "Có"
	no         = "Không"
	mark       = "✓"
	dash       = "–"
	unknown    = "chưa có"
	notAsked   = "x" // as statistical tables mark what does not apply
	continued  = " (tiếp theo)"
	pageFooter = "Trang &P/&N"

	preparedBy   = "NGƯỜI LẬP BIỂU"
	onBehalf     = "TM. BAN THƯỜNG TRỰC"
	signFullName = "(Ký, ghi rõ họ tên)"
)

// Heads of the columns.
var (
	summaryHead    = []string{"STT", "Nội dung", "Đơn vị tính"}
	coverageHead   = "Số đơn vị có số liệu"
	unitHead       = "Đơn vị"
	measureHead    = "Đơn vị tính"
	questionHead   = "Số thứ tự chỉ tiêu"
	narrativeHead  = []string{"Mục", "Nội dung đề cương", "Đơn vị", "Trả lời"}
	namesHead      = []string{"Mục", "Chỉ tiêu", "STT", "Tên", "Đơn vị"}
	evidenceHead   = []string{"Đơn vị", "Mục", "Dòng đề cương", "Chú thích", "Loại", "Tên tệp", "Kích thước", "Người gửi", "Lúc gửi", "Tệp đã lưu"}
	progressHead   = []string{"STT", "Đơn vị", "Trạng thái", "Hạn gửi", "Đã trả lời", "Phải trả lời", "Tỷ lệ"}
	progressTail   = []string{"Trả lời gần nhất", "Gửi lần đầu", "Gửi gần nhất", "Còn thiếu (số thứ tự chỉ tiêu)"}
	wholeNarrative = map[CellState]string{None: "Không phát sinh", Unknown: "Chưa có số liệu"}
)

// The note under the table.
const (
	noteHead    = "Ghi chú:"
	noteNone    = "Không phát sinh, tính là 0"
	noteNoBase  = "Ở dòng tỷ lệ: không tính được vì mẫu số bằng 0"
	noteUnknown = "Chưa có số liệu, không tính vào tổng"
	noteEmpty   = "Chưa trả lời"
	noteUnasked = "Không thuộc diện báo cáo chỉ tiêu này, hoặc đơn vị được miễn báo cáo: không tính vào số đơn vị"
	noteMark    = "Có nội dung, xem các trang " + narrativeSheet + ", " + namesSheet
)

// yesFormat prints a count of yeses: "7 có".
const yesFormat = `0" có"`

// optionWords stands before the count of an option, "Tốt: 5", and on one line with it.
func optionWords(option string) string { return option + ":\u00a0" }

// province prints the place with its kind: "Tỉnh Thừa Thiên Huế", "Thành phố Huế".
func province(place string) string {
	place = Clean(strings.TrimSpace(place))
	folded := flows.Fold(place)
	if place == "" || strings.HasPrefix(folded, "tinh ") || strings.HasPrefix(folded, "thanh pho ") {
		return flows.UpperFirst(place)
	}
	return "Tỉnh " + place
}

// groupName names the units that stand under one parent.
func groupName(parent flows.UnitID, parents map[flows.UnitID]flows.Unit) string {
	if u, known := parents[parent]; known {
		return unitName(u)
	}
	if parent == "" {
		return "Đơn vị khác"
	}
	return Clean(string(parent))
}

// wholeHead heads the column of totals.
func wholeHead(place string) string {
	if strings.HasPrefix(flows.Fold(place), "thanh pho ") {
		return "Toàn thành phố"
	}
	return "Toàn tỉnh"
}

// wholeOf heads the totals of many units, which may be those of several provinces.
func wholeOf(in Input) string {
	if in.Place == "" {
		return "Tổng cộng"
	}
	return wholeHead(in.Place)
}

func infoLine(in Input, sent int) string {
	var parts []string
	if !in.Round.From.IsZero() && !in.Round.To.IsZero() {
		parts = append(parts, "Số liệu từ "+day(in.Round.From)+" đến "+day(in.Round.To))
	}
	if words := in.Round.CutOffWords(); words != "" {
		parts = append(parts, flows.UpperFirst(words))
	}
	if !in.Round.Deadline.IsZero() {
		parts = append(parts, "Hạn gửi: "+in.Round.DeadlineWords())
	}
	return strings.Join(append(parts, standing(in, sent)...), "; ")
}

// signDate leaves the day to be written by hand.
func signDate(in Input) string {
	year := ""
	if !in.Now.IsZero() {
		year = in.Now.In(flows.Zone).Format(" 2006")
	}
	return "Ngày …… tháng …… năm" + year
}

// figureNote is the comment on a figure: how it was hedged, and why it is right
// though it looks odd. Empty when there is nothing to say.
func figureNote(c Cell) string {
	var lines []string
	switch {
	case c.Hedge != "" && c.Raw == "":
		lines = append(lines, "Đơn vị báo cáo: “"+c.Hedge+"”")
	case c.Hedge != "":
		lines = append(lines, "Nguyên văn: “"+c.Raw+"”")
	}
	if c.Reason != "" {
		lines = append(lines, "Lý do: "+c.Reason)
	}
	if c.Note != "" {
		lines = append(lines, c.Note)
	}
	return strings.Join(lines, "\n")
}

// storedWords is the name of a file in the folder beside the database, or why it
// is not there.
func storedWords(e flows.Evidence) string {
	switch {
	case e.Stored != "":
		return e.Stored
	case e.Problem == flows.TooLarge:
		return "Chỉ có trên Telegram: quá 20 MB"
	case e.Problem == flows.Gone:
		return "Không tải được"
	default:
		return "Chưa tải về"
	}
}

func unitOfMeasure(q outline.Question) string {
	switch q.Kind {
	case outline.Money:
		return million
	case outline.YesNo:
		return yesOrNo
	case outline.Choice:
		return oneOption
	default:
		return q.Item.Unit
	}
}

// partHeading heads a sheet of the turned summary: a section's printed number with
// those of the sections above it.
func partHeading(s *outline.Section) string {
	number, rest := splitHeading(s.Heading)
	if number != "" && strings.HasSuffix(s.ID, "."+number) {
		return s.ID + ". " + rest
	}
	return s.Heading
}

// SectionHead names a section in a narrow column: "Mục II", "Phần thứ hai".
func SectionHead(s *outline.Section) string {
	if number, _ := splitHeading(s.Heading); number != "" {
		return "Mục " + number
	}
	return s.ID
}

func day(t time.Time) string { return t.In(flows.Zone).Format("02/01/2006") }

func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
