package bot

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"baocaobot/storage"
)

// emptyDatabase is a new one, which takes longer to make than to copy.
var emptyDatabase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "empty")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "bot.db")
	store, err := storage.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := store.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func copyEmpty(t testing.TB, path string) {
	t.Helper()
	empty, err := emptyDatabase()
	if err == nil {
		err = os.WriteFile(path, empty, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
