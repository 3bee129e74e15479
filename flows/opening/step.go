package opening

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"baocaobot/flows"
)

// Step takes one turn.
func Step(form Form, draft Draft, in Input) Turn {
	s := step{form: form, draft: draft, bare: draft.Bare}
	a := draft.understand(in)
	s.draft.Note, s.draft.Bare = "", time.Time{}
	s.draft.Number++
	s.do(a, in)
	if !s.dropped && s.open == nil {
		s.settle()
	}
	return Turn{Draft: s.draft, Open: s.open, Dropped: s.dropped}
}

type step struct {
	form    Form
	draft   Draft
	bare    time.Time // of the turn before
	open    *Plan
	dropped bool
}

func (s *step) do(a act, in Input) {
	if s.draft.Leaving {
		s.leave(a)
		return
	}
	switch a.verb {
	case show:
	case drop:
		s.drop()
	case back:
		s.back()
	case yes:
		s.yes()
	case change:
		s.change(a.ask)
	case pages:
		s.draft.Page, _ = strconv.Atoi(a.arg) // what is no page shows the first
	case toggle:
		s.toggle(a.arg)
	case choice:
		s.chosen(a.arg)
	case answer:
		if s.moved(a.text) {
			s.draft.Note = saidMoved()
			return
		}
		s.answer(a.text)
	case file:
		s.file(*in.File)
	case inert:
		s.draft.Note = saidInert()
	default:
		s.draft.Note = saidStale()
	}
}

// settle leaves the draft at a question that can be asked, and keeps what a summary shows.
func (s *step) settle() {
	next := s.form.next(s.draft)
	if needs := []Ask{ForOutline, ForPeriod, ForUnits, ForDeadline, ForYes}; slices.Index(needs, next) < slices.Index(needs, s.draft.Ask) ||
		!slices.Contains(needs, s.draft.Ask) && next != ForYes {
		s.draft.Ask = next
	}
	s.draft.Shown, s.draft.List = "", s.form.listed(s.draft)
	if s.draft.Ask == ForYes {
		s.draft.Shown = s.form.print(s.draft)
	}
	if s.draft.Ask != ForUnits {
		s.draft.Page = 0
	}
}

// answered goes on to the next question, or back to the summary.
func (s *step) answered() { s.draft.Ask = s.form.next(s.draft) }

// back goes to the question before, or from a line of the summary to the summary.
func (s *step) back() {
	complete := s.form.next(s.draft) == ForYes
	switch d := &s.draft; {
	case d.Ask == ForYes:
		d.Ask = ForDeadline
	case complete:
		d.Ask = ForYes
	case d.Ask == ForPeriod:
		d.Ask = ForOutline
	case d.Ask == ForUnits:
		d.Ask = ForPeriod
	case d.Ask == ForDeadline:
		d.Ask = ForUnits
	default:
		d.Note = saidFirst()
	}
}

func (s *step) change(ask Ask) {
	switch ask {
	case ForOutline, ForPeriod, ForUnits, ForDeadline, ForCutOff, ForPrevious, ForLeader, ForAmend, ForTargets, ForName, ForSight:
		s.draft.Ask = ask
	default:
		s.draft.Note = saidStale()
	}
}

// print tells one round to be opened, and what is warned of, from another.
func (f Form) print(d Draft) string {
	plan := f.plan(d)
	text, err := json.Marshal(plan)
	if err != nil {
		return "" // never: the plan holds nothing that JSON refuses
	}
	return tag(string(text) + f.wordWarned(plan.Round))
}

// yes opens the round that the summary has shown, if it would still open the same one.
func (s *step) yes() {
	if s.draft.Ask != ForYes {
		s.draft.Note = saidStale()
		return
	}
	if s.form.next(s.draft) != ForYes {
		s.draft.Note = saidChanged()
		return
	}
	plan := s.form.plan(s.draft)
	switch r := s.form.refusal(s.draft); {
	case s.draft.Shown != s.form.print(s.draft):
		s.draft.Note = saidChanged()
	case r != nil:
		s.draft.Note = saidNotYet()
	default:
		s.open = &plan
	}
}

func (f Form) refusal(d Draft) *Refusal {
	source, ok := f.source(d)
	if !ok {
		return nil
	}
	plan := f.plan(d)
	if id := plan.Round.Previous; id != "" && !slices.ContainsFunc(f.Rounds, func(r flows.Round) bool { return r.ID == id }) {
		return &Refusal{Why: NoSuchRound}
	}
	return Check(plan, source.Outline, f.Units, f.Now)
}

// toggle takes a unit off or puts it back.
func (s *step) toggle(arg string) {
	for _, u := range s.form.usable(s.draft) {
		if tag(string(u.ID)) != arg {
			continue
		}
		verb := "them"
		if s.draft.asks(u.ID) {
			verb = "bo"
		}
		s.draft.Units = s.form.combine(s.draft, verb, []flows.UnitID{u.ID})
		return
	}
	s.draft.Note = saidStale()
}
