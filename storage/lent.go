package storage

import (
	"maps"
	"slices"
	"sync/atomic"

	"baocaobot/flows"
)

// keptReport is a report that the writer knows, and how many transactions still read it
// outside the writer, while they are committed.
type keptReport struct {
	flows.Report
	out atomic.Int32
}

// loans are the reports that one transaction reads for longer than it runs.
type loans []*keptReport

func (l *loans) take(r *keptReport) {
	if l != nil && !slices.Contains(*l, r) {
		r.out.Add(1)
		*l = append(*l, r)
	}
}

func (l *loans) giveBack() {
	for _, r := range *l {
		r.out.Add(-1)
	}
	*l = nil
}

// others tells whether others than this transaction still read a report.
func (r *keptReport) others(l *loans) bool {
	mine := int32(0)
	if l != nil && slices.Contains(*l, r) {
		mine = 1
	}
	return r.out.Load() > mine
}

// report gives a report that is kept, or reads and keeps it.
func (t *Tx) report(key reportKey) (flows.Report, error) {
	if t.known != nil {
		if r, ok := t.known.reports[key]; ok {
			t.lent.take(r)
			return r.Report, nil
		}
	}
	found, err := t.readReports(key.round, []flows.UnitID{key.unit})
	if err != nil {
		return flows.Report{}, err
	}
	if t.known != nil {
		t.lent.take(t.known.keep(key, found[0]))
	}
	return found[0], nil
}

func (k *known) keep(key reportKey, r flows.Report) *keptReport {
	k.drop(key)
	kept := &keptReport{Report: r}
	k.reports[key] = kept
	k.grown(key, len(r.Answers))
	return kept
}

// grown counts more answers of a report, and drops others where they are too many: any, as
// which are in use shows when they are asked for again.
func (k *known) grown(key reportKey, answers int) {
	k.answers += answers
	for other := range k.reports {
		if k.answers <= mostAnswers {
			break
		}
		if other != key {
			k.drop(other)
		}
	}
}

func (k *known) drop(key reportKey) {
	if r, ok := k.reports[key]; ok {
		k.answers -= len(r.Answers)
		delete(k.reports, key)
	}
}

// appended adds answers as they are stored to a report that is kept, in place: a report
// of 130 answers takes longer to copy than to read a message. Whoever had it in this
// transaction sees them too; where others still read it, it is copied all the same.
func (t *Tx) appended(key reportKey, answers []flows.Answer) {
	if t.known == nil {
		return
	}
	r, ok := t.known.reports[key]
	if !ok {
		return
	}
	if r.others(t.lent) {
		copied := r.Report
		copied.Answers = maps.Clone(r.Answers)
		r = t.known.keep(key, copied)
		t.lent.take(r)
	}
	before := len(r.Answers)
	for _, a := range answers {
		r.Take(a)
	}
	t.known.grown(key, len(r.Answers)-before)
}
