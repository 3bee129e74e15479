package storage

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// What one person is owed comes in order: the next one waits until the one before it
// is ended, however often that one had to be tried; nobody waits for another person.
func TestNoticesInOrderForEachPerson(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1002, flows.Cadre, hue.ID)
	owe := func(person flows.PersonID, text string, due time.Time) {
		update(t, s, func(tx *Tx) error {
			return tx.Notify(Notice{Person: person, Kind: "test", Screen: flows.Screen{Text: text}}, due)
		})
	}
	take := func(now time.Time) (list []Notice) {
		update(t, s, func(tx *Tx) (err error) {
			list, err = tx.TakeNotices(now, now.Add(time.Minute), 10)
			return err
		})
		return list
	}
	texts := func(list []Notice) (got []string) {
		for _, n := range list {
			got = append(got, fmt.Sprintf("%d %s %d", n.Person, n.Screen.Text, n.Attempt))
		}
		return got
	}
	want := func(when string, got []Notice, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, texts(got)); diff != "" {
			t.Errorf("%s:\n%s", when, diff)
		}
	}
	owe(1001, "later", noon.Add(time.Hour))
	owe(1001, "one", noon)
	owe(1001, "two", noon)
	owe(1002, "three", noon)

	first := take(noon)
	want("at first", first, "1001 one 1", "1002 three 1")
	want("while they are being sent", take(noon))
	update(t, s, func(tx *Tx) error { return tx.DelayNotice(first[0].ID, "HTTP 502", noon.Add(30*time.Second)) })
	update(t, s, func(tx *Tx) error { return tx.EndNotice(first[1].ID, Delivered, noon) })
	want("while the failed one waits", take(noon.Add(time.Second)))
	want("once it may be tried again", take(noon.Add(30*time.Second)), "1001 one 2")
	update(t, s, (*Tx).FreeNotices)
	again := take(noon.Add(31 * time.Second))
	want("after a crash", again, "1001 one 3")
	update(t, s, func(tx *Tx) error { return tx.EndNotice(again[0].ID, Delivered, noon) })
	want("then", take(noon.Add(time.Hour)), "1001 later 1")
}

func TestWhatHappensToAReport(t *testing.T) {
	s, _ := fresh(t)
	at := noon
	happen := func(e Event, why string) flows.Report {
		at = at.Add(time.Minute)
		update(t, s, func(tx *Tx) error { return tx.Happen(half.ID, aLuoi.ID, e, 1001, why, at) })
		var r flows.Report
		update(t, s, func(tx *Tx) (err error) { r, err = tx.Report(half.ID, aLuoi.ID); return err })
		return r
	}
	now := func(why string) flows.Moment {
		return flows.Moment{At: at, By: 1001, Name: "cán bộ", Reason: why}
	}
	requests := func() (list []Request) {
		update(t, s, func(tx *Tx) (err error) { list, err = tx.Requests(); return err })
		return list
	}
	if r := happen(Submitted, ""); r.Submitted != now("") || r.Sent() || !r.Locked() {
		t.Errorf("submitted: %+v", r)
	}
	if r := happen(Returned, "thiếu"); r.Locked() {
		t.Errorf("returned: %+v", r)
	}
	happen(Submitted, "")
	sent := happen(Sent, "")
	if !sent.Sent() || sent.Waiting() || sent.Receipt != 1 || sent.SentName != "cán bộ" || !sent.SentAt.Equal(at) {
		t.Errorf("sent: %+v", sent)
	}
	if r := happen(Asked, "nhầm số"); r.Asked != now("nhầm số") || r.Receipt != 1 || len(requests()) != 1 {
		t.Errorf("asked: %+v", r)
	}
	if r := happen(Refused, ""); !r.Asked.At.IsZero() || !r.Sent() || len(requests()) != 0 {
		t.Errorf("refused: %+v", r)
	}
	if r := happen(Reopened, ""); r.Locked() {
		t.Errorf("reopened: %+v", r)
	}
	if r := happen(Sent, ""); r.Receipt != 2 {
		t.Errorf("sent again: %+v", r)
	}
}

