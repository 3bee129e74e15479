package talk

import (
	"fmt"
	"testing"

	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

func TestEveryReasonHasItsOwnSentence(t *testing.T) {
	q := outline.Question{Kind: outline.Count, Item: &outline.Item{Unit: "cuộc"}}
	general := whyUnclear(q, figure.Result{Why: figure.NotANumber})
	for _, why := range figure.Whys {
		said := whyUnclear(q, figure.Result{Why: why, Words: "gà"})
		if said == "" || said == general && why != figure.NotANumber && why != figure.Empty {
			t.Errorf("%q has no sentence of its own", why)
		}
	}
}

// An option that is a command too could not be typed, so no outline may have one.
func TestNoOptionIsACommand(t *testing.T) {
	const one = `
id: thu
title: Thử
sections:
  - {id: I, heading: I. Thử, cards: [{id: I.1, line: Thử, items: [{id: a, cite: Thử, kind: choice, label: A, options: [Tốt, "%s"]}]}]}
`
	for word := range commands {
		if _, mistakes := outline.Read("thu.yaml", fmt.Appendf(nil, one, word)); len(mistakes) != 1 {
			t.Errorf("%q as an option: %v", word, mistakes)
		}
	}
	if _, mistakes := outline.Read("thu.yaml", fmt.Appendf(nil, one, "Khá")); len(mistakes) > 0 {
		t.Error(mistakes)
	}
}
