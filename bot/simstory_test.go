package bot

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"baocaobot/flows"
)

// The story of a simulated round, told in minutes from its first midnight. Who reads it is
// the simulation, which plays it, and the model, which reckons who is to be reminded.

type minute int

const (
	simUnits  = 124
	simPeople = 300
	simDays   = 30
	hour      = minute(60)
	wholeDay  = 24 * hour
)

var simStart = time.Date(2024, 5, 1, 0, 0, 0, 0, flows.Zone)

// of is a moment of the month: of(28, 8, 30) is 8:30 on 28 May.
func of(day, h, m int) minute { return minute(day-1)*wholeDay + minute(h)*hour + minute(m) }

func (m minute) time() time.Time { return simStart.Add(time.Duration(m) * time.Minute) }

// span is a time in which something does not work; sec is how many seconds after from it
// begins.
type span struct {
	from, to minute
	sec      float64
}

func (s span) holds(m minute) bool { return s.from <= m && m < s.to }

var (
	simOpened = of(2, 9, 0)
	simLast   = 29 // May, the last day on time
	simOffs   = []int{14, 7, 3, 1, 0, -1}
	simFeasts = []int{1, 22} // of May; the 22nd is seven days before the last

	crashes = []span{
		{of(15, 8, 0), of(15, 8, 20), 4.02},  // while the first reminders go out
		{of(20, 3, 0), of(20, 4, 0), 0.5},    // at night
		{of(21, 7, 50), of(21, 9, 30), 0.5},  // over the hour at which reminders begin
		{of(24, 7, 50), of(24, 14, 35), 0.5}, // until the network is down,
		{of(28, 8, 10), of(28, 8, 15), 30},
	}
	outages = []span{
		{from: of(24, 14, 30), to: of(24, 20, 30)}, // nothing can go out on that date any more
		{from: of(30, 6, 30), to: of(30, 12, 30)},
	}
	// The machine's clock is ahead, until it is set right just after it has sent reminders:
	// it shows eight o'clock twice that morning.
	ahead   = span{from: of(27, 10, 0), to: of(28, 7, 20)}
	aheadBy = minute(47)
)

func within(spans []span, m minute) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.holds(m) })
}

type deedKind int

const (
	joins deedKind = iota
	speaks
	sends
	takesBack
	blocks
	unblocks
)

// deed is something a person does.
type deed struct {
	at     minute
	kind   deedKind
	person int
	unit   int // of joins, sends, takesBack
	code   string
}

// place is where a person belongs.
type place struct {
	unit  int
	leads bool
	joins minute // -1: never
}

type story struct {
	people [simPeople][]place
	deeds  []deed
}

// tell makes a story. What people do is put on minutes that end in 4, 6 and 8, apart from
// the moments at which it is decided whether they are reminded, so that only one outcome
// is right.
func tell(r *rand.Rand) *story {
	s := &story{}
	s.cast(r)
	s.blocks(r)
	for range 500 {
		s.speaks(r.IntN(simPeople), of(2+r.IntN(29), 7, 34)+minute(r.IntN(13*6))*10)
	}
	s.sendings(r)
	for p, places := range s.people {
		for _, at := range places {
			if at.joins >= 0 {
				s.deeds = append(s.deeds, deed{at: at.joins, kind: joins, person: p, unit: at.unit})
			}
		}
	}
	s.deeds = slices.DeleteFunc(s.deeds, func(d deed) bool { return d.at >= simDays*wholeDay })
	slices.SortStableFunc(s.deeds, func(a, b deed) int { return cmp.Compare(a.at, b.at) })
	return s
}

// cast gives every unit a cadre, some a leader, and some people several units. Most join
// early; some never do.
func (s *story) cast(r *rand.Rand) {
	for p := range s.people {
		first := place{unit: p % simUnits, leads: p >= simUnits && p < simUnits+40, joins: s.joining(r)}
		if p >= simUnits+40 {
			first.unit = r.IntN(simUnits)
		}
		if p%29 == 28 {
			first.joins = -1
		}
		s.people[p] = []place{first}
		more := []int{0, 0, 0, 0, 0, 1, 2}[r.IntN(7)]
		if p == 7 {
			more = 4
		}
		for range more {
			unit := r.IntN(simUnits)
			if first.joins >= 0 && !slices.ContainsFunc(s.people[p], func(at place) bool { return at.unit == unit }) {
				s.people[p] = append(s.people[p], place{unit: unit, joins: first.joins + minute(r.IntN(3*24*6))*10})
			}
		}
	}
}

