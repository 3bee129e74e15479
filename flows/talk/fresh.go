package talk

import (
	"slices"

	"baocaobot/flows"
)

// with returns the form with more answers in it; the form itself stays as it is. A
// report of 130 answers takes longer to copy than a message to read, so that the new
// ones lie above it, and only this file looks into Report for an answer.
func (f Form) with(answers []flows.Answer) Form {
	f.fresh = slices.Concat(f.fresh, answers)
	for i := range f.fresh {
		if f.fresh[i].Seq == 0 { // not stored yet: the newest
			f.fresh[i].Seq = f.Report.Newest + 1
		}
	}
	return f
}

// without returns the form without any answer.
func (f Form) without() Form {
	f.Report.Answers, f.fresh = nil, nil
	return f
}

// answered gives the answer of a question and whether it has one. Forms are large and
// this is asked hundreds of times in a turn: hence the pointer.
func (f *Form) answered(id flows.QuestionID) (flows.Answer, bool) {
	for i := len(f.fresh) - 1; i >= 0; i-- {
		if a := &f.fresh[i]; a.Question == id {
			if a.State == flows.Withdrawn {
				return flows.Answer{}, false
			}
			return *a, true
		}
	}
	a, ok := f.Report.Answers[id]
	return a, ok
}

// has tells whether a question has an answer, without looking at it.
func (f *Form) has(id flows.QuestionID) bool {
	for i := len(f.fresh) - 1; i >= 0; i-- {
		if a := &f.fresh[i]; a.Question == id {
			return a.State != flows.Withdrawn
		}
	}
	_, ok := f.Report.Answers[id]
	return ok
}

// answer gives the answer of a question; one without a state when it has none.
func (f *Form) answer(id flows.QuestionID) flows.Answer {
	a, _ := f.answered(id)
	return a
}

// count counts the questions that have an answer.
func (f *Form) count() int {
	n := len(f.Report.Answers)
	for i, a := range f.fresh {
		if slices.ContainsFunc(f.fresh[:i], func(b flows.Answer) bool { return b.Question == a.Question }) {
			continue
		}
		_, before := f.Report.Answers[a.Question]
		switch _, now := f.answered(a.Question); {
		case now && !before:
			n++
		case before && !now:
			n--
		}
	}
	return n
}

// opening tells of each question of the plan whether it wants an answer. It goes through
// the answers once: to look one after another up in a report of hundreds takes longer than
// to draw the card.
func (f *Form) opening() []bool {
	open := make([]bool, len(f.Plan.Questions))
	for i := range open {
		q := &f.Plan.Questions[i]
		open[i] = !q.Computed() && (!f.Report.InRevision() || f.isOpen(q))
	}
	if f.Report.InRevision() {
		return open
	}
	for id := range f.Report.Answers {
		if i, asked := f.Plan.index[id]; asked {
			open[i] = false
		}
	}
	for i := range f.fresh {
		if at, asked := f.Plan.index[f.fresh[i].Question]; asked {
			open[at] = f.fresh[i].State == flows.Withdrawn && !f.Plan.Questions[at].Computed()
		}
	}
	return open
}
