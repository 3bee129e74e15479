package outline

import (
	"fmt"
	"slices"
	"strings"

	"baocaobot/flows"
)

// What a clerk calls the parts of the file.
const (
	anOutline = "đề cương"
	aLevel    = "cấp"
	aSection  = "mục"
	aCard     = "dòng đề cương"
	anItem    = "chỉ tiêu"
	aUnitKind = "loại đơn vị"
	aCheck    = "phép kiểm tra"
)

// The file as a whole.
const (
	fileTooBig  = "tệp lớn hơn 1 MB: đề cương chỉ gồm chữ, hãy kiểm tra xem có chọn nhầm tệp không"
	fileNotText = "tệp không phải văn bản UTF-8: mở bằng trình soạn thảo và lưu lại với bảng mã UTF-8"
	fileEmpty   = "tệp chưa có gì: ghi id, title và sections của đề cương"
	fileHasMore = "tệp có hơn một đề cương (dấu ---): mỗi tệp chỉ một đề cương, chuyển phần này sang tệp khác"
	noAliases   = "không dùng dấu & và * để viết tắt: chép lại đầy đủ; nếu đó là chữ của đề cương thì đặt cả dòng trong dấu nháy"
	manyMore    = "còn nhiều lỗi khác: sửa các lỗi trên rồi kiểm tra lại"
	noTags      = "không dùng dấu ! trước giá trị: bỏ đi; nếu đó là chữ của đề cương thì đặt cả dòng trong dấu nháy"
)

// The lines YAML cannot read.
const (
	syntaxWrong   = "chỗ này viết chưa đúng cách: xem lại thụt đầu dòng, dấu hai chấm và dấu nháy ở dòng này và dòng trên"
	syntaxTab     = "dòng này có phím Tab: thay mỗi Tab bằng dấu cách"
	syntaxNoBreak = "dòng này có dấu cách đặc biệt (chép từ Word hoặc trang mạng): xóa đi và gõ dấu cách thường"
	syntaxColon   = "dòng này có thêm “: ” trong phần chữ: đặt cả phần chữ trong dấu nháy đơn '…'"
	syntaxSign    = "phần chữ không được bắt đầu bằng dấu @, % hoặc `: đặt cả phần chữ trong dấu nháy đơn '…'"
	syntaxUnended = "dấu nháy mở ra mà chưa đóng: thêm dấu nháy ở cuối phần chữ"
)

const noBreakSpace = '\u00a0'

// syntaxText guesses from the line itself why YAML stopped there.
func syntaxText(line string) string {
	_, value, _ := strings.Cut(line, ": ")
	value = strings.TrimSpace(value)
	switch {
	case strings.Contains(line, "\t"):
		return syntaxTab
	case strings.ContainsRune(line, noBreakSpace):
		return syntaxNoBreak
	case strings.IndexAny(value, "@%`") == 0:
		return syntaxSign
	case strings.IndexAny(value, `'"`) == 0 && strings.Count(value, value[:1])%2 == 1:
		return syntaxUnended
	case strings.IndexAny(value, `'"`) != 0 && strings.Contains(value, ": "):
		return syntaxColon
	default:
		return syntaxWrong
	}
}

// Keys and values.

func wantKeys(part string, keys []string) string {
	return fmt.Sprintf("%s phải gồm các khóa, mỗi khóa một dòng: %s", part, strings.Join(keys, ", "))
}

func unknownKey(key, part, near string, known []string) string {
	if near != "" {
		return fmt.Sprintf("%s không có khóa “%s”: có phải “%s” không?", part, short(key), near)
	}
	return fmt.Sprintf("%s không có khóa “%s”: bỏ đi, hoặc dùng một trong các khóa %s", part, short(key), strings.Join(known, ", "))
}

func keyTwice(key, part string) string {
	return fmt.Sprintf("khóa “%s” ghi hai lần trong cùng một %s: giữ lại một", key, part)
}

func missingKey(key, part string) string {
	return fmt.Sprintf("%s còn thiếu khóa “%s”: thêm vào", part, key)
}

func wantText(key string) string {
	return fmt.Sprintf("“%s” phải là một giá trị, không phải danh sách hay nhóm khóa", key)
}

func emptyValue(key string) string {
	return fmt.Sprintf("“%s” đang để trống: ghi giá trị vào, hoặc xóa dòng này", key)
}

func wantList(key string) string {
	return fmt.Sprintf("“%s” phải là danh sách: viết [phần một, phần hai], hoặc mỗi phần một dòng bắt đầu bằng dấu gạch và dấu cách", key)
}

