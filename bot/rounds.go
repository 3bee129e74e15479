package bot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/remind"
	"baocaobot/storage"
)

// A round is opened, extended, closed and opened again, from the phone or the command
// line (by 0). Each deed changes what is stored, is kept in the audit, and owes those
// whom it concerns a notice; what is not allowed changes nothing.

// What may be wrong with a wish about a round.
var (
	ErrRoundClosed = errors.New("the round is closed")
	ErrRoundOpen   = errors.New("the round is open")
	ErrUnitOpen    = errors.New("the round is open for that unit")
	ErrNotLater    = errors.New("the deadline is not later than the one now")
	ErrPast        = errors.New("the deadline is over already")
	ErrNotOfRound  = errors.New("the round does not ask that unit")
)

// NewRound is a round to open, with units that are loaded.
type NewRound struct {
	Round    flows.Round // under an id that may be taken; opened now where it does not say when
	Source   []byte      // of the outline
	Asked    []flows.UnitID
	Targets  []flows.Target
	Schedule []byte // of reminders, as remind.Schedule encodes it; nil: the usual one
}

// OpenRound opens a round and gives it as it is stored: under its own id, or with a number
// behind it where that is taken, and tells the people of its units. The round before must be there; storage.ErrNotFound.
func OpenRound(tx *storage.Tx, n NewRound, by flows.PersonID, now time.Time) (flows.Round, error) {
	r := n.Round
	if r.Closed = (time.Time{}); r.Opened.IsZero() {
		r.Opened = now
	}
	if r.Previous != "" {
		if _, err := tx.Round(r.Previous); err != nil {
			return r, err
		}
	}
	if _, err := remind.Decode(n.Schedule); err != nil {
		return r, err
	}
	var err error
	if r.ID, err = freeID(tx, r.ID); err != nil {
		return r, err
	}
	if err := tx.OpenRound(r, n.Source, n.Asked); err != nil {
		return r, err
	}
	if n.Schedule != nil {
		if err := tx.SetSchedule(r.ID, n.Schedule); err != nil {
			return r, err
		}
	}
	if err := tx.PutTargets(r.ID, n.Targets); err != nil {
		return r, err
	}
	if err := tx.Audit(storage.Deed{At: now, Person: by, Act: storage.Opened, Round: r.ID}); err != nil {
		return r, err
	}
	return r, tellUnits(tx, r.ID, noticeOpened, now, n.Asked)
}

// freeID is an id itself, or the first of id-2, id-3 … that no round has.
func freeID(tx *storage.Tx, base flows.RoundID) (flows.RoundID, error) {
	id := base
	for n := 2; ; n++ {
		_, err := tx.Round(id)
		if errors.Is(err, storage.ErrNotFound) {
			return id, nil
		}
		if err != nil {
			return id, err
		}
		id = flows.RoundID(fmt.Sprintf("%s-%d", base, n))
	}
}

// ExtendRound gives an open round a later deadline and tells the people of the units that
// have not delivered; ErrRoundClosed, ErrNotLater, ErrPast.
func ExtendRound(tx *storage.Tx, id flows.RoundID, deadline time.Time, by flows.PersonID, now time.Time) error {
	r, err := tx.Round(id)
	switch {
	case err != nil:
		return err
	case !r.Closed.IsZero():
		return ErrRoundClosed
	case !deadline.After(r.Deadline):
		return ErrNotLater
	case !deadline.After(now):
		return ErrPast
	}
	if err := tx.ExtendRound(id, deadline); err != nil {
		return err
	}
	if err := remindFromNow(tx, id, false, now); err != nil { // its dates move with the deadline
		return err
	}
	note := string(remind.DateOf(deadline))
	if err := tx.Audit(storage.Deed{At: now, Person: by, Act: storage.Extended, Round: id, Note: note}); err != nil {
		return err
	}
	return tellUndelivered(tx, id, noticeExtended, now)
}

// CloseRound closes a round, also for the units for which it was opened again, and tells
// the people of those that have not delivered; ErrRoundClosed. The office gets the
// workbook by itself.
func CloseRound(tx *storage.Tx, id flows.RoundID, by flows.PersonID, now time.Time) error {
	r, err := tx.Round(id)
	if err != nil {
		return err
	}
	reopened, err := tx.ReopenedUnits(id)
	switch {
	case err != nil:
		return err
	case !r.Closed.IsZero() && len(reopened) == 0:
		return ErrRoundClosed
	case r.Closed.IsZero(): // for all
		reopened = nil
	}
	if err := tx.CloseRound(id, now); err != nil {
		return err
	}
	if err := tx.Audit(storage.Deed{At: now, Person: by, Act: storage.Closed, Round: id}); err != nil {
		return err
	}
	return tellUndelivered(tx, id, noticeClosed, now, reopened...)
}

