package desk

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// What a turn has to say, and what is asked before something is done, as HTML.

const (
	wordAgree      = "Bấm nút hoặc gõ “đồng ý”; “thôi” để bỏ."
	wordTypeChoice = "Bấm hoặc gõ số thứ tự, ví dụ <code>12, 15</code> hoặc <code>3–9</code>; chọn xong gõ “tiếp”."
)

func saidStale() string {
	return "Nút đó của màn hình cũ, chưa làm gì. Đây là chỗ đang xem:"
}

func saidEdited() string {
	return "✋ Tin vừa sửa chưa đổi gì. Đồng chí gõ lại thành tin mới."
}

func saidWhichUnit() string {
	return "✋ Chưa rõ đơn vị nào. Đồng chí chọn đơn vị trước."
}

func saidNoSuchUnit(text string) string {
	return fmt.Sprintf("✋ Không có đơn vị nào khớp “%s”. Đồng chí gõ lại tên, hoặc chọn trong danh sách.", onOneLine(text, maxName))
}

func saidNoSuchItem(text string) string {
	return fmt.Sprintf("✋ Không có chỉ tiêu nào khớp “%s”. Đồng chí gõ chữ khác, hoặc số thứ tự trong bảng tổng hợp.", onOneLine(text, maxName))
}

func saidNoSuchNumber(n int) string {
	if n == 0 {
		return "✋ Danh sách này trống."
	}
	return fmt.Sprintf("✋ Danh sách này có số từ 1 đến %d.", n)
}

func saidNotAsked(n int64) string {
	return fmt.Sprintf("✋ Chưa chọn gì: mục %d không có, đơn vị không được hỏi, hoặc máy tự tính.", n)
}

func saidBackwards(sp span) string {
	return fmt.Sprintf("✋ Chưa chọn gì: “%d–%d” viết ngược; đồng chí gõ số nhỏ trước.", sp.from, sp.to)
}

func saidOneNumber() string { return "✋ Đồng chí gõ một số thứ tự trong danh sách." }

func saidChooseByNumber() string {
	return "✋ Chưa chọn gì thêm. Đồng chí gõ số thứ tự của các mục, hoặc “tiếp”."
}

func saidYesOrLeave() string {
	return "✋ Chưa làm gì. Đồng chí gõ “đồng ý” hoặc “thôi”."
}

func saidLeft() string { return "Đã bỏ, chưa thay đổi gì." }

func saidNothingChosen() string { return "✋ Đồng chí chọn ít nhất một mục." }

func saidReasonInWords() string {
	return "✋ Đồng chí viết lý do bằng lời, để đơn vị biết cần làm gì."
}

func saidReasonTooLong(n int) string {
	return fmt.Sprintf("✋ Lý do dài %d chữ cái; đồng chí viết gọn trong %d.", n, maxReason)
}

func saidSendingFile() string { return "📎 Đang gửi tệp đồng chí chọn." }

func saidDrawing() string { return "🖼 Đang vẽ ảnh tiến độ…" }

func saidNothingSent(asking int) string {
	return "Không có báo cáo đã gửi nào chờ duyệt." + wordAsking(asking)
}

// wordAsking tells how many reports are not approved with the others.
func wordAsking(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("\n📮 Để lại %d báo cáo mà đơn vị đang xin sửa: gõ /denghi.", n)
}

func saidAsking(f talk.Form) string {
	return "✋ Chưa duyệt: " + esc(f.Unit.Name) + " đang xin sửa báo cáo đã gửi. Đồng chí gõ /denghi để trả lời trước."
}

func saidNotExcused(f talk.Form) string {
	return "✋ " + esc(f.Unit.Name) + " không được miễn đợt này."
}

func saidExcused(f talk.Form) string {
	return "✋ Chưa làm gì: " + esc(f.Unit.Name) + " được miễn đợt này. Cần thì bỏ miễn trước."
}

func saidNotApproved(f talk.Form) string {
	return "✋ Báo cáo của " + esc(f.Unit.Name) + " chưa duyệt."
}

func saidApproved(f talk.Form) string {
	return "✋ Chưa làm gì: báo cáo của " + esc(f.Unit.Name) + " đã duyệt. Cần sửa thì bỏ duyệt trước."
}

func saidNotSentYet(f talk.Form) string {
	return "✋ Chưa duyệt: báo cáo của " + esc(f.Unit.Name) + " hiện chưa gửi."
}

func saidNothingToRevise(f talk.Form) string {
	return "✋ " + esc(f.Unit.Name) + " chưa gửi báo cáo nên chưa có gì để yêu cầu chỉnh lý."
}

func saidChanged(f talk.Form) string {
	return "✋ Chưa làm gì: báo cáo của " + esc(f.Unit.Name) + " vừa thay đổi. Đồng chí xem lại rồi làm lần nữa."
}

