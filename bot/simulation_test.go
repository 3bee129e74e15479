package bot

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/bot/emulator"
	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/remind"
	"baocaobot/storage"
)

// A round of 124 units and 300 people over 30 days: each person gets exactly the reminders
// that a plain model expects, at most one a day, within the hours, and none about a report
// that was sent; across five crashes, two outages of six hours and a clock that was wrong.
func TestARoundOfThirtyDays(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("takes a minute, and many with the race detector; .ci/run runs it without")
	}
	t.Parallel()
	s := tell(rand.New(rand.NewPCG(2024, 5)))
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		w := newSimworld(t, simStart, path)
		w.prepare(s)
		w.boot()
		w.play(s)
		w.proc.stop()
		if err := <-w.proc.ended; err != nil {
			t.Errorf("the bot ended with %v", err)
		}
		want := s.expected()
		got := w.reminders()
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d reminders, want %d:\n%s", len(got), len(want), diff)
		}
		w.standAs(s)
		t.Logf("%d reminders to %d people after %d deeds", len(got), reminded(got), len(s.deeds))
		w.proc.store.Close()
		w.server.Close()
		w.net.Close()
		w.net.cut()
	})
}

func reminded(list []string) int {
	people := map[string]bool{}
	for _, l := range list {
		people[strings.Fields(l)[1]] = true
	}
	return len(people)
}

// prepare opens the round and makes the invites.
func (w *simworld) prepare(s *story) {
	store, err := storage.Open(context.Background(), w.path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer store.Close()
	err = store.Update(context.Background(), func(tx *storage.Tx) error {
		list := []flows.Unit{{ID: "tinh", Name: "tỉnh Thừa Thiên Huế", Kind: "tỉnh"}}
		var ids []flows.UnitID
		for u := range simUnits {
			ids = append(ids, unitID(u))
			list = append(list, flows.Unit{ID: unitID(u), Name: unitName(u), Kind: "huyện", Parent: "tinh", Order: u + 1})
		}
		if err := tx.PutUnits(list); err != nil {
			return err
		}
		round := flows.Round{ID: "r", Name: "Báo cáo 6 tháng", Outline: "first-half-2024", Opened: simOpened.time(),
			From: simStart.AddDate(0, -4, 0), To: simStart.AddDate(0, 2, -1), Deadline: of(simLast+1, 0, 0).time()}
		if err := tx.OpenRound(round, outline.Source("first-half-2024"), ids); err != nil {
			return err
		}
		schedule := remind.Default()
		schedule.Days = simOffs
		for _, day := range simFeasts {
			schedule.Holidays = append(schedule.Holidays, remind.DateOf(of(day, 0, 0).time()))
		}
		if err := tx.SetSchedule("r", schedule.Encode()); err != nil {
			return err
		}
		return s.invite(tx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (s *story) invite(tx *storage.Tx) (err error) {
	for i, d := range s.deeds {
		if d.kind != joins {
			continue
		}
		role := flows.Cadre
		for _, at := range s.people[d.person] {
			if at.unit == d.unit && at.leads {
				role = flows.Leader
			}
		}
		if s.deeds[i].code, err = tx.NewInvite(role, unitID(d.unit), simStart, simStart.AddDate(0, 2, 0)); err != nil {
			return err
		}
	}
	return nil
}

// play lets everything happen at its time.
func (w *simworld) play(s *story) {
	type moment struct {
		at time.Time
		do func()
	}
	var all []moment
	for _, d := range s.deeds {
		all = append(all, moment{d.at.time(), func() { w.does(s, d) }})
	}
	for _, c := range crashes {
		all = append(all, moment{c.from.time().Add(time.Duration(c.sec * float64(time.Second))), w.crash}, moment{c.to.time(), w.boot})
	}
	for _, o := range outages {
		all = append(all, moment{o.from.time(), w.net.cut}, moment{o.to.time(), w.net.mend})
	}
	all = append(all, moment{ahead.from.time(), func() { w.wrong = time.Duration(aheadBy) * time.Minute }}, moment{ahead.to.time(), func() { w.wrong = 0 }},
		moment{of(simDays+1, 0, 0).time(), func() {}})
	slices.SortStableFunc(all, func(a, b moment) int { return a.at.Compare(b.at) })
	for _, m := range all {
		w.until(m.at)
		synctest.Wait()
		m.do()
	}
}

func (w *simworld) does(s *story, d deed) {
	p := w.server.Phone(int64(personID(d.person)), fmt.Sprint("cán bộ ", d.person))
	switch d.kind {
	case joins:
		p.Start(d.code)
	case speaks:
		p.Say("menu")
	case sends:
		s.opens(p, d)
		p.Say("gửi")
		p.Say("có")
	case takesBack:
		s.opens(p, d)
		p.Say("sửa báo cáo")
		p.Say("có")
	case blocks:
		p.Block()
	case unblocks:
		p.Unblock()
	}
}

// opens goes to the report of a unit, by its number among the person's.
func (s *story) opens(p *emulator.Phone, d deed) {
	var units []int
	for _, at := range s.people[d.person] {
		if at.joins >= 0 && at.joins <= d.at {
			units = append(units, at.unit)
		}
	}
	slices.Sort(units)
	if len(units) > 1 {
		p.Say(fmt.Sprintf("/doi %d", slices.Index(units, d.unit)+1))
	}
}

var reportsNamed = regexp.MustCompile(`huyện số \d{3}`)

// reminders lists what came to the phones.
func (w *simworld) reminders() (list []string) {
	for p := range simPeople {
		for _, m := range w.server.Phone(int64(personID(p)), "").Messages() {
			if !m.FromBot || !strings.HasPrefix(m.Text, "⏰") {
				continue
			}
			at := m.Date.In(flows.Zone)
			if at.Hour() < 7 || at.Hour() >= 20 {
				w.t.Errorf("%d was reminded at %s", personID(p), at)
			}
			units := reportsNamed.FindAllString(m.Text, -1)
			slices.Sort(units)
			list = append(list, line(at.Day(), p, units))
		}
	}
	return list
}

// standAs finds the reports in the database as the story left them.
func (w *simworld) standAs(s *story) {
	sent := map[flows.UnitID]bool{}
	for _, d := range s.deeds {
		if d.kind == sends || d.kind == takesBack {
			sent[unitID(d.unit)] = d.kind == sends
		}
	}
	err := w.proc.store.View(context.Background(), func(tx *storage.Tx) error {
		reports, err := tx.Standing("r")
		for unit, want := range sent {
			if reports[unit].Sent() != want {
				w.t.Errorf("%s: sent is %v, want %v", unit, !want, want)
			}
		}
		return err
	})
	if err != nil {
		w.t.Error(err)
	}
}
