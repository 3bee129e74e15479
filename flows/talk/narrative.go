package talk

import (
	"regexp"
	"slices"
	"strconv"
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
	case isBareWord(text):
		s.place.Note = saidBareWord(text)
	default:
		v := flows.Value{State: flows.Given, Text: text}
		if s.goesOn(q) {
			v.Text = s.form.answer(q.ID).Text + "\n" + text
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
	if isBareWord(text) {
		s.place.Note = saidBareWord(text)
		return
	}
	had := 0
	if s.goesOn(q) {
		had = len(s.form.answer(q.ID).Names)
	}
	list, headings := splitNames(text, had)
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
		list = append(slices.Clone(s.form.answer(q.ID).Names), list...)
	}
	s.keepLong(q, text, flows.Value{State: flows.Given, Names: list, Number: int64(len(list))})
	if len(s.answers) > 0 && len(headings) > 0 {
		s.say(saidHeadings(headings))
	}
}

// bareWords answer a question or agree with something; they are no text and no name.
var bareWords = []string{"co", "dung", "phai", "ok", "oke", "okay", "vang", "u", "uh", "uhm", "duoc", "roi", "da", "dong y", "sao", "sai", "nham", "khong phai", "het", "het roi", "xong roi", "da xong"}

// doneWords end a text of several messages, beside “xong”.
var doneWords = []string{"het", "het roi", "xong roi", "da xong", "the thoi", "xong het"}

func isBareWord(text string) bool { return slices.Contains(bareWords, polite(flows.Fold(text))) }

// goesOn tells that this message adds to what is there.
func (s *step) goesOn(q outline.Question) bool {
	a, answered := s.form.answered(q.ID)
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
func (s *step) finish(id flows.QuestionID) {
	if s.otherCard(id) {
		return
	}
	s.place.GoesOn = ""
	s.skip(id)
}

// more lets further messages add to the text or list of this card.
func (s *step) more(id flows.QuestionID) {
	if id == "" {
		id = s.place.At
	}
	q, _ := s.form.Plan.Question(id)
	a, answered := s.form.answered(id)
	if !answered || a.State != flows.Given || !isLong(q) {
		s.place.Note = saidNothingToAddTo()
		return
	}
	if s.place.View == OnCard && id != s.place.At {
		s.place.Note = saidGoesOnAt(q)
	}
	s.move(id)
	s.place.GoesOn = id
}

// isLong tells that an answer may take several messages.
func isLong(q outline.Question) bool { return q.Kind == outline.Text || q.Kind == outline.Names }

// label is the "1.", "2)", "(3)" or "a." that may number a name. A digit behind it makes
// it part of the name: "19/5", "4.0".
var label = regexp.MustCompile(`^\(?(\d{1,3}|\p{L})[.)](?:\s+|(\P{Nd}))`)

// splitNames splits a text into names, one a line or parted by semicolons, without
// bullets and numbering. A line that ends in a colon and is not the only one is a
// heading of the list and no name. had is how many names the list has already.
func splitNames(text string, had int) (names, headings []string) {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' })
	for _, line := range lines {
		name := strings.TrimSpace(strings.TrimLeft(line, " \t-–—+•*"))
		switch {
		case name == "":
		case strings.HasSuffix(name, ":") && len(lines) > 1:
			headings = append(headings, name)
		default:
			names = append(names, name)
		}
	}
	return withoutNumbering(names, 1+had), headings
}

// withoutNumbering takes off the labels that run on from line to line: 1, 2, 3 or a, b,
// c. Any other label, such as the "P." of a ward, is part of the name.
func withoutNumbering(names []string, next int) []string {
	labels := make([]string, len(names))
	for i, name := range names {
		if found := label.FindStringSubmatch(name); found != nil {
			labels[i] = strings.ToLower(found[1])
		}
	}
	bare := slices.Clone(names)
	for _, i := range slices.Concat(running(labels, isNumber, afterNumber, "1", strconv.Itoa(next)), running(labels, isLetter, afterLetter, "a", "a")) {
		bare[i] = strings.TrimSpace(label.ReplaceAllString(names[i], "$2"))
	}
	return bare
}

// running lists the labels of one sort when they run on, unlabelled lines between them
// left aside, and begin anew only at the first. They begin at the first there is, or
// where the list goes on.
func running(labels []string, sort func(string) bool, after func(a, b string) bool, first, next string) (at []int) {
	for i, l := range labels {
		switch {
		case !sort(l):
		case len(at) == 0 && l != first && l != next:
			return nil
		case len(at) == 0 || l == first || after(labels[at[len(at)-1]], l):
			at = append(at, i)
		default:
			return nil
		}
	}
	return at
}

func isNumber(l string) bool { return l != "" && l[0] >= '0' && l[0] <= '9' }
func isLetter(l string) bool { return l != "" && !isNumber(l) }

func afterNumber(a, b string) bool {
	n, _ := strconv.Atoi(a)
	m, _ := strconv.Atoi(b)
	return m == n+1
}

// afterLetter lets letters be left out: a, b, d and a, b, c, d, đ.
func afterLetter(a, b string) bool {
	const letters = "abcdđefghijklmnopqrstuvwxyz"
	return strings.Index(letters, a) < strings.Index(letters, b)
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
