package storage

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

func look[T any](t *testing.T, s *Store, read func(*Tx) (T, error)) (found T) {
	t.Helper()
	err := s.View(t.Context(), func(tx *Tx) (err error) { found, err = read(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func mark(t *testing.T, s *Store) Mark {
	t.Helper()
	return look(t, s, func(tx *Tx) (Mark, error) { return tx.Mark(half.ID) })
}

// An edition comes back byte for byte; its number can be taken once.
func TestEditionsAreNumberedAndKept(t *testing.T) {
	s, _ := fresh(t)
	answers(t, s, 3, noon)
	first := Edition{Round: half.ID, Number: 1, At: noon, By: 1001, Counts: "sent", Mark: mark(t, s), Sent: 1, Expected: 2}
	file := bytes.Repeat([]byte("PK\x00\xff"), 100_000)
	update(t, s, func(tx *Tx) error { return tx.AddEdition(first, file) })
	second := Edition{Round: half.ID, Number: 2, At: noon.Add(time.Hour), Mark: mark(t, s), Expected: 2}
	update(t, s, func(tx *Tx) error { return tx.AddEdition(second, []byte("second")) })
	for _, number := range []int{0, 1, 2, 4} {
		wrong := Edition{Round: half.ID, Number: number, At: noon}
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.AddEdition(wrong, []byte("x")) }); !errors.Is(err, ErrTaken) {
			t.Errorf("edition %d after 2: %v", number, err)
		}
	}
	got := look(t, s, func(tx *Tx) ([]Edition, error) { return tx.Editions(half.ID) })
	if diff := cmp.Diff([]Edition{second, first}, got); diff != "" {
		t.Error(diff)
	}
	if kept := look(t, s, func(tx *Tx) ([]byte, error) { return tx.EditionFile(half.ID, 1) }); !bytes.Equal(kept, file) {
		t.Errorf("%d bytes came back of %d", len(kept), len(file))
	}
	err := s.View(t.Context(), func(tx *Tx) error { _, err := tx.EditionFile(half.ID, 3); return err })
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("edition 3: %v", err)
	}
}

// Reports as of a mark are what Reports gave when the mark was read.
func TestReportsAsTheyWere(t *testing.T) {
	s, _ := fresh(t)
	type moment struct {
		mark    Mark
		reports map[flows.UnitID]flows.Report
	}
	var moments []moment
	keep := func() {
		t.Helper()
		reports := look(t, s, func(tx *Tx) (map[flows.UnitID]flows.Report, error) { return tx.Reports(half.ID) })
		for u, r := range reports {
			r.Evidence = nil // is not kept track of
			reports[u] = r
		}
		moments = append(moments, moment{mark(t, s), reports})
	}
	happen := func(e Event) {
		update(t, s, func(tx *Tx) error { return tx.Happen(half.ID, aLuoi.ID, e, 1001, "", noon, "q1") })
	}
	withdraw := func() {
		update(t, s, func(tx *Tx) error {
			return tx.Append(half.ID, aLuoi.ID, []flows.Answer{{Question: "q0", Value: flows.Value{State: flows.Withdrawn}, By: 1001, Channel: "telegram", At: noon}})
		})
	}
	keep()
	for _, change := range []func(){
		func() { answers(t, s, 3, noon) }, func() { happen(Sent) }, func() { happen(Revise) }, withdraw,
		func() { answers(t, s, 2, noon) }, func() { happen(Sent) }, func() { happen(Approved) },
		func() { addFiles(t, s, sentFile(0, "I.1", "a.jpg")) },
		func() {
			update(t, s, func(tx *Tx) error { return tx.RemoveEvidence(half.ID, aLuoi.ID, []int64{1}, 1001, noon) })
		},
	} {
		change()
		keep()
	}
	for i, m := range moments {
		if i > 0 && m.mark == moments[i-1].mark {
			t.Errorf("change %d does not show in the mark %+v", i, m.mark)
		}
		got := look(t, s, func(tx *Tx) (map[flows.UnitID]flows.Report, error) { return tx.ReportsAsOf(half.ID, m.mark) })
		if i >= len(moments)-2 {
			continue // nothing but evidence changed
		}
		if diff := cmp.Diff(m.reports, got); diff != "" {
			t.Errorf("after change %d:\n%s", i, diff)
		}
	}
}

// What a notice hands out is decided once.
func TestANoticeHandsOutOneEdition(t *testing.T) {
	s, _ := fresh(t)
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.AddEdition(Edition{Round: half.ID, Number: 1, At: noon}, []byte("1")),
			tx.AddEdition(Edition{Round: half.ID, Number: 2, At: noon}, []byte("2")),
			tx.NotifyEdition(Notice{Person: 1001, Kind: "workbook", Round: half.ID}, Handout{1, true}, noon),
			tx.NotifyEdition(Notice{Person: 1001, Kind: "workbook", Round: half.ID}, Handout{2, false}, noon),
			tx.HandOut(1, half.ID, Handout{2, false}),
			tx.Notify(Notice{Person: 1001, Kind: "other"}, noon))
	})
	for notice, want := range map[int64]Handout{1: {1, true}, 2: {}} {
		if got := look(t, s, func(tx *Tx) (Handout, error) { return tx.HandsOut(notice) }); got != want {
			t.Errorf("notice %d hands out %+v, want %+v", notice, got, want)
		}
	}
}

