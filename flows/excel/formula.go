package excel

import (
	"regexp"
	"strings"
)

// functions are those that our formulas call; Excel 2007 has them all.
var functions = map[string]bool{"SUM": true, "SUBTOTAL": true, "SUMPRODUCT": true, "COUNT": true, "COUNTIF": true,
	"IF": true, "OR": true, "ISNUMBER": true, "MID": true, "IFERROR": true}

var (
	quotedText  = regexp.MustCompile(`"(?:[^"]|"")*"`)
	sheetCalled = regexp.MustCompile(`'([^']+)'!`)
	called      = regexp.MustCompile(`([A-Za-z_.][A-Za-z0-9_.]*)\(`)
	cellCalled  = regexp.MustCompile(`\$?[A-Z]{1,4}\$?\d+`)
)

// formulaFault says what Excel would not take of a formula; empty when all is well.
func (b *book) formulaFault(formula string) string {
	if length(formula) > mostFormula {
		return "is too long"
	}
	for _, text := range quotedText.FindAllString(formula, -1) {
		if length(strings.ReplaceAll(text[1:len(text)-1], `""`, `"`)) > mostQuoted {
			return "holds a text that is too long"
		}
	}
	bare := quotedText.ReplaceAllString(formula, "0")
	for _, found := range sheetCalled.FindAllStringSubmatch(bare, -1) {
		if !b.hasSheet(found[1]) {
			return "calls a sheet that is not there"
		}
	}
	bare = sheetCalled.ReplaceAllString(bare, "")
	for _, found := range called.FindAllStringSubmatch(bare, -1) {
		if !functions[found[1]] {
			return "calls " + found[1] + ", which is not known"
		}
	}
	for _, cell := range cellCalled.FindAllString(bare, -1) {
		if _, ok := areaOf(cell); !ok {
			return "calls a cell outside of the sheet"
		}
	}
	return bracketFault(bare)
}

func bracketFault(formula string) string {
	deep, deepest := 0, 0
	for _, r := range formula {
		switch r {
		case '(':
			deep++
		case ')':
			deep--
		case '"', '#', '{':
			return "holds a sign that ours do not"
		}
		if deep < 0 {
			return "closes what is not open"
		}
		deepest = max(deepest, deep)
	}
	if deep != 0 || deepest > mostNested || strings.TrimSpace(formula) == "" {
		return "is empty, not closed or nested too deeply"
	}
	return ""
}