func wantFlag(key string) string { return fmt.Sprintf("“%s” chỉ nhận true hoặc false", key) }

func unprintableValue(key string) string {
	return fmt.Sprintf("“%s” có ký tự ẩn, không in ra được: xóa đi và gõ lại", key)
}

func tooLong(key string, limit int) string {
	return fmt.Sprintf("“%s” quá dài: nhiều nhất %d ký tự", key, limit)
}

func notNFC(text string) string {
	return fmt.Sprintf("chữ “%s” dùng dấu rời (Unicode tổ hợp): gõ lại bằng bảng mã Unicode dựng sẵn", short(text))
}

// short keeps a quoted text to one readable length.
func short(s string) string {
	runes := []rune(strings.ToValidUTF8(oneSpace(s), "?"))
	if len(runes) <= 60 {
		return string(runes)
	}
	return string(runes[:60]) + "…"
}

// Ids.

func badOutlineID(id string) string {
	return fmt.Sprintf("mã đề cương “%s” chưa đúng: chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ first-half-2024", short(id))
}

func badLevelID(id string) string {
	return fmt.Sprintf("mã cấp “%s” chưa đúng: chỉ dùng chữ thường không dấu, chữ số và dấu _, ví dụ huyen", short(id))
}

func badItemID(id string) string {
	return fmt.Sprintf("mã chỉ tiêu “%s” chưa đúng: chỉ dùng chữ thường không dấu, chữ số, dấu _ và dấu chấm, ví dụ giam_sat.so_cuoc", short(id))
}

func idTooLong(id flows.ItemID, limit int) string {
	return fmt.Sprintf("mã chỉ tiêu “%s” dài %d ký tự: rút còn nhiều nhất %d", short(string(id)), len(id), limit)
}

func usedTwice(sort, id string, line int) string {
	return fmt.Sprintf("%s “%s” đã có ở dòng %d: đặt tên khác hoặc bỏ đi", sort, short(id), line)
}

// Parts that lack something.

const (
	noSections    = "đề cương chưa có mục nào: thêm ít nhất một mục dưới sections"
	tooManyItems  = "đề cương có hơn 1.000 chỉ tiêu: chia thành nhiều đề cương"
	tooManyLevels = "đề cương có hơn 10 cấp: bỏ bớt cấp"
	tooDeep       = "mục lồng quá sáu bậc: gộp bớt bậc"
	countedTwice  = "số lượng đã được hỏi kèm danh sách (counted: true): bỏ names_of hoặc bỏ counted"
)

func levelWithoutKinds(id string) string {
	return fmt.Sprintf("cấp “%s” chưa có loại đơn vị nào: ghi vào kinds, ví dụ [xã, phường, thị trấn]", short(id))
}

func emptySection(id string) string {
	return fmt.Sprintf("mục “%s” chưa có dòng nào: thêm cards hoặc sections", short(id))
}

func cardWithoutItems(id string) string {
	return fmt.Sprintf("dòng “%s” chưa có chỉ tiêu: thêm ít nhất một chỉ tiêu vào items", short(id))
}

// Items.

func citeNotFound(cite string) string {
	return fmt.Sprintf("không tìm thấy “%s” trong dòng, tên mục hay hướng dẫn của mục: chép lại đúng từng chữ của đề cương", short(cite))
}

func unknownKind(kind, near Kind) string {
	if near != "" {
		return fmt.Sprintf("không có loại “%s”: có phải “%s” không?", short(string(kind)), near)
	}
	return fmt.Sprintf("không có loại “%s”: chọn một trong %s", short(string(kind)), kindList(Kinds))
}

func unitMissing(kind Kind) string {
	if kind == Money {
		return "số tiền chưa có đơn vị tính: thêm unit, ví dụ unit: triệu đồng"
	}
	return "số đếm chưa có đơn vị tính: thêm unit, ví dụ unit: cuộc"
}

func unknownMoney(unit string) string {
	return fmt.Sprintf("đơn vị tiền “%s” không dùng được: chọn %s", short(unit), strings.Join(moneyUnits, ", "))
}

func unknownLevel(id string, levels []Level) string {
	if len(levels) == 0 {
		return fmt.Sprintf("đề cương chưa khai cấp nào: thêm cấp “%s” vào levels ở đầu tệp", short(id))
	}
	if i := slices.IndexFunc(levels, func(l Level) bool { return flows.Fold(l.Name) == flows.Fold(id) }); i >= 0 {
		return fmt.Sprintf("ở đây ghi mã cấp, không ghi tên: thay “%s” bằng %s", short(id), levels[i].ID)
	}
	ids := make([]string, len(levels))
	for i, l := range levels {
		ids[i] = l.ID
	}
	return fmt.Sprintf("không có cấp “%s”: chọn %s, hoặc khai cấp mới trong levels ở đầu tệp", short(id), strings.Join(ids, ", "))
}

