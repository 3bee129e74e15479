package excel

import (
	"strconv"
	"strings"
)

// area is cells side by side and below each other, counted from 1.
type area struct{ left, top, right, bottom int }

// areaOf reads "B7" or "A1:S182", also with "$". Outside of a sheet there is none.
func areaOf(text string) (area, bool) {
	from, to, two := strings.Cut(strings.ReplaceAll(text, "$", ""), ":")
	if !two {
		to = from
	}
	var a area
	var okFrom, okTo bool
	a.left, a.top, okFrom = cellAt(from)
	a.right, a.bottom, okTo = cellAt(to)
	return a, okFrom && okTo && a.left <= a.right && a.top <= a.bottom
}

func cellAt(name string) (col, row int, ok bool) {
	digits := strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	letters := name[:len(name)-len(digits)]
	if len(letters) == 0 || len(letters) > 3 || strings.HasPrefix(digits, "0") {
		return 0, 0, false
	}
	for _, l := range letters {
		col = 26*col + int(l-'A') + 1
	}
	row, err := strconv.Atoi(digits)
	return col, row, err == nil && row >= 1 && row <= mostRows && col <= mostColumns
}

func (a area) meets(b area) bool {
	return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom
}

func (a area) holds(b area) bool {
	return a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom
}
