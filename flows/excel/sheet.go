package excel

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// reading is one sheet while it is read.
type reading struct {
	*book
	sheet
	relations map[string]relation
	row, col  int // of the last row and cell
	lastWide  int // the last column that has a width
	merged    []area
	bounds    area
	breaks    int
	drawn     map[string]bool // kinds of relations that the sheet makes use of
}

// known are the elements that our sheets hold and that nothing else can be wrong with.
const known = " worksheet sheetPr pageSetUpPr sheetViews sheetView selection sheetFormatPr cols sheetData mergeCells printOptions pageMargins pageSetup rowBreaks colBreaks "

func (b *book) checkSheet(s sheet) {
	r := reading{book: b, sheet: s, relations: b.relations(s.part), drawn: map[string]bool{}}
	b.each(s.part, r.element)
	if texts := r.related("comments"); texts != "" {
		if !r.drawn["vmlDrawing"] {
			r.wrong("the drawing of the comments is not called")
		}
		b.checkComments(s, texts, r.related("vmlDrawing"))
	}
}

func (r *reading) related(kind string) string {
	for _, one := range r.relations {
		if one.kind == kind {
			return one.target
		}
	}
	return ""
}

func (r *reading) wrong(format string, values ...any) {
	r.fault("sheet "+strconv.Quote(r.name)+": "+format, values...)
}

func (r *reading) element(e xml.StartElement, d *xml.Decoder) {
	switch name := e.Name.Local; name {
	case "dimension":
		var ok bool
		if r.bounds, ok = areaOf(attr(e, "ref")); !ok {
			r.wrong("its cells are said to be %s", attr(e, "ref"))
		}
	case "pane":
		r.pane(e)
	case "col":
		r.width(e)
	case "row":
		r.line(e)
	case "c":
		r.cell(e, d)
	case "mergeCell":
		r.merge(attr(e, "ref"))
	case "brk":
		if r.breaks++; whole(attr(e, "id"), mostRows) < 1 || r.breaks > mostBreaks {
			r.wrong("page break %d is at %s", r.breaks, attr(e, "id"))
		}
	case "headerFooter":
		var footer struct {
			Odd string `xml:"oddFooter"`
		}
		if err := d.DecodeElement(&footer, &e); err != nil || length(footer.Odd) > mostFooter {
			r.wrong("footer %q, %v", footer.Odd, err)
		}
	case "drawing", "legacyDrawing":
		kind := r.relations[attr(e, "id")].kind
		if r.drawn[kind] = true; name == "drawing" && kind != "drawing" || name == "legacyDrawing" && kind != "vmlDrawing" {
			r.wrong("%s %s is not there", name, attr(e, "id"))
		}
	default:
		if !strings.Contains(known, " "+name+" ") {
			r.wrong("the element %s is not looked at", name)
		}
	}
}

// pane is frozen at the cell that it says comes first below and to the right.
func (r *reading) pane(e xml.StartElement) {
	across, down := max(whole(attr(e, "xSplit"), mostColumns), 0), max(whole(attr(e, "ySplit"), mostRows), 0)
	active := map[[2]bool]string{{true, true}: "bottomRight", {false, true}: "bottomLeft", {true, false}: "topRight"}[[2]bool{across > 0, down > 0}]
	at, ok := areaOf(attr(e, "topLeftCell"))
	if !ok || at.left != across+1 || at.top != down+1 || attr(e, "state") != "frozen" || attr(e, "activePane") != active || active == "" {
		r.wrong("frozen at %d, %d, goes on at %s in %s", across, down, attr(e, "topLeftCell"), attr(e, "activePane"))
	}
}

func (r *reading) width(e xml.StartElement) {
	from, to := whole(attr(e, "min"), mostColumns+1), whole(attr(e, "max"), mostColumns+1)
	wide, err := strconv.ParseFloat(attr(e, "width"), 64)
	if from <= r.lastWide || to < from || err != nil || wide < 0 || wide > mostWide {
		r.wrong("columns %s to %s are %s wide", attr(e, "min"), attr(e, "max"), attr(e, "width"))
	}
	r.lastWide = max(r.lastWide, to)
}

func (r *reading) line(e xml.StartElement) {
	row := whole(attr(e, "r"), mostRows+1)
	if row <= r.row {
		r.wrong("row %s comes after row %d", attr(e, "r"), r.row)
	}
	r.row, r.col = row, 0
	if ht := attr(e, "ht"); ht != "" {
		if high, err := strconv.ParseFloat(ht, 64); err != nil || high < 0 || high > mostHigh {
			r.wrong("row %d is %s points high", row, ht)
		}
	}
}

func (r *reading) cell(e xml.StartElement, d *xml.Decoder) {
	name := attr(e, "r")
	at, ok := areaOf(name)
	if !ok || at.top != r.row || at.left <= r.col || !r.bounds.holds(at) {
		r.wrong("cell %s stands in row %d behind column %d, or beyond the sheet's cells", name, r.row, r.col)
	}
	r.col = at.left
	if style := attr(e, "s"); style != "" && whole(style, r.styles) < 0 {
		r.wrong("cell %s has the look %s, which is not there", name, style)
	}
	var c struct {
		Formula *string `xml:"f"`
		Value   *string `xml:"v"`
	}
	if err := d.DecodeElement(&c, &e); err != nil {
		r.wrong("cell %s: %v", name, err)
		return
	}
	if c.Formula != nil {
		if fault := r.formulaFault(*c.Formula); fault == "" {
			r.escape(name, *c.Formula)
		} else {
			r.wrong("the formula of %s %s", name, fault)
		}
	}
	r.value(name, attr(e, "t"), c.Formula != nil, c.Value)
}

// value holds what is stored in a cell against its type. A formula has a value: a phone
// calculates nothing.
func (r *reading) value(cell, kind string, formula bool, value *string) {
	if value == nil {
		if formula || kind != "" {
			r.wrong("cell %s has no stored value", cell)
		}
		return
	}
	ok := false
	switch kind {
	case "s":
		ok = !formula && whole(*value, r.texts) >= 0
	case "str":
		ok = formula && length(*value) <= mostText
	case "", "n":
		_, err := strconv.ParseFloat(*value, 64)
		ok = err == nil
	}
	r.escape(cell, *value)
	if !ok {
		r.wrong("cell %s of type %q holds %q", cell, kind, *value)
	}
}

// escapeRead is a character by its number, as Excel reads it in a text or a formula; an
// underscore by its number stands for itself, so that what follows it is none.
var escapeRead = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escape looks for escapes in what a cell holds itself: nobody types one to have it read.
func (r *reading) escape(cell, text string) {
	for _, found := range escapeRead.FindAllString(text, -1) {
		if found != "_x005F_" {
			r.wrong("cell %s holds %s, which is read as another character", cell, found)
		}
	}
}

func (r *reading) merge(ref string) {
	a, ok := areaOf(ref)
	if !ok || a.left == a.right && a.top == a.bottom {
		r.wrong("merged cells %s", ref)
	}
	for _, other := range r.merged {
		if a.meets(other) {
			r.wrong("merged cells %s lie over others", ref)
		}
	}
	r.merged = append(r.merged, a)
}
