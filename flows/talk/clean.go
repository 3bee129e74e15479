package talk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean is a typed text as it is kept: NFC, without what would not show on a phone or
// would turn a line around, and without blanks at its ends.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.TrimSpace(norm.NFC.String(text))
}

// onOneLine is a name as it stands within a line.
func onOneLine(name string) string { return strings.Join(strings.Fields(clean(name)), " ") }
