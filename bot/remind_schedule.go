package bot

import (
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
	shown.late, shown.nobody, err = t.late(shown.round.ID, shown.schedule)
	return reply{screen: screenSchedule(shown)}, err
}

// lateUnit is a unit that would be reminded now.
type lateUnit struct {
	unit   flows.Unit
	people int
}

// late lists whose people would be reminded now, and the units where nobody has joined.
func (t turn) late(round flows.RoundID, s remind.Schedule) (late []lateUnit, nobody []flows.Unit, err error) {
	units, err := t.tx.RoundUnits(round)
	if err != nil {
		return nil, nil, err
	}
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
