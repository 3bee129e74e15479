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

// fullMessage is from how many characters on a list is taken to be cut: apps split
// what is longer than 4,096 into several messages, at a word or a line.
const fullMessage = 3900

// text keeps a narrative answer, which may come in several messages.
func (s *step) text(q outline.Question, text string) {
	state, nothing := stated(q, text)
	switch {
	case nothing && s.goesOn(q):
		s.place.Note = saidTextNotNumber(true)
	case nothing:
		s.keep(flows.Answer{Question: q.ID, Raw: text, Value: flows.Value{State: state}})
	case !hasLetter(text):
		s.place.Note = saidTextNotNumber(s.goesOn(q))
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
	if !strings.Contains(text, "\n") && !s.goesOn(q) && s.propose(text, 2) { // several figures on one line are no list
		return
	}
	if s.goesOn(q) {
		list = append(slices.Clone(s.form.Report.Answers[q.ID].Names), list...)
	}
	s.keepLong(q, text, flows.Value{State: flows.Given, Names: list, Number: int64(len(list))})
}

// goesOn tells that this message adds to what is there.
func (s *step) goesOn(q outline.Question) bool {
	a, answered := s.form.Report.Answers[q.ID]
	return s.place.GoesOn == q.ID && answered && a.State == flows.Given
}

// keepLong keeps a text, or a list that the app may have cut, and stays on the
// question: further messages add to it until the person says that it is finished.
func (s *step) keepLong(q outline.Question, raw string, v flows.Value) {
	kept := s.keep(flows.Answer{Question: q.ID, Raw: raw, Value: v})
	if kept && (q.Kind == outline.Text || utf8.RuneCountInString(raw) >= fullMessage) {
		s.place.At, s.place.View, s.place.GoesOn = q.ID, OnCard, q.ID
	}
}

// finish ends a text of several messages. Where none is being written it goes on
// like “tiếp”.
func (s *step) finish(q flows.QuestionID) {
	s.place.GoesOn = ""
	s.skip(q)
}

// more lets further messages add to the text or list of this card.
func (s *step) more(id flows.QuestionID) {
	if id == "" {
		id = s.place.At
	}
	q, _ := s.form.Plan.Question(id)
	a, answered := s.form.Report.Answers[id]
	if !answered || a.State != flows.Given || !isLong(q) {
		s.place.Note = saidNothingToAddTo()
		return
	}
	s.move(id)
	s.place.GoesOn = id
}

// isLong tells that an answer may take several messages.
func isLong(q outline.Question) bool { return q.Kind == outline.Text || q.Kind == outline.Names }

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
