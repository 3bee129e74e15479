package storage

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A database of another program is refused by everything that opens one, and an empty
// file by what only looks; neither is changed.
func TestWhatIsNoDatabaseOfOursIsNotWrittenTo(t *testing.T) {
	dir := t.TempDir()
	foreign, gooses, empty := filepath.Join(dir, "foreign.db"), filepath.Join(dir, "goose.db"), filepath.Join(dir, "empty.db")
	for path, statements := range map[string]string{
		foreign: `create table a (b)`,
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
	remove := func(ctx context.Context, path string) (*Store, error) { return nil, Remove(ctx, path) }
	for _, c := range []struct {
		path, want string
		do         func(context.Context, string) (*Store, error)
	}{
		{foreign, "not one of baocaobot: name another file", Open},
		{foreign, "not one of baocaobot: name another file", OpenExisting},
		{foreign, "not one of baocaobot: name another file", remove},
		{gooses, "not one of baocaobot: name another file", Open},
		{gooses, "not one of baocaobot: name another file", OpenExisting},
		{empty, "only an empty file", OpenExisting},
	} {
		before, _ := os.ReadFile(c.path)
		_, err := c.do(t.Context(), c.path)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one sentence with %q", filepath.Base(c.path), err, c.want)
		}
		if after, err := os.ReadFile(c.path); err != nil || string(after) != string(before) {
			t.Errorf("%s was changed", filepath.Base(c.path))
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 3 {
		t.Errorf("left behind: %q", left)
	}
	if err := open(t, empty).Close(); err != nil { // what creates a database may begin it there
		t.Error(err)
	}
}
