package talk

import (
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Merged gives the answers of the round before when they come from several
// reports: those of the units that were merged into this one. One report stands
// as it is.
//
// A question gets a value only when every report knows its answer, so that a
// value is never a part that looks like the whole. Figures are added up and names
// joined; a text, a yes/no or an option of several units is nobody's answer.
func Merged(plan *Plan, reports []flows.Report) map[flows.QuestionID]flows.Answer {
	if len(reports) == 1 {
		return reports[0].Answers
	}
	merged := map[flows.QuestionID]flows.Answer{}
	for _, q := range plan.Questions {
		var values []flows.Value
		for _, r := range reports {
			if a, answered := r.Answers[q.ID]; answered && a.State != flows.Unknown {
				values = append(values, a.Value)
			}
		}
		if len(values) < len(reports) || len(values) == 0 {
			continue
		}
		if v, ok := together(q.Kind, values); ok {
			merged[q.ID] = flows.Answer{Question: q.ID, Value: v}
		}
	}
	return merged
}

// together makes one value of what several units answered, all of it known.
func together(kind outline.Kind, values []flows.Value) (flows.Value, bool) {
	given := slices.DeleteFunc(values, func(v flows.Value) bool { return v.State == flows.None })
	switch {
	case len(given) == 0:
		return flows.Value{State: flows.None}, true
	case kind == outline.Count || kind == outline.Money:
		return sum(given)
	case kind == outline.Names:
		return joined(given), true
	default:
		return flows.Value{}, false
	}
}

// sum adds figures up. "trên 4" and 3 are "trên 7"; "trên 4" and "gần 3" are no
// figure anybody could name.
func sum(values []flows.Value) (flows.Value, bool) {
	total := flows.Value{State: flows.Given}
	for _, v := range values {
		if v.Hedge != "" && total.Hedge != "" && v.Hedge != total.Hedge {
			return flows.Value{}, false
		}
		total.Number += v.Number
		if v.Hedge != "" {
			total.Hedge = v.Hedge
		}
	}
	return total, true
}

// joined puts lists behind each other; what several units named stands once.
func joined(values []flows.Value) flows.Value {
	all := flows.Value{State: flows.Given}
	for _, v := range values {
		for _, name := range v.Names {
			if !slices.ContainsFunc(all.Names, func(other string) bool { return strings.EqualFold(other, name) }) {
				all.Names = append(all.Names, name)
			}
		}
	}
	all.Number = int64(len(all.Names))
	return all
}
