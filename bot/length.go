package bot

import (
	"html"
	"unicode/utf16"
)

// length is how long a text with tags can count at most: in UTF-16 units, as phones and
// entities count, with the tags, which Telegram takes out before it counts.
func length(text string) int { return len(utf16.Encode([]rune(html.UnescapeString(text)))) }

// cutLength is cut by UTF-16 units, the mark that it was cut included.
func cutLength(s string, longest int) string {
	if len(utf16.Encode([]rune(s))) <= longest {
		return s
	}
	n := 1 // of the mark
	for i, r := range s {
		if n += utf16.RuneLen(r); n > longest {
			if longest < 1 {
				return ""
			}
			return s[:i] + "…"
		}
	}
	return s
}
