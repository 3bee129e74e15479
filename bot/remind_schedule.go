package bot

import (
	"slices"

	"baocaobot/flows"
	"baocaobot/flows/remind"
)

// schedule shows or changes when those of the round the officer works in are reminded who
// have not sent.
func (t turn) schedule(w wishOfSchedule) (reply, error) {
	round, rounds, err := t.working()
	if err != nil {
		return reply{}, err
	}
	moved, err := t.moveTo(round.ID)
	switch {
	case err != nil:
		return reply{}, err
	case len(rounds) == 0:
		return reply{screen: screenNoRoundOffice()}, nil
	case w.wrong != "":
		return reply{screen: plain(w.wrong)}, nil
	}
	shown := scheduleShown{round: round, now: t.bot.now()}
	switch {
	case w.pressed && w.round != roundTag(round.ID):
		w, shown.notDone = wishOfSchedule{}, saidOtherSchedule
	case moved && !w.pressed:
		w, shown.notDone = wishOfSchedule{}, saidNewSchedule
	}
	if shown.schedule, err = ScheduleOf(t.tx, round.ID); err != nil {
		return reply{}, err
	}
	if w.changes(&shown.schedule) {
		shown.said = saidScheduled(w)
		if shown.schedule, err = ChangeSchedule(t.tx, round.ID, shown.schedule, t.person, shown.now); err != nil {
			return reply{}, err
		}
	}
	return t.showSchedule(shown)
}

// showSchedule adds what became of the schedule so far.
func (t turn) showSchedule(shown scheduleShown) (r reply, err error) {
	if shown.head, err = t.head(shown.round.ID); err != nil {
		return r, err
	}
	if shown.planned, err = t.tx.PlannedUnits(shown.round.ID); err != nil {
		return r, err
	}
	units, err := t.tx.RoundUnits(shown.round.ID)
	if err != nil {
		return r, err
	}
	if !shown.round.Closed.IsZero() {
		if units, err = t.reopened(shown.round.ID, units); err != nil {
			return r, err
		}
		shown.alone = len(units) > 0
	}
	shown.late, shown.nobody, err = t.late(shown.round.ID, units, shown.schedule)
	return reply{screen: screenSchedule(shown)}, err
}

// reopened are those of a closed round's units for which it was opened again.
func (t turn) reopened(round flows.RoundID, units []flows.Unit) (open []flows.Unit, err error) {
	ids, err := t.tx.ReopenedUnits(round)
	for _, u := range units {
		if slices.Contains(ids, u.ID) {
			open = append(open, u)
		}
	}
	return open, err
}

// lateUnit is a unit that would be reminded now.
type lateUnit struct {
	unit   flows.Unit
	people int
}

// late lists, of some units, whose people would be reminded now, and where nobody has joined.
func (t turn) late(round flows.RoundID, units []flows.Unit, s remind.Schedule) (late []lateUnit, nobody []flows.Unit, err error) {
	reports, err := t.tx.Standing(round)
	if err != nil {
		return nil, nil, err
	}
	for _, u := range units {
		team, err := t.tx.Team(u.ID)
		if err != nil {
			return nil, nil, err
		}
		earlier, err := t.tx.Reminders(round, u.ID)
		if err != nil {
			return nil, nil, err
		}
		stage := reports[u.ID].Stage()
		if people := remind.Told(stage, team, s.Escalates(earlier)); len(people) > 0 {
			late = append(late, lateUnit{u, len(people)})
		} else if len(team) == 0 && stage != flows.Excused {
			nobody = append(nobody, u)
		}
	}
	return late, nobody, nil
}
