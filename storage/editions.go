package storage

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// Mark is how far what units sent has come, in a round and in the one before, whose
// values stand beside it. It changes with every answer, a report's stage, evidence, and
// with the name, order or place of a unit.
type Mark struct {
	Answer   int64  // id of the newest answer
	Event    int64  // id of the newest report event
	Evidence int64  // changes: files added and files removed
	Units    string // tells one state of the units and the round itself from another
}

// Edition is one numbered workbook that was handed to the office. Its bytes are read
// apart: they are large.
type Edition struct {
	Round          flows.RoundID
	Number         int // in its round, from 1
	At             time.Time
	By             flows.PersonID // who asked for it; 0: the command line, or nobody
	Counts         string         // report.Counts
	Mark           Mark           // what it was made from
	Sent, Expected int            // units
}

// ErrTaken is a number of an edition that somebody else has taken in the meantime.
var ErrTaken = errors.New("that number is taken")

// Mark tells how far a round is.
func (t *Tx) Mark(round flows.RoundID) (m Mark, err error) {
	const both = `where round in ($1, (select previous from round where id = $1))`
	err = t.tx.QueryRowContext(t.ctx, `select (select coalesce(max(id), 0) from answer `+both+`), (select coalesce(max(id), 0) from report_event `+both+`),
		(select coalesce(max(id), 0) + count(removed_ms) from evidence where round = $1)`, string(round)).Scan(&m.Answer, &m.Event, &m.Evidence)
	if err != nil {
		return m, fmt.Errorf("read mark of round %s: %w", round, err)
	}
	m.Units, err = t.unitsNow(round)
	return m, err
}

// unitsNow is a hash of what a workbook says of the units and of the round.
func (t *Tx) unitsNow(id flows.RoundID) (string, error) {
	round, err := t.Round(id)
	if err != nil {
		return "", err
	}
	units, err := t.Units()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %d %d %d\n", round.Name, ms(round.From), ms(round.To), ms(round.Deadline))
	if !round.CutOff.IsZero() {
		fmt.Fprintf(sum, "%d\n", ms(round.CutOff))
	}
	for _, u := range units {
		fmt.Fprintf(sum, "%q %q %q %q %d %q\n", u.ID, u.Name, u.Kind, u.Parent, u.Order, u.Predecessors)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

// Editions lists the editions of a round, the newest first.
func (t *Tx) Editions(round flows.RoundID) ([]Edition, error) {
	scan := func(r *sql.Rows) (Edition, error) {
		e := Edition{Round: round}
		var at int64
		err := r.Scan(&e.Number, &at, &e.By, &e.Counts, &e.Mark.Answer, &e.Mark.Event, &e.Mark.Evidence, &e.Mark.Units, &e.Sent, &e.Expected)
		e.At = moment(at)
		return e, err
	}
	return rows(t, "list editions", scan, `select number, at_ms, person, counts, answer, event, evidence, units, sent, expected
		from edition where round = $1 order by number desc`, string(round))
}

// EditionFile gives the workbook of an edition, byte for byte; ErrNotFound when there is
// no such edition.
func (t *Tx) EditionFile(round flows.RoundID, number int) (file []byte, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select file from edition where round = $1 and number = $2`, string(round), int64(number)).Scan(&file)
	return file, notFound(fmt.Sprintf("edition %d of round %s", number, round), err)
}

// AddEdition keeps a new edition; ErrTaken when its number is not the next one.
func (t *Tx) AddEdition(e Edition, file []byte) error {
	added, err := t.beside("keep edition", `insert into edition (round, number, at_ms, person, counts, answer, event, evidence, units, sent, expected, file)
		select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 where $2 = (select coalesce(max(number), 0) + 1 from edition where round = $1)`,
		string(e.Round), int64(e.Number), ms(e.At), int64(e.By), e.Counts, e.Mark.Answer, e.Mark.Event, e.Mark.Evidence, e.Mark.Units,
		int64(e.Sent), int64(e.Expected), file)
	if err == nil && added == 0 {
		return fmt.Errorf("edition %d of round %s: %w", e.Number, e.Round, ErrTaken)
	}
	return err
}

// ReportsAsOf gives the reports of a round as they were, without their evidence.
func (t *Tx) ReportsAsOf(round flows.RoundID, m Mark) (map[flows.UnitID]flows.Report, error) {
	reports := reportsOf{round, map[flows.UnitID]flows.Report{}}
	if err := t.takeAnswers(reports, `round = $1 and id <= $2`, string(round), m.Answer); err != nil {
		return nil, err
	}
	return reports.units, t.takeEvents(reports, `round = $1 and report_event.id <= $2`, string(round), m.Event)
}

// Standing gives the reports of a round as far as their events tell: who has sent, who
// is excused. They hold no answers.
func (t *Tx) Standing(round flows.RoundID) (map[flows.UnitID]flows.Report, error) {
	reports := reportsOf{round, map[flows.UnitID]flows.Report{}}
	return reports.units, t.takeEvents(reports, `round = $1`, string(round))
}

// Handout is the edition that a notice hands out.
type Handout struct {
	Number int  // 0 while it is not decided
	Same   bool // it was there already: nothing had changed since it was made
}

// HandsOut tells which edition a notice hands out.
func (t *Tx) HandsOut(notice int64) (h Handout, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select number, same from edition_notice where notice = $1`, notice).Scan(&h.Number, &h.Same)
	if errors.Is(err, sql.ErrNoRows) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("find edition of notice: %w", err)
	}
	return h, nil
}

// HandOut decides which edition a notice hands out; it is decided once.
func (t *Tx) HandOut(notice int64, round flows.RoundID, h Handout) error {
	_, err := t.beside("keep edition of notice", `insert into edition_notice (notice, round, number, same) values ($1, $2, $3, $4) on conflict do nothing`,
		notice, string(round), int64(h.Number), h.Same)
	return err
}

// NotifyEdition owes a person an edition that is there already.
func (t *Tx) NotifyEdition(n Notice, h Handout, due time.Time) error {
	if err := t.Notify(n, due); err != nil {
		return err
	}
	_, err := t.beside("keep edition of notice", `insert into edition_notice (notice, round, number, same)
		select id, round, $4, $5 from notice where person = $1 and kind = $2 and round = $3 and done_ms = 0 on conflict do nothing`,
		int64(n.Person), n.Kind, string(n.Round), int64(h.Number), h.Same)
	return err
}
