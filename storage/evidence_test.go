package storage

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// sentFile is a file as bot stores it; the store gives it its id and its sender's name.
func sentFile(id int64, card, name string) flows.Evidence {
	return flows.Evidence{ID: id, Card: card, Kind: flows.Document, FileID: "f-" + name, UniqueID: "u-" + name, Name: name, MIME: "application/pdf",
		Size: 5, Caption: "Chú thích\nhai dòng", By: 1001, Sender: "cán bộ", At: noon, Channel: "telegram", Message: 7}
}

func addFiles(t *testing.T, s *Store, files ...flows.Evidence) {
	t.Helper()
	update(t, s, func(tx *Tx) error { return tx.AddEvidence(half.ID, aLuoi.ID, files) })
}

func evidence(t *testing.T, s *Store, unit flows.UnitID) (files []flows.Evidence) {
	t.Helper()
	update(t, s, func(tx *Tx) error {
		r, err := tx.Report(half.ID, unit)
		files = r.Evidence
		return err
	})
	return files
}

func toFetch(t *testing.T, s *Store, now time.Time) (ids []int64) {
	t.Helper()
	update(t, s, func(tx *Tx) error {
		due, err := tx.EvidenceToFetch(now, 10)
		for _, e := range due {
			ids = append(ids, e.ID)
		}
		return err
	})
	return ids
}

func TestEvidenceComesBackWholeWithItsReport(t *testing.T) {
	s, _ := fresh(t)
	one, two := sentFile(1, "I.1", "a.pdf"), sentFile(2, "I.2", "b.pdf")
	two.Kind, two.Problem = flows.Photo, flows.TooLarge
	addFiles(t, s, one, two)
	if diff := cmp.Diff([]flows.Evidence{one, two}, evidence(t, s, aLuoi.ID)); diff != "" {
		t.Error(diff)
	}
	if got := evidence(t, s, hue.ID); got != nil {
		t.Errorf("another unit has %v", got)
	}
	err := s.View(t.Context(), func(tx *Tx) error {
		all, err := tx.Reports(half.ID)
		if len(all) != 1 || len(all[aLuoi.ID].Evidence) != 2 || len(all[aLuoi.ID].Answers) != 0 {
			t.Errorf("all reports: %+v", all)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestRemovedEvidenceIsKeptOutOfTheReport(t *testing.T) {
	s, _ := fresh(t)
	one, two := sentFile(1, "I.1", "a.pdf"), sentFile(2, "I.1", "b.pdf")
	addFiles(t, s, one, two)
	update(t, s, func(tx *Tx) error { // of another unit: nothing happens
		return tx.RemoveEvidence(half.ID, hue.ID, []int64{1, 2}, 1001, noon)
	})
	for hours := range 2 { // the second time changes nothing
		at := noon.Add(time.Duration(hours) * time.Hour)
		update(t, s, func(tx *Tx) error { return tx.RemoveEvidence(half.ID, aLuoi.ID, []int64{1}, 1001, at) })
	}
	if diff := cmp.Diff([]flows.Evidence{two}, evidence(t, s, aLuoi.ID)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{2}, toFetch(t, s, noon)); diff != "" {
		t.Errorf("to fetch:\n%s", diff)
	}
	var kept int
	update(t, s, func(tx *Tx) error {
		return tx.tx.QueryRowContext(t.Context(), `select count(*) from evidence where removed_ms = $1 and removed_by = 1001`, ms(noon)).Scan(&kept)
	})
	if kept != 1 {
		t.Errorf("%d removed rows are kept, want 1", kept)
	}
}

func TestFilesAreFetchedUntilTheyAreStoredOrCannotBe(t *testing.T) {
	s, _ := fresh(t)
	large := sentFile(4, "I.1", "d.pdf")
	large.Problem = flows.TooLarge
	addFiles(t, s, sentFile(1, "I.1", "a.pdf"), sentFile(2, "I.1", "b.pdf"), sentFile(3, "I.1", "c.pdf"), large)
	steps := []struct {
		what string
		do   func(*Tx) error
		now  time.Time
		want []int64
	}{
		{"all are due", func(*Tx) error { return nil }, noon, []int64{1, 2, 3}},
		{"before they were sent", func(*Tx) error { return nil }, noon.Add(-time.Second), nil},
		{"stored", func(tx *Tx) error { return tx.MarkFetched(1, "mc-000001.pdf") }, noon, []int64{2, 3}},
		{"put off", func(tx *Tx) error { return tx.FetchLater(2, noon.Add(time.Minute)) }, noon, []int64{3}},
		{"due again, behind the others", func(*Tx) error { return nil }, noon.Add(time.Minute), []int64{3, 2}},
		{"gone", func(tx *Tx) error { return tx.MarkProblem(3, flows.Gone) }, noon.Add(time.Minute), []int64{2}},
	}
	for _, step := range steps {
		update(t, s, step.do)
		if diff := cmp.Diff(step.want, toFetch(t, s, step.now)); diff != "" {
			t.Errorf("%s:\n%s", step.what, diff)
		}
	}
	update(t, s, func(tx *Tx) error {
		tries, err := tx.FetchTries(2)
		if tries != 1 {
			t.Errorf("%d tries are counted, want 1", tries)
		}
		return err
	})
	got := evidence(t, s, aLuoi.ID)
	if got[0].Stored != "mc-000001.pdf" || got[2].Problem != flows.Gone {
		t.Errorf("kept: %+v", got)
	}
}

func TestTheSideFolderIsForItsOwnerAlone(t *testing.T) {
	s, path := fresh(t)
	folder := Folder(path)
	for _, data := range []string{"first", "second"} { // the second takes the place of the first
		if err := s.KeepFile("mc-000001.jpg", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "mc-000002.jpg.part"), []byte("of a crash"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepFile("mc-000002.jpg", []byte("2")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"mc-000001.jpg": "second", "mc-000002.jpg": "2"} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if string(data) != want || err != nil {
			t.Errorf("%s holds %q, %v", name, data, err)
		}
		if info, _ := os.Stat(filepath.Join(folder, name)); info.Mode() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
	if info, _ := os.Stat(folder); info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v", info.Mode())
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 2 {
		t.Errorf("the folder holds %v", entries)
	}
	for _, name := range []string{"../x.jpg", "mc-000001.jpg/../../x", "", "a.jpg", "mc-000001.part.jpg"} {
		if err := s.KeepFile(name, nil); err == nil {
			t.Errorf("%q was taken for a name", name)
		}
	}
}

func TestRemoveTakesTheSideFolderAlongButNothingElse(t *testing.T) {
	for _, strange := range []bool{false, true} {
		s, path := fresh(t)
		if err := s.KeepFile("mc-000001.jpg", []byte("1")); err != nil {
			t.Fatal(err)
		}
		s.Close()
		other := filepath.Join(Folder(path), "luận văn.docx")
		if strange {
			if err := os.WriteFile(other, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := Remove(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(Folder(path), "mc-000001.jpg")); !os.IsNotExist(err) {
			t.Errorf("the evidence is still there: %v", err)
		}
		if _, err := os.Stat(other); strange != (err == nil) {
			t.Errorf("somebody's own file: %v", err)
		}
	}
}
