package bot

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// While one cadre's card is drawn a colleague's answer to the same report is kept: the
// one sees what was there, the other is not held up, and nothing is lost.
func TestColleaguesAnswerWhileCardsAreDrawn(t *testing.T) {
	w := newWorld(t).run()
	const each = 25
	var all sync.WaitGroup
	for id := range int64(3) {
		p := w.joined(id+1, flows.Cadre, "a-luoi")
		all.Go(func() {
			for n := range each {
				ctx, cancel := context.WithTimeout(context.Background(), patience)
				if _, err := p.AwaitAnswer(ctx, p.Say("không có")); err != nil {
					t.Errorf("answer %d of %d: %v", n, id, err)
				}
				cancel()
			}
		})
	}
	all.Wait()
	kept := w.number("select count(*) from answer")
	if kept < each {
		t.Errorf("%d answers are kept", kept)
	}
	stored := w.report("a-luoi")
	w.update(func(tx *storage.Tx) error {
		known, err := tx.Report("r", "a-luoi")
		if diff := cmp.Diff(stored, known); diff != "" {
			t.Errorf("what is known is not what is stored:\n%s", diff)
		}
		return err
	})
}

func TestACardThatCannotBeDrawn(t *testing.T) {
	w := newWorld(t)
	r := reply{later: &later{}, note: "⚠ Chưa ghi: vượt giới hạn."} // of no report
	w.bot.draw(&r)
	if diff := cmp.Diff(screenNotDrawn("⚠ Chưa ghi: vượt giới hạn."), r.screen); diff != "" || !strings.HasSuffix(r.screen.Text, r.note) || r.later != nil {
		t.Error(diff)
	}
	if log := w.log.String(); !strings.Contains(log, "draw a card") {
		t.Errorf("the log says %q", log)
	}
}

// Notices share their buttons: each is tagged for its own desk, the second like the first.
func TestNoticesAreTaggedAnew(t *testing.T) {
	notice := func() flows.Screen {
		s, _ := desk.Told(talk.Form{}, desk.Deed{Kind: desk.Approve})
		return tagged(s, storage.Desk{Round: flows.Round{ID: "r"}, Unit: flows.Unit{ID: "a-luoi"}})
	}
	first := notice().Buttons[0][0].Data
	if second := notice().Buttons[0][0].Data; second != first {
		t.Errorf("the button says %q, then %q", first, second)
	}
}
