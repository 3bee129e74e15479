package flows

import (
	"fmt"
	"path"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Evidence is a photo or a document that a cadre sent for one card. It is never
// asked for. It stays at Telegram under FileID and is copied into the folder
// beside the database as soon as that is possible.
type Evidence struct {
	ID       int64 // 0 before it is stored
	Card     string
	Kind     EvidenceKind
	FileID   string // Telegram's, good for this bot only
	UniqueID string // Telegram's, the same whenever the same file is sent
	Name     string // of a document, as FileName gives it; for people to read, never a path
	MIME     string // as the sender's app told it; not checked
	Size     int64  // bytes; 0 when it was not told
	Caption  string
	By       PersonID
	Sender   string // name of By, when read from the store
	At       time.Time
	Channel  string  // "telegram"
	Message  int     // the channel's id of the message it came with
	Stored   string  // its name in the side folder, empty until it is copied
	Problem  Problem // why it never will be
}

// EvidenceKind is what a piece of evidence came as.
type EvidenceKind string

// The kinds are a closed set.
const (
	Photo    EvidenceKind = "photo"
	Document EvidenceKind = "document"
)

// Problem is why a file stays at Telegram only.
type Problem string

// The problems are a closed set.
const (
	NoProblem Problem = ""
	TooLarge  Problem = "too-large" // over MaxFile
	Gone      Problem = "gone"      // Telegram does not give it out
)

// The limits of evidence. MaxFile is what Telegram's getFile gives out.
const (
	MaxFile     = 20 << 20 // bytes
	MaxEvidence = 20       // files of one card
)

// Same tells that two pieces are the same file.
func (e Evidence) Same(other Evidence) bool {
	return e.FileID == other.FileID || e.UniqueID != "" && e.UniqueID == other.UniqueID
}

// EvidenceOf lists what a report holds for one card, in the order it was sent.
func (r Report) EvidenceOf(card string) []Evidence {
	var list []Evidence
	for _, e := range r.Evidence {
		if e.Card == card {
			list = append(list, e)
		}
	}
	return list
}

// maxFileName is how many characters of a document's name are kept.
const maxFileName = 120

// FileName makes the name a person's app gives to a document harmless: the last
// part of a path, on one line, without signs that cannot be seen or that turn the
// text around.
func FileName(told string) string {
	name := told[strings.LastIndexAny(told, `/\`)+1:]
	name = strings.Join(strings.Fields(strings.Map(visible, norm.NFC.String(strings.ToValidUTF8(name, "")))), " ")
	name = strings.TrimLeft(name, ". ")
	runes := []rune(name)
	if len(runes) <= maxFileName {
		return name
	}
	end := []rune(path.Ext(name))
	if len(end) > 12 {
		end = nil
	}
	return string(runes[:maxFileName-len(end)-1]) + "…" + string(end)
}

// visible drops control and format characters; a line end becomes a space.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf):
		return -1
	}
	return r
}

// endings are the file name extensions the side folder may hold; whatever else a
// file calls itself, it is kept as .bin, which nothing opens by itself.
var endings = map[string]bool{
	".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".webp": true, ".heic": true, ".tif": true, ".tiff": true, ".bmp": true,
	".pdf": true, ".docx": true, ".doc": true, ".xlsx": true, ".xls": true, ".pptx": true, ".ppt": true, ".odt": true, ".ods": true,
	".rtf": true, ".txt": true, ".csv": true, ".zip": true, ".rar": true,
}

// FolderName is the name of a stored piece in the side folder, made from our own
// id: "mc-000012.pdf".
func (e Evidence) FolderName() string {
	ending := strings.ToLower(path.Ext(e.Name))
	switch {
	case e.Kind == Photo:
		ending = ".jpg" // Telegram makes a JPEG of every photo
	case !endings[ending]:
		ending = ".bin"
	}
	return fmt.Sprintf("mc-%06d%s", e.ID, ending)
}
