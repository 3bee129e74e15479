package desk

import (
	"baocaobot/flows"
	"baocaobot/flows/report"
)

// Need is what a turn reads beside the round: one unit's report, or what is sent.
type Need struct {
	Unit flows.UnitID
	Sent bool
}

// About tells what Step is to be given for an input.
func About(form Form, place Place, in Input) Need {
	a := place.understand(in)
	n := Need{Unit: place.Unit, Sent: a.deed == ApproveAll || a.verb == yes && place.Deed == ApproveAll}
	if u, ok := form.unitOf(a.tag); ok {
		n.Unit = u.ID
	}
	if u, ok := form.meant(place, a); ok {
		n.Unit = u.ID
	}
	return n
}

// meant is the unit that words or a number name, where they name one alone.
func (f Form) meant(place Place, a act) (flows.Unit, bool) {
	var found []flows.Unit
	switch {
	case a.verb == units && a.words != "", a.verb == prepare && a.words != "", a.verb == words && place.View == OnUnits:
		found = foundUnits(f.Units, flows.Fold(a.words))
	case a.verb == numbers && place.View == OnUnits:
		list := foundUnits(f.Units, place.Words)
		if n := a.first(); len(a.n) == 1 && n >= 1 && n <= int64(len(list)) {
			found = list[n-1 : n]
		}
	}
	if len(found) != 1 {
		return flows.Unit{}, false
	}
	return found[0], true
}

// Step takes one turn. An input that is not the office's, as Wants tells, leaves the
// place with nothing awaited.
func Step(form Form, place Place, in Input) Turn {
	place = place.In(form.Round.ID)
	a := place.understand(in)
	if a.verb == pass {
		return Turn{Place: place.Left()}
	}
	s := step{form: form, place: place}
	s.place.Note = ""
	s.place.Turns++
	s.do(a)
	return Turn{Place: s.place, Deed: s.deed}
}

type step struct {
	form  Form
	place Place
	deed  Deed
}

func (s *step) do(a act) {
	switch a.verb {
	case help:
		s.place = s.place.at(OnHelp, "")
	case look:
		s.look(a)
	case page:
		s.page(a)
	case units:
		s.units(a.words)
	case items:
		s.items(a.words)
	case unit:
		s.open(a, OnUnit)
	case allFigures:
		s.open(a, OnFigures)
	case oneFigure:
		if s.open(a, OnFigures) {
			s.figure(a.first())
		}
	case item:
		s.item(a)
	case file:
		s.file(a)
	case pick:
		s.pick(a)
	case chosen:
		s.chosen(a)
	case prepare:
		s.prepare(a)
	case approve:
		s.approve(a)
	case numbers:
		s.numbers(a)
	case words:
		s.words(a.words)
	case yes:
		s.yes(a)
	case back:
		s.back()
	case book, picture:
		s.send(a)
	case edited:
		s.place.Note = saidEdited()
	default:
		s.place.Note = saidStale()
	}
}

// at is another view of the round, about a unit where it is about one; what the turn has
// to say stays.
func (p Place) at(v View, unit flows.UnitID) Place {
	return Place{Round: p.Round, View: v, Unit: unit, Turns: p.Turns, Note: p.Note}
}

// look goes to a view that needs no more than the unit.
func (s *step) look(a act) {
	if a.view.OneUnit() {
		s.open(a, a.view)
		return
	}
	s.place = s.place.at(a.view, "")
}

// open goes to a view of the unit that a button was drawn for or that is on the screen.
func (s *step) open(a act, v View) bool {
	u, ok := s.form.unitOf(a.tag)
	if a.tag == "" {
		u, ok = s.form.Unit.Unit, s.form.Unit.Plan != nil && s.place.Unit != ""
	}
	switch {
	case !ok && a.tag == "":
		s.place = s.place.at(OnUnits, "")
		s.place.Note = saidWhichUnit()
		return false
	case !ok:
		s.place.Note = saidStale()
		return false
	}
	s.place = s.place.at(v, u.ID)
	return true
}

// page turns to another page of the list on the screen.
func (s *step) page(a act) {
	here := a.tag == "" || a.tag == tag(s.form.Round.ID, s.place.Unit)
	if !here || len(a.n) != 1 {
		s.place.Note = saidStale()
		return
	}
	s.place.Page = int(min(a.n[0], maxPage))
}

const maxPage = 10_000

// units looks for a unit: one is shown, several are listed.
func (s *step) units(text string) {
	words := flows.Fold(text)
	found := foundUnits(s.form.Units, words)
	switch {
	case len(found) == 1:
		s.place = s.place.at(OnUnit, found[0].ID)
	case len(found) == 0:
		s.place = s.place.at(OnUnits, "")
		s.place.Note = saidNoSuchUnit(text)
	default:
		s.place = s.place.at(OnUnits, "")
		s.place.Words = words
	}
}

