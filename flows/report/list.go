package report

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

// List is a plain table of texts on one sheet, such as the call sheet of invites.
type List struct {
	Sheet string // the sheet's name
	Title string
	Notes []string // under the title, a line each
	Heads []string
	Wide  []float64 // width of each column
	Rows  [][]string
	Made  time.Time
}

// Workbook writes the list as an xlsx file.
func (l List) Workbook() ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close()
	b := &book{file: file, styles: map[look]int{}, lines: map[measured]int{}}
	b.beginList(l)
	b.open(l.Sheet)
	b.widths(l.Wide...)
	b.listHead(l)
	head := len(l.Notes) + 2
	b.head(head, l.Heads, l.Wide)
	for i, row := range l.Rows {
		b.listRow(head+1+i, row, l.Wide)
	}
	b.layout(page{paper: 9, wide: 1, headRow: head})
	b.endRun()
	if b.err != nil {
		return nil, fmt.Errorf("write list %s: %w", l.Sheet, b.err)
	}
	packed, err := file.SetZipWriter(retyped).WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("pack list: %w", err)
	}
	return packed.Bytes(), nil
}

func (b *book) beginList(l List) {
	made := l.Made.UTC().Format(time.RFC3339)
	b.do(func() error { return b.file.SetDefaultFont(fontName) })
	b.do(func() error {
		return b.file.SetDocProps(&excelize.DocProperties{
			Title: Clean(l.Title), Creator: author, LastModifiedBy: author, Created: made, Modified: made, Language: "vi-VN",
		})
	})
	b.do(func() error {
		return b.file.SetAppProps(&excelize.AppProperties{Application: author, AppVersion: "12.0000"})
	})
	b.do(func() error { return b.file.SetSheetName("Sheet1", l.Sheet) })
}

func (b *book) listHead(l List) {
	b.across(1, len(l.Heads), 1, l.Title, look{size: 14, bold: true, align: "center"})
	for i, note := range l.Notes {
		b.across(1, len(l.Heads), 2+i, note, look{italic: true, align: "center"})
	}
}

func (b *book) listRow(row int, texts []string, wide []float64) {
	lines := 1
	for i, text := range texts {
		b.text(i+1, row, text, look{align: "left", border: true})
		lines = max(lines, b.linesOf(text, wide[i]))
	}
	b.fit(row, lines)
}
