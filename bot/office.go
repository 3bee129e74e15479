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

// office answers the office about the newest round. The workbook itself is made
// after the commit: it takes longer than a turn may.
func (t turn) office(command string) (reply, error) {
	rounds, err := t.tx.Rounds()
	if err != nil {
		return reply{}, err
	}
	switch {
	case len(rounds) == 0:
		return reply{screen: screenNoRoundOffice()}, nil
	case command == commandWorkbook && t.first:
		return reply{screen: screenMakingWorkbook(rounds[0]), errand: doWorkbook, round: rounds[0].ID}, nil
	case command == commandWorkbook:
		return reply{}, nil // came twice: it is on its way
	case command == commandProgress:
		in, err := LoadRound(t.tx, rounds[0], t.bot.now())
		return reply{screen: screenProgress(in)}, err
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
	if len(in.Units) == 0 || in.Units[0].Parent == "" {
		return in, nil
	}
	parent, err := tx.Unit(in.Units[0].Parent)
	in.Place = strings.TrimPrefix(parent.Name, parent.Kind+" ")
	return in, err
}

// sendWorkbook makes the workbook of a round and sends it to whoever asked.
func (b *Bot) sendWorkbook(ctx context.Context, chat int64, id flows.RoundID) error {
	var in report.Input
	err := b.store.View(ctx, func(tx *storage.Tx) error {
		round, err := tx.Round(id)
		if err != nil {
			return err
		}
		in, err = LoadRound(tx, round, b.now())
		return err
	})
	if err != nil {
		return fmt.Errorf("load round for workbook: %w", err)
	}
	book, err := report.Workbook(in)
	if err != nil {
		return fmt.Errorf("make workbook: %w", err)
	}
	_, err = b.gateway.Send(ctx, chat, screenWorkbook(in, book))
	return err
}
