package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/remind"
	"baocaobot/storage"
)

// scheduleFlags say when those of a round are reminded who have not sent.
type scheduleFlags struct {
	Remind   *string `placeholder:"DAYS" help:"Days before the last one on time on which people are reminded, 0 for that day, negative after it: \"7,3,1,0,-1\" by default; \"off\" for no reminders, \"on\" for those of before."`
	Hour     *int    `placeholder:"H" help:"Hour from which reminders go out, 7 to 19; 8 by default."`
	Escalate *int    `placeholder:"N" help:"Reminders after which a unit's leaders get them too; 3 by default, 0 for never."`
	Holidays *string `placeholder:"DATES|FILE" help:"Days off beside Saturdays and Sundays: 2024-09-02,2024-09-03 or a file of such days; \"none\" for none."`
}

func (f scheduleFlags) given() bool {
	return f.Remind != nil || f.Hour != nil || f.Escalate != nil || f.Holidays != nil
}

// change makes the changes that were given.
func (f scheduleFlags) change(s *remind.Schedule) error {
	if f.Hour != nil {
		if s.Hour = *f.Hour; s.Hour < remind.Earliest || s.Hour >= remind.Latest {
			return usage("--hour: give an hour from %d to %d", remind.Earliest, remind.Latest-1)
		}
	}
	if f.Escalate != nil {
		if s.Escalate = *f.Escalate; s.Escalate < 0 || s.Escalate > remind.MostDays {
			return usage("--escalate: give 1 to %d reminders, or 0 for never", remind.MostDays)
		}
	}
	return cmp.Or(f.changeDays(s), f.changeHolidays(s))
}

func (f scheduleFlags) changeDays(s *remind.Schedule) error {
	if f.Remind == nil {
		return nil
	}
	if s.Off = *f.Remind == "off"; s.Off || *f.Remind == "on" {
		return nil
	}
	days, ok := remind.ReadDays(*f.Remind)
	if !ok {
		return usage("--remind: %q is no list of days; write it as 7,3,1,0,-1 (%d to -%d, at most %d), or off", *f.Remind, remind.MostBefore, remind.MostAfter, remind.MostDays)
	}
	s.Days = days
	return nil
}

func (f scheduleFlags) changeHolidays(s *remind.Schedule) (err error) {
	if f.Holidays == nil {
		return nil
	}
	if *f.Holidays == "none" {
		s.Holidays = nil
		return nil
	}
	text, err := os.ReadFile(*f.Holidays)
	if errors.Is(err, os.ErrNotExist) {
		text, err = []byte(*f.Holidays), nil
	}
	if err != nil {
		return fmt.Errorf("the holidays %s cannot be read: check the name given with --holidays", *f.Holidays)
	}
	if s.Holidays, err = remind.ReadDates(string(text)); err != nil {
		return usage("--holidays: %v", err)
	}
	if n := len(s.Holidays); n == 0 || n > remind.MostHolidays {
		return usage("--holidays: give 1 to %d days, or \"none\"", remind.MostHolidays)
	}
	return nil
}

type roundScheduleCmd struct {
	pickedRound
	scheduleFlags `embed:""`
	JSON          bool `name:"json" help:"Print JSON."`
}

// scheduleOut is a schedule as "round schedule --json" prints it.
type scheduleOut struct {
	Round    flows.RoundID `json:"round"`
	Off      bool          `json:"off"`
	Hour     int           `json:"hour"`
	Escalate int           `json:"escalate"`
	Holidays []remind.Date `json:"holidays"`
	Days     []scheduleDay `json:"days"`
}

type scheduleDay struct {
	Date    remind.Date `json:"date"`
	Before  int         `json:"before"`  // days before the last one on time
	Planned bool        `json:"planned"` // reminders were
	Units   int         `json:"units"`   // of which somebody was to be told
}

func (c roundScheduleCmd) Run(con console, db database) error {
	var out scheduleOut
	err := db.with(con.ctx, func(store *storage.Store) error {
		return store.Update(con.ctx, func(tx *storage.Tx) (err error) {
			out, err = c.run(tx)
			return err
		})
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return con.json(out)
	}
	state := fmt.Sprintf("from %d:00 on working days; leaders %s", out.Hour, leaders(out.Escalate))
	if out.Off {
		state = "switched off"
	}
	con.printf("Reminders of round %s: %s.\n", out.Round, state)
	return con.table("DATE\tWEEKDAY\tBEFORE\tUNITS", len(out.Days), func(i int) string {
		d := out.Days[i]
		units := "-"
		if d.Planned {
			units = fmt.Sprint(d.Units)
		}
		return fmt.Sprintf("%s\t%s\t%d\t%s", d.Date, d.Date.At(0).Weekday(), d.Before, units)
	})
}

func (c roundScheduleCmd) run(tx *storage.Tx) (out scheduleOut, err error) {
	find := c.find
	if c.given() {
		find = certainRound{Round: c.Round}.find
	}
	round, err := find(tx)
	if err != nil {
		return out, err
	}
	s, err := bot.ScheduleOf(tx, round.ID)
	if err != nil {
		return out, err
	}
	if c.given() {
		if err := c.change(&s); err != nil {
			return out, err
		}
		if s, err = bot.ChangeSchedule(tx, round.ID, s, 0, time.Now()); err != nil {
			return out, err
		}
	}
	planned, err := tx.PlannedUnits(round.ID)
	if err != nil {
		return out, err
	}
	out = scheduleOut{round.ID, s.Off, s.Hour, s.Escalate, append([]remind.Date{}, s.Holidays...), []scheduleDay{}}
	for _, d := range remind.Days(s, round) {
		units, was := planned[string(d.Date)]
		out.Days = append(out.Days, scheduleDay{d.Date, d.Before, was, units})
	}
	return out, nil
}

func leaders(escalate int) string {
	if escalate == 0 {
		return "never"
	}
	return fmt.Sprintf("after %d", escalate)
}
