package flows

// Screen is what one person is shown: a text and rows of buttons, with a
// document when there is one.
type Screen struct {
	Text    string // HTML with the tags b, i, u, s, code, pre; everything else escaped
	Buttons [][]Button
	File    *File
}

// Button is one inline button. Data is 1–64 bytes and comes back when the button
// is pressed; anybody can forge it.
type Button struct{ Label, Data string }

// File is a document or a photo, sent from memory or once more by its id, with the
// screen's text as its caption.
type File struct {
	Name  string // "tong-hop.xlsx"
	Data  []byte
	ID    string // of a file that is at Telegram already, instead of Data
	Photo bool   // shown as a photo, not as a document
}

// Kind is "photo" or "document".
func (f File) Kind() string {
	if f.Photo {
		return string(Photo)
	}
	return string(Document)
}
