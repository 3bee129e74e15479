package bot

import (
	"bytes"
	"testing"

	"baocaobot/flows/opening"
	"baocaobot/flows/outline"
)

// The outline of a draft is read once, outside every transaction, and not in each turn.
func TestAnOutlineThatWasSentIsReadOnce(t *testing.T) {
	text := outline.Source("first-half-2024")
	other := bytes.Replace(text, []byte("2024"), []byte("2023"), 1)
	b := &Bot{plans: newPlans()}
	read := b.readOpeningFile(opening.Form{}, opening.Draft{Ask: opening.ForOutline}, "own.yaml", text)
	if read.Wrong != "" || b.plans.own(bytes.Clone(text)) != read.Outline {
		t.Errorf("%s: read again", read.Wrong)
	}
	first := b.plans.own(other)
	if first == read.Outline || first == nil || b.plans.own(bytes.Clone(other)) != first {
		t.Error("another draft's outline is another one, read once")
	}
}
