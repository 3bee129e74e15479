package bot

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"time"

	"baocaobot/flows"
	"baocaobot/storage"
)

// noticeRights tells somebody that a right was taken or given; whoever has none left
// may read it.
const noticeRights = "rights"

func (t turn) revoke(r storage.Right, reason string) (reply, error) {
	deed := storage.Deed{At: t.bot.now(), Person: t.person, Act: storage.Revoked, About: r.Person, Note: reason}
	if err := t.tx.Revoke(r.Member, deed); err != nil {
		return reply{}, err
	}
	*t.owes = true
	return reply{screen: screenRevoked(r)}, TellRevoked(t.tx, r, t.bot.now())
}

// move gives a right to a colleague, or has an invite made for somebody new.
func (t turn) move(r storage.Right, heir flows.PersonID, reason string) (reply, error) {
	name, err := t.nameAt(heir, r.Unit)
	if err != nil {
		return reply{}, err
	}
	if heir != 0 && name == "" { // the colleague has gone in the meantime
		return reply{screen: screenRightGone()}, nil
	}
	deed := storage.Deed{At: t.bot.now(), Person: t.person, Act: storage.Moved, About: r.Person, Note: reason}
	if err := t.tx.Move(r.Member, heir, deed); err != nil {
		return reply{}, err
	}
	*t.owes = true
	if err := TellRevoked(t.tx, r, t.bot.now()); err != nil {
		return reply{}, err
	}
	if heir == 0 {
		return reply{screen: screenMovedToInvite(r)}, t.orderInvite(r.Role, r.Unit, r.Person)
	}
	return reply{screen: screenMoved(r, name)}, TellHeir(t.tx, r, heir, t.bot.now())
}

// tellRights owes somebody the news that their rights have changed, and a new menu.
func tellRights(tx *storage.Tx, person flows.PersonID, s flows.Screen, now time.Time) error {
	return errors.Join(tx.Notify(storage.Notice{Person: person, Kind: noticeRights, Screen: s}, now),
		tx.Notify(storage.Notice{Person: person, Kind: noticeCommands}, now))
}

// TellRevoked owes somebody the news that a right was taken.
func TellRevoked(tx *storage.Tx, r storage.Right, now time.Time) error {
	return tellRights(tx, r.Person, noticeRevoked(r), now)
}

// TellHeir owes somebody the news that they take over a right of another.
func TellHeir(tx *storage.Tx, r storage.Right, heir flows.PersonID, now time.Time) error {
	return tellRights(tx, heir, noticeHeir(r), now)
}

// lastAdmin tells that nobody could invite people if this right was taken.
func lastAdmin(tx *storage.Tx, m flows.Member) (bool, error) {
	if m.Role != flows.Admin {
		return false, nil
	}
	admins, err := tx.Admins()
	return len(admins) < 2, err
}

func (t turn) ownRights() (reply, error) {
	rights, err := t.tx.RightsOf(t.person)
	return reply{screen: screenOwnRights(rights)}, err
}

// pressLeave begins the data of the buttons of /roi: "leave|TAG" to be asked,
// "leave|TAG|yes" to leave. The tag tells the right, and everybody only finds their own.
const pressLeave = "leave"

func rightTag(m flows.Member) string {
	sum := sha256.Sum256([]byte(string(m.Role) + "/" + string(m.Unit)))
	return base32.StdEncoding.EncodeToString(sum[:])[:8]
}

// leaving is "/roi", "/roi 2" or "/roi 2 đồng ý".
func (t turn) leaving(rest string) (reply, error) {
	rights, err := t.tx.RightsOf(t.person)
	if err != nil {
		return reply{}, err
	}
	rest, sure := strings.CutSuffix(rest, "dong y")
	n := numberIn(strings.TrimSpace(rest))
	if len(rights) == 1 && n == 0 {
		n = 1
	}
	if n < 1 || n > len(rights) {
		return reply{screen: screenWhichLeave(rights)}, nil
	}
	return t.leave(rights[n-1], n, sure)
}

func (t turn) pressedLeave(rest string) (reply, error) {
	rights, err := t.tx.RightsOf(t.person)
	if err != nil {
		return reply{}, err
	}
	tag, answer, _ := strings.Cut(rest, "|")
	if answer == "no" {
		return reply{screen: screenStays()}, nil
	}
	for i, r := range rights {
		if rightTag(r.Member) == tag {
			return t.leave(r, i+1, answer == "yes")
		}
	}
	return reply{screen: screenOwnRights(rights)}, nil
}

func (t turn) leave(r storage.Right, number int, sure bool) (reply, error) {
	last, err := lastAdmin(t.tx, r.Member)
	switch {
	case err != nil:
		return reply{}, err
	case last:
		return reply{screen: screenLastAdmin()}, nil
	case !sure:
		return reply{screen: screenConfirmLeave(r, number)}, nil
	}
	if err := t.tx.Revoke(r.Member, storage.Deed{At: t.bot.now(), Person: t.person, Act: storage.Left}); err != nil {
		return reply{}, err
	}
	return reply{screen: screenLeft(r)}, t.notify(storage.Notice{Person: t.person, Kind: noticeCommands})
}

// listPeople is "/nguoi" or "/nguoi a luoi".
func (t turn) listPeople(words string) (reply, error) {
	if role, _ := roleIn(words); !role.OfUnit() {
		return t.peopleAt(flows.Unit{})
	}
	if words == "" {
		return t.peopleOverall()
	}
	units, err := t.tx.Units()
	if err != nil {
		return reply{}, err
	}
	if found := unitsCalled(units, words); len(found) == 1 {
		return t.peopleAt(found[0])
	} else {
		return reply{screen: screenWhichPeople(found)}, nil
	}
}

func (t turn) peopleAt(unit flows.Unit) (reply, error) {
	rights, err := t.tx.RightsAt(unit.ID)
	if err != nil {
		return reply{}, err
	}
	open, err := t.tx.OpenInvitesOf(unit.ID, t.bot.now())
	return reply{screen: screenPeopleAt(unit, rights, open)}, err
}

func (t turn) peopleOverall() (reply, error) {
	rights, err := t.tx.Rights()
	if err != nil {
		return reply{}, err
	}
	var units []flows.Unit
	round, rounds, err := t.working()
	if err != nil || len(rounds) == 0 {
		return reply{screen: screenPeople(rights, nil)}, err
	}
	if units, err = t.tx.RoundUnits(round.ID); err != nil {
		return reply{}, err
	}
	s := screenPeople(rights, units)
	head, err := t.head(round.ID)
	s.Text = head + s.Text
	return reply{screen: s}, err
}
