package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// A broadcast goes out beside the notices: a few people at a time are handed to their
// lanes. Each is marked as being sent to just before that happens; whoever is marked when
// the program ends is unknown and not sent to again, so that nobody is told twice.

const (
	callBeat      = 150 * time.Millisecond // between two times people are taken
	callsAtOnce   = 12                     // people in their lanes: enough for answers that take 300 ms
	progressGap   = 3 * time.Second        // between two changes of the officer's message
	progressTry   = 20 * time.Second       // for one of them
	plannedAtOnce = 500                    // people written down in one transaction
)

const noticeBroadcast = "broadcast" // broadcast|number: what became of it

// keepBroadcasting sends what is to be sent until ctx ends.
func (b *Bot) keepBroadcasting(ctx context.Context) {
	for ctx.Err() == nil {
		pause := noticeLook
		underway, err := b.beat(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			b.log.Error("send broadcast", "err", err)
			pause = progressGap
		case underway:
			pause = callBeat
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		case <-b.calls.wake:
		}
	}
}

// beat writes down what was sent, ends what is over, and takes the next people.
func (b *Bot) beat(ctx context.Context) (underway bool, err error) {
	var c storage.Broadcast
	err = b.store.View(ctx, func(tx *storage.Tx) (err error) {
		c, underway, err = tx.Underway()
		return err
	})
	if err != nil || !underway {
		return false, err
	}
	if c.State == storage.Planning {
		if err := b.planBroadcast(ctx, c); err != nil {
			return true, err
		}
	}
	over, err := b.writeCalls(ctx, c.ID)
	if err != nil {
		return true, err
	}
	if err := b.takeCalls(ctx, c); err != nil {
		return true, err
	}
	if c.By != 0 && (over || time.Since(b.calls.told) >= progressGap && b.lanes.idle(int64(c.By))) {
		b.calls.told = time.Now()
		b.putOwed(reply{chat: int64(c.By), progressOf: c.ID})
	}
	if over {
		b.noticed()
	}
	return !over, nil
}

// takeCalls hands the next people to their lanes.
func (b *Bot) takeCalls(ctx context.Context, c storage.Broadcast) error {
	var waiting []storage.Recipient
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		if c, err = tx.Broadcast(c.ID); err == nil && c.State == storage.Sending {
			waiting, err = tx.Waiting(c.ID, 2*callsAtOnce)
		}
		return err
	})
	for _, r := range b.calls.begin(waiting) {
		b.putOwed(reply{chat: int64(r.Person), call: r})
	}
	return err
}

// writeCalls writes down what became of it, and ends what is over.
func (b *Bot) writeCalls(ctx context.Context, id int64) (over bool, err error) {
	ended := b.calls.unwritten()
	now := b.now()
	err = b.store.Update(context.WithoutCancel(ctx), func(tx *storage.Tx) (err error) {
		for _, r := range ended {
			if err := tx.KeepReached(r, now); err != nil {
				return err
			}
		}
		if over, err = tx.EndBroadcast(id, now); err != nil || !over {
			return err
		}
		c, err := tx.Broadcast(id)
		if err != nil {
			return err
		}
		return oweReport(tx, c, now)
	})
	if err == nil {
		b.calls.written(ended)
	}
	return over && err == nil, err
}

// oweReport owes the officer what became of it; of one from the command line, the office.
func oweReport(tx *storage.Tx, c storage.Broadcast, now time.Time) error {
	to := []flows.PersonID{c.By}
	if c.By == 0 {
		var err error
		if to, err = tx.Officers(); err != nil {
			return err
		}
	}
	for _, id := range to {
		if err := tx.Notify(storage.Notice{Person: id, Kind: fmt.Sprintf("%s|%d", noticeBroadcast, c.ID)}, now); err != nil {
			return err
		}
	}
	return nil
}

// planBroadcast writes down who gets it. Cut off, it is done again.
func (b *Bot) planBroadcast(ctx context.Context, c storage.Broadcast) error {
	var in report.Input
	var joined map[flows.UnitID][]flows.PersonID
	var a broadcast.Audience
	err := b.store.View(ctx, func(tx *storage.Tx) (err error) {
		in, joined, err = loadAudience(tx, c.Round, b.now())
		return err
	})
	if err == nil {
		err = json.Unmarshal(c.Audience, &a)
	}
	if err != nil {
		return fmt.Errorf("plan broadcast %d: %w", c.ID, err)
	}
	units, joinless := among(a, in, joined)
	for len(units) > 0 {
		n, people := 0, 0
		for n < len(units) && people < plannedAtOnce {
			people += len(joined[units[n]])
			n++
		}
		if err := b.store.Update(ctx, func(tx *storage.Tx) error { return tx.AddRecipients(c.ID, units[:n], b.now()) }); err != nil {
			return err
		}
		units = units[n:]
	}
	return b.store.Update(ctx, func(tx *storage.Tx) error { return tx.StartBroadcast(c.ID, joinless) })
}

// endCalls writes down what became of it after the last beat.
func (b *Bot) endCalls(ctx context.Context) error {
	ended := b.calls.unwritten()
	if len(ended) == 0 {
		return nil
	}
	_, err := b.writeCalls(ctx, ended[0].Broadcast)
	return err
}
