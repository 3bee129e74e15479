package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

type progressCmd struct {
	pickedRound
	JSON bool `name:"json" help:"Print JSON."`
}

// progressRow is one unit as "progress --json" prints it; times are RFC 3339.
type progressRow struct {
	Unit     flows.UnitID `json:"unit"`
	Name     string       `json:"name"`
	State    string       `json:"state"` // sent, started, not started
	Answered int          `json:"answered"`
	Asked    int          `json:"asked"`
	SentAt   *time.Time   `json:"sent_at"`
	Late     bool         `json:"late"`
}

func (c progressCmd) Run(con console, db database) error {
	in, err := loadRound(con, db, c.pickedRound)
	if err != nil {
		return err
	}
	list := []progressRow{}
	for _, p := range report.Progress(in) {
		list = append(list, rowOf(p))
	}
	if c.JSON {
		return con.json(list)
	}
	return con.table("UNIT\tSTATE\tANSWERED\tNAME", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%s\t%s\t%d/%d\t%s", r.Unit, r.State, r.Answered, r.Asked, r.Name)
	})
}

func rowOf(p report.UnitProgress) progressRow {
	row := progressRow{Unit: p.Unit.ID, Name: p.Unit.Name, State: "not started", Answered: p.Answered, Asked: p.Asked, Late: p.Late}
	switch {
	case p.Sent():
		row.State, row.SentAt = "sent", &p.SentAt
	case p.Started():
		row.State = "started"
	}
	return row
}

func loadRound(con console, d database, picked pickedRound) (in report.Input, err error) {
	err = d.view(con.ctx, func(tx *storage.Tx) error {
		round, err := picked.find(tx)
		if err != nil {
			return err
		}
		in, err = bot.LoadRound(tx, round, time.Now())
		return err
	})
	return in, err
}

// replaceFile writes a file whole or not at all, for its owner alone.
func replaceFile(name string, data []byte) error {
	part, err := partOf(name)
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	if err = cmp.Or(err, part.Sync(), part.Close()); err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err != nil {
		_ = os.Remove(part.Name()) // the error that matters is the one before
		return fmt.Errorf("write %s: %w; check the name and that the disk has room", name, err)
	}
	return nil
}

func partOf(name string) (*os.File, error) {
	part, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return nil, fmt.Errorf("write %s: check that the folder exists and that you may write there", name)
	}
	return part, nil
}

// canWrite tells before the work whether its file can be written.
func canWrite(name string) error {
	part, err := partOf(name)
	if err != nil {
		return err
	}
	return errors.Join(part.Close(), os.Remove(part.Name()))
}
