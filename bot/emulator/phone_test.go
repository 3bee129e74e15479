package emulator

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func (b *bench) json(v any) string {
	b.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return string(raw)
}

func TestStartWithPayload(t *testing.T) {
	b := newBench(t)
	b.lan.Start("a1b2")
	b.same("update", b.call("getUpdates").body, `{"ok":true,"result":[{"message":{"message_id":1,"from":{"id":1001,"is_bot":false,"first_name":"Lan","language_code":"vi"},"chat":{"id":1001,"first_name":"Lan","type":"private"},"date":1716166800,"text":"/start a1b2","entities":[{"type":"bot_command","offset":0,"length":6}]},"update_id":500}]}`)
}

func TestMessageIDsAreCountedInEachChat(t *testing.T) {
	b := newBench(t)
	hoa := b.s.Phone(1002, "Hoa")
	b.same("Lan", b.lan.Start(""), 1)
	b.same("Hoa", hoa.Start(""), 1)
	b.same("Lan again", b.lan.Say("a"), 2)
	b.same("the same phone", b.s.Phone(1002, "Hoa").Say("b"), 2)
}

func TestSayAsAnAppDoes(t *testing.T) {
	b := started(t)
	b.same("blank", b.lan.Say(" \n "), 0)
	b.same("long", b.lan.Say(strings.Repeat("ộ", 5000)), 3)
	var sizes []int
	for _, m := range b.lan.Messages() {
		sizes = append(sizes, utf8.RuneCountInString(m.Text))
	}
	b.same("pieces", sizes, []int{6, 4096, 904})
}

func TestPressIsAnsweredOnce(t *testing.T) {
	b := started(t)
	b.call("sendMessage", "chat_id=1001", "text=Chọn", keyboard)
	if err := b.lan.Press("Không"); err != nil {
		t.Fatal(err)
	}
	query := b.updates()[0].Callback
	b.same("data", query.Data, "no")
	b.same("from", query.From.ID, 1001)
	b.same("message", b.json(query.Message), `{"message_id":2,"from":{"id":42,"is_bot":true,"first_name":"Báo cáo","username":"baocao_bot"},"chat":{"id":1001,"first_name":"Lan","type":"private"},"date":1716166800,"text":"Chọn","reply_markup":{"inline_keyboard":[[{"text":"Có","callback_data":"yes"},{"text":"Không","callback_data":"no"}]]}}`)
	if query.Instance == "" {
		t.Error("no chat_instance")
	}
	b.same("answer", b.call("answerCallbackQuery", "callback_query_id="+query.ID, "text=Đã ghi", "show_alert=true").body, `{"ok":true,"result":true}`)
	b.same("toasts", b.lan.Toasts(), []Toast{{Data: "no", Text: "Đã ghi", Alert: true}})
	late := refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
	b.same("twice", b.call("answerCallbackQuery", "callback_query_id="+query.ID).body, late)

	if err := b.lan.Press("yes"); err != nil {
		t.Fatal(err)
	}
	next := b.updates("offset=-1")[0].Callback.ID
	b.same("too long", b.call("answerCallbackQuery", "callback_query_id="+next, "text="+strings.Repeat("ộ", 201)).body, refusal(400, "Bad Request: MESSAGE_TOO_LONG"))
	b.clock.forward(151 * time.Second)
	b.same("late", b.call("answerCallbackQuery", "callback_query_id="+next).body, late)
}

func TestPressFindsTheNewestButton(t *testing.T) {
	b := started(t)
	b.call("sendMessage", "chat_id=1001", "text=Một", keyboard)
	b.call("sendMessage", "chat_id=1001", "text=Hai", keyboard)
	if err := b.lan.Press("Có"); err != nil {
		t.Fatal(err)
	}
	b.same("on message", b.updates()[0].Callback.Message.ID, 3)
	if err := b.lan.Press("Không có nút này"); err == nil {
		t.Error("a button that is not there was pressed")
	}
}

func TestForgedAndInaccessiblePress(t *testing.T) {
	b := started(t)
	if err := b.lan.PressOn(77, "any;data"); err != nil {
		t.Fatal(err)
	}
	query := b.updates()[0].Callback
	b.same("data", query.Data, "any;data")
	b.same("message", b.json(query.Message), `{"message_id":77,"chat":{"id":1001,"first_name":"Lan","type":"private"},"date":0}`)
}

func TestBlockAndUnblock(t *testing.T) {
	b := started(t)
	b.lan.Block()
	b.same("say to a blocked bot", b.lan.Say("a"), 0)
	if b.lan.PressOn(1, "a") == nil {
		t.Error("a press reached a blocked bot")
	}
	b.same("send", b.call("sendMessage", "chat_id=1001", "text=a").body, refusal(403, "Forbidden: bot was blocked by the user"))
	b.lan.Unblock()
	b.same("send", b.call("sendMessage", "chat_id=1001", "text=a").status, 200)
	updates := b.updates()
	b.same("updates", len(updates), 2)
	b.same("blocked", b.json(updates[0].Member), `{"chat":{"id":1001,"first_name":"Lan","type":"private"},"from":{"id":1001,"is_bot":false,"first_name":"Lan","language_code":"vi"},"date":1716166800,"old_chat_member":{"user":{"id":42,"is_bot":true,"first_name":"Báo cáo","username":"baocao_bot"},"status":"member"},"new_chat_member":{"user":{"id":42,"is_bot":true,"first_name":"Báo cáo","username":"baocao_bot"},"status":"kicked","until_date":0}}`)
	b.same("unblocked", updates[1].Member.New.Status, "member")
}

