package unitlist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/unitlist"
)

const all = "mã,tên,loại,trực thuộc,từ ngày,đến ngày,đơn vị cũ,báo cáo\n"

func read(t *testing.T, file string) unitlist.List {
	t.Helper()
	list, err := unitlist.Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAPreviewTellsEverythingThatChanges(t *testing.T) {
	known := read(t, all+"t,tỉnh T,tỉnh,,,,,không\nh,huyện H,huyện,t,,,,không\na,xã A,xã,h,,,,\nb,xã B,xã,h,,,,\nc,xã C,xã,h,,,,\nd,xã D,xã,h,1/7/2020,,,\n"+
		"e,xã E,xã,h,,,,\ng,xã G,xã,h,,,,\nz,xã Z,xã,h,,,,\n").Units
	list := read(t, all+"t,tỉnh T,tỉnh,,,,,không\nh,huyện H,huyện,t,,,,không\nb,xã Bê,xã,h,,,,\na,xã A,xã,t,,30/6/2025,,\nc,xã C,phường,h,,,,\nd,xã D,xã,h,1/7/2021,,,\n"+
		"e,xã E,xã,h,,30/6/2025,,\ng,xã G,xã,h,,,,không\nm,xã M,xã,h,1/7/2025,,a + b,\ns,xã S,xã,h,1/7/2025,,e,\nu,xã U,xã,h,1/7/2025,,e,\nv,phường V,phường,h,,,g,\nn,xã N,xã,h,,,,\n")
	asked := map[flows.UnitID][]flows.RoundID{"a": {"r1"}}
	p := unitlist.Compare(known, asked, list)
	want := []unitlist.Change{
		{What: unitlist.Added, Unit: "n", Name: "xã N", After: "xã N"},
		{What: unitlist.Merged, Unit: "m", Name: "xã M", After: "a + b"},
		{What: unitlist.Split, Unit: "s", Name: "xã S", After: "e"},
		{What: unitlist.Split, Unit: "u", Name: "xã U", After: "e"},
		{What: unitlist.Succeeds, Unit: "v", Name: "phường V", After: "g"},
		{What: unitlist.Renamed, Unit: "b", Name: "xã Bê", Before: "xã B", After: "xã Bê"},
		{What: unitlist.Retyped, Unit: "c", Name: "xã C", Before: "xã", After: "phường"},
		{What: unitlist.Moved, Unit: "a", Name: "xã A", Before: "h", After: "t"},
		{What: unitlist.Closed, Unit: "a", Name: "xã A", Before: "–", After: "–30/6/2025"},
		{What: unitlist.Closed, Unit: "e", Name: "xã E", Before: "–", After: "–30/6/2025"},
		{What: unitlist.Dated, Unit: "d", Name: "xã D", Before: "1/7/2020–", After: "1/7/2021–"},
		{What: unitlist.Reporting, Unit: "g", Name: "xã G", Before: "có", After: "không"},
		{What: unitlist.Reordered},
	}
	if diff := cmp.Diff(want, p.Changes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(known[8:], p.Absent); diff != "" {
		t.Error(diff)
	}
	if len(p.Breaches) != 0 {
		t.Errorf("refused: %+v", p.Breaches)
	}
	var put []flows.UnitID
	for _, u := range p.Put {
		put = append(put, u.ID)
	}
	if diff := cmp.Diff([]flows.UnitID{"b", "a", "c", "d", "e", "g", "m", "s", "u", "v", "n"}, put); diff != "" {
		t.Error(diff)
	}
}

func TestTheSameListChangesNothing(t *testing.T) {
	list := shipped(t, "mau-sap-xep-2025")
	p := unitlist.Compare(list.Units, nil, list)
	if len(p.Changes)+len(p.Breaches)+len(p.Absent)+len(p.Put) > 0 {
		t.Errorf("%+v", p)
	}
	// Nor does one with fewer rows, whose numbers are others.
	p = unitlist.Compare(list.Units, nil, unitlist.List{Units: append([]flows.Unit{list.Units[0]}, renumbered(list.Units[3:])...)})
	if len(p.Changes)+len(p.Put) > 0 || len(p.Absent) != 2 {
		t.Errorf("%+v", p)
	}
}

func renumbered(units []flows.Unit) (list []flows.Unit) {
	for _, u := range units {
		u.Order -= 2
		if u.ID == "xa-mau-mot" {
			u.Predecessors = []flows.UnitID{"xa-cu-a", "xa-cu-b", "thi-tran-cu-c"}
		}
		list = append(list, u)
	}
	return list
}

func TestAUnitThatWasAskedKeepsItsKind(t *testing.T) {
	known := read(t, all+"a,xã A,xã,,,,,\nb,xã B,xã,,,,,\n").Units
	list := read(t, all+"a,phường A,phường,,,,,\nb,phường B,phường,,,,,\n")
	p := unitlist.Compare(known, map[flows.UnitID][]flows.RoundID{"a": {"r1", "r2"}}, list)
	want := []unitlist.Breach{{Change: unitlist.Change{What: unitlist.Retyped, Unit: "a", Name: "phường A", Before: "xã", After: "phường"}, Rounds: []flows.RoundID{"r1", "r2"}}}
	if diff := cmp.Diff(want, p.Breaches); diff != "" {
		t.Error(diff)
	}
}

// The print changes with the file, with the units and with who was asked.
func TestThePrintOfAPreview(t *testing.T) {
	one, two := read(t, all+"a,xã A,xã,,,,,\n"), read(t, all+"a,xã B,xã,,,,,\n")
	asked := map[flows.UnitID][]flows.RoundID{"a": {"r1"}}
	prints := map[string]bool{}
	for _, p := range []unitlist.Preview{
		unitlist.Compare(nil, nil, one), unitlist.Compare(nil, nil, two), unitlist.Compare(one.Units, nil, two), unitlist.Compare(one.Units, asked, two),
	} {
		prints[p.Print] = true
	}
	if len(prints) != 4 {
		t.Errorf("%d prints of four previews", len(prints))
	}
	if again := unitlist.Compare(one.Units, asked, two); !prints[again.Print] {
		t.Error("the same preview has two prints")
	}
}
