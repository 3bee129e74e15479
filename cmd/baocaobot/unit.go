package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"baocaobot/flows"
	"baocaobot/storage"
)

type unitCmd struct {
	List unitListCmd `cmd:"" help:"List the units in the office's order."`
}

type unitListCmd struct{}

func (unitListCmd) Run(con console, db database) error {
	var units []flows.Unit
	err := db.view(con.ctx, func(tx *storage.Tx) (err error) {
		units, err = tx.Units()
		return err
	})
	if err != nil {
		return err
	}
	return con.table("CODE\tKIND\tPARENT\tPREDECESSORS\tNAME", len(units), func(i int) string {
		u := units[i]
		return fmt.Sprintf("%s\t%s\t%s\t%s\t%s", u.ID, u.Kind, u.Parent, predecessors(u), u.Name)
	})
}

// predecessors prints them the way a unit list may write them.
func predecessors(u flows.Unit) string {
	codes := make([]string, len(u.Predecessors))
	for i, p := range u.Predecessors {
		codes[i] = string(p)
	}
	return strings.Join(codes, "+")
}

// readUnits reads a unit list that is shipped or a file.
func readUnits(name string) (flows.UnitList, error) {
	if data, ok := flows.ShippedUnits(name); ok {
		return flows.ReadUnits(name, data)
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return flows.UnitList{}, fmt.Errorf("there is no unit list and no file %q: give a CSV file, or thua-thien-hue-2024 for the sample", name)
	}
	if err != nil {
		return flows.UnitList{}, fmt.Errorf("read units: %w", err)
	}
	return flows.ReadUnits(name, data)
}
