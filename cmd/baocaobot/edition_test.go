package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/storage"
)

// What is exported is an edition: a new one when something changed, the same bytes when
// nothing did or when its number is named, also after a restore.
func TestExportsAreEditions(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "x.db")
	in := func(args ...string) string { return succeeds(t, append(args, "--db", db)...) }
	file := func(name string) string { return filepath.Join(dir, name) }
	read := func(name string) string {
		data, err := os.ReadFile(file(name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if got := succeeds(t, append(openRound, "--db", db)...); got == "" {
		t.Fatal("no round")
	}
	if got := in("edition", "list", "--json"); got != "[]\n" {
		t.Errorf("no editions are %q", got)
	}
	first := in("export", "--out", file("1.xlsx"))
	again := in("export", "--out", file("same.xlsx"))
	if !strings.HasPrefix(first, "Wrote "+file("1.xlsx")+": Sáu tháng, edition 1 of 20") || !strings.HasSuffix(first, ", 0 of 9 units have sent.\n") {
		t.Errorf("said %q", first)
	}
	if !strings.HasSuffix(again, "units have sent.\nNothing has changed since that edition.\n") || read("same.xlsx") != read("1.xlsx") {
		t.Errorf("again: %q", again)
	}
	in("export", "--out", file("2.xlsx"), "--counts", "sent")
	store, err := storage.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	err = store.Update(t.Context(), func(tx *storage.Tx) error {
		code, err := tx.NewInvite("cadre", "hue", time.Now(), time.Now().Add(time.Hour))
		if err != nil {
			return err
		}
		if _, err := tx.UseInvite(code, 1, "cán bộ", time.Now()); err != nil {
			return err
		}
		return tx.Happen(demoOutline, "hue", storage.Sent, 1, "", time.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
	store.Close()
	in("export", "--out", file("3.xlsx"))
	in("backup", file("b.db"))
	in("export", "--out", file("1b.xlsx"), "--edition", "1")
	succeeds(t, "restore", file("b.db"), "--db", file("new.db"))
	succeeds(t, "export", "--db", file("new.db"), "--out", file("2b.xlsx"), "--edition", "2")
	if read("1b.xlsx") != read("1.xlsx") || read("2b.xlsx") != read("2.xlsx") || read("3.xlsx") == read("1.xlsx") {
		t.Error("an edition is not what it was")
	}
	var rows []editionRow
	if err := json.Unmarshal([]byte(in("edition", "list", "--json")), &rows); err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		rows[i].At = time.Time{}
	}
	want := []editionRow{{3, time.Time{}, 1, 9, "all"}, {2, time.Time{}, 0, 9, "sent"}, {1, time.Time{}, 0, 9, "all"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if got := in("edition", "list"); strings.Count(got, "\n") != 4 || !strings.HasPrefix(got, "EDITION  MADE              SENT  COUNTS\n3        20") {
		t.Errorf("listed:\n%s", got)
	}
}
