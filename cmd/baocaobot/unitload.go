package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/sheet"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"
)

type unitLoadCmd struct {
	File   string `arg:"" placeholder:"FILE|ID" help:"CSV (UTF-8) or xlsx (its first visible sheet), whose first row names the columns code, name, kind and, as wanted, parent, valid from, valid to (the last day), predecessors, order, reports; or a sample: thua-thien-hue-2024, mau-sap-xep-2025."`
	DryRun bool   `help:"Only show what would change."`
	Yes    bool   `help:"Change it. Without it, exit code 3 says that there is something to change."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// loadResult is what "unit load --json" prints.
type loadResult struct {
	Applied bool              `json:"applied"`
	Changes []unitlist.Change `json:"changes"`
	Refused []unitlist.Breach `json:"refused"`
	Absent  []flows.UnitID    `json:"absent"` // not in the file: they stay as they are
}

func (c unitLoadCmd) Run(con console, db database) error {
	if c.DryRun && c.Yes {
		return usage("--dry-run and --yes: give one of them")
	}
	list, err := readUnits(c.File)
	if err != nil {
		return err
	}
	preview, err := c.load(con, db, list)
	if err != nil {
		return err
	}
	refused := breachesOf(preview)
	applied := c.Yes && refused == nil && len(preview.Changes) > 0
	if err := printUnits(con, c.JSON, preview, applied); err != nil || refused != nil {
		return cmp.Or(err, refused)
	}
	if len(preview.Changes) > 0 && !applied && !c.DryRun {
		return undone("nothing was changed: to change it, run the same command with --yes")
	}
	return nil
}

// load compares and, when it is told to, applies, in one transaction.
func (c unitLoadCmd) load(con console, db database, list unitlist.List) (preview unitlist.Preview, err error) {
	if !c.Yes {
		if _, err := os.Stat(db.DB); errors.Is(err, fs.ErrNotExist) { // and it is not made for a look
			return unitlist.Compare(nil, nil, list), nil
		}
		err = db.view(con.ctx, func(tx *storage.Tx) (err error) {
			preview, err = previewOf(tx, list)
			return err
		})
		return preview, err
	}
	store, err := storage.Open(con.ctx, db.DB)
	if err != nil {
		return preview, err
	}
	err = store.Update(con.ctx, func(tx *storage.Tx) error {
		if preview, err = previewOf(tx, list); err != nil || len(preview.Breaches) > 0 {
			return err
		}
		return bot.LoadUnits(tx, preview, 0, time.Now())
	})
	return preview, errors.Join(err, store.Close())
}

func previewOf(tx *storage.Tx, list unitlist.List) (p unitlist.Preview, err error) {
	known, err := tx.Units()
	if err != nil {
		return p, err
	}
	asked, err := tx.Asked()
	return unitlist.Compare(known, asked, list), err
}

// breachesOf is the error of a list that may not be loaded.
func breachesOf(p unitlist.Preview) error {
	if len(p.Breaches) == 0 {
		return nil
	}
	var lines []string
	for _, b := range p.Breaches[:min(len(p.Breaches), unitlist.MostMistakes)] {
		lines = append(lines, fmt.Sprintf("unit %s has reported as %q in round %s and cannot become %q: give the new unit a code of its own, and name %s as its predecessor",
			b.Unit, b.Before, b.Rounds[len(b.Rounds)-1], b.After, b.Unit))
	}
	return errors.New(strings.Join(lines, "\n") + "; nothing was changed")
}

// printUnits shows what a list changes.
func printUnits(con console, asJSON bool, p unitlist.Preview, applied bool) error {
	if asJSON {
		result := loadResult{Applied: applied, Changes: append([]unitlist.Change{}, p.Changes...), Refused: append([]unitlist.Breach{}, p.Breaches...), Absent: []flows.UnitID{}}
		for _, u := range p.Absent {
			result.Absent = append(result.Absent, u.ID)
		}
		return con.json(result)
	}
	if len(p.Changes) == 0 {
		con.printf("Nothing changes: every unit of the list is there as it says.\n")
	} else if err := con.table("CHANGE\tCODE\tNAME\tBEFORE\tAFTER", len(p.Changes), func(i int) string {
		ch := p.Changes[i]
		return fmt.Sprintf("%s\t%s\t%s\t%s\t%s", ch.What, ch.Unit, ch.Name, ch.Before, ch.After)
	}); err != nil {
		return err
	}
	if len(p.Absent) > 0 {
		con.printf("Not in the list, stays as it is: %s\n", codesOf(p.Absent))
	}
	if applied {
		con.printf("Loaded.\n")
	}
	return nil
}

// mostCodes is how many codes one line names.
const mostCodes = 20

func codesOf(units []flows.Unit) string {
	var codes []string
	for _, u := range units[:min(len(units), mostCodes)] {
		codes = append(codes, string(u.ID))
	}
	text := strings.Join(codes, ", ")
	if more := len(units) - mostCodes; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// readUnits reads a unit list that is shipped or a file, each mistake on a line.
func readUnits(name string) (list unitlist.List, err error) {
	data, ok := unitlist.Shipped(name)
	if !ok {
		if data, err = readUpload(name); err != nil {
			return list, err
		}
	}
	list, err = unitlist.Read(data)
	if err != nil {
		return list, fmt.Errorf("%s: %s", name, strings.ReplaceAll(err.Error(), "\n", "\n"+name+": "))
	}
	return list, nil
}

// readUpload reads no more of a file than a table may have.
func readUpload(name string) ([]byte, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no unit list and no file %q: give a CSV or xlsx file, or thua-thien-hue-2024 for the sample", name)
	}
	if err != nil {
		return nil, unreadable(name)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, sheet.MaxFile+1))
	if err != nil {
		return nil, unreadable(name)
	}
	return data, nil
}
