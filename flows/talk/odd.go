package talk

import (
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

const maxOdd = 5 // warnings in one turn; a message has its limit

// planCheck is a check of the outline at one level.
type planCheck struct {
	*outline.Check
	operands []flows.QuestionID
	own      flows.QuestionID // the figure that is odd when the check fails
}

// checksOf lists an item's checks where their own operand is asked by q.
func (p *Plan) checksOf(q outline.Question) []planCheck {
	var list []planCheck
	for _, c := range q.Item.Checks {
		placed := planCheck{Check: c, own: q.ID}
		for _, o := range c.Operands {
			id := p.at(q, o.Item)
			if o.Number {
				id = outline.CountOf(id)
			}
			placed.operands = append(placed.operands, id)
		}
		if placed.operands[c.Own] == q.ID {
			list = append(list, placed)
		}
	}
	return list
}

func (c planCheck) touches(answers []flows.Answer) bool {
	return slices.ContainsFunc(answers, func(a flows.Answer) bool { return slices.Contains(c.operands, a.Question) })
}

// breaks tells that a check does not hold. It waits until every figure is known.
func (f *Form) breaks(c planCheck) bool {
	values := make([]int64, len(c.operands))
	for i, id := range c.operands {
		n, known := f.number(id)
		if !known {
			return false
		}
		values[i] = n
	}
	holds, applies := c.Holds(values)
	return applies && !holds
}

// warned tells that a question holds an odd value.
func (f *Form) warned(q outline.Question) bool {
	return slices.ContainsFunc(f.Plan.checks, func(c planCheck) bool {
		return c.own == q.ID && c.Strength == outline.Warning && f.breaks(c)
	})
}

// Odd lists the figures that break a check of the outline, whatever its strength.
func (f Form) Odd() []flows.QuestionID {
	var list []flows.QuestionID
	for _, c := range f.Plan.checks {
		if f.breaks(c) && !slices.Contains(list, c.own) {
			list = append(list, c.own)
		}
	}
	return list
}

// odd lists the warnings to give after these answers: those that came up, and those
// that stay although their figure was changed. One sentence about one figure is said
// once, however many rules stand behind it.
func (f *Form) odd(before *Form, answers []flows.Answer) []planCheck {
	var list []planCheck
	for _, c := range f.Plan.checks {
		if c.Strength != outline.Warning || !c.touches(answers) || !f.breaks(c) {
			continue
		}
		if !before.said(c) || !sameFigure(before.answer(c.own), f.answer(c.own)) {
			list = append(list, c)
		}
	}
	list = slices.CompactFunc(list, planCheck.saysAs)
	return list[:min(len(list), maxOdd)]
}

// said tells that the sentence of a check was already true of its figure.
func (f *Form) said(c planCheck) bool {
	return slices.ContainsFunc(f.Plan.checks, func(d planCheck) bool { return d.saysAs(c) && f.breaks(d) })
}

func (c planCheck) saysAs(d planCheck) bool { return c.own == d.own && c.Say == d.Say }

// sameFigure tells that two answers differ at most in their words.
func sameFigure(a, b flows.Answer) bool { return a.State == b.State && a.Number == b.Number }
