package talk

import (
	"baocaobot/flows"
)

// Several cadres of a unit fill in one report. Nobody overwrites unseen.

// changedMeanwhile finds the first answer that would replace one a colleague gave
// after this person's screen was drawn. The screen of this turn shows it, so that
// giving the answer once more replaces it knowingly.
func (s *step) changedMeanwhile(answers []flows.Answer) (flows.Answer, bool) {
	for _, a := range answers {
		old, answered := s.form.answered(a.Question)
		if answered && !old.Equal(a.Value) && old.By != s.form.Me && old.Seq > s.seen {
			return old, true
		}
	}
	return flows.Answer{}, false
}
