package picture

import "strings"

// Widths in pixels. A phone shows a picture of 1,080 pixels at about a third of
// that, so 34 here is the size of its own text.
const (
	edge       = 24
	minWidth   = 1080
	maxWidth   = 1280 // only more than 12 sections go beyond
	minName    = 240
	maxName    = 400
	nameGap    = 12 // between a name and the first section
	minSection = 52
	maxTight   = 96 // a section is wider only where there is room
	maxSection = 150
	iconSize   = 26
	cellGap    = 3
	stateSpare = 36 // around the sign and the words of a state
)

var (
	nameLetter  = letter{34, false}
	smallLetter = letter{28, false}
	stateLetter = letter{28, true}
	headLetter  = letter{26, true}
)

// columns is where the columns of the table stand, from left to right.
type columns struct {
	width                       int // of the picture
	name, section, whole, state int // widths
	percent                     bool
	cell, head, names           letter
}

func (p *pen) columns(s sheet) columns {
	c := columns{name: p.width(s.sum.name, letter{34, true}), whole: 108, state: p.width(stateHead, headLetter)}
	for _, r := range append(s.rows[:len(s.rows):len(s.rows)], s.sum) {
		c.name = max(c.name, p.width(oneLine(r.name), nameLetter))
		c.state = max(c.state, p.width(r.words, stateLetter)+iconSize+stateSpare)
	}
	c.name = min(max(c.name+nameGap+4, minName), maxName)
	n := len(s.heads)
	fixed := 2*edge + c.whole + c.state + 12
	c.width = min(max(fixed+c.name+n*maxTight, minWidth), maxWidth)
	if c.width-fixed-c.name < n*minSection {
		c.name = max(minName, c.width-fixed-n*minSection)
		c.width = fixed + c.name + n*minSection
	}
	if n > 0 {
		c.section = min((c.width-fixed-c.name)/n, maxSection)
	}
	c.name = c.width - fixed - n*c.section
	c.percent = n == 0 || p.width("100%", letter{26, true}) <= c.section-2*cellGap-4
	full := "100"
	if c.percent {
		full = "100%"
	}
	c.cell = p.largest(full, true, c.section-2*cellGap-4, 32, 30, 28, 26, 24)
	c.head = p.headLetter(s, c.section-2)
	c.names = p.namesLetter(s, c.name-nameGap)
	return c
}

// headLetter is the largest at which the words of the heads fit, but for those that
// are too long at any size.
func (p *pen) headLetter(s sheet, width int) letter {
	head := headLetter
	for _, words := range s.heads {
		for word := range strings.FieldsSeq(oneLine(words)) {
			l := p.largest(word, true, width, 26, 24, 22, 20)
			if p.width(word, l) <= width {
				head.size = min(head.size, l.size)
			}
		}
	}
	return head
}

// namesLetter is the largest at which three of four names fit in one line. The
// others are smaller; a mix of sizes is only good for a few.
func (p *pen) namesLetter(s sheet, width int) letter {
	for size := nameLetter.size; size > smallLetter.size; size -= 3 {
		long := 0
		for _, r := range s.rows {
			if p.width(oneLine(r.name), letter{size, false}) > width {
				long++
			}
		}
		if 4*long <= len(s.rows) {
			return letter{size, false}
		}
	}
	return smallLetter
}

func (c columns) sectionAt(i int) int { return edge + c.name + i*c.section }

// wholeAt stands a little apart, since it is not one more section.
func (c columns) wholeAt(sections int) int { return c.sectionAt(sections) + 4 }

func (c columns) stateAt(sections int) int { return c.wholeAt(sections) + c.whole + 8 }
