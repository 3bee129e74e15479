package rehearsal

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// A paper that broke the outline's rules would be refused by the bot, and the
// rehearsal would stand still.
func TestAPaperKeepsTheRules(t *testing.T) {
	for _, o := range outline.Shipped() {
		plan := talk.NewPlan(o, "huyện")
		for seed := range uint64(200) {
			p := NewPaper(plan, flows.Unit{ID: "a-luoi"}, Steady, seed)
			if odd := p.odd(plan); len(odd) > 0 {
				t.Errorf("seed %d: %v break a check", seed, odd)
			}
			for _, q := range plan.Questions {
				if q.Computed() {
					continue
				}
				n, item := p.Values[q.ID].Number, q.Item
				switch {
				case p.Values[q.ID].State == "":
					t.Fatalf("seed %d: nothing for %s", seed, q.ID)
				case item.AtMost != "" && n > p.of(q, item.AtMost).Number,
					item.AtLeast != "" && n < p.of(q, item.AtLeast).Number,
					item.NamesOf != "" && n > p.of(q, item.NamesOf).Number,
					item.OnlyIf != "" && p.of(q, item.OnlyIf).Number == 0 && n > 0:
					t.Errorf("seed %d: %s is %d", seed, q.ID, n)
				}
			}
		}
	}
}

func TestTheSameSeedGivesTheSamePaper(t *testing.T) {
	plan := talk.NewPlan(outline.Shipped()[0], "huyện")
	paper := func(unit flows.UnitID, seed uint64) map[flows.QuestionID]flows.Value {
		return NewPaper(plan, flows.Unit{ID: unit}, Steady, seed).Values
	}
	if diff := cmp.Diff(paper("hue", 3), paper("hue", 3)); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(paper("hue", 3), paper("hue", 4)) || cmp.Equal(paper("hue", 3), paper("a-luoi", 3)) {
		t.Error("another seed or another unit gives the same figures")
	}
}
