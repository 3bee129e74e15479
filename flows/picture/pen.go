package picture

import (
	"baocaobot/flows/report"
	"fmt"
	"image"
	"image/color"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Liberation Sans has every Vietnamese letter; the fonts of x/image do not.
var fonts = sync.OnceValues(func() (map[bool]*opentype.Font, error) {
	parsed := map[bool]*opentype.Font{}
	for bold, ttf := range map[bool][]byte{false: liberationsansregular.TTF, true: liberationsansbold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			return nil, fmt.Errorf("read the font Liberation Sans: %w", err)
		}
		parsed[bold] = f
	}
	return parsed, nil
})

// letter is a height of letters in pixels and a weight.
type letter struct {
	size int
	bold bool
}

// lineHeight leaves room for two accents above a capital and a dot below.
func (l letter) lineHeight() int { return l.size * 5 / 4 }

// pen measures and draws text. It is not for several goroutines.
type pen struct {
	fonts map[bool]*opentype.Font
	faces map[letter]font.Face
}

func newPen() (*pen, error) {
	parsed, err := fonts()
	return &pen{fonts: parsed, faces: map[letter]font.Face{}}, err
}

func (p *pen) face(l letter) font.Face {
	if f, known := p.faces[l]; known {
		return f
	}
	f, err := opentype.NewFace(p.fonts[l.bold], &opentype.FaceOptions{Size: float64(l.size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // the options are ours; x/image returns no error today
	}
	p.faces[l] = f
	return f
}

func (p *pen) width(words string, l letter) int {
	return font.MeasureString(p.face(l), words).Ceil()
}

// fit breaks words into at most that many lines of a width. What does not fit
// ends in an ellipsis.
func (p *pen) fit(words string, l letter, width, most int) []string {
	var lines []string
	line := ""
	for rest := strings.Fields(words); len(rest) > 0; rest = rest[1:] {
		longer := strings.TrimSpace(line + " " + rest[0])
		if line == "" || p.width(longer, l) <= width {
			line = longer
			continue
		}
		if len(lines) == most-1 {
			line = longer + ellipsis // cut below
			break
		}
		lines, line = append(lines, p.cut(line, l, width)), rest[0]
	}
	return append(lines, p.cut(line, l, width))
}

// cut shortens a line that is too long.
func (p *pen) cut(line string, l letter, width int) string {
	runes := []rune(line)
	for n := len(runes); p.width(line, l) > width && n > 0; n-- {
		line = strings.TrimRight(string(runes[:n-1]), " ,–-…") + ellipsis
	}
	return line
}

// largest is the largest of the sizes at which words fit a width, or the last.
func (p *pen) largest(words string, bold bool, width int, sizes ...int) letter {
	for _, size := range sizes {
		if l := (letter{size, bold}); p.width(words, l) <= width {
			return l
		}
	}
	return letter{sizes[len(sizes)-1], bold}
}

// label is one line of text in its box, in the middle of its height.
type label struct {
	words string
	letter
	ink   color.RGBA
	box   image.Rectangle
	align align
}

type align int

const (
	left align = iota
	centre
	right
)

// start is where the pen is put down.
func (p *pen) start(t label) fixed.Point26_6 {
	spare := fixed.I(t.box.Dx()) - font.MeasureString(p.face(t.letter), t.words)
	x := fixed.I(t.box.Min.X)
	switch t.align {
	case centre:
		x += spare / 2
	case right:
		x += spare
	}
	base := (t.box.Min.Y+t.box.Max.Y)/2 + t.size*36/100 // half of a capital's height
	return fixed.Point26_6{X: x, Y: fixed.I(base)}
}

// oneLine makes text fit for a label.
func oneLine(s string) string { return strings.Join(strings.Fields(report.Clean(s)), " ") }
