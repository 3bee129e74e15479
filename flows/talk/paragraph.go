package talk

import (
	"slices"
	"strings"
	"unicode"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// A paragraph of an old report is matched with the questions of the card's section:
// by the unit of each figure, and by the words around it. What fits two questions
// equally well is not proposed.

const (
	maxProposals = 12
	longMessage  = 8  // words: above that a message may be a paragraph
	maxClause    = 90 // characters of it shown
)

// match is a figure and the one question it is about.
type match struct {
	found    figure.Found
	readings []Reading
	score    int
}

// proposals reads a paragraph for the section of question at.
func (f *Form) proposals(at outline.Question, text string) []Choice {
	questions, slots := f.Plan.asked(at.Item.Card.Section)
	plain := !hasAccents(text)
	var matches []match
	for _, found := range figure.Find(text, slots) {
		if m, ok := f.match(at, questions, found, plain); ok {
			matches = append(matches, m)
		}
	}
	var list []Choice
	for i, m := range matches {
		if !loses(matches, i) && !f.holds(m.readings) && len(list) < maxProposals {
			list = append(list, Choice{Raw: quoted(m.found), Readings: m.readings})
		}
	}
	return list
}

// asked lists the figures of a section as slots to look for, and the question of
// each. A count is also known by the noun its label counts: "12 hội nghị" for "Số
// hội nghị tiếp xúc cử tri", which is asked in "cuộc".
func (p *Plan) asked(section *outline.Section) (questions []outline.Question, slots []figure.Slot) {
	add := func(q outline.Question, unit string) {
		questions = append(questions, q)
		slots = append(slots, figure.Slot{Kind: q.Kind, Unit: unit, Whole: -1})
	}
	for _, q := range p.Questions {
		if q.Item.Card.Section != section || q.Kind != outline.Count && q.Kind != outline.Money {
			continue
		}
		add(q, q.Item.Unit)
		if noun := counted(q.Item.Label); q.Kind == outline.Count && noun != "" && firstWord(noun) != firstWord(q.Item.Unit) {
			add(q, noun)
		}
	}
	return questions, slots
}

// counted gives the first two words behind "Số" in a label, "" when there are none.
func counted(label string) string {
	rest, ok := strings.CutPrefix(label, wordNumberOf)
	words := strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return !unicode.IsLetter(r) })
	if !ok || len(words) < 2 {
		return ""
	}
	return words[0] + " " + words[1]
}

func firstWord(s string) string {
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	return strings.Trim(first, ",")
}

// match finds the one question a figure is about. Between cards that fit equally
// well the one the person is on is meant.
func (f *Form) match(at outline.Question, questions []outline.Question, found figure.Found, plain bool) (match, bool) {
	var best []match
	var onCard []match
	seen := map[flows.QuestionID]bool{}
	for _, fit := range found.Fits {
		q := questions[fit.Slot]
		readings, ok := f.meaning(q, fit.Readings)
		score := scoreOf(q, found, plain)
		if !ok || seen[q.ID] || score < enough || !f.Plan.levelFits(q, found) || len(best) > 0 && score < best[0].score {
			continue
		}
		seen[q.ID] = true
		if len(best) > 0 && score > best[0].score {
			best, onCard = nil, nil
		}
		m := match{found, readings, score}
		best = append(best, m)
		if q.Item.Card == at.Item.Card {
			onCard = append(onCard, m)
		}
	}
	switch {
	case len(best) == 1:
		return best[0], true
	case len(onCard) == 1:
		return onCard[0], true
	}
	return match{}, false
}

// meaning gives what the values would keep as the answer to q. "45/51" answers a
// part and its whole, so it is never about the whole alone; where there is no such
// pair, "12/12 xã" is 12.
func (f *Form) meaning(q outline.Question, values []figure.Value) ([]Reading, bool) {
	whole, isWhole := f.Plan.wholeAround(q)
	var readings []Reading
	for _, v := range values {
		switch {
		case v.Of > 0 && isWhole:
			return nil, false
		case v.Of > 0 && whole != "":
			pair := Reading{{q.ID, v}, {whole, figure.Value{State: v.State, N: v.Of}}}
			if f.Plan.index[whole] < f.Plan.index[q.ID] { // typing "46/51" at the first of them corrects both
				slices.Reverse(pair)
			}
			readings = append(readings, pair)
		default:
			v.Of = 0
			readings = append(readings, Reading{{q.ID, v}})
		}
	}
	return readings, true
}

// wholeAround gives the question on q's card that counts the whole of what q counts,
// and tells whether q is itself the whole of another.
func (p *Plan) wholeAround(q outline.Question) (whole flows.QuestionID, isWhole bool) {
	card, _ := p.card(q.ID)
	for _, other := range card.questions {
		if p.isWhole(other, q) {
			whole = other.ID
		}
		isWhole = isWhole || p.isWhole(q, other)
	}
	return whole, isWhole
}

// levelFits tells that a figure may be of the question's level: the one its clause
// names ("cấp xã"), or else the sentence before. Where two are named it is of neither.
func (p *Plan) levelFits(q outline.Question, found figure.Found) bool {
	if q.Level == "" {
		return true
	}
	for _, text := range []string{found.Clause, found.Before} {
		said := " " + flows.Fold(text) + " "
		var named []string
		for _, level := range p.Outline.Levels {
			if strings.Contains(said, " "+flows.Fold(wordLevel(level.Name))+" ") {
				named = append(named, level.ID)
			}
		}
		if len(named) > 0 {
			return len(named) == 1 && named[0] == q.Level
		}
	}
	return true
}

// loses tells that another figure is about the same question and says more about it,
// or as much and something else. Said twice, it counts once.
func loses(matches []match, i int) bool {
	m := matches[i]
	for j, other := range matches {
		same := other.score == m.score && slices.Equal(other.readings[0], m.readings[0])
		if j != i && m.shares(other) && (other.score > m.score || other.score == m.score && !same || same && j < i) {
			return true
		}
	}
	return false
}

// shares tells that both are about one question.
func (m match) shares(other match) bool {
	return slices.ContainsFunc(m.readings[0], func(a Filled) bool {
		return slices.ContainsFunc(other.readings[0], func(b Filled) bool { return a.Question == b.Question })
	})
}

// holds tells that the report already says what the only reading says.
func (f *Form) holds(readings []Reading) bool {
	return len(readings) == 1 && !slices.ContainsFunc(readings[0], func(one Filled) bool {
		a, answered := f.answered(one.Question)
		return !answered || a.State != one.Value.State || a.Number != one.Value.N || a.Hedge != one.Value.Hedge
	})
}