func TestCombinedNoticesGoOutOnce(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1002, flows.Cadre, hue.ID)
	owe := func(person flows.PersonID, kind, text string, due time.Time) {
		update(t, s, func(tx *Tx) error {
			return tx.Notify(Notice{Person: person, Kind: kind, Screen: flows.Screen{Text: text}}, due)
		})
	}
	owe(1001, "came", "one", noon)
	owe(1001, "other", "x", noon)
	owe(1002, "came", "y", noon)
	owe(1001, "came", "two", noon)
	owe(1001, "came", "later", noon.Add(time.Hour))
	take := func(now time.Time) (texts []string) {
		update(t, s, func(tx *Tx) error {
			list, err := tx.TakeNotices(now, now.Add(time.Minute), 10)
			for _, n := range list {
				if n, err = tx.CombineNotices(n, now); err != nil {
					return err
				}
				texts = append(texts, n.Screen.Text)
			}
			return err
		})
		return texts
	}
	want := []string{"one\ntwo", "y"}
	if diff := cmp.Diff(want, take(noon)); diff != "" {
		t.Error(diff)
	}
	update(t, s, (*Tx).FreeNotices)
	if diff := cmp.Diff(want, take(noon)); diff != "" { // after a crash: the same message
		t.Error(diff)
	}
}

