package storage

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"baocaobot/flows"
)

// all is everything that the writer may know, read in one transaction.
type all struct {
	Reports []flows.Report
	Members [][]flows.Member
	Desks   [][]Desk
	Teams   [][]flows.Colleague
	Tasks   []map[string]flows.PersonID
	Origins []map[flows.UnitID]flows.Origin
	Places  [][]byte
}

func readAll(tx *Tx) (a all, err error) {
	for _, unit := range []flows.UnitID{aLuoi.ID, hue.ID} {
		report, e1 := tx.Report(half.ID, unit)
		team, e2 := tx.Team(unit)
		tasks, e3 := tx.Tasks(half.ID, unit)
		origins, e4 := tx.Origins(unit, half)
		a.Reports, a.Teams, a.Tasks, a.Origins = append(a.Reports, report), append(a.Teams, team), append(a.Tasks, tasks), append(a.Origins, origins)
		err = errors.Join(err, e1, e2, e3, e4)
	}
	for person := flows.PersonID(1001); person <= 1003; person++ {
		members, e1 := tx.Memberships(person)
		desks, e2 := tx.Desks(person)
		ofLuoi, e3 := tx.Place(person, half.ID, aLuoi.ID)
		ofHue, e4 := tx.Place(person, half.ID, hue.ID)
		a.Members, a.Desks, a.Places = append(a.Members, members), append(a.Desks, desks), append(a.Places, ofLuoi, ofHue)
		err = errors.Join(err, e1, e2, e3, e4)
	}
	return a, err
}

var errUndo = errors.New("undo this")

// Whatever is written, by this program or another, kept or undone: the writer, who
// knows things, reads the same as a connection that knows nothing.
func TestTheWriterKnowsWhatIsStored(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		path := filepath.Join(t.TempDir(), fmt.Sprint(rapid.Int64().Draw(rt, "file")))
		mine, other := open(t, path), open(t, path)
		defer mine.Close()
		defer other.Close()
		update(t, mine, func(tx *Tx) error {
			if err := tx.PutUnits([]flows.Unit{aLuoi, hue}); err != nil {
				return err
			}
			return tx.OpenRound(half, []byte("id: x"), []flows.UnitID{aLuoi.ID, hue.ID})
		})
		for person := flows.PersonID(1001); person <= 1003; person++ {
			join(t, mine, person, flows.Cadre, aLuoi.ID)
		}
		join(t, mine, 1001, flows.Cadre, hue.ID)
		for range rapid.IntRange(1, 12).Draw(rt, "transactions") {
			store := mine
			if rapid.IntRange(0, 4).Draw(rt, "who") == 0 {
				store = other
			}
			undo := rapid.IntRange(0, 3).Draw(rt, "undo") == 0
			err := store.Update(t.Context(), func(tx *Tx) error {
				_, err := readAll(tx)
				for range rapid.IntRange(1, 4).Draw(rt, "writes") {
					err = errors.Join(err, writeAny(rt, tx))
				}
				if undo {
					err = errors.Join(err, errUndo)
				}
				return err
			})
			if undo != errors.Is(err, errUndo) || !undo && err != nil {
				rt.Fatal(err)
			}
			var known, stored all
			update(t, mine, func(tx *Tx) (err error) { known, err = readAll(tx); return err })
			if err := mine.View(t.Context(), func(tx *Tx) (err error) { stored, err = readAll(tx); return err }); err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(stored, known); diff != "" {
				rt.Fatalf("the writer knows it differently:\n%s", diff)
			}
		}
	})
}

