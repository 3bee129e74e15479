package unitlist

import (
	"fmt"
	"strings"

	"baocaobot/flows"
)

// Mistake is one thing wrong in a unit list: the row as Excel counts it, and what is
// wrong and what to do, in Vietnamese.
type Mistake struct {
	Row  int
	Text string
}

// String gives "hàng 4: …".
func (m Mistake) String() string { return fmt.Sprintf("hàng %d: %s", m.Row, m.Text) }

// Mistakes is everything wrong in one list, in the order of its rows. It is an error
// when it is not empty; an empty one must not be returned as an error.
type Mistakes []Mistake

// MostMistakes is how many mistakes are told; who has more of them has one of a kind.
const MostMistakes = 20

// Error gives one mistake a line.
func (ms Mistakes) Error() string {
	var lines []string
	for _, m := range ms[:min(len(ms), MostMistakes)] {
		lines = append(lines, m.String())
	}
	if more := len(ms) - MostMistakes; more > 0 {
		lines = append(lines, fmt.Sprintf("còn %d lỗi khác: sửa các lỗi trên rồi gửi lại", more))
	}
	return strings.Join(lines, "\n")
}

// headerWords are the columns as mistakes call them.
var headerWords = [columns]string{"mã", "tên", "loại", "trực thuộc", "từ ngày", "đến ngày", "đơn vị cũ", "thứ tự", "báo cáo"}

const (
	nobodyReports = "không đơn vị nào phải báo cáo: ghi “có” ở cột “báo cáo” cho ít nhất một đơn vị"
	noHeader      = "hàng đầu phải ghi tên các cột, mỗi cột một ô: mã, tên, loại và, nếu cần, trực thuộc, từ ngày, đến ngày, đơn vị cũ, thứ tự, báo cáo"
	strayCell     = "có ô nằm ngoài các cột có tên ở hàng đầu: xóa ô thừa; nhiều đơn vị cũ thì nối bằng dấu +, không dùng dấu phẩy"
	noCode        = "thiếu mã đơn vị: ghi mã như a-luoi, hoặc xóa hẳn hàng này"
	noOrder       = "thiếu thứ tự: ghi thứ tự cho mọi hàng, hoặc để trống cả cột để lấy thứ tự các hàng"
	tooManyLevels = "có hơn 10 cấp trên: xem lại cột “trực thuộc”"
)

func unknownColumn(text string) string {
	return fmt.Sprintf("không có cột nào tên “%s”: dùng các cột %s", short(text), strings.Join(headerWords[:], ", "))
}

func columnTwice(c column) string {
	return fmt.Sprintf("cột “%s” có hai lần: giữ lại một", headerWords[c])
}

func missingColumn(c column) string {
	return fmt.Sprintf("thiếu cột “%s” ở hàng đầu: danh sách phải có các cột mã, tên, loại", headerWords[c])
}

func formulaIn(c column) string {
	return fmt.Sprintf("ô ở cột “%s” là công thức: chép ô đó rồi dán lại bằng Dán đặc biệt, loại Giá trị", headerWords[c])
}

func badCode(text string) string {
	return fmt.Sprintf("mã “%s” không đúng: chỉ dùng chữ thường không dấu, chữ số, dấu gạch nối và dấu chấm, như a-luoi", short(text))
}

func codeTwice(id flows.UnitID, row int) string {
	return fmt.Sprintf("mã “%s” đã có ở hàng %d: mỗi đơn vị một mã riêng", id, row)
}

func noName(id flows.UnitID) string {
	return fmt.Sprintf("đơn vị %s thiếu tên hoặc loại: ghi cả hai, như “huyện A Lưới” và “huyện”", id)
}

func badName(id flows.UnitID) string {
	return fmt.Sprintf("tên hoặc loại của đơn vị %s quá dài hoặc có dấu lạ: gõ lại trên một dòng, không quá %d chữ", id, maxName)
}

func badDay(c column, text string) string {
	return fmt.Sprintf("cột “%s” ghi “%s”: ghi ngày như 1/7/2025", headerWords[c], short(text))
}

func endsEarly(u flows.Unit) string {
	return fmt.Sprintf("đơn vị %s hết hiệu lực (%s) trước khi bắt đầu (%s): sửa một trong hai ngày", u.ID, day(u.To), day(u.From))
}

func badOrder(text string) string {
	return fmt.Sprintf("thứ tự “%s” không đúng: ghi số nguyên từ 1", short(text))
}

func orderTwice(n, row int) string {
	return fmt.Sprintf("thứ tự %d đã có ở hàng %d: mỗi đơn vị một số riêng", n, row)
}

func badReports(text string) string {
	return fmt.Sprintf("cột “báo cáo” ghi “%s”: ghi có hoặc không", short(text))
}

func strangeParent(id flows.UnitID) string {
	return fmt.Sprintf("cột “trực thuộc” ghi “%s”, không phải mã của hàng nào: sửa mã, hoặc thêm hàng cho đơn vị đó", short(string(id)))
}

func aboveItself(id flows.UnitID) string {
	return fmt.Sprintf("đơn vị %s thành cấp trên của chính mình: sửa cột “trực thuộc”", id)
}

func countedTwice(id, above flows.UnitID) string {
	return fmt.Sprintf("cả %s và cấp trên của nó là %s cùng báo cáo, số sẽ bị cộng hai lần: ghi không cho một trong hai", id, above)
}

func strangePredecessor(id flows.UnitID) string {
	return fmt.Sprintf("đơn vị cũ “%s” không phải mã của hàng nào: thêm cả hàng của đơn vị cũ, với ngày hết hiệu lực ở cột “đến ngày”", short(string(id)))
}

func ownPredecessor(id flows.UnitID) string {
	return fmt.Sprintf("đơn vị cũ “%s” là chính đơn vị này: chỉ ghi các đơn vị khác nhập vào", id)
}

func predecessorTwice(id flows.UnitID) string {
	return fmt.Sprintf("đơn vị cũ “%s” ghi hai lần: giữ lại một", id)
}

func beforeItself(id flows.UnitID) string {
	return fmt.Sprintf("đơn vị %s thành đơn vị cũ của chính mình: sửa cột “đơn vị cũ”", id)
}

// short keeps what somebody wrote within a sentence.
func short(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}