// items looks for a question: one is shown, several are listed.
func (s *step) items(text string) {
	words := plainWords(text)
	found := foundItems(allNumbered(s.form.Outline), words)
	s.place = s.place.at(OnItems, "")
	switch {
	case len(found) == 1:
		s.place = s.place.at(OnItem, "")
		s.place.Question = found[0].ID
	case len(found) == 0 && words != "":
		s.place.Note = saidNoSuchItem(text)
	default:
		s.place.Words = words
	}
}

// item shows the question of a button, by its number.
func (s *step) item(a act) {
	all := allNumbered(s.form.Outline)
	n := a.first()
	if a.tag != tag(s.form.Round.ID, "") || n < 1 || n > int64(len(all)) {
		s.place.Note = saidStale()
		return
	}
	s.place = s.place.at(OnItem, "")
	s.place.Question = all[n-1].ID
}

// figure shows one figure of the unit, or, where a correction is being prepared, asks
// for its value.
func (s *step) figure(number int64) {
	q, asked := s.form.asked(number)
	if !asked {
		s.place.Note = saidNotAsked(number)
		return
	}
	deed := s.place.Deed
	s.place = s.place.at(OnFigure, s.place.Unit)
	s.place.Question = q.ID
	if deed == Correct {
		s.place.View, s.place.Deed = OnValue, Correct
	}
}

// file sends the officer a photo or a document of the unit.
func (s *step) file(a act) {
	if !s.open(a, OnEvidence) {
		return
	}
	for _, e := range s.form.Unit.Report.Evidence {
		if e.ID == a.first() {
			s.deed = Deed{Kind: SendFile, Unit: s.place.Unit, File: e}
			s.place.Note = saidSendingFile()
			return
		}
	}
	s.place.Note = saidStale()
}

// numbers are typed where a list is.
func (s *step) numbers(a act) {
	switch n := a.first(); {
	case s.place.View == OnChoose:
		s.toggle(a.n)
	case len(a.n) != 1:
		s.place.Note = saidOneNumber()
	case s.place.View == OnUnits:
		if u, ok := s.form.meant(s.place, a); ok {
			s.place = s.place.at(OnUnit, u.ID)
			return
		}
		s.place.Note = saidNoSuchNumber(len(foundUnits(s.form.Units, s.place.Words)))
	case s.place.View == OnItems:
		s.items(a.words)
	case s.place.View == OnFigures:
		s.figure(n)
	case s.place.View == OnEvidence:
		files := s.form.Unit.Report.Evidence
		if n < 1 || n > int64(len(files)) {
			s.place.Note = saidNoSuchNumber(len(files))
			return
		}
		s.file(act{n: []int64{files[n-1].ID}})
	}
}

// words are typed where something is awaited.
func (s *step) words(text string) {
	switch s.place.View {
	case OnUnits:
		s.units(text)
	case OnItems:
		s.items(text)
	case OnValue:
		s.value(text)
	case OnReason:
		s.reason(text)
	case OnConfirm:
		s.place.Note = saidYesOrLeave()
	case OnChoose:
		s.place.Note = saidChooseByNumber()
	default:
		s.place.Note = saidOneNumber()
	}
}

// back goes a view up: from what is about a unit to the unit, from there to the progress.
func (s *step) back() {
	switch p := s.place; {
	case p.View == OnConfirm && p.Deed == ApproveAll:
		s.place = p.at(OnProgress, "")
		s.place.Note = saidLeft()
	case p.View == OnChoose, p.View == OnReason, p.View == OnValue, p.View == OnConfirm:
		s.place = p.at(OnUnit, p.Unit)
		s.place.Note = saidLeft()
	case p.View == OnFigure:
		s.place = p.at(OnFigures, p.Unit)
	case p.View.OneUnit() && p.View != OnUnit:
		s.place = p.at(OnUnit, p.Unit)
	default:
		s.place = p.at(OnProgress, "")
	}
}

// send owes the officer the workbook or the picture.
func (s *step) send(a act) {
	if a.verb == picture {
		s.deed.Kind = SendPicture
		s.place = s.place.at(OnProgress, "")
		s.place.Note = saidDrawing()
		return
	}
	counts := map[string]report.Counts{"": report.CountsAll, "sent": report.CountsSent, "approved": report.CountsApproved}
	s.deed = Deed{Kind: SendBook, Counts: counts[a.words]}
}
