package storage

import (
	"database/sql"
	"fmt"
	"time"

	"baocaobot/flows"
)

// AddEvidence adds files to the cards of a report and lists them as due to be
// fetched, unless they have a problem already.
func (t *Tx) AddEvidence(round flows.RoundID, unit flows.UnitID, files []flows.Evidence) error {
	for _, e := range files {
		_, err := t.exec(fmt.Sprintf("add evidence %s/%s", unit, e.Card), `insert into evidence
			(round, unit, card, kind, file_id, unique_id, name, mime, size, caption, person, channel, message, at_ms, stored, problem, tries, next_ms)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, 0, $16)`,
			string(round), string(unit), e.Card, string(e.Kind), e.FileID, e.UniqueID, e.Name, e.MIME, e.Size, e.Caption,
			int64(e.By), e.Channel, int64(e.Message), ms(e.At), string(e.Problem), ms(e.At))
		if err != nil {
			return err
		}
	}
	return nil
}

// RemoveEvidence takes files back from a report; what else has these ids stays.
func (t *Tx) RemoveEvidence(round flows.RoundID, unit flows.UnitID, ids []int64, by flows.PersonID, at time.Time) error {
	for _, id := range ids {
		_, err := t.exec("remove evidence", `update evidence set removed_ms = $1, removed_by = $2
			where id = $3 and round = $4 and unit = $5 and removed_ms is null`, ms(at), int64(by), id, string(round), string(unit))
		if err != nil {
			return err
		}
	}
	return nil
}

// EvidenceToFetch lists the files whose time to be copied has come, those that
// wait longest first.
func (t *Tx) EvidenceToFetch(now time.Time, limit int) ([]flows.Evidence, error) {
	found, err := t.evidence(`stored = '' and problem = '' and removed_ms is null and next_ms <= $1 order by next_ms, evidence.id limit $2`, ms(now), int64(limit))
	var files []flows.Evidence
	for _, f := range found {
		files = append(files, f.Evidence)
	}
	return files, err
}

// MarkFetched keeps under which name of the side folder a file is stored now.
func (t *Tx) MarkFetched(id int64, stored string) error {
	_, err := t.exec("mark evidence fetched", `update evidence set stored = $1 where id = $2`, stored, id)
	return err
}

// MarkProblem keeps why a file will never be copied.
func (t *Tx) MarkProblem(id int64, why flows.Problem) error {
	_, err := t.exec("mark evidence", `update evidence set problem = $1 where id = $2`, string(why), id)
	return err
}

// FetchTries tells how often a file was tried in vain.
func (t *Tx) FetchTries(id int64) (tries int, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select tries from evidence where id = $1`, id).Scan(&tries)
	return tries, notFound(fmt.Sprintf("evidence %d", id), err)
}

// FetchLater counts one try in vain; the file is due again at next.
func (t *Tx) FetchLater(id int64, next time.Time) error {
	_, err := t.exec("put evidence off", `update evidence set tries = tries + 1, next_ms = $1 where id = $2`, ms(next), id)
	return err
}

// unitEvidence is a file with the unit whose report it belongs to.
type unitEvidence struct {
	unit flows.UnitID
	flows.Evidence
}

func (t *Tx) evidence(where string, args ...any) ([]unitEvidence, error) {
	return rows(t, "read evidence", scanEvidence, `select unit, evidence.id, card, kind, file_id, unique_id, evidence.name, mime,
		size, caption, person, person.name, channel, message, at_ms, stored, problem
		from evidence join person on person.id = evidence.person where `+where, args...)
}

func scanEvidence(r *sql.Rows) (e unitEvidence, err error) {
	var at int64
	err = r.Scan(&e.unit, &e.ID, &e.Card, &e.Kind, &e.FileID, &e.UniqueID, &e.Name, &e.MIME, &e.Size, &e.Caption, &e.By, &e.Sender,
		&e.Channel, &e.Message, &at, &e.Stored, &e.Problem)
	e.At = moment(at)
	return e, err
}
