package main

import (
	"fmt"

	"baocaobot/flows"
	"baocaobot/storage"
)

type personUnreachableCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// unreachableRow is a person as "person unreachable --json" prints it.
type unreachableRow struct {
	Person flows.PersonID `json:"person"`
	Name   string         `json:"name"`
	Role   flows.Role     `json:"role"`
	Unit   string         `json:"unit_name"` // empty for office and admin
}

func (c personUnreachableCmd) Run(con console, db database) error {
	list := []unreachableRow{}
	err := db.view(con.ctx, func(tx *storage.Tx) error {
		people, err := tx.Unreachable()
		for _, p := range people {
			list = append(list, unreachableRow{p.ID, p.Name, p.Role, p.Unit})
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return con.json(list)
	}
	return con.table("PERSON\tROLE\tUNIT\tNAME", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%d\t%s\t%s\t%s", r.Person, r.Role, r.Unit, r.Name)
	})
}
