package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// office takes an update that is the office's; taken is false when it is not. cadre tells
// that the person reports for a unit too.
func (t turn) office(cadre bool) (r reply, taken bool, err error) {
	switch c, decides := decisionIn(t.update); {
	case wantsUnreachable(t.update):
		if r, err = t.unreachable(); err == nil {
			err = t.leaveDesk()
		}
	case decides:
		if r, err = t.decide(c); err == nil {
			err = t.leaveDesk()
		}
	default:
		return t.atDesk(cadre)
	}
	return r, true, err
}

// LoadRound reads everything the office's view of a round is computed from.
func LoadRound(tx *storage.Tx, round flows.Round, now time.Time) (in report.Input, err error) {
	in.Round, in.Now = round, now
	if in.Outline, err = RoundOutline(tx, round.ID); err != nil {
		return in, err
	}
	if in.Units, err = tx.RoundUnits(round.ID); err != nil {
		return in, err
	}
	if in.Reports, err = tx.Reports(round.ID); err != nil {
		return in, err
	}
	if in.Parents, err = parentsOf(tx, in.Units); err != nil || len(in.Units) == 0 {
		return in, err
	}
	top := in.Parents[in.Units[0].Parent]
	in.Place = strings.TrimPrefix(top.Name, top.Kind+" ")
	return in, nil
}

// parentsOf finds the units right above others.
func parentsOf(tx *storage.Tx, units []flows.Unit) (map[flows.UnitID]flows.Unit, error) {
	parents := map[flows.UnitID]flows.Unit{}
	for _, u := range units {
		if _, known := parents[u.Parent]; known || u.Parent == "" {
			continue
		}
		parent, err := tx.Unit(u.Parent)
		if err != nil {
			return nil, err
		}
		parents[u.Parent] = parent
	}
	return parents, nil
}

// workbook makes the workbook of a round for whoever asked; counts says which reports are
// in its totals.
func (b *Bot) workbook(ctx context.Context, round flows.RoundID, counts report.Counts) (flows.Screen, error) {
	in, err := b.load(ctx, round)
	if err != nil {
		return flows.Screen{}, err
	}
	in.Counts = counts
	book, err := report.Workbook(in)
	if err != nil {
		return flows.Screen{}, fmt.Errorf("make workbook: %w", err)
	}
	return screenWorkbook(in, book), nil
}

func (b *Bot) load(ctx context.Context, id flows.RoundID) (in report.Input, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		round, err := tx.Round(id)
		if err != nil {
			return err
		}
		in, err = LoadRound(tx, round, b.now())
		return err
	})
	return in, err
}
