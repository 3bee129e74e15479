package opening

import (
	"fmt"
	"strconv"
	"strings"

	"baocaobot/flows"
)

// listed tells one list that answers are numbered in from another; empty where what is
// asked has none.
func (f Form) listed(d Draft) string {
	var list []string
	switch d.Ask {
	case ForOutline:
		for _, o := range f.Sources {
			list = append(list, o.Key)
		}
	case ForPeriod:
		for _, p := range f.proposedPeriods(d) {
			list = append(list, isoDay(p.from)+isoDay(p.to))
		}
	case ForUnits:
		for _, u := range f.usable(d) {
			list = append(list, string(u.ID))
		}
	case ForDeadline:
		for _, at := range f.proposedDeadlines(d) {
			list = append(list, isoDay(at))
		}
	case ForPrevious:
		for _, r := range f.Rounds {
			list = append(list, string(r.ID))
		}
	default:
		return ""
	}
	return tag(fmt.Sprintf("%q", list))
}

// moved tells that a text counts in a list that was another one when it was shown.
func (s *step) moved(text string) bool {
	words := strings.Trim(flows.Fold(text), " .!")
	_, err := strconv.Atoi(words)
	counts := err == nil && s.bare.IsZero() || s.draft.Ask == ForUnits && strings.ContainsAny(words, "0123456789")
	return counts && s.draft.List != "" && s.draft.List != s.form.listed(s.draft)
}
