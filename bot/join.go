package bot

import (
	"errors"

	"baocaobot/flows"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// join binds a person by an invite. Somebody who belongs here already and opens
// an old link is shown where they are.
func (t turn) join(code string) (reply, error) {
	until, err := t.guessing()
	if err != nil || !until.IsZero() {
		return reply{screen: screenTooManyCodes(until)}, err
	}
	member, err := t.tx.UseInvite(code, t.person, t.update.Name, t.bot.now())
	switch {
	case errors.Is(err, storage.ErrSpent):
		return t.refuse()
	case errors.Is(err, storage.ErrInvite):
		if err := t.guessed(); err != nil {
			return reply{}, err
		}
		return t.refuse()
	case err != nil:
		return reply{}, err
	}
	r, err := t.welcome(member)
	if err != nil {
		return reply{}, err
	}
	return r, t.notify(storage.Notice{Person: t.person, Kind: noticeCommands})
}

func (t turn) refuse() (reply, error) {
	members, err := t.tx.Memberships(t.person)
	if err != nil {
		return reply{}, err
	}
	if len(members) == 0 {
		return reply{screen: screenBadInvite()}, nil
	}
	return reply{screen: screenBadInviteMember()}, nil
}

func (t turn) welcome(m flows.Member) (reply, error) {
	if !m.Role.OfUnit() {
		s := screenWelcomeOffice(m.Role)
		if m.Role == flows.Admin {
			s.Text += "\n\n" + wordAdminHelp
		}
		return reply{screen: s}, nil
	}
	desks, err := t.tx.Desks(t.person)
	if err != nil {
		return reply{}, err
	}
	for i, desk := range desks { // the newest round of this unit
		if desk.Unit.ID == m.Unit && undecided(desks) {
			r := reply{screen: screenWhichDesk(inOrder(desks))}
			r.says(saidWelcome(desk.Unit, m.Role))
			return r, nil
		}
		if desk.Unit.ID == m.Unit {
			r, err := t.talk(desks, i, talk.Input{})
			r.says(saidWelcome(desk.Unit, m.Role) + wordCutOff(desk.Round))
			return r, err
		}
	}
	unit, err := t.tx.Unit(m.Unit)
	return reply{screen: screenWelcomeEarly(unit, m.Role)}, err
}
