package storage

import (
	"context"
	"fmt"

	"baocaobot/flows"
)

// known is what the writer has read for turns and nobody has changed since, so that a
// turn need not read and decode a whole report again. It is never trusted beyond what
// the database vouches for: each group begins by asking whether another connection has
// written, whatever is undone forgets everything, and so does every statement that
// writes, but for those sent past it with beside.
//
// What it gives is shared and good until the transaction ends, or what is done while it
// is committed: nobody may change it in place or keep it longer.
type known struct {
	version int64 // of the database, which another connection's commit changes

	members map[flows.PersonID][]flows.Member
	desks   map[flows.PersonID][]Desk
	teams   map[flows.UnitID][]flows.Colleague
	tasks   map[reportKey]map[string]flows.PersonID
	origins map[originsKey]map[flows.UnitID]flows.Origin
	reports map[reportKey]*keptReport
	answers int                      // in reports
	heard   map[flows.PersonID]bool  // whom messages reach
	places  map[flows.PersonID]place // where each person was last
	turns   map[flows.PersonID]int64 // the last one of each chat
}

// place is where a person is in the report last worked on.
type place struct {
	reportKey
	json []byte
}

type reportKey struct {
	round flows.RoundID
	unit  flows.UnitID
}

type originsKey struct {
	unit         flows.UnitID
	round, prior flows.RoundID
}

const (
	mostAnswers = 50_000 // kept; some 20 MB
	mostOthers  = 2_000  // people, units and reports of which something else is kept
)

func newKnown() *known {
	k := &known{}
	k.forget()
	return k
}

func (k *known) forget() {
	*k = known{
		version: k.version,
		members: map[flows.PersonID][]flows.Member{},
		desks:   map[flows.PersonID][]Desk{},
		teams:   map[flows.UnitID][]flows.Colleague{},
		tasks:   map[reportKey]map[string]flows.PersonID{},
		origins: map[originsKey]map[flows.UnitID]flows.Origin{},
		reports: map[reportKey]*keptReport{},
		heard:   map[flows.PersonID]bool{},
		places:  map[flows.PersonID]place{},
		turns:   map[flows.PersonID]int64{},
	}
}

func (t *Tx) forget() {
	if t.known != nil {
		t.known.forget()
	}
}

// begin forgets everything when another connection, of this program or another, has
// committed since. It runs inside a write transaction, so that nobody can any more.
func (k *known) begin(on querier) error {
	var version int64
	if err := on.QueryRowContext(context.Background(), "pragma data_version").Scan(&version); err != nil {
		return fmt.Errorf("read the database's version: %w", err)
	}
	if version != k.version {
		k.version = version
		k.forget()
	}
	return nil
}

// remembered gives what is kept under a key, or reads and keeps it.
func remembered[K comparable, V any](t *Tx, kept func(*known) map[K]V, key K, read func() (V, error)) (V, error) {
	if t.known == nil {
		return read()
	}
	if v, ok := kept(t.known)[key]; ok {
		return v, nil
	}
	v, err := read()
	if err == nil {
		remember(kept(t.known), key, v)
	}
	return v, err
}

func remember[K comparable, V any](kept map[K]V, key K, v V) {
	if len(kept) >= mostOthers {
		clear(kept)
	}
	kept[key] = v
}

// visited puts the desk a person is at first among the desks that are kept.
func (t *Tx) visited(person flows.PersonID, round flows.RoundID, unit flows.UnitID) {
	if t.known == nil {
		return
	}
	desks, ok := t.known.desks[person]
	if !ok {
		return
	}
	var first, rest []Desk
	for _, d := range desks {
		if d.Round.ID == round && d.Unit.ID == unit {
			d.Visited = true
			first = append(first, d)
		} else {
			rest = append(rest, d)
		}
	}
	t.known.desks[person] = append(first, rest...)
}
