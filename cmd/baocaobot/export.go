package main

import (
	"path/filepath"
	"strings"

	"baocaobot/flows/report"
)

type exportCmd struct {
	pickedRound
	Out    string `required:"" placeholder:"FILE" help:"File to write, such as tong-hop.xlsx; an existing one is replaced. \"-\" prints CSV or JSON."`
	Format string `enum:"auto,xlsx,csv,json" default:"auto" help:"xlsx, csv or json; by the ending of --out by default."`
	Counts string `enum:"all,sent,approved" default:"all" help:"What is in the totals: all that is answered, only what was sent, or only what is approved."`
}

func (c exportCmd) Run(con console, db database) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	in, err := loadRound(con, db, c.pickedRound)
	if err != nil {
		return err
	}
	if c.Counts != "all" {
		in.Counts = report.Counts(c.Counts)
	}
	data, err := exported(in, format)
	if err != nil {
		return err
	}
	if c.Out == "-" {
		_, err := con.out.Write(data)
		return err
	}
	if err := replaceFile(c.Out, data); err != nil {
		return err
	}
	con.printf("Wrote %s: %s, %d units.\n", c.Out, in.Round.Name, len(in.Units))
	return nil
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
	}
	return format, nil
}

func exported(in report.Input, format string) ([]byte, error) {
	switch format {
	case "csv":
		return report.CSV(in)
	case "json":
		return report.JSON(in)
	default:
		return report.Workbook(in)
	}
}
