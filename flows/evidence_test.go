package flows

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFileNamesAreMadeHarmless(t *testing.T) {
	for told, want := range map[string]string{
		"bien-ban.pdf":                    "bien-ban.pdf",
		"Biên bản họp.docx":               "Biên bản họp.docx", // NFD from a phone
		"../../etc/passwd":                "passwd",
		`C:\Users\a\số liệu.xlsx`:         "số liệu.xlsx",
		"..hidden":                        "hidden",
		"a\x00b\nc\td.pdf":                "ab c d.pdf",
		"gpj.\u202Efdp.exe":               "gpj.fdp.exe",
		"\xff\xfe.pdf":                    "pdf",
		"/":                               "",
		"":                                "",
		strings.Repeat("x", 300) + ".pdf": strings.Repeat("x", 115) + "….pdf",
		"a." + strings.Repeat("ộ", 300):   "a." + strings.Repeat("ộ", 117) + "…",
		"=HYPERLINK(\"http://x\").xlsx":   "x\").xlsx",
		"   Kế   hoạch  .pdf  ":           "Kế hoạch .pdf",
	} {
		got := FileName(told)
		if got != want {
			t.Errorf("%q became %q, want %q", told, got, want)
		}
		if n := utf8.RuneCountInString(got); n > maxFileName {
			t.Errorf("%q became a name of %d characters", told, n)
		}
	}
}

// The name in the folder is made of nothing a sender chose but one of a few
// endings.
func TestFolderNamesAreOurOwn(t *testing.T) {
	for name, want := range map[string]string{
		"bien-ban.PDF": "mc-000012.pdf", "a.docx": "mc-000012.docx", "a.exe": "mc-000012.bin", "a.docm": "mc-000012.bin",
		"a.svg": "mc-000012.bin", "a.html": "mc-000012.bin", "": "mc-000012.bin", "pdf": "mc-000012.bin", "a.pdf/..": "mc-000012.bin",
	} {
		if got := (Evidence{ID: 12, Kind: Document, Name: name}).FolderName(); got != want {
			t.Errorf("%q is kept as %s, want %s", name, got, want)
		}
	}
	if got := (Evidence{ID: 1234567, Kind: Photo, Name: "a.exe"}).FolderName(); got != "mc-1234567.jpg" {
		t.Errorf("a photo is kept as %s", got)
	}
}

func TestSizesInWords(t *testing.T) {
	for size, want := range map[int64]string{0: "", 1: "1 KB", 1024: "1 KB", 1025: "2 KB", 120 << 10: "120 KB",
		1<<20 - 1: "1 MB", 1 << 20: "1 MB", 3 << 19: "1,5 MB", 20 << 20: "20 MB", 2 << 30: "2.048 MB"} {
		if got := (Evidence{Size: size}).SizeWords(); got != want {
			t.Errorf("%d bytes are %q, want %q", size, got, want)
		}
	}
}

func TestTheSameFileIsKnownAgain(t *testing.T) {
	a := Evidence{FileID: "1", UniqueID: "u"}
	for other, want := range map[Evidence]bool{{FileID: "2", UniqueID: "u"}: true, {FileID: "1"}: true, {FileID: "2", UniqueID: "v"}: false, {FileID: "2"}: false} {
		if a.Same(other) != want {
			t.Errorf("%+v: want %v", other, want)
		}
	}
	if (Evidence{FileID: "1"}).Same(Evidence{FileID: "2"}) {
		t.Error("two files without a unique id are not the same")
	}
}
