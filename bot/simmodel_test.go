package bot

import (
	"fmt"
	"slices"
	"strings"
)

// The model reckons minute by minute who is to be reminded, from the story alone: it
// knows nothing of the bot, of notices or of flows/remind.

// expected is a line for each reminder: day, person, units.
func (s *story) expected() []string {
	m := &simModel{story: s, dates: planDates(), planned: map[int]bool{}, heard: map[int]minute{}, told: map[int]int{}, owed: map[int]bool{},
		sent: map[int]bool{}, count: map[int]int{}, blocked: map[int]bool{}, joined: map[int][]place{}, waits: slices.Clone(s.deeds)}
	for at := minute(0); at < simDays*wholeDay; at++ {
		m.happens(at)
		if m.running(at) {
			m.plans(at)
			m.sends(at)
		}
	}
	return m.list
}

type simModel struct {
	*story
	dates   []int           // days of May
	planned map[int]bool    // by date
	joined  map[int][]place // by person
	heard   map[int]minute  // when the bot last heard a person
	told    map[int]int     // day on which a person was last reminded
	owed    map[int]bool    // by person
	sent    map[int]bool    // by unit
	count   map[int]int     // reminders of a unit
	blocked map[int]bool    // by person
	waits   []deed          // not heard yet
	list    []string
}

func planDates() (dates []int) {
	for _, off := range simOffs {
		step := -1
		if off < 0 {
			step = 1
		}
		day := simLast - off
		for !workday(day) {
			day += step
		}
		if !slices.Contains(dates, day) {
			dates = append(dates, day)
		}
	}
	slices.Sort(dates)
	return dates
}

func workday(day int) bool { // 1 May 2024 was a Wednesday
	weekday := (day + 1) % 7 // 0: Monday
	return weekday < 5 && !slices.Contains(simFeasts, day)
}

// running tells that the bot is up, and long enough to have heard what was said before.
func (m *simModel) running(at minute) bool { return !within(crashes, at) && !within(crashes, at-1) }

// hears tells that what people do reaches the bot.
func (m *simModel) hears(at minute) bool { return !within(crashes, at) && !within(outages, at) }

func (m *simModel) happens(at minute) {
	for _, d := range m.deeds {
		if d.at == at && d.kind == blocks {
			m.blocked[d.person] = true
		}
	}
	for m.hears(at) && len(m.waits) > 0 && m.waits[0].at <= at {
		m.hear(m.waits[0], at)
		m.waits = m.waits[1:]
	}
}

func (m *simModel) hear(d deed, at minute) {
	switch d.kind {
	case joins:
		for _, of := range m.people[d.person] {
			if of.unit == d.unit {
				m.joined[d.person] = append(m.joined[d.person], of)
			}
		}
	case sends:
		m.sent[d.unit] = true
	case takesBack:
		m.sent[d.unit] = false
	case blocks:
		return
	case unblocks:
		m.blocked[d.person] = false
		return
	}
	m.heard[d.person] = at
}

// shows is the day and the hour on the bot's clock.
func shows(at minute) (day, hours int) {
	if ahead.holds(at) {
		at += aheadBy
	}
	return int(at/wholeDay) + 1, int(at % wholeDay / hour)
}

func allowed(at minute) bool {
	day, hours := shows(at)
	return workday(day) && hours >= 8 && hours < 20
}

func (m *simModel) plans(at minute) {
	if !allowed(at) {
		return
	}
	today, _ := shows(at)
	for _, date := range slices.Backward(m.dates) {
		if date > today {
			continue
		}
		if !m.planned[date] {
			m.planned[date] = true
			m.plan()
		}
		return
	}
}

func (m *simModel) plan() {
	for unit := range simUnits {
		if m.sent[unit] {
			continue
		}
		anybody := false
		for p := range m.joined {
			if m.concerns(p, unit, m.count[unit]) {
				m.owed[p], anybody = true, true
			}
		}
		if anybody {
			m.count[unit]++
		}
	}
}

// concerns tells that a person is reminded of a unit's report after so many reminders.
func (m *simModel) concerns(p, unit, earlier int) bool {
	cadres := false
	for _, places := range m.joined {
		for _, of := range places {
			cadres = cadres || of.unit == unit && !of.leads
		}
	}
	for _, of := range m.joined[p] {
		if of.unit == unit && (!of.leads || earlier >= 3 || !cadres) {
			return true
		}
	}
	return false
}

func (m *simModel) sends(at minute) {
	if !allowed(at) || within(outages, at) {
		return
	}
	day, _ := shows(at)
	for p := range simPeople {
		heard, spoke := m.heard[p]
		if !m.owed[p] || m.blocked[p] || spoke && at-heard < 10 || m.told[p] == day {
			continue
		}
		m.owed[p] = false
		var units []string
		for unit := range simUnits {
			if !m.sent[unit] && m.count[unit] > 0 && m.concerns(p, unit, m.count[unit]-1) {
				units = append(units, unitName(unit))
			}
		}
		if len(units) > 0 {
			m.told[p] = day
			m.list = append(m.list, line(day, p, units))
		}
	}
}

func line(day, p int, units []string) string {
	return fmt.Sprintf("%02d/5 %d: %s", day, personID(p), strings.Join(units, ", "))
}