func (s *story) joining(r *rand.Rand) minute {
	day := 2 + r.IntN(11)
	if r.IntN(3) == 0 {
		day = 10 + r.IntN(17)
	}
	return of(day, 9, 4) + minute(r.IntN(10*6))*10
}

func (s *story) blocks(r *rand.Rand) {
	for range 25 {
		p := r.IntN(simPeople)
		if slices.ContainsFunc(s.deeds, func(d deed) bool { return d.person == p }) || s.people[p][0].joins < 0 {
			continue
		}
		at := of(14+r.IntN(16), 8+r.IntN(12), 6)
		back := at + minute(r.IntN(9*24*6))*10
		joinsMeanwhile := slices.ContainsFunc(s.people[p], func(of place) bool { return of.joins >= at && of.joins <= back })
		if at <= s.people[p][0].joins || joinsMeanwhile || s.troubled(at) || s.troubled(back) {
			continue
		}
		s.deeds = append(s.deeds, deed{at: at, kind: blocks, person: p}, deed{at: back, kind: unblocks, person: p})
	}
}

// speaks adds a word of a person who has joined and has not blocked the bot.
func (s *story) speaks(p int, at minute) bool {
	if !s.present(p, at) {
		return false
	}
	s.deeds = append(s.deeds, deed{at: at, kind: speaks, person: p})
	return true
}

func (s *story) present(p int, at minute) bool {
	if j := s.people[p][0].joins; j < 0 || at <= j {
		return false
	}
	for i, d := range s.deeds {
		if d.person == p && d.kind == blocks && d.at <= at && at <= s.deeds[i+1].at { // its unblocks
			return false
		}
	}
	return true
}

// sendings lets most units send, a few of them twice, and on two mornings some people are
// in the middle of sending when the reminders go out.
func (s *story) sendings(r *rand.Rand) {
	for unit := range simUnits {
		at := of(6+r.IntN(25), 7, 38) + minute(r.IntN(13*6))*10
		switch {
		case unit%3 == 0:
			continue
		case unit%9 == 1:
			at = of([]int{21, 27}[unit%2], []int{9, 8}[unit%2], []int{38, 8}[unit%2])
		}
		p := s.member(unit, at)
		if p < 0 || s.troubled(at) {
			continue
		}
		if unit%9 == 1 { // in conversation since before the hour
			s.deeds = slices.DeleteFunc(s.deeds, func(d deed) bool {
				return d.person == p && d.kind == speaks && d.at > at-40 && d.at < at+40
			})
			s.speaks(p, at-14)
			s.speaks(p, at-7)
		}
		s.deeds = append(s.deeds, deed{at: at, kind: sends, person: p, unit: unit})
		if back := at + 3*wholeDay; unit%9 == 2 && back < of(29, 20, 0) && s.present(p, back) && !s.troubled(back) {
			s.deeds = append(s.deeds, deed{at: back, kind: takesBack, person: p, unit: unit})
		}
	}
}

// member is a person of a unit who can send its report at a moment; -1 when there is none.
func (s *story) member(unit int, at minute) int {
	for p, places := range s.people {
		for _, of := range places {
			if of.unit == unit && of.joins >= 0 && of.joins+10 < at && s.present(p, at-14) && s.present(p, at) {
				return p
			}
		}
	}
	return -1
}

// troubled tells that whether something comes before or after a reminder is open then:
// while those that a crash has cut off or an outage has held back go out.
func (s *story) troubled(at minute) bool {
	return at >= of(15, 8, 0) && at < of(15, 8, 25) || at >= of(24, 14, 25) && at < of(24, 21, 0) || at >= of(30, 6, 25) && at < of(30, 13, 0)
}

func unitName(u int) string { return fmt.Sprintf("huyện số %03d", u) }

func unitID(u int) flows.UnitID { return flows.UnitID(fmt.Sprintf("u%03d", u)) }

func personID(p int) flows.PersonID { return flows.PersonID(1001 + p) }
