package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/remind"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

const (
	calm       = 10 * time.Minute // without a word, until a conversation counts as over
	remindTry  = time.Minute      // for which one attempt may go on: what it says is true now
	maxButtons = 3                // of a reminder: reports one can go on with
)

// errPassed tells that what became of a notice is kept already: it waits, or ended.
var errPassed = errors.New("not sent")

// sendReminder sends a reminder if that is right at this moment.
func (b *Bot) sendReminder(ctx context.Context, n storage.Notice) error {
	if err := b.planReminders(ctx); err != nil { // so that one message says all
		return err
	}
	var r checked
	now := b.now()
	err := b.store.Update(ctx, func(tx *storage.Tx) (err error) {
		if r, err = b.recheck(tx, n, now); err != nil || r.goes {
			return err
		}
		if r.until.IsZero() {
			return tx.EndNotice(n.ID, storage.Needless, now)
		}
		return tx.PostponeNotice(n.ID, r.until)
	})
	if err != nil {
		return err
	}
	if !r.goes {
		return errPassed
	}
	ctx, stop := context.WithTimeout(ctx, min(remindTry, remind.Closes(remind.DateOf(now)).Sub(now)))
	defer stop()
	_, err = b.gateway.Notify(ctx, int64(n.Person), r.screen)
	return err
}

// checked is what is to be done with a reminder now.
type checked struct {
	goes   bool
	until  time.Time // when to look again; zero: never, it is needless
	screen flows.Screen
}

// recheck looks at everything once more: a reminder goes to somebody who still has an
// open report, within its hours, not into a conversation, and once a day.
func (b *Bot) recheck(tx *storage.Tx, n storage.Notice, now time.Time) (checked, error) {
	owed, err := b.openDesks(tx, n.Person)
	if err != nil {
		return checked{}, err
	}
	desks, next := owedNow(owed, now)
	if len(desks) == 0 { // with nothing open, next is zero
		return checked{until: next}, nil
	}
	if until, err := b.waits(tx, n.Person, now); err != nil || !until.IsZero() {
		return checked{until: until}, err
	}
	today := remind.DateOf(now)
	mine, err := tx.ClaimDay(n.Person, string(today), n.ID, now)
	if err != nil {
		return checked{}, err
	}
	if !mine {
		_, next := owedNow(owed, today.Plus(1).At(0))
		return checked{until: next}, nil
	}
	screen, err := b.reminder(tx, n.Person, desks)
	return checked{goes: true, screen: screen}, err
}

// waits tells until when a person is left alone; zero when the reminder may go. A bot that
// has just started hears first what was said while it was down, and a conversation goes on
// without being broken into. A last turn that lies ahead tells of a clock set back.
func (b *Bot) waits(tx *storage.Tx, person flows.PersonID, now time.Time) (until time.Time, err error) {
	if left := b.settling(); left > 0 {
		return now.Add(left), nil
	}
	last, err := tx.LastTurn(person)
	if since := now.Sub(last); err == nil && since >= 0 && since < calm {
		return last.Add(calm), nil
	}
	return time.Time{}, err
}

// openDesk is a report of which a person is to be reminded.
type openDesk struct {
	storage.Desk
	schedule remind.Schedule
}

// openDesks lists the reports of which this person is to be reminded, the most urgent
// first.
func (b *Bot) openDesks(tx *storage.Tx, person flows.PersonID) (open []openDesk, err error) {
	desks, err := tx.Desks(person)
	if err != nil {
		return nil, err
	}
	desks = inOrder(desks) // a copy: what the writer knows is shared
	slices.SortStableFunc(desks, func(a, b storage.Desk) int { return a.Round.Deadline.Compare(b.Round.Deadline) })
	for _, d := range desks {
		schedule, err := ScheduleOf(tx, d.Round.ID)
		if err != nil {
			return nil, err
		}
		told, err := concerns(tx, person, d, schedule)
		if err != nil {
			return nil, err
		}
		if told {
			open = append(open, openDesk{d, schedule})
		}
	}
	return open, nil
}

// concerns tells that a person is to be reminded of a report: a reminder of it was
// planned, it and its round are open, and the person is still one of those who are told.
func concerns(tx *storage.Tx, person flows.PersonID, d storage.Desk, s remind.Schedule) (bool, error) {
	planned, err := tx.Reminders(d.Round.ID, d.Unit.ID)
	if err != nil || planned == 0 || s.Off || !d.Round.Closed.IsZero() {
		return false, err
	}
	report, err := tx.Report(d.Round.ID, d.Unit.ID)
	if err != nil {
		return false, err
	}
	team, err := tx.Team(d.Unit.ID)
	return slices.Contains(remind.Told(report.Stage(), team, s.Escalates(planned-1)), person), err
}

// owedNow lists the reports whose hours it is; next is the first moment at which it is
// those of any, zero without reports.
func owedNow(owed []openDesk, now time.Time) (desks []storage.Desk, next time.Time) {
	for _, o := range owed {
		at := o.schedule.Next(now)
		if at.Equal(now) {
			desks = append(desks, o.Desk)
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return desks, next
}

// reminder is the message about some reports of a person, with a button for each of the
// first ones. Nobody's place changes by it.
func (b *Bot) reminder(tx *storage.Tx, person flows.PersonID, desks []storage.Desk) (flows.Screen, error) {
	s := screenReminder()
	for i, d := range desks {
		if i == maxButtons {
			s.Text += wordMoreDesks(desks[i:])
			break
		}
		form, err := turn{bot: b, tx: tx, person: person}.form(d)
		if err != nil {
			return s, err
		}
		text, on := talk.Reminder(form)
		on.Data += tag(d)
		if len(desks) > 1 {
			on.Label += " – " + cut(d.Unit.Name, 30)
		}
		s.Text += "\n\n" + text
		s.Buttons = append(s.Buttons, []flows.Button{on})
	}
	return s, nil
}
