package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean makes text fit for a cell: NFC, line ends as \n, without the characters
// that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets) and without the
// noncharacters, two of which are the marks of retype.go.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	s = lineEnds.Replace(strings.ToValidUTF8(s, ""))
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r == 0xFFFE || r == 0xFFFF || 0xFDD0 <= r && r <= 0xFDEF:
			return -1
		}
		return r
	}, s))
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// plain tells that clean has nothing to do, as in nearly every text: letters up to
// U+02FF and the Vietnamese ones are composed and combine with none of the others.
func plain(s string) bool {
	for _, r := range s {
		switch {
		case ' ' <= r && r < 0x0300, r == '\n', r == '\t', 0x1EA0 <= r && r <= 0x1EF9, 0x2010 <= r && r <= 0x2027:
		default:
			return false
		}
	}
	return true
}

// wrap tells where each line of text begins, in bytes, when a line holds that
// many digits of the text's own size.
func wrap(text string, width float64) []int { return appendWrap(nil, text, width) }

// lineCount is how many lines wrap finds.
func lineCount(text string, width float64) int {
	var few [32]int
	return len(appendWrap(few[:0], text, width))
}

func appendWrap(starts []int, text string, width float64) []int {
	starts = append(starts, 0)
	used, lineStart, wordStart, wordUsed := 0.0, 0, 0, 0.0
	for i, r := range text {
		if r == '\n' {
			lineStart, wordStart, used, wordUsed = i+1, i+1, 0, 0
			starts = append(starts, lineStart)
			continue
		}
		w := runeWidth(r)
		if used+w > width && i > lineStart {
			if wordStart == lineStart { // a word longer than the line is cut
				wordStart, wordUsed = i, 0
			}
			lineStart, used = wordStart, wordUsed
			starts = append(starts, lineStart)
		}
		used, wordUsed = used+w, wordUsed+w
		if r == ' ' {
			wordStart, wordUsed = i+1, 0
		}
	}
	return starts
}

// lastOfTimes is the last letter that every font of the Times family has. Most
// of the Vietnamese letters come after it; where Times New Roman is not installed
// they are taken from another, wider font.
const lastOfTimes = 'ſ'

// runeWidths are the widths of the letters of which texts consist.
var runeWidths = func() (widths [0x2100]float64) {
	for r := range widths {
		widths[r] = estimate(rune(r))
	}
	return widths
}()

func runeWidth(r rune) float64 {
	if int(r) < len(runeWidths) {
		return runeWidths[r]
	}
	return estimate(r)
}

// estimate gives a letter's width in digits of the same size. It is generous, since
// the reader's font is not known: a row with a spare line is better than a cut one.
func estimate(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case r == '\t':
		return 6
	case strings.ContainsRune("ijlt.,:;/' ", r):
		return 0.6
	case strings.ContainsRune("frI()-!", r):
		return 0.7
	case strings.ContainsRune("MW%@&…", r):
		return 2
	case unicode.IsUpper(r):
		return upperWidth(r)
	case r == 'm' || r == 'w':
		return 1.6
	case r <= lastOfTimes || strings.ContainsRune("–“”‘’", r):
		return 1
	case unicode.Is(unicode.Latin, r):
		return 1.3
	case r > 0x2E80: // CJK and pictographs
		return 2.8
	default:
		return 2
	}
}

func upperWidth(r rune) float64 {
	if r <= lastOfTimes {
		return 1.5
	}
	return 1.8
}

// split parts text into pieces of at most that many lines; joined they give the
// text again.
func split(text string, width float64, lines int) []string {
	starts := wrap(text, width)
	var pieces []string
	for from := 0; from < len(starts); from += lines {
		end := len(text)
		if from+lines < len(starts) {
			end = starts[from+lines]
		}
		if from == 0 || end > starts[from] {
			pieces = append(pieces, text[starts[from]:end])
		}
	}
	return pieces
}
