package emulator

import (
	"encoding/json"
	"strings"
)

const (
	mostButtons    = 100
	longestMarkup  = 10_000 // bytes of JSON
	longestPayload = 64     // bytes of callback_data
)

// Button is one inline button. Data is empty for a button that opens a URL.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`

	WebApp   json.RawMessage `json:"web_app,omitempty"`
	CopyText json.RawMessage `json:"copy_text,omitempty"`
	Style    string          `json:"style,omitempty"`
}

// replyMarkup is an inline keyboard under a message.
type replyMarkup struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// readMarkup reads the parameter reply_markup; nil means no inline keyboard.
func readMarkup(p params) (*replyMarkup, *apiError) {
	raw := p.get("reply_markup")
	if raw == "" {
		return nil, nil
	}
	if !json.Valid([]byte(raw)) {
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &fields); err != nil || fields == nil {
		return nil, badRequest("object expected as reply markup")
	}
	if _, refused := readRows(fields["keyboard"], "keyboard", "ReplyKeyboardMarkup"); refused != nil {
		return nil, refused
	}
	rows, refused := readRows(fields["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup")
	if refused != nil {
		return nil, refused
	}
	return inlineKeyboard(rows)
}

// inlineKeyboard drops empty rows; a keyboard of none is no keyboard.
func inlineKeyboard(rows [][]json.RawMessage) (*replyMarkup, *apiError) {
	markup := &replyMarkup{}
	for _, row := range rows {
		buttons, refused := readButtons(row)
		if refused != nil {
			return nil, refused
		}
		if len(buttons) > 0 {
			markup.Rows = append(markup.Rows, buttons)
		}
	}
	if len(markup.Rows) == 0 {
		return nil, nil
	}
	return markup, nil
}

func readRows(raw json.RawMessage, field, object string) ([][]json.RawMessage, *apiError) {
	if raw == nil {
		return nil, nil
	}
	var rows []json.RawMessage
	if raw[0] != '[' || json.Unmarshal(raw, &rows) != nil {
		return nil, badRequest(`field "` + field + `" must be of type Array`)
	}
	table := make([][]json.RawMessage, len(rows))
	for i, row := range rows {
		if row[0] != '[' || json.Unmarshal(row, &table[i]) != nil {
			return nil, badRequest(`field "` + field + `" of the ` + object + ` must be an Array of Arrays`)
		}
	}
	return table, nil
}

func readButtons(row []json.RawMessage) ([]Button, *apiError) {
	const prefix = "can't parse inline keyboard button: "
	var buttons []Button
	for _, raw := range row {
		var fields map[string]json.RawMessage
		if json.Unmarshal(raw, &fields) != nil || fields == nil {
			return nil, badRequest(prefix + "InlineKeyboardButton must be an Object")
		}
		var b Button
		if err := json.Unmarshal(raw, &b); err != nil {
			return nil, badRequest(prefix + "a field is of a wrong type")
		}
		if fields["text"] == nil {
			return nil, badRequest(prefix + `Can't find field "text"`)
		}
		if !hasAction(fields) {
			return nil, badRequest(prefix + "Text buttons are unallowed in the inline keyboard")
		}
		if strings.TrimSpace(b.Text) == "" {
			return nil, badRequest("inline keyboard button text must be non-empty")
		}
		buttons = append(buttons, b)
	}
	return buttons, nil
}

func hasAction(fields map[string]json.RawMessage) bool {
	for _, name := range []string{"callback_data", "url", "web_app", "copy_text"} {
		if fields[name] != nil {
			return true
		}
	}
	return false
}

// check applies the limits that only Telegram's own servers know.
func (m *replyMarkup) check() *apiError {
	if m == nil {
		return nil
	}
	count := 0
	for _, row := range m.Rows {
		for _, b := range row {
			if len(b.Data) > longestPayload || b.Data == "" && b.URL == "" && b.WebApp == nil && b.CopyText == nil {
				return badRequest("BUTTON_DATA_INVALID")
			}
			count++
		}
	}
	raw, err := json.Marshal(m)
	if err != nil || count > mostButtons || len(raw) > longestMarkup {
		return badRequest("reply markup is too long")
	}
	return nil
}
