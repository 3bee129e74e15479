package excel

import (
	"encoding/xml"
	"path"
	"strings"
	"unicode/utf16"
)

// Limits of Excel: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
const (
	mostRows     = 1_048_576
	mostColumns  = 16_384
	mostHigh     = 409.0 // points
	mostWide     = 255.0 // digits
	mostText     = 32_767
	mostFormula  = 8_192
	mostQuoted   = 255 // of a text within a formula
	mostNested   = 64
	mostStyles   = 64_000
	mostFonts    = 1_024
	mostBreaks   = 1_026
	mostFooter   = 255
	mostInName   = 31 // of a sheet
	mostInFormat = 255
)

func length(text string) int { return len(utf16.Encode([]rune(text))) }

// checkPackage finds parts without a type, relations to parts that are not there, and
// XML that is none.
func (b *book) checkPackage() {
	byEnding, byName := map[string]bool{}, map[string]bool{}
	b.each("[Content_Types].xml", func(e xml.StartElement, _ *xml.Decoder) {
		switch e.Name.Local {
		case "Default":
			byEnding[attr(e, "Extension")] = true
		case "Override":
			name := strings.TrimPrefix(attr(e, "PartName"), "/")
			if byName[name] {
				b.fault("[Content_Types].xml names %s twice", name)
			}
			byName[name] = true
			if _, there := b.parts[name]; !there {
				b.fault("[Content_Types].xml names %s, which is not there", name)
			}
		}
	})
	for _, name := range b.names("") {
		if name == "[Content_Types].xml" {
			continue
		}
		ending := strings.TrimPrefix(path.Ext(name), ".")
		if !byName[name] && (!byEnding[ending] || ending == "xml") {
			b.fault("%s has no content type", name)
		}
		b.each(name, func(xml.StartElement, *xml.Decoder) {})
		for _, r := range b.relations(name) {
			if _, there := b.parts[r.target]; !there {
				b.fault("%s points to %s, which is not there", name, r.target)
			}
		}
	}
	for _, r := range b.relations("") {
		if _, there := b.parts[r.target]; !there {
			b.fault("the package points to %s, which is not there", r.target)
		}
	}
}

func (b *book) checkTexts() {
	b.each("xl/sharedStrings.xml", func(e xml.StartElement, d *xml.Decoder) {
		if e.Name.Local != "si" {
			return
		}
		var text struct {
			Plain string   `xml:"t"`
			Runs  []string `xml:"r>t"`
		}
		if err := d.DecodeElement(&text, &e); err != nil {
			b.fault("shared string %d: %v", b.texts, err)
		}
		if n := length(text.Plain + strings.Join(text.Runs, "")); n > mostText {
			b.fault("shared string %d has %d characters", b.texts, n)
		}
		b.texts++
	})
}
