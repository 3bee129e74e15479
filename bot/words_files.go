package bot

import (
	"baocaobot/flows"
	"baocaobot/flows/desk"
)

// What is said to things the conversation cannot take. None of them changes
// anything, and each sentence says what to do instead.

const wordTypeIt = "Đồng chí gõ giúp số liệu hoặc nội dung thành chữ."

func saidAttachment(kind string) string {
	switch kind {
	case "voice", "audio", "video_note":
		return "🎙 Cảm ơn đồng chí, nhưng bot chưa nghe được lời nói nên chưa ghi gì. " + wordTypeIt + " Bận tay thì để lúc khác cũng được, số đã ghi không mất."
	case "video":
		return "✋ Chưa ghi gì: bot không giữ video. Nếu là minh chứng, đồng chí chụp một ảnh gửi vào đây."
	case "sticker", "animation", "dice", "game":
		return "🙂 Cảm ơn đồng chí! Hình này không phải câu trả lời nên chưa ghi gì."
	case "location", "venue":
		return "✋ Chưa ghi gì: báo cáo không cần vị trí. " + wordTypeIt
	case "contact":
		return "✋ Chưa ghi gì: bot không nhận và không lưu danh bạ. " + wordTypeIt
	case "photo", "document": // one whose file Telegram did not name
		return "✋ Chưa giữ được ảnh, tệp này. Đồng chí thử gửi lại."
	default:
		return "✋ Chưa ghi gì: bot chưa đọc được loại tin này. " + wordTypeIt
	}
}

// screenOfficeFile answers the office, which has no card to put a file to.
func screenOfficeFile(admin bool) flows.Screen {
	s := desk.Help()
	if admin {
		s.Text = wordSendUnits + "\n\n" + s.Text
	}
	s.Text = "✋ Chưa giữ: minh chứng do cán bộ đơn vị gửi vào từng dòng báo cáo; văn phòng không gửi hộ minh chứng.\n\n" + s.Text
	return s
}
