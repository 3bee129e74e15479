package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// Want is a workbook that is wanted.
type Want struct {
	Round  flows.RoundID
	Counts report.Counts
	By     flows.PersonID // who asked for it; 0: the command line, or nobody

	notice int64 // that will hand it out; 0: none
}

// Handed is an edition as it is handed out.
type Handed struct {
	Round   flows.Round
	Edition storage.Edition
	File    []byte
	Same    bool // nothing has changed since it was made
}

// handTries is how often another one may come first with an edition of its own.
const handTries = 20

// HandEdition gives the edition that holds a round as it is now: one that is there when
// nothing has changed since it was made, otherwise a new one, which is kept.
func HandEdition(ctx context.Context, store *storage.Store, w Want, now time.Time) (Handed, error) {
	for range handTries {
		h, err := handEdition(ctx, store, w, now)
		if !errors.Is(err, storage.ErrTaken) {
			return h, err
		}
	}
	return Handed{}, fmt.Errorf("edition of round %s: others made one each time", w.Round)
}

// handEdition reads and makes the workbook beside the writer, which only keeps it.
func handEdition(ctx context.Context, store *storage.Store, w Want, now time.Time) (Handed, error) {
	d, err := draft(ctx, store, w, now)
	if err != nil {
		return Handed{}, err
	}
	if d.File == nil {
		if d.File, err = report.Workbook(d.in); err != nil {
			return Handed{}, fmt.Errorf("make workbook: %w", err)
		}
	}
	if d.kept && w.notice == 0 {
		return d.Handed, nil
	}
	return d.Handed, store.Update(ctx, func(tx *storage.Tx) error {
		if !d.kept {
			if err := tx.AddEdition(d.Edition, d.File); err != nil {
				return err
			}
		}
		if w.notice == 0 {
			return nil
		}
		decided, err := tx.HandsOut(w.notice)
		if err == nil && d.kept && w.By != 0 && decided.Number == 0 {
			err = KeepExportAgain(tx, w.Round, d.Edition.Number, w.By, now)
		}
		if err != nil {
			return err
		}
		return tx.HandOut(w.notice, w.Round, storage.Handout{Number: d.Edition.Number, Same: d.Same})
	})
}

// drafted is an edition that may still have to be made.
type drafted struct {
	Handed
	kept bool         // the edition is there, and File holds it
	in   report.Input // of one that is not
}

func draft(ctx context.Context, store *storage.Store, w Want, now time.Time) (d drafted, err error) {
	err = store.View(ctx, func(tx *storage.Tx) error {
		if d.Round, err = tx.Round(w.Round); err != nil {
			return err
		}
		if d.Edition, err = asItIs(tx, w, now); err != nil {
			return err
		}
		list, err := tx.Editions(w.Round)
		if err != nil {
			return err
		}
		decided, err := tx.HandsOut(w.notice)
		if err != nil {
			return err
		}
		for _, e := range list {
			if e.Number == decided.Number || decided.Number == 0 && unchanged(d.Round, e, d.Edition) {
				d.Edition, d.kept, d.Same = e, true, decided.Number == 0 || decided.Same
				d.File, err = tx.EditionFile(w.Round, e.Number)
				return err
			}
		}
		return d.load(tx, list)
	})
	return d, err
}

// asItIs is the edition of a round as it is now, before it has a number of its own.
func asItIs(tx *storage.Tx, w Want, now time.Time) (e storage.Edition, err error) {
	e = storage.Edition{Round: w.Round, Number: 1, At: now, By: w.By, Counts: string(w.Counts)}
	if e.Mark, err = tx.Mark(w.Round); err != nil {
		return e, err
	}
	e.Sent, e.Expected, err = standing(tx, w.Round)
	return e, err
}

// unchanged tells that a new edition would be the one before again. Once the deadline
// is over, what is missing has become late.
func unchanged(round flows.Round, old, now storage.Edition) bool {
	overSince := old.At.Before(round.Deadline) && !now.At.Before(round.Deadline)
	return old.Counts == now.Counts && old.Mark == now.Mark && old.Sent == now.Sent && old.Expected == now.Expected &&
		(old.Sent == old.Expected || !overSince)
}

// load reads what a new edition is made from; list is what came before it.
func (d *drafted) load(tx *storage.Tx, list []storage.Edition) (err error) {
	if d.in, err = LoadBook(tx, d.Round, d.Edition.At); err != nil {
		return err
	}
	if len(list) > 0 {
		d.Edition.Number = list[0].Number + 1
	}
	same := slices.IndexFunc(list, func(e storage.Edition) bool { return e.Counts == d.Edition.Counts })
	if same >= 0 { // what else counted then is no change
		d.in.Last = editionOf(list[same])
		if d.in.LastReports, err = tx.ReportsAsOf(d.Round.ID, list[same].Mark); err != nil {
			return err
		}
	}
	d.in.Counts, d.in.Edition = report.Counts(d.Edition.Counts), editionOf(d.Edition)
	return nil
}

func editionOf(e storage.Edition) report.Edition {
	return report.Edition{Number: e.Number, At: e.At, Sent: e.Sent, Expected: e.Expected, Counts: report.Counts(e.Counts)}
}

// arrived tells how many units the office has a report of, of those that are expected to
// send one. What it returned for revision counts.
func arrived(units []flows.Unit, reports map[flows.UnitID]flows.Report) (sent, expected int) {
	for _, u := range units {
		r := reports[u.ID]
		if r.Exempt() {
			continue
		}
		expected++
		if r.Delivered() {
			sent++
		}
	}
	return sent, expected
}

// Arrived tells how many units of a round the office has a report of, and of how many it
// expects one.
func Arrived(in report.Input) (sent, expected int) { return arrived(in.Units, in.Reports) }

// hand is HandEdition, one at a time: a large workbook takes much memory while it is
// made, and who comes second mostly gets the same one.
func (b *Bot) hand(ctx context.Context, w Want) (Handed, error) {
	b.making.Lock()
	defer b.making.Unlock()
	return HandEdition(ctx, b.store, w, b.now())
}

// edition gives an edition that is there.
func (b *Bot) edition(ctx context.Context, round flows.RoundID, number int) (h Handed, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		h, err = FindEdition(tx, round, number)
		return err
	})
	return h, err
}

// FindEdition gives an edition that is there; storage.ErrNotFound when there is none of
// that number.
func FindEdition(tx *storage.Tx, round flows.RoundID, number int) (h Handed, err error) {
	if h.Round, err = tx.Round(round); err != nil {
		return h, err
	}
	list, err := tx.Editions(round)
	if err != nil {
		return h, err
	}
	if h.File, err = tx.EditionFile(round, number); err != nil {
		return h, err
	}
	for _, e := range list {
		if e.Number == number {
			h.Edition = e
		}
	}
	return h, nil
}
