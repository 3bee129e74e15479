package report

import (
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// evidence lists the photos and documents of every unit: by unit in the office's
// order, then as the outline goes, then as they were sent. The sheet is
// there only when there is something to list.
func (b *book) evidence(in Input) {
	widths := []float64{unitWidth, 14, 40, 44, 9, 30, 12, 22, 19, 20}
	b.list(evidenceSheet, evidenceTitle, in, evidenceHead, widths)
	row := listHead + 1
	for _, u := range in.Units {
		for _, card := range cardsOf(in.Outline, in.Reports[u.ID]) {
			for _, e := range in.Reports[u.ID].EvidenceOf(card.ID) {
				row = b.entry(row, []string{unitName(u), card.ID, beginning(card.Line, room(widths[2]), 3), e.Caption, e.KindWords(), e.Name, e.SizeWords(),
					e.Sender, flows.MomentWords(e.At), storedWords(e)}, 0, widths)
			}
		}
	}
	b.layout(page{paper: 8, wide: 1, headRow: listHead})
}

// beginning is as much of the outline's words as tells which they are: a few lines of
// that many digits.
func beginning(line string, digits float64, lines int) string {
	pieces := split(Clean(line), digits, lines)
	if len(pieces) > 1 {
		return strings.TrimSpace(pieces[0]) + "…"
	}
	return line
}

func hasEvidence(in Input) bool {
	for _, u := range in.Units {
		if len(in.Reports[u.ID].Evidence) > 0 {
			return true
		}
	}
	return false
}

// cardsOf gives the cards of an outline, and behind them those that only a
// report's evidence still names, so that none of it is lost.
func cardsOf(o *outline.Outline, r flows.Report) []outline.Card {
	var cards []outline.Card
	known := map[string]bool{}
	for _, card := range o.Cards() {
		known[card.ID] = true
		cards = append(cards, *card)
	}
	for _, e := range r.Evidence {
		if !known[e.Card] {
			known[e.Card] = true
			cards = append(cards, outline.Card{ID: e.Card})
		}
	}
	return cards
}
