package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"baocaobot/bot"
	"baocaobot/flows"
	"baocaobot/flows/opening"
	"baocaobot/flows/outline"
	"baocaobot/flows/remind"
	"baocaobot/flows/report"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"
)

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

	yes     bool // to what is doubtful
	preview unitlist.Preview
	touches bool // units that were there before
}

// read checks every flag and file before the database is touched.
func (c roundOpenCmd) read(now time.Time) (p roundPlan, err error) {
	if err := p.readFiles(c); err != nil {
		return p, err
	}
	p.yes = c.Yes
	p.round = flows.Round{ID: flows.RoundID(p.outline.ID), Name: p.outline.Title, Outline: p.outline.ID, Opened: now, Previous: c.Previous, Leader: c.Leader, Amend: c.Amend}
	if c.Name != "" {
		if p.round.Name, err = readName(c.Name); err != nil {
			return p, err
		}
	}
	if err := p.readDays(c, now); err != nil {
		return p, err
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

// readFiles reads the outline, the units and the targets.
func (p *roundPlan) readFiles(c roundOpenCmd) (err error) {
	if p.source, err = outlineSource(c.Outline); err != nil {
		return err
	}
	var mistakes outline.Mistakes
	if p.outline, mistakes = outline.Read(c.Outline, p.source); len(mistakes) > 0 {
		return mistakes
	}
	if p.loads = c.Units != ""; p.loads {
		if p.units, err = readUnits(c.Units); err != nil {
			return err
		}
	}
	return p.readTargets(c.Targets)
}

func (p *roundPlan) readDays(c roundOpenCmd, now time.Time) (err error) {
	if p.round.From, p.round.To, err = parsePeriod(c.Period); err != nil {
		return err
	}
	if p.round.Deadline, err = parseDay("deadline", c.Deadline); err != nil {
		return err
	}
	if err := p.cutOff(c.CutOff); err != nil {
		return err
	}
	if refusal := opening.CheckDays(p.round, now); refusal != nil {
		return p.refused(refusal)
	}
	return nil
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
	if err := p.doubts(tx); err != nil {
		return err
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
	known, err := tx.Units()
	if err != nil {
		return err
	}
	if p.preview, err = previewOf(tx, p.units); err != nil {
		return err
	}
	if err := breachesOf(p.preview); err != nil {
		return err
	}
	p.touches = p.preview.Touches(known)
	return bot.LoadUnits(tx, p.preview, 0, p.round.Opened)
}

// doubts asks for a yes where a round would be a second one of its kind, or its units not
// be what they were.
func (p *roundPlan) doubts(tx *storage.Tx) error {
	rounds, err := tx.Rounds()
	if err != nil || p.yes {
		return err
	}
	var doubts []string
	if twin, found := opening.Twin(rounds, p.round); found {
		doubts = append(doubts, fmt.Sprintf("round %s is open and asks the same outline of the same period", twin.ID))
	}
	if p.touches {
		doubts = append(doubts, "units that are there would change")
	}
	if len(doubts) == 0 {
		return nil
	}
	return undone("%s: to open this round all the same, run the same command with --yes; nothing was changed", strings.Join(doubts, ", and "))
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
