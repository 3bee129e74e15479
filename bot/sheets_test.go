package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

func TestTheWorkbookKnowsWhatTheCadresWereTold(t *testing.T) {
	w := reorganised(t)
	w.joined(1, flows.Cadre, "xa-mau-mot")
	say := func(round flows.RoundID, unit flows.UnitID, n int64) func(*storage.Tx) error {
		return func(tx *storage.Tx) error {
			a := flows.Answer{Question: members, Value: flows.Value{State: flows.Given, Number: n, Reason: "hợp nhất"}, By: 1, At: today, Channel: "telegram"}
			return tx.Append(round, unit, []flows.Answer{a})
		}
	}
	for _, do := range []func(*storage.Tx) error{
		say("old", "xa-cu-a", 15), say("old", "xa-cu-b", 2), say("old", "thi-tran-cu-c", 30), say("old", "xa-cu-d", 14), say("old", "xa-cu-e", 16),
		say("new", "xa-mau-mot", 460), say("new", "phuong-mau-hai", 20), say("new", "xa-mau-ba", 9),
		func(tx *storage.Tx) error { return tx.Happen("new", "xa-mau-mot", storage.Sent, 1, "", today) },
		say("new", "xa-mau-mot", 470),
		func(tx *storage.Tx) error {
			return tx.PutTargets("new", []flows.Target{{Question: members, Number: 500}})
		},
	} {
		w.update(do)
	}
	var in report.Input
	w.update(func(tx *storage.Tx) error {
		round, err := tx.Round("new")
		if err != nil {
			return err
		}
		in, err = LoadBook(tx, round, today)
		return err
	})
	before := map[flows.UnitID]int64{}
	for unit, r := range in.Before.Reports {
		before[unit] = r.Answers[members].Number
	}
	if diff := cmp.Diff(map[flows.UnitID]int64{"xa-mau-mot": 47, "phuong-mau-hai": 14}, before); diff != "" || in.Before.Round.Name != "Kỳ một" {
		t.Errorf("round before %q (-want +got):\n%s", in.Before.Round.Name, diff)
	}
	doubts := map[flows.UnitID][]report.Doubt{"xa-mau-mot": {{Question: members, Why: "Tăng từ 10 lần trở lên so với kỳ trước (gộp 3 đơn vị): 47 tổ chức", Reason: "hợp nhất"}}}
	if diff := cmp.Diff(doubts, in.Doubts); diff != "" {
		t.Errorf("doubts (-want +got):\n%s", diff)
	}
	if len(in.Changes) != 1 || in.Changes[0].Old.Number != 460 || in.Changes[0].New.Number != 470 || in.Changes[0].New.Name == "" {
		t.Errorf("changes: %+v", in.Changes)
	}
	if len(in.Targets) != 1 || in.Targets[0].Number != 500 {
		t.Errorf("targets: %+v", in.Targets)
	}
}

func TestARoundBeforeThatIsNotThereIsNone(t *testing.T) {
	w := reorganised(t)
	w.update(func(tx *storage.Tx) error {
		round, err := tx.Round("new")
		if err != nil {
			return err
		}
		round.Previous = "gone"
		in, err := LoadBook(tx, round, today)
		if in.Before.Known() || len(in.Before.Reports) > 0 {
			t.Errorf("a round before: %+v", in.Before)
		}
		return err
	})
}
