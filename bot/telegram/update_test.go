package telegram

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const person = `"from":{"id":42,"is_bot":false,"first_name":"Hồ","last_name":"Thị Lan"},"chat":{"id":42,"type":"private"}`

// lan is update 5 of one person, changed as the case needs.
func lan(change func(u *Update)) Update {
	u := Update{ID: 5, Chat: 42, From: 42, Name: "Hồ Thị Lan", Private: true, MessageID: 3}
	change(&u)
	return u
}

type decoding struct {
	name, raw string
	want      Update
}

func checkDecoding(t *testing.T, tests []decoding) {
	t.Helper()
	for _, test := range tests {
		test.want.Raw = json.RawMessage(test.raw)
		if diff := cmp.Diff(test.want, decode(json.RawMessage(test.raw))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestDecodeMessages(t *testing.T) {
	attached := func(kind, caption string, file SentFile) Update {
		return lan(func(u *Update) { u.Kind, u.Attachment, u.File, u.Caption = Message, kind, file, caption })
	}
	message := func(fields string) string {
		return `{"update_id":5,"message":{"message_id":3,` + person + fields + `}}`
	}
	checkDecoding(t, []decoding{
		{"text", message(`,"text":"1.250"`), lan(func(u *Update) { u.Kind, u.Text = Message, "1.250" })},
		{"a reply", message(`,"text":"12","reply_to_message":{"message_id":2,"text":"?"}`),
			lan(func(u *Update) { u.Kind, u.Text, u.ReplyTo = Message, "12", 2 })},
		{"edited", `{"update_id":5,"edited_message":{"message_id":3,` + person + `,"text":"13"}}`,
			lan(func(u *Update) { u.Kind, u.Text = Edited, "13" })},
		{"photo: the largest", message(`,"photo":[{"file_id":"s"},{"file_id":"l","file_unique_id":"u","file_size":9}],"caption":"Biên bản"`),
			attached("photo", "Biên bản", SentFile{ID: "l", UniqueID: "u", Size: 9})},
		{"document", message(`,"document":{"file_id":"d","file_unique_id":"u","file_name":"../a.xlsx","mime_type":"text/html","file_size":5}`),
			attached("document", "", SentFile{ID: "d", UniqueID: "u", Name: "../a.xlsx", MIME: "text/html", Size: 5})},
		{"one of an album", message(`,"photo":[{"file_id":"l"}],"media_group_id":"77"`),
			lan(func(u *Update) { u.Kind, u.Attachment, u.File.ID, u.Album = Message, "photo", "l", "77" })},
		{"a photo without sizes", message(`,"photo":[]`), attached("photo", "", SentFile{})},
		{"an edited caption", `{"update_id":5,"edited_message":{"message_id":3,` + person + `,"photo":[{"file_id":"l"}],"caption":"mới"}}`,
			lan(func(u *Update) { u.Kind, u.Attachment, u.File.ID, u.Caption = Edited, "photo", "l", "mới" })},
		{"an animation is no document", message(`,"animation":{"file_id":"a"},"document":{"file_id":"a"}`), attached("animation", "", SentFile{})},
		{"voice", message(`,"voice":{"file_id":"v","duration":2}`), attached("voice", "", SentFile{})},
		{"a caption is no text", message(`,"video":{"file_id":"v"},"caption":"/start a"`), attached("video", "/start a", SentFile{})},
		{"sticker", message(`,"sticker":{"file_id":"s","emoji":"👍"}`), attached("sticker", "", SentFile{})},
		{"a kind to come, with words", message(`,"hologram":{"file_id":"s"},"caption":"12"`), attached("other", "12", SentFile{})},
		{"a venue is no location", message(`,"location":{},"venue":{}`), attached("venue", "", SentFile{})},
		{"a field no struct of ours reads is strange", message(`,"text":"12","entities":"strange"`),
			lan(func(u *Update) { u.Kind, u.Text = Message, "12" })},
		{"attachment of null", message(`,"text":"12","photo":null`), lan(func(u *Update) { u.Kind, u.Text = Message, "12" })},
		{"service message", message(`,"pinned_message":{"message_id":1}`), lan(func(u *Update) { u.Kind = Other })},
		{"group", `{"update_id":5,"message":{"message_id":3,"from":{"id":42,"first_name":"Lan"},"chat":{"id":-7,"type":"group"},"text":"chào"}}`,
			Update{ID: 5, Kind: Message, Chat: -7, From: 42, Name: "Lan", MessageID: 3, Text: "chào"}},
		{"nobody in particular", `{"update_id":5,"message":{"message_id":3,"chat":{"id":-7,"type":"supergroup"},"text":"x"}}`,
			Update{ID: 5, Kind: Message, Chat: -7, MessageID: 3, Text: "x"}},
	})
}

func TestDecodeTheRest(t *testing.T) {
	checkDecoding(t, []decoding{
		{"press", `{"update_id":5,"callback_query":{"id":"99","from":{"id":42,"first_name":"Hồ","last_name":"Thị Lan"},"message":{"message_id":3,"chat":{"id":42,"type":"private"},"text":"?"},"data":"a:1"}}`,
			lan(func(u *Update) { u.Kind, u.PressID, u.Data = Press, "99", "a:1" })},
		{"press on an inaccessible message: its text is not used", `{"update_id":5,"callback_query":{"id":"99","from":{"id":42,"first_name":"Hồ Thị Lan"},"message":{"message_id":3,"chat":{"id":42,"type":"private"},"date":0},"data":"a:1"}}`,
			lan(func(u *Update) { u.Kind, u.PressID, u.Data = Press, "99", "a:1" })},
		{"press without a message", `{"update_id":5,"callback_query":{"id":"99","from":{"id":42,"first_name":"Hồ Thị Lan"},"data":"a:1"}}`,
			lan(func(u *Update) { u.Kind, u.PressID, u.Data, u.MessageID = Press, "99", "a:1", 0 })},
		{"press in a group", `{"update_id":5,"callback_query":{"id":"99","from":{"id":42,"first_name":"Lan"},"message":{"message_id":3,"chat":{"id":-7,"type":"group"}}}}`,
			Update{ID: 5, Kind: Press, PressID: "99", Chat: -7, From: 42, Name: "Lan", MessageID: 3}},

		{"blocked", `{"update_id":5,"my_chat_member":{` + person + `,"new_chat_member":{"status":"kicked"}}}`,
			lan(func(u *Update) { u.Kind, u.MessageID = Blocked, 0 })},
		{"unblocked", `{"update_id":5,"my_chat_member":{` + person + `,"new_chat_member":{"status":"member"}}}`,
			lan(func(u *Update) { u.Kind, u.MessageID = Unblocked, 0 })},
		{"a status to come", `{"update_id":5,"my_chat_member":{` + person + `,"new_chat_member":{"status":"new"}}}`,
			lan(func(u *Update) { u.Kind, u.MessageID = Other, 0 })},
		{"added to a group", `{"update_id":5,"my_chat_member":{"from":{"id":42,"first_name":"Lan"},"chat":{"id":-7,"type":"group"},"new_chat_member":{"status":"member"}}}`,
			Update{ID: 5, Kind: Other, Chat: -7, From: 42, Name: "Lan"}},

		{"a kind to come", `{"update_id":5,"message_reaction":{"chat":{"id":42}}}`, Update{ID: 5, Kind: Other}},
		{"message of null", `{"update_id":5,"message":null}`, Update{ID: 5, Kind: Other}},
	})
}

func TestDecodeBad(t *testing.T) {
	for raw, want := range map[string]string{
		`{"update_id":5,"message":"x"}`:                                "decode update 5: json: cannot unmarshal string into Go value of type telegram.wireMessage",
		`{"update_id":5,"message":{"message_id":3}}`:                   "decode update 5: a message without a chat",
		`{"update_id":5,"callback_query":{"id":"9"}}`:                  "decode update 5: a press without an id or a person",
		`{"update_id":5,"message":{"chat":{"id":1},"text":{"a":"b"}}}`: "decode update 5: json: cannot unmarshal object into Go struct field wireMessage.text of type string",
		`{"update_id":"5"}`:                                            "decode update: json: cannot unmarshal string into Go struct field .update_id of type int64",
		`7`:                                                            "decode update: json: cannot unmarshal number into Go value of type struct { ID int64 \"json:\\\"update_id\\\"\" }",
	} {
		u := decode(json.RawMessage(raw))
		if u.Kind != Bad || u.Err == nil || u.Err.Error() != want || string(u.Raw) != raw || u.Chat != 0 {
			t.Errorf("%s: %+v, want %s", raw, u, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range raw(
		text("1", "1.250"),
		`{"update_id":2,"callback_query":{"id":"9","from":{"id":42},"message":{"message_id":1,"chat":{"id":42,"type":"private"}},"data":"a"}}`,
		`{"update_id":3,"my_chat_member":{"chat":{"id":42,"type":"private"},"new_chat_member":{"status":"kicked"}}}`,
		`{"update_id":4,"message":{"message_id":1,"chat":{"id":42},"photo":[{"file_id":"a"}]}}`,
		`{"update_id":5,"message":[]}`,
	) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		u := decode(data)
		if (u.Kind == Bad) != (u.Err != nil) {
			t.Errorf("kind %q with error %v", u.Kind, u.Err)
		}
		switch u.Kind {
		case Message, Edited:
			if u.Chat == 0 {
				t.Error("nobody to answer to")
			}
		case Press:
			if u.Chat == 0 || u.From == 0 || u.PressID == "" {
				t.Errorf("a press without its parts: %+v", u)
			}
		case Blocked, Unblocked, Other, Bad:
		default:
			t.Errorf("kind %q", u.Kind)
		}
	})
}
