package picture

import (
	"image"
	"strconv"
)

// heads names the columns; the heads stand at the foot of their row.
func (l *layout) heads() {
	n, f := len(l.s.heads), l.c.head
	foot := l.y + headLetter.lineHeight()
	heads := make([][]string, n)
	for i, head := range l.s.heads {
		heads[i] = l.p.fit(oneLine(head), f, l.c.section-2, 3)
		foot = max(foot, l.y+len(heads[i])*f.lineHeight())
	}
	put := func(lines []string, x, w int, f letter, a align) {
		for i, line := range lines {
			y := foot - (len(lines)-i)*f.lineHeight()
			l.label(line, f, paleInk, l.box(x, y, w, f.lineHeight()), a)
		}
	}
	put([]string{unitHead}, edge, l.c.name, headLetter, left)
	for i, lines := range heads {
		put(lines, l.c.sectionAt(i)+1, l.c.section-2, f, centre)
	}
	put([]string{wholePart}, l.c.wholeAt(n), l.c.whole, headLetter, centre)
	put([]string{stateHead}, l.c.stateAt(n), l.c.state, headLetter, left)
	l.y = foot + 8
}

func (l *layout) rows() {
	count := len(l.s.rows)
	h := min(max(tableHeight/(count+1), minRow), maxRow)
	for i, row := range l.s.rows {
		if i%2 == 1 {
			l.shape(block, l.box(edge/2, l.y, l.c.width-edge, h), stripe)
		}
		l.row(row, l.c.names, h)
	}
	if count > 1 {
		l.shape(block, l.box(edge/2, l.y+5, l.c.width-edge, 3), rule)
		l.y += 12
		l.row(l.s.sum, letter{l.c.names.size, true}, h)
	}
}

func (l *layout) row(row pictureRow, f letter, h int) {
	n := len(l.s.heads)
	l.name(oneLine(row.name), f, l.box(edge, l.y, l.c.name-nameGap, h))
	for i, s := range row.sections {
		l.cell(s, l.box(l.c.sectionAt(i), l.y, l.c.section, h))
	}
	whole := l.box(l.c.wholeAt(n), l.y, l.c.whole, h)
	if row.whole.asked > 0 {
		words := strconv.Itoa(row.whole.percent()) + "%"
		l.label(words, letter{34, true}, ink, whole, centre)
	}
	l.state(row.state, row.words, l.box(l.c.stateAt(n), l.y, l.c.state, h).Inset(cellGap))
	l.y += h
}

// name is smaller, in two lines if the row is high enough, when it is long.
func (l *layout) name(words string, f letter, box image.Rectangle) {
	if l.p.width(words, f) > box.Dx() {
		f = letter{smallLetter.size, f.bold}
	}
	lines := l.p.fit(words, f, box.Dx(), max(1, box.Dy()/f.lineHeight()))
	y := box.Min.Y + (box.Dy()-len(lines)*f.lineHeight())/2
	for _, line := range lines {
		l.label(line, f, ink, l.box(box.Min.X, y, box.Dx(), f.lineHeight()), left)
		y += f.lineHeight()
	}
}

func (l *layout) cell(s share, box image.Rectangle) {
	box = box.Inset(cellGap)
	if s.asked == 0 {
		l.shape(hatch, box, hatchLine)
		return
	}
	step := stepOf(s.percent())
	l.shade(step, box)
	words := strconv.Itoa(s.percent())
	if l.c.percent {
		words += "%"
	}
	l.label(words, l.c.cell, step.ink, box, centre)
}

func (l *layout) shade(step shareStep, box image.Rectangle) {
	l.shape(pill, box, step.frame)
	l.shape(pill, box.Inset(2), step.fill)
}

// legend says what the shades mean.
func (l *layout) legend() {
	const height, w = 44, 104
	x, y := edge, l.y+24
	next := func(width int) image.Rectangle {
		if x+width > l.c.width-edge {
			x, y = edge, y+height+8
		}
		box := l.box(x, y, width, height)
		x += width + 8
		return box
	}
	l.label(legendHead, headLetter, paleInk, next(l.p.width(legendHead, headLetter)+4), left)
	for _, step := range shareSteps {
		box := next(w)
		l.shade(step, box)
		l.label(step.words, headLetter, step.ink, box, centre)
	}
	asked := l.p.width(legendAsked, headLetter)
	box := next(asked + 64)
	l.shape(hatch, l.box(box.Min.X, y, 52, height), hatchLine)
	l.label(legendAsked, headLetter, paleInk, image.Rect(box.Max.X-asked-4, y, box.Max.X, box.Max.Y), left)
	l.y = y + height
}
