package picture

import (
	"baocaobot/flows"
	"baocaobot/flows/report"
	"image"
	"image/color"
	"strconv"
)

// The height of a row follows from the number of rows: the pictures of all rows
// keep the shape of a phone held upright.
const (
	tableHeight = 1900
	minRow      = 48
	maxRow      = 88
)

// layout is a drawing under way, from top to bottom.
type layout struct {
	drawing
	p *pen
	s sheet
	c columns
	y int
}

func layOut(p *pen, s sheet) drawing {
	l := &layout{p: p, s: s, c: p.columns(s)}
	l.title()
	if len(s.units) == 0 {
		l.lines(noUnits, nameLetter, ink, l.box(edge, l.y+40, l.c.width-2*edge, 0), 2)
		l.y += 40
	} else {
		l.states()
		l.heads()
		l.rows()
		l.legend()
	}
	l.size = image.Pt(l.c.width, l.y+edge)
	return l.drawing
}

func (l *layout) box(x, y, w, h int) image.Rectangle { return image.Rect(x, y, x+w, y+h) }

// lines puts text at the left of a box and moves on below it.
func (l *layout) lines(words string, f letter, c color.RGBA, box image.Rectangle, most int) {
	y := box.Min.Y
	for _, line := range l.p.fit(oneLine(words), f, box.Dx(), most) {
		l.label(line, f, c, l.box(box.Min.X, y, box.Dx(), f.lineHeight()), left)
		y += f.lineHeight()
	}
	l.y = y
}

// title is the band at the top. It is painted when its height is known, below
// everything that stands on it.
func (l *layout) title() {
	const count = 240 // width of the figure at the right
	w := l.c.width - 2*edge
	l.y = edge
	if len(l.s.units) > 0 {
		l.count(l.box(edge+w-count, edge, count, 0))
		w -= count + 16
	}
	l.lines(pictureTitle, smallLetter, bandPale, l.box(edge, l.y, w, 0), 1)
	l.lines(flows.UpperFirst(l.s.round), letter{46, true}, bandInk, l.box(edge, l.y+2, w, 0), 2)
	if l.s.about != "" {
		l.lines(l.s.about, letter{34, true}, bandInk, l.box(edge, l.y+8, w, 0), 2)
	}
	l.y = max(l.y, edge+130)
	w = l.c.width - 2*edge
	for i, line := range l.p.pack(l.s.notes, smallLetter, w) {
		l.lines(line, smallLetter, bandPale, l.box(edge, l.y+8-min(i, 1)*6, w, 0), 1)
	}
	l.y += edge - 4
	l.shape(block, l.box(0, 0, l.c.width, l.y), band)
}

// count is what a clerk looks for first.
func (l *layout) count(box image.Rectangle) {
	words := strconv.Itoa(report.CountSent(l.s.units)) + "/" + strconv.Itoa(report.Expected(l.s.units))
	big := l.p.largest(words, true, box.Dx(), 84, 68, 56, 44)
	l.label(words, big, bandInk, l.box(box.Min.X, box.Min.Y-4, box.Dx(), 92), right)
	l.label(sentBelow, letter{32, false}, bandPale, l.box(box.Min.X, box.Min.Y+90, box.Dx(), 40), right)
}

// pack joins short notes to lines.
func (p *pen) pack(notes []string, f letter, width int) []string {
	const between = "  ·  "
	var lines []string
	for _, note := range notes {
		last := len(lines) - 1
		if last >= 0 && p.width(lines[last]+between+note, f) <= width {
			lines[last] += between + note
			continue
		}
		lines = append(lines, note)
	}
	return lines
}

// states counts the units of each state, and so says what the signs mean.
func (l *layout) states() {
	counts := countStates(l.s.units)
	const height = 46
	x, y := edge, l.y+20
	for _, state := range statesInOrder {
		if counts[state] == 0 {
			continue
		}
		words := pictureStates[state] + ": " + strconv.Itoa(counts[state])
		w := l.p.width(words, stateLetter) + iconSize + stateSpare - 2*cellGap
		if x+w > l.c.width-edge && x > edge {
			x, y = edge, y+height+8
		}
		l.state(state, words, l.box(x, y, w, height))
		x += w + 12
	}
	l.y = y + height + 16
}

// state marks a state by colour, sign and words.
func (l *layout) state(state pictureState, words string, box image.Rectangle) {
	look := stateLooks[state]
	l.shape(pill, box, look.frame)
	l.shape(pill, box.Inset(2), look.fill)
	middle := (box.Min.Y + box.Max.Y) / 2
	l.shape(look.icon, l.box(box.Min.X+9, middle-iconSize/2, iconSize, iconSize), look.ink)
	text := image.Rect(box.Min.X+9+iconSize+7, box.Min.Y, box.Max.X-4, box.Max.Y)
	l.label(words, stateLetter, look.ink, text, left)
}
