package talk

import (
	"strings"

	"baocaobot/flows"
)

// The way to the end: send, or put before the unit's leader; correct what was sent.

// send asks once more before it sends.
func (s *step) send() {
	switch {
	case s.form.Report.Sent() || s.form.Report.Waiting() && !s.form.Lead:
		s.place.View, s.place.Page = OnReview, 0
	case s.place.View != OnConfirm:
		s.place.View = OnConfirm
	case s.form.Round.Leader && !s.form.Lead:
		s.happen(Submitted, "")
		s.form.Report.Submitted = flows.Moment{At: s.form.Now, By: s.form.Me}
		s.place.Note = saidSubmitted(s.form)
	default:
		s.happen(Sent, "")
		s.form.Report.SentAt, s.form.Report.SentBy, s.form.Report.Submitted = s.form.Now, s.form.Me, flows.Moment{}
		s.place.Note = saidSent(s.form)
	}
}

// happen ends a turn in which something happened to the report as a whole.
func (s *step) happen(e Event, why string) {
	s.event, s.why = e, why
	s.place.View, s.place.Page = OnReview, 0
}

// reopen takes a report back for correction, as far as the unit may do that alone.
func (s *step) reopen() {
	r := &s.form.Report
	switch {
	case !r.Locked():
		s.move(s.place.At)
	case r.Waiting() || s.form.Round.Amend != flows.OnRequest && !s.form.late():
		*r = r.Opened()
		s.happen(Reopened, "")
		s.place.View = OnMenu
		s.place.Note = saidReopened()
	case !r.Asked.At.IsZero():
		s.place.View, s.place.Page = OnReview, 0
		s.place.Note = saidAskedAlready(r.Asked)
	default:
		s.place.View = OnAsk
	}
}

// sendBack is the leader's no: the report can be filled in again.
func (s *step) sendBack() {
	if !s.form.Lead || !s.form.Report.Waiting() {
		s.place.Note = saidNothingToReturn()
		return
	}
	s.place.View = OnReturn
}

// because takes the reason that a screen asked for.
func (s *step) because(why string) {
	why = strings.Join(strings.Fields(why), " ")
	r := &s.form.Report
	switch {
	case !hasLetter(why):
		s.place.Note = saidReasonInWords()
	case s.place.View == OnReturn && s.form.Lead && r.Waiting():
		r.Submitted = flows.Moment{}
		s.happen(Returned, why)
		s.place.Note = saidReturned()
	case s.place.View == OnAsk && r.Sent() && r.Asked.At.IsZero():
		r.Asked = flows.Moment{At: s.form.Now, By: s.form.Me, Reason: why}
		s.happen(Asked, why)
		s.place.Note = saidAsked()
	default:
		s.place.View, s.place.Page = OnReview, 0
	}
}

// askWhy is a screen that waits for a reason.
func (f Form) askWhy(question string) flows.Screen {
	return flows.Screen{Text: question, Buttons: [][]flows.Button{{button(labelStop, "review")}}}
}

// confirm asks once more before sending.
func (f Form) confirm() flows.Screen {
	if f.Report.Sent() || f.Report.Waiting() && !f.Lead {
		return f.review(Place{})
	}
	row := []flows.Button{button(f.labelSendNow(), "send"), button(labelNotYet, "resume")}
	if f.Report.Waiting() {
		row = []flows.Button{button(f.labelSendNow(), "send"), button(labelReturn, "return")}
	}
	rows := [][]flows.Button{row}
	if n := len(f.open()); n > 0 {
		rows = append(rows, []flows.Button{button(labelMissing(n), "missing")})
	}
	return flows.Screen{Text: wordConfirm(f), Buttons: rows}
}

// led tells that the report goes to the unit's leader first.
func (f Form) led() bool { return f.Round.Leader && !f.Lead }