// ReopenRound opens a closed round again for all and tells the people of the units that
// have not delivered; ErrRoundOpen.
func ReopenRound(tx *storage.Tx, id flows.RoundID, by flows.PersonID, now time.Time) error {
	r, err := tx.Round(id)
	switch {
	case err != nil:
		return err
	case r.Closed.IsZero():
		return ErrRoundOpen
	}
	if err := tx.ReopenRound(id); err != nil {
		return err
	}
	if err := settleDeadline(tx, r, now); err != nil {
		return err
	}
	if err := remindFromNow(tx, id, true, now); err != nil {
		return err
	}
	if err := tx.Audit(storage.Deed{At: now, Person: by, Act: storage.ReopenedRound, Round: id}); err != nil {
		return err
	}
	return tellUndelivered(tx, id, noticeRoundReopened, now)
}

// remindFromNow lets no date before today's be made up for. Where people have just been
// told that the round is open again, today's is over once its hour has come.
func remindFromNow(tx *storage.Tx, id flows.RoundID, reopened bool, now time.Time) error {
	schedule, err := ScheduleOf(tx, id)
	if err != nil {
		return err
	}
	date := remind.DateOf(now)
	if reopened && now.After(date.At(schedule.Hour)) {
		date = date.Plus(1)
	}
	schedule.Since = max(schedule.Since, date)
	return tx.SetSchedule(id, schedule.Encode())
}

// settleDeadline keeps a deadline that passed while the round was closed from bringing a
// workbook: the closing has brought one.
func settleDeadline(tx *storage.Tx, r flows.Round, now time.Time) error {
	planned, err := tx.Planned(r.ID)
	if err != nil || now.Before(r.Deadline) || !planned[storage.AtClosing] {
		return err
	}
	_, err = tx.Plan(r.ID, storage.AtDeadline, now)
	return err
}

// ReopenUnit opens a closed round again for one of its units and tells its people;
// ErrRoundOpen, ErrUnitOpen, ErrNotOfRound.
func ReopenUnit(tx *storage.Tx, id flows.RoundID, unit flows.UnitID, by flows.PersonID, now time.Time) error {
	r, err := tx.Round(id)
	if err != nil {
		return err
	}
	_, err = tx.RoundFor(id, unit)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return ErrNotOfRound
	case err != nil:
		return err
	case r.Closed.IsZero():
		return ErrRoundOpen
	}
	opened, err := reopenFor(tx, id, unit, by, now)
	switch {
	case err != nil:
		return err
	case !opened:
		return ErrUnitOpen
	}
	return tellUnits(tx, id, noticeRoundReopened, now, []flows.UnitID{unit})
}

// reopenFor opens a round again for a unit for which it is closed, and tells nobody:
// whatever else the office does with the report says it. It tells whether it did.
func reopenFor(tx *storage.Tx, id flows.RoundID, unit flows.UnitID, by flows.PersonID, now time.Time) (bool, error) {
	r, err := tx.RoundFor(id, unit)
	if err != nil || r.Closed.IsZero() {
		return false, err
	}
	if err := tx.ReopenUnit(id, unit, now); err != nil {
		return false, err
	}
	return true, tx.Audit(storage.Deed{At: now, Person: by, Act: storage.ReopenedRound, Round: id, Unit: unit})
}

// openRounds lists the rounds that are not closed, the newest first.
func openRounds(tx *storage.Tx) ([]flows.Round, error) {
	rounds, err := tx.Rounds()
	return desk.OpenRounds(rounds), err
}

// tellUndelivered owes a notice to the people of the units that it concerns; among names
// the ones that are meant, none: all.
func tellUndelivered(tx *storage.Tx, id flows.RoundID, kind string, now time.Time, among ...flows.UnitID) error {
	units, err := tx.RoundUnits(id)
	if err != nil {
		return err
	}
	reports, err := tx.Standing(id)
	if err != nil {
		return err
	}
	var waited []flows.UnitID
	for _, u := range units {
		if concerned(kind, reports[u.ID]) && (len(among) == 0 || slices.Contains(among, u.ID)) {
			waited = append(waited, u.ID)
		}
	}
	return tellUnits(tx, id, kind, now, waited)
}

// awaited tells that the office still waits for a report.
func awaited(r flows.Report) bool { return !r.Delivered() && !r.Exempt() }

// unfinished tells that a unit still has something to send: its report, or what the
// office wants corrected.
func unfinished(r flows.Report) bool { return !r.Sent() && !r.Exempt() }

// concerned tells that what becomes of a round matters to who makes a report. What is
// being corrected can be sent no more once the round is closed.
func concerned(kind string, r flows.Report) bool {
	if kind == noticeClosed || kind == noticeRoundReopened {
		return unfinished(r)
	}
	return awaited(r)
}

// tellUnits owes a notice to each person of some units, one to each, by day.
func tellUnits(tx *storage.Tx, id flows.RoundID, kind string, now time.Time, units []flows.UnitID) error {
	told := map[flows.PersonID]bool{}
	for _, unit := range units {
		team, err := tx.Team(unit)
		if err != nil {
			return err
		}
		for _, c := range team {
			if told[c.ID] {
				continue
			}
			told[c.ID] = true
			if err := tx.Notify(storage.Notice{Person: c.ID, Kind: kind, Round: id}, daytime(now)); err != nil {
				return err
			}
		}
	}
	return nil
}
