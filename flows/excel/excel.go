// Package excel is for tests: it says of a workbook what Excel would mend or refuse when
// it opens it. Excel does not run where these tests do, so two things stand in for it:
// Refused asks Microsoft's own Open XML SDK, which knows the schemas, and Faults looks at
// what the schemas do not say: names, references between the parts, limits.
//
// Faults knows what our workbooks are made of; an element that it does not know, such as
// a table or a hyperlink, is a fault until somebody teaches it.
package excel

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// book is a workbook taken apart.
type book struct {
	parts  map[string][]byte
	texts  int // shared strings
	styles int // looks of cells
	sheets []sheet
	faults []string
}

// Faults lists what Excel would mend in a workbook, a sentence each. None is good.
func Faults(data []byte) []string {
	b := &book{parts: map[string][]byte{}}
	b.unpack(data)
	if len(b.faults) > 0 {
		return b.faults
	}
	b.checkPackage()
	b.checkTexts()
	b.checkStyles()
	b.checkWorkbook()
	for _, s := range b.sheets {
		b.checkSheet(s)
	}
	for _, name := range b.names("xl/charts/chart") {
		b.checkChart(name)
	}
	return b.faults
}

func (b *book) fault(format string, values ...any) {
	b.faults = append(b.faults, fmt.Sprintf(format, values...))
}

func (b *book) names(prefix string) []string {
	var found []string
	for _, name := range slices.Sorted(maps.Keys(b.parts)) {
		if strings.HasPrefix(name, prefix) {
			found = append(found, name)
		}
	}
	return found
}

func (b *book) unpack(data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.fault("no zip file: %v", err)
		return
	}
	for _, f := range z.File {
		if _, twice := b.parts[f.Name]; twice {
			b.fault("%s is there twice", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			b.fault("%s: %v", f.Name, err)
			continue
		}
		if b.parts[f.Name], err = io.ReadAll(r); err != nil {
			b.fault("%s: %v", f.Name, err)
		}
	}
}

// each reads the XML of a part, which Excel wants without a mistake and without control
// characters, and hands over every element that begins.
func (b *book) each(name string, begins func(xml.StartElement, *xml.Decoder)) {
	d := xml.NewDecoder(bytes.NewReader(b.parts[name]))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			b.fault("%s is no XML: %v", name, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok {
			begins(e, d)
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relation is where a part points to.
type relation struct{ id, kind, target string }

// relations of a part: their targets are names of parts.
func (b *book) relations(name string) map[string]relation {
	found := map[string]relation{}
	dir, file := path.Split(name)
	from := dir + "_rels/" + file + ".rels"
	if _, there := b.parts[from]; !there {
		return found
	}
	b.each(from, func(e xml.StartElement, _ *xml.Decoder) {
		if e.Name.Local != "Relationship" {
			return
		}
		r := relation{attr(e, "Id"), path.Base(attr(e, "Type")), attr(e, "Target")}
		if strings.HasPrefix(r.target, "/") {
			r.target = r.target[1:]
		} else {
			r.target = path.Join(dir, r.target)
		}
		if _, twice := found[r.id]; twice {
			b.fault("%s names %s twice", from, r.id)
		}
		found[r.id] = r
	})
	return found
}
