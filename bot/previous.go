package bot

import (
	"baocaobot/flows"
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
