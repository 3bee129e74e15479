package excel

import (
	"encoding/xml"
	"regexp"
	"strings"
)

// sheet is one sheet of the workbook.
type sheet struct{ name, part string }

type workbook struct {
	Sheets []struct {
		Name string `xml:"name,attr"`
		ID   int    `xml:"sheetId,attr"`
		Rel  string `xml:"id,attr"`
	} `xml:"sheets>sheet"`
	Names []struct {
		Name     string `xml:"name,attr"`
		Sheet    *int   `xml:"localSheetId,attr"`
		RefersTo string `xml:",chardata"`
	} `xml:"definedNames>definedName"`
}

func (b *book) checkWorkbook() {
	const part = "xl/workbook.xml"
	var w workbook
	if err := xml.Unmarshal(b.parts[part], &w); err != nil {
		b.fault("%s: %v", part, err)
		return
	}
	relations := b.relations(part)
	names, ids := map[string]bool{}, map[int]bool{}
	for _, s := range w.Sheets {
		if length(s.Name) > mostInName || s.Name == "" || strings.ContainsAny(s.Name, `:\/?*[]`) ||
			strings.HasPrefix(s.Name, "'") || strings.HasSuffix(s.Name, "'") || strings.EqualFold(s.Name, "history") {
			b.fault("a sheet may not be called %q", s.Name)
		}
		if names[strings.ToLower(s.Name)] || ids[s.ID] {
			b.fault("sheet %q, number %d: there is another", s.Name, s.ID)
		}
		names[strings.ToLower(s.Name)], ids[s.ID] = true, true
		if relations[s.Rel].kind != "worksheet" {
			b.fault("sheet %q has no part", s.Name)
			continue
		}
		b.sheets = append(b.sheets, sheet{s.Name, relations[s.Rel].target})
	}
	b.checkNames(w)
}

// printTitles are columns, rows or both, of one sheet.
var printTitles = regexp.MustCompile(`^'([^']+)'!(\$[A-Z]+:\$[A-Z]+|\$\d+:\$\d+)(?:,'([^']+)'!(\$\d+:\$\d+))?$`)

func (b *book) checkNames(w workbook) {
	known := map[int]bool{}
	for _, n := range w.Names {
		if n.Name != "_xlnm.Print_Titles" {
			b.fault("the defined name %s is not looked at", n.Name)
			continue
		}
		if n.Sheet == nil || *n.Sheet >= len(w.Sheets) || known[*n.Sheet] {
			b.fault("print titles of no sheet, or of one that has some: %s", n.RefersTo)
			continue
		}
		known[*n.Sheet] = true
		found := printTitles.FindStringSubmatch(n.RefersTo)
		if found == nil || found[1] != w.Sheets[*n.Sheet].Name || found[3] != "" && found[3] != found[1] {
			b.fault("print titles of sheet %q are %s", w.Sheets[*n.Sheet].Name, n.RefersTo)
		}
	}
}

func (b *book) hasSheet(name string) bool {
	for _, s := range b.sheets {
		if strings.EqualFold(s.name, name) {
			return true
		}
	}
	return false
}
