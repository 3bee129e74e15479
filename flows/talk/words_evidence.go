package talk

import (
	"fmt"
	"strings"

	"baocaobot/flows"
)

// What is said about evidence, as HTML unless a comment says otherwise.

// labelEvidence opens the list of files.
func labelEvidence(n int) string {
	if n == 0 {
		return "📎 Minh chứng"
	}
	return fmt.Sprintf("📎 Minh chứng (%d)", n)
}

func labelRemove(n int) string { return fmt.Sprintf("Gỡ %d", n) }

// wordEvidenceOf is plain text.
func wordEvidenceOf(card string) string { return "Minh chứng của dòng " + card }

// wordEvidence is the line of a card that has files.
func wordEvidence(n int) string {
	return fmt.Sprintf("📎 %d minh chứng (gõ “minh chứng” để xem)", n)
}

const (
	maxFileWords = 40 // characters of a file's name or caption in a list
	maxSender    = 30
)

// wordFile is one entry of the list, numbered.
func wordFile(n int, e flows.Evidence) string {
	line := fmt.Sprintf("%d. %s", n, whichFile(e))
	if size := e.SizeWords(); size != "" {
		line += ", " + size
	}
	if e.Kind == flows.Document && e.Caption != "" {
		line += " – " + inQuotes(e.Caption)
	}
	sender := e.Sender
	if sender == "" {
		sender = "đồng nghiệp"
	}
	return fmt.Sprintf("%s\n<i>%s · %s · %s</i>\n", line, e.At.In(flows.Zone).Format("15:04 2/1"), esc(short(sender, maxSender)), wordStored(e))
}

// wordStored tells where the file is.
func wordStored(e flows.Evidence) string {
	switch {
	case e.Stored != "":
		return "đã lưu"
	case e.Problem == flows.TooLarge:
		return "chỉ có trên Telegram (quá 20 MB)"
	case e.Problem == flows.Gone:
		return "chưa lưu được, đề nghị gỡ rồi gửi lại"
	default:
		return "đang tải về"
	}
}

// whichFile names a file within a sentence: a document by its name, a photo by its caption.
func whichFile(e flows.Evidence) string {
	words := e.Name
	if e.Kind == flows.Photo {
		words = e.Caption
	}
	if words == "" {
		return e.KindWords()
	}
	return e.KindWords() + " " + inQuotes(words)
}

func inQuotes(text string) string {
	return "“" + esc(short(strings.Join(strings.Fields(text), " "), maxFileWords)) + "”"
}

func (f *Form) hintEvidence(n int) string {
	switch {
	case f.locked() && n == 0:
		return "Dòng này không có minh chứng."
	case f.shut():
		return wordShut(f)
	case f.Report.Waiting():
		return "Báo cáo đang chờ lãnh đạo duyệt. Muốn thêm hay gỡ, đồng chí gõ “sửa báo cáo” để lấy lại."
	case f.Report.Sent():
		return "Báo cáo đã gửi. Muốn sửa, đồng chí gõ “sửa báo cáo”."
	case n == 0:
		return "Chưa có minh chứng. Nếu có ảnh hay văn bản cho dòng này, đồng chí gửi ngay vào đây; không có cũng không sao."
	default:
		return "Gửi thêm ảnh, tệp ngay tại đây; muốn gỡ, bấm nút hoặc gõ “gỡ 1”."
	}
}

// saidFile tells that a file is kept, with how many the card has now.
func saidFile(e flows.Evidence, n int) string {
	said := fmt.Sprintf("📎 Đã giữ làm minh chứng cho dòng %s; dòng này có %d minh chứng.", bold(e.Card), n)
	if e.Problem == flows.TooLarge {
		said += fmt.Sprintf("\n⚠️ %s nặng quá 20 MB: văn phòng thấy tên nhưng không lưu được về máy, chỉ có trên Telegram. Nếu được, đồng chí gửi bản nhẹ hơn.", whichFile(e))
	}
	if e.Caption != "" {
		said += fmt.Sprintf("\nChú thích %s được giữ cùng %s; số liệu đồng chí gõ riêng.", inQuotes(e.Caption), strings.ToLower(e.KindWords()))
	}
	return said
}

func saidSameFile(e flows.Evidence, n int) string {
	return fmt.Sprintf("📎 %s này đã có ở dòng %s nên không giữ lần nữa; dòng này có %d minh chứng.", e.KindWords(), bold(e.Card), n)
}

func saidTooManyFiles(card string) string {
	return fmt.Sprintf("✋ Chưa giữ: dòng %s đã đủ %d minh chứng. Muốn thay, đồng chí gõ “minh chứng” để gỡ bớt rồi gửi lại.", bold(card), flows.MaxEvidence)
}

func saidOpenCard(card string) string {
	return fmt.Sprintf("✋ Chưa giữ: màn hình này không phải một dòng báo cáo nên chưa rõ ảnh, tệp này cho dòng nào. Đồng chí mở dòng cần minh chứng (hoặc gõ “làm tiếp” để về dòng %s), rồi gửi lại.", esc(card))
}

func saidFileAlreadySent() string {
	return "✋ Chưa giữ: báo cáo đã gửi. Muốn thêm minh chứng, đồng chí gõ “sửa báo cáo”, gửi lại ảnh, tệp, xong thì gửi báo cáo lại."
}

func saidEditedFile() string {
	return "✋ Sửa ảnh, tệp hay chú thích sau khi gửi thì chưa đổi gì. Muốn thay, đồng chí gõ “minh chứng”, gỡ rồi gửi lại. Nếu đang sửa số liệu, đồng chí gõ số riêng."
}

func saidRemoved(e flows.Evidence) string {
	return fmt.Sprintf("Đã gỡ: %s. Gỡ nhầm thì đồng chí gửi lại.", whichFile(e))
}

func saidNoSuchFile() string {
	return "✋ Không có minh chứng đó, có thể đã được gỡ. Đây là danh sách hiện nay:"
}
