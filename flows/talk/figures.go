package talk

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// figures reads one figure, or several for this card. What can be read in more
// than one way is asked back, and nothing is kept.
func (s *step) figures(q outline.Question, text string) {
	s.read(q, s.form.openFigures(q), text)
}

// read reads a message as the answer to these questions, the asked one first.
func (s *step) read(q outline.Question, questions []outline.Question, text string) {
	read := figure.ReadSeveral(text, s.form.Plan.slots(questions))
	placed, clear := read.Clear()
	plain := filled(questions, placed)
	if read.Alone { // its unit may say which question it is for
		q = questions[read.Slot]
	}
	var ways []Reading
	switch {
	case !clear:
		ways = waysOf(q, questions, text, read.Ways)
	case len(placed) > 1:
		ways = inOne(q, text, len(placed) == len(questions))
		ways = append(ways, plain)
	default:
		ways = []Reading{plain}
	}
	sure := clear && len(ways) == 1 && !s.form.mayBeTwo(q, text, plain)
	far := s.form.jumps(plain)
	switch {
	case !clear && s.propose(text, 1):
	case len(ways) == 0:
		if read.Slot >= 0 {
			q = questions[read.Slot]
		}
		s.place.Note = saidUnclear(q, read.Problem, cmp.Or(read.Part, text))
		if len(strings.Fields(text)) > longMessage {
			s.say(saidNothingFits(s.edited))
		}
	case sure && len(far) == 0:
		s.fill(plain, text, 0)
	case sure:
		s.place.Choice = &Choice{Raw: text, Message: s.message, Readings: ways, Turn: s.place.Turns}
		s.place.Note = saidJump(&s.form, far)
	default:
		s.place.Choice = &Choice{Raw: text, Message: s.message, Readings: ways, Turn: s.place.Turns}
		s.place.Note = saidChoose(&s.form, s.place.Choice)
	}
}

// waysOf lists what a message may mean when it is not plain: as one figure for q and,
// where spaces may part as well as group, as several.
func waysOf(q outline.Question, questions []outline.Question, text string, several [][]figure.Placed) []Reading {
	var list []Reading
	for _, v := range figure.Read(text, q.Kind, q.Item.Unit).Readings {
		list = append(list, Reading{{q.ID, v}})
	}
	for _, placed := range several {
		if len(placed) > 1 {
			list = append(list, filled(questions, placed))
		}
	}
	return list
}

// inOne gives the reading of several figures as one amount: "12, 5" may be 12,5
// and "1 tỷ và 300 triệu" 1,3 tỷ. As many counts as are open are no one amount.
func inOne(q outline.Question, text string, exact bool) []Reading {
	if q.Kind == outline.Count && exact {
		return nil
	}
	joined := strings.NewReplacer(", ", ",", " và ", " ").Replace(text)
	if q.Kind == outline.Count {
		joined = strings.ReplaceAll(text, ", ", ",")
	}
	if strings.Join(strings.Fields(text), " ") == strings.Join(strings.Fields(joined), " ") {
		return nil
	}
	v, clear := figure.Read(joined, q.Kind, q.Item.Unit).Clear()
	if !clear {
		return nil
	}
	return []Reading{{{q.ID, v}}}
}

var spacedDigits = regexp.MustCompile(`\d[\s\x{a0}\x{202f}]+\d`)

// mayBeTwo tells that a single figure written in groups, "12 450", may have been
// meant as two: on a card with several figures of which only one is asked.
func (f *Form) mayBeTwo(q outline.Question, text string, r Reading) bool {
	card, _ := f.Plan.card(q.ID)
	figures := 0
	for _, other := range card.questions {
		if other.Kind == outline.Count || other.Kind == outline.Money {
			figures++
		}
	}
	return len(r) == 1 && figures > 1 && spacedDigits.MatchString(text)
}

func filled(questions []outline.Question, placed []figure.Placed) Reading {
	r := make(Reading, len(placed))
	for i, p := range placed {
		r[i] = Filled{questions[p.Slot].ID, p.Value}
	}
	return r
}

// fill keeps a reading; message is the one that held it where it is not this turn's. The
// 51 of "45/51" must be the answer to the whole.
func (s *step) fill(r Reading, raw string, message int) {
	answers := make([]flows.Answer, len(r))
	for i, f := range r {
		if f.Value.Of != 0 && !s.wholeIs(f, r) {
			s.place.Note = saidPairWithoutWhole(f.Value)
			return
		}
		answers[i] = flows.Answer{Question: f.Question, Raw: raw, Message: message,
			Value: flows.Value{State: f.Value.State, Number: f.Value.N, Hedge: f.Value.Hedge}}
	}
	s.keep(answers...)
}

// pick takes one of the readings that were offered.
func (s *step) pick(a act) {
	c := s.place.Choice
	if a.n < 0 || a.n >= len(c.Readings) {
		s.place.Note = saidStale()
		return
	}
	s.fill(c.Readings[a.n], c.Raw, c.Message)
}

// openFigures lists the figures one message may answer: the current question,
// then the open ones that follow it on the card.
func (f *Form) openFigures(q outline.Question) []outline.Question {
	card, _ := f.Plan.card(q.ID)
	list := []outline.Question{q}
	current := slices.IndexFunc(card.questions, func(other outline.Question) bool { return other.ID == q.ID })
	for _, other := range card.questions[current+1:] {
		if f.isOpen(&other) && (other.Kind == outline.Count || other.Kind == outline.Money) {
			list = append(list, other)
		}
	}
	return list
}

func (p *Plan) slots(questions []outline.Question) []figure.Slot {
	list := make([]figure.Slot, len(questions))
	for i, q := range questions {
		whole := slices.IndexFunc(questions, func(w outline.Question) bool { return p.isWhole(w, q) })
		list[i] = figure.Slot{Kind: q.Kind, Unit: q.Item.Unit, Whole: whole}
	}
	return list
}

// isWhole tells that q counts a part of what w counts, by the outline's rule.
func (p *Plan) isWhole(w, q outline.Question) bool {
	return q.Item.AtMost != "" && w.ID == p.at(q, q.Item.AtMost) ||
		w.Item.AtLeast != "" && q.ID == p.at(w, w.Item.AtLeast)
}

// wholeIs tells that the 51 of "45/51" is the answer to the whole of this
// figure's question, given in the same message or before.
func (s *step) wholeIs(f Filled, r Reading) bool {
	part, _ := s.form.Plan.Question(f.Question)
	card, _ := s.form.Plan.card(f.Question)
	for _, w := range card.questions {
		if !s.form.Plan.isWhole(w, part) {
			continue
		}
		for _, other := range r {
			if other.Question == w.ID {
				return other.Value.N == f.Value.Of
			}
		}
		return s.form.answer(w.ID).Number == f.Value.Of
	}
	return false
}
