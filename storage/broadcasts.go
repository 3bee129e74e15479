package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"baocaobot/flows"
)

// Broadcast is what the office says to many people at once.
type Broadcast struct {
	ID       int64
	Round    flows.RoundID
	By       flows.PersonID // 0: the command line
	Audience []byte         // as JSON
	Text     string         // with its fields
	At       time.Time      // when it was confirmed
	State    BroadcastState
	Joinless []flows.UnitID // its units nobody had joined
	Message  int            // that shows the officer how far it is; 0: none yet
}

// BroadcastState is how far a broadcast is.
type BroadcastState string

// The states are a closed set. Of those under way there is one broadcast at most.
const (
	Planning BroadcastState = "planning" // its recipients are being written down
	Sending  BroadcastState = "sending"
	Stopping BroadcastState = "stopping" // what is on its way is waited for
	Done     BroadcastState = "done"
	Stopped  BroadcastState = "stopped"
	CutOff   BroadcastState = "cut off"   // by a restore: how many got it is not known
	CutShort BroadcastState = "cut short" // likewise, and its recipients were not all written down
)

// Reached is what became of a broadcast for one person.
type Reached string

// What may become of it is a closed set.
const (
	ReachWaiting  Reached = "waiting"
	ReachSending  Reached = "sending"
	ReachSent     Reached = "sent"
	ReachBlocked  Reached = "blocked"
	ReachFailed   Reached = "failed"
	ReachUnknown  Reached = "unknown"  // sent, or not: no answer came, or the program ended
	ReachNeedless Reached = "needless" // the unit was in the audience no more
)

// Recipient is one person of a broadcast.
type Recipient struct {
	Broadcast int64
	Person    flows.PersonID
	Name      string // where recipients are listed
	Unit      flows.UnitID
	UnitName  string // where recipients are listed
	State     Reached
}

// ErrUnderway is a second broadcast while one is under way.
var ErrUnderway = errors.New("a broadcast is under way")

// AddBroadcast keeps a confirmed broadcast; ErrUnderway when one is under way.
func (t *Tx) AddBroadcast(b Broadcast) (id int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, `insert into broadcast (round, person, audience, text, at_ms, state, joinless, message, done_ms)
		select $1, $2, $3, $4, $5, 'planning', '', 0, 0 where not exists (select 1 from broadcast where done_ms = 0) returning id`,
		string(b.Round), int64(b.By), string(b.Audience), b.Text, ms(b.At)).Scan(&id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, ErrUnderway
	case err != nil:
		return 0, fmt.Errorf("keep broadcast: %w", err)
	}
	return id, nil
}

const broadcastColumns = "id, round, person, audience, text, at_ms, state, joinless, message"

func scanBroadcast(r *sql.Rows) (b Broadcast, err error) {
	var at int64
	var joinless string
	err = r.Scan(&b.ID, &b.Round, &b.By, &b.Audience, &b.Text, &at, &b.State, &joinless, &b.Message)
	b.At = moment(at)
	for id := range strings.FieldsSeq(joinless) {
		b.Joinless = append(b.Joinless, flows.UnitID(id))
	}
	return b, err
}

