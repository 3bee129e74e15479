package emulator

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

const keyboard = `reply_markup={"inline_keyboard":[[{"text":"Có","callback_data":"yes"},{"text":"Không","callback_data":"no"}]]}`

// TestRefusals goes row by row through what the real server refuses. The chat
// 1001 is started and holds 1 the person's /start, 2 a text of the bot with a
// keyboard, 3 a document of the bot; 1002 blocked the bot, 1003 never started,
// 1004 is deleted, 9999 is nobody.
func TestRefusals(t *testing.T) {
	b := started(t, func(o *Options) { o.UploadLimit, o.DownloadLimit = 1000, 10 })
	b.call("sendMessage", "chat_id=1001", "text=Chọn", keyboard)
	b.upload("sendDocument", "document", "a.txt", []byte("eleven bytes"), "chat_id=1001")
	hoa := b.s.Phone(1002, "Hoa")
	hoa.Start("")
	hoa.Block()
	b.s.Phone(1003, "Mai")
	tam := b.s.Phone(1004, "Tâm")
	tam.Start("")
	tam.DeleteAccount()

	const to = "chat_id=1001"
	html := func(text string) []string { return []string{to, "parse_mode=HTML", "text=" + text} }
	markup := func(m string) []string { return []string{to, "text=a", "reply_markup=" + m} }
	cases := []struct {
		method string
		params []string
		code   int
		want   string
	}{
		{"noSuchMethod", nil, 404, "Not Found: method not found"},
		{"setWebhook", []string{"url=http://127.0.0.1:1/", "secret_token=" + strings.Repeat("a", 257)}, 400, "Bad Request: secret token is too long"},
		{"setWebhook", []string{"url=http://127.0.0.1:1/", "secret_token=a b"}, 400, "Bad Request: secret token contains unallowed characters"},
		{"setWebhook", []string{"url=ftp://127.0.0.1/"}, 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},

		{"sendMessage", []string{"text=a", "chat_id=9999"}, 400, "Bad Request: chat not found"},
		{"sendMessage", []string{"text=a", "chat_id=@lan"}, 400, "Bad Request: chat not found"},
		{"sendMessage", []string{"text=a"}, 400, "Bad Request: chat_id is empty"},
		{"sendMessage", []string{"text=a", "chat_id=1002"}, 403, "Forbidden: bot was blocked by the user"},
		{"sendMessage", []string{"text=a", "chat_id=1003"}, 403, "Forbidden: bot can't initiate conversation with a user"},
		{"sendMessage", []string{"text=a", "chat_id=1004"}, 403, "Forbidden: user is deactivated"},
		{"sendChatAction", []string{"chat_id=1002", "action=typing"}, 403, "Forbidden: bot was blocked by the user"},
		{"sendChatAction", []string{to, "action=dance"}, 400, "Bad Request: wrong parameter action in request"},

		{"editMessageText", []string{to, "message_id=2", "text=Chọn", keyboard}, 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"editMessageReplyMarkup", []string{to, "message_id=2", keyboard}, 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"editMessageText", []string{to, "message_id=77", "text=a"}, 400, "Bad Request: message to edit not found"},
		{"editMessageText", []string{to, "text=a"}, 400, "Bad Request: message identifier is not specified"},
		{"editMessageText", []string{to, "message_id=1", "text=a"}, 400, "Bad Request: message can't be edited"},
		{"editMessageText", []string{to, "message_id=3", "text=a"}, 400, "Bad Request: there is no text in the message to edit"},
		{"editMessageCaption", []string{to, "message_id=2", "caption=a"}, 400, "Bad Request: there is no caption in the message to edit"},
		{"editMessageText", []string{to, "message_id=2", "text= "}, 400, "Bad Request: text must be non-empty"},
		{"deleteMessage", []string{to, "message_id=77"}, 400, "Bad Request: message to delete not found"},

		{"sendMessage", []string{to}, 400, "Bad Request: message text is empty"},
		{"sendMessage", []string{to, "text=  \n "}, 400, "Bad Request: text must be non-empty"},
		{"sendMessage", html("<b></b>"), 400, "Bad Request: text must be non-empty"},
		{"sendMessage", []string{to, "text=" + strings.Repeat("ộ", 4097)}, 400, "Bad Request: message is too long"},
		{"sendMessage", []string{to, "text=" + strings.Repeat("a", 32769)}, 400, "Bad Request: text is too long"},
		{"sendMessage", []string{to, "text=a\xff"}, 400, "Bad Request: strings must be encoded in UTF-8"},
		{"editMessageCaption", []string{to, "message_id=3", "caption=" + strings.Repeat("ộ", 1025)}, 400, "Bad Request: message caption is too long"},
		{"sendMessage", []string{to, "text=a", "reply_to_message_id=77"}, 400, "Bad Request: message to be replied not found"},

		{"sendMessage", html(`<div>`), 400, `Bad Request: can't parse entities: Unsupported start tag "div" at byte offset 0`},
		{"sendMessage", html(`5 < 6 <b`), 400, `Bad Request: can't parse entities: Unsupported start tag "" at byte offset 2`},
		{"sendMessage", html(`ộ <b`), 400, `Bad Request: can't parse entities: Unclosed start tag at byte offset 4`},
		{"sendMessage", html(`a</b>`), 400, `Bad Request: can't parse entities: Unexpected end tag at byte offset 1`},
		{"sendMessage", html(`<b>a</i>`), 400, `Bad Request: can't parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`},
		{"sendMessage", html(`<b>a`), 400, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"sendMessage", []string{to, "text=a", "parse_mode=MarkdownV2"}, 400, "Bad Request: unsupported parse_mode"},

		{"sendMessage", markup(`null`), 400, "Bad Request: object expected as reply markup"},
		{"sendMessage", markup(`[]`), 400, "Bad Request: object expected as reply markup"},
		{"sendMessage", markup(`{"inline`), 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"sendMessage", markup(`{"inline_keyboard":null}`), 400, `Bad Request: field "inline_keyboard" must be of type Array`},
		{"sendMessage", markup(`{"inline_keyboard":[{}]}`), 400, `Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`},
		{"sendMessage", markup(`{"keyboard":7}`), 400, `Bad Request: field "keyboard" must be of type Array`},
		{"sendMessage", markup(`{"inline_keyboard":[[7]]}`), 400, "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object"},
		{"sendMessage", markup(`{"inline_keyboard":[[{"callback_data":"a"}]]}`), 400, `Bad Request: can't parse inline keyboard button: Can't find field "text"`},
		{"sendMessage", markup(`{"inline_keyboard":[[{"text":"a"}]]}`), 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"sendMessage", markup(`{"inline_keyboard":[[{"text":"","callback_data":"a"}]]}`), 400, "Bad Request: inline keyboard button text must be non-empty"},
		{"sendMessage", markup(rows(101, "a")), 400, "Bad Request: reply markup is too long"},
		{"sendMessage", markup(rows(90, strings.Repeat("ộ", 21))), 400, "Bad Request: reply markup is too long"},
		{"sendMessage", markup(rows(1, strings.Repeat("ộ", 22))), 400, "Bad Request: BUTTON_DATA_INVALID"},

		{"answerCallbackQuery", []string{"callback_query_id=1"}, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},

		{"sendDocument", []string{to}, 400, "Bad Request: there is no document in the request"},
		{"sendDocument", []string{to, "document=attach://x"}, 400, "Bad Request: there is no document in the request"},
		{"sendDocument", []string{to, "document=nonsense"}, 400, "Bad Request: wrong remote file identifier specified: can't unserialize it"},
		{"sendPhoto", []string{to}, 400, "Bad Request: there is no photo in the request"},
		{"getFile", []string{"file_id=nonsense"}, 400, "Bad Request: invalid file_id"},
		{"getFile", []string{"file_id=document-file-1"}, 400, "Bad Request: file is too big"},
		{"sendPhoto", []string{to, "photo=document-file-1"}, 400, "Bad Request: can't use file of type Document as Photo"},

		{"setMyCommands", []string{`commands=[{"command":"Trợ giúp","description":"a"}]`}, 400, "Bad Request: BOT_COMMAND_INVALID"},
		{"setMyCommands", []string{`commands=[{"command":"a","description":""}]`}, 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
		{"setMyCommands", []string{`commands=7`}, 400, "Bad Request: can't parse commands JSON object"},
	}
	before := b.lan.Transcript()
	for _, c := range cases {
		got := b.call(c.method, c.params...)
		b.same(c.method+" "+strings.Join(c.params, " "), got.body, refusal(c.code, c.want))
		b.same(c.method+" status", got.status, c.code)
	}
	b.same("the chat after all refusals", b.lan.Transcript(), before)
}

// refusal is the body of a refusal, byte by byte.
func refusal(code int, description string) string {
	quoted := strings.ReplaceAll(description, `"`, `\"`)
	return `{"ok":false,"error_code":` + strconv.Itoa(code) + `,"description":"` + quoted + `"}`
}

func rows(n int, data string) string {
	row := `[{"text":"Thị xã Hương Thủy","callback_data":"` + data + `"}]`
	return `{"inline_keyboard":[` + strings.TrimSuffix(strings.Repeat(row+",", n), ",") + `]}`
}

func TestTokenAndPath(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct {
		path string
		code int
		want string
	}{
		{"/bot42:other/getMe", 401, "Unauthorized"},
		{"/botnonsense/getMe", 401, "Unauthorized: invalid token specified"},
		{"/bot0:demo/getMe", 401, "Unauthorized: invalid token specified"},
		{"/file/bot42:other/a", 401, "Unauthorized"},
		{"/file/bot42:demo/a", 404, "Not Found"},
		{"/bot42:demo", 404, "Not Found"},
		{"/nothing", 404, "Not Found"},
	} {
		r, _ := http.NewRequest(http.MethodGet, b.base+c.path, nil)
		got := b.do(r)
		b.same(c.path, got.body, refusal(c.code, c.want))
		b.same(c.path+" status", got.status, c.code)
	}
	b.same("getMe", b.call("GETME").body, `{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"Báo cáo","username":"baocao_bot","can_join_groups":false,"can_read_all_group_messages":false,"supports_inline_queries":false}}`)
}

func TestUploadTooLarge(t *testing.T) {
	b := started(t, func(o *Options) { o.UploadLimit = 1000 })
	got := b.upload("sendDocument", "document", "a.bin", make([]byte, 1001), "chat_id=1001")
	b.same("413", got.body, refusal(413, "Request Entity Too Large"))
	b.same("status", got.status, 413)
}

func TestBodyThatIsNoObject(t *testing.T) {
	b := started(t)
	r, _ := http.NewRequest(http.MethodPost, b.base+"/bot"+token+"/sendMessage", strings.NewReader(`[1]`))
	r.Header.Set("Content-Type", "application/json")
	b.same("JSON array", b.do(r).body, refusal(400, "Bad Request: JSON object expected"))
}
