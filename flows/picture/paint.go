package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/font"
	"golang.org/x/image/vector"
)

// drawing is a picture before it is painted: what stands where.
type drawing struct {
	size   image.Point
	shapes []shape
	labels []label
}

// form is a kind of shape.
type form int

const (
	block form = iota // a plain rectangle
	pill              // a rectangle with round corners
	hatch             // slanted lines: does not apply
	tick              // done
	bang              // an exclamation mark
	half              // a ring, its left half filled
	ring
	ticks
	back
	dashes
)

// shape fills its box.
type shape struct {
	form
	box  image.Rectangle
	fill color.RGBA
}

func (d *drawing) shape(f form, box image.Rectangle, fill color.RGBA) {
	d.shapes = append(d.shapes, shape{f, box, fill})
}

func (d *drawing) label(words string, l letter, c color.RGBA, box image.Rectangle, a align) {
	d.labels = append(d.labels, label{words, l, c, box, a})
}

func encode(p *pen, d drawing) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, paint(p, d))
	return b.Bytes(), err
}

func paint(p *pen, d drawing) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: d.size})
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for _, s := range d.shapes {
		paintShape(img, s)
	}
	for _, t := range d.labels {
		drawer := font.Drawer{Dst: img, Src: image.NewUniform(t.ink), Face: p.face(t.letter), Dot: p.start(t)}
		drawer.DrawString(t.words)
	}
	return img
}

func paintShape(img *image.RGBA, s shape) {
	if s.form == block {
		draw.Draw(img, s.box, image.NewUniform(s.fill), image.Point{}, draw.Src)
		return
	}
	w, h := float32(s.box.Dx()), float32(s.box.Dy())
	outline := path{vector.NewRasterizer(s.box.Dx(), s.box.Dy())}
	switch s.form {
	case pill:
		outline.rounded(0, 0, w, h, 7)
	case hatch:
		for x := -h; x < w; x += 14 {
			outline.polygon(x, h, x+3, h, x+3+h, 0, x+h, 0)
		}
	case tick:
		outline.polygon(.04*w, .56*h, .17*w, .42*h, .39*w, .64*h, .83*w, .14*h, .97*w, .27*h, .39*w, .92*h)
	case bang:
		outline.rounded(.40*w, .04*h, .60*w, .66*h, .09*w)
		outline.rounded(.39*w, .76*h, .61*w, .98*h, .11*w)
	case half:
		outline.ring(w, h)
		outline.polygon(.5*w, .08*h, .5*w, .92*h, .24*w, .84*h, .1*w, .64*h, .1*w, .36*h, .24*w, .16*h)
	case ring:
		outline.ring(w, h)
	case ticks:
		outline.polygon(0, .58*h, .1*w, .46*h, .27*w, .64*h, .57*w, .2*h, .7*w, .32*h, .28*w, .86*h)
		outline.polygon(.42*w, .74*h, .52*w, .62*h, .6*w, .68*h, .87*w, .2*h, w, .32*h, .6*w, .9*h)
	case back:
		outline.polygon(.04*w, .42*h, .42*w, .08*h, .42*w, .32*h, .96*w, .32*h, .96*w, .9*h, .76*w, .9*h, .76*w, .52*h, .42*w, .52*h, .42*w, .76*h)
	case dashes:
		outline.rounded(.06*w, .42*h, .94*w, .58*h, .07*w)
	}
	outline.Draw(img, s.box, image.NewUniform(s.fill), image.Point{})
}

// path is an outline to be filled. Its rasterizer counts in fixed point up to 512
// pixels, so that every processor paints the same picture.
type path struct{ *vector.Rasterizer }

func (p path) polygon(xy ...float32) {
	p.MoveTo(xy[0], xy[1])
	for i := 2; i < len(xy); i += 2 {
		p.LineTo(xy[i], xy[i+1])
	}
	p.ClosePath()
}

func (p path) rounded(left, top, right, bottom, r float32) {
	p.MoveTo(left+r, top)
	p.LineTo(right-r, top)
	p.QuadTo(right, top, right, top+r)
	p.LineTo(right, bottom-r)
	p.QuadTo(right, bottom, right-r, bottom)
	p.LineTo(left+r, bottom)
	p.QuadTo(left, bottom, left, bottom-r)
	p.LineTo(left, top+r)
	p.QuadTo(left, top, left+r, top)
	p.ClosePath()
}

// ring is a circle and, run the other way round, the hole in it.
func (p path) ring(w, h float32) {
	p.circle(w/2, h/2, w*.48, 1)
	p.circle(w/2, h/2, w*.37, -1)
}

// circle is four arcs; .5523 is where the handles of a quarter circle stand.
func (p path) circle(x, y, r, turn float32) {
	k := r * .5523
	p.MoveTo(x+r, y)
	p.CubeTo(x+r, y+turn*k, x+k, y+turn*r, x, y+turn*r)
	p.CubeTo(x-k, y+turn*r, x-r, y+turn*k, x-r, y)
	p.CubeTo(x-r, y-turn*k, x-k, y-turn*r, x, y-turn*r)
	p.CubeTo(x+k, y-turn*r, x+r, y-turn*k, x+r, y)
	p.ClosePath()
}
