package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/flows/outline"
	"baocaobot/flows/remind"
	"baocaobot/flows/report"
	"baocaobot/flows/unitlist"
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
	case err != nil:
		return err
	case c.JSON:
		return con.json(row)
	}
	con.printf("Opened round %s: %s, %d units, %s.\n", plan.round.ID, plan.round.Name, len(plan.asked), plan.round.DeadlineWords())
	con.printf("Next: baocaobot invite --role cadre --unit %s\n", plan.asked[0])
	return nil
}

// roundPlan is a round checked and ready to be opened.
type roundPlan struct {
	round   flows.Round
	outline *outline.Outline
	source  []byte // of the outline
	loads   bool   // the units, which are those in the database otherwise
	units   unitlist.List
	asked   []flows.UnitID // of them

	targetsFile string // empty without targets
	targetsData []byte
	targets     []flows.Target
	schedule    []byte // of reminders; nil: the usual one
}

// read checks every flag and file before the database is touched.
func (c roundOpenCmd) read(now time.Time) (p roundPlan, err error) {
	if p.source, err = outlineSource(c.Outline); err != nil {
		return p, err
	}
	o, mistakes := outline.Read(c.Outline, p.source)
	if len(mistakes) > 0 {
		return p, mistakes
	}
	p.outline = o
	if p.loads = c.Units != ""; p.loads {
		if p.units, err = readUnits(c.Units); err != nil {
			return p, err
		}
	}
	if err := p.readTargets(c.Targets); err != nil {
		return p, err
	}
	p.round = flows.Round{ID: flows.RoundID(o.ID), Name: c.Name, Outline: o.ID, Opened: now, Previous: c.Previous, Leader: c.Leader, Amend: c.Amend}
	if p.round.Name == "" {
		p.round.Name = o.Title
	} else if p.round.Name, err = readName(c.Name); err != nil {
		return p, err
	}
	if p.round.From, p.round.To, err = parsePeriod(c.Period); err != nil {
		return p, err
	}
	if p.round.Deadline, err = parseDay("deadline", c.Deadline); err != nil {
		return p, err
	}
	if err := p.cutOff(c.CutOff); err != nil {
		return p, err
	}
	if refusal := opening.CheckDays(p.round, now); refusal != nil {
		return p, p.refused(refusal)
	}
	if c.given() {
		schedule := remind.Default()
		if err := c.change(&schedule); err != nil {
			return p, err
		}
		p.schedule = schedule.Encode()
	}
	if p.loads {
		err = p.ask()
	}
	return p, err
}

// ask finds the units that the round asks and what they are to reach, and checks the round
// as the phone does.
func (p *roundPlan) ask() (err error) {
	p.asked = p.units.Asked(p.round.To)
	plan := opening.Plan{Round: p.round, Source: p.source, Asked: p.asked}
	if refusal := opening.Check(plan, p.outline, p.units.Units, p.round.Opened); refusal != nil {
		return p.refused(refusal)
	}
	if p.targetsFile == "" {
		return nil
	}
	p.targets, err = report.ReadTargets(p.targetsFile, p.targetsData, p.outline, p.units.Units, p.asked)
	return err
}

// refused says why the round cannot be opened, to who works at the command line.
func (p *roundPlan) refused(r *opening.Refusal) error {
	day := func(t time.Time) string { return t.In(flows.Zone).Format(isoDay) }
	period := day(p.round.From) + ".." + day(p.round.To)
	switch r.Why {
	case opening.NobodyAsked:
		return fmt.Errorf("no unit reports and is valid on %s, the last day of the period: correct --period, or load other units with --units or \"baocaobot unit load\"", day(p.round.To))
	case opening.StrangeKind:
		return fmt.Errorf("unit %s has the kind %q, which stands at no level of outline %s (%s): correct the kind, or the levels of the outline",
			r.Unit.ID, r.Unit.Kind, p.outline.ID, strings.Join(r.Kinds, ", "))
	case opening.TooEarly:
		return usage("--deadline: %s lies before the period %s begins; check both", day(p.round.Deadline), period)
	case opening.Over:
		return usage("--deadline: %s is over already; give a later day", day(p.round.Deadline))
	case opening.CutOffOutside:
		return usage("--cut-off: %s is no day of the period %s", day(p.round.CutOff), period)
	default:
		return r
	}
}

// cutOff reads the last day that figures count to.
func (p *roundPlan) cutOff(day string) (err error) {
	if day == "" {
		return nil
	}
	p.round.CutOff, err = parseDay("cut-off", day)
	return err
}

// open stores the units and the round, under an id that is not taken.
func (p *roundPlan) open(tx *storage.Tx, now time.Time) error {
	if err := p.settleUnits(tx); err != nil {
		return err
	}
	if p.round.Previous != "" {
		if _, err := (pickedRound{p.round.Previous}).find(tx); err != nil {
			return err
		}
	}
	opened, err := bot.OpenRound(tx, bot.NewRound{Round: p.round, Source: p.source, Asked: p.asked, Targets: p.targets, Schedule: p.schedule}, 0, now)
	p.round = opened
	return err
}

// settleUnits loads the units, or takes those that were loaded before.
func (p *roundPlan) settleUnits(tx *storage.Tx) (err error) {
	if !p.loads {
		if p.units.Units, err = tx.Units(); err != nil {
			return err
		}
		return p.ask()
	}
	preview, err := previewOf(tx, p.units)
	if err != nil {
		return err
	}
	if err := breachesOf(preview); err != nil {
		return err
	}
	return bot.LoadUnits(tx, preview, 0, p.round.Opened)
}

// readTargets finds the file of targets, if one is named.
func (p *roundPlan) readTargets(file string) (err error) {
	if p.targetsFile = file; file == "" {
		return nil
	}
	if p.targetsData, err = os.ReadFile(file); err != nil {
		return fmt.Errorf("the targets %s cannot be read: check the name given with --targets", file)
	}
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
