package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/flows/outline"
	"baocaobot/storage"
)

type roundCmd struct {
	Open roundOpenCmd `cmd:"" help:"Open a round: one outline asked of a set of units."`
	List roundListCmd `cmd:"" help:"List the rounds, the newest first."`
	Show roundShowCmd `cmd:"" help:"Show what is asked in a round, of whom, and how far it is."`

	Extend roundExtendCmd `cmd:"" help:"Give an open round a later deadline; who has not sent is told."`
	Close  roundCloseCmd  `cmd:"" help:"Close a round: units can look, and change nothing; the office gets the workbook."`
	Reopen roundReopenCmd `cmd:"" help:"Open a closed round again, for all units or for one."`

	Schedule roundScheduleCmd `cmd:"" help:"Show or change when those who have not sent are reminded."`
}

type roundOpenCmd struct {
	Outline  string `required:"" placeholder:"ID|FILE" help:"Outline: an id of \"baocaobot outline list\" or a YAML file."`
	Units    string `placeholder:"FILE|ID" help:"Units, loaded first: a CSV or xlsx file, or a sample: thua-thien-hue-2024, mau-sap-xep-2025; those loaded before by default. Asked are those that report and are valid on the last day of the period."`
	Period   string `required:"" placeholder:"A..B" help:"First and last day reported on: 2024-01-01..2024-06-30."`
	CutOff   string `placeholder:"DAY" help:"Last day that figures count to: 2024-05-25; the last day of the period by default."`
	Deadline string `required:"" placeholder:"DAY" help:"\"Before this day\": 2024-05-30 ends when 29/5 ends. It must still be to come."`
	Name     string `help:"Name of the round; the outline's title by default."`

	Leader   bool          `help:"A leader of the unit confirms each report before it is sent."`
	Amend    flows.Amend   `enum:"free,request" default:"free" help:"How a sent report is corrected: free until the deadline, or always on request to the office."`
	Previous flows.RoundID `placeholder:"ID" help:"Round whose values are shown beside this one's."`
	Targets  string        `placeholder:"FILE.csv" help:"What questions are to reach: question,unit,target; an empty unit is all of them together."`

	scheduleFlags `embed:""`
	Yes           bool `help:"Open it also where another open round asks the same outline of the same period, or where --units changes units that are there. Without it, exit code 3 says so, and what would change is shown."`
	JSON          bool `name:"json" help:"Print the round as JSON."`
}

func (c roundOpenCmd) Run(con console, db database) error {
	plan, err := c.read(time.Now())
	if err != nil {
		return err
	}
	store, err := storage.Open(con.ctx, db.DB)
	if err != nil {
		return err
	}
	var row roundRow
	err = store.Update(con.ctx, func(tx *storage.Tx) error {
		if err := plan.open(tx, time.Now()); err != nil {
			return err
		}
		row, err = roundRowOf(tx, plan.round)
		return err
	})
	switch err := errors.Join(err, store.Close()); {
	case errors.Is(err, errUndone) && plan.touches:
		return cmp.Or(printUnits(con, c.JSON, plan.preview, false), err)
	case err != nil:
		return err
	case c.JSON:
		return con.json(row)
	}
	con.printf("Opened round %s: %s, %d units, %s.\n", plan.round.ID, plan.round.Name, len(plan.asked), plan.round.DeadlineWords())
	con.printf("Next: baocaobot invite --role cadre --unit %s\n", plan.asked[0])
	return nil
}

// readName reads the name of a round as the phone does.
func readName(text string) (string, error) {
	name := strings.Join(strings.Fields(text), " ")
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return "", usage("--name: write the round's name, or leave it out for the outline's title")
	case n > opening.MaxName:
		return "", usage("--name: %d characters, at most %d", n, opening.MaxName)
	}
	return name, nil
}

func parsePeriod(text string) (from, to time.Time, err error) {
	first, last, ok := strings.Cut(text, "..")
	if !ok {
		return from, to, usage("--period: %q needs two days, such as 2024-01-01..2024-06-30", text)
	}
	if from, err = parseDay("period", first); err != nil {
		return from, to, err
	}
	if to, err = parseDay("period", last); err != nil {
		return from, to, err
	}
	if to.Before(from) {
		return from, to, usage("--period: %s lies before %s; write the first day first", last, first)
	}
	return from, to, nil
}

// outlineSource finds the YAML of a shipped outline or of a file.
func outlineSource(name string) ([]byte, error) {
	if source := outline.Source(flows.OutlineID(name)); source != nil {
		return source, nil
	}
	source, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no outline and no file %q: \"baocaobot outline list\" shows the outlines", name)
	}
	if err != nil {
		return nil, unreadable(name)
	}
	return source, nil
}
