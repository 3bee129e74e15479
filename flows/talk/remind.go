package talk

import (
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// The lengths of a reminder, which may be about several reports.
const (
	maxNamed    = 5 // open questions named one by one; more are counted by section
	maxSections = 6
)

// Reminder is what a reminder says of one report, and the button that goes on with it: at
// the first card that wants an answer, or at the step that is left.
func Reminder(f Form) (text string, on flows.Button) {
	text = wordRemindOf(f)
	if f.Report.Waiting() {
		return text + "\n" + wordWaitsForYou, button(labelReview, "review")
	}
	open := f.open()
	if len(open) == 0 {
		return text + "\n" + wordOnlySend, button(f.labelSendNow(), "confirm")
	}
	return text + "\n" + f.missingLines(open), button(labelResume, "open", string(f.openAfter("")))
}

// Opening is the data of a button that does nothing but open a card; empty for any other.
func Opening(data string) string {
	if verb, _, _ := strings.Cut(data, "|"); pressVerbs[verb] != open {
		return ""
	}
	return data
}

// missingLines names few open questions, and counts many by section.
func (f Form) missingLines(open []outline.Question) string {
	lines := []string{wordMissing(f, len(open)) + ":"}
	if len(open) <= maxNamed {
		for _, q := range open {
			lines = append(lines, "• "+esc(q.Item.Section)+" · "+esc(labelOf(q, maxLabel)))
		}
		return strings.Join(lines, "\n")
	}
	left := 0
	for i, s := range f.Plan.sections {
		answered, all := f.sectionCount(i + 1)
		switch {
		case answered == all:
		case len(lines) > maxSections:
			left++
		default:
			lines = append(lines, wordOpenIn(headingOf(s), all-answered, all))
		}
	}
	if left > 0 {
		lines = append(lines, wordAndSections(left))
	}
	return strings.Join(lines, "\n")
}
