package report

// turnedScale prints 12 points as 9.6, so that a page of A3 holds some 14 questions.
const turnedScale = 80

// sheetOfPaper is the inside of a landscape page, in points of the sheet.
type sheetOfPaper struct {
	excel      int // as in ECMA-376, pageSetup
	wide, high float64
}

// The margins are off, and a little more, because printers and fonts differ.
var (
	paperA4 = paper(9, 11.69, 8.27)
	paperA3 = paper(8, 16.54, 11.69)
)

func paper(excel int, wide, high float64) sheetOfPaper {
	const usable = 0.98 * 72 * 100 / turnedScale
	return sheetOfPaper{excel, usable * (wide - 2*sideMargin), usable * (high - 2*edgeMargin)}
}

// columnPoints is the printed width of a column: a digit of 11 points of the Times
// family takes half of that. Excel rounds it down to 7 pixels, LibreOffice does not.
func columnPoints(width float64) float64 { return width * 5.5 }

// across is the columns of one page.
type across struct{ from, to int }

// paginate parts the columns into pages and says on what paper: A4 if that holds all.
func (s *turned) paginate() sheetOfPaper {
	s.pages = s.pagesOn(paperA4)
	if len(s.pages) == 1 {
		return paperA4
	}
	s.pages = s.pagesOn(paperA3)
	return paperA3
}

// pagesOn fills pages with columns. A page that is more than half full ends before a
// heading whose questions it cannot hold to the end.
func (s *turned) pagesOn(p sheetOfPaper) []across {
	room := p.wide - columnPoints(numberWidth+turnedUnitWidth)
	var pages []across
	for from := 0; from < len(s.columns); {
		to, used := from, 0.0
		for to < len(s.columns) && (to == from || used+columnPoints(s.columns[to].width) <= room) {
			used += columnPoints(s.columns[to].width)
			to++
		}
		if to < len(s.columns) {
			to = s.endBeforeHeading(from, to)
		}
		pages = append(pages, across{firstQuestion + from, firstQuestion + to - 1})
		from = to
	}
	return pages
}

func (s *turned) endBeforeHeading(from, to int) int {
	for end := to; 2*(end-from) > to-from; end-- {
		if lastOf(s.columns[end].headings) != lastOf(s.columns[end-1].headings) {
			return end
		}
	}
	return to
}

func lastOf(headings []string) string { return headings[len(headings)-1] }

// breaks ends the pages where paginate said, and before a group that would be cut
// although a page can hold it, or of which only the totals would stand at the foot.
func (s *turned) breaks(p sheetOfPaper) {
	for _, page := range s.pages[1:] {
		s.pageBreak(page.from, 1)
	}
	room := p.high
	for _, height := range s.heights[:s.headRow] {
		room -= height
	}
	used := 0.0
	for i, start := range s.starts {
		end := len(s.heights)
		if i+1 < len(s.starts) {
			end = s.starts[i+1] - 1
		}
		if i == 0 {
			start = s.headRow + 1 // with the totals of all
		}
		used = s.placeGroup(start, end, used, room)
	}
}

// placeGroup gives how much of the page is used behind the group.
func (s *turned) placeGroup(start, end int, used, room float64) float64 {
	total, beginning := 0.0, 0.0
	for i, height := range s.heights[start-1 : end] {
		total += height
		if i < 4 {
			beginning = total
		}
	}
	if used > 0 && (used+beginning > room || used+total > room && total <= room) {
		s.pageBreak(1, start)
		used = 0
	}
	for _, height := range s.heights[start-1 : end] {
		if used+height > room {
			used = 0
		}
		used += height
	}
	return used
}

func (s *turned) pageBreak(col, row int) {
	s.b.do(func() error { return s.b.file.InsertPageBreak(s.b.sheet, cellName(col, row)) })
}
