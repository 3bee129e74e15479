package desk

import (
	"math"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/talk"
)

// maxReason is how many characters of a reason are taken; the notice to the unit shows
// them all.
const maxReason = 600

// needsReason tells which deeds are told to the unit with a reason.
func (k Kind) needsReason() bool { return k == Revise || k == Excuse || k == Correct }

// prepare begins a deed: a unit named in words is asked about, one on the screen too.
func (s *step) prepare(a act) {
	if a.deed == ApproveAll {
		s.prepareAll()
		return
	}
	if a.words != "" {
		if u, ok := s.form.meant(s.place, a); ok {
			s.place = s.place.at(OnUnit, u.ID)
		} else {
			s.units(a.words)
			return
		}
	}
	if !s.open(a, OnUnit) {
		return
	}
	if said := s.refuses(a.deed); said != "" {
		s.place.Note = said
		return
	}
	s.place.Deed = a.deed
	s.see()
	switch a.deed {
	case Revise:
		s.place.View = OnChoose
		if s.form.Unit.Report.InRevision() {
			s.place.Chosen = s.form.Unit.Report.Awaits()
		}
		s.toggle(single(a.n))
	case Excuse:
		s.place.View = OnReason
	case Correct:
		s.place.View = OnFigures
		if len(a.n) == 1 {
			s.figure(a.n[0])
		}
	default:
		s.ask()
	}
}

// refuses says why a deed cannot be done to the unit's report as it stands; "" when it
// can.
func (s *step) refuses(k Kind) string {
	r := s.form.Unit.Report
	stage := r.Stage()
	switch {
	case s.form.Unit.Plan == nil:
		return saidStale()
	case k == Unexcuse && stage != flows.Excused:
		return saidNotExcused(s.form.Unit)
	case k != Unexcuse && stage == flows.Excused:
		return saidExcused(s.form.Unit)
	case k == Unapprove && stage != flows.Approved:
		return saidNotApproved(s.form.Unit)
	case k != Unapprove && stage == flows.Approved:
		return saidApproved(s.form.Unit)
	case k == Approve && stage != flows.Sent:
		return saidNotSentYet(s.form.Unit)
	case k == Approve && asking(r):
		return saidAsking(s.form.Unit)
	case k == Revise && !r.Delivered():
		return saidNothingToRevise(s.form.Unit)
	default:
		return ""
	}
}

// see notes the report as it stands, which the deed is prepared for.
func (s *step) see() {
	s.place.Seen, s.place.Event = s.form.Unit.Report.Newest, s.form.Unit.Report.Event
}

// ask asks for the yes to what is prepared, of the report as it stands now. One that was
// sent, returned or decided about meanwhile is to be looked at first.
func (s *step) ask() {
	said := s.refuses(s.place.Deed)
	if said == "" && s.place.Event != s.form.Unit.Report.Event {
		said = saidChanged(s.form.Unit)
	}
	if said == "" && s.place.Deed == Correct { // whose figure may be another one by now
		var answers []flows.Answer
		if answers, s.place.Said = talk.Corrected(s.form.Unit, s.place.Question, s.place.Value); len(answers) == 0 {
			said = s.place.Said
		}
	}
	if said != "" {
		s.place = s.place.at(OnUnit, s.place.Unit)
		s.place.Note = said
		return
	}
	s.see()
	s.place.View, s.place.Asked = OnConfirm, s.place.Turns
}

// asking tells that a unit has asked to correct what it sent: the office answers first.
func asking(r flows.Report) bool { return !r.Asked.At.IsZero() }

// prepareAll asks whether all that is sent is approved: those that are sent now.
func (s *step) prepareAll() {
	ready, waiting, newest := s.ready(math.MaxInt64)
	if len(ready) == 0 {
		s.place = s.place.at(OnProgress, "")
		s.place.Note = saidNothingSent(waiting)
		return
	}
	s.place = s.place.at(OnConfirm, "")
	s.place.Deed, s.place.Asked = ApproveAll, s.place.Turns
	s.place.Many, s.place.Asking, s.place.Event = len(ready), waiting, newest
}

// ready lists what can be approved: what is sent and has not changed since an event. It
// counts what is sent but waits for a request, and gives the newest event of the list.
func (s *step) ready(upTo int64) (list []flows.UnitID, waiting int, newest int64) {
	for _, u := range s.form.Units {
		switch r, sent := s.form.Sent[u.ID]; {
		case sent && asking(r):
			waiting++
		case sent && r.Event <= upTo:
			list = append(list, u.ID)
			newest = max(newest, r.Event)
		}
	}
	return list, waiting, newest
}

// value reads what the office gives for the unit.
func (s *step) value(text string) {
	if said := s.refuses(Correct); said != "" {
		s.place = s.place.at(OnUnit, s.place.Unit)
		s.place.Note = said
		return
	}
	answers, said := talk.Corrected(s.form.Unit, s.place.Question, text)
	if len(answers) == 0 {
		s.place.Note = said
		return
	}
	s.see()
	s.place.View, s.place.Value, s.place.Said = OnReason, text, said
}

// reason takes the words that tell the unit why.
func (s *step) reason(text string) {
	why, inWords := talk.ReasonIn(text)
	switch {
	case !inWords:
		s.place.Note = saidReasonInWords()
	case utf8.RuneCountInString(why) > maxReason:
		s.place.Note = saidReasonTooLong(utf8.RuneCountInString(why))
	default:
		s.place.Reason = why
		s.ask()
	}
}

// approve approves the report that the button was drawn for, at once.
func (s *step) approve(a act) {
	if !s.open(a, OnUnit) {
		return
	}
	s.place.Deed = Approve
	if len(a.n) == 2 {
		s.place.Seen, s.place.Event = a.n[0], a.n[1]
	}
	s.settle()
}

// yes does what was asked about, if it is still the same.
func (s *step) yes(a act) {
	switch p := s.place; {
	case p.View != OnConfirm || a.first() != int64(p.Asked):
		s.place.Note = saidStale()
	case p.Deed == ApproveAll:
		s.settleAll()
	default:
		s.settle()
	}
}

// settle makes the deed of what is prepared and goes back to the unit.
func (s *step) settle() {
	p := s.place
	s.place = p.at(OnUnit, p.Unit)
	said := s.refuses(p.Deed)
	if r := s.form.Unit.Report; said == "" && (p.Seen != r.Newest || p.Event != r.Event) {
		said = saidChanged(s.form.Unit)
	}
	if said != "" {
		s.place.Note = said
		return
	}
	d := Deed{Kind: p.Deed, Unit: p.Unit, Questions: p.Chosen, Reason: p.Reason}
	if p.Deed == Correct {
		if d.Answers, d.Said = talk.Corrected(s.form.Unit, p.Question, p.Value); len(d.Answers) == 0 {
			s.place.Note = d.Said
			return
		}
		d.Answers[0].Reason = p.Reason
	}
	if p.Deed.needsReason() && p.Reason == "" || p.Deed == Revise && len(p.Chosen) == 0 {
		s.place.Note = saidStale()
		return
	}
	s.deed = d
	s.place.Note = saidDone(s.form.Unit, d)
}

// settleAll approves what was sent when it was asked about.
func (s *step) settleAll() {
	upTo := s.place.Event
	s.place = s.place.at(OnProgress, "")
	ready, waiting, _ := s.ready(upTo)
	if len(ready) == 0 {
		s.place.Note = saidNothingSent(waiting)
		return
	}
	s.deed = Deed{Kind: ApproveAll, Units: ready}
	s.place.Note = saidApprovedAll(len(ready), waiting)
}
