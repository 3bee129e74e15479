package bot

import (
	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// previous loads what a unit answered in the round before, through the units it
// was made of, and of how many reports that is put together.
func (t turn) previous(plan *talk.Plan, desk storage.Desk) (map[flows.QuestionID]flows.Answer, int, error) {
	origins, err := t.tx.Origins(desk.Unit.ID, desk.Round)
	if err != nil {
		return nil, 0, err
	}
	reports, err := t.tx.ReportsOf(desk.Round.Previous, flows.Sources(origins, desk.Unit.ID))
	if err != nil {
		return nil, 0, err
	}
	return talk.Merged(plan, reports), len(reports), nil
}

// itemBefore loads what the units of a round answered to one question in the round before,
// as previous does for one unit, and of how many reports each is put together.
func (t turn) itemBefore(in report.Input, question flows.QuestionID) (before map[flows.UnitID]flows.Answer, merged map[flows.UnitID]int, err error) {
	if in.Round.Previous == "" {
		return nil, nil, nil
	}
	answers, err := t.tx.AnswersTo(in.Round.Previous, question)
	if err != nil {
		return nil, nil, err
	}
	reports := map[flows.UnitID]flows.Report{}
	for unit, a := range answers {
		reports[unit] = flows.Report{Unit: unit, Answers: map[flows.QuestionID]flows.Answer{question: a}}
	}
	before, merged = map[flows.UnitID]flows.Answer{}, map[flows.UnitID]int{}
	for _, u := range in.Units {
		sources, err := sourcesOf(t.tx, u.ID, in.Round, reports)
		if err != nil {
			return nil, nil, err
		}
		plan, err := t.bot.plans.of(t.tx, in.Round.ID, u.Kind)
		if err != nil {
			return nil, nil, err
		}
		if a, known := talk.Merged(plan, sources)[question]; known {
			before[u.ID], merged[u.ID] = a, len(sources)
		}
	}
	return before, merged, nil
}
