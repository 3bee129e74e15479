package bot

import (
	"errors"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// LoadBook is LoadRound with what the workbook says beside the figures.
func LoadBook(tx *storage.Tx, round flows.Round, now time.Time) (in report.Input, err error) {
	if in, err = LoadRound(tx, round, now); err != nil {
		return in, err
	}
	return in, loadSheets(tx, &in, now)
}

// loadSheets reads what stands beside the figures of a round: the round before, what
// looks odd by the rules of the cadres' conversation, what was changed after sending,
// and the targets.
func loadSheets(tx *storage.Tx, in *report.Input, now time.Time) (err error) {
	if in.Targets, err = tx.Targets(in.Round.ID); err != nil {
		return err
	}
	if in.Changes, err = tx.ChangedAfterSending(in.Round.ID); err != nil {
		return err
	}
	if in.Before.Round, err = roundBefore(tx, in.Round); err != nil {
		return err
	}
	before, err := tx.Reports(in.Before.Round.ID)
	if err != nil {
		return err
	}
	in.Before.Reports, in.Doubts = map[flows.UnitID]flows.Report{}, map[flows.UnitID][]report.Doubt{}
	plans := map[string]*talk.Plan{} // by kind of unit
	for _, u := range in.Units {
		if plans[u.Kind] == nil {
			plans[u.Kind] = talk.NewPlan(in.Outline, u.Kind)
		}
		form := talk.Form{Plan: plans[u.Kind], Round: in.Round, Unit: u, Report: in.Reports[u.ID], Now: now}
		sources, err := sourcesOf(tx, u.ID, in.Round, before)
		if err != nil {
			return err
		}
		if form.Merged = len(sources); form.Merged > 0 {
			form.Previous = talk.Merged(form.Plan, sources)
			in.Before.Reports[u.ID] = flows.Report{Round: in.Before.Round.ID, Unit: u.ID, Answers: form.Previous}
		}
		for _, d := range talk.Doubts(form) {
			in.Doubts[u.ID] = append(in.Doubts[u.ID], report.Doubt(d))
		}
	}
	return nil
}

// sourcesOf gives the reports of the round before that together are what a unit would
// have reported then.
func sourcesOf(tx *storage.Tx, unit flows.UnitID, round flows.Round, before map[flows.UnitID]flows.Report) ([]flows.Report, error) {
	if round.Previous == "" {
		return nil, nil
	}
	origins, err := tx.Origins(unit, round)
	if err != nil {
		return nil, err
	}
	var reports []flows.Report
	for _, id := range flows.Sources(origins, unit) {
		reports = append(reports, before[id])
	}
	return reports, nil
}

// roundBefore finds the round before; zero when there is none.
func roundBefore(tx *storage.Tx, round flows.Round) (flows.Round, error) {
	if round.Previous == "" {
		return flows.Round{}, nil
	}
	before, err := tx.Round(round.Previous)
	if errors.Is(err, storage.ErrNotFound) {
		return flows.Round{}, nil
	}
	return before, err
}
