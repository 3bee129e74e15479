package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/storage"
)

// database is the flag of every command that works on the database.
type database struct {
	DB string `name:"db" env:"BAOCAO_DB" default:"baocaobot.db" placeholder:"FILE" help:"Database file, ${default} by default."`

	given bool // on the command line, not by the environment or by default
}

// with opens the database that must be there, and closes it after do.
func (d database) with(ctx context.Context, do func(*storage.Store) error) error {
	store, err := storage.OpenExisting(ctx, d.DB)
	if err != nil {
		return err
	}
	return errors.Join(do(store), store.Close())
}

// view runs do in one read transaction of the database that must be there.
func (d database) view(ctx context.Context, do func(*storage.Tx) error) error {
	return d.with(ctx, func(s *storage.Store) error { return s.View(ctx, do) })
}

// pickedRound is the flag that names a round to be looked at. Without it the one that is
// open is meant, or the newest where none is.
type pickedRound struct {
	Round flows.RoundID `placeholder:"ID" help:"Round to use; needed where several are open. The open one by default, or the newest where none is open."`
}

func (p pickedRound) find(tx *storage.Tx) (flows.Round, error) {
	if p.Round != "" {
		round, err := tx.Round(p.Round)
		if errors.Is(err, storage.ErrNotFound) {
			return round, usage("there is no round %q: \"baocaobot round list\" shows the rounds", p.Round)
		}
		return round, err
	}
	rounds, err := tx.Rounds()
	if err == nil && len(rounds) == 0 {
		return flows.Round{}, errors.New("no round is open yet: open one with \"baocaobot round open\"")
	}
	if err != nil {
		return flows.Round{}, err
	}
	open := slices.DeleteFunc(slices.Clone(rounds), func(r flows.Round) bool { return !r.Closed.IsZero() })
	switch len(open) {
	case 0:
		return rounds[0], nil
	case 1:
		return open[0], nil
	default:
		return flows.Round{}, several("open rounds", open)
	}
}

// mostNamed is how many rounds one sentence names.
const mostNamed = 10

// several refuses to guess which of some rounds is meant.
func several(what string, rounds []flows.Round) error {
	var ids []string
	for _, r := range rounds[:min(len(rounds), mostNamed)] {
		ids = append(ids, string(r.ID))
	}
	if len(rounds) > mostNamed {
		ids = append(ids, "…")
	}
	return usage("--round: there are %d %s; name the one that is meant: %s", len(rounds), what, strings.Join(ids, ", "))
}

const isoDay = "2006-01-02"

// parseDay reads 2024-05-30 as the first moment of that day in Viet Nam.
func parseDay(flag, text string) (time.Time, error) {
	day, err := time.ParseInLocation(isoDay, text, flows.Zone)
	if err != nil {
		return day, usage("--%s: %q is not a day; write it as 2024-05-30", flag, text)
	}
	return day, nil
}
