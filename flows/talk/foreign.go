package talk

import (
	"slices"
	"strings"
)

// officeCommands are those of the office that its people type behind a slash.
var officeCommands = []string{
	"tiendo", "trehan", "chuagui", "theomuc", "danhsach", "anhtiendo", "tonghop", "lan", "donvi", "so", "chitieu",
	"chinhly", "yeucauchinhly", "boduyet", "duyettatca", "duyethet", "mien", "bomien", "suaho", "canhbao",
	"dot", "dotmoi", "doidot", "denghi", "nhac", "lich", "bantin", "khonglienlac", "vanphong",
}

// forOffice tells that folded words behind a slash are a command of the office, with what
// may follow it.
func forOffice(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	return slices.Contains(officeCommands, first) || slices.Contains(officeCommands, strings.ReplaceAll(words, " ", ""))
}

// ForOffice tells that a word typed behind a slash is a command of the office.
func ForOffice(word string) bool { return forOffice(word) }
