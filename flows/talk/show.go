package talk

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// The lengths a screen keeps to, in characters. Telegram allows 4,096 after
// parsing; a card should fit on one phone screen.
const (
	maxCard  = 1000 // of a card with what the turn says above it; of 1,200, the rest is for whose report it is
	maxShort = 40   // of a label where room is short
	maxLine  = 220  // of the outline's line on a card; the rest is one tap away
	maxLabel = 70   // of a question that is not the current one
	maxValue = 60   // of a text or list on a card
	maxName  = 24   // of a colleague's name
	maxSame  = 34   // of the value on the button that keeps it
	maxList  = 3000 // of a list or a page of the review
)

// Show gives the screen of a place. What a person should see is a function of
// what is stored, so the same place and report always show the same screen.
func Show(form Form, place Place) flows.Screen {
	place = form.settle(place)
	var s flows.Screen
	switch place.View {
	case OnGuide:
		s = form.guide(place)
	case OnMenu:
		s = form.menu()
	case OnSection:
		s = form.section(place)
	case OnMissing:
		s = form.missing(place)
	case OnReview:
		s = form.review(place)
	case OnConfirm:
		s = form.confirm()
	case OnHistory:
		s = form.history(place)
	case OnFull:
		s = form.fullText(place)
	case OnReopen:
		s = form.askReopen()
	case OnTeam:
		s = form.team(place)
	case OnReturn:
		s = form.askWhy(wordWhyReturn(&form))
	case OnAsk:
		s = form.askWhy(wordWhyAsk(&form))
	case OnEvidence:
		s = form.evidence(place)
	case OnHelp:
		s = form.help()
	default:
		s = form.card(place)
	}
	if place.Note != "" {
		s.Text = place.Note + "\n\n" + s.Text
	}
	return s
}

func button(label string, data ...string) flows.Button {
	return flows.Button{Label: label, Data: strings.Join(data, "|")}
}

// numbers lays out buttons 1…n, eight a row, which open what the screen lists
// under these numbers.
func numbers(from int, data []string) [][]flows.Button {
	var rows [][]flows.Button
	for i, d := range data {
		if i%8 == 0 {
			rows = append(rows, nil)
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], flows.Button{Label: strconv.Itoa(from + i), Data: d})
	}
	return rows
}

// short cuts a text after n characters, at a word where there is one.
func short(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	end := 0 // of the first n characters
	for range n {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	cut := s[:end]
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;.(") + "…"
}

// length is how many characters of an HTML text are read.
func length(text string) int {
	n := utf8.RuneCountInString(html.UnescapeString(text))
	for {
		_, tag, found := strings.Cut(text, "<") // of a tag: those of people are escaped
		if !found {
			return n
		}
		tag, text, _ = strings.Cut(tag, ">")
		n -= len("<>") + len(tag)
	}
}

// labelOf is a question's label cut to n characters, the level it ends with kept and
// the question mark left off: a value may stand behind it.
func labelOf(q outline.Question, n int) string {
	q.Label = strings.TrimSuffix(q.Label, "?")
	at := strings.LastIndex(q.Label, wordAtLevel)
	if q.Level == "" || at < 0 {
		return short(q.Label, n)
	}
	return short(q.Label[:at], n-utf8.RuneCountInString(q.Label[at:])) + q.Label[at:]
}

func esc(s string) string { return html.EscapeString(s) }

func bold(s string) string { return "<b>" + esc(s) + "</b>" }
