package talk

import (
	"slices"

	"baocaobot/flows/outline"
)

// How far a revision is: only what the office returned is counted, and what that opened.
// What it did not ask for again counts neither as answered nor as missing.

// wanted tells that a question belongs to the revision, answered again or not.
func (f *Form) wanted(q *outline.Question) bool {
	switch {
	case q.Computed():
		return false
	case slices.Contains(f.Report.Revision.Questions, q.ID):
		return true
	default:
		return f.behindRevised(q) && (f.isOpen(q) || f.answer(q.ID).Seq > f.Report.Revision.Newest)
	}
}

// countRevised counts what the revision asks of these questions, and how much is done.
func (f *Form) countRevised(questions []outline.Question) (done, all int) {
	for i := range questions {
		if q := &questions[i]; f.wanted(q) {
			all++
			if !f.isOpen(q) {
				done++
			}
		}
	}
	return done, all
}

// progress counts what the bar of a card draws: cards, and in a revision what is wanted.
func (f *Form) progress(open []bool) (done, all int) {
	if f.Report.InRevision() {
		return f.countRevised(f.Plan.Questions)
	}
	return f.Plan.cardsDone(open), len(f.Plan.cards)
}
