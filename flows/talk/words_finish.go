package talk

import (
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// What is said about colleagues, and on the way from the last answer to the receipt.

const (
	labelGive       = "👤 Giao mục"
	labelGiveNobody = "Không giao ai"
	labelOpen       = "▶ Mở mục này"
	labelApprove    = "✅ Duyệt và gửi"
	labelReturn     = "↩ Trả lại"
	labelReopenNow  = "✏️ Mở lại để sửa"
	labelStop       = "Thôi"
	wordStop        = "thoi" // typed, folded

	wordMe            = "đồng chí"
	wordColleague     = "đồng nghiệp"
	wordGiveWhom      = "👤 Giao mục này cho ai?"
	wordAlone         = "Đơn vị chưa có cán bộ nào khác trong hệ thống; đề nghị văn phòng gửi thêm thư mời."
	wordTypeColleague = "Bấm hoặc gõ số thứ tự; gõ 0 để không giao ai."
)

func (f *Form) labelSendNow() string {
	switch {
	case f.Report.Waiting():
		return labelApprove
	case f.led():
		return "✅ Trình lãnh đạo"
	default:
		return "✅ Gửi"
	}
}

// wordBy, wordTask and wordTasked take plain text.
func wordBy(name string) string   { return " · <i>" + esc(name) + "</i>" }
func wordTask(name string) string { return " · 👤 " + esc(name) }

func wordTasked(name string) string {
	return "👤 Mục này đã giao cho " + esc(name) + "; đồng chí vẫn ghi được."
}

func saidGiven(f *Form, s *outline.Section, to flows.PersonID) string {
	heading := esc(short(headingOf(s), maxLabel))
	switch {
	case to == 0:
		return fmt.Sprintf("👤 Mục “%s” không giao riêng cho ai nữa.", heading)
	case to == f.Me:
		return fmt.Sprintf("👤 Đồng chí nhận làm mục “%s”.", heading)
	default:
		return fmt.Sprintf("👤 Đã giao mục “%s” cho %s; bot báo cho đồng chí ấy ngay.", heading, bold(f.nameOf(to)))
	}
}

func noticeTasked(f *Form, by, heading string, answered, all int) string {
	done := fmt.Sprintf("đã trả lời %d/%d", answered, all)
	switch {
	case f.Report.InRevision() && all == 0:
		done = "không có mục cần chỉnh lý"
	case f.Report.InRevision():
		done = fmt.Sprintf("đã chỉnh lý %d/%d", answered, all)
	}
	return fmt.Sprintf("👤 %s giao đồng chí làm mục <b>%s</b> trong báo cáo của %s (%s). Gửi %s.",
		esc(by), esc(short(heading, maxLine)), esc(f.Unit.Name), done, esc(f.Round.DeadlineWords()))
}

func moment(t time.Time) string { return t.In(flows.Zone).Format("15:04 ngày 2/1/2006") }

// wordReceipt is what a sent report says on top: number, time, who, how much.
func wordReceipt(f *Form) string {
	r := f.Report
	figures, others := 0, 0
	for _, q := range f.Plan.Questions {
		a, answered := r.Answers[q.ID]
		switch {
		case !answered || a.State == flows.Unknown:
		case q.Kind == outline.Count || q.Kind == outline.Money:
			figures++
		default:
			others++
		}
	}
	number := ""
	if r.Receipt > 0 {
		number = fmt.Sprintf(" số %d", r.Receipt)
	}
	said := fmt.Sprintf("📨 <b>Biên nhận%s</b> · gửi lúc %s · người gửi: %s · %d số liệu, %d nội dung khác",
		number, moment(r.SentAt), esc(f.sender()), figures, others)
	if f.onTime() {
		said += " · đúng hạn."
	} else {
		said += " · trễ hạn."
	}
	if !r.Approved.At.IsZero() {
		said += fmt.Sprintf("\n✅ Văn phòng đã duyệt lúc %s.", moment(r.Approved.At))
	}
	if !r.Asked.At.IsZero() {
		said += fmt.Sprintf("\n⏳ Đã đề nghị văn phòng cho sửa lúc %s.", moment(r.Asked.At))
	}
	return said
}

// sender is plain text.
func (f *Form) sender() string {
	switch r := f.Report; {
	case r.SentBy == f.Me:
		return wordMe
	case r.SentName != "":
		return short(r.SentName, maxName)
	default:
		return f.nameOf(r.SentBy)
	}
}

func wordWaiting(f *Form) string {
	by := wordMe
	if f.Report.Submitted.By != f.Me {
		by = f.nameOf(f.Report.Submitted.By)
	}
	return fmt.Sprintf("⏳ Chờ lãnh đạo đơn vị duyệt từ %s (người trình: %s) · gửi %s.", moment(f.Report.Submitted.At), esc(by), esc(f.Round.DeadlineWords()))
}

func wordConfirm(f *Form) string {
	ask, how := "Gửi báo cáo của %s?", "Bấm Gửi hoặc gõ “đồng ý” để gửi."
	switch {
	case f.Report.Waiting():
		ask, how = "Duyệt và gửi báo cáo của %s?", "Bấm Duyệt và gửi hoặc gõ “đồng ý”; chưa được thì bấm Trả lại."
	case f.led():
		ask, how = "Trình lãnh đạo duyệt báo cáo của %s?", "Lãnh đạo duyệt xong thì báo cáo mới được gửi. Bấm nút hoặc gõ “đồng ý” để trình."
	}
	said := fmt.Sprintf("<b>"+ask+"</b>\n%s", esc(f.Unit.Name), wordProgress(f))
	if n := len(f.doubtful()); n > 0 {
		said += fmt.Sprintf("\n⚠️ Có %d mục nên xem lại (gõ “xem lại”).", n)
	}
	if n := f.openCount(); n > 0 && f.Report.InRevision() {
		said += fmt.Sprintf("\nCòn %d mục chưa chỉnh lý; văn phòng sẽ thấy là giữ nguyên.", n)
	} else if n > 0 {
		said += fmt.Sprintf("\nCòn %d mục để trống; văn phòng sẽ thấy là chưa trả lời.", n)
	}
	if f.led() && !f.hasLeader() {
		return said + "\n" + saidNoLeader()
	}
	return said + "\n" + how
}

func (f *Form) hasLeader() bool {
	for _, c := range f.Team {
		if c.Role == flows.Leader {
			return true
		}
	}
	return false
}

func saidNoLeader() string {
	return "✋ Chưa trình được: đơn vị chưa có lãnh đạo trong hệ thống. Đề nghị văn phòng gửi thư mời cho lãnh đạo; số đã ghi vẫn còn."
}

func saidChangedSinceAsked() string {
	return "✋ Chưa gửi: báo cáo đã thay đổi từ lúc hỏi. Đồng chí xem lại rồi bấm lần nữa."
}

func wordReopen(f *Form) string {
	if f.Report.Waiting() {
		return fmt.Sprintf("<b>Lấy lại báo cáo của %s để sửa?</b>\nSửa xong phải trình lãnh đạo lại. Bấm nút hoặc gõ “đồng ý”.", esc(f.Unit.Name))
	}
	return fmt.Sprintf("<b>Mở lại báo cáo đã gửi của %s?</b>\nBáo cáo sẽ thành chưa gửi; sửa xong phải gửi lại. Bấm nút hoặc gõ “đồng ý”.", esc(f.Unit.Name))
}

func saidSent(f *Form) string {
	return fmt.Sprintf("✅ <b>Đã gửi báo cáo của %s.</b> Cảm ơn đồng chí!", esc(f.Unit.Name))
}

func saidSubmitted(f *Form) string {
	return fmt.Sprintf("✅ <b>Đã trình lãnh đạo báo cáo của %s.</b> Lãnh đạo duyệt xong, báo cáo được gửi và bot báo lại đồng chí.", esc(f.Unit.Name))
}

func saidLocked(f *Form) string {
	r := f.Report
	if f.shut() {
		return saidShut(f)
	}
	if r.Stage() == flows.Approved {
		return "✋ Chưa ghi: văn phòng đã duyệt báo cáo này. Muốn sửa, đồng chí gõ “sửa báo cáo” để đề nghị văn phòng."
	}
	if r.Waiting() {
		return "✋ Chưa ghi: báo cáo đang chờ lãnh đạo duyệt. Muốn sửa, đồng chí gõ “sửa báo cáo” để lấy lại."
	}
	return "✋ Chưa ghi: báo cáo đã gửi. Muốn sửa, đồng chí gõ “sửa báo cáo”, sửa xong gửi lại."
}

func saidReopened() string {
	return "Báo cáo đã mở lại để sửa. Sửa xong, đồng chí nhớ gửi lại."
}

func saidNothingToReturn() string {
	return "✋ Không có báo cáo nào đang chờ đồng chí duyệt."
}

func saidReasonInWords() string { return "✋ Đồng chí viết lý do bằng lời giúp." }

func saidReturned() string {
	return "↩ Đã trả lại báo cáo; bot chuyển lý do của đồng chí tới cán bộ đơn vị."
}

func saidAsked() string {
	return "📮 Đã chuyển đề nghị tới văn phòng. Được đồng ý, bot báo đồng chí và mở lại báo cáo để sửa."
}

func saidAskedAlready(m flows.Moment) string {
	return fmt.Sprintf("⏳ Đã đề nghị văn phòng lúc %s: “%s”. Đồng chí chờ văn phòng trả lời.", moment(m.At), esc(short(m.Reason, maxLine)))
}

func wordWhyReturn(f *Form) string {
	return fmt.Sprintf("<b>Trả lại báo cáo của %s</b>\nĐồng chí gõ lý do, để cán bộ biết cần sửa gì.", esc(f.Unit.Name))
}

func wordWhyAsk(f *Form) string {
	why := "Đợt này, báo cáo đã gửi chỉ sửa khi văn phòng đồng ý."
	switch {
	case f.Report.Stage() == flows.Approved:
		why = "Văn phòng đã duyệt báo cáo này nên sửa cần văn phòng đồng ý."
	case f.Round.Amend != flows.OnRequest:
		why = "Đã quá hạn (" + esc(f.Round.DeadlineWords()) + ") nên sửa báo cáo cần văn phòng đồng ý."
	}
	return strings.Join([]string{"<b>Đề nghị sửa báo cáo đã gửi</b>", why, "Đồng chí gõ cần sửa mục nào và vì sao."}, "\n")
}
