package rehearsal

import (
	"hash/fnv"
	"math/rand/v2"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
)

// Paper is what a cadre has on the desk. A question that is not on it is one
// this cadre leaves out.
type Paper struct {
	Values map[flows.QuestionID]flows.Value

	habit Habit
	seed  uint64
}

// NewPaper makes up one unit's figures: plausible, in keeping with the outline's
// rules, and the same for the same seed.
func NewPaper(plan *talk.Plan, unit flows.Unit, habit Habit, seed uint64) Paper {
	name := fnv.New64a()
	name.Write([]byte(unit.ID))
	p := Paper{Values: map[flows.QuestionID]flows.Value{}, habit: habit, seed: seed ^ name.Sum64()}
	rng := rand.New(rand.NewPCG(p.seed, 1))
	for _, q := range plan.Questions {
		if !q.Computed() {
			p.Values[q.ID] = invent(q, rng)
		}
	}
	for _, q := range plan.Questions {
		if !q.Computed() {
			p.fit(q, rng)
		}
	}
	p.settle(plan, rng)
	for _, q := range plan.Questions {
		if habit == SkipsTexts && q.Kind == outline.Text {
			delete(p.Values, q.ID)
		}
	}
	return p
}

func given(n int64) flows.Value { return flows.Value{State: flows.Given, Number: n} }

// invent makes up one value without regard to the others.
func invent(q outline.Question, rng *rand.Rand) flows.Value {
	switch chance := rng.IntN(100); {
	case q.Kind == outline.YesNo:
		return given(int64(rng.IntN(3)+1) / 2)
	case chance < 6 && !ruled(q.Item):
		return flows.Value{State: flows.None}
	case chance < 8 && !ruled(q.Item):
		return flows.Value{State: flows.Unknown}
	}
	switch q.Kind {
	case outline.Count:
		v := given(between(rng, sizes[q.Item.Unit]))
		if rng.IntN(20) == 0 && !ruled(q.Item) {
			v.Hedge = hedges[rng.IntN(len(hedges))]
		}
		return v
	case outline.Money:
		return money(rng)
	case outline.Choice:
		return flows.Value{State: flows.Given, Text: q.Item.Options[rng.IntN(len(q.Item.Options))]}
	case outline.Text:
		return flows.Value{State: flows.Given, Text: narrative(q.Item.Label, rng)}
	default:
		names := things(q.Item.Unit, 1+rng.IntN(3), rng)
		return flows.Value{State: flows.Given, Names: names, Number: int64(len(names))}
	}
}

// ruled tells that a rule compares this item with another, so that it needs a
// plain number.
func ruled(i *outline.Item) bool {
	return i.Counted || i.AtMost != "" || i.AtLeast != "" || i.NamesOf != "" || len(i.PositiveIf) > 0
}

type size struct{ low, high int64 }

func between(rng *rand.Rand, s size) int64 {
	if s.high == 0 {
		s = sizes[""]
	}
	return s.low + rng.Int64N(s.high-s.low+1)
}

// money is 15 million to 4.5 billion đồng, rounded as offices do.
func money(rng *rand.Rand) flows.Value {
	n := between(rng, size{30, 1_200}) * 500_000
	if rng.IntN(3) == 0 {
		n = between(rng, size{60, 450}) * 10_000_000
	}
	v := given(n)
	if rng.IntN(6) == 0 {
		v.Hedge = hedges[0]
	}
	return v
}

// fit makes a value keep the outline's rules. Wholes stand before their parts.
func (p Paper) fit(q outline.Question, rng *rand.Rand) {
	item, v := q.Item, p.Values[q.ID]
	switch {
	case item.OnlyIf != "" && p.of(q, item.OnlyIf).Number == 0:
		v = flows.Value{State: flows.None}
	case item.AtMost != "":
		v = partOf(p.of(q, item.AtMost), rng)
	case item.AtLeast != "":
		v = given(max(v.Number, p.of(q, item.AtLeast).Number))
	case item.NamesOf != "":
		v = listOf(v, p.of(q, item.NamesOf))
	case item.Counted && q.Kind == outline.Names:
		v = listOf(v, p.Values[outline.CountOf(q.ID)])
	}
	p.Values[q.ID] = v
}

// settle makes up again what a check of the outline finds odd, and leaves out what
// stays odd.
func (p Paper) settle(plan *talk.Plan, rng *rand.Rand) {
	for try := range 20 {
		for _, id := range p.odd(plan) {
			q, _ := plan.Question(id)
			p.Values[id] = invent(q, rng)
			p.fit(q, rng)
			if try == 19 {
				p.Values[id] = flows.Value{State: flows.Unknown}
			}
		}
	}
}

// odd lists the figures on the paper that the bot would question or refuse.
func (p Paper) odd(plan *talk.Plan) []flows.QuestionID {
	answers := map[flows.QuestionID]flows.Answer{}
	for id, v := range p.Values {
		answers[id] = flows.Answer{Question: id, Value: v}
	}
	return talk.Form{Plan: plan, Report: flows.Report{Answers: answers}}.Odd()
}

// of is the value of another item at the level of q, or at none.
func (p Paper) of(q outline.Question, item flows.ItemID) flows.Value {
	if v, ok := p.Values[q.At(item)]; ok {
		return v
	}
	return p.Values[flows.QuestionID(item)]
}

// partOf is most of a whole.
func partOf(whole flows.Value, rng *rand.Rand) flows.Value {
	if whole.State != flows.Given {
		return flows.Value{State: flows.None}
	}
	return given(whole.Number * between(rng, size{62, 98}) / 100)
}

// listOf cuts a list to what its count allows.
func listOf(list, count flows.Value) flows.Value {
	n := min(int64(len(list.Names)), count.Number)
	if n == 0 || list.State != flows.Given {
		return flows.Value{State: flows.None}
	}
	list.Names, list.Number = list.Names[:n], n
	return list
}
