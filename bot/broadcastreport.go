package bot

import (
	"context"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/storage"
)

// tellBroadcast shows the officer how far it is, in one message that changes.
func (b *Bot) tellBroadcast(ctx context.Context, id int64) {
	ctx, stop := context.WithTimeout(ctx, progressTry)
	defer stop()
	begun := b.now()
	var c storage.Broadcast
	var screen flows.Screen
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		if c, err = tx.Broadcast(id); err != nil {
			return err
		}
		members, err := tx.Memberships(c.By)
		if err != nil || !office(members) {
			return err
		}
		counts, err := tx.CountReached(id)
		if err != nil {
			return err
		}
		name, err := nameOf(tx, c.Round)
		screen = screenSending(c, name, counts)
		return err
	})
	if err != nil || screen.Text == "" {
		b.failed(ctx, "look how far a broadcast is", int64(c.By), begun, err)
		return
	}
	shown := c.Message
	if shown == 0 {
		shown, err = b.gateway.Notify(ctx, int64(c.By), screen)
	} else {
		shown, err = b.gateway.Edit(ctx, int64(c.By), shown, screen)
	}
	b.failed(ctx, "show how far a broadcast is", int64(c.By), begun, err)
	if err != nil || shown == c.Message {
		return
	}
	err = b.store.Update(ctx, func(tx *storage.Tx) error { return tx.ShowBroadcast(id, shown) })
	if err != nil {
		b.log.Error("keep message of broadcast", "err", err)
	}
}

func reportOf(kind string) (id int64, ok bool) {
	name, number, _ := strings.Cut(kind, "|")
	id, err := strconv.ParseInt(number, 10, 64)
	return id, name == noticeBroadcast && err == nil
}

// reached is what became of a broadcast.
type reached struct {
	storage.Broadcast
	round    flows.Round
	counts   map[storage.Reached]int
	lists    map[storage.Reached][]storage.Recipient // those to look after
	joinless []string                                // names of units
}

// maxReached is how many people of one kind a report may have room for.
const maxReached = 200

func loadReached(tx *storage.Tx, id int64) (r reached, err error) {
	if r.Broadcast, err = tx.Broadcast(id); err != nil {
		return r, err
	}
	if r.round, err = tx.Round(r.Round); err != nil {
		return r, err
	}
	if r.counts, err = tx.CountReached(id); err != nil {
		return r, err
	}
	r.lists = map[storage.Reached][]storage.Recipient{}
	for _, state := range []storage.Reached{storage.ReachBlocked, storage.ReachUnknown, storage.ReachFailed} {
		if r.lists[state], err = tx.Recipients(id, state, maxReached); err != nil {
			return r, err
		}
	}
	for _, id := range r.Joinless {
		u, err := tx.Unit(id)
		if err != nil {
			return r, err
		}
		r.joinless = append(r.joinless, u.Name)
	}
	return r, nil
}

// sendReport tells an officer what became of a broadcast.
func (b *Bot) sendReport(ctx context.Context, person flows.PersonID, id int64) error {
	var r reached
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		r, err = loadReached(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	_, err = b.gateway.Notify(ctx, int64(person), screenReached(r))
	return err
}
