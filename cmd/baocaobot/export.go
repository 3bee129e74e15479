package main

import (
	"path/filepath"
	"strings"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

type exportCmd struct {
	pickedRound
	countsFlag
	Out     string `required:"" placeholder:"FILE" help:"File to write, such as tong-hop.xlsx; an existing one is replaced. \"-\" prints CSV or JSON."`
	Format  string `enum:"auto,xlsx,csv,json" default:"auto" help:"xlsx, csv or json; by the ending of --out by default."`
	JSON    bool   `name:"json" help:"Tell what was written as JSON."`
	Edition *int   `placeholder:"NUMBER" help:"Write an earlier edition of the workbook again, byte for byte."`
}

func (c exportCmd) Run(con console, db database) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	if c.Out != "-" {
		if err := db.canWrite(c.Out); err != nil { // before an edition is made for nothing
			return err
		}
	}
	if format == "xlsx" {
		return c.workbook(con, db)
	}
	return c.rows(con, db, format)
}

// workbook writes an edition: a new one, the last one when nothing has changed since, or
// the one that was asked for.
func (c exportCmd) workbook(con console, db database) error {
	h, err := c.handed(con, db)
	if err != nil {
		return err
	}
	if err := db.replaceFile(c.Out, h.File); err != nil {
		return err
	}
	e := h.Edition
	if c.JSON {
		return con.json(exportRow{h.Round.ID, "xlsx", e.Number, h.Same, e.Sent, e.Expected})
	}
	con.printf("Wrote %s: %s, edition %d of %s, %d of %d units have sent.\n", c.Out, h.Round.Name, e.Number, made(e.At), e.Sent, e.Expected)
	if h.Same {
		con.printf("Nothing has changed since that edition.\n")
	}
	return nil
}

// rows writes a row for each unit and question.
func (c exportCmd) rows(con console, db database, format string) error {
	in, err := loadRound(con, db, c.pickedRound)
	if err != nil {
		return err
	}
	in.Counts = c.which()
	write := report.CSV
	if format == "json" {
		write = report.JSON
	}
	data, err := write(in)
	if err != nil {
		return err
	}
	err = db.change(con, func(tx *storage.Tx) error {
		return bot.KeepExport(tx, in.Round.ID, format, in.Counts, 0, time.Now())
	})
	if err != nil {
		return err
	}
	if c.Out == "-" {
		_, err := con.out.Write(data)
		return err
	}
	if err := db.replaceFile(c.Out, data); err != nil {
		return err
	}
	if c.JSON {
		sent, expected := bot.Arrived(in)
		return con.json(exportRow{in.Round.ID, format, 0, false, sent, expected})
	}
	con.printf("Wrote %s: %s, %d units.\n", c.Out, in.Round.Name, len(in.Units))
	return nil
}

// exportRow is what "export --json" tells of the file it has written.
type exportRow struct {
	Round    flows.RoundID `json:"round"`
	Format   string        `json:"format"`
	Edition  int           `json:"edition"`   // of a workbook; 0 for rows
	Same     bool          `json:"unchanged"` // nothing has changed since that edition was made
	Sent     int           `json:"sent"`
	Expected int           `json:"expected"` // units that have to send
}

// format is the format that was asked for, or else that of the file's ending.
func (c exportCmd) format() (string, error) {
	format := c.Format
	if format == "auto" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Out)), ".")
	}
	switch {
	case c.Out == "":
		return "", usage("--out: name the file to write, such as tong-hop.xlsx")
	case c.Out == "-" && format != "csv" && format != "json":
		return "", usage("--out -: add --format csv or --format json; a workbook needs the name of a file")
	case format != "xlsx" && format != "csv" && format != "json":
		return "", usage("--out: %s ends in no format; end it in .xlsx, .csv or .json, or add --format", c.Out)
	case c.Out == "-" && c.JSON:
		return "", usage("--json: with --out - the rows themselves are printed; leave it out")
	case c.Edition != nil && *c.Edition < 1:
		return "", usage("--edition: editions are numbered from 1: \"baocaobot edition list\" shows them")
	case format != "xlsx" && c.Edition != nil:
		return "", usage("--edition: only a workbook has editions; leave it out, or write a .xlsx file")
	}
	return format, nil
}
