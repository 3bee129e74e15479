package bot

import (
	"context"
	"errors"
	"maps"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// What the office and the cadres get without asking is planned once, in the transaction that owes it:
// a crash loses nothing and repeats nothing, and what came due while the bot was down is
// planned when it starts again.

const planLook = time.Minute

// keepPlanning looks for what has come due until ctx ends.
func (b *Bot) keepPlanning(ctx context.Context) {
	look := time.NewTicker(planLook)
	defer look.Stop()
	for {
		if err := errors.Join(b.planWorkbooks(ctx), b.planDigests(ctx), b.planReminders(ctx)); err != nil && ctx.Err() == nil {
			b.log.Error("plan what nobody asks for", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// dueBook is a workbook that the office is to get.
type dueBook struct {
	round flows.RoundID
	why   storage.Reason
}

// planWorkbooks owes the office the workbooks that have come due. They are made at
// once: their figures are those of that moment, also where the message waits for the
// morning.
func (b *Bot) planWorkbooks(ctx context.Context) error {
	var due []dueBook
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		due, err = dueBooks(tx, b.now())
		return err
	})
	for _, d := range due {
		err = errors.Join(err, b.planWorkbook(ctx, d))
	}
	return err
}

// dueBooks lists the open rounds whose deadline is over and that were open then, those
// whose last expected unit has sent, and the rounds that were closed. A deadline
// that was over before a restore may have had its workbook.
func dueBooks(tx *storage.Tx, now time.Time) (due []dueBook, err error) {
	rounds, err := tx.Rounds()
	if err != nil {
		return nil, err
	}
	restored, err := tx.RestoredAt()
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		planned, err := tx.Planned(r.ID)
		if err != nil {
			return nil, err
		}
		if !r.Closed.IsZero() {
			if !planned[storage.AtClosing] && !r.Closed.Before(restored) {
				due = append(due, dueBook{r.ID, storage.AtClosing})
			}
			continue
		}
		if !planned[storage.AtDeadline] && r.Opened.Before(r.Deadline) && !now.Before(r.Deadline) && !r.Deadline.Before(restored) {
			due = append(due, dueBook{r.ID, storage.AtDeadline})
		}
		if planned[storage.Complete] {
			continue
		}
		complete, err := everybodySent(tx, r.ID)
		if err != nil {
			return nil, err
		}
		if complete {
			due = append(due, dueBook{r.ID, storage.Complete})
		}
	}
	return due, nil
}

// everybodySent tells that no unit's report is to come, also not from a revision. It is
// asked every minute: most often there are too few reports, whoever they are of.
func everybodySent(tx *storage.Tx, round flows.RoundID) (bool, error) {
	reports, e1 := tx.Standing(round)
	asked, e2 := tx.CountUnits(round)
	maps.DeleteFunc(reports, func(_ flows.UnitID, r flows.Report) bool { return !r.Exempt() && !r.Sent() })
	if err := errors.Join(e1, e2); err != nil || len(reports) < asked {
		return false, err
	}
	units, err := tx.RoundUnits(round)
	sent := 0
	for _, u := range units {
		switch r, settled := reports[u.ID]; {
		case !settled:
			return false, err
		case !r.Exempt():
			sent++
		}
	}
	return sent > 0, err
}

// stands tells that a workbook is still due: the round was not extended, closed or opened
// again while it was made.
func (d dueBook) stands(tx *storage.Tx, now time.Time) (bool, error) {
	r, err := tx.Round(d.round)
	switch d.why {
	case storage.AtClosing:
		return !r.Closed.IsZero(), err
	case storage.AtDeadline:
		return r.Closed.IsZero() && !now.Before(r.Deadline), err
	default:
		return r.Closed.IsZero(), err
	}
}

// planWorkbook makes the edition, then owes it. Where it cannot be made now, it is tried
// again when it is sent.
func (b *Bot) planWorkbook(ctx context.Context, d dueBook) error {
	h, failed := b.hand(ctx, Want{Round: d.round, Counts: report.CountsAll})
	now := b.now()
	err := b.store.Update(ctx, func(tx *storage.Tx) error {
		if due, err := d.stands(tx, now); err != nil || !due {
			return err
		}
		first, err := tx.Plan(d.round, d.why, now)
		if err != nil || !first {
			return err
		}
		if err := tx.ReplaceNotices(order{why: d.why}.kind(), d.round, now); err != nil {
			return err
		}
		officers, err := tx.Officers()
		if err != nil {
			return err
		}
		for _, id := range officers {
			n := storage.Notice{Person: id, Kind: order{why: d.why}.kind(), Round: d.round}
			if failed == nil {
				err = tx.NotifyEdition(n, storage.Handout{Number: h.Edition.Number, Same: h.Same}, daytime(now))
			} else {
				err = tx.Notify(n, daytime(now))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	b.noticed()
	return errors.Join(failed, err)
}