// What the office decides, in the order of a round: sent, to be revised, sent again,
// approved, opened again on request, excused after all.
func TestWhatTheOfficeDecides(t *testing.T) {
	s, _ := fresh(t)
	at := noon
	happen := func(e Event, why string, about ...flows.QuestionID) flows.Report {
		at = at.Add(time.Minute)
		update(t, s, func(tx *Tx) error { return tx.Happen(half.ID, aLuoi.ID, e, 1001, why, at, about...) })
		var r flows.Report
		update(t, s, func(tx *Tx) (err error) { r, err = tx.Report(half.ID, aLuoi.ID); return err })
		return r
	}
	answer := func(q flows.QuestionID, n int64) {
		update(t, s, func(tx *Tx) error {
			return tx.Append(half.ID, aLuoi.ID, []flows.Answer{{Question: q, Value: flows.Value{State: flows.Given, Number: n}, By: 1001, Channel: "telegram", At: at}})
		})
	}
	answer("a", 1)
	answer("b", 2)
	first := happen(Sent, "").FirstSent
	back := happen(Revise, "nhầm số", "a", "b")
	want := flows.Revision{Moment: flows.Moment{At: at, By: 1001, Name: "cán bộ", Reason: "nhầm số"}, Questions: []flows.QuestionID{"a", "b"}, Newest: back.Newest}
	if diff := cmp.Diff(want, back.Revision); diff != "" || back.Stage() != flows.Revising || back.Locked() || !back.Delivered() || back.Newest == 0 {
		t.Errorf("to be revised: %s, newest %d\n%s", back.Stage(), back.Newest, diff)
	}
	more := happen(Revise, "thiếu số", "c")
	if want := []flows.QuestionID{"a", "b", "c"}; !cmp.Equal(want, more.Revision.Questions) || more.Revision.Reason != "nhầm số; thiếu số" {
		t.Errorf("revised once more: %+v", more.Revision)
	}
	answer("b", 3)
	answer("c", 4)
	if r := happen(Submitted, ""); r.Stage() != flows.Submitted || !r.InRevision() || len(r.Awaits()) != 1 || r.Awaits()[0] != "a" {
		t.Errorf("before its leader: %s, awaits %v", r.Stage(), r.Awaits())
	}
	if r := happen(Returned, "thiếu"); r.Stage() != flows.Revising {
		t.Errorf("returned by the leader: %s", r.Stage())
	}
	happen(Submitted, "")
	if r := happen(Reopened, ""); r.Stage() != flows.Revising || !r.FirstSent.Equal(first) {
		t.Errorf("taken back from the leader: %s, first sent %s", r.Stage(), r.FirstSent)
	}
	if r := happen(Sent, ""); r.Stage() != flows.Sent || r.InRevision() || !r.FirstSent.Equal(first) || r.Receipt != 2 {
		t.Errorf("sent again: %+v", r)
	}
	if r := happen(Approved, ""); r.Stage() != flows.Approved || !r.Locked() {
		t.Errorf("approved: %+v", r)
	}
	if r := happen(Unapproved, ""); r.Stage() != flows.Sent {
		t.Errorf("not approved any more: %+v", r)
	}
	happen(Approved, "")
	happen(Asked, "thêm số")
	if r := happen(Unapproved, ""); r.Asked.At.IsZero() {
		t.Errorf("what the unit asked is lost: %+v", r)
	}
	update(t, s, func(tx *Tx) error {
		requests, err := tx.Requests()
		if len(requests) != 1 {
			t.Errorf("%d requests once it is not approved any more", len(requests))
		}
		return err
	})
	if r := happen(Reopened, ""); r.Stage() != flows.Filling || !r.FirstSent.Equal(first) {
		t.Errorf("opened on request: %s, first sent %s", r.Stage(), r.FirstSent)
	}
	happen(Sent, "")
	if r := happen(Reopened, ""); !r.FirstSent.IsZero() || r.Delivered() {
		t.Errorf("taken back by the unit itself: %+v", r)
	}
	if r := happen(Excused, "sắp xếp lại"); r.Stage() != flows.Excused || !r.Locked() {
		t.Errorf("excused: %+v", r)
	}
	if r := happen(Unexcused, ""); r.Stage() != flows.Filling {
		t.Errorf("asked again: %+v", r)
	}
}

func TestTasksOfAReport(t *testing.T) {
	s, _ := fresh(t)
	join(t, s, 1002, flows.Leader, aLuoi.ID)
	give := func(section string, to flows.PersonID) {
		update(t, s, func(tx *Tx) error {
			return tx.GiveTask(half.ID, aLuoi.ID, flows.Task{Section: section, Person: to}, 1001, noon)
		})
	}
	give("I", 1002)
	give("II.1", 1002)
	give("I", 0)
	give("II.1", 1001)
	update(t, s, func(tx *Tx) error {
		tasks, err := tx.Tasks(half.ID, aLuoi.ID)
		if diff := cmp.Diff(map[string]flows.PersonID{"II.1": 1001}, tasks); diff != "" {
			t.Error(diff)
		}
		team, err2 := tx.Team(aLuoi.ID)
		want := []flows.Colleague{{ID: 1001, Name: "cán bộ", Role: flows.Cadre}, {ID: 1002, Name: "cán bộ", Role: flows.Leader}}
		if diff := cmp.Diff(want, team); diff != "" {
			t.Error(diff)
		}
		if err == nil {
			err = err2
		}
		return err
	})
}
