package storage

import (
	"database/sql"
	"time"

	"baocaobot/flows"
)

// Act is what somebody did.
type Act string

// The acts about people.
const (
	Invited   Act = "invited"
	Uninvited Act = "uninvited" // unused invites were revoked; the note tells how many
	Gained    Act = "joined"    // a right, by an invite or from whom one follows
	Revoked   Act = "revoked"   // a right
	Moved     Act = "moved"     // a right, to a successor
	Left      Act = "left"      // by oneself
)

// The acts about a round.
const (
	Opened        Act = "opened"
	Extended      Act = "extended" // the note is the new deadline's day: "2024-06-05"
	Closed        Act = "closed"
	ReopenedRound Act = "opened again" // for one unit, or with none for all
)

// The acts about everything else.
const (
	UnitsLoaded      Act = "units"    // the note counts what was added, renamed, merged …
	Scheduled        Act = "schedule" // when a round's reminders go out; the note is the schedule as JSON
	Exported         Act = "exported" // figures that made no new edition; the note tells in which form
	BroadcastStopped Act = "stopped"  // the note is the broadcast's number
	RestoredFrom     Act = "restored" // the database, from a backup; the note is the backup's last moment
)

// The acts that the audit reads from where they are kept; those to a report are Events.
const (
	HandedOut   Act = "edition"   // a workbook; the note is its number
	Corrected   Act = "corrected" // an answer, by the office for a unit
	Broadcasted Act = "broadcast" // the note is its number, how many people it is for, and its audience as JSON
)

// Deed is who did what, and to whom. It tells nothing of what was answered.
type Deed struct {
	At     time.Time
	Person flows.PersonID // 0: the command line
	Act    Act
	Round  flows.RoundID
	Unit   flows.UnitID
	About  flows.PersonID // to whom; of Gained who had invited; 0: nobody
	Role   flows.Role     // the right it is about
	Note   string         // why, or how many

	Name, UnitName, AboutName, RoundName string // only where deeds are read
}

// Audit keeps a deed, in the transaction that does it.
func (t *Tx) Audit(d Deed) error {
	_, err := t.beside("keep deed", `insert into audit (at_ms, person, act, round, unit, about, role, note) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		ms(d.At), int64(d.Person), string(d.Act), string(d.Round), string(d.Unit), int64(d.About), string(d.Role), d.Note)
	return err
}

// DeedFilter picks deeds; what is zero picks all.
type DeedFilter struct {
	Unit     flows.UnitID
	Person   flows.PersonID // who did it, or to whom
	From, To time.Time      // To is the first moment after
	Limit    int            // the newest
}

const allDeeds = `select deed.at_ms, deed.person, coalesce(doer.name, ''), deed.act, deed.round, deed.unit, coalesce(unit.name, ''),
		deed.about, coalesce(other.name, ''), coalesce(round.name, ''), deed.role, deed.note from (
		select 2 as source, id, at_ms, person, act, round, unit, about, role, note from audit
		union all select 1, id, at_ms, person, kind, round, unit, 0, '', note from report_event
		union all select 0, number, at_ms, person, 'edition', round, '', 0, '', cast(number as text) from edition
		union all select 0, id, at_ms, person, 'corrected', round, unit, 0, '', '' from answer where channel = 'office'
		union all select 0, id, at_ms, person, 'broadcast', round, '', 0, '', cast(id as text) || ' ' || cast(
			(select count(*) from broadcast_to where broadcast_to.broadcast = broadcast.id) as text) || ' ' || audience from broadcast) deed
	left join person doer on doer.id = deed.person left join person other on other.id = deed.about left join unit on unit.id = deed.unit left join round on round.id = deed.round
	where ($1 = '' or deed.unit = $1) and ($2 = 0 or deed.person = $2 or deed.about = $2) and deed.at_ms >= $3 and deed.at_ms < $4
	order by deed.at_ms desc, deed.source desc, deed.id desc limit $5`

const mostDeeds = 1_000_000 // about what a worksheet holds

var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Deeds lists what was done, the newest first: to people, to reports, to units and
// schedules, and what was handed out and broadcast.
func (t *Tx) Deeds(f DeedFilter) ([]Deed, error) {
	scan := func(r *sql.Rows) (d Deed, err error) {
		var at int64
		err = r.Scan(&at, &d.Person, &d.Name, &d.Act, &d.Round, &d.Unit, &d.UnitName, &d.About, &d.AboutName, &d.RoundName, &d.Role, &d.Note)
		d.At = moment(at)
		return d, err
	}
	if f.Limit == 0 {
		f.Limit = mostDeeds
	}
	if f.To.IsZero() {
		f.To = endOfTime
	}
	return rows(t, "list deeds", scan, allDeeds, string(f.Unit), int64(f.Person), ms(f.From), ms(f.To), int64(f.Limit))
}
