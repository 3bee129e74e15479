package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"baocaobot/flows"
)

// guessMemory is how long wrong codes are counted together.
const guessMemory = time.Hour

// everybody is the chat under which the wrong codes of all chats are counted.
const everybody flows.PersonID = 0

// WrongCodes tells how many wrong codes a chat has tried in the last hour, and when they
// are forgotten.
func (t *Tx) WrongCodes(chat flows.PersonID, now time.Time) (wrong int, until time.Time, err error) {
	var since int64
	err = t.tx.QueryRowContext(t.ctx, `select since_ms, wrong from guess where chat = $1 and since_ms > $2`, int64(chat), ms(now.Add(-guessMemory))).
		Scan(&since, &wrong)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, now, nil
	}
	if err != nil {
		return 0, now, fmt.Errorf("count wrong codes: %w", err)
	}
	return wrong, moment(since).Add(guessMemory), nil
}

// AddWrongCode counts a wrong code and tells how many there were in this hour from all
// chats together.
func (t *Tx) AddWrongCode(chat flows.PersonID, now time.Time) (overall int, err error) {
	if _, err := t.beside("forget wrong codes", `delete from guess where since_ms <= $1`, ms(now.Add(-guessMemory))); err != nil {
		return 0, err
	}
	for _, of := range []flows.PersonID{chat, everybody} {
		_, err := t.beside("count wrong code", `insert into guess (chat, since_ms, wrong) values ($1, $2, 1)
			on conflict (chat) do update set wrong = guess.wrong + 1`, int64(of), ms(now))
		if err != nil {
			return 0, err
		}
	}
	overall, _, err = t.WrongCodes(everybody, now)
	return overall, err
}
