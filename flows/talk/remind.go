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

// Reminder is what a reminder says of one report, and the button that goes on with it.
func Reminder(f Form) (text string, on flows.Button) {
	text, on = Left(f)
	return wordRemindOf(&f) + "\n" + text, on
}

// Left tells what is left to do for one report, and gives the button that goes on with it:
// at the first card that wants an answer, or at the step that is left. The text is empty
// where nothing is left.
func Left(f Form) (text string, on flows.Button) {
	review := button(labelReview, "review")
	switch {
	case f.Report.Sent(), f.shut():
		return "", review
	case f.Report.Waiting() && f.Lead:
		return wordWaitsForYou, review
	case f.Report.Waiting():
		return wordWaitsForLeader, review
	}
	open := f.open()
	if len(open) == 0 {
		return wordOnlySend, button(f.labelSendNow(), "confirm")
	}
	return f.missingLines(open), button(labelResume, "open", string(f.openAfter("")))
}

// Opening is the data of a button that does nothing but open a card; empty for any other.
func Opening(data string) string {
	if verb, _, _ := strings.Cut(data, "|"); pressVerbs[verb] != open {
		return ""
	}
	return data
}

// missingLines names few open questions, and counts many by section.
func (f *Form) missingLines(open []outline.Question) string {
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
