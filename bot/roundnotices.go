package bot

import (
	"context"

	"baocaobot/flows"
	"baocaobot/storage"
)

// The notices of what becomes of a round. They are made when they are sent, from what is
// true then: who lost the right, or whose report came in meanwhile, is not told.
const (
	noticeOpened        = "round opened"
	noticeExtended      = "round extended"
	noticeClosed        = "round closed"
	noticeRoundReopened = "round opened again"
)

func aboutRound(kind string) bool {
	return kind == noticeOpened || kind == noticeExtended || kind == noticeClosed || kind == noticeRoundReopened
}

func (b *Bot) sendRoundNotice(ctx context.Context, n storage.Notice) error {
	var s flows.Screen
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		s, err = roundNotice(tx, n)
		return err
	})
	if err != nil {
		return err
	}
	if s.Text == "" {
		err := b.store.Update(ctx, func(tx *storage.Tx) error { return tx.EndNotice(n.ID, storage.Needless, b.now()) })
		if err != nil {
			return err
		}
		return errPassed
	}
	_, err = b.gateway.Notify(ctx, int64(n.Person), s)
	return err
}

// roundNotice is a notice as it is true now; without a text when it is not true any more.
func roundNotice(tx *storage.Tx, n storage.Notice) (s flows.Screen, err error) {
	round, err := tx.Round(n.Round)
	if err != nil {
		return s, err
	}
	all, err := tx.Desks(n.Person)
	if err != nil {
		return s, err
	}
	var about []storage.Desk
	again := true // what they have sent is being corrected
	for _, d := range inOrder(all) {
		if d.Round.ID != n.Round || n.Kind == noticeOpened && d.Visited { // whoever has been there knows
			continue
		}
		report, err := tx.Report(d.Round.ID, d.Unit.ID)
		if err != nil {
			return s, err
		}
		alone := n.Kind == noticeRoundReopened && !round.Closed.IsZero() // which is told also of what was delivered
		if d.Round.Closed.IsZero() == (n.Kind != noticeClosed) && (concerned(n.Kind, report) || alone && !report.Exempt()) {
			about, again = append(about, d), again && report.InRevision()
		}
	}
	if len(about) == 0 {
		return s, nil
	}
	return tagged(screenRound(n.Kind, round, about, again), about[0]), nil
}
