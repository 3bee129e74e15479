package talk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// What a word of a question counts for when it stands around a figure. The label tells
// apart what one line of the outline asks together. A figure is about a question when
// two words of its clause say so, or one of them and the sentence before, or three of
// that sentence alone.
const (
	ofLabel = 5 // a word of the label, in the figure's own clause
	ofCite  = 3 // a word of the outline's line there
	nearby  = 2 // either, in the sentence before
	enough  = 6
)

// scoreOf weighs the words of a question around a figure. Those of its unit say
// nothing: they are why it fits.
func scoreOf(q outline.Question, found figure.Found, plain bool) int {
	label, unit := wordsOf(q.Item.Label, plain), wordsOf(q.Item.Unit, plain)
	own, before := wordsOf(found.Clause, plain), wordsOf(found.Before, plain)
	score := 0
	for w := range wordsOf(q.Item.Label+" "+q.Item.Cite, plain) {
		switch {
		case idle[w] || unit[w]:
		case own[w] && label[w]:
			score += ofLabel
		case own[w]:
			score += ofCite
		case before[w]:
			score += nearby
		}
	}
	return score
}

// quoted gives the clause of a figure, cut around the figure where it is long.
func quoted(found figure.Found) string {
	quote := strings.Join(strings.Fields(found.Quote), " ")
	before, after, _ := strings.Cut(found.Clause, quote)
	words := strings.Fields(before)
	for len(words) > 0 && len([]rune(strings.Join(words, " "))) > maxClause/2 {
		words = words[1:]
	}
	if start := strings.Join(words, " "); start != strings.TrimSpace(before) {
		before = "…" + start + " "
	}
	return before + quote + short(after, maxClause/4)
}

// wordsOf gives the words of a text as they are compared: accented ones by letters
// and tone, "hoà" like "hòa"; when plain, all without accents.
func wordsOf(text string, plain bool) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(norm.NFC.String(strings.ToLower(text)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if plain {
			words[flows.Fold(w)] = true
		} else {
			words[toneLast(w)] = true
		}
	}
	return words
}

const tones = "\u0300\u0301\u0303\u0309\u0323"

// toneLast writes the tone of a syllable behind it: the place of the mark is a habit.
func toneLast(w string) string {
	var letters, tone strings.Builder
	for _, r := range norm.NFD.String(w) {
		if strings.ContainsRune(tones, r) {
			tone.WriteRune(r)
		} else {
			letters.WriteRune(r)
		}
	}
	return letters.String() + tone.String()
}

func hasAccents(text string) bool {
	return flows.Fold(text) != strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(text))), " ")
}
