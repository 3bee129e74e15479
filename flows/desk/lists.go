package desk

// What is chosen from a list, by its button, its number or by words.

// units looks for a unit: one is shown, several are listed.
func (s *step) units(text string) {
	found := foundUnits(s.form.Units, text)
	s.place = s.place.at(OnUnits, "")
	switch {
	case len(found) == 1:
		s.place = s.place.at(OnUnit, found[0].ID)
	case len(found) == 0:
		s.place.Note = saidNoSuchUnit(text)
	case plainWords(text) != "":
		s.place.Words = text
	}
}

// items looks for a question: one is shown, several are listed.
func (s *step) items(text string) {
	found := foundItems(allNumbered(s.form.Outline), text)
	s.place = s.place.at(OnItems, "")
	switch {
	case len(found) == 1:
		s.place = s.place.at(OnItem, "")
		s.place.Question = found[0].ID
	case plainWords(text) == "": // nothing to look for
	case len(found) == 0:
		s.place.Note = saidNoSuchItem(text)
	default:
		s.place.Words = text
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
		s.toggle(spansIn(a.words))
	case len(a.n) != 1:
		s.place.Note = saidOneNumber()
	case s.place.View == OnRounds:
		s.round(act{n: a.n})
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
