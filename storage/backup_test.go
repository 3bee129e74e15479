package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// withEvidence adds files whose copies are in the side folder.
func withEvidence(t *testing.T, s *Store, names ...string) {
	t.Helper()
	for _, name := range names {
		addFiles(t, s, sentFile(0, "I.1", name))
		if err := s.KeepFile(name, []byte("tệp "+name)); err != nil {
			t.Fatal(err)
		}
		update(t, s, func(tx *Tx) error {
			_, err := tx.exec("mark", `update evidence set stored = $1 where name = $1`, name)
			return err
		})
	}
}

// answers appends n answers of A Lưới.
func answers(t *testing.T, s *Store, n int, at time.Time) {
	t.Helper()
	update(t, s, func(tx *Tx) error {
		var list []flows.Answer
		for i := range n {
			list = append(list, flows.Answer{Question: flows.QuestionID(fmt.Sprint("q", i)), Value: count(int64(i)), By: 1001, At: at, Channel: "telegram"})
		}
		return tx.Append(half.ID, aLuoi.ID, list)
	})
}

// tree lists what is in a folder: path → the text of evidence, or its kind.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, kind := strings.TrimPrefix(path, dir+"/"), "file"
		if d.IsDir() {
			kind = "folder"
		}
		if strings.HasPrefix(d.Name(), "mc-") {
			data, err := os.ReadFile(path)
			all[name] = string(data)
			return err
		}
		if !strings.HasSuffix(name, "-wal") && !strings.HasSuffix(name, "-shm") {
			all[name] = kind
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestABackupIsADatabaseWithItsFolder(t *testing.T) {
	s, _ := fresh(t)
	answers(t, s, 3, noon.Add(time.Minute))
	withEvidence(t, s, "mc-000001.jpg", "mc-000002.pdf", "mc-000003.pdf")
	if err := os.Remove(filepath.Join(Folder(s.path), "mc-000003.pdf")); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "bản sao #1?.db")
	made, err := s.Backup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if diff := cmp.Diff(Contents{Bytes: info.Size(), Answers: 3, Files: 2, Missing: 1, Newest: noon.Add(time.Minute)}, made); diff != "" {
		t.Error(diff)
	}
	want := map[string]string{"bản sao #1?.db": "file", "bản sao #1?.files": "folder",
		"bản sao #1?.files/mc-000001.jpg": "tệp mc-000001.jpg", "bản sao #1?.files/mc-000002.pdf": "tệp mc-000002.pdf"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(evidence(t, s, aLuoi.ID), evidence(t, open(t, file), aLuoi.ID)); diff != "" {
		t.Errorf("the backup as a database: %s", diff)
	}
}

// Every answer that was acknowledged before the backup began is in it.
func TestABackupWhileAnswersComeIn(t *testing.T) {
	s, path := fresh(t)
	ctx, stop := context.WithCancel(t.Context())
	var kept atomic.Int64
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for ctx.Err() == nil {
				err := s.Update(t.Context(), func(tx *Tx) error {
					return tx.Append(half.ID, aLuoi.ID, []flows.Answer{{Question: "q", Value: count(1), Raw: strings.Repeat("x", 500), By: 1001, At: noon}})
				})
				if err != nil {
					t.Error(err)
					return
				}
				kept.Add(1)
			}
		})
	}
	dir, last := t.TempDir(), int64(0)
	for i := range 5 {
		for kept.Load() < last+200 && !t.Failed() { // the writers are at work
			time.Sleep(time.Millisecond)
		}
		before := kept.Load()
		file := filepath.Join(dir, fmt.Sprint(i, ".db"))
		made, err := s.Backup(t.Context(), file)
		if i%2 == 1 { // as another program does it
			os.Remove(file)
			made, err = Backup(t.Context(), path, file)
		}
		if err != nil {
			t.Fatal(err)
		}
		if made.Answers < before || made.Answers > kept.Load()+4 {
			t.Errorf("backup %d holds %d answers, acknowledged before %d, after %d", i, made.Answers, before, kept.Load())
		}
		last = before
	}
	stop()
	writers.Wait()
}

func TestABackupThatCannotBeMadeLeavesNothing(t *testing.T) {
	s, path := fresh(t)
	dir := t.TempDir()
	write := func(name string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte("của người khác"), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	stray := strings.TrimSuffix(write("stray.db-journal"), "-journal")
	damaged := filepath.Join(dir, "damaged.db")
	copyDamaged(t, s, damaged)
	taken := write("taken.db")
	before := tree(t, dir)
	cases := []struct{ from, to, said string }{
		{path, taken, "exists already"},
		{path, path, "exists already"},
		{path, stray, "stray.db-journal exists already"},
		{path, filepath.Join(dir, "no", "x.db"), "check that its folder exists"},
		{path, "", "is no name for a backup"},
		{path, "file:x.db", "is no name for a backup"},
		{filepath.Join(dir, "none.db"), filepath.Join(dir, "x.db"), "there is no database"},
		{taken, filepath.Join(dir, "x.db"), "not an undamaged baocaobot database"},
		{damaged, filepath.Join(dir, "x.db"), "not an undamaged baocaobot database"},
	}
	for _, c := range cases {
		_, err := Backup(t.Context(), c.from, c.to)
		if err == nil || !strings.Contains(err.Error(), c.said) {
			t.Errorf("%s to %s: %v, want %q", c.from, c.to, err, c.said)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Backup(ctx, filepath.Join(dir, "x.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// copyDamaged makes a backup whose pages are torn from the middle on.
func copyDamaged(t *testing.T, s *Store, file string) {
	t.Helper()
	answers(t, s, 2000, noon)
	made, err := s.Backup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte(strings.Repeat("\xa5", int(made.Bytes/2))), made.Bytes/2); err != nil {
		t.Fatal(err)
	}
}
