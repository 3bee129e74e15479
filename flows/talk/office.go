package talk

import (
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// What the office's desk needs of a unit's report, read and said as the unit's own
// conversation reads and says it.

// Odd is an answer that should be looked at: odd, or not known yet.
type Odd struct {
	Question outline.Question
	Line     string // HTML: the figure, what is odd about it, the reason that was given
}

// AllOdd lists what a careful reader would ask about, in the order of the outline.
func AllOdd(f Form) []Odd {
	var list []Odd
	for _, q := range f.doubtful() {
		list = append(list, Odd{q, f.oddLine(q)})
	}
	return list
}

// ListLine is a question with what it holds, on one line of HTML.
func ListLine(f Form, q outline.Question) string { return f.reviewLine(q) }

// ValueWords prints an answer on one line, as plain text.
func ValueWords(q outline.Question, a flows.Answer) string { return (&Form{}).value(q, a) }

// Past tells who gave a question which value when, the newest first, as HTML. The form
// holds its history.
func Past(f Form, id flows.QuestionID) string { return f.history(Place{At: id}).Text }

// Jumped tells that a figure is ten times that of the round before, or a tenth of it.
func Jumped(q outline.Question, before, now flows.Answer) bool {
	return (&Form{Previous: map[flows.QuestionID]flows.Answer{q.ID: before}}).jumped(q, now.Value)
}

// IsCommand tells that a text is a command of the conversation and no answer.
func IsCommand(text string) bool { return isCommand(text) }

// ReasonIn gives a reason as it is kept; ok is false when it is not said in words.
func ReasonIn(text string) (why string, ok bool) {
	why = clean(text)
	return why, hasLetter(why) && !isBareWord(why)
}

// Corrected reads what the office types for one question on behalf of the unit, by the
// reader and the rules that hold for the unit itself: the answers to append, the
// question's own first. What is not clear or breaks a rule gives none. said tells, as
// HTML, what would be kept and what looks odd about it, or what to do instead.
func Corrected(f Form, id flows.QuestionID, text string) (answers []flows.Answer, said string) {
	q, asked := f.Plan.Question(id)
	if !asked {
		return nil, saidNotAsked()
	}
	before := f
	before.Report = f.Report.Opened()
	before.Report.Revision, before.Round.Closed = flows.Revision{}, time.Time{}
	s := step{form: before, place: Place{At: id, Turns: 1}, seen: f.Report.Newest}
	s.readAlone(q, clean(text))
	switch old, answered := f.answered(id); {
	case len(s.answers) == 0 && s.place.Choice != nil, len(s.answers) == 0 && s.place.Note == "":
		return nil, saidOneValue(q)
	case len(s.answers) == 0:
		return nil, s.place.Note
	case answered && old.Equal(withReason(s.answers[0].Value, old.Reason)):
		return nil, saidSameValue(&f, q, old)
	}
	return s.answers, saidCorrected(&before, &s.form, s.answers)
}

func withReason(v flows.Value, why string) flows.Value {
	v.Reason = why
	return v
}

// readAlone reads a text as the answer to one question, whatever else its card asks.
func (s *step) readAlone(q outline.Question, text string) {
	known, command := commands[polite(flows.Fold(text))]
	switch {
	case command && known.verb == unknown:
		s.keep(flows.Answer{Question: q.ID, Raw: text, Value: flows.Value{State: flows.Unknown}})
	case q.Kind != outline.Count && q.Kind != outline.Money:
		s.answer(text)
	default:
		read := figure.Read(text, q.Kind, q.Item.Unit)
		if v, clear := read.Clear(); clear {
			s.fill(Reading{{q.ID, v}}, text, 0)
			return
		}
		var ways []string
		for _, v := range read.Readings {
			ways = append(ways, "“"+figure.Format(v, q.Kind, q.Item.Unit)+"”")
		}
		s.place.Note = saidUnclear(q, read, text)
		if len(ways) > 1 {
			s.place.Note = saidReadings(text, strings.Join(ways, ", "))
		}
	}
}