// Broadcast gives a broadcast; ErrNotFound when there is none of that number.
func (t *Tx) Broadcast(id int64) (Broadcast, error) {
	found, err := rows(t, "find broadcast", scanBroadcast, `select `+broadcastColumns+` from broadcast where id = $1`, id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("broadcast %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return Broadcast{}, err
	}
	return found[0], nil
}

// Broadcasts lists all of them, the newest first.
func (t *Tx) Broadcasts() ([]Broadcast, error) {
	return rows(t, "list broadcasts", scanBroadcast, `select `+broadcastColumns+` from broadcast order by id desc`)
}

// Underway gives the broadcast that is under way; ok is false when there is none.
func (t *Tx) Underway() (b Broadcast, ok bool, err error) {
	found, err := rows(t, "find broadcast under way", scanBroadcast, `select `+broadcastColumns+` from broadcast where done_ms = 0 order by id limit 1`)
	if err != nil || len(found) == 0 {
		return b, false, err
	}
	return found[0], true, nil
}

// AddRecipients adds the people of some units to a broadcast, each person once.
func (t *Tx) AddRecipients(broadcast int64, units []flows.UnitID, now time.Time) error {
	for _, unit := range units {
		_, err := t.beside("add recipients", `insert into broadcast_to (broadcast, person, unit, state, at_ms)
			select distinct $1, person, unit, 'waiting', $3 from member where unit = $2 and role in ('cadre', 'leader') on conflict do nothing`,
			broadcast, string(unit), ms(now))
		if err != nil {
			return err
		}
	}
	return nil
}

// StartBroadcast lets a planned broadcast be sent. One that was stopped meanwhile stays so.
func (t *Tx) StartBroadcast(id int64, joinless []flows.UnitID) error {
	var ids []string
	for _, u := range joinless {
		ids = append(ids, string(u))
	}
	_, err := t.beside("start broadcast", `update broadcast set joinless = $2, state = case state when 'planning' then 'sending' else state end where id = $1`,
		id, strings.Join(ids, " "))
	return err
}

// StopBroadcast lets nothing more of a broadcast go out and keeps who wanted that; was is
// false when it was not under way.
func (t *Tx) StopBroadcast(id int64, by flows.PersonID, now time.Time) (was bool, err error) {
	changed, err := t.beside("stop broadcast", `update broadcast set state = 'stopping' where id = $1 and done_ms = 0 and state in ('planning', 'sending')`, id)
	if err != nil || changed == 0 {
		return false, err
	}
	b, err := t.Broadcast(id)
	if err != nil {
		return false, err
	}
	return true, t.Audit(Deed{At: now, Person: by, Act: BroadcastStopped, Round: b.Round, Note: strconv.FormatInt(id, 10)})
}

// Waiting lists the first people of a broadcast to whom it was not sent yet.
func (t *Tx) Waiting(broadcast int64, limit int) ([]Recipient, error) {
	scan := func(r *sql.Rows) (Recipient, error) {
		to := Recipient{Broadcast: broadcast, State: ReachWaiting}
		err := r.Scan(&to.Person, &to.Unit)
		return to, err
	}
	return rows(t, "list waiting recipients", scan, `select person, unit from broadcast_to
		where broadcast = $1 and state = 'waiting' order by person limit $2`, broadcast, int64(limit))
}

// BeginSending keeps that a broadcast is now sent to one person: from here on they get it
// once at most. ok is false when it was stopped.
func (t *Tx) BeginSending(r Recipient, now time.Time) (ok bool, err error) {
	changed, err := t.beside("begin sending", `update broadcast_to set state = 'sending', at_ms = $3 where broadcast = $1 and person = $2
		and state = 'waiting' and exists (select 1 from broadcast where id = $1 and state = 'sending')`, r.Broadcast, int64(r.Person), ms(now))
	return changed > 0, err
}

// KeepReached keeps what became of a broadcast for one person.
func (t *Tx) KeepReached(r Recipient, now time.Time) error {
	_, err := t.beside("keep recipient", `update broadcast_to set state = $3, at_ms = $4 where broadcast = $1 and person = $2 and state in ('waiting', 'sending')`,
		r.Broadcast, int64(r.Person), string(r.State), ms(now))
	return err
}

// DoubtRecipients makes unknown whatever was being sent: at the start nobody is sending.
func (t *Tx) DoubtRecipients(now time.Time) error {
	_, err := t.beside("doubt recipients", `update broadcast_to set state = 'unknown', at_ms = $1 where state = 'sending'`, ms(now))
	return err
}

// EndBroadcast ends a broadcast when nothing is left to send and nothing is on its way.
func (t *Tx) EndBroadcast(id int64, now time.Time) (ended bool, err error) {
	changed, err := t.beside("end broadcast", `update broadcast set state = case state when 'stopping' then 'stopped' when 'cut off' then state when 'cut short' then state else 'done' end, done_ms = $2
		where id = $1 and done_ms = 0 and state in ('sending', 'stopping', 'cut off', 'cut short')
			and not exists (select 1 from broadcast_to where broadcast = $1 and state = 'sending')
			and (state <> 'sending' or not exists (select 1 from broadcast_to where broadcast = $1 and state = 'waiting'))`, id, ms(now))
	return changed > 0, err
}

// ShowBroadcast keeps which message shows the officer how far a broadcast is.
func (t *Tx) ShowBroadcast(id int64, message int) error {
	_, err := t.beside("keep message of broadcast", `update broadcast set message = $2 where id = $1`, id, int64(message))
	return err
}

// CountReached counts the people of a broadcast by what became of it for them.
func (t *Tx) CountReached(id int64) (map[Reached]int, error) {
	counts := map[Reached]int{}
	scan := func(r *sql.Rows) (state Reached, err error) {
		var n int
		err = r.Scan(&state, &n)
		counts[state] = n
		return state, err
	}
	_, err := rows(t, "count recipients", scan, `select state, count(*) from broadcast_to where broadcast = $1 group by state`, id)
	return counts, err
}

// Recipients lists the people of a broadcast in some state, by the office's order of units.
func (t *Tx) Recipients(id int64, state Reached, limit int) ([]Recipient, error) {
	scan := func(r *sql.Rows) (Recipient, error) {
		to := Recipient{Broadcast: id, State: state}
		err := r.Scan(&to.Person, &to.Name, &to.Unit, &to.UnitName)
		return to, err
	}
	return rows(t, "list recipients", scan, `select person.id, person.name, unit.id, unit.name from broadcast_to
		join person on person.id = broadcast_to.person join unit on unit.id = broadcast_to.unit
		where broadcast = $1 and state = $2 order by unit.ord, unit.id, person.id limit $3`, id, string(state), int64(limit))
}

// JoinedUnits lists the people of each unit of a round who have joined.
func (t *Tx) JoinedUnits(round flows.RoundID) (map[flows.UnitID][]flows.PersonID, error) {
	joined := map[flows.UnitID][]flows.PersonID{}
	scan := func(r *sql.Rows) (unit flows.UnitID, err error) {
		var person flows.PersonID
		err = r.Scan(&unit, &person)
		joined[unit] = append(joined[unit], person)
		return unit, err
	}
	_, err := rows(t, "list people of units", scan, `select distinct member.unit, member.person from member
		join round_unit on round_unit.unit = member.unit where round_unit.round = $1 and role in ('cadre', 'leader') order by member.person`, string(round))
	return joined, err
}

// Draft gives what an officer has begun of a broadcast; nil when nothing.
func (t *Tx) Draft(person flows.PersonID) ([]byte, error) {
	var draft string
	err := t.tx.QueryRowContext(t.ctx, `select draft from broadcast_draft where person = $1`, int64(person)).Scan(&draft)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read draft of broadcast: %w", err)
	}
	return []byte(draft), nil
}

// SaveDraft keeps what an officer has begun; nil: nothing any more.
func (t *Tx) SaveDraft(person flows.PersonID, draft []byte, now time.Time) error {
	if draft == nil {
		_, err := t.beside("drop draft of broadcast", `delete from broadcast_draft where person = $1`, int64(person))
		return err
	}
	_, err := t.beside("keep draft of broadcast", `insert into broadcast_draft (person, draft, at_ms) values ($1, $2, $3)
		on conflict (person) do update set draft = excluded.draft, at_ms = excluded.at_ms`, int64(person), string(draft), ms(now))
	return err
}
