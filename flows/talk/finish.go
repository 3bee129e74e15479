package talk

import (
	"strings"

	"baocaobot/flows"
)

// The way to the end: send, or put before the unit's leader; correct what was sent.

// confirm asks once more, about the report as it is now.
func (s *step) confirm() {
	s.place.View, s.place.Checked = OnConfirm, s.form.checked()
}

func (f *Form) checked() *Checked {
	return &Checked{f.Report.Newest, f.count(), f.Report.Waiting()}
}

// send sends what was asked about. What changed since is asked about again.
func (s *step) send() {
	r := &s.form.Report
	asked := s.place.Checked
	switch {
	case r.Sent() || s.form.shut() || r.Waiting() && !s.form.Lead:
		s.place.View, s.place.Page = OnReview, 0
	case s.place.View != OnConfirm || asked == nil:
		s.confirm()
	case *asked != *s.form.checked():
		s.confirm()
		s.place.Note = saidChangedSinceAsked()
	case s.form.led() && !s.form.hasLeader():
		s.place.Note = saidNoLeader()
	case s.form.led():
		s.happen(Submitted, "")
		r.Submitted = flows.Moment{At: s.form.Now, By: s.form.Me}
		s.place.Note = saidSubmitted(&s.form)
	default:
		s.happen(Sent, "")
		r.SentAt, r.SentBy, r.Submitted, r.Revision = s.form.Now, s.form.Me, flows.Moment{}, flows.Revision{}
		s.place.Note = saidSent(&s.form)
	}
}

// happen ends a turn in which something happened to the report as a whole.
func (s *step) happen(e Event, why string) {
	s.event, s.why = e, why
	s.place.View, s.place.Page = OnReview, 0
}

// reopen takes a report back for correction, as far as the unit may do that alone. It
// asks once more: a report that is open again is not sent any more.
func (s *step) reopen() {
	r := &s.form.Report
	switch {
	case !s.form.locked():
		s.move(s.place.At)
	case s.form.shut():
		s.place.View, s.place.Page = OnReview, 0
		s.place.Note = saidLocked(&s.form)
	case r.Sent() && !r.Asked.At.IsZero():
		s.place.View, s.place.Page = OnReview, 0
		s.place.Note = saidAskedAlready(r.Asked)
	case r.Sent() && (s.form.Round.Amend == flows.OnRequest || s.form.late() || r.Stage() == flows.Approved):
		s.place.View = OnAsk
	case s.place.View != OnReopen:
		s.place.View = OnReopen
	default:
		*r = r.Opened()
		s.happen(Reopened, "")
		s.place.View = OnMenu
		s.place.Note = saidReopened()
	}
}

// askReopen asks once more before a report is taken back.
func (f *Form) askReopen() flows.Screen {
	if !f.locked() {
		return f.menu()
	}
	return flows.Screen{Text: wordReopen(f), Buttons: [][]flows.Button{{button(labelReopenNow, "reopen"), button(labelStop, "review")}}}
}

// sendBack is the leader's no: the report can be filled in again.
func (s *step) sendBack() {
	switch r := s.form.Report; {
	case s.form.shut():
		s.place.Note = saidLocked(&s.form)
		return
	case !s.form.Lead || !r.Waiting():
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
	case s.form.shut():
		s.place.View, s.place.Page = OnReview, 0
		s.place.Note = saidLocked(&s.form)
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
func (f *Form) askWhy(question string) flows.Screen {
	return flows.Screen{Text: question, Buttons: [][]flows.Button{{button(labelStop, "review")}}}
}

// confirm asks once more before sending.
func (f *Form) confirm() flows.Screen {
	if f.Report.Sent() || f.shut() || f.Report.Waiting() && !f.Lead {
		return f.review(Place{})
	}
	if f.led() && !f.hasLeader() {
		return flows.Screen{Text: wordConfirm(f), Buttons: [][]flows.Button{{button(labelNotYet, "resume"), button(labelReview, "review")}}}
	}
	row := []flows.Button{button(f.labelSendNow(), "send"), button(labelNotYet, "resume")}
	if f.Report.Waiting() {
		row = []flows.Button{button(f.labelSendNow(), "send"), button(labelReturn, "return")}
	}
	rows := [][]flows.Button{row}
	if n := f.openCount(); n > 0 {
		rows = append(rows, []flows.Button{button(labelMissing(n), "missing")})
	}
	return flows.Screen{Text: wordConfirm(f), Buttons: rows}
}

// led tells that the report goes to the unit's leader first.
func (f *Form) led() bool { return f.Round.Leader && !f.Lead }
