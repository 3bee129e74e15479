package report

import (
	"strconv"

	"baocaobot/flows"
)

// Widths of the sheet of progress.
const (
	stageWidth   = 20
	lateWidth    = 12
	missingWidth = 44
)

func (b *book) progress(in Input, progress []UnitProgress) {
	heads := append([]string{}, progressHead...)
	widths := []float64{numberWidth, unitWidth, stageWidth, lateWidth, 10, 10, 10}
	for _, s := range topSections(in.Outline) {
		heads, widths = append(heads, SectionHead(s)), append(widths, 10)
	}
	heads, widths = append(heads, progressTail...), append(widths, 18, 18, 18, missingWidth)
	b.list(progressSheet, progressTitle, in, heads, widths)
	info := infoLine(in, CountSent(progress))
	b.across(1, len(widths), 3, info, look{align: "center", italic: true})
	b.fit(3, linesIn(info, 140))
	for i, p := range progress {
		b.progressRow(listHead+1+i, i+1, p, in.Reports[p.Unit.ID])
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead, frozen: 2, repeated: 2})
}

func (b *book) progressRow(row, number int, p UnitProgress, r flows.Report) {
	left, centre := look{border: true, align: "left"}, look{border: true, align: "center"}
	count, rate, stage, late := centre, centre, left, centre
	count.format, rate.format, stage.fill = countFormat, percentFormat, fillOf(p.Stage)
	if p.Late {
		late.fill = unknownFill
	}
	unit, lacks := unitName(p.Unit), lacksWords(p, r)
	b.number(1, row, float64(number), centre)
	b.text(2, row, unit, left)
	b.text(3, row, stageWords(p.Stage), stage)
	b.text(4, row, lateWords(p, r), late)
	b.number(5, row, float64(p.Answered), count)
	b.number(6, row, float64(p.Asked), count)
	if p.Asked > 0 {
		b.number(7, row, float64(p.Answered)/float64(p.Asked), rate)
	} else {
		b.text(7, row, "", rate)
	}
	col := 8
	for _, s := range p.Sections {
		b.text(col, row, strconv.Itoa(s.Answered)+"/"+strconv.Itoa(s.Asked), centre)
		col++
	}
	b.text(col, row, flows.MomentWords(p.LastAnswer), centre)
	b.text(col+1, row, flows.MomentWords(r.Arrived()), centre)
	b.text(col+2, row, flows.MomentWords(p.SentAt), centre)
	b.text(col+3, row, lacks, left)
	b.fit(row, max(linesIn(unit, unitWidth), linesIn(stageWords(p.Stage), stageWidth), linesIn(lacks, missingWidth)))
}
