package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/flows/report"
	"baocaobot/storage"
)

// office takes an update that is the office's; taken is false when it is not. cadre tells
// that the person reports for a unit too. Whatever is not the desk's leaves what the desk
// was waiting for.
func (t turn) office(cadre bool) (r reply, taken bool, err error) {
	if r, taken, err = t.broadcasting(); taken || err != nil {
		return r, taken, cmp.Or(err, t.leaveDesk())
	}
	c, decides := decisionIn(t.update)
	w, wishes := wishIn(t.update)
	d, digests := digestIn(t.update)
	s, schedules := scheduleWish(t.update)
	switch {
	case wantsUnreachable(t.update):
		r, err = t.unreachable()
	case decides:
		r, err = t.decide(c)
	case wishes:
		r, err = t.grant(w)
	case digests:
		r, err = t.switchDigest(d)
	case schedules:
		r, err = t.schedule(s)
	default:
		return t.atDesk(cadre)
	}
	if err == nil {
		err = t.leaveDesk()
	}
	return r, true, err
}

// LoadRound reads everything the office's view of a round is computed from.
func LoadRound(tx *storage.Tx, round flows.Round, now time.Time) (in report.Input, err error) {
	in.Round, in.Now = round, now
	if in.Outline, err = RoundOutline(tx, round.ID); err != nil {
		return in, err
	}
	if in.Units, err = tx.RoundUnits(round.ID); err != nil {
		return in, err
	}
	if in.Reports, err = tx.Reports(round.ID); err != nil {
		return in, err
	}
	if in.Reopened, err = tx.ReopenedUnits(round.ID); err != nil {
		return in, err
	}
	if in.Parents, err = parentsOf(tx, in.Units); err != nil {
		return in, err
	}
	in.Place, err = placeOf(tx, in.Parents)
	return in, err
}

func parentsOf(tx *storage.Tx, units []flows.Unit) (map[flows.UnitID]flows.Unit, error) {
	parents := map[flows.UnitID]flows.Unit{}
	for _, u := range units {
		if _, known := parents[u.Parent]; known || u.Parent == "" {
			continue
		}
		parent, err := tx.Unit(u.Parent)
		if err != nil {
			return nil, err
		}
		parents[u.Parent] = parent
	}
	return parents, nil
}

// placeOf names the lowest unit that all of them are or stand under.
func placeOf(tx *storage.Tx, parents map[flows.UnitID]flows.Unit) (string, error) {
	var shared []flows.Unit
	for _, p := range parents {
		chain, err := upwards(tx, p)
		if err != nil {
			return "", err
		}
		if shared == nil {
			shared = chain
			continue
		}
		shared = slices.DeleteFunc(shared, func(u flows.Unit) bool { return !holds(chain, u.ID) })
	}
	if len(shared) == 0 {
		return "", nil
	}
	return strings.TrimPrefix(shared[0].Name, shared[0].Kind+" "), nil
}

// upwards lists a unit and what it stands under, one above the other.
func upwards(tx *storage.Tx, u flows.Unit) (chain []flows.Unit, err error) {
	for chain = append(chain, u); u.Parent != "" && !holds(chain, u.Parent); chain = append(chain, u) {
		if u, err = tx.Unit(u.Parent); err != nil {
			return nil, err
		}
	}
	return chain, nil
}

func holds(units []flows.Unit, id flows.UnitID) bool {
	return slices.ContainsFunc(units, func(u flows.Unit) bool { return u.ID == id })
}

func (b *Bot) load(ctx context.Context, id flows.RoundID) (in report.Input, err error) {
	err = b.store.View(ctx, func(tx *storage.Tx) error {
		round, err := tx.Round(id)
		if err != nil {
			return err
		}
		in, err = LoadRound(tx, round, b.now())
		return err
	})
	return in, err
}
