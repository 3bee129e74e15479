package outline

import (
	"slices"

	"baocaobot/flows"
)

var figures = []Kind{Count, Money}

// rules says which kinds each rule stands at and points to.
var rules = []struct {
	key        string
	own, other []Kind
}{
	{"at_most", figures, figures},
	{"at_least", figures, figures},
	{"names_of", []Kind{Names}, []Kind{Count}},
	{"only_if", Kinds, []Kind{YesNo}},
	{"positive_if", figures, figures},
	{"formula", []Kind{Percent}, []Kind{Count}},
}

// others gives the items a rule of the item names.
func (it *Item) others(rule string) []flows.ItemID {
	var ids []flows.ItemID
	switch rule {
	case "at_most":
		ids = []flows.ItemID{it.AtMost}
	case "at_least":
		ids = []flows.ItemID{it.AtLeast}
	case "names_of":
		ids = []flows.ItemID{it.NamesOf}
	case "only_if":
		ids = []flows.ItemID{it.OnlyIf}
	case "positive_if":
		ids = it.PositiveIf
	case "formula":
		if it.Formula != nil {
			ids = []flows.ItemID{it.Formula.Part, it.Formula.Whole}
		}
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id flows.ItemID) bool { return id == "" })
}

// checkRules checks what needs all items: the rules that name another one.
func (r *reader) checkRules() {
	for _, it := range r.items {
		for _, rule := range rules {
			others := it.others(rule.key)
			if len(others) == 0 {
				continue
			}
			if slices.Contains(Kinds, it.Kind) && !slices.Contains(rule.own, it.Kind) {
				r.wrong(it.keys[rule.key], ruleOfKind(rule.key, rule.own, it.Kind))
				continue
			}
			for _, other := range others {
				r.checkRule(it, rule.key, other, rule.other)
			}
		}
	}
	r.checkCircles([]string{"at_most", "at_least"})
	r.checkCircles([]string{"only_if"})
}

func (r *reader) checkRule(it placed, rule string, id flows.ItemID, kinds []Kind) {
	at, other := it.keys[rule], r.byID[id]
	switch {
	case r.full():
	case id == it.ID:
		r.wrong(at, ruleOfItself(rule))
	case other == nil:
		r.wrong(at, unknownItem(rule, id, nearest(string(id), r.ids())))
	case !slices.Contains(Kinds, other.Kind): // said where that item stands
	case !slices.Contains(kinds, other.Kind):
		r.wrong(at, otherOfKind(rule, id, kinds, other.Kind))
	case (rule == "at_most" || rule == "at_least") && it.Kind != other.Kind:
		r.wrong(at, otherOfKind(rule, id, []Kind{it.Kind}, other.Kind))
	case len(other.Levels) > 0 && !sameLevels(it.Levels, other.Levels):
		r.wrong(at, otherLevels(rule, id, it.Levels, other.Levels))
	}
}

func sameLevels(a, b []string) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(l string) bool { return !slices.Contains(b, l) })
}

func (r *reader) ids() []string {
	ids := make([]string, len(r.items))
	for i, it := range r.items {
		ids[i] = string(it.ID)
	}
	return ids
}
