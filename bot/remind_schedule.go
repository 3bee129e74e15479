package bot

import (
	"strings"
	"unicode"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/remind"
)

const commandSchedule = "lich"

// wishOfSchedule is what the office wants of the schedule of reminders.
type wishOfSchedule struct {
	off, on bool
	days    []int // new ones
	unclear bool
}

// scheduleWish reads "/lich", "lịch tắt", "lich bat", "/lich 5,2,0,-1"; ok is false when
// the update is about something else, such as "lịch sử".
func scheduleWish(u telegram.Update) (w wishOfSchedule, ok bool) {
	words, slash := strings.CutPrefix(flows.Fold(u.Text), "/")
	command, rest, _ := strings.Cut(words, " ")
	if u.Kind == telegram.Press || command != commandSchedule {
		return w, false
	}
	switch rest {
	case "":
	case "tat":
		w.off = true
	case "bat":
		w.on = true
	default:
		if !slash && !unicode.IsDigit(rune(rest[0])) && rest[0] != '-' {
			return w, false
		}
		days, read := remind.ReadDays(rest)
		w.days, w.unclear = days, !read
	}
	return w, true
}

// schedule shows or changes when those of the newest round are reminded who have not sent.
func (t turn) schedule(w wishOfSchedule) (reply, error) {
	rounds, err := t.tx.Rounds()
	switch {
	case err != nil:
		return reply{}, err
	case len(rounds) == 0:
		return reply{screen: screenNoRoundOffice()}, nil
	case w.unclear:
		return reply{screen: screenUnclearSchedule()}, nil
	}
	shown := scheduleShown{round: rounds[0], now: t.bot.now()}
	if shown.schedule, err = ScheduleOf(t.tx, rounds[0].ID); err != nil {
		return reply{}, err
	}
	if shown.changed = w.changes(&shown.schedule); shown.changed {
		if err := t.tx.SetSchedule(rounds[0].ID, shown.schedule.Encode()); err != nil {
			return reply{}, err
		}
	}
	if shown.planned, err = t.tx.PlannedUnits(rounds[0].ID); err != nil {
		return reply{}, err
	}
	shown.late, shown.nobody, err = t.late(rounds[0].ID, shown.schedule)
	return reply{screen: screenSchedule(shown)}, err
}

// changes makes a wish true and tells whether it wanted anything but to look.
func (w wishOfSchedule) changes(s *remind.Schedule) bool {
	switch {
	case w.off:
		s.Off = true
	case w.on:
		s.Off = false
	case len(w.days) > 0:
		s.Days, s.Off = w.days, false
	default:
		return false
	}
	return true
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
