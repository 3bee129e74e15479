package emulator

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestSendGivesBackThePlainMessage(t *testing.T) {
	b := started(t)
	got := b.call("sendMessage", "chat_id=1001", "parse_mode=html", "text=Đã ghi <b>1.250</b> &lt;lượt&gt;")
	b.same("result", got.body, `{"ok":true,"result":{"message_id":2,"from":{"id":42,"is_bot":true,"first_name":"Báo cáo","username":"baocao_bot"},"chat":{"id":1001,"first_name":"Lan","type":"private"},"date":1716166800,"text":"Đã ghi 1.250 <lượt>","entities":[{"type":"bold","offset":7,"length":5}]}}`)
	b.same("4096 letters", b.call("sendMessage", "chat_id=1001", "text="+strings.Repeat("ộ", 4096)).status, 200)
	b.same("tags do not count", b.call("sendMessage", "chat_id=1001", "parse_mode=HTML", "text=<b>"+strings.Repeat("ộ", 4096)+"</b>").status, 200)
}

func TestEditWithoutMarkupRemovesTheKeyboard(t *testing.T) {
	b := started(t)
	b.call("sendMessage", "chat_id=1001", "text=Chọn", keyboard)
	b.clock.forward(time.Minute)
	b.same("edit", b.call("editMessageText", "chat_id=1001", "message_id=2", "text=Chọn").status, 200)
	m := b.lan.Messages()[1]
	b.same("buttons", len(m.Buttons), 0)
	b.same("edited", m.Edited, true)
	b.same("set again", b.call("editMessageReplyMarkup", "chat_id=1001", "message_id=2", keyboard).status, 200)
	b.same("buttons", len(b.lan.Messages()[1].Buttons[0]), 2)
	b.same("empty keyboard", b.call("editMessageReplyMarkup", "chat_id=1001", "message_id=2", `reply_markup={"inline_keyboard":[]}`).status, 200)
	b.same("buttons", len(b.lan.Messages()[1].Buttons), 0)
}

func TestDeleteEndsAfterTwoDays(t *testing.T) {
	b := started(t)
	b.call("sendMessage", "chat_id=1001", "text=Một")
	b.call("sendMessage", "chat_id=1001", "text=Hai")
	b.same("fresh", b.call("deleteMessage", "chat_id=1001", "message_id=2").status, 200)
	b.clock.forward(48*time.Hour + time.Second)
	b.same("old", b.call("deleteMessage", "chat_id=1001", "message_id=3").body, refusal(400, "Bad Request: message can't be deleted for everyone"))
	b.same("left", len(b.lan.Messages()), 2)
}

func TestParametersAsJSON(t *testing.T) {
	b := started(t)
	r, err := http.NewRequest(http.MethodPost, b.base+"/bot"+token+"/sendMessage?disable_notification=true",
		strings.NewReader(`{"chat_id":1001,"text":"Chọn","reply_markup":{"inline_keyboard":[[{"text":"Có","callback_data":"yes"}]]}}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	b.same("status", b.do(r).status, 200)
	b.same("buttons", b.lan.Messages()[1].Buttons, [][]Button{{{Text: "Có", Data: "yes"}}})
	last := b.s.Requests()[len(b.s.Requests())-1]
	b.same("kept", b.json(last.Params), `{"chat_id":"1001","disable_notification":"true","reply_markup":"{\"inline_keyboard\":[[{\"text\":\"Có\",\"callback_data\":\"yes\"}]]}","text":"Chọn"}`)
}

func TestFileGoesRound(t *testing.T) {
	b := started(t)
	data := []byte("PK\x03\x04 workbook \x00\xff")
	var sent message
	b.result(b.upload("sendDocument", "document", "tổng hợp.xlsx", data, "chat_id=1001", "caption=<b>Xong</b>", "parse_mode=HTML"), &sent)
	b.same("name", sent.Document.Name, "tổng hợp.xlsx")
	b.same("caption", sent.Caption, "Xong")
	b.same("on the phone", string(b.lan.Messages()[1].File.Data), string(data))

	var file fileRef
	b.result(b.call("getFile", "file_id="+sent.Document.ID), &file)
	r, _ := http.NewRequest(http.MethodGet, b.base+"/file/bot"+token+"/"+file.Path, nil)
	b.same("download", b.do(r).body, string(data))

	b.result(b.call("sendDocument", "chat_id=1001", "document="+sent.Document.ID), &sent)
	b.same("again by file_id", string(b.lan.Messages()[2].File.Data), string(data))
	b.result(b.upload("sendDocument", "part7", "a.txt", data, "chat_id=1001", "document=attach://part7"), &sent)
	b.same("attach://", sent.Document.Name, "a.txt")
	b.same("empty", b.upload("sendDocument", "document", "a.txt", nil, "chat_id=1001").body, refusal(400, "Bad Request: file must be non-empty"))
	b.same("request kept", b.s.Requests()[1].Files, []FileInfo{{Param: "document", Name: "tổng hợp.xlsx", Size: len(data)}})
	b.same("caption edited", b.call("editMessageCaption", "chat_id=1001", "message_id=2", "caption=Mới").status, 200)
	b.same("on the phone", b.lan.Messages()[1].Text, "Mới")
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPhotos(t *testing.T) {
	b := started(t)
	for _, c := range []struct {
		data []byte
		want string
	}{
		{[]byte("no picture"), "Bad Request: IMAGE_PROCESS_FAILED"},
		{picture(t, 210, 10), "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{picture(t, 9000, 1001), "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{make([]byte, 10<<20+1), "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"},
	} {
		b.same(c.want, b.upload("sendPhoto", "photo", "a.png", c.data, "chat_id=1001").body, refusal(400, c.want))
	}
	var sent message
	b.result(b.upload("sendPhoto", "photo", "a.png", picture(t, 200, 10), "chat_id=1001"), &sent)
	b.same("size", []int{sent.Photo[0].Width, sent.Photo[0].Height}, []int{200, 10})
	b.same("as document", b.call("sendDocument", "chat_id=1001", "document="+sent.Photo[0].ID).body, refusal(400, "Bad Request: can't use file of type Photo as Document"))
}

func TestCommandsByScope(t *testing.T) {
	b := started(t)
	set := func(scope, name string) {
		b.same("set", b.call("setMyCommands", `commands=[{"command":"`+name+`","description":"x"}]`, "scope="+scope).body, `{"ok":true,"result":true}`)
	}
	set("", "all")
	b.same("default", b.lan.Commands(), []Command{{"all", "x"}})
	set(`{"type":"all_private_chats"}`, "private")
	b.same("private", b.lan.Commands(), []Command{{"private", "x"}})
	set(`{"type":"chat","chat_id":1001}`, "lan")
	b.same("own", b.lan.Commands(), []Command{{"lan", "x"}})
	b.same("get", b.call("getMyCommands", `scope={"type":"chat","chat_id":"1001"}`).body, `{"ok":true,"result":[{"command":"lan","description":"x"}]}`)
	b.call("deleteMyCommands", `scope={"type":"chat","chat_id":1001}`)
	b.same("after delete", b.lan.Commands(), []Command{{"private", "x"}})
	b.same("get", b.call("getMyCommands", `scope={"type":"chat","chat_id":1001}`).body, `{"ok":true,"result":[]}`)
	b.same("chat action", b.call("sendChatAction", "chat_id=1001", "action=typing").body, `{"ok":true,"result":true}`)
	b.same("menu button", b.call("setChatMenuButton", `menu_button={"type":"commands"}`).body, `{"ok":true,"result":true}`)
}
