package talk

import (
	"slices"
	"strconv"
	"strings"

	"baocaobot/flows"
)

// A paragraph pasted on a card is no answer. Each figure of it that fits a question of
// the section is shown on that question's card and kept only when it is confirmed
// there, by the same way as a typed one.

// Paste is what a pasted paragraph proposes. The first proposal left is on the screen.
type Paste struct {
	Left   []Choice         `json:"left"`
	All    int              `json:"all"`
	Kept   int              `json:"kept,omitempty"`   // figures
	Passed int              `json:"passed,omitempty"` // proposals
	From   flows.QuestionID `json:"from"`             // where it was pasted
}

// proposes tells that the first proposal left is what the screen asks about, and not
// the reading of a value typed instead.
func (p Place) proposes() bool {
	return p.View == OnCard && p.Paste != nil && len(p.Paste.Left) > 0 && p.Choice != nil && p.Choice.Raw == p.Paste.Left[0].Raw
}

// propose looks for figures in a message that is no answer. It tells whether there
// are at least so many. An edited message proposes nothing.
func (s *step) propose(text string, least int) bool {
	if len(strings.Fields(text)) <= longMessage || s.edited || s.form.locked() {
		return false
	}
	at, _ := s.form.Plan.Question(s.place.At)
	list := s.form.proposals(at, text)
	if len(list) < least {
		return false
	}
	if old := s.place.Paste; old != nil {
		s.say(saidPasteLeft(*old))
	}
	s.say(saidFound(len(list)))
	s.pasted = true
	s.ask(Paste{Left: list, All: len(list), From: at.ID})
	return true
}

// ask shows the first proposal left on the card of its question.
func (s *step) ask(p Paste) {
	first := p.Left[0]
	first.Turn = s.place.Turns
	s.place.Paste, s.place.Choice = &p, &first
	s.move(first.Readings[0][0].Question)
}

// goOn goes to the next proposal, or back to work when none is left. What the report
// holds by now is not asked.
func (s *step) goOn(p Paste) {
	p.Left = slices.DeleteFunc(slices.Clone(p.Left[1:]), func(c Choice) bool {
		_, known := s.form.Plan.Question(c.Readings[0][0].Question)
		return !known || s.form.holds(c.Readings)
	})
	if len(p.Left) > 0 {
		s.ask(p)
		return
	}
	s.endPaste(p)
}

func (s *step) endPaste(p Paste) {
	s.place.Paste, s.place.Choice = nil, nil
	s.say(saidPasteDone(p))
	next := p.From
	if _, answered := s.form.answered(next); answered {
		next = s.form.openAfter(next)
	}
	s.move(next)
}

// say adds a line to what the turn has to say.
func (s *step) say(line string) { s.place.Note = strings.TrimPrefix(s.place.Note+"\n"+line, "\n") }

// followPaste looks at what a turn did to the proposal that was on the screen: it was
// answered, passed over or refused, or the person left, or it is asked again.
func (s *step) followPaste(a act, before Place) {
	if before.Paste == nil || len(before.Paste.Left) == 0 || s.place.Paste != before.Paste {
		return
	}
	p := *before.Paste
	answers := a.verb != show && a.verb != reason && slices.ContainsFunc(s.answers, func(given flows.Answer) bool {
		return slices.ContainsFunc(before.Paste.Left[0].Readings, func(r Reading) bool {
			return slices.ContainsFunc(r, func(f Filled) bool { return f.Question == given.Question })
		})
	})
	refused := a.verb == pick && a.n >= 0 && a.n < len(before.Choice.Readings) && !s.held
	asked := before.proposes()
	switch {
	case answers:
		p.Kept += s.figuresKept()
		s.goOn(p)
	case a.verb == halt:
		p.Passed += len(p.Left)
		s.endPaste(p)
	case s.place.View != OnCard || s.place.At != p.Left[0].Readings[0][0].Question || s.form.locked():
		s.place.Paste, s.place.Choice = nil, nil
		s.say(saidPasteLeft(p))
	case asked && (a.verb == pass || a.verb == retype || refused):
		if !refused {
			s.place.Note = ""
		}
		p.Passed++
		s.goOn(p)
	case s.place.Choice == nil || s.place.Choice.Turn != s.place.Turns:
		s.ask(p)
	}
}

// figuresKept counts the answers of this turn that did not follow from others.
func (s *step) figuresKept() (n int) {
	for _, a := range s.answers {
		if a.Raw != rawGate {
			n++
		}
	}
	return n
}

// aboutProposal reads the words that pass over a proposal or end them all.
func (s *step) aboutProposal(text, words string) (act, bool) {
	switch {
	case s.place.Paste == nil || s.place.View != OnCard:
		return act{}, false
	case slices.Contains(stopWords, words) || strings.HasPrefix(strings.ToLower(text), stopWord):
		return act{verb: halt}, true
	case slices.Contains(passWords, words):
		return act{verb: pass}, true
	default:
		return act{}, false
	}
}

// pressedProposal checks a button that passes over a proposal or ends them: it
// belongs to the turn that drew it.
func (s *step) pressedProposal(v verb, parts []string) act {
	c := s.place.Choice
	if s.place.Paste == nil || c == nil || len(parts) != 2 || parts[1] != strconv.Itoa(c.Turn) {
		return act{verb: stale}
	}
	return act{verb: v}
}

// proposalButtons stand on a card while a paragraph is gone through.
func (f *Form) proposalButtons(place Place) [][]flows.Button {
	turn := strconv.Itoa(place.Choice.Turn)
	readings := f.choiceButtons(place.Choice)
	if len(readings) == 1 && place.proposes() {
		readings[0].Label = labelRight
	}
	return [][]flows.Button{readings,
		{button(labelNotIt, "pass", turn), button(labelEnough, "halt", turn)}, {button(labelMenu, "menu", string(place.At))}}
}
