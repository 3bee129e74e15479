package flows

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the key under which words are matched: lower case, no accents, đ
// as d, single spaces. "Hòa", "Hoà" and "HOA" fold to "hoa". Fold only to
// match, never to store.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	if strings.ContainsFunc(s, func(r rune) bool { return bareLetter(r) == 0 }) {
		s = norm.NFD.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case bareLetter(r) != 0:
			r = rune(bareLetter(r))
		case unicode.Is(unicode.Mn, r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// isFolded sees what is its own key: most of what is typed without accents.
func isFolded(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' && i > 0 && s[i-1] != ' ' && i+1 < len(s): // one between two words
		case c <= ' ' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf:
			return false
		}
	}
	return true
}

// bareLetters holds what is left of each letter of Vietnamese, and of all ASCII, without
// its accents; 0 of any other. To decompose a text takes longer than all the rest.
var bareLetters = func() (bare [0x1F00]byte) {
	for r := range rune(utf8.RuneSelf) {
		bare[r] = byte(r)
	}
	for _, r := range "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĨĩŨũƠơƯư" {
		bare[r] = norm.NFD.String(string(r))[0]
	}
	for r := 'Ạ'; r <= 'ỹ'; r++ {
		bare[r] = norm.NFD.String(string(r))[0]
	}
	bare['Đ'], bare['đ'] = 'd', 'd'
	return bare
}()

func bareLetter(r rune) byte {
	if int(r) < len(bareLetters) {
		return bareLetters[r]
	}
	return 0
}
