package storage

import (
	"database/sql"
	"errors"
	"fmt"

	"baocaobot/flows"
)

// Opening gives what an admin is about to do to rounds, as JSON, and the number of the
// newest screen about it; nil for nothing.
func (t *Tx) Opening(person flows.PersonID) (number int64, what []byte, err error) {
	var text string
	err = t.tx.QueryRowContext(t.ctx, `select number, what from opening where person = $1`, int64(person)).Scan(&number, &text)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil, nil
	case err != nil:
		return 0, nil, fmt.Errorf("read opening: %w", err)
	case text == "":
		return number, nil, nil
	}
	return number, []byte(text), nil
}

// SaveOpening keeps what an admin is about to do to rounds; nil ends it.
func (t *Tx) SaveOpening(person flows.PersonID, number int64, what []byte) error {
	_, err := t.beside("save opening", `insert into opening (person, number, what) values ($1, $2, $3)
		on conflict (person) do update set number = excluded.number, what = excluded.what`, int64(person), number, string(what))
	return err
}
