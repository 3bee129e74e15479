package talk

import (
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