// writeAny writes one of the things that the program writes.
func writeAny(rt *rapid.T, tx *Tx) error {
	unit := rapid.SampledFrom([]flows.UnitID{aLuoi.ID, hue.ID}).Draw(rt, "unit")
	person := rapid.SampledFrom([]flows.PersonID{1001, 1002, 1003}).Draw(rt, "person")
	n := rapid.Int64Range(0, 9).Draw(rt, "n")
	switch rapid.IntRange(0, 11).Draw(rt, "write") {
	case 0, 1, 2:
		a := flows.Answer{Question: flows.QuestionID(fmt.Sprint("q", n%4)), Value: count(n), Raw: "<x>", By: person, Name: "not stored",
			At: noon.Add(1234567), Channel: "telegram", Message: int(n)}
		switch n {
		case 7:
			a.Value = flows.Value{State: flows.Withdrawn}
		case 8:
			a.Value = flows.Value{State: flows.Given, Names: []string{}, Text: "hai\ndòng", Reason: "vì"}
		}
		return tx.Append(half.ID, unit, []flows.Answer{a, {Question: "q9", Value: count(n), By: person, At: noon}})
	case 3:
		other := fmt.Appendf(nil, `{"page":%d,"turns":1}`, n)
		return errors.Join(tx.SavePlace(person, half.ID, unit, other), tx.SavePlace(person, half.ID, unit, fmt.Appendf(nil, `{"page":%d}`, n)))
	case 4:
		return tx.Happen(half.ID, unit, rapid.SampledFrom([]Event{Sent, Reopened, Submitted}).Draw(rt, "event"), person, "lý do", noon)
	case 5:
		return tx.GiveTask(half.ID, unit, flows.Task{Section: "II", Person: person}, person, noon)
	case 6:
		return tx.AddEvidence(half.ID, unit, []flows.Evidence{sentFile(0, "I.1", fmt.Sprint(n))})
	case 7:
		code, err := tx.NewInvite(flows.Leader, unit, noon, noon.AddDate(0, 0, 1))
		if err != nil {
			return err
		}
		_, err = tx.UseInvite(code, person, fmt.Sprint("tên ", n), noon)
		return err
	case 8:
		return errors.Join(tx.Blocked(person), tx.Unblocked(person, noon), tx.Refused(person, noon, noon.Add(time.Duration(n%2)-1)))
	case 9:
		return errors.Join(tx.Heard(person), unheard(tx, person))
	case 10:
		if n%2 == 0 {
			return errors.Join(oweAt(tx, person, unit, n), oweAt(tx, person, unit, n+1))
		}
		return errors.Join(oweNext(tx, person), oweNext(tx, person), oweNext(tx, person))
	default:
		return tx.MarkFetched(n, "file")
	}
}

// unheard complains when messages do not reach somebody who was heard.
func unheard(tx *Tx, person flows.PersonID) error {
	people, err := tx.Unreachable()
	if slices.ContainsFunc(people, func(p Person) bool { return p.ID == person }) {
		err = errors.Join(err, fmt.Errorf("person %d was heard and is unreachable", person))
	}
	return err
}

func oweAt(tx *Tx, person flows.PersonID, unit flows.UnitID, n int64) error {
	_, err := tx.OweAt(person, half.ID, unit, fmt.Appendf(nil, `{"page":%d}`, n), []byte(`{}`), noon)
	return err
}

// oweNext complains when the turn it is told is not the one that is stored, one more
// than before.
func oweNext(tx *Tx, person flows.PersonID) error {
	var before, stored int64
	read := func(turn *int64) error {
		return tx.tx.QueryRowContext(tx.ctx, `select coalesce(max(turn), 0) from chat where person = $1`, int64(person)).Scan(turn)
	}
	e1 := read(&before)
	told, e2 := tx.Owe(person, []byte(`{}`), noon)
	e3 := read(&stored)
	if told != stored || stored != before+1 {
		e3 = errors.Join(e3, fmt.Errorf("person %d: turn %d, then %d, told %d", person, before, stored, told))
	}
	return errors.Join(e1, e2, e3)
}

func TestWhatIsKnownIsBounded(t *testing.T) {
	k := newKnown()
	for unit := range 2000 {
		r := flows.Report{Answers: map[flows.QuestionID]flows.Answer{}}
		for q := range 128 {
			r.Answers[flows.QuestionID(fmt.Sprint(q))] = flows.Answer{}
		}
		k.keep(reportKey{"r", flows.UnitID(fmt.Sprint(unit))}, r)
	}
	if k.answers > mostAnswers || k.answers != 128*len(k.reports) || len(k.reports) < 300 {
		t.Errorf("%d answers of %d reports are kept", k.answers, len(k.reports))
	}
	k.grown(reportKey{"r", "1999"}, mostAnswers)
	if _, kept := k.reports[reportKey{"r", "1999"}]; !kept || len(k.reports) != 1 {
		t.Errorf("beside one that has grown too large, %d reports are kept", len(k.reports)-1)
	}
}
