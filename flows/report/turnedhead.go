package report

import (
	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// questionColumn is one question of a turned sheet with the headings above it.
type questionColumn struct {
	line
	headings []string
	width    float64
}

func turnedColumns(b *book, p part, t Table, spots map[flows.QuestionID]spot) []questionColumn {
	columns := columnsBelow(p.section, rowsByCard(t), []string{partHeading(p.section)})
	here := map[flows.QuestionID]spot{} // without the name of the sheet that is being written
	for id, s := range spots {
		if s.sheet == p.sheet {
			s.sheet = ""
		}
		here[id] = s
	}
	for i := range columns {
		l := &columns[i].line
		l.b, l.spot, l.turned, l.format = b, spot{place: firstQuestion + i}, true, formatOf(l.Row)
		l.part, l.whole = halvesOf(l.Row, here)
		columns[i].width = max(labelRoom(l.Label), figureWidth(Table{Rows: []Row{l.Row}}))
	}
	return columns
}

// labelRoom is the width in which a label takes few lines, as far as a phone leaves
// room beside the frozen columns.
func labelRoom(label string) float64 {
	width := float64(leastWidth)
	for width < mostWidth && linesIn(label, width) > 6 {
		width++
	}
	return width
}

func rowsByCard(t Table) map[*outline.Card][]Row {
	rows := map[*outline.Card][]Row{}
	for _, r := range t.Rows {
		if !r.Heading {
			rows[r.Question.Item.Card] = append(rows[r.Question.Item.Card], r)
		}
	}
	return rows
}

func columnsBelow(s *outline.Section, rows map[*outline.Card][]Row, headings []string) []questionColumn {
	var columns []questionColumn
	for _, card := range s.Cards {
		for _, r := range rows[card] {
			columns = append(columns, questionColumn{line: line{Row: r}, headings: headings})
		}
	}
	for _, below := range s.Sections {
		columns = append(columns, columnsBelow(below, rows, append(headings[:len(headings):len(headings)], below.Heading))...)
	}
	return columns
}

// head writes the rows of heads: the headings of the outline, and the label, the
// unit of measure and the number of each question.
func (s *turned) head() {
	b := s.b
	b.widths(numberWidth, turnedUnitWidth)
	for _, c := range s.columns {
		b.width(c.place, c.place, c.width)
	}
	levels := s.levels()
	for level := range levels {
		lines := 1
		if level == 0 {
			lines = boldLinesIn(summaryTitle, numberWidth+turnedUnitWidth)
		}
		for _, p := range s.pages {
			lines = max(lines, s.headings(level, p))
		}
		s.fit(level+1, lines)
	}
	s.corner(levels)
	s.labels(levels + 1)
	s.headRow = levels + 3
}

func (s *turned) levels() int {
	levels := 0
	for _, c := range s.columns {
		levels = max(levels, len(c.headings))
	}
	return levels
}

// headings writes one level of headings over the columns of one page, and gives the
// lines that they take. A heading begins anew on every page. A long one is cut, since
// the heads stay in sight on a phone; the first sheet has it to the end.
func (s *turned) headings(level int, p across) int {
	b, row, lines := s.b, level+1, 1
	dress := look{bold: true, border: true, align: "center", fill: sectionFill}
	if level == 0 {
		dress.fill = headFill
	}
	for from := p.from; from <= p.to; {
		heading, to, width := s.heading(from, level), from, s.columns[from-firstQuestion].width
		for to < p.to && s.heading(to+1, level) == heading {
			to++
			width += s.columns[to-firstQuestion].width
		}
		if from > firstQuestion && heading != "" && s.heading(from-1, level) == heading {
			heading += continued
		}
		text := beginning(heading, boldRoom(width)-2, 2) // the "…" takes two digits
		if text == "" {
			b.dress(from, to, row, dress)
		} else {
			b.across(from, to, row, text, dress)
		}
		lines, from = max(lines, boldLinesIn(text, width)), to+1
	}
	return lines
}

func (s *turned) heading(column, level int) string {
	headings := s.columns[column-firstQuestion].headings
	if level < len(headings) {
		return headings[level]
	}
	return ""
}

// corner heads the columns that are printed on every page.
func (s *turned) corner(levels int) {
	b, dress := s.b, look{bold: true, border: true, align: "center", fill: headFill}
	for row := 1; row <= levels; row++ {
		b.dress(1, turnedUnitColumn, row, dress)
	}
	b.across(1, turnedUnitColumn, 1, summaryTitle, dress)
	for i, head := range []string{unitHead, measureHead, questionHead} {
		b.text(1, levels+1+i, "", dress)
		b.text(turnedUnitColumn, levels+1+i, head, dress)
	}
	b.text(1, levels+1, summaryHead[0], dress)
}

// labels begins at that row.
func (s *turned) labels(row int) {
	b, dress := s.b, look{border: true, align: "center", fill: headFill}
	label, measure := 1, 1
	for _, c := range s.columns {
		b.text(c.place, row, c.Label, dress)
		b.text(c.place, row+1, c.UnitOfMeasure, dress)
		b.text(c.place, row+2, c.STT, dress)
		label = max(label, linesIn(c.Label, c.width))
		measure = max(measure, linesIn(c.UnitOfMeasure, c.width))
	}
	s.fit(row, label)
	s.fit(row+1, measure)
	s.fit(row+2, 1)
}
