package storage

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"baocaobot/flows"
)

// InviteLength is how many characters an invite code has: 26 of A–Z and 2–7.
const InviteLength = 26

// Invite is a right for whoever uses its code, which is kept nowhere.
type Invite struct {
	Role    flows.Role
	Unit    flows.UnitID // of a cadre or leader
	Expires time.Time
	By      flows.PersonID // who made it; 0: the command line

	Sheet       bool           // it stands on a call sheet
	Notice      int64          // that hands it out, 0: none
	SuccessorOf flows.PersonID // whose sections the person who uses it takes over, 0: nobody's
}

// NewInvite makes an invite by the command line.
func (t *Tx) NewInvite(role flows.Role, unit flows.UnitID, now, expires time.Time) (code string, err error) {
	return t.MakeInvite(Invite{Role: role, Unit: unit, Expires: expires}, now)
}

// MakeInvite makes a one-time code that binds whoever uses it to a role and, for
// a cadre or leader, a unit. Only its hash is kept, so the code is shown once: here.
func (t *Tx) MakeInvite(i Invite, now time.Time) (code string, err error) {
	code = rand.Text()
	_, err = t.beside("make invite", `insert into invite (hash, role, unit, created_ms, expires_ms, made_by, sheet, notice, successor_of)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		hash(code), string(i.Role), string(i.Unit), ms(now), ms(i.Expires), int64(i.By), i.Sheet, i.Notice, int64(i.SuccessorOf))
	if err != nil {
		return "", err
	}
	return code, t.Audit(Deed{At: now, Person: i.By, Act: Invited, Unit: i.Unit, Role: i.Role})
}

// UseInvite binds a person by a code: ErrInvite when there is none like it, ErrSpent
// when it is expired, revoked or used by somebody else. Using one's own code again is
// harmless while one has the right.
func (t *Tx) UseInvite(code string, person flows.PersonID, name string, now time.Time) (flows.Member, error) {
	m := flows.Member{Person: person}
	var expires, by, before int64
	var usedBy, revoked sql.NullInt64
	err := t.tx.QueryRowContext(t.ctx, `select role, unit, expires_ms, used_by, revoked_ms, made_by, successor_of from invite where hash = $1`, hash(code)).
		Scan(&m.Role, &m.Unit, &expires, &usedBy, &revoked, &by, &before)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return m, ErrInvite
	case err != nil:
		return m, fmt.Errorf("find invite: %w", err)
	case usedBy.Valid && usedBy.Int64 == int64(person):
		return m, t.stillMember(m)
	case usedBy.Valid || revoked.Valid || ms(now) >= expires:
		return m, ErrSpent
	}
	if err := t.addPerson(person, name, now); err != nil {
		return m, err
	}
	if _, err := t.exec("use invite", `update invite set used_ms = $1, used_by = $2 where hash = $3`, ms(now), int64(person), hash(code)); err != nil {
		return m, err
	}
	if err := t.join(m, flows.PersonID(by), now); err != nil || before == 0 {
		return m, err
	}
	return m, t.handOver(m.Unit, flows.PersonID(before), person, person, now)
}

func (t *Tx) stillMember(m flows.Member) error {
	var n int
	err := t.tx.QueryRowContext(t.ctx, `select count(*) from member where person = $1 and role = $2 and unit = $3`,
		int64(m.Person), string(m.Role), string(m.Unit)).Scan(&n)
	if err == nil && n == 0 {
		return ErrSpent
	}
	return err
}

// OpenInvites are the invites of one role that can still be used, by unit.
type OpenInvites struct {
	Role    flows.Role
	Unit    flows.UnitID
	Count   int
	Expires time.Time // of the last one
}

// OpenInvitesOf lists what can still be used of a unit, or with "" of the office and
// the admins.
func (t *Tx) OpenInvitesOf(unit flows.UnitID, now time.Time) ([]OpenInvites, error) {
	scan := func(r *sql.Rows) (o OpenInvites, err error) {
		var expires int64
		err = r.Scan(&o.Role, &o.Unit, &o.Count, &expires)
		o.Expires = moment(expires)
		return o, err
	}
	return rows(t, "list open invites", scan, `select role, unit, count(*), max(expires_ms) from invite
		where unit = $1 and used_ms is null and revoked_ms is null and expires_ms > $2 group by role, unit order by role, unit`, string(unit), ms(now))
}

// OnCallSheets counts the invites of a role on call sheets that can still be used.
func (t *Tx) OnCallSheets(role flows.Role, now time.Time) (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, `select count(*) from invite where role = $1 and sheet and used_ms is null and revoked_ms is null and expires_ms > $2`,
		string(role), ms(now)).Scan(&n)
	return n, err
}

// RevokeInvites ends the unused invites of a role and unit and tells how many there were.
func (t *Tx) RevokeInvites(role flows.Role, unit flows.UnitID, by flows.PersonID, now time.Time) (int, error) {
	n, err := t.beside("revoke invites", `update invite set revoked_ms = $1
		where role = $2 and unit = $3 and used_ms is null and revoked_ms is null and expires_ms > $1`, ms(now), string(role), string(unit))
	if err != nil || n == 0 {
		return 0, err
	}
	return int(n), t.Audit(Deed{At: now, Person: by, Act: Uninvited, Unit: unit, Role: role, Note: strconv.FormatInt(n, 10)})
}

// RevokeSheet ends the unused invites of a role that stand on call sheets.
func (t *Tx) RevokeSheet(role flows.Role, by flows.PersonID, now time.Time) (int, error) {
	scan := func(r *sql.Rows) (unit flows.UnitID, err error) { return unit, r.Scan(&unit) }
	units, err := rows(t, "revoke call sheet", scan, `update invite set revoked_ms = $1
		where role = $2 and sheet and used_ms is null and revoked_ms is null and expires_ms > $1 returning unit`, ms(now), string(role))
	if err != nil {
		return 0, err
	}
	count := map[flows.UnitID]int{}
	for _, u := range units {
		count[u]++
	}
	for _, u := range units {
		if count[u] == 0 {
			continue
		}
		if err := t.Audit(Deed{At: now, Person: by, Act: Uninvited, Unit: u, Role: role, Note: strconv.Itoa(count[u])}); err != nil {
			return 0, err
		}
		count[u] = 0
	}
	return len(units), nil
}

// Reissue ends what the notice of an invite has handed out before, unused; used tells
// that somebody has used it already, so that no other is needed.
func (t *Tx) Reissue(i Invite, now time.Time) (used bool, err error) {
	n, err := t.beside("reissue invite", `update invite set revoked_ms = $1 where notice = $2 and used_ms is null and revoked_ms is null`, ms(now), i.Notice)
	if err != nil {
		return false, err
	}
	if n > 0 {
		return false, t.Audit(Deed{At: now, Person: i.By, Act: Uninvited, Unit: i.Unit, Role: i.Role, Note: strconv.FormatInt(n, 10)})
	}
	err = t.tx.QueryRowContext(t.ctx, `select count(*) > 0 from invite where notice = $1 and used_ms is not null`, i.Notice).Scan(&used)
	return used, err
}

// hash is what is kept of an invite code, which has 130 random bits and so
// needs neither salt nor a slow hash.
func hash(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}
