package bot

import (
	"testing"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// A round of communes knows their districts and names the province that all lie in.
func TestARoundKnowsItsParentsAndItsPlace(t *testing.T) {
	unit := func(id flows.UnitID, kind, name string, parent flows.UnitID) flows.Unit {
		return flows.Unit{ID: id, Kind: kind, Name: kind + " " + name, Parent: parent}
	}
	units := []flows.Unit{
		unit("tt", "tỉnh", "Thừa Thiên Huế", ""), unit("qt", "tỉnh", "Quảng Trị", ""),
		unit("a-luoi", "huyện", "A Lưới", "tt"), unit("nam-dong", "huyện", "Nam Đông", "tt"),
		unit("a-ngo", "xã", "A Ngo", "a-luoi"), unit("huong-phu", "xã", "Hương Phú", "nam-dong"), unit("khac", "xã", "Khác", "qt"),
	}
	for _, c := range []struct {
		place   string
		parents int
		asked   []flows.UnitID
	}{
		{"Thừa Thiên Huế", 1, []flows.UnitID{"a-luoi", "nam-dong"}},
		{"Thừa Thiên Huế", 2, []flows.UnitID{"a-ngo", "huong-phu"}},
		{"Thừa Thiên Huế", 2, []flows.UnitID{"nam-dong", "a-ngo"}},
		{"A Lưới", 1, []flows.UnitID{"a-ngo"}},
		{"", 2, []flows.UnitID{"a-ngo", "khac"}},
		{"", 0, []flows.UnitID{"tt"}},
	} {
		in := roundOf(t, units, c.asked)
		if in.Place != c.place || len(in.Parents) != c.parents {
			t.Errorf("%v: place %q with %d parents, want %q with %d", c.asked, in.Place, len(in.Parents), c.place, c.parents)
		}
		for _, u := range in.Units {
			if u.Parent != "" && in.Parents[u.Parent].ID != u.Parent {
				t.Errorf("%v: the parent of %s is not known", c.asked, u.ID)
			}
		}
	}
}

func roundOf(t *testing.T, units []flows.Unit, asked []flows.UnitID) (in report.Input) {
	t.Helper()
	store, err := storage.Open(t.Context(), t.TempDir()+"/round.db")
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2024, 5, 28, 12, 0, 0, 0, flows.Zone)
	const first = "first-half-2024"
	round := flows.Round{ID: "r", Name: "Đợt", Outline: first, From: now, To: now, Deadline: now, Opened: now, Amend: flows.Free}
	err = store.Update(t.Context(), func(tx *storage.Tx) error {
		if err := tx.PutUnits(units); err != nil {
			return err
		}
		if err := tx.OpenRound(round, outline.Source(first), asked); err != nil {
			return err
		}
		in, err = LoadRound(tx, round, now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}