// saidDone tells what was done, and who still has to be told by telephone.
func saidDone(f talk.Form, d Deed) string {
	name, said := esc(f.Unit.Name), ""
	switch d.Kind {
	case Revise:
		said = fmt.Sprintf("↩ Đã yêu cầu %s chỉnh lý %d mục.", name, len(d.Questions))
	case Approve:
		said = fmt.Sprintf("✅ Đã duyệt báo cáo của %s.", name)
	case Unapprove:
		said = fmt.Sprintf("Đã bỏ duyệt báo cáo của %s; báo cáo trở lại “đã gửi”.", name)
	case Excuse:
		said = fmt.Sprintf("➖ Đã miễn báo cáo đợt này cho %s.", name)
	case Unexcuse:
		said = fmt.Sprintf("Đã bỏ miễn cho %s; đơn vị lại phải báo cáo.", name)
	default:
		said = fmt.Sprintf("✏️ Đã sửa hộ %s.\n%s", name, d.Said)
	}
	said += wordOpens(f, d)
	if len(f.Team) == 0 {
		return said + "\n📞 Đơn vị chưa có ai vào bot, đề nghị đồng chí báo qua điện thoại."
	}
	return said + "\nBot báo cho đơn vị ngay."
}

func saidApprovedAll(n, asking int) string {
	return fmt.Sprintf("✅ Đã duyệt %d báo cáo; bot báo cho các đơn vị ngay.", n) + wordAsking(asking)
}

func labelChosen(n int) string { return fmt.Sprintf("Tiếp ▶ (%d mục)", n) }

func labelYes(k Kind) string {
	switch k {
	case Revise:
		return "↩ Yêu cầu chỉnh lý"
	case Approve, ApproveAll:
		return "✅ Duyệt"
	case Unapprove:
		return "Bỏ duyệt"
	case Excuse:
		return "➖ Miễn"
	case Unexcuse:
		return "Bỏ miễn"
	default:
		return "✏️ Sửa hộ"
	}
}

func wordChoose(f talk.Form, chosen []int) string {
	text := bold("Yêu cầu "+f.Unit.Name+" chỉnh lý mục nào?") + "\n"
	if len(chosen) > 0 {
		text += fmt.Sprintf("Đã chọn %d mục: %s\n", len(chosen), ranges(chosen, 2*rangesShown))
	}
	return text
}

func wordAskValue(f talk.Form, n int, line string, q outline.Question) string {
	text := fmt.Sprintf("%s\n%d. %s\n\nĐồng chí gõ giá trị đúng", bold("Sửa hộ "+f.Unit.Name), n, line)
	switch q.Kind {
	case outline.Count:
		return text + ", ví dụ <code>12</code>; không phát sinh thì gõ “không”, chưa có số thì gõ “chưa có”."
	case outline.Money:
		return text + ", ví dụ <code>12,5</code> (triệu đồng) hoặc <code>1,2 tỷ</code>; không phát sinh thì gõ “không”."
	case outline.YesNo:
		return text + ": “có” hoặc “không”."
	case outline.Choice:
		text += ", một trong các lựa chọn:"
		for i, option := range q.Item.Options {
			text += fmt.Sprintf("\n%d. %s", i+1, esc(option))
		}
		return text
	case outline.Names:
		return text + ": cả danh sách, mỗi tên một dòng."
	default:
		return text + "."
	}
}

func wordAskReason(k Kind) string {
	switch k {
	case Revise:
		return "Đồng chí gõ lý do và cần sửa gì; đơn vị sẽ đọc đúng lời này."
	case Excuse:
		return "Đồng chí gõ lý do miễn báo cáo."
	default:
		return "Đồng chí gõ lý do sửa hộ; đơn vị sẽ đọc đúng lời này."
	}
}

func wordReason(why string) string { return "Lý do: <i>" + onOneLine(why, maxReason) + "</i>" }

// wordPrepared says what would be done.
func wordPrepared(f talk.Form, place Place) string {
	switch place.Deed {
	case Revise:
		return bold(fmt.Sprintf("Yêu cầu %s chỉnh lý %d mục?", f.Unit.Name, len(place.Chosen))) + "\nBáo cáo mở lại cho đơn vị sửa đúng các mục này:" + wordOpens(f, Deed{Kind: Revise})
	case Approve:
		return bold("Duyệt báo cáo của "+f.Unit.Name+"?") + "\nDuyệt xong, số liệu được khóa."
	case ApproveAll:
		return bold(fmt.Sprintf("Duyệt %d báo cáo đã gửi?", place.Many)) + "\nBáo cáo gửi sau lúc này không tính vào đây." + wordAsking(place.Asking)
	case Unapprove:
		return bold("Bỏ duyệt báo cáo của " + f.Unit.Name + "?")
	case Excuse:
		text := bold("Miễn báo cáo đợt này cho " + f.Unit.Name + "?")
		if f.Report.Stage() == flows.Sent {
			text += "\nBáo cáo đơn vị đã gửi sẽ không tính vào tổng hợp."
		}
		return text
	case Unexcuse:
		return bold("Bỏ miễn cho "+f.Unit.Name+"?") + wordOpens(f, Deed{Kind: Unexcuse})
	default:
		return bold("Sửa hộ " + f.Unit.Name + "?")
	}
}