func TestEditAndReply(t *testing.T) {
	b := started(t)
	id := b.lan.Say("1.25")
	if err := b.lan.Edit(id, "1.250"); err != nil {
		t.Fatal(err)
	}
	b.lan.Reply(id, "đã sửa")
	updates := b.updates()
	b.same("edited", []any{updates[1].Edited.ID, updates[1].Edited.Text, updates[1].Edited.EditDate}, []any{id, "1.250", b.clock.Now().Unix()})
	b.same("reply", updates[2].Message.ReplyTo.Text, "1.250")
	b.call("sendMessage", "chat_id=1001", "text=a", `reply_parameters={"message_id":2}`)
	b.same("bot's reply", b.lan.Messages()[3].ReplyTo, 2)
	if b.lan.Edit(4, "x") == nil {
		t.Error("the person edited a message of the bot")
	}
}

func TestOtherKindsOfMessages(t *testing.T) {
	b := started(t)
	b.lan.SendDocument("số liệu.xlsx", []byte("PK"), "gửi văn phòng")
	b.lan.SendPhoto([]byte("jpeg"), "")
	b.lan.SendSticker("👍")
	b.lan.SendVoice([]byte("ogg"), 3)
	updates := b.updates()
	b.same("document", []string{updates[0].Message.Document.Name, updates[0].Message.Caption}, []string{"số liệu.xlsx", "gửi văn phòng"})
	b.same("photo", updates[1].Message.Photo[0].Size, 4)
	b.same("sticker", updates[2].Message.Sticker.Emoji, "👍")
	b.same("voice", updates[3].Message.Voice.Duration, 3)
}

func TestAlbumAndEditedCaption(t *testing.T) {
	b := started(t)
	b.lan.SendAlbum("hội nghị", []byte("1"), []byte("2"), []byte("1"))
	sent := b.updates()
	first, second, third := sent[0].Message, sent[1].Message, sent[2].Message
	b.same("captions", []string{first.Caption, second.Caption}, []string{"hội nghị", ""})
	b.same("album", []bool{first.Album != "", first.Album == second.Album}, []bool{true, true})
	b.same("the same bytes", []bool{first.Photo[0].UniqueID == third.Photo[0].UniqueID, first.Photo[0].ID == third.Photo[0].ID,
		first.Photo[0].UniqueID == second.Photo[0].UniqueID}, []bool{true, false, false})
	if err := b.lan.EditCaption(first.ID, " mới "); err != nil {
		t.Fatal(err)
	}
	edited := b.updates("offset=-1")[0].Edited
	b.same("edited", []any{edited.ID, edited.Caption, edited.Photo[0].ID}, []any{first.ID, "mới", first.Photo[0].ID})
	if b.lan.EditCaption(b.lan.Say("chữ"), "x") == nil {
		t.Error("a text has no caption")
	}
}

func TestAwait(t *testing.T) {
	b := started(t)
	sent := later(b.request(soon(t), "sendMessage", "chat_id=1001", "text=Xin chào"))
	if err := b.lan.Await(soon(t), func(m []Message) bool { return len(m) == 2 }); err != nil {
		t.Fatal(err)
	}
	b.same("text", b.lan.Messages()[1].Text, "Xin chào")
	b.same("sent", (<-sent).status, 200)

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := b.lan.Await(ctx, func(m []Message) bool { return len(m) == 3 })
	b.same("error", err, "wait for chat 1001: context canceled; it shows:\n> /start\n\nXin chào\n")
}

func TestTranscript(t *testing.T) {
	b := newBench(t)
	b.lan.Start("")
	b.call("sendMessage", "chat_id=1001", "parse_mode=HTML", "text=<b>Đồng chí chọn</b>\nmột nút:", keyboard)
	if err := b.lan.Press("yes"); err != nil {
		t.Fatal(err)
	}
	b.call("answerCallbackQuery", "callback_query_id="+b.updates("offset=-1")[0].Callback.ID, "text=Đã ghi")
	b.call("editMessageText", "chat_id=1001", "message_id=2", "text=Đã chọn: Có")
	id := b.lan.Say("hai\ndòng")
	if err := b.lan.Edit(id, "một dòng"); err != nil {
		t.Fatal(err)
	}
	b.upload("sendDocument", "document", "bao-cao.xlsx", []byte("PK"), "chat_id=1001", "caption=Báo cáo")
	b.call("deleteMessage", "chat_id=1001", "message_id=2")
	b.lan.Block()
	b.lan.Unblock()
	b.lan.DeleteAccount()
	b.same("transcript", b.lan.Transcript(), `> /start

Đồng chí chọn
một nút:
[ Có ] [ Không ]

> [ Có ]

(thông báo nhanh: Đã ghi)

(bot sửa tin 2)
Đã chọn: Có

> hai
> dòng

> (sửa tin nhắn đã gửi)
> một dòng

Tệp: bao-cao.xlsx (2 byte)
Báo cáo

(bot xóa tin 2)

> (chặn bot)

> (bỏ chặn bot)

> (xóa tài khoản)
`)
}
