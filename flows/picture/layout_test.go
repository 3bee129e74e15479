package picture

import (
	"image"
	"strings"
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"

	"golang.org/x/image/font"
	"golang.org/x/text/unicode/norm"
)

// odd are more rounds that strain the layout.
func odd(t testing.TB) map[string]report.Input {
	t.Helper()
	all := pictureInputs(t)
	narrow := office(t, longNames(), noon)
	narrow.Outline = sections(20)
	all["20 sections"] = narrow
	for districts, name := range map[int]string{0: "country of one", 9: "124 of nine", 63: "country"} {
		n := 3321
		if districts == 9 {
			n = 124
		}
		units, parents := under(n, districts)
		in := office(t, units, noon.Add(50*time.Hour))
		in.Parents = parents
		all[name] = in
	}
	return all
}

func longNames() []flows.Unit {
	return append([]flows.Unit{
		{ID: "dai", Name: "phường Hương Vinh – Ủy ban Mặt trận Tổ quốc Việt Nam (thí điểm Ế)", Kind: "xã"},
		{ID: "lien", Name: strings.Repeat("Ngoằnngoèo", 7), Kind: "xã"},
	}, hueNine...)
}

// sections is an outline of so many sections. The third asks nothing of anybody;
// the last has no number and a long name.
func sections(n int) *outline.Outline {
	found, _ := outline.Find("first-half-2024")
	o := *found
	o.Sections = nil
	for i, number := range strings.Fields("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX")[:n] {
		o.Sections = append(o.Sections, &outline.Section{ID: number, Heading: number + ". CÔNG TÁC"})
		if i == n-1 {
			o.Sections[i].ID, o.Sections[i].Heading = "Phần thứ hai: phươnghướngnhiệmvụ", "Không có số"
		}
	}
	for i, card := range found.Cards() {
		if s := o.Sections[i%n]; s.ID != "III" {
			s.Cards = append(s.Cards, card)
		}
	}
	return &o
}

func TestEveryWordFitsItsPlace(t *testing.T) {
	p, err := newPen()
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range odd(t) {
		for _, s := range sheets(in, report.Progress(in)) {
			d := layOut(p, s)
			checkLabels(t, name, p, d)
			w, h := d.size.X, d.size.Y
			if w < minWidth || w > maxWidth && len(s.heads) <= 12 || h > 2560 || w > 20*h || h > 20*w {
				t.Errorf("%s: the picture is %d×%d", name, w, h)
			}
		}
	}
}

func checkLabels(t *testing.T, name string, p *pen, d drawing) {
	t.Helper()
	page := image.Rectangle{Max: d.size}
	var inked []image.Rectangle
	for _, l := range d.labels {
		bounds, _ := font.BoundString(p.face(l.letter), l.words)
		at := p.start(l)
		box := image.Rect((bounds.Min.X + at.X).Floor(), (bounds.Min.Y + at.Y).Floor(), (bounds.Max.X + at.X).Ceil(), (bounds.Max.Y + at.Y).Ceil())
		if !box.In(l.box.Inset(-1)) || !l.box.In(page) {
			t.Errorf("%s: %q takes %v in the box %v of the page %v", name, l.words, box, l.box, page)
		}
		for i, other := range inked {
			if box.Overlaps(other) {
				t.Errorf("%s: %q overlaps %q", name, l.words, d.labels[i].words)
			}
		}
		inked = append(inked, box)
		if !norm.NFC.IsNormalString(l.words) {
			t.Errorf("%s: %q is not NFC", name, l.words)
		}
	}
	for _, s := range d.shapes {
		if !s.box.In(page) {
			t.Errorf("%s: a shape at %v is off the page %v", name, s.box, page)
		}
	}
}
