package excel

import (
	"encoding/xml"
	"strconv"
)

// looks is the part of styles.xml that cells lean on.
type looks struct {
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Fonts   []struct{} `xml:"fonts>font"`
	Fills   []struct{} `xml:"fills>fill"`
	Borders []struct{} `xml:"borders>border"`
	Bases   []struct{} `xml:"cellStyleXfs>xf"`
	Cells   []struct {
		Format int `xml:"numFmtId,attr"`
		Font   int `xml:"fontId,attr"`
		Fill   int `xml:"fillId,attr"`
		Border int `xml:"borderId,attr"`
		Base   int `xml:"xfId,attr"`
	} `xml:"cellXfs>xf"`
}

// ownFormats is where the numbers of formats begin that Excel does not bring along.
const ownFormats = 164

func (b *book) checkStyles() {
	var l looks
	if err := xml.Unmarshal(b.parts["xl/styles.xml"], &l); err != nil {
		b.fault("xl/styles.xml: %v", err)
		return
	}
	b.styles = len(l.Cells)
	if b.styles > mostStyles || len(l.Fonts) > mostFonts {
		b.fault("%d looks of cells, %d fonts", b.styles, len(l.Fonts))
	}
	formats := map[int]bool{}
	for _, f := range l.Formats {
		if formats[f.ID] || length(f.Code) > mostInFormat {
			b.fault("number format %d is there twice or too long: %s", f.ID, f.Code)
		}
		formats[f.ID] = true
	}
	for i, c := range l.Cells {
		if c.Font >= len(l.Fonts) || c.Fill >= len(l.Fills) || c.Border >= len(l.Borders) || c.Base >= len(l.Bases) || c.Format >= ownFormats && !formats[c.Format] {
			b.fault("look %d leans on what is not there: %+v", i, c)
		}
	}
}

// whole reads a whole number that lies below most; -1 is none.
func whole(text string, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n >= most {
		return -1
	}
	return n
}
