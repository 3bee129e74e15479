package storage

import (
	"database/sql"
	"errors"
	"fmt"

	"baocaobot/flows"
)

// Errand gives what a person is in the middle of, as JSON, and its number; nil for
// nothing.
func (t *Tx) Errand(person flows.PersonID) (number int64, what []byte, err error) {
	var text string
	err = t.tx.QueryRowContext(t.ctx, `select number, what from errand where person = $1`, int64(person)).Scan(&number, &text)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil, nil
	case err != nil:
		return 0, nil, fmt.Errorf("read errand: %w", err)
	case text == "":
		return number, nil, nil
	}
	return number, []byte(text), nil
}

// SaveErrand keeps what a person is in the middle of; nil ends it.
func (t *Tx) SaveErrand(person flows.PersonID, number int64, what []byte) error {
	_, err := t.beside("save errand", `insert into errand (person, number, what) values ($1, $2, $3)
		on conflict (person) do update set number = excluded.number, what = excluded.what`, int64(person), number, string(what))
	return err
}
