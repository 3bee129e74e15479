package storage

import (
	"context"
	"errors"
	"os"
)

// errMoved is a database whose name is of another file than the one that is open, or of
// none: what is written to it now nobody finds again.
var errMoved = errors.New("moved, removed or replaced while it was open")

// home is where an open database lies: the file of its name and its write-ahead log.
type home struct {
	names []string
	files []os.FileInfo // as they were when it was opened
}

// homeOf looks where a database lies that is open on a connection. Once that has read, no
// program may take the log away: https://www.sqlite.org/wal.html.
func homeOf(ctx context.Context, path string, on queryRower) (h home, err error) {
	var tables int
	if err := on.QueryRowContext(ctx, `select count(*) from sqlite_master`).Scan(&tables); err != nil {
		return h, err
	}
	for _, name := range []string{path, realName(path) + "-wal"} {
		info, err := os.Stat(name)
		if err != nil && name != path { // a disk that cannot share memory has no such log
			continue
		}
		if err != nil {
			return h, errMoved
		}
		h.names, h.files = append(h.names, name), append(h.files, info)
	}
	return h, nil
}

// check tells that the database still lies there, as it must before anything is confirmed.
func (h home) check() error {
	for i, name := range h.names {
		if info, err := os.Stat(name); err != nil || !os.SameFile(info, h.files[i]) {
			return errMoved
		}
	}
	return nil
}