func TestWorkbooksArePlannedOnce(t *testing.T) {
	s, _ := fresh(t)
	for i, want := range []bool{true, false} {
		update(t, s, func(tx *Tx) error {
			first, err := tx.Plan(half.ID, AtDeadline, noon)
			if first != want {
				t.Errorf("planning %d: first is %v", i, first)
			}
			return err
		})
	}
	got := look(t, s, func(tx *Tx) (map[Reason]bool, error) { return tx.Planned(half.ID) })
	if diff := cmp.Diff(map[Reason]bool{AtDeadline: true}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCameIn(t *testing.T) {
	s, _ := fresh(t) // a cadre of A Lưới joined at noon
	join(t, s, 1002, flows.Cadre, aLuoi.ID)
	join(t, s, 1003, flows.Office, "")
	at := noon
	happen := func(unit flows.UnitID, e Event) {
		at = at.Add(time.Minute)
		update(t, s, func(tx *Tx) error { return tx.Happen(half.ID, unit, e, 1001, "vì", at, "q1") })
	}
	for _, e := range []Event{Submitted, Sent, Asked, Reopened, Sent, Revise, Submitted, Returned, Sent, Approved} {
		happen(aLuoi.ID, e)
	}
	happen(hue.ID, Sent)
	tell := func(from, to time.Time) (all []string) {
		for _, a := range look(t, s, func(tx *Tx) ([]Arrival, error) { return tx.Arrivals(half.ID, from, to) }) {
			all = append(all, a.Unit.Name+" "+string(a.Kind)+" after "+string(a.After)+" "+a.At.Sub(noon).String())
		}
		return all
	}
	want := []string{"huyện A Lưới sent after  2m0s", "huyện A Lưới asked after sent 3m0s", "huyện A Lưới sent after reopened 5m0s",
		"huyện A Lưới sent after revise 9m0s", "thành phố Huế sent after  11m0s", "huyện A Lưới joined after  0s"}
	if diff := cmp.Diff(want, tell(noon, at.Add(time.Second))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[1:3], tell(noon.Add(3*time.Minute), noon.Add(9*time.Minute))); diff != "" {
		t.Error(diff)
	}
	last := look(t, s, func(tx *Tx) (Arrival, error) { return tx.LastSending(half.ID, aLuoi.ID) })
	if last.After != Revise || last.Number != 3 {
		t.Errorf("the last sending: %+v", last)
	}
	standing := look(t, s, func(tx *Tx) (map[flows.UnitID]flows.Report, error) { return tx.Standing(half.ID) })
	if standing[aLuoi.ID].Stage() != flows.Approved || standing[hue.ID].Stage() != flows.Sent {
		t.Errorf("standing: %+v", standing)
	}
}

func TestDigestsAreToldOnceAMorning(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1002, flows.Office, "")
	due := func(morning time.Time) []Digest {
		return look(t, s, func(tx *Tx) ([]Digest, error) { return tx.DueDigests(morning) })
	}
	tomorrow := noon.AddDate(0, 0, 1)
	update(t, s, func(tx *Tx) error {
		return errors.Join(tx.SwitchDigest(1001, true, noon, noon), tx.SwitchDigest(1002, true, noon, noon),
			tx.SwitchDigest(1001, true, tomorrow, tomorrow), tx.SwitchDigest(1002, false, noon, noon))
	})
	if diff := cmp.Diff([]Digest{{1001, noon}}, due(tomorrow)); diff != "" || len(due(noon)) != 0 {
		t.Errorf("due: %s", diff)
	}
	for id, want := range map[flows.PersonID]bool{1001: true, 1002: false} {
		if on := look(t, s, func(tx *Tx) (bool, error) { return tx.WantsDigest(id) }); on != want {
			t.Errorf("%d wants it: %v", id, on)
		}
	}
	update(t, s, func(tx *Tx) error { return tx.DigestTold(1001, tomorrow) })
	if len(due(tomorrow)) != 0 {
		t.Error("told twice")
	}
}

// A database of before that already has rounds behind it gets no workbook of them.
func TestRoundsOfBeforeArePlannedAlready(t *testing.T) {
	s := storedBy(t, 7,
		`insert into unit values ('hue', '', '', '', 1)`, `insert into person values (1, '', 0, true)`, `insert into seen values (1, 1000)`,
		`insert into round (id, name, outline, outline_id, from_ms, to_ms, deadline_ms, opened_ms, previous) values
			('open', '', '', '', 0, 0, 1001, 0, ''), ('over', '', '', '', 0, 0, 1000, 0, ''), ('done', '', '', '', 0, 0, 1001, 0, '')`,
		`insert into round_unit values ('open', 'hue'), ('over', 'hue'), ('done', 'hue')`,
		`insert into report_event (round, unit, kind, person, at_ms) values ('done', 'hue', 'sent', 1, 1), ('open', 'hue', 'asked', 1, 1)`)
	for round, want := range map[flows.RoundID]map[Reason]bool{"open": {}, "over": {AtDeadline: true}, "done": {Complete: true}} {
		got := look(t, s, func(tx *Tx) (map[Reason]bool, error) { return tx.Planned(round) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", round, diff)
		}
	}
}

// A backup has the editions, and its newest moment is theirs when nothing came after.
func TestABackupHasTheEditions(t *testing.T) {
	s, _ := fresh(t)
	late := noon.AddDate(0, 0, 5)
	update(t, s, func(tx *Tx) error {
		return tx.AddEdition(Edition{Round: half.ID, Number: 1, At: late}, []byte("workbook"))
	})
	file := filepath.Join(t.TempDir(), "b.db")
	made, err := s.Backup(t.Context(), file)
	if err != nil || !made.Newest.Equal(late) {
		t.Errorf("newest is %s, %v", made.Newest, err)
	}
	restored := open(t, file)
	if kept := look(t, restored, func(tx *Tx) ([]byte, error) { return tx.EditionFile(half.ID, 1) }); string(kept) != "workbook" {
		t.Errorf("kept %q", kept)
	}
}
