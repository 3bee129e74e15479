package talk

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// A question with a closed set of options is answered by one of them: by its button, by
// its words or their beginning, or by the number it has on the card.

const (
	maxRows   = 3  // of buttons on a card
	maxAcross = 8  // buttons in a row
	rowWidth  = 40 // characters the labels of a row may take together
)

// option reads a typed text as one of the options. What may be another one, or may say
// that there is nothing, is asked back.
func (s *step) option(q outline.Question, text string) {
	fits, how := fitting(q.Item.Options, text)
	state, nothing := stated(q, text)
	if nothing && how < means {
		s.noOption(q, text, state)
		return
	}
	switch {
	case len(fits) == 1:
		s.keep(optionAnswer(q.ID, fits[0], text))
	case how == not && s.propose(text, 1):
	default:
		s.place.Note = saidWhichOption(q, text, fits)
	}
}

// noOption keeps that there is nothing, or nothing known. “không” may also be short for
// “Không xếp loại”: where there is such an option, only the whole words are kept.
func (s *step) noOption(q outline.Question, text string, state flows.State) {
	words := flows.Fold(text)
	var like []string
	for _, o := range q.Item.Options {
		name := flows.Fold(o)
		if strings.HasPrefix(name, words) || state == flows.None && strings.HasPrefix(name, wordNot) {
			like = append(like, o)
		}
	}
	if len(like) > 0 && polite(words) != flows.Fold(wordState(state)) {
		s.place.Note = saidWhichOption(q, text, append(like, wordState(state)))
		return
	}
	s.keep(flows.Answer{Question: q.ID, Raw: text, Value: flows.Value{State: state}})
}

func optionAnswer(q flows.QuestionID, option, raw string) flows.Answer {
	return flows.Answer{Question: q, Raw: raw, Value: flows.Value{State: flows.Given, Text: option}}
}

// How well a text names an option.
const (
	not    = iota
	begins // it is how the option begins
	means  // politely, or by its number
	names  // as it stands
)

// fitting lists the options that a text names best, and tells how well.
func fitting(options []string, text string) (list []string, best int) {
	for i, o := range options {
		switch how := fit(o, i+1, text); {
		case how > best:
			list, best = []string{o}, how
		case how == best && how > not:
			list = append(list, o)
		}
	}
	return list, best
}

func fit(option string, number int, text string) int {
	name, words := flows.Fold(option), flows.Fold(text)
	said := polite(words)
	switch {
	case words == name:
		return names
	case said == polite(name), strings.TrimPrefix(said, "so ") == strconv.Itoa(number), words == fmt.Sprintf("%d. %s", number, name):
		return means
	case utf8.RuneCountInString(said) > 1 && !isBareWord(text) && (strings.HasPrefix(name, words) || strings.HasPrefix(name, said)):
		return begins
	default:
		return not
	}
}

// namesOption tells that a text is an option of the card word for word, so that "giao
// cho xã" hands nothing over where it is an answer.
func (s *step) namesOption(text string) bool {
	q, _ := s.form.Plan.Question(s.place.At)
	onCard := s.place.View == OnCard || s.place.View == OnGuide
	return q.Kind == outline.Choice && onCard && !s.astray && slices.ContainsFunc(q.Item.Options, func(o string) bool { return fit(o, 0, text) == names })
}

// optionButtons gives the rows of a card with options. What has no room for a button
// can be typed.
func (f *Form) optionButtons(q outline.Question, moves []flows.Button) [][]flows.Button {
	var rows [][]flows.Button
	if old, keepable := f.keepable(q); keepable {
		rows = append(rows, []flows.Button{button(labelSame(short(f.value(q, old), maxSame)), "same", string(q.ID))})
	}
	rows = append(rows, optionRows(q, maxRows-1-len(rows))...)
	if len(rows) < maxRows-1 {
		rows = append(rows, []flows.Button{button(labelNone, "none", string(q.ID)), button(labelUnknown, "unknown", string(q.ID))})
	}
	return append(rows, moves)
}

// optionRows lays out the options in so many rows: by their words where those fit, or
// by the numbers they have in the text, or not at all.
func optionRows(q outline.Question, room int) [][]flows.Button {
	options := q.Item.Options
	words, places := make([]flows.Button, len(options)), make([]flows.Button, len(options))
	longest := 0
	for i, o := range options {
		words[i] = button(o, "opt", string(q.ID), tagOf(o))
		places[i] = button(strconv.Itoa(i+1), "opt", string(q.ID), tagOf(o))
		longest = max(longest, utf8.RuneCountInString(o))
	}
	for rows := 1; rows <= room; rows++ {
		if across := (len(options) + rows - 1) / rows; across <= maxAcross && across*longest <= rowWidth {
			return slices.Collect(slices.Chunk(words, across))
		}
	}
	rows := (len(options) + maxAcross - 1) / maxAcross
	if rows > room {
		return nil
	}
	return slices.Collect(slices.Chunk(places, (len(options)+rows-1)/rows))
}

// tagOf is what a button says of its option: its words and not its place, which another
// edition of the outline may give to another option. Four signs are what the longest id
// of a question leaves of a button's data.
func tagOf(option string) string {
	const all = 36 * 36 * 36 * 36
	h := fnv.New32a()
	h.Write([]byte(flows.Fold(option)))
	return strconv.FormatUint(uint64(h.Sum32()%all), 36)
}

// tagged finds the one option that a button means.
func tagged(options []string, tag string) (string, bool) {
	var found []string
	for _, o := range options {
		if tagOf(o) == tag {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}
