package talk

import (
	"cmp"
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// answer reads a typed text as the answer to the current question.
func (s *step) answer(text string) {
	q, _ := s.form.Plan.Question(s.place.At)
	switch q.Kind {
	case outline.Count, outline.Money:
		s.figures(q, text)
	case outline.Text:
		s.keep(flows.Answer{Question: q.ID, Raw: text, Value: flows.Value{State: flows.Given, Text: text}})
	case outline.Names:
		s.names(q, text)
	case outline.YesNo:
		s.yesNo(q, text)
	}
}

// figures reads one figure, or several for this card.
func (s *step) figures(q outline.Question, text string) {
	questions := s.form.openFigures(q)
	read := figure.ReadSeveral(text, s.form.Plan.slots(questions))
	if placed, clear := read.Clear(); clear {
		s.fill(filled(questions, placed), text)
		return
	}
	if read.Slot >= 0 {
		q = questions[read.Slot]
	}
	readings := readings(text, q, questions, s.form.Plan)
	if len(readings) == 0 {
		s.place.Note = saidUnclear(q, read.Problem, cmp.Or(read.Part, text))
		return
	}
	s.place.At, s.place.View = q.ID, OnCard
	s.place.Choice = &Choice{Raw: text, Readings: readings, Turn: s.place.Turns}
	s.place.Note = saidChoose(s.form, s.place.Choice)
}

// readings lists what a message may mean when it is not plain: as one figure for
// q and, where only spaces stand between the digits, as one figure each.
func readings(text string, q outline.Question, questions []outline.Question, p *Plan) []Reading {
	var list []Reading
	for _, v := range figure.Read(text, q.Kind, q.Item.Unit).Readings {
		list = append(list, Reading{{q.ID, v}})
	}
	each := figure.ReadSeveral(strings.Join(strings.Fields(text), "; "), p.slots(questions))
	if placed, clear := each.Clear(); clear && len(placed) > 1 && len(list) > 0 {
		list = append(list, filled(questions, placed))
	}
	return list
}

func filled(questions []outline.Question, placed []figure.Placed) Reading {
	r := make(Reading, len(placed))
	for i, p := range placed {
		r[i] = Filled{questions[p.Slot].ID, p.Value}
	}
	return r
}

// fill keeps a reading. The 51 of "45/51" must be the answer to the whole.
func (s *step) fill(r Reading, raw string) {
	answers := make([]flows.Answer, len(r))
	for i, f := range r {
		if f.Value.Of != 0 && !s.wholeIs(f, r) {
			s.place.Note = saidPairWithoutWhole(f.Value)
			return
		}
		answers[i] = flows.Answer{Question: f.Question, Raw: raw,
			Value: flows.Value{State: f.Value.State, Number: f.Value.N, Hedge: f.Value.Hedge}}
	}
	s.keep(answers...)
}

// openFigures lists the figures one message may answer: the current question,
// then the open ones of the same card.
func (f Form) openFigures(q outline.Question) []outline.Question {
	card, _ := f.Plan.card(q.ID)
	list := []outline.Question{q}
	for _, other := range card.questions {
		_, answered := f.Report.Answers[other.ID]
		if other.ID != q.ID && !answered && (other.Kind == outline.Count || other.Kind == outline.Money) {
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
		return s.form.Report.Answers[w.ID].Number == f.Value.Of
	}
	return false
}

// pick takes one of the readings that were offered.
func (s *step) pick(a act) {
	c := s.place.Choice
	if a.n < 0 || a.n >= len(c.Readings) {
		s.place.Note = saidStale()
		return
	}
	s.fill(c.Readings[a.n], c.Raw)
}

// names reads a list, one name a line; numbering and bullets are dropped.
func (s *step) names(q outline.Question, text string) {
	var list []string
	for line := range strings.Lines(text) {
		if name := strings.TrimSpace(strings.TrimLeft(line, " \t-–+•*")); name != "" {
			list = append(list, withoutNumber(name))
		}
	}
	if len(list) == 0 || !slices.ContainsFunc(list, hasLetter) {
		s.place.Note = saidNamesNotNumbers()
		return
	}
	s.keep(flows.Answer{Question: q.ID, Raw: text, Value: flows.Value{State: flows.Given, Names: list, Number: int64(len(list))}})
}

// withoutNumber drops the "1." or "2)" in front of a name.
func withoutNumber(name string) string {
	digits := len(name) - len(strings.TrimLeft(name, "0123456789"))
	rest := name[digits:]
	if digits == 0 || digits > 2 || len(rest) < 2 || (rest[0] != '.' && rest[0] != ')') || rest[1] != ' ' {
		return name
	}
	return strings.TrimSpace(rest[2:])
}

func (s *step) yesNo(q outline.Question, text string) {
	switch flows.Fold(strings.Trim(text, ".!")) {
	case "co", "dung", "x", "c":
		s.keep(yesNoAnswer(q.ID, true, text))
	case "khong", "ko", "k", "chua":
		s.keep(yesNoAnswer(q.ID, false, text))
	default:
		s.place.Note = saidYesOrNo()
	}
}

func yesNoAnswer(q flows.QuestionID, yes bool, raw string) flows.Answer {
	v := flows.Value{State: flows.Given}
	if yes {
		v.Number = 1
	}
	return flows.Answer{Question: q, Raw: raw, Value: v}
}

// press answers with a button, or with the bare word that stands for it. A
// button of another card opens that card and writes nothing; one that says what
// is already kept changes nothing.
func (s *step) press(a act) {
	q, ok := s.form.Plan.Question(a.question)
	given, fits := pressedAnswer(q, a.verb)
	before, answered := s.form.Report.Answers[a.question]
	switch {
	case !ok || !fits:
		s.place.Note = saidStale()
	case answered && before.State == given.State && before.Number == given.Number && a.question != s.place.At:
		return
	case a.question != s.place.At:
		s.place.Note = saidOtherCard()
		s.move(a.question)
	default:
		s.keep(given)
	}
}

// pressedAnswer is the answer a button gives; fits tells that this question has
// such a button.
func pressedAnswer(q outline.Question, v verb) (a flows.Answer, fits bool) {
	a.Question = q.ID
	switch v {
	case yes, no:
		return yesNoAnswer(q.ID, v == yes, wordOf(v)), q.Kind == outline.YesNo
	case none:
		a.State, a.Raw = flows.None, wordOf(v)
		return a, q.Kind != outline.YesNo
	default:
		a.State, a.Raw = flows.Unknown, wordOf(v)
		return a, true
	}
}

// keep takes answers into the report when every rule holds, with what follows
// from them, and goes on to the next open question.
func (s *step) keep(answers ...flows.Answer) {
	if s.form.Report.Sent() {
		s.place.Note = saidAlreadySent(s.form)
		return
	}
	all := append(answers, s.form.gated(answers)...)
	after := s.form.with(all)
	if said := after.broken(answers); said != "" {
		s.place.Note = said
		return
	}
	s.place.Note = saidKept(s.form, after, answers, all[len(answers):])
	s.form, s.answers = after, all
	s.move(s.form.Plan.openAfter(s.place.At, s.form.Report))
}

func (s *step) asksYesNo() bool {
	q, _ := s.form.Plan.Question(s.place.At)
	return q.Kind == outline.YesNo
}
