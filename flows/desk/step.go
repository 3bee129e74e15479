package desk

import (
	"baocaobot/flows"
)

// Step takes one turn. An input that is not the office's, as Wants tells, leaves the
// place with nothing awaited.
func Step(form Form, place Place, in Input) Turn {
	here, a, said := form.read(place, in)
	if a.verb == pass {
		return Turn{Place: place.Left()} // what there is to say about the round is said later
	}
	s := step{form: form, place: here}
	s.place.Note = ""
	s.place.Turns++
	s.do(a)
	s.place.Note = above(said, s.place.Note)
	return Turn{Place: s.place, Deed: s.deed}
}

func above(said, note string) string {
	if said == "" || note == "" {
		return said + note
	}
	return said + "\n" + note
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
	case rounds:
		s.place = s.place.at(OnRounds, "")
	case round:
		s.round(a)
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
	return Place{Round: p.Round, Stays: p.Stays, Told: p.Told, View: v, Unit: unit, Turns: p.Turns, Note: p.Note}
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
	s.deed.Kind = SendBook
}