func levelTwice(id string) string {
	return fmt.Sprintf("cấp “%s” ghi hai lần: giữ lại một", short(id))
}

// Rules.

const formulaMissing = "tỷ lệ (percent) phải có công thức: thêm formula, ví dụ formula: hoa_giai.thanh / hoa_giai.vu_viec"

func badFormula(text string) string {
	return fmt.Sprintf("công thức “%s” chưa đúng: viết hai mã chỉ tiêu cách nhau bằng dấu /, ví dụ hoa_giai.thanh / hoa_giai.vu_viec", short(text))
}

func ruleOfKind(rule string, want []Kind, is Kind) string {
	return fmt.Sprintf("“%s” chỉ dùng cho chỉ tiêu loại %s, chỉ tiêu này là %s: bỏ đi hoặc đổi kind", rule, kindList(want), is)
}

func ruleOfItself(rule string) string {
	return fmt.Sprintf("“%s” chỉ vào chính chỉ tiêu này: ghi mã của chỉ tiêu khác", rule)
}

func unknownItem(rule string, id flows.ItemID, near string) string {
	if near != "" {
		return fmt.Sprintf("“%s” chỉ vào “%s” không có trong đề cương: có phải “%s” không?", rule, short(string(id)), near)
	}
	return fmt.Sprintf("“%s” chỉ vào “%s” không có trong đề cương: ghi lại mã của chỉ tiêu", rule, short(string(id)))
}

func otherOfKind(rule string, id flows.ItemID, want []Kind, is Kind) string {
	return fmt.Sprintf("“%s” phải chỉ vào chỉ tiêu loại %s, mà “%s” là %s: ghi mã khác", rule, kindList(want), id, is)
}

func otherLevels(rule string, id flows.ItemID, own, other []string) string {
	return fmt.Sprintf("“%s” nối hai chỉ tiêu khác cấp: chỉ tiêu này %s, “%s” %s; ghi levels giống nhau",
		rule, levelList(own), id, levelList(other))
}

func circle(path []flows.ItemID) string {
	return fmt.Sprintf("các chỉ tiêu ràng buộc nhau thành vòng: %s; bỏ một ràng buộc", joinIDs(path, " → "))
}

func joinIDs(ids []flows.ItemID, between string) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, between)
}

func levelWords(names []string) string { return "cấp " + strings.Join(names, ", ") }

func kindList(kinds []Kind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	return strings.Join(words, ", ")
}

func levelList(levels []string) string {
	if len(levels) == 0 {
		return "không chia cấp"
	}
	return "chia cấp " + strings.Join(levels, ", ")
}

// The labels of questions.

// plainLabel drops "(số lượng và tên)" from the label of a counted list, whose
// two questions each say which of them they ask.
func plainLabel(it *Item) string {
	if !it.Counted {
		return it.Label
	}
	return strings.TrimSuffix(it.Label, " (số lượng và tên)")
}

func labelAt(it *Item, l Level) string { return plainLabel(it) + " (cấp " + l.Name + ")" }
func labelOfCount(label string) string { return label + ": số lượng" }
func labelOfNames(label string) string { return label + ": tên" }

// The outline in a terminal.

func stockWords(kind Kind) string {
	if kind == Choice {
		return "hiện trạng, được giữ như kỳ trước"
	}
	return "số hiện có, được giữ như kỳ trước"
}

const countedToo = "hỏi cả số lượng và tên"

var kindWords = map[Kind]string{
	Count: "số đếm", Money: "số tiền", Percent: "tỷ lệ", Text: "đoạn văn", Names: "danh sách tên", YesNo: "có hay không", Choice: "lựa chọn",
}

// ruleWords says a rule; the other items are those the rule names.
func ruleWords(rule string, others []flows.ItemID) string {
	switch ids := joinIDs(others, " hoặc "); rule {
	case "at_most":
		return "không lớn hơn " + ids
	case "at_least":
		return "không nhỏ hơn " + ids
	case "names_of":
		return "không nhiều tên hơn " + ids
	case "only_if":
		return "chỉ khi có " + ids
	case "positive_if":
		return "phải lớn hơn 0 khi " + ids + " lớn hơn 0"
	default: // formula
		return "tự tính bằng " + joinIDs(others, " / ")
	}
}
