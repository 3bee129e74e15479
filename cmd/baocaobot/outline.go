package main

import (
	"errors"
	"fmt"
	"os"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

type outlineCmd struct {
	List  outlineListCmd  `cmd:"" help:"List the outlines that come with the program."`
	Show  outlineShowCmd  `cmd:"" help:"Show one outline."`
	Check outlineCheckCmd `cmd:"" help:"Check a YAML file and list every mistake."`
}

type outlineListCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// outlineRow is an outline as "outline list --json" prints it.
type outlineRow struct {
	ID    flows.OutlineID `json:"id"`
	Cards int             `json:"cards"`
	Items int             `json:"items"`
	Title string          `json:"title"`
}

func (c outlineListCmd) Run(con console) error {
	list := []outlineRow{}
	for _, o := range outline.Shipped() {
		row := outlineRow{o.ID, len(o.Cards()), 0, o.Title}
		for _, card := range o.Cards() {
			row.Items += len(card.Items)
		}
		list = append(list, row)
	}
	if c.JSON {
		return con.json(list)
	}
	return con.table("ID\tCARDS\tITEMS\tTITLE", len(list), func(i int) string {
		r := list[i]
		return fmt.Sprintf("%s\t%d\t%d\t%s", r.ID, r.Cards, r.Items, r.Title)
	})
}

type outlineShowCmd struct {
	ID   flows.OutlineID `arg:"" help:"Outline id."`
	JSON bool            `name:"json" help:"Print JSON."`
}

func (c outlineShowCmd) Run(con console) error {
	o, ok := outline.Find(c.ID)
	if !ok {
		return usage("there is no outline %q: \"baocaobot outline list\" shows the outlines", c.ID)
	}
	if !c.JSON {
		con.printf("%s", o.Text())
		return nil
	}
	data, err := o.JSON()
	con.printf("%s", data)
	return err
}

type outlineCheckCmd struct {
	File string `arg:"" help:"YAML file."`
}

func (c outlineCheckCmd) Run(con console) error {
	data, err := os.ReadFile(c.File)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no file %q", c.File)
	}
	if err != nil {
		return unreadable(c.File)
	}
	o, mistakes := outline.Read(c.File, data)
	if len(mistakes) > 0 {
		return mistakes
	}
	con.printf("%s is in order: %s, %d cards.\n", c.File, o.ID, len(o.Cards()))
	return nil
}
