package talk

import (
	"regexp"
	"strings"

	"baocaobot/flows"
)

// An odd value is kept and questioned, never refused; a reason given then travels
// with it into the workbook.

var reasonForm = regexp.MustCompile(`(?i)^l(?:ý|y) do\s*[:–-]\s*(.*\S)`)

// reasonIn reads "lý do: …".
func reasonIn(text string) (string, bool) {
	found := reasonForm.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	if found == nil {
		return "", false
	}
	return found[1], true
}

// reason adds a reason to the value that was questioned in the turn before.
func (s *step) reason(why string) {
	at, view := s.place.At, s.place.View
	a, answered := s.form.Report.Answers[s.doubted]
	if !answered {
		s.place.Note = saidRetype()
		return
	}
	v := a.Value
	v.Reason = why
	if s.keep(flows.Answer{Question: s.doubted, Raw: why, Value: v}) {
		s.place.At, s.place.View, s.place.Doubt = at, view, ""
		s.place.Note = saidReason(s.form, s.doubted, why)
	}
}

// doubt finds the first of the answers' values that looks odd now: against the
// round before, or against another figure of the outline.
func (f Form) doubt(answers []flows.Answer, odd []planCheck) flows.QuestionID {
	for _, a := range answers {
		q, _ := f.Plan.Question(a.Question)
		if f.jumped(q, a.Value) {
			return a.Question
		}
	}
	if len(odd) > 0 {
		return odd[0].own
	}
	return ""
}
