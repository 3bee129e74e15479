package emulator

// The objects of the Bot API that this server gives out, field by field as
// core.telegram.org/bots/api names them.

type user struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

type chatRef struct {
	ID        int64  `json:"id"`
	FirstName string `json:"first_name,omitempty"`
	Type      string `json:"type"` // always "private"
}

// Entity marks a part of a text. Offset and Length count UTF-16 code units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	User     *user  `json:"user,omitempty"`
	Language string `json:"language,omitempty"`
	EmojiID  string `json:"custom_emoji_id,omitempty"`
}

type message struct {
	ID              int          `json:"message_id"`
	From            *user        `json:"from,omitempty"`
	Chat            chatRef      `json:"chat"`
	Date            int64        `json:"date"` // 0: the message is gone ("inaccessible")
	EditDate        int64        `json:"edit_date,omitempty"`
	ReplyTo         *message     `json:"reply_to_message,omitempty"`
	Text            string       `json:"text,omitempty"`
	Entities        []Entity     `json:"entities,omitempty"`
	Album           string       `json:"media_group_id,omitempty"`
	Caption         string       `json:"caption,omitempty"`
	CaptionEntities []Entity     `json:"caption_entities,omitempty"`
	Document        *fileRef     `json:"document,omitempty"`
	Photo           []fileRef    `json:"photo,omitempty"`
	Sticker         *fileRef     `json:"sticker,omitempty"`
	Voice           *fileRef     `json:"voice,omitempty"`
	Markup          *replyMarkup `json:"reply_markup,omitempty"`
}

// fileRef is a document, a photo size, a sticker, a voice message or a File;
// each uses the fields it has.
type fileRef struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size,omitempty"` // bytes
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Duration int    `json:"duration,omitempty"` // seconds
	Emoji    string `json:"emoji,omitempty"`
	Kind     string `json:"type,omitempty"` // of a sticker: "regular"
	Path     string `json:"file_path,omitempty"`
}

type callbackQuery struct {
	ID       string   `json:"id"`
	From     user     `json:"from"`
	Message  *message `json:"message,omitempty"`
	Instance string   `json:"chat_instance"`
	Data     string   `json:"data"`
}

type memberState struct {
	User   user   `json:"user"`
	Status string `json:"status"` // "member" or "kicked"
	Until  *int64 `json:"until_date,omitempty"`
}

type memberChange struct {
	Chat chatRef     `json:"chat"`
	From user        `json:"from"`
	Date int64       `json:"date"`
	Old  memberState `json:"old_chat_member"`
	New  memberState `json:"new_chat_member"`
}
