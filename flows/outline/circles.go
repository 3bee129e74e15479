package outline

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"baocaobot/flows"
)

// step is one rule as an arrow to the item it points to.
type step struct {
	to flows.ItemID
	at *yaml.Node // where the rule stands
}

// checkCircles finds rules that lead back to where they began. "a at most b" and
// "b at least a" are the same arrow from a to b.
func (r *reader) checkCircles(keys []string) {
	steps := map[flows.ItemID][]step{}
	for _, it := range r.items {
		for _, key := range keys {
			for _, other := range it.others(key) {
				from, to := it.ID, other
				if key == "at_least" {
					from, to = to, from
				}
				if from != to {
					steps[from] = append(steps[from], step{to, it.keys[key]})
				}
			}
		}
	}
	seen := map[flows.ItemID]bool{}
	for _, it := range r.items {
		r.follow(it.ID, steps, seen, nil)
	}
}

// follow walks the arrows from one item; path holds the items on the way.
func (r *reader) follow(id flows.ItemID, steps map[flows.ItemID][]step, seen map[flows.ItemID]bool, path []flows.ItemID) {
	if seen[id] {
		return
	}
	seen[id] = true
	path = append(path, id)
	for _, s := range steps[id] {
		if i := slices.Index(path, s.to); i >= 0 {
			r.wrong(s.at, circle(append(slices.Clone(path[i:]), s.to)))
			continue
		}
		r.follow(s.to, steps, seen, path)
	}
}
