package opening

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
)

// What a turn has to say above its screen.

func saidStale() string {
	return "✋ Nút này của màn hình cũ, chưa làm gì. Đồng chí làm tiếp ở đây."
}

func saidLeaveOrStay() string {
	return "✋ Chưa bỏ gì. Đồng chí gõ “có” để bỏ, “không” để soạn tiếp."
}

func saidInert() string { return "Đây là màn hình xem thử: nút không ghi gì." }

func saidFirst() string {
	return "Đây là bước đầu tiên. Không mở nữa thì gõ “bỏ”."
}

func saidMoved() string {
	return "✋ Chưa đổi gì: danh sách vừa thay đổi nên số thứ tự đã khác. Đồng chí xem lại dưới đây rồi gõ lại."
}

func saidNobody() string { return "✋ Phải có ít nhất một đơn vị được hỏi." }

func saidNoUnit(wrong string) string {
	return fmt.Sprintf("✋ Chưa đổi gì: “%s” không chỉ rõ đơn vị nào trong danh sách dưới đây. Đồng chí gõ số hoặc tên, cách nhau bằng dấu phẩy.", esc(short(wrong, maxUnit)))
}

// saidUnclear says how to answer what is asked.
func saidUnclear(ask Ask) string {
	switch ask {
	case ForOutline:
		return "✋ Chưa rõ đề cương nào. Đồng chí bấm hoặc gõ một số trong danh sách."
	case ForUnits:
		return "✋ Chưa hiểu, danh sách giữ nguyên. Đồng chí gõ như “bỏ 3, 5” hoặc “chỉ 1-9”; xong gõ “tiếp”."
	case ForDeadline:
		return "✋ Chưa đọc được ngày. Đồng chí gõ như “trước ngày 30/5/2024” hoặc “hết ngày 29/5”; hạn tính theo cả ngày."
	case ForPrevious:
		return "✋ Chưa rõ đợt nào. Đồng chí bấm hoặc gõ một số, hoặc gõ “không”."
	case ForLeader:
		return "✋ Đồng chí gõ “có” hoặc “không”."
	case ForAmend:
		return "✋ Đồng chí gõ “1” hoặc “2”."
	case ForTargets:
		return "✋ Đồng chí gửi tệp chỉ tiêu, hoặc gõ “không”."
	default:
		return "✋ Chưa hiểu, chưa đổi gì. Đồng chí gõ số dòng để đổi dòng đó, “mở đợt” để mở, “bỏ” để thôi."
	}
}

func saidNoPeriod(t Trouble) string {
	switch t {
	case NoSuchDay:
		return "✋ Không có ngày như vậy trong lịch. Đồng chí gõ lại, như “1/1/2024 - 30/6/2024”."
	case NoYear:
		return "✋ Đồng chí ghi thêm năm, như “1/1 - 30/6/2024”."
	case FarYear:
		return saidFarYear()
	case Reversed:
		return "✋ Ngày cuối kỳ đứng trước ngày đầu kỳ. Đồng chí gõ ngày đầu trước."
	default:
		return "✋ Chưa đọc được kỳ báo cáo. Đồng chí gõ như “6 tháng đầu năm 2024”, “2019-2024” hoặc “1/1/2024 - 30/6/2024”."
	}
}

func saidFarYear() string {
	return fmt.Sprintf("✋ Năm phải từ %d đến %d. Đồng chí gõ lại.", firstYear, lastYear)
}

func saidNoDay(t Trouble) string {
	switch t {
	case NoSuchDay:
		return "✋ Không có ngày như vậy trong lịch. Đồng chí gõ lại, như “20/5/2024”."
	case NoYear:
		return "✋ Đồng chí ghi thêm năm, như “20/5/2024”."
	case FarYear:
		return saidFarYear()
	default:
		return "✋ Chưa đọc được ngày. Đồng chí gõ như “20/5/2024”."
	}
}

// Said is a sentence about what is wrong with a deadline as it was typed.
func (d Deadline) Said() string {
	switch d.Trouble {
	case Unread:
		return saidUnclear(ForDeadline)
	case NoSuchDay:
		return "✋ Không có ngày như vậy trong lịch. Đồng chí gõ lại, như “trước ngày 30/5/2024”."
	case FarYear:
		return saidFarYear()
	default:
		return saidGone()
	}
}

func saidGone() string {
	return "✋ Hạn đó đã qua rồi. Đồng chí chọn hạn sau hôm nay."
}

func saidYear(day time.Time) string {
	return fmt.Sprintf("Đồng chí không ghi năm: bot hiểu là %s.", day.In(flows.Zone).Format("2/1/2006"))
}

func saidLongName() string {
	return fmt.Sprintf("✋ Tên dài quá %d chữ. Đồng chí gõ tên ngắn hơn.", MaxName)
}

func saidNoFile() string {
	return "✋ Bước này không cần tệp, chưa đổi gì. Đề cương thì gửi ở bước chọn đề cương, chỉ tiêu thì gửi ở bước chỉ tiêu."
}

