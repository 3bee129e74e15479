package talk

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

// detail is how much of a card is shown. What has to be said above a card comes
// first; the card then keeps to what is left of one phone screen.
type detail int

const (
	whole detail = iota
	brief        // without colleagues and the round before beside other questions
	terse        // and with everything cut shorter
	least        // the current question alone
)

// card is the screen where answers are given: place and progress, the outline's
// line, its questions with what they hold, and what to type.
func (f *Form) card(place Place) flows.Screen {
	room := maxCard - length(place.Note)
	open := f.opening()
	text := f.cardText(place, whole, open)
	for d := brief; d <= least && length(text) > room; d++ {
		text = f.cardText(place, d, open)
	}
	return flows.Screen{Text: text, Buttons: f.cardButtons(place, count(open))}
}

func (f *Form) cardText(place Place, d detail, open []bool) string {
	card, i := f.Plan.card(place.At)
	line := maxLine
	if d >= terse {
		line = maxLabel
	}
	var b strings.Builder
	if place.proposes() { // the figure's own clause says more than the outline's line
		b.WriteString(f.proposal(place) + "\n\n")
	}
	fmt.Fprintf(&b, "%s · %s %s\n", bold(card.ID), wordCardOf(i+1, len(f.Plan.cards)), bar(f.progress(open)))
	if !place.proposes() {
		fmt.Fprintf(&b, "<i>%s</i>\n", esc(short(card.Line, line)))
	}
	if f.asksAgain(card) {
		b.WriteString(wordRevision(f.Report.Revision, line) + "\n")
	}
	if f.tasked(card.Section) {
		b.WriteString(wordTasked(f.nameOf(f.Tasks[card.Section.ID])) + "\n")
	}
	b.WriteString("\n")
	for _, q := range card.questions {
		if d < least || q.ID == place.At {
			b.WriteString(f.cardLine(q, place.At, d) + "\n")
		}
	}
	if d == least {
		b.WriteString(wordRestOfCard + "\n")
	}
	if n := len(f.Report.EvidenceOf(card.ID)); n > 0 {
		b.WriteString(wordEvidence(n) + "\n")
	}
	return b.String() + "\n" + f.hint(place)
}

// bar draws how much of the report is done, in ten steps; only a finished one is full.
func bar(done, all int) string {
	full := done * 10 / max(all, 1)
	return strings.Repeat("▓", full) + strings.Repeat("░", 10-full)
}

// cardLine shows one question: ▶ the current one, ✅ answered, ▫ open, = computed.
func (f *Form) cardLine(q outline.Question, current flows.QuestionID, d detail) string {
	label, beside := maxLabel, f.gave(f.answer(q.ID))+f.beside(q)
	if d >= brief && q.ID != current {
		beside = ""
	}
	if d >= terse {
		label = maxShort
	}
	a, answered := f.answered(q.ID)
	switch {
	case q.Computed():
		return f.rateLine(q)
	case q.ID == current && answered:
		return "▶ " + bold(strings.TrimSuffix(q.Label, "?")) + ": " + esc(f.value(q, a)) + beside
	case q.ID == current:
		return "▶ " + bold(q.Label) + unitOf(q) + beside
	case answered:
		return f.mark(q, a) + " " + esc(labelOf(q, label)) + ": " + bold(f.value(q, a)) + beside
	default:
		return "▫ " + esc(labelOf(q, label)) + beside
	}
}

// beside is the value of the round before, to stand beside an open figure or option.
func (f *Form) beside(q outline.Question) string {
	old, known := f.before(q)
	if !known || q.Kind == outline.Text || q.Kind == outline.YesNo {
		return ""
	}
	if q.Kind == outline.Names && len(old.Names) > 0 { // the button shows which
		return wordBefore(f, wordNumberOfNames(len(old.Names)))
	}
	return wordBefore(f, esc(f.value(q, old)))
}

func (f *Form) rateLine(q outline.Question) string {
	rate, ok := f.rate(q)
	if !ok {
		return "= " + esc(labelOf(q, maxLabel)) + ": " + wordComputed
	}
	return "= " + esc(labelOf(q, maxLabel)) + ": " + bold(formatRate(rate))
}

func formatRate(hundredths int64) string {
	return figure.Format(figure.Value{State: flows.Given, N: hundredths}, outline.Percent, "%")
}

// mark tells the states of an answer apart.
func (f *Form) mark(q outline.Question, a flows.Answer) string {
	switch {
	case f.isOpen(&q):
		return "↩"
	case a.State == flows.Unknown:
		return "❔"
	case f.warned(q):
		return "⚠️"
	default:
		return "✅"
	}
}

func unitOf(q outline.Question) string {
	if q.Kind == outline.Count || q.Kind == outline.Money {
		return " (" + esc(q.Item.Unit) + ")"
	}
	return ""
}

// value prints an answer on one line, as plain text.
func (f *Form) value(q outline.Question, a flows.Answer) string {
	if a.State != flows.Given {
		return wordState(a.State)
	}
	switch q.Kind {
	case outline.Text:
		return "“" + short(strings.Join(strings.Fields(a.Text), " "), maxValue) + "”"
	case outline.Names:
		return wordNames(a.Names, maxValue)
	case outline.YesNo:
		return wordYesNo(a.Number > 0)
	case outline.Choice:
		return short(a.Text, maxValue)
	default:
		return figure.Format(figure.Value{State: a.State, N: a.Number, Hedge: a.Hedge}, q.Kind, q.Item.Unit)
	}
}

