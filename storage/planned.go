package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// Reason is why the office gets a workbook without asking.
type Reason string

// The reasons are a closed set.
const (
	AtDeadline Reason = "deadline"
	Complete   Reason = "complete" // the last expected unit has sent
	AtClosing  Reason = "closed"
)

// Plan keeps that a workbook was planned; first is false when it was planned before.
func (t *Tx) Plan(round flows.RoundID, why Reason, now time.Time) (first bool, err error) {
	added, err := t.beside("plan workbook", `insert into planned (round, reason, at_ms) values ($1, $2, $3) on conflict do nothing`,
		string(round), string(why), ms(now))
	return added > 0, err
}

// Planned tells for which reasons a round's workbook was planned.
func (t *Tx) Planned(round flows.RoundID) (map[Reason]bool, error) {
	planned := map[Reason]bool{}
	scan := func(r *sql.Rows) (why Reason, err error) {
		err = r.Scan(&why)
		planned[why] = true
		return why, err
	}
	_, err := rows(t, "list planned workbooks", scan, `select reason from planned where round = $1`, string(round))
	return planned, err
}

// Arrival is something that came in from a unit.
type Arrival struct {
	Unit   flows.Unit
	Kind   Event // Sent, Asked or Joined
	After  Event // of a sending: Sent, Revise or Reopened, whichever came last before it; empty for the first one
	Number int   // of a sending: its receipt; of Joined: how many people
	At     time.Time
}

// Joined is no event of a report: people of the unit who used their invites.
const Joined Event = "joined"

func scanArrival(r *sql.Rows) (a Arrival, err error) {
	var at int64
	err = r.Scan(&a.Unit.ID, &a.Unit.Name, &a.Unit.Kind, &a.Kind, &a.After, &a.Number, &at)
	a.At = moment(at)
	return a, err
}

const arrivalsOf = `select unit.id, unit.name, unit.kind, e.kind, coalesce((select earlier.kind from report_event earlier
		where earlier.round = e.round and earlier.unit = e.unit and earlier.id < e.id and earlier.kind in ('sent', 'revise', 'reopened')
		order by earlier.id desc limit 1), ''), e.number, e.at_ms
	from report_event e join unit on unit.id = e.unit where e.round = $1 `

// Arrivals lists what came in for a round from a moment on until another, in order;
// those who joined come last.
func (t *Tx) Arrivals(round flows.RoundID, from, to time.Time) ([]Arrival, error) {
	came, err := rows(t, "list arrivals", scanArrival, arrivalsOf+`and e.kind in ('sent', 'asked') and e.at_ms >= $2 and e.at_ms < $3 order by e.id`,
		string(round), ms(from), ms(to))
	if err != nil {
		return nil, err
	}
	joined, err := rows(t, "list people who joined", scanArrival, `select unit.id, unit.name, unit.kind, 'joined', '', count(distinct member.person), min(since_ms)
		from member join unit on unit.id = member.unit join round_unit on round_unit.unit = unit.id
		where round_unit.round = $1 and since_ms >= $2 and since_ms < $3 group by unit.id, unit.name, unit.kind, unit.ord order by unit.ord, unit.id`,
		string(round), ms(from), ms(to))
	return append(came, joined...), err
}

// LastSending is the newest sending of a report.
func (t *Tx) LastSending(round flows.RoundID, unit flows.UnitID) (Arrival, error) {
	found, err := rows(t, "find sending", scanArrival, arrivalsOf+`and e.unit = $2 and e.kind = 'sent' order by e.id desc limit 1`, string(round), string(unit))
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("sending of %s: %w", unit, ErrNotFound)
	}
	if err != nil {
		return Arrival{}, err
	}
	return found[0], nil
}

// SwitchDigest switches a person's digest on or off. What came in before told counts as
// told.
func (t *Tx) SwitchDigest(person flows.PersonID, on bool, now, told time.Time) error {
	query, args := `insert into digest (person, since_ms, told_ms) values ($1, $2, $3) on conflict do nothing`, []any{int64(person), ms(now), ms(told)}
	if !on {
		query, args = `delete from digest where person = $1`, args[:1]
	}
	_, err := t.beside("switch digest", query, args...)
	return err
}

// WantsDigest tells whether a person's digest is on.
func (t *Tx) WantsDigest(person flows.PersonID) (bool, error) {
	var n int
	err := t.tx.QueryRowContext(t.ctx, `select 1 from digest where person = $1`, int64(person)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("find digest: %w", err)
	}
	return true, nil
}

// Digest is what one person is to be told of a morning.
type Digest struct {
	Person flows.PersonID
	Told   time.Time // what came in until then was told
}

// DueDigests lists who has not been told what came in until a morning.
func (t *Tx) DueDigests(morning time.Time) ([]Digest, error) {
	scan := func(r *sql.Rows) (d Digest, err error) {
		var told int64
		err = r.Scan(&d.Person, &told)
		d.Told = moment(told)
		return d, err
	}
	return rows(t, "list digests", scan, `select person, told_ms from digest where told_ms < $1 order by person`, ms(morning))
}

// DigestTold keeps until when a person was told what came in.
func (t *Tx) DigestTold(person flows.PersonID, told time.Time) error {
	_, err := t.beside("keep digest", `update digest set told_ms = $2 where person = $1`, int64(person), ms(told))
	return err
}
