package bot

import (
	"context"
	"fmt"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/remind"
	"baocaobot/storage"
)

// Reminders are planned once for each report and date, as notices to people; what they
// say, and whether they are still needed, is found out when they are sent.

// settling is how long a bot that has just started still hears what was said while it was
// down, before it reminds anybody.
func (b *Bot) settling() time.Duration { return planLook - time.Since(b.began) }

// duty is a date of a round whose reminders are to be planned.
type duty struct {
	round    flows.RoundID
	schedule remind.Schedule
	day      remind.Day
	units    []flows.UnitID
	reports  map[flows.UnitID]flows.Report
}

// planReminders plans what is due in every round, in one transaction, so that a person
// with several reports is told of all of them at once. Most often nothing is due, which
// is found out without writing.
func (b *Bot) planReminders(ctx context.Context) error {
	var duties []duty
	now := b.now()
	if b.settling() > 0 || !remind.Daytime(now) {
		return nil
	}
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		duties, err = dutiesOf(tx, now)
		return err
	})
	if err != nil || len(duties) == 0 {
		return err
	}
	err = b.store.Update(ctx, func(tx *storage.Tx) error {
		for _, d := range duties {
			for _, unit := range d.units {
				if err := d.plan(tx, unit, now); err != nil {
					return err
				}
			}
		}
		return nil
	})
	b.noticed()
	return err
}

func dutiesOf(tx *storage.Tx, now time.Time) (duties []duty, err error) {
	rounds, err := tx.Rounds()
	if err != nil {
		return nil, err
	}
	restored, err := tx.RestoredAt()
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		d, err := dutyOf(tx, r, restored, now)
		if err != nil {
			return nil, err
		}
		if len(d.units) > 0 {
			duties = append(duties, d)
		}
	}
	return duties, nil
}

// dutyOf gives what is to be planned in a round; without units when nothing is. What was
// due before a restore may have gone out.
func dutyOf(tx *storage.Tx, r flows.Round, restored, now time.Time) (d duty, err error) {
	d.round = r.ID
	if d.schedule, err = ScheduleOf(tx, r.ID); err != nil {
		return d, err
	}
	var due bool
	if d.day, due = remind.Due(d.schedule, r, now); !due {
		return d, nil
	}
	hour := d.day.Date.At(d.schedule.Hour)
	if hour.Before(restored) {
		return d, nil
	}
	if d.units, err = tx.Unplanned(r.ID, string(d.day.Date), hour); err != nil || len(d.units) == 0 {
		return d, err
	}
	d.reports, err = tx.Standing(r.ID)
	return d, err
}

// plan plans the reminder of one report: who is told, and that it was planned, also when
// nobody is.
func (d duty) plan(tx *storage.Tx, unit flows.UnitID, now time.Time) error {
	team, err := tx.Team(unit)
	if err != nil {
		return err
	}
	earlier, err := tx.Reminders(d.round, unit)
	if err != nil {
		return err
	}
	people := remind.Told(d.reports[unit].Stage(), team, d.schedule.Escalates(earlier))
	first, err := tx.PlanReminder(storage.Reminder{Round: d.round, Unit: unit, Day: string(d.day.Date), Kind: d.day.Before, People: len(people)}, now)
	if err != nil || !first {
		return err
	}
	for _, p := range people {
		if err := tx.Notify(storage.Notice{Person: p, Kind: noticeReminder}, now); err != nil {
			return err
		}
	}
	return nil
}

// ScheduleOf gives the schedule of a round's reminders.
func ScheduleOf(tx *storage.Tx, round flows.RoundID) (remind.Schedule, error) {
	stored, err := tx.Schedule(round)
	if err != nil {
		return remind.Schedule{}, err
	}
	s, err := remind.Decode(stored)
	if err != nil {
		return s, fmt.Errorf("round %s: %w", round, err)
	}
	return s, nil
}
