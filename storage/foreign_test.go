package storage

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A database of another program and what is no file are refused by everything that opens
// a database, and an empty file by what only looks; nothing is changed.
func TestWhatIsNoDatabaseOfOursIsNotWrittenTo(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	foreign, logging, gooses, empty, folder := at("foreign.db"), at("logging.db"), at("goose.db"), at("empty.db"), at("folder.db")
	for path, statements := range map[string]string{
		foreign: `create table a (b)`,
		logging: `pragma journal_mode(wal); create table a (b)`,
		gooses:  `create table goose_db_version (version_id); create table a (b)`,
	} {
		db, err := sql.Open("sqlite", address(path))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(statements); err != nil {
			t.Fatal(err)
		}
		db.Close()
	}
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	remove := func(ctx context.Context, path string) (*Store, error) { return nil, Remove(ctx, path) }
	_, _, backup := backedUp(t)
	restore := func(ctx context.Context, path string) (*Store, error) {
		_, err := Restore(ctx, backup, path, false, night1)
		return nil, err
	}
	for _, c := range []struct {
		path, want string
		do         func(context.Context, string) (*Store, error)
	}{
		{foreign, "not one of baocaobot: name another file", Open},
		{foreign, "not one of baocaobot: name another file", OpenExisting},
		{foreign, "not one of baocaobot: name another file", remove},
		{foreign, "not one of baocaobot: name another file", restore},
		{logging, "not one of baocaobot: name another file", OpenExisting},
		{logging, "not one of baocaobot: name another file", restore},
		{gooses, "not one of baocaobot: name another file", Open},
		{gooses, "not one of baocaobot: name another file", OpenExisting},
		{empty, "only an empty file", OpenExisting},
		{folder, "is no database file: name a file", Open},
		{folder, "is no database file: name a file", OpenExisting},
		{folder, "is no database file: name a file", remove},
	} {
		before, _ := os.ReadFile(c.path)
		_, err := c.do(t.Context(), c.path)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one sentence with %q", filepath.Base(c.path), err, c.want)
		}
		if after, _ := os.ReadFile(c.path); string(after) != string(before) {
			t.Errorf("%s was changed", filepath.Base(c.path))
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 5 {
		t.Errorf("left behind: %q", left)
	}
	if err := open(t, empty).Close(); err != nil { // what creates a database may begin it there
		t.Error(err)
	}
}

// What another program wrote before it crashed may stand in its log alone, and stays there.
func TestTheLogOfAnotherProgramIsLeftToIt(t *testing.T) {
	live, crashed := filepath.Join(t.TempDir(), "foreign.db"), filepath.Join(t.TempDir(), "foreign.db")
	db, err := sql.Open("sqlite", address(live))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`pragma journal_mode(wal); create table a (b)`); err != nil {
		t.Fatal(err)
	}
	before := map[string]string{}
	for _, s := range []string{"", "-wal"} {
		data, err := os.ReadFile(live + s)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(crashed+s, data, 0o600); err != nil {
			t.Fatal(err)
		}
		before[s] = string(data)
	}
	if _, err := OpenExisting(t.Context(), crashed); err == nil || !strings.Contains(err.Error(), "not one of baocaobot") {
		t.Errorf("opened: %v", err)
	}
	for s, want := range before {
		if data, err := os.ReadFile(crashed + s); err != nil || string(data) != want {
			t.Errorf("foreign.db%s was changed (%v)", s, err)
		}
	}
}
