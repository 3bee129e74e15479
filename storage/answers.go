package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"baocaobot/flows"
)

// Append adds answers to a report; nothing that was there is changed.
func (t *Tx) Append(round flows.RoundID, unit flows.UnitID, answers []flows.Answer) error {
	stored := make([]flows.Answer, len(answers))
	for i, a := range answers {
		if a.State == "" {
			return fmt.Errorf("save answer %s/%s: it has no state", unit, a.Question)
		}
		var err error
		if stored[i], err = t.append(round, unit, a); err != nil {
			t.forget()
			return fmt.Errorf("save answer %s/%s: %w", unit, a.Question, err)
		}
	}
	t.appended(reportKey{round, unit}, stored)
	return nil
}

// append stores one answer and gives it as it will be read.
func (t *Tx) append(round flows.RoundID, unit flows.UnitID, a flows.Answer) (flows.Answer, error) {
	value, err := json.Marshal(a.Value)
	if err != nil {
		return a, err
	}
	stored, err := t.tx.ExecContext(t.ctx, `insert into answer (round, unit, question, state, number, value, raw, person, channel, message, at_ms)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, string(round), string(unit), string(a.Question), string(a.State),
		a.Number, string(value), a.Raw, int64(a.By), a.Channel, int64(a.Message), ms(a.At))
	if err != nil {
		return a, err
	}
	if a.Seq, err = stored.LastInsertId(); err != nil {
		return a, err
	}
	a.Name, a.At = "", moment(ms(a.At))
	if (flows.Value{State: a.State, Number: a.Number}).Equal(a.Value) && a.Names == nil { // no words that JSON might write another way
		return a, nil
	}
	a.Value = flows.Value{}
	return a, json.Unmarshal(value, &a.Value)
}

// Report gives one unit's report: the latest answer of each question, and
// whether it is sent. In a writing transaction its answers are shared: they are good
// until it ends, must not be changed, and Append adds to them.
func (t *Tx) Report(round flows.RoundID, unit flows.UnitID) (flows.Report, error) {
	return t.report(reportKey{round, unit})
}

// ReportsOf gives the reports of some units, in their order; a report that holds
// nothing is there too.
func (t *Tx) ReportsOf(round flows.RoundID, units []flows.UnitID) ([]flows.Report, error) {
	if len(units) == 0 {
		return nil, nil
	}
	list := make([]flows.Report, len(units))
	for i, u := range units {
		var err error
		if list[i], err = t.report(reportKey{round, u}); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (t *Tx) readReports(round flows.RoundID, units []flows.UnitID) ([]flows.Report, error) {
	args, marks := []any{string(round)}, make([]string, len(units))
	for i, u := range units {
		marks[i] = fmt.Sprintf("$%d", i+2)
		args = append(args, string(u))
	}
	reports, err := t.reports(round, `and unit in (`+strings.Join(marks, ", ")+`)`, args...)
	if err != nil {
		return nil, err
	}
	list := make([]flows.Report, len(units))
	for i, u := range units {
		list[i] = flows.Report{Round: round, Unit: u, Answers: map[flows.QuestionID]flows.Answer{}}
		if r, ok := reports[u]; ok {
			list[i] = r
		}
	}
	return list, nil
}

// Reports gives the reports of a round that hold anything, by unit.
func (t *Tx) Reports(round flows.RoundID) (map[flows.UnitID]flows.Report, error) {
	return t.reports(round, "", string(round))
}

// reportsOf collects reports by unit while they are read.
type reportsOf struct {
	round flows.RoundID
	units map[flows.UnitID]flows.Report
}

func (r reportsOf) of(unit flows.UnitID) flows.Report {
	if known, ok := r.units[unit]; ok {
		return known
	}
	r.units[unit] = flows.Report{Round: r.round, Unit: unit, Answers: map[flows.QuestionID]flows.Answer{}}
	return r.units[unit]
}

func (t *Tx) reports(round flows.RoundID, where string, args ...any) (map[flows.UnitID]flows.Report, error) {
	reports := reportsOf{round, map[flows.UnitID]flows.Report{}}
	if err := t.takeAnswers(reports, `round = $1 `+where, args...); err != nil {
		return nil, err
	}
	if err := t.takeEvents(reports, `round = $1 `+where, args...); err != nil {
		return nil, err
	}
	files, err := t.evidence(`round = $1 `+where+` and removed_ms is null order by evidence.id`, args...)
	for _, f := range files {
		r := reports.of(f.unit)
		r.Evidence = append(r.Evidence, f.Evidence)
		reports.units[f.unit] = r
	}
	return reports.units, err
}

// takeAnswers reads the latest answer of each question into reports.
func (t *Tx) takeAnswers(reports reportsOf, where string, args ...any) error {
	answers, err := rows(t, "read answers", scanAnswer, `select `+answerColumns+` from answer
		where id in (select max(id) from answer where `+where+` group by unit, question) order by id`, args...)
	for _, a := range answers {
		r := reports.of(a.unit)
		r.Take(a.Answer)
		reports.units[a.unit] = r
	}
	return err
}

// takeEvents reads what happened to reports into them.
func (t *Tx) takeEvents(reports reportsOf, where string, args ...any) error {
	events, err := rows(t, "read report events", scanEvent, `select `+eventColumns+` from report_event
		join person on person.id = report_event.person where `+where+` order by report_event.id`, args...)
	for _, e := range events {
		reports.units[e.unit] = e.happen(reports.of(e.unit))
	}
	return err
}

const answerColumns = "round, unit, question, value, raw, person, channel, message, id, at_ms"

type unitAnswer struct {
	round flows.RoundID
	unit  flows.UnitID
	flows.Answer
}

func scanAnswer(r *sql.Rows) (a unitAnswer, err error) {
	var value string
	var at int64
	if err := r.Scan(&a.round, &a.unit, &a.Question, &value, &a.Raw, &a.By, &a.Channel, &a.Message, &a.Seq, &at); err != nil {
		return a, err
	}
	a.At = moment(at)
	if err := json.Unmarshal([]byte(value), &a.Value); err != nil {
		return a, fmt.Errorf("decode answer %s/%s: %w", a.unit, a.Question, err)
	}
	return a, nil
}

// History lists every answer one question of a report ever had, the oldest first,
// with the names of those who gave them.
func (t *Tx) History(round flows.RoundID, unit flows.UnitID, question flows.QuestionID) ([]flows.Answer, error) {
	const of = `from answer where round = $1 and unit = $2 and question = $3`
	key := []any{string(round), string(unit), string(question)}
	found, err := rows(t, "read history", scanAnswer, `select `+answerColumns+` `+of+` order by id`, key...)
	if err != nil {
		return nil, err
	}
	names := map[flows.PersonID]string{}
	scan := func(r *sql.Rows) (id flows.PersonID, err error) {
		var name string
		err = r.Scan(&id, &name)
		names[id] = name
		return id, err
	}
	if _, err := rows(t, "read names", scan, `select id, name from person where id in (select person `+of+`)`, key...); err != nil {
		return nil, err
	}
	answers := make([]flows.Answer, len(found))
	for i, a := range found {
		answers[i] = a.Answer
		answers[i].Name = names[a.By]
	}
	return answers, nil
}

// GivenBy lists what a person answered by one message, each question as that message
// answered it last, with the report they belong to. Whether an answer still counts
// is not looked at. It reads every answer of the reports the person has a place in, as every
// turn leaves one, so that the many answers never asked about need no index of their own.
func (t *Tx) GivenBy(person flows.PersonID, message int) (round flows.RoundID, unit flows.UnitID, answers []flows.Answer, err error) {
	found, err := rows(t, "find answers of message", scanAnswer, `select `+answerColumns+` from answer
		where id in (select max(answer.id) from place join answer on answer.round = place.round and answer.unit = place.unit
			where place.person = $1 and answer.person = $1 and answer.message = $2 group by answer.round, answer.unit, answer.question)
		order by id`, int64(person), int64(message))
	for _, a := range found {
		round, unit = a.round, a.unit
		answers = append(answers, a.Answer)
	}
	return round, unit, answers, err
}
