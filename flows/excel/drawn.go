package excel

import (
	"encoding/xml"
	"regexp"
)

type comments struct {
	Authors []string `xml:"authors>author"`
	All     []struct {
		Cell   string   `xml:"ref,attr"`
		Author string   `xml:"authorId,attr"`
		Plain  string   `xml:"text>t"`
		Runs   []string `xml:"text>r>t"`
	} `xml:"commentList>comment"`
}

type shapes struct {
	All []struct {
		ID     string `xml:"id,attr"`
		Row    int    `xml:"ClientData>Row"`
		Column int    `xml:"ClientData>Column"`
	} `xml:"shape"`
}

// checkComments finds comments that have not each one shape, and shapes without a comment.
func (b *book) checkComments(s sheet, texts, drawing string) {
	var c comments
	var v shapes
	if err := xml.Unmarshal(b.parts[texts], &c); err != nil {
		b.fault("%s: %v", texts, err)
	}
	if err := xml.Unmarshal(b.parts[drawing], &v); err != nil {
		b.fault("%s: %v", drawing, err)
	}
	drawn, ids := map[area]int{}, map[string]bool{}
	for _, shape := range v.All {
		drawn[area{shape.Column + 1, shape.Row + 1, shape.Column + 1, shape.Row + 1}]++
		if ids[shape.ID] {
			b.fault("%s draws %s twice", drawing, shape.ID)
		}
		ids[shape.ID] = true
	}
	for _, one := range c.All {
		at, ok := areaOf(one.Cell)
		if !ok || drawn[at] != 1 || whole(one.Author, len(c.Authors)) < 0 || length(one.Plain) > mostText {
			b.fault("sheet %q: the comment at %s is drawn %d times, by author %s", s.name, one.Cell, drawn[at], one.Author)
		}
		delete(drawn, at)
	}
	if len(drawn) > 0 {
		b.fault("sheet %q: %d comments are drawn that are not there, or there are two at one cell", s.name, len(drawn))
	}
}

// chartCells are cells of one column that a chart shows.
var chartCells = regexp.MustCompile(`^'([^']+)'!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)$`)

// checkChart finds charts of cells that are not there.
func (b *book) checkChart(part string) {
	series := 0
	b.each(part, func(e xml.StartElement, d *xml.Decoder) {
		if e.Name.Local != "f" {
			return
		}
		var cells string
		if err := d.DecodeElement(&cells, &e); err != nil {
			b.fault("%s: %v", part, err)
		}
		series++
		found := chartCells.FindStringSubmatch(cells)
		if found == nil || !b.hasSheet(found[1]) {
			b.fault("%s shows %s, which is not there", part, cells)
			return
		}
		if a, ok := areaOf(found[2]); !ok || !b.boundsOf(found[1]).holds(a) {
			b.fault("%s shows %s, beyond the sheet's cells", part, cells)
		}
	})
	if series == 0 {
		b.fault("%s shows nothing", part)
	}
}

func (b *book) boundsOf(name string) area {
	var bounds area
	for _, s := range b.sheets {
		if s.name != name {
			continue
		}
		b.each(s.part, func(e xml.StartElement, _ *xml.Decoder) {
			if e.Name.Local == "dimension" {
				bounds, _ = areaOf(attr(e, "ref"))
			}
		})
	}
	return bounds
}
