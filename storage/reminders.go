package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// Reminder is one that was planned for a report. It is planned once for each round, unit,
// day and kind.
type Reminder struct {
	Round  flows.RoundID
	Unit   flows.UnitID
	Day    string // "2024-05-28"
	Kind   int    // days before the last day that is on time
	People int    // how many were to be told
}

// Schedule gives the schedule of a round's reminders as SetSchedule was given it; nil
// when none was set.
func (t *Tx) Schedule(round flows.RoundID) ([]byte, error) {
	var schedule string
	err := t.tx.QueryRowContext(t.ctx, `select schedule from schedule where round = $1`, string(round)).Scan(&schedule)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read schedule: %w", err)
	}
	return []byte(schedule), nil
}

// SetSchedule keeps the schedule of a round's reminders.
func (t *Tx) SetSchedule(round flows.RoundID, schedule []byte) error {
	_, err := t.beside("keep schedule", `insert into schedule (round, schedule) values ($1, $2)
		on conflict (round) do update set schedule = excluded.schedule`, string(round), string(schedule))
	return err
}

// Unplanned lists the units for which a round is open and no reminder is planned yet, of a
// day or of any after it: a day of a new deadline that a day of the old one has overtaken
// is not made up for. Nor is a day whose hour came before the closed round was opened
// again for a unit: its people have just been told.
func (t *Tx) Unplanned(round flows.RoundID, day string, hour time.Time) ([]flows.UnitID, error) {
	scan := func(r *sql.Rows) (id flows.UnitID, err error) { return id, r.Scan(&id) }
	return rows(t, "list units not planned", scan, `select round_unit.unit from round_unit join round on round.id = round_unit.round
		where round.id = $1 and (round.closed_ms = 0 or round_unit.reopened_ms > 0) and round_unit.reopened_ms <= $3
		and not exists (select * from reminder where reminder.round = round_unit.round and reminder.unit = round_unit.unit and day >= $2)
		order by round_unit.unit`,
		string(round), day, ms(hour))
}

// PlanReminder keeps that a reminder was planned; first is false when it was before.
func (t *Tx) PlanReminder(r Reminder, now time.Time) (first bool, err error) {
	added, err := t.beside("plan reminder", `insert into reminder (round, unit, day, kind, people, at_ms) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
		string(r.Round), string(r.Unit), r.Day, int64(r.Kind), int64(r.People), ms(now))
	return added > 0, err
}

// Reminders counts the reminders of a report that somebody was to be told.
func (t *Tx) Reminders(round flows.RoundID, unit flows.UnitID) (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select count(*) from reminder where round = $1 and unit = $2 and people > 0`, string(round), string(unit)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count reminders: %w", err)
	}
	return n, nil
}

// PlannedUnits counts, for each day on which reminders of a round were planned, the
// units of which somebody was to be told.
func (t *Tx) PlannedUnits(round flows.RoundID) (map[string]int, error) {
	days := map[string]int{}
	scan := func(r *sql.Rows) (day string, err error) {
		var n int
		err = r.Scan(&day, &n)
		days[day] = n
		return day, err
	}
	_, err := rows(t, "list planned reminders", scan, `select day, sum(case when people > 0 then 1 else 0 end) from reminder where round = $1 group by day`, string(round))
	return days, err
}

// ClaimDay gives a person's day to a notice. It is false when another one has it: a
// person is reminded at most once a day.
func (t *Tx) ClaimDay(person flows.PersonID, day string, notice int64, now time.Time) (bool, error) {
	if _, err := t.beside("claim day", `insert into reminded (person, day, notice, at_ms) values ($1, $2, $3, $4) on conflict do nothing`,
		int64(person), day, notice, ms(now)); err != nil {
		return false, err
	}
	var holder int64
	err := t.tx.QueryRowContext(t.ctx, `select notice from reminded where person = $1 and day = $2`, int64(person), day).Scan(&holder)
	if err != nil {
		return false, fmt.Errorf("claim day: %w", err)
	}
	return holder == notice, nil
}

// PostponeNotice lets a notice wait until it may be sent; those behind it go first.
func (t *Tx) PostponeNotice(id int64, until time.Time) error {
	_, err := t.beside("postpone notice", `update notice set due_ms = $1, lease_ms = 0, attempt = 0 where id = $2`, ms(until), id)
	return err
}

// LastTurn is when a person last did something that was answered; zero when never.
func (t *Tx) LastTurn(person flows.PersonID) (time.Time, error) {
	var at int64
	err := t.tx.QueryRowContext(t.ctx, `select turn_ms from chat where person = $1`, int64(person)).Scan(&at)
	switch {
	case errors.Is(err, sql.ErrNoRows) || err == nil && at == 0:
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, fmt.Errorf("find last turn: %w", err)
	}
	return moment(at), nil
}
