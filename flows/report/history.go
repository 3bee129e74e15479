package report

import (
	"strconv"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// history lists what was changed after a report was first sent: by unit in the office's
// order, then as it happened. The sheet is there only when something was.
func (b *book) history(in Input) {
	if len(in.Changes) == 0 {
		return
	}
	widths := []float64{unitWidth, numberWidth, 40, 32, 32, 22, 19, 32}
	b.list(historySheet, historyTitle, in, historyHead, widths)
	questions, numbers := map[flows.QuestionID]outline.Question{}, map[flows.QuestionID]string{}
	for i, q := range Numbered(in.Outline) {
		questions[q.ID], numbers[q.ID] = q, strconv.Itoa(i+1)
	}
	row := listHead + 1
	for _, u := range in.Units {
		for _, c := range in.Changes {
			if c.Unit != u.ID {
				continue
			}
			q := questions[c.New.Question]
			fills := map[int]string{}
			if c.New.ByOffice() {
				fills[7] = fillOf(flows.Revising)
			}
			row = b.listed(row, []string{unitName(u), numbers[q.ID], q.Label, valueWords(q, c.Old.Value), valueWords(q, c.New.Value),
				c.New.Name, flows.MomentWords(c.New.At), historyNote(c)}, fills, widths)
		}
	}
	b.layout(page{paper: 9, wide: 1, headRow: listHead})
}
