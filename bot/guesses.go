package bot

import (
	"time"

	"baocaobot/storage"
)

// A code has 130 random bits, so that no pace of guessing finds one. The limits keep
// guessing cheap for us and tell the admins that somebody tries.
const (
	mostWrongCodes = 5   // an hour and chat; then no code of that chat is looked at, right or wrong
	manyWrongCodes = 100 // an hour from all chats: the admins are told
)

// guessing tells until when no code of this chat is looked at; zero when it may try.
func (t turn) guessing() (until time.Time, err error) {
	wrong, until, err := t.tx.WrongCodes(t.person, t.bot.now())
	if wrong < mostWrongCodes {
		until = time.Time{}
	}
	return until, err
}

// guessed counts a wrong code. Nobody is locked out for what others try: that would let
// anybody keep out those who are invited.
func (t turn) guessed() error {
	overall, err := t.tx.AddWrongCode(t.person, t.bot.now())
	if err != nil || overall != manyWrongCodes {
		return err
	}
	admins, err := t.tx.Admins()
	if err != nil {
		return err
	}
	*t.owes = true
	for _, id := range admins {
		n := storage.Notice{Person: id, Kind: noticeGuesses, Screen: noticeManyWrongCodes(t.bot.now())}
		if err := t.tx.Notify(n, daytime(t.bot.now())); err != nil {
			return err
		}
	}
	return nil
}
