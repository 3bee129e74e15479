package opening

import (
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Why is why a round cannot be opened as it is.
type Why string

// The reasons are a closed set.
const (
	NobodyAsked   Why = "nobody"      // no unit is asked
	StrangeKind   Why = "kind"        // a unit stands at no level of the outline
	Backwards     Why = "backwards"   // the period ends before it begins
	TooEarly      Why = "early"       // the deadline lies before the period begins
	Over          Why = "over"        // the deadline is over already
	NoSuchRound   Why = "previous"    // the round before is not there
	TargetOutside Why = "target"      // a target is set for a unit that is not asked
	CutOffOutside Why = "cut-off day" // figures count to a day outside the period
)

// Refusal tells what is wrong with a round that is to be opened.
type Refusal struct {
	Why   Why
	Unit  flows.Unit // of StrangeKind and TargetOutside
	Kinds []string   // of StrangeKind: those of the outline
}

// Error is for who calls by mistake; whoever talks to people chooses words by Why.
func (r *Refusal) Error() string { return "the round cannot be opened: " + string(r.Why) }

// Check tells why a round cannot be opened: on the phone and on the command line alike.
// A unit of another level than the outline's would be asked the figures of that level.
func Check(p Plan, o *outline.Outline, units []flows.Unit, now time.Time) *Refusal {
	if r := CheckDays(p.Round, now); r != nil {
		return r
	}
	if len(p.Asked) == 0 {
		return &Refusal{Why: NobodyAsked}
	}
	asked := map[flows.UnitID]bool{"": true} // all together may have a target, too
	for _, id := range p.Asked {
		asked[id] = true
	}
	for _, u := range units {
		if asked[u.ID] && !stands(o, u) {
			return &Refusal{Why: StrangeKind, Unit: u, Kinds: kindsOf(o)}
		}
	}
	for _, g := range p.Targets {
		if !asked[g.Unit] {
			return &Refusal{Why: TargetOutside, Unit: flows.Unit{ID: g.Unit}}
		}
	}
	return nil
}

// CheckDays is what can be told of a round by its days and the moment alone.
func CheckDays(r flows.Round, now time.Time) *Refusal {
	switch {
	case r.To.Before(r.From):
		return &Refusal{Why: Backwards}
	case !r.CutOff.IsZero() && (r.CutOff.Before(r.From) || r.CutOff.After(r.To)):
		return &Refusal{Why: CutOffOutside}
	case !r.Deadline.After(r.From):
		return &Refusal{Why: TooEarly}
	case !r.Deadline.After(now):
		return &Refusal{Why: Over}
	}
	return nil
}

// stands tells that a unit can be asked by an outline: it stands at one of its levels, or
// the outline has none.
func stands(o *outline.Outline, u flows.Unit) bool { return len(kindsOf(o)) == 0 || o.Places(u.Kind) }

func kindsOf(o *outline.Outline) (kinds []string) {
	for _, level := range o.Levels {
		kinds = append(kinds, level.Kinds...)
	}
	return kinds
}
