package talk

// A report is shut when nothing of it changes until the office says so: the round was
// closed, or the office does not want this report. It can be looked at.

// shut tells that the unit can change nothing, whatever it does.
func (f *Form) shut() bool { return f.Report.Exempt() || f.closed() }

// closed tells that the round is closed for this unit.
func (f *Form) closed() bool { return !f.Round.Closed.IsZero() }

// locked tells that no answer may change now.
func (f *Form) locked() bool { return f.Report.Locked() || f.closed() }

// refusesAll answers every input of a closed round that is more than a look. It stands
// before all that writes, so that no way in is forgotten.
func (s *step) refusesAll(a act) bool {
	if !s.form.closed() || a.looks() {
		return false
	}
	s.place.Note = saidShut(&s.form)
	switch a.verb {
	case confirm, send, reopen, sendBack, why:
		s.place.View, s.place.Page = OnReview, 0
	}
	return true
}

// looks tells that an input only goes somewhere or shows something.
func (a act) looks() bool {
	switch a.verb {
	case show, skip, back, open, number, section, menu, missing, review, full, figures, guide, history, evidence, help, resume, astray, stale, lost, foreign:
		return true
	default:
		return false
	}
}

// settleShut leaves what a closed round waits for no more.
func (f *Form) settleShut(place Place) Place {
	if !f.closed() {
		return place
	}
	place.Choice, place.Paste, place.GoesOn, place.Doubt = nil, nil, "", ""
	switch place.View {
	case OnConfirm, OnReopen, OnReturn, OnAsk:
		place.View, place.Page = OnReview, 0
	case OnTeam:
		place.View = OnSection
	}
	return place
}
