package storage

import (
	"database/sql"
	"errors"
	"fmt"

	"baocaobot/flows"
)

// OfficePlace gives where a person is at the office's desk, as the JSON SaveOfficePlace
// was given; nil for somebody who was never there.
func (t *Tx) OfficePlace(person flows.PersonID) ([]byte, error) {
	var place string
	err := t.tx.QueryRowContext(t.ctx, `select place from office_place where person = $1`, int64(person)).Scan(&place)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read office place: %w", err)
	}
	return []byte(place), nil
}

// SaveOfficePlace keeps where a person is at the office's desk.
func (t *Tx) SaveOfficePlace(person flows.PersonID, place []byte) error {
	_, err := t.beside("save office place", `insert into office_place (person, place) values ($1, $2)
		on conflict (person) do update set place = excluded.place`, int64(person), string(place))
	return err
}

// Unapproved gives the reports of a round that are sent and not approved yet, by unit,
// without their answers and evidence.
func (t *Tx) Unapproved(round flows.RoundID) (map[flows.UnitID]flows.Report, error) {
	events, err := rows(t, "read report events", scanEvent, `select `+eventColumns+` from report_event
		join person on person.id = report_event.person where round = $1 order by report_event.id`, string(round))
	if err != nil {
		return nil, err
	}
	reports := reportsOf{round, map[flows.UnitID]flows.Report{}}
	for _, e := range events {
		reports.units[e.unit] = e.happen(reports.of(e.unit))
	}
	for unit, r := range reports.units {
		if r.Stage() != flows.Sent {
			delete(reports.units, unit)
		}
	}
	return reports.units, nil
}

// Joined tells how many people of each unit of a round have joined.
func (t *Tx) Joined(round flows.RoundID) (map[flows.UnitID]int, error) {
	joined := map[flows.UnitID]int{}
	scan := func(r *sql.Rows) (unit flows.UnitID, err error) {
		var people int
		err = r.Scan(&unit, &people)
		joined[unit] = people
		return unit, err
	}
	_, err := rows(t, "count people of units", scan, `select member.unit, count(distinct member.person) from member
		join round_unit on round_unit.unit = member.unit where round_unit.round = $1 and member.role in ('cadre', 'leader')
		group by member.unit`, string(round))
	return joined, err
}

// AnswersTo gives the latest answer of each unit to one question of a round.
func (t *Tx) AnswersTo(round flows.RoundID, question flows.QuestionID) (map[flows.UnitID]flows.Answer, error) {
	found, err := rows(t, "read answers to one question", scanAnswer, `select `+answerColumns+` from answer
		where id in (select max(id) from answer where round = $1 and question = $2 group by unit)`, string(round), string(question))
	answers := map[flows.UnitID]flows.Answer{}
	for _, a := range found {
		if a.State != flows.Withdrawn {
			answers[a.unit] = a.Answer
		}
	}
	return answers, err
}