// cardButtons gives at most three rows: readings to choose from or the special
// answers, then moves, then lists.
func (f *Form) cardButtons(place Place, open int) [][]flows.Button {
	q, _ := f.Plan.Question(place.At)
	moves := []flows.Button{button(labelBack, "back"), button(labelSkip, "skip", string(q.ID))}
	if _, answered := f.answered(place.Last); answered && place.Last != q.ID && !f.locked() {
		moves = slices.Insert(moves, 1, button(labelAmend, "amend"))
	}
	menu := button(labelMenu, "menu")
	if place.Paste != nil && place.Choice != nil {
		return f.proposalButtons(place)
	}
	if q.Kind == outline.Choice && place.Choice == nil && !f.locked() {
		return f.optionButtons(q, append(moves, menu))
	}
	old, keepable := f.keepable(q)
	if keepable && place.Choice == nil && !f.locked() {
		same := button(labelSame(short(f.value(q, old), maxSame)), "same", string(q.ID))
		return [][]flows.Button{{same}, f.answerButtons(q, place), append(moves, menu)}
	}
	first := f.answerButtons(q, place)
	switch {
	case place.Choice != nil:
		first = f.choiceButtons(place.Choice)
	case f.locked():
		first = f.wayOn()
	}
	return [][]flows.Button{first, moves, {menu, button(labelMissing(open), "missing"), button(labelGuide, "guide")}}
}

func (f *Form) answerButtons(q outline.Question, place Place) []flows.Button {
	id := string(q.ID)
	a, answered := f.answered(q.ID)
	switch {
	case place.GoesOn == q.ID:
		return []flows.Button{button(labelDone, "done", id)}
	case answered && f.isOpen(&q) && q.Kind == outline.YesNo:
		return []flows.Button{button(labelStand(f.value(q, a)), "stand", id), button(labelYes, "yes", id), button(labelNo, "no", id)}
	case answered && f.isOpen(&q):
		return []flows.Button{button(labelStand(short(f.value(q, a), maxSame)), "stand", id), button(labelUnknown, "unknown", id)}
	case q.Kind == outline.YesNo:
		return []flows.Button{button(labelYes, "yes", id), button(labelNo, "no", id), button(labelUnknown, "unknown", id)}
	case answered && a.State == flows.Given && isLong(q):
		more := labelMore
		if q.Kind == outline.Names {
			more = labelAdd
		}
		return []flows.Button{button(more, "more", id), button(labelNone, "none", id), button(labelUnknown, "unknown", id)}
	default:
		return []flows.Button{button(labelNone, "none", id), button(labelUnknown, "unknown", id)}
	}
}

func (f *Form) choiceButtons(c *Choice) []flows.Button {
	var row []flows.Button
	for i, r := range c.Readings {
		row = append(row, button(letter(i)+". "+f.reading(r), "pick", fmt.Sprint(c.Turn), fmt.Sprint(i)))
	}
	return row
}

// letter names the i-th reading, from 0; a number would look like an answer.
func letter(i int) string { return string(rune('A' + i)) }

// reading prints what a reading would keep: "8.450 cuộc", or "8 cuộc; 450 lượt người".
func (f *Form) reading(r Reading) string {
	words := make([]string, len(r))
	for i, filled := range r {
		q, _ := f.Plan.Question(filled.Question)
		words[i] = figure.Format(filled.Value, q.Kind, q.Item.Unit)
	}
	return strings.Join(words, "; ")
}

// guide shows the card's line in full with the guidance of its sections.
func (f *Form) guide(place Place) flows.Screen {
	card, _ := f.Plan.card(place.At)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s", bold(card.Section.Heading), wordCutOff(f))
	for _, g := range card.Section.Guidance {
		fmt.Fprintf(&b, "<i>%s</i>\n", esc(g))
	}
	q, _ := f.Plan.Question(place.At)
	fmt.Fprintf(&b, "\n%s\n\n▶ %s%s\n%s", esc(card.Line), bold(q.Label), unitOf(q), f.hint(place))
	return flows.Screen{Text: b.String(), Buttons: [][]flows.Button{{button(labelToCard, "resume", string(place.At)), button(labelHistory, "history")},
		{button(labelEvidence(len(f.Report.EvidenceOf(card.ID))), "evidence")}}}
}

// history tells who gave the current question which value when, the newest first.
func (f *Form) history(place Place) flows.Screen {
	q, _ := f.Plan.Question(place.At)
	text := bold(q.Label) + "\n"
	for i, a := range slices.Backward(f.History) {
		line := "\n" + wordGave(f, a) + f.historic(q, i)
		if utf8.RuneCountInString(text+line) > maxList {
			break
		}
		text += line
	}
	if len(f.History) == 0 {
		text += "\n" + wordNoHistory
	}
	return flows.Screen{Text: text, Buttons: [][]flows.Button{{button(labelToCard, "resume", string(place.At))}}}
}

// historic prints the i-th value of the past as HTML, where it is a correction by what
// sets it apart from the one before.
func (f *Form) historic(q outline.Question, i int) string {
	a := f.History[i]
	switch {
	case a.State == flows.Withdrawn:
		return wordWithdrawn
	case i > 0 && isLong(q):
		_, is := f.correction(q, f.History[i-1], a)
		return bold(is)
	default:
		return bold(f.value(q, a))
	}
}
