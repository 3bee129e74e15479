package rehearsal

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// The labels of the bot's buttons, as a person reads them on the phone.
const (
	labelNone    = "Không phát sinh"
	labelUnknown = "Chưa có số liệu"
	labelSendNow = "✅ Gửi"

	typedSend = "gửi"
	labelDone = "✅ Xong"
	typedDone = "xong"
	typedSkip = "bỏ qua"
	typedBack = "quay lại"
)

var (
	wordYesNo = map[int64]string{0: "Không", 1: "Có"}
	hedges    = []string{"trên", "gần", "khoảng"}
)

// typed writes an answer in one of the ways people do.
func typed(q outline.Question, v flows.Value, rng *rand.Rand) string {
	switch {
	case v.State == flows.None:
		return []string{"không", "không phát sinh", "khong co"}[rng.IntN(3)]
	case v.State == flows.Unknown:
		return []string{"chưa có", "chưa có số liệu", "chua co"}[rng.IntN(3)]
	}
	switch q.Kind {
	case outline.Text:
		return v.Text
	case outline.Names:
		return strings.Join(v.Names, "\n")
	case outline.YesNo:
		return strings.ToLower(wordYesNo[v.Number])
	case outline.Choice:
		return typedOption(q.Item.Options, v.Text, rng)
	case outline.Money:
		return strings.TrimSpace(v.Hedge + " " + typedMoney(v.Number, rng))
	default:
		return strings.TrimSpace(v.Hedge + " " + typedCount(v.Number, q.Item.Unit, rng))
	}
}

func typedCount(n int64, unit string, rng *rand.Rand) string {
	switch rng.IntN(6) {
	case 0:
		return fmt.Sprintf("%d %s", n, unit)
	case 1:
		return figure.Format(figure.Value{State: flows.Given, N: n}, outline.Count, unit)
	case 2:
		if n < 10 {
			return fmt.Sprintf("%02d", n)
		}
		return fmt.Sprintf("dạ %d", n)
	case 3:
		if n < 100 {
			return figure.Words(n)
		}
		return fmt.Sprint(n)
	default:
		return fmt.Sprint(n)
	}
}

func typedOption(options []string, option string, rng *rand.Rand) string {
	switch rng.IntN(4) {
	case 0:
		return flows.Fold(option)
	case 1:
		return fmt.Sprint(slices.Index(options, option) + 1)
	case 2:
		return "dạ " + strings.ToLower(option) + " ạ"
	default:
		return option
	}
}

func typedMoney(n int64, rng *rand.Rand) string {
	million := strings.Replace(strconv.FormatFloat(float64(n)/1e6, 'f', -1, 64), ".", ",", 1)
	billion := strings.Replace(strconv.FormatFloat(float64(n)/1e9, 'f', -1, 64), ".", ",", 1)
	switch rng.IntN(5) {
	case 0:
		return million + " triệu đồng"
	case 1:
		return fmt.Sprintf("%d đồng", n)
	case 2:
		if n >= 1e9 && n%10_000_000 == 0 {
			return billion + " tỷ"
		}
		return million + " triệu"
	case 3: // with a comma for the thousands, which has two readings
		if whole := n / 1e6; n%1e6 == 0 && whole >= 1000 {
			return fmt.Sprintf("%d,%03d", whole/1000, whole%1000)
		}
		return million
	default:
		return million
	}
}

// inOneMessage writes several figures in one message: bare, with their units, or
// one a line.
func inOneMessage(questions []outline.Question, p Paper, rng *rand.Rand) string {
	style := rng.IntN(3)
	parts := make([]string, len(questions))
	for i, q := range questions {
		parts[i] = fmt.Sprint(p.Values[q.ID].Number)
		if style > 0 {
			parts[i] += " " + q.Item.Unit
		}
	}
	return strings.Join(parts, []string{" ", ", ", "\n"}[style])
}

var (
	doings = []string{
		"Đã phối hợp với chính quyền và các tổ chức thành viên triển khai đồng bộ từ huyện đến cơ sở",
		"Ban Thường trực đã ban hành kế hoạch, phân công cụ thể và kiểm tra việc thực hiện hằng tháng",
		"Triển khai ở 100% xã, thị trấn; nội dung sát với tình hình địa phương",
		"Lồng ghép trong sinh hoạt khu dân cư, trên hệ thống truyền thanh và các trang mạng của Mặt trận",
	}
	effects = []string{
		"được Nhân dân đồng tình hưởng ứng",
		"tạo chuyển biến rõ trong nhận thức của đoàn viên, hội viên",
		"một số nơi làm còn chậm, sẽ tập trung trong 6 tháng cuối năm",
		"nổi bật là cách làm “mỗi khu dân cư một việc thiết thực”",
	}
	subjects = []string{
		"bảo vệ môi trường ở khu dân cư", "tuyến đường xanh – sạch – đẹp", "an toàn giao thông trước cổng trường",
		"khu dân cư không có tội phạm", "chăm sóc sức khỏe người cao tuổi", "giúp nhau giảm nghèo bền vững",
		"ưu tiên dùng hàng Việt trong mua sắm", "hòm thư góp ý ở nhà văn hóa",
	}
)

func narrative(label string, rng *rand.Rand) string {
	return fmt.Sprintf("%s: %s; %s.", label, doings[rng.IntN(len(doings))], effects[rng.IntN(len(effects))])
}

// things makes up n different names for what a unit of measure counts.
func things(unit string, n int, rng *rand.Rand) []string {
	first := rng.IntN(len(subjects))
	names := make([]string, n)
	for i := range names {
		subject := subjects[(first+i)%len(subjects)]
		switch unit {
		case "văn bản", "":
			names[i] = fmt.Sprintf("Kế hoạch số %d/KH-MTTQ về %s", 10+rng.IntN(80), subject)
		case "mô hình", "chương trình, mô hình":
			names[i] = fmt.Sprintf("Mô hình “%s”", subject)
		default:
			names[i] = fmt.Sprintf("Về %s", subject)
		}
	}
	return names
}

// sizes are what a district reports in half a year, by unit of measure.
var sizes = map[string]size{
	"": {2, 40}, "cuộc": {3, 60}, "lượt người": {450, 18_500}, "người": {40, 2_600}, "buổi": {8, 240},
	"văn bản": {4, 60}, "báo cáo": {2, 14}, "hộ": {120, 3_400}, "nhà": {2, 70}, "xã": {4, 12},
	"tổ chức": {3, 42}, "tin, bài": {40, 1_450}, "ý kiến": {20, 480}, "vụ việc": {10, 260},
	"đơn": {5, 140}, "lượt": {20, 620}, "cá nhân": {10, 320}, "tập thể": {4, 80}, "trang": {1, 16},
}
