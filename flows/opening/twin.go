package opening

import "baocaobot/flows"

// Twin finds the open round that asks the same outline of the same period as one that is
// to be opened: units would be asked the same twice.
func Twin(rounds []flows.Round, r flows.Round) (flows.Round, bool) {
	for _, other := range rounds {
		if other.Closed.IsZero() && other.Outline == r.Outline && other.From.Equal(r.From) && other.To.Equal(r.To) {
			return other, true
		}
	}
	return flows.Round{}, false
}
