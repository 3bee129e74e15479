package report

import (
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// noteKey is a cell of the table.
type noteKey struct {
	unit     flows.UnitID
	question flows.QuestionID
}

// notesOf gives what the office should know beside a figure: what it wants corrected,
// what it corrected itself, what was changed after sending, and the unit's target.
func notesOf(in Input) map[noteKey]string {
	questions := map[flows.QuestionID]outline.Question{}
	for _, q := range in.Outline.Questions("") {
		questions[q.ID] = q
	}
	lines := map[noteKey][]string{}
	add := func(unit flows.UnitID, q flows.QuestionID, words string) {
		lines[noteKey{unit, q}] = append(lines[noteKey{unit, q}], words)
	}
	for _, u := range in.Units {
		r := in.Reports[u.ID]
		if !r.InRevision() {
			continue
		}
		for _, q := range r.Revision.Questions {
			add(u.ID, q, revisionWords(r, q))
		}
	}
	for k, words := range correctionsOf(in, questions) {
		add(k.unit, k.question, words)
	}
	for _, g := range in.Targets {
		if g.Unit != "" {
			add(g.Unit, g.Question, goalHead[0]+": "+targetWords(questions[g.Question], g.Number))
		}
	}
	notes := make(map[noteKey]string, len(lines))
	for k, l := range lines {
		notes[k] = strings.Join(l, "\n")
	}
	return notes
}

// correctionsOf tells of each figure how it was changed last after sending, or else
// that the office gave it. What does not count is not spoken of.
func correctionsOf(in Input, questions map[flows.QuestionID]outline.Question) map[noteKey]string {
	notes := map[noteKey]string{}
	for _, u := range in.Units {
		for _, a := range in.Counts.counted(in.Reports[u.ID]).Answers {
			if a.ByOffice() {
				notes[noteKey{u.ID, a.Question}] = wordByOffice
			}
		}
	}
	for _, c := range in.Changes {
		if in.Counts.take(in.Reports[c.Unit]) {
			notes[noteKey{c.Unit, c.New.Question}] = changeWords(questions[c.New.Question], c)
		}
	}
	return notes
}
