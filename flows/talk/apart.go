package talk

import (
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// What sets a corrected answer apart from the one before it, so that old → new shows
// the change even where it stands deep in a text or a list.

// correction prints an old and a new answer as plain text.
func (f *Form) correction(q outline.Question, old, now flows.Answer) (was, is string) {
	if old.State != flows.Given || now.State != flows.Given {
		return f.value(q, old), f.value(q, now)
	}
	switch q.Kind {
	case outline.Text:
		was, is = differing(old.Text, now.Text)
		return "“" + was + "”", "“" + is + "”"
	case outline.Names:
		return wordNumberOfNames(len(old.Names)), wordNumberOfNames(len(now.Names)) + wordChangedNames(without(old.Names, now.Names), without(now.Names, old.Names))
	default:
		return f.value(q, old), f.value(q, now)
	}
}

// differing cuts two texts to where they differ, with a little of what stands before.
func differing(a, b string) (string, string) {
	a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
	long, other := []rune(a), []rune(b)
	same := 0
	for same < len(long) && same < len(other) && long[same] == other[same] {
		same++
	}
	from := 0
	if same > maxValue/2 { // at the beginning of a word
		from = same - maxValue/3
		for from > 0 && long[from-1] != ' ' {
			from--
		}
	}
	return fromOn(long, from), fromOn(other, from)
}

func fromOn(text []rune, from int) string {
	if from == 0 {
		return short(string(text), maxValue)
	}
	return "…" + short(string(text[from:]), maxValue)
}

// without lists the names of a that are not in b.
func without(a, b []string) (rest []string) {
	for _, name := range a {
		if !slices.Contains(b, name) {
			rest = append(rest, name)
		}
	}
	return rest
}
