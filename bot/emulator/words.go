package emulator

// Everything the emulator itself says to people in transcripts; the chat page
// has its own words.
const (
	wordCorrected = "(sửa tin nhắn đã gửi)"
	wordEdited    = "(bot sửa tin %d)"
	wordDeleted   = "(bot xóa tin %d)"
	wordTold      = "(thông báo nhanh: %s)"
	wordBlocked   = "(chặn bot)"
	wordUnblocked = "(bỏ chặn bot)"
	wordLeft      = "(xóa tài khoản)"
	wordBytes     = " (%d byte)"
)

var fileWords = map[string]string{
	"document": "Tệp:",
	"photo":    "Ảnh",
	"sticker":  "Nhãn dán",
	"voice":    "Tin thoại",
}
