package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

const (
	commandProgress = "tiendo"
	commandWorkbook = "tonghop"
)

// officeCommand reads a command of the office, typed with or without accents and
// slash, or pressed; empty when the update is none.
func officeCommand(u telegram.Update) string {
	words := u.Text
	if u.Kind == telegram.Press {
		words = u.Data
	}
	switch strings.ReplaceAll(strings.TrimPrefix(flows.Fold(words), "/"), " ", "") {
	case commandProgress:
		return commandProgress
	case commandWorkbook:
		return commandWorkbook
	default:
		return ""
	}
}

// office answers the office about the newest round. What reads every report is
// made after the commit: nobody else's turn may wait for it.
func (t turn) office(command string) (reply, error) {
	rounds, err := t.tx.Rounds()
	if err != nil {
		return reply{}, err
	}
	switch {
	case len(rounds) == 0:
		return reply{screen: screenNoRoundOffice()}, nil
	case command == commandWorkbook:
		err := t.notify(storage.Notice{Person: t.person, Kind: noticeWorkbook, Round: rounds[0].ID})
		return reply{screen: screenMakingWorkbook(rounds[0])}, err
	case command == commandProgress:
		return reply{progress: rounds[0].ID}, nil
	default:
		return reply{screen: screenOfficeHelp()}, nil
	}
}

// LoadRound reads everything the office's view of a round is computed from.
func LoadRound(tx *storage.Tx, round flows.Round, now time.Time) (in report.Input, err error) {
	in.Round, in.Now = round, now
	if in.Outline, err = RoundOutline(tx, round.ID); err != nil {
		return in, err
	}
	if in.Units, err = tx.RoundUnits(round.ID); err != nil {
		return in, err
	}
	if in.Reports, err = tx.Reports(round.ID); err != nil {
		return in, err
	}
	if err = loadSheets(tx, &in, now); err != nil {
		return in, err
	}
	if in.Parents, err = parentsOf(tx, in.Units); err != nil || len(in.Units) == 0 {
		return in, err
	}
	top := in.Parents[in.Units[0].Parent]
	in.Place = strings.TrimPrefix(top.Name, top.Kind+" ")
	return in, nil
}

// parentsOf finds the units right above others.
func parentsOf(tx *storage.Tx, units []flows.Unit) (map[flows.UnitID]flows.Unit, error) {
	parents := map[flows.UnitID]flows.Unit{}
	for _, u := range units {
		if _, known := parents[u.Parent]; known || u.Parent == "" {
			continue
		}
		parent, err := tx.Unit(u.Parent)
		if err != nil {
			return nil, err
		}
		parents[u.Parent] = parent
	}
	return parents, nil
}

// workbook makes the workbook of a round for whoever asked.
func (b *Bot) workbook(ctx context.Context, round flows.RoundID) (flows.Screen, error) {
	in, err := b.load(ctx, round)
	if err != nil {
		return flows.Screen{}, err
	}
	book, err := report.Workbook(in)
	if err != nil {
		return flows.Screen{}, fmt.Errorf("make workbook: %w", err)
	}
	return screenWorkbook(in, book), nil
}

func (b *Bot) load(ctx context.Context, id flows.RoundID) (in report.Input, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		round, err := tx.Round(id)
		if err != nil {
			return err
		}
		in, err = LoadRound(tx, round, b.now())
		return err
	})
	return in, err
}
