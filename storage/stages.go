package storage

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
)

// Event is something that happened to a report as a whole.
type Event string

// The kinds of report events.
const (
	Submitted Event = "submitted" // put before the unit's leader
	Returned  Event = "returned"  // by the leader, with a reason
	Sent      Event = "sent"
	Asked     Event = "asked" // the office, to let a sent report be corrected
	Refused   Event = "refused"
	Reopened  Event = "reopened" // taken back by the unit, or opened by the office that was asked

	// By the office alone.
	Revise     Event = "revise" // some questions are to be corrected, with a reason
	Approved   Event = "approved"
	Unapproved Event = "unapproved"
	Excused    Event = "excused" // from the round, with a reason
	Unexcused  Event = "unexcused"
)

type reportEvent struct {
	id        int64
	unit      flows.UnitID
	kind      Event
	number    int
	newest    int64
	questions []flows.QuestionID
	moment    flows.Moment
}

const eventColumns = "report_event.id, report_event.unit, kind, person, person.name, note, number, newest, questions, at_ms"

func scanEvent(r *sql.Rows) (e reportEvent, err error) {
	var at int64
	var questions string
	err = r.Scan(&e.id, &e.unit, &e.kind, &e.moment.By, &e.moment.Name, &e.moment.Reason, &e.number, &e.newest, &questions, &at)
	e.moment.At = moment(at)
	for q := range strings.FieldsSeq(questions) {
		e.questions = append(e.questions, flows.QuestionID(q))
	}
	return e, err
}

// happen gives the report as it stands after the event.
func (e reportEvent) happen(r flows.Report) flows.Report {
	r.Event = e.id
	switch e.kind {
	case Submitted:
		r.Submitted = e.moment
	case Sent:
		r.Submitted, r.Asked, r.Revision = flows.Moment{}, flows.Moment{}, flows.Revision{}
		r.SentAt, r.SentBy, r.SentName, r.Receipt = e.moment.At, e.moment.By, e.moment.Name, e.number
		if r.FirstSent.IsZero() {
			r.FirstSent = e.moment.At
		}
	case Asked:
		r.Asked = e.moment
	case Refused:
		r.Asked = flows.Moment{}
	case Returned:
		r.Submitted = flows.Moment{}
	case Reopened:
		taken := r.Sent() && r.Asked.At.IsZero()
		if r = r.Opened(); taken {
			r.FirstSent = time.Time{}
		}
	default:
		r = e.decided(r)
	}
	return r
}

// decided gives the report as it stands after the office has decided about it.
func (e reportEvent) decided(r flows.Report) flows.Report {
	switch e.kind {
	case Revise:
		r = r.Opened()
		r.Revision = r.Wanting(flows.Revision{Moment: e.moment, Questions: e.questions, Newest: e.newest})
	case Approved:
		r.Approved, r.Asked = e.moment, flows.Moment{}
	case Unapproved:
		r.Approved = flows.Moment{}
	case Excused:
		r.Excused, r.Asked = e.moment, flows.Moment{}
	case Unexcused:
		r.Excused = flows.Moment{}
	}
	return r
}

// Happen keeps that something happened to a report, why, and, for Revise, to which
// questions. A sending gets the next number of its round.
func (t *Tx) Happen(round flows.RoundID, unit flows.UnitID, e Event, by flows.PersonID, why string, at time.Time, questions ...flows.QuestionID) error {
	about := make([]string, len(questions))
	for i, q := range questions {
		about[i] = string(q)
	}
	_, err := t.exec(fmt.Sprintf("%s report %s", e, unit), `insert into report_event (round, unit, kind, person, note, number, newest, questions, at_ms)
		values ($1, $2, $3, $4, $5, case when $3 = 'sent' then (select count(*) + 1 from report_event where round = $1 and kind = 'sent') else 0 end,
			(select coalesce(max(id), 0) from answer where round = $1 and unit = $2), $6, $7)`,
		string(round), string(unit), string(e), int64(by), why, strings.Join(about, " "), ms(at))
	return err
}

// GiveTask hands a section to a person, or to nobody with 0.
func (t *Tx) GiveTask(round flows.RoundID, unit flows.UnitID, task flows.Task, by flows.PersonID, at time.Time) error {
	_, err := t.exec("give task "+string(unit), `insert into task (round, unit, section, person, given_by, at_ms) values ($1, $2, $3, $4, $5, $6)`,
		string(round), string(unit), task.Section, int64(task.Person), int64(by), ms(at))
	return err
}

// Tasks tells who looks after which section of a report.
func (t *Tx) Tasks(round flows.RoundID, unit flows.UnitID) (map[string]flows.PersonID, error) {
	tasks := map[string]flows.PersonID{}
	scan := func(r *sql.Rows) (section string, err error) {
		var person flows.PersonID
		err = r.Scan(&section, &person)
		tasks[section] = person
		return section, err
	}
	read := func() (map[string]flows.PersonID, error) {
		_, err := rows(t, "read tasks", scan, `select section, person from task
			where id in (select max(id) from task where round = $1 and unit = $2 group by section) and person <> 0`, string(round), string(unit))
		return tasks, err
	}
	return remembered(t, func(k *known) map[reportKey]map[string]flows.PersonID { return k.tasks }, reportKey{round, unit}, read)
}

// Team lists the people of a unit by when they joined it.
func (t *Tx) Team(unit flows.UnitID) ([]flows.Colleague, error) {
	scan := func(r *sql.Rows) (c flows.Colleague, err error) {
		err = r.Scan(&c.ID, &c.Name, &c.Role)
		return c, err
	}
	read := func() ([]flows.Colleague, error) { return rows(t, "list team", scan, teamOf, string(unit)) }
	return remembered(t, func(k *known) map[flows.UnitID][]flows.Colleague { return k.teams }, unit, read)
}

const teamOf = `select person.id, person.name, max(member.role) from member join person on person.id = member.person
		where member.unit = $1 and member.role in ('cadre', 'leader') group by person.id, person.name order by min(member.since_ms), person.id`

// Officers lists the people of the office and the admins.
func (t *Tx) Officers() ([]flows.PersonID, error) {
	scan := func(r *sql.Rows) (id flows.PersonID, err error) { return id, r.Scan(&id) }
	return rows(t, "list officers", scan, `select distinct person from member where unit = '' and role in ('office', 'admin') order by person`)
}

// Request is a sent report that its unit asks the office to open again.
type Request struct {
	ID    int64
	Round flows.RoundID
	Unit  flows.Unit
	flows.Moment
}

// Requests lists what the office was asked and has not decided, the oldest first.
func (t *Tx) Requests() ([]Request, error) {
	scan := func(r *sql.Rows) (q Request, err error) {
		var at int64
		err = r.Scan(&q.ID, &q.Round, &q.Unit.ID, &q.Unit.Name, &q.Unit.Kind, &q.By, &q.Name, &q.Reason, &at)
		q.At = moment(at)
		return q, err
	}
	return rows(t, "list requests", scan, `select report_event.id, round, unit, unit.name, unit.kind, person, person.name, note, at_ms
		from report_event join unit on unit.id = report_event.unit join person on person.id = report_event.person
		where report_event.id in (select max(id) from report_event where kind not in ('unapproved', 'unexcused') group by round, unit) and report_event.kind = 'asked' order by report_event.id`)
}
