package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"baocaobot/flows"
)

// Nightly makes one backup each night and keeps those of some nights:
// "baocaobot-2026-11-24.db" of the database "baocaobot.db".
type Nightly struct {
	Dir  string
	Days int // nights that are kept
	Log  *slog.Logger
}

const (
	quietHour  = 2*time.Hour + 30*time.Minute // past midnight in Viet Nam, when a night's backup is due
	lookEvery  = 10 * time.Minute             // by the wall clock: a machine that slept through the night makes it when it wakes
	afterError = time.Hour
	nightName  = "2006-01-02"
)

// Ready makes the folder when it is not there, and tells in one sentence when
// backups cannot be written to it.
func (n Nightly) Ready() error {
	if err := os.Mkdir(n.Dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the folder for backups %s cannot be made: check that the folder above it exists and that you may write there", n.Dir)
	}
	probe, err := os.CreateTemp(n.Dir, "probe-*.part")
	if err != nil {
		return fmt.Errorf("backups cannot be written to %s: check that it is a folder and that you may write there", n.Dir)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// Run makes backups of a database until ctx ends. One that fails is logged and
// tried again; nothing is deleted before a new one is there.
func (n Nightly) Run(ctx context.Context, s *Store) {
	for {
		wait := lookEvery
		if err := n.tonight(ctx, s, time.Now()); err != nil && ctx.Err() == nil {
			n.Log.Error("nightly backup", "err", err, "again in", afterError)
			wait = afterError
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// night is the day on which the last quiet hour began.
func night(now time.Time) time.Time {
	y, m, d := now.In(flows.Zone).Add(-quietHour).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, flows.Zone)
}

// tonight makes the backup of this night unless it is there, and then lets the old
// ones go.
func (n Nightly) tonight(ctx context.Context, s *Store, now time.Time) error {
	file := n.file(s, night(now))
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	left := n.sweep(s)
	made, err := s.Backup(ctx, file)
	if err != nil {
		return errors.Join(left, err)
	}
	n.Log.Info("backed up", "file", file, "answers", made.Answers, "evidence", made.Files)
	if made.Missing > 0 {
		n.Log.Warn("evidence that the database names is not in its folder", "files", made.Missing)
	}
	return errors.Join(left, n.forget(s, night(now).AddDate(0, 0, 1-n.Days)))
}

func (n Nightly) file(s *Store, night time.Time) string {
	return filepath.Join(n.Dir, baseName(s)+"-"+night.Format(nightName)+".db")
}

func baseName(s *Store) string { return strings.TrimSuffix(filepath.Base(s.path), ".db") }

// sweep removes what a crash left behind: parts of backups, and folders whose
// database did not come to be or is gone.
func (n Nightly) sweep(s *Store) error {
	entries, err := os.ReadDir(n.Dir)
	if err != nil {
		return err
	}
	ours := regexp.MustCompile(`^` + regexp.QuoteMeta(baseName(s)) + `-\d{4}-\d\d-\d\d\.(db\.part-\d+|files)$`)
	for _, e := range entries {
		if !e.IsDir() || !ours.MatchString(e.Name()) {
			continue
		}
		path := filepath.Join(n.Dir, e.Name())
		database, isFolder := strings.CutSuffix(path, ".files")
		if !isFolder {
			err = errors.Join(err, os.RemoveAll(path))
		} else if _, gone := os.Stat(database + ".db"); errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, removeFolder(path))
		}
	}
	return err
}

// forget removes the backups of nights before first. Names decide, so that nothing
// else in the folder is touched.
func (n Nightly) forget(s *Store, first time.Time) error {
	entries, err := os.ReadDir(n.Dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		date, ours := strings.CutPrefix(strings.TrimSuffix(e.Name(), ".db"), baseName(s)+"-")
		night, notDate := time.ParseInLocation(nightName, date, flows.Zone)
		if !ours || notDate != nil || !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), ".db") || !night.Before(first) {
			continue
		}
		file := filepath.Join(n.Dir, e.Name())
		err = errors.Join(err, os.Remove(file), removeFolder(Folder(file)))
		for _, side := range sideFiles { // of somebody who looked into it
			if gone := os.Remove(file + side); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, gone)
			}
		}
	}
	return err
}
