package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"baocaobot/flows"

	"github.com/xuri/excelize/v2"
)

// A chart is as readable as its bars are few.
const (
	mostBars    = 40
	mostChanges = 12
)

// The sheet of charts: each chart stands beside the figures it shows.
const (
	chartColumn = 5
	chartWide   = 760 // pixels
	barHigh     = 20  // pixels a bar takes
	leastName   = 18  // width of the column of names
	mostName    = 40
)

// bars is one chart: what is shown of each bar, in one or two parts.
type bars struct {
	title, axis string
	heads       []string // of the columns: names, then a part each
	colors      []string // of the parts
	names       []string
	parts       [][]float64 // by bar
	format      string
	stacked     bool
}

// charts draws how far the units are, and which totals changed most since the round
// before.
func (b *book) charts(in Input, t Table, progress []UnitProgress) {
	var all []bars
	for _, c := range []bars{progressBars(in, progress), changeBars(in, t)} {
		if len(c.names) > 0 && len(c.names) <= mostBars {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return
	}
	b.open(chartSheet)
	wide := nameWidth(all)
	b.widths(wide, 14, 14, 3)
	b.width(chartColumn, chartColumn+10, 10)
	b.across(1, chartColumn+10, 1, chartTitle, look{align: "center", bold: true, size: 14})
	b.across(1, chartColumn+10, 2, infoLine(in, CountSent(progress)), look{align: "center", italic: true})
	b.fit(1, 1)
	b.fit(2, linesIn(infoLine(in, CountSent(progress)), 180))
	row := listHead
	for _, c := range all {
		row = b.chart(row, c, wide)
	}
	b.layout(page{paper: 9, wide: 1, headRow: 2})
}

// nameWidth is how wide the names make their column: no wider than they need, so that a
// phone shows the figures beside them, and long ones take a second line.
func nameWidth(all []bars) float64 {
	wide := float64(leastName)
	for _, c := range all {
		for _, name := range c.names {
			for wide < mostName && linesIn(name, wide) > 1 {
				wide++
			}
		}
	}
	return wide
}

// chart writes the figures of a chart with the chart beside them, and gives the row
// below both.
func (b *book) chart(row int, c bars, wide float64) int {
	for i, h := range c.heads {
		b.text(1+i, row, h, look{bold: true, align: "center", border: true, fill: headFill})
	}
	b.fit(row, boldLinesIn(c.heads[1], 14))
	for i, name := range c.names {
		at := row + 1 + i
		b.text(1, at, name, look{border: true, align: "left"})
		for p, part := range c.parts[i] {
			b.number(2+p, at, part, look{border: true, align: "right", format: c.format})
		}
		b.fit(at, linesIn(name, wide))
	}
	high := 130 + barHigh*max(len(c.names), 4)
	rows := int(math.Ceil(float64(high) * 0.75 / (lineHeight + 4))) // a row has at least one line
	for at := row + len(c.names) + 1; at < row+rows; at++ {
		b.fit(at, 1)
	}
	b.draw(row, c, high) // the library lays it over the rows as high as they are now
	return row + max(rows, len(c.names)+1) + 2
}

func (b *book) draw(row int, c bars, high int) {
	first, last := row+1, row+len(c.names)
	var series []excelize.ChartSeries
	for i, color := range c.colors {
		series = append(series, excelize.ChartSeries{
			Name:       b.reference(2+i, row, row),
			Categories: b.reference(1, first, last),
			Values:     b.reference(2+i, first, last),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}},
		})
	}
	gap, small := uint(50), excelize.Font{Family: fontName, Size: 10, Color: "000000"}
	chart := &excelize.Chart{
		Type: excelize.Bar, Series: series, GapWidth: &gap,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title, Font: &excelize.Font{Family: fontName, Size: 13, Bold: true}}}},
		Dimension: excelize.ChartDimension{Width: chartWide, Height: uint(high)},
		Legend:    excelize.ChartLegend{Position: "none"},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, TickLabelPosition: excelize.ChartTickLabelLow, Font: small},
		// Names from top to bottom turn the other axis over too: high is then below.
		YAxis: excelize.ChartAxis{MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.format},
			TickLabelPosition: excelize.ChartTickLabelHigh, Font: small,
			Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.axis, Font: &excelize.Font{Family: fontName, Size: 11}}}}},
		PlotArea: excelize.ChartPlotArea{ShowVal: true},
	}
	if c.stacked {
		zero := 0.0
		chart.Type, chart.YAxis.Minimum = excelize.BarStacked, &zero
		chart.Legend.Position = "top"
	}
	b.do(func() error { return b.file.AddChart(b.sheet, cellName(chartColumn, row), chart) })
}

// reference names cells of one column of the sheet for a chart.
func (b *book) reference(col, from, to int) string {
	at := fmt.Sprintf("'%s'!$%s$%d", b.sheet, column(col), from)
	if to > from {
		at += fmt.Sprintf(":$%s$%d", column(col), to)
	}
	return at
}

// progressBars shows of each unit what it has answered and what it lacks; where the
// units are many, of each parent how many of its units have sent. Excused ones are left
// out.
func progressBars(in Input, progress []UnitProgress) bars {
	c := bars{title: progressChart, axis: questionAxis, heads: progressBarHead, colors: []string{fillOf(flows.Approved), "BFBFBF"}, format: countFormat, stacked: true}
	byParent := len(progress) > mostBars
	if byParent {
		c.title, c.axis, c.heads = parentChart, unitAxis, parentBarHead
	}
	place := map[flows.UnitID]int{}
	for _, p := range progress {
		switch {
		case p.Stage == flows.Excused:
		case !byParent:
			c.names = append(c.names, unitName(p.Unit))
			c.parts = append(c.parts, []float64{float64(p.Answered), float64(p.Asked - p.Answered)})
		default:
			at, known := place[p.Unit.Parent]
			if !known {
				at, place[p.Unit.Parent] = len(c.names), len(c.names)
				c.names = append(c.names, cmp.Or(unitName(in.Parents[p.Unit.Parent]), otherUnits))
				c.parts = append(c.parts, []float64{0, 0})
			}
			if p.Sent() {
				c.parts[at][0]++
			} else {
				c.parts[at][1]++
			}
		}
	}
	return c
}

// changeBars shows the totals that changed most since the round before, in per cent of
// then: the largest rise first, the largest fall last.
func changeBars(in Input, t Table) bars {
	c := bars{title: changeChart(in), axis: changeAxis, heads: changeBarHead, colors: []string{"2F75B5"}, format: changeFormat}
	type changed struct {
		name   string
		change float64
	}
	var list []changed
	for i, then := range beforeRows(in) {
		now := t.Rows[i]
		if change, comparable := changeOf(now, then); comparable && now.Rule == Sum && change != 0 {
			list = append(list, changed{now.STT + ". " + cut(now.Label, 60), change})
		}
	}
	slices.SortStableFunc(list, func(a, b changed) int { return cmp.Compare(math.Abs(b.change), math.Abs(a.change)) })
	list = list[:min(len(list), mostChanges)]
	slices.SortStableFunc(list, func(a, b changed) int { return cmp.Compare(b.change, a.change) })
	for _, one := range list {
		c.names, c.parts = append(c.names, one.name), append(c.parts, []float64{one.change})
	}
	return c
}