func saidChanged() string {
	return "✋ Chưa mở: đơn vị, đề cương hoặc các đợt vừa được đổi ở nơi khác. Dưới đây là đợt theo tình hình mới; đồng chí xem lại rồi bấm lần nữa."
}

func saidNotYet() string { return "✋ Chưa mở được: đồng chí xem dòng ✋ dưới đây." }

// saidRefused says why a round cannot be opened so, and what to change.
func saidRefused(r *Refusal) string {
	switch r.Why {
	case StrangeKind:
		return fmt.Sprintf("✋ %s thuộc loại “%s”, không có trong đề cương (%s). Đồng chí bỏ đơn vị này ra.", esc(flows.UpperFirst(r.Unit.Name)), esc(r.Unit.Kind), esc(strings.Join(r.Kinds, ", ")))
	case Backwards:
		return saidNoPeriod(Reversed)
	case TooEarly:
		return "✋ Hạn nộp phải sau ngày đầu kỳ báo cáo. Đồng chí đổi hạn hoặc đổi kỳ."
	case Over:
		return saidGone()
	case NoSuchRound:
		return "✋ Đợt trước đã chọn không còn. Đồng chí chọn lại đợt trước."
	case TargetOutside:
		return fmt.Sprintf("✋ Có chỉ tiêu giao cho đơn vị “%s” không được hỏi. Đồng chí bỏ chỉ tiêu hoặc đưa đơn vị vào.", esc(string(r.Unit.ID)))
	case CutOffOutside:
		return "✋ Ngày tính số liệu phải nằm trong kỳ báo cáo. Đồng chí gõ ngày khác."
	default:
		return saidNobody()
	}
}

func saidBadFile(err error) string { return "✋ Chưa nhận tệp: " + esc(err.Error()) + "." }

// saidBadTargets lists the mistakes of a file of targets; without any it has no targets at
// all, or another first row.
func saidBadTargets(mistakes []*report.TargetMistake) string {
	if len(mistakes) == 0 {
		return "✋ Chưa nhận tệp: dòng đầu phải là question, unit, target, và dưới đó có ít nhất một chỉ tiêu. Đồng chí sửa rồi gửi lại."
	}
	var b strings.Builder
	fmt.Fprintf(&b, "✋ Tệp chỉ tiêu có %d chỗ cần sửa, chưa nhận. Đồng chí sửa rồi gửi lại tệp:\n", len(mistakes))
	for _, m := range mistakes[:min(len(mistakes), mostMistakes)] {
		fmt.Fprintf(&b, "• dòng %d: %s\n", m.Row, esc(short(wordTargetMistake(m), maxTitle)))
	}
	if more := len(mistakes) - mostMistakes; more > 0 {
		fmt.Fprintf(&b, "… và %d chỗ nữa.", more)
	}
	return strings.TrimRight(b.String(), "\n")
}

func wordTargetMistake(m *report.TargetMistake) string {
	w := append(slices.Clone(m.Words), "", "", "")
	switch m.Why {
	case report.TargetColumns:
		return "phải có đúng ba cột question, unit, target"
	case report.TargetTwice:
		return fmt.Sprintf("%s đã có chỉ tiêu cho đơn vị này ở dòng %s", w[0], w[1])
	case report.TargetNoUnit:
		return fmt.Sprintf("không có đơn vị mã “%s” trong đợt này; để trống nếu là tổng mọi đơn vị", w[0])
	case report.TargetNotAsked:
		return fmt.Sprintf("đơn vị %s không được hỏi %s", w[0], w[1])
	case report.TargetSeveral:
		return fmt.Sprintf("“%s” được hỏi thành %s; ghi một trong số đó", w[0], w[1])
	case report.TargetNoTotal:
		return fmt.Sprintf("“%s” không có tổng để giao chỉ tiêu", w[0])
	case report.TargetUnknown:
		return fmt.Sprintf("đề cương không có chỉ tiêu mã “%s”", w[0])
	default:
		return fmt.Sprintf("“%s” của %s không phải một số rõ ràng lớn hơn 0; ghi như %s", w[0], w[1], w[2])
	}
}

const mostMistakes = 10 // of a file, in one message

func saidBadOutline(mistakes outline.Mistakes) string {
	var b strings.Builder
	fmt.Fprintf(&b, "✋ Đề cương có %d chỗ cần sửa, chưa nhận. Đồng chí sửa rồi gửi lại tệp:\n", len(mistakes))
	for _, m := range mistakes[:min(len(mistakes), mostMistakes)] {
		fmt.Fprintf(&b, "• dòng %d: %s\n", m.Line, esc(short(m.Text, maxTitle)))
	}
	if more := len(mistakes) - mostMistakes; more > 0 {
		fmt.Fprintf(&b, "… và %d chỗ nữa.", more)
	}
	return strings.TrimRight(b.String(), "\n")
}
