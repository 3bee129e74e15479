package figure

import "baocaobot/flows"

// Everything Vietnamese that is read or printed. Words are written with their
// accents; typed without any they are the same words (token.is).

const (
	noneWords    = "không phát sinh"
	unknownWords = "chưa có số liệu"
	millionDong  = "triệu đồng"
	dong         = "đồng"
	percentWords = "phần trăm"
)

// Greetings, and fillers in front of a figure, carry no meaning for it.
var (
	politeFirst = []string{"dạ", "vâng", "thưa", "ạ"}
	fillers     = []string{"có", "được", "là", "với", "đạt"}
	politeLast  = []string{"ạ", "nhé", "nha"}
	bullets     = []string{"-", "–", "—", "•", "*", "+"}
)

// hedges, longer before shorter where one begins another. Signs are kept as words.
var hedges = []struct{ said, kept string }{
	{"ước tính khoảng", "ước tính khoảng"}, {"ước khoảng", "ước khoảng"},
	{"ước tính", "ước tính"}, {"ước đạt", "ước đạt"}, {"ước", "ước"},
	{"trên dưới", "trên dưới"}, {"trên", "trên"}, {"hơn", "hơn"}, {"gần", "gần"},
	{"khoảng chừng", "khoảng chừng"}, {"khoảng", "khoảng"}, {"độ", "độ"}, {"chừng", "chừng"}, {"cỡ", "cỡ"},
	{"xấp xỉ", "xấp xỉ"}, {"dưới", "dưới"}, {"không dưới", "không dưới"}, {"không quá", "không quá"},
	{"không ít hơn", "không ít hơn"}, {"chưa đến", "chưa đến"}, {"chưa tới", "chưa tới"},
	{"ít nhất", "ít nhất"}, {"tối thiểu", "tối thiểu"}, {"nhiều nhất", "nhiều nhất"}, {"tối đa", "tối đa"},
	{"> =", "ít nhất"}, {"< =", "không quá"}, {"≥", "ít nhất"}, {"≤", "không quá"},
	{">", "trên"}, {"<", "dưới"}, {"~", "khoảng"}, {"≈", "khoảng"},
}

// states says what a message without a number means. Two states: ask which.
// Unknown comes before None because it changes no total.
var states = []struct {
	said  string
	means []flows.State
}{
	{"không có phát sinh", []flows.State{flows.None}},
	{"không phát sinh", []flows.State{flows.None}},
	{"chưa phát sinh", []flows.State{flows.None}},
	{"không có số liệu", []flows.State{flows.Unknown, flows.None}},
	{"không có", []flows.State{flows.None}},
	{"không rõ", []flows.State{flows.Unknown}},
	{"không biết", []flows.State{flows.Unknown}},
	{"không", []flows.State{flows.None}},
	{"chưa có số liệu", []flows.State{flows.Unknown}},
	{"chưa có dữ liệu", []flows.State{flows.Unknown}},
	{"chưa có thông tin", []flows.State{flows.Unknown}},
	{"chưa có", []flows.State{flows.Unknown}},
	{"chưa rõ", []flows.State{flows.Unknown}},
	{"chưa biết", []flows.State{flows.Unknown}},
	{"chưa nắm được", []flows.State{flows.Unknown}},
	{"chưa nắm", []flows.State{flows.Unknown}},
	{"chưa thống kê được", []flows.State{flows.Unknown}},
	{"chưa thống kê", []flows.State{flows.Unknown}},
	{"chưa tổng hợp được", []flows.State{flows.Unknown}},
	{"chưa tổng hợp", []flows.State{flows.Unknown}},
	{"chưa cập nhật", []flows.State{flows.Unknown}},
	{"chưa", []flows.State{flows.Unknown, flows.None}},
}

var (
	no       = []string{"ko", "k", "kh", "hông"} // short for the first word of a state
	notOne   = []string{"nào", "gì", "hết", "cả"}
	notYet   = "chưa có"
	minus    = []string{"âm", "trừ"}
	upTo     = []string{"đến", "tới"}
	dateHead = []string{"ngày", "tháng", "quý"}
	year     = "năm"
	and      = "và"
	with     = "với"
)

// Words in running text that make of the number behind them no figure of what was
// done. Many name something by it ("ngày 15", "Nghị quyết số 12", "lần thứ 3").
var (
	namers = []string{
		"ngày", "tháng", "quý", "tuần", "kỳ", "khóa", "khoá", "đoạn", "lần", "đợt", "thứ", "số", "điều", "khoản", "điểm", "mục",
		"chương", "tổ", "thôn", "bản", "phố", "phường", "quận", "làng", "án", "nghị quyết", "quyết định", "thông tư",
		"nghị định", "chỉ thị", "kết luận", "quy định", "chương trình", "công văn", "kế hoạch", "chỉ tiêu", "phụ lục", "bảng", "biểu",
	}
	total     = "tổng số"
	changes   = []string{"tăng", "giảm", "vượt", "thêm", "so với", "bằng", "từ", "lên", "xuống", "đến", "tới", "cả", "mỗi", "từng", "bình quân", "trung bình", "bq"}
	perEach   = []string{"mỗi", "trở"} // "12 cuộc mỗi năm", "12 cuộc trở lên"
	notAlone  = []string{"không", "một", "năm"}
	notHedges = []string{"độ", "cỡ"} // "tiến độ 12", and unaccented "do", "co"
)

// vague words make a number of "một số", "mười mấy", "hai phẩy năm": never a
// number followed by a unit that is only unknown.
var vague = []string{"số", "vài", "mấy", "ít", "nhiều", "hàng", "nửa", "phần", "phẩy", "chấm", "vạn", "trở", "đổ", "hơn", "lần", "mươi", "m", "usd", "đô", "euro"}

var digitWords = map[string]int64{
	"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}

// lastWords stand after a ten. "năm" does not: "mười năm" is ten years.
var lastWords = map[string]int64{
	"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}

const (
	ten  = "mười"
	tens = "mươi"
	half = "rưỡi"
)

var linh = []string{"linh", "lẻ"}

const (
	thousand = 1_000
	million  = 1_000_000
	billion  = 1_000_000_000
)

var scaleWords = map[string]int64{
	"chục": 10, "trăm": 100, "nghìn": thousand, "ngàn": thousand, "triệu": million, "tỷ": billion, "tỉ": billion,
}

// shortScales are read for money only: "tr" after a count may be pages.
var shortScales = map[string]int64{"k": thousand, "tr": million, "trđ": million}

var currency = []string{dong, "đ", "vnđ"}

var digitNames = [10]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// lastNames are the digits after mươi (mốt, tư, lăm); after mười only lăm differs.
var lastNames = [10]string{"", "mốt", "hai", "ba", "tư", "lăm", "sáu", "bảy", "tám", "chín"}
