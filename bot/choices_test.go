package bot

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/rehearsal"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// Simulated cadres answer an outline with options over the wire; what is stored is what
// was on their papers.
func TestCadresAnswerChoices(t *testing.T) {
	source, err := os.ReadFile("../flows/talk/testdata/choices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	o, mistakes := outline.Read("choices", source)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	for seed := range uint64(4) {
		w := newWorld(t).run()
		w.update(func(tx *storage.Tx) error {
			round := flows.Round{ID: "choices", Name: "Báo cáo thử", Outline: o.ID, From: today.AddDate(0, -1, 0),
				To: today, Deadline: today.AddDate(0, 0, 3), Opened: today.AddDate(0, 0, 1)}
			if err := tx.CloseRound("r", today); err != nil { // it alone is open
				return err
			}
			return tx.OpenRound(round, source, []flows.UnitID{"a-luoi"})
		})
		paper := rehearsal.NewPaper(talk.NewPlan(o, "huyện"), units[1], rehearsal.Steady, seed)
		cadre := rehearsal.NewCadre(w.server.Phone(20, "cán bộ A Lưới"), talk.NewPlan(o, "huyện"), paper)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		if err := cadre.Report(ctx, w.invite(flows.Cadre, "a-luoi")); err != nil {
			t.Fatalf("%v\n%s", err, cadre.Transcript())
		}
		got := map[flows.QuestionID]flows.Value{}
		w.update(func(tx *storage.Tx) error {
			r, err := tx.Report("choices", "a-luoi")
			for id, a := range r.Answers {
				got[id] = a.Value
			}
			return err
		})
		if diff := cmp.Diff(paper.Values, got); diff != "" {
			t.Errorf("stored is not what was meant:\n%s\n%s", diff, cadre.Transcript())
		}
	}
}
