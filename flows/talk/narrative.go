package talk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// fullMessage is from how many characters on a message is taken to be cut: apps
// split what is longer than 4,096 into several, at a word or a line.
const fullMessage = 3900

// text keeps a narrative answer.
func (s *step) text(q outline.Question, text string) {
	state, nothing := stated(q, text)
	switch {
	case nothing:
		s.keep(flows.Answer{Question: q.ID, Raw: text, Value: flows.Value{State: state}})
	case !hasLetter(text):
		s.place.Note = saidTextNotNumber()
	default:
		v := flows.Value{State: flows.Given, Text: text}
		if s.goesOn(q) {
			v.Text = s.form.Report.Answers[q.ID].Text + "\n" + text
		}
		s.keepLong(q, text, v)
	}
}

// names keeps a list: one name a line, or parted by semicolons.
func (s *step) names(q outline.Question, text string) {
	if state, nothing := stated(q, text); nothing {
		s.keep(flows.Answer{Question: q.ID, Raw: text, Value: flows.Value{State: state}})
		return
	}
	list := splitNames(text)
	_, number := figure.Read(text, outline.Count, q.Item.Unit).Clear()
	if number || len(list) == 0 || !slices.ContainsFunc(list, hasLetter) {
		s.place.Note = saidNamesNotNumbers()
		return
	}
	if i := slices.IndexFunc(list, func(name string) bool { return !hasLetter(name) }); i >= 0 {
		s.place.Note = saidNoName(list[i])
		return
	}
	if s.goesOn(q) {
		list = append(slices.Clone(s.form.Report.Answers[q.ID].Names), list...)
	}
	s.keepLong(q, text, flows.Value{State: flows.Given, Names: list, Number: int64(len(list))})
}

// goesOn tells that the last message was cut and this one is its continuation.
func (s *step) goesOn(q outline.Question) bool {
	_, answered := s.form.Report.Answers[q.ID]
	return s.goingOn == q.ID && answered
}

// keepLong keeps an answer and, when the message is so long that the app may have
// cut it, stays on the question for the rest.
func (s *step) keepLong(q outline.Question, raw string, v flows.Value) {
	kept := s.keep(flows.Answer{Question: q.ID, Raw: raw, Value: v})
	if kept && utf8.RuneCountInString(raw) >= fullMessage {
		s.place.At, s.place.View, s.place.GoesOn = q.ID, OnCard, q.ID
		s.place.Note += "\n" + saidGoOn()
	}
}

// numbering is the "1.", "2)", "(3)", "a." in front of a name. A digit behind it
// makes it part of the name: "19/5", "4.0".
var numbering = regexp.MustCompile(`^\(?(?:\d{1,3}|\p{L})[.)/](?:\s+|$)|^\(?\d{1,3}[.)](\P{Nd})`)

// splitNames splits a text into names without bullets and numbering. A line that
// ends in a colon and is not the only one is a heading of the list.
func splitNames(text string) []string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' })
	var list []string
	for _, line := range lines {
		name := strings.TrimSpace(strings.TrimLeft(line, " \t-–—+•*"))
		if name == "" || strings.HasSuffix(name, ":") && len(lines) > 1 {
			continue
		}
		list = append(list, strings.TrimSpace(numbering.ReplaceAllString(name, "$1")))
	}
	return list
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
