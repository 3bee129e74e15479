package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"baocaobot/flows"
)

// ChangedAfterSending lists what was changed in the reports of a round after each was
// first sent, in the order in which it happened. An answer given again as it was, or
// with another reason, is no change.
func (t *Tx) ChangedAfterSending(round flows.RoundID) ([]flows.Change, error) {
	found, err := rows(t, "read changes", scanSentAnswer, answersSince, string(round))
	if err != nil {
		return nil, err
	}
	type key struct {
		unit     flows.UnitID
		question flows.QuestionID
	}
	last := map[key]flows.Answer{}
	var changes []flows.Change
	for _, a := range found {
		k := key{a.unit, a.Question}
		old := last[k]
		last[k] = a.Answer
		if old.State == flows.Withdrawn {
			old = flows.Answer{}
		}
		if a.Seq > a.sent && !says(old, a.Answer) {
			changes = append(changes, flows.Change{Unit: a.unit, Old: old, New: a.Answer})
		}
	}
	return changes, nil
}

// says tells that an answer says what stood there already; a reason is no figure.
func says(old, a flows.Answer) bool {
	old.Reason, a.Reason = "", ""
	return old.Equal(a.Value) || old.State == "" && a.State == flows.Withdrawn
}

// answersSince reads every answer to the questions that were answered again after the
// first sending.
const answersSince = `with sent as (
		select unit, newest from report_event where id in (select min(id) from report_event where round = $1 and kind = 'sent' group by unit)),
	again as (select distinct a.unit, a.question from answer a join sent on sent.unit = a.unit where a.round = $1 and a.id > sent.newest)
	select a.unit, sent.newest, a.question, a.value, a.raw, a.person, person.name, a.channel, a.id, a.at_ms
	from again join answer a on a.round = $1 and a.unit = again.unit and a.question = again.question
	join sent on sent.unit = a.unit join person on person.id = a.person order by a.id`

type sentAnswer struct {
	unit flows.UnitID
	sent int64 // newest answer of the report when it was first sent
	flows.Answer
}

func scanSentAnswer(r *sql.Rows) (a sentAnswer, err error) {
	var value string
	var at int64
	if err := r.Scan(&a.unit, &a.sent, &a.Question, &value, &a.Raw, &a.By, &a.Name, &a.Channel, &a.Seq, &at); err != nil {
		return a, err
	}
	a.At = moment(at)
	if err := json.Unmarshal([]byte(value), &a.Value); err != nil {
		return a, fmt.Errorf("decode answer %s/%s: %w", a.unit, a.Question, err)
	}
	return a, nil
}
