package storage

import (
	"database/sql"
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"

	"baocaobot/flows"
)

// storedBy makes a database as an earlier version left it, with these rows in it, and
// opens it with this one.
func storedBy(t *testing.T, version int64, rows ...string) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.db")
	old, err := sql.Open("sqlite", address(path))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	dir, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, old, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if _, err := old.Exec(row); err != nil {
			t.Fatalf("%s: %v", row, err)
		}
	}
	return open(t, path)
}

// Everybody goes on where they were, in each of their reports, whether their chat had a
// turn before or not.
func TestPlacesOfBeforeAreKept(t *testing.T) {
	s := storedBy(t, 19,
		`insert into unit (id, name, kind, parent, ord) values ('hue', '', '', '', 1), ('a-luoi', '', '', '', 2)`,
		`insert into person values (1, '', 0, true), (2, '', 0, true), (3, '', 0, true)`,
		`insert into member values (1, 'cadre', 'hue', 0), (1, 'cadre', 'a-luoi', 0), (2, 'cadre', 'hue', 0), (3, 'cadre', 'hue', 0)`,
		`insert into round (id, name, outline, outline_id, from_ms, to_ms, deadline_ms, opened_ms, previous) values ('r', '', '', '', 0, 0, 0, 0, '')`,
		`insert into round_unit (round, unit) values ('r', 'hue'), ('r', 'a-luoi')`,
		`insert into place values (1, 'r', 'hue', '"left"', 4), (1, 'r', 'a-luoi', '"in hand"', 9), (2, 'r', 'hue', '"no turn"', 1)`,
		`insert into chat values (1, 5, 5, '{}', 77), (3, 2, 2, '{}', 78)`)
	for _, c := range []struct {
		person flows.PersonID
		unit   flows.UnitID
		want   string
	}{{1, "hue", `"left"`}, {1, "a-luoi", `"in hand"`}, {2, "hue", `"no turn"`}, {3, "hue", ""}} {
		got := look(t, s, func(tx *Tx) ([]byte, error) { return tx.Place(c.person, "r", c.unit) })
		if string(got) != c.want {
			t.Errorf("person %d is at %s in %s, want %s", c.person, got, c.unit, c.want)
		}
	}
	desks := look(t, s, func(tx *Tx) ([]Desk, error) { return tx.Desks(1) })
	if len(desks) != 2 || desks[0].Unit.ID != "a-luoi" || desks[1].Unit.ID != "hue" {
		t.Errorf("the report in hand is not the first: %+v", desks)
	}
}

// A turn in another report lays the place in the one before away, and coming back takes
// it up again; what a failed turn did to either is undone.
func TestThePlaceInEachReport(t *testing.T) {
	s, _ := fresh(t)
	turn := func(unit flows.UnitID, place string) error {
		return s.Update(t.Context(), func(tx *Tx) error {
			if _, err := tx.OweAt(1001, half.ID, unit, []byte(place), []byte("{}"), noon); err != nil {
				return err
			}
			if place == "undone" {
				return errUndo
			}
			return nil
		})
	}
	for _, c := range []struct {
		unit           flows.UnitID
		place          string
		inALuoi, inHue string
	}{
		{aLuoi.ID, "1", "1", ""}, {aLuoi.ID, "2", "2", ""}, {hue.ID, "3", "2", "3"}, {aLuoi.ID, "undone", "2", "3"},
		{hue.ID, "4", "2", "4"}, {aLuoi.ID, "5", "5", "4"}, {aLuoi.ID, "undone", "5", "4"}, {aLuoi.ID, "6", "6", "4"},
	} {
		if err := turn(c.unit, c.place); err != nil && !errors.Is(err, errUndo) {
			t.Fatal(err)
		}
		for unit, want := range map[flows.UnitID]string{aLuoi.ID: c.inALuoi, hue.ID: c.inHue} {
			read := func(tx *Tx) ([]byte, error) { return tx.Place(1001, half.ID, unit) }
			var known []byte
			update(t, s, func(tx *Tx) (err error) { known, err = read(tx); return err })
			if stored := look(t, s, read); string(stored) != want || string(known) != want {
				t.Errorf("after %s in %s: %s is stored and %s known in %s, want %s", c.place, c.unit, stored, known, unit, want)
			}
		}
	}
}
