package talk

import (
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Plan is what one kind of unit is asked by one outline, indexed for the
// conversation. It is made once for each round and kind and never changes.
type Plan struct {
	Outline   *outline.Outline
	Questions []outline.Question // with the computed ones in their places

	cards    []planCard
	sections []*outline.Section // the sections that hold cards, in order
	checks   []planCheck
	ruled    []outline.Question // those whose item has a rule of its own
	index    map[flows.QuestionID]int
}

// planCard is a card with the questions of this plan.
type planCard struct {
	*outline.Card
	questions []outline.Question
	from      int // the first of them among all
}

// NewPlan lays out an outline for one kind of unit.
func NewPlan(o *outline.Outline, kind string) *Plan {
	p := &Plan{Outline: o, Questions: o.Questions(kind), index: map[flows.QuestionID]int{}}
	for i, q := range p.Questions {
		p.index[q.ID] = i
		card := q.Item.Card
		if n := len(p.cards); n == 0 || p.cards[n-1].Card != card {
			p.cards = append(p.cards, planCard{Card: card, from: i})
		}
		last := &p.cards[len(p.cards)-1]
		last.questions = append(last.questions, q)
		if n := len(p.sections); n == 0 || p.sections[n-1] != card.Section {
			p.sections = append(p.sections, card.Section)
		}
	}
	for _, q := range p.Questions {
		p.checks = append(p.checks, p.checksOf(q)...)
		if i := q.Item; i.Counted || i.OnlyIf != "" || i.NamesOf != "" || i.AtMost != "" || i.AtLeast != "" {
			p.ruled = append(p.ruled, q)
		}
	}
	return p
}

// Question finds a question that is asked; computed ones are not.
func (p *Plan) Question(id flows.QuestionID) (outline.Question, bool) {
	i, ok := p.index[id]
	if !ok || p.Questions[i].Computed() {
		return outline.Question{}, false
	}
	return p.Questions[i], true
}

// at finds the question of another item that a rule of q means: at the level of
// q, or the only one there is.
func (p *Plan) at(q outline.Question, item flows.ItemID) flows.QuestionID {
	id := q.At(item)
	if _, ok := p.index[id]; !ok {
		return flows.QuestionID(item)
	}
	return id
}

// card finds the card of a question and its place among the cards, from 0.
func (p *Plan) card(id flows.QuestionID) (planCard, int) {
	card := p.Questions[p.index[id]].Item.Card
	i := slices.IndexFunc(p.cards, func(c planCard) bool { return c.Card == card })
	return p.cards[i], i
}

// inSection lists the asked questions of the n-th section, from 1.
func (p *Plan) inSection(n int) []outline.Question {
	var list []outline.Question
	for _, q := range p.Questions {
		if q.Item.Card.Section == p.sections[n-1] && !q.Computed() {
			list = append(list, q)
		}
	}
	return list
}

// settle makes a stored place fit the report as it is now.
func (f *Form) settle(place Place) Place {
	if _, ok := f.Plan.Question(place.At); !ok {
		place.At = f.openAfter("")
	}
	if place.At == "" { // nothing is open: stand on the first question
		empty := f.without()
		place.At = empty.openAfter("")
	}
	if f.answer(place.GoesOn).State != flows.Given { // a colleague took it back
		place.GoesOn = ""
	}
	place.Section = min(max(place.Section, 1), len(f.Plan.sections))
	return f.settleShut(place)
}

// openAfter gives the first question that wants an answer after q, starting over from
// the beginning; empty when every question has one. What colleagues look after comes
// last, and texts and lists after figures where the person wants it so.
func (f *Form) openAfter(q flows.QuestionID) (found flows.QuestionID) {
	from, best := 0, 4
	if i, ok := f.Plan.index[q]; ok {
		from = i + 1
	}
	for n := range f.Plan.Questions {
		next := f.Plan.Questions[(from+n)%len(f.Plan.Questions)]
		if !f.isOpen(&next) {
			continue
		}
		if rank := f.rank(next); rank < best {
			found, best = next.ID, rank
		}
		if best == 0 {
			break
		}
	}
	return found
}

// rank puts what this person is asked first before the rest.
func (f *Form) rank(q outline.Question) (rank int) {
	if f.tasked(q.Item.Card.Section) {
		rank = 2
	}
	if f.figures && isLong(q) {
		rank++
	}
	return rank
}

// before gives the asked question before q; the first one stays where it is.
func (p *Plan) before(q flows.QuestionID) flows.QuestionID {
	for i := p.index[q] - 1; i >= 0; i-- {
		if !p.Questions[i].Computed() {
			return p.Questions[i].ID
		}
	}
	return q
}

// open lists the questions that want an answer.
func (f *Form) open() []outline.Question {
	var list []outline.Question
	for i := range f.Plan.Questions {
		if f.isOpen(&f.Plan.Questions[i]) {
			list = append(list, f.Plan.Questions[i])
		}
	}
	return list
}

// openCount counts the questions that want an answer.
func (f *Form) openCount() int { return count(f.opening()) }

func count(open []bool) (n int) {
	for _, is := range open {
		if is {
			n++
		}
	}
	return n
}

// listed gives the questions a list screen numbers, from 1.
func (f *Form) listed(place Place) []flows.QuestionID {
	var questions []outline.Question
	switch place.View {
	case OnSection:
		questions = f.Plan.inSection(place.Section)
	case OnMissing:
		quick, rest := f.quickFirst()
		questions = append(quick, rest...)
	case OnReview:
		if place.Page <= 0 {
			odd := f.doubtful()
			questions = odd[:min(maxReviewed, len(odd))]
		}
	}
	ids := make([]flows.QuestionID, len(questions))
	for i, q := range questions {
		ids[i] = q.ID
	}
	return ids
}

// few is how many quick questions stand before the others.
const few = 3

// quickFirst parts what is open into the few that take the least time and the
// rest, both in the order of the outline.
func (f *Form) quickFirst() (quick, rest []outline.Question) {
	open := f.open()
	if len(open) <= few {
		return nil, open
	}
	byEffort := slices.Clone(open)
	slices.SortStableFunc(byEffort, func(a, b outline.Question) int { return f.effort(a) - f.effort(b) })
	for _, q := range open {
		if slices.ContainsFunc(byEffort[:few], func(other outline.Question) bool { return other.ID == q.ID }) {
			quick = append(quick, q)
		} else {
			rest = append(rest, q)
		}
	}
	return quick, rest
}

// effort ranks questions by the time an answer takes.
func (f *Form) effort(q outline.Question) int {
	_, keepable := f.keepable(q)
	switch {
	case keepable:
		return 0 // one tap
	case q.Kind == outline.YesNo || q.Kind == outline.Choice:
		return 1
	case q.Kind == outline.Count:
		return 2
	case q.Kind == outline.Money:
		return 3
	case q.Kind == outline.Names:
		return 4
	default:
		return 5
	}
}

// cardsDone counts the cards without an open question.
func (p *Plan) cardsDone(open []bool) (n int) {
	for _, c := range p.cards {
		if !slices.Contains(open[c.from:c.from+len(c.questions)], true) {
			n++
		}
	}
	return n
}
