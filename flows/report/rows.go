package report

import (
	"fmt"
	"strconv"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// DataRow is what one unit has for one question, for whoever computes further. Words
// are Vietnamese and spelled out; what there is none of is empty.
type DataRow struct {
	Round         flows.RoundID
	Unit          flows.UnitID
	UnitName      string
	Stage         string // of the unit's report: "đã gửi"
	Question      flows.QuestionID
	Label         string
	Section       string // printed number with those above it: "II.3.1"
	Level         string // "huyện"
	UnitOfMeasure string // of Number: "cuộc"; money is in "đồng"
	State         string // "có số liệu", "không phát sinh" …
	Number        string // digits: a count, whole đồng, 1/0 for yes/no, the length of a list, a rate in per cent
	Hedge         string
	Text          string
	Names         []string
	Reason        string
	AnsweredAt    string // RFC 3339, in Viet Nam's time
}

// DataRows lists the table of a round one unit and question a row: by unit in the
// office's order, then as the outline goes. A unit has the questions its kind is asked;
// a computed rate is among them.
func DataRows(in Input) []DataRow {
	levels := map[string]string{}
	for _, l := range in.Outline.Levels {
		levels[l.ID] = l.Name
	}
	asked := askedQuestions(in)
	var rows []DataRow
	for _, u := range in.Units {
		r := in.Reports[u.ID]
		for _, q := range Numbered(in.Outline) {
			if !asked[u.Kind][q.ID] {
				continue
			}
			row := DataRow{Round: in.Round.ID, Unit: u.ID, UnitName: Clean(u.Name), Stage: lowerFirst(stageWords(r.Stage())), Question: q.ID,
				Label: q.Label, Section: q.Item.Card.Section.ID, Level: levels[q.Level], UnitOfMeasure: measureOf(q)}
			row.answer(in.Counts, q, r)
			rows = append(rows, row)
		}
	}
	return rows
}

// answer fills in what the unit has for the question.
func (row *DataRow) answer(counts Counts, q outline.Question, r flows.Report) {
	switch c := cellOf(&q, r.Answers); {
	case r.Exempt():
		row.State = lowerFirst(wordExcused)
	case !counts.take(r):
		row.State = wordNotCounted
	default:
		row.State = dataState(c.State)
		row.Number = numberOf(q, c)
		row.Hedge, row.Text, row.Names = c.Hedge, Clean(c.Text), c.Names
		if a, answered := r.Answers[q.ID]; answered && !q.Computed() {
			row.Reason, row.AnsweredAt = Clean(a.Reason), a.At.In(flows.Zone).Format(time.RFC3339)
		}
	}
}

// numberOf gives the figure of a cell in digits. Không phát sinh is 0.
func numberOf(q outline.Question, c Cell) string {
	switch {
	case !c.Counts() || q.Kind == outline.Text || q.Kind == outline.Choice:
		return ""
	case q.Kind == outline.Percent && c.Whole == 0:
		return ""
	case q.Kind == outline.Percent:
		return strconv.FormatFloat(100*float64(c.Part)/float64(c.Whole), 'f', -1, 64)
	default:
		return fmt.Sprint(c.Number)
	}
}

func measureOf(q outline.Question) string {
	if q.Kind == outline.Money {
		return wordDong
	}
	return unitOfMeasure(q)
}

// askedQuestions tells for each kind of unit what it is asked.
func askedQuestions(in Input) map[string]map[flows.QuestionID]bool {
	asked := map[string]map[flows.QuestionID]bool{}
	for _, u := range in.Units {
		if asked[u.Kind] != nil {
			continue
		}
		asked[u.Kind] = map[flows.QuestionID]bool{}
		for _, q := range in.Outline.Questions(u.Kind) {
			asked[u.Kind][q.ID] = true
		}
	}
	return asked
}
