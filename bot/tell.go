package bot

import (
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// tell owes others a notice of what a turn did. It belongs to the turn's
// transaction: what is not stored is not told.
func (t turn) tell(form talk.Form, desk storage.Desk, done talk.Turn) error {
	if task := done.Task; task != nil && task.Person != 0 && task.Person != t.person {
		if err := t.notify(storage.Notice{Person: task.Person, Kind: "task", Unit: form.Unit.ID, Screen: tagged(talk.Tasked(form, task.Section, t.person), desk)}); err != nil {
			return err
		}
	}
	switch done.Event {
	case talk.Submitted:
		return t.tellTeam(form, "submitted", flows.Leader, tagged(noticeSubmitted(form), desk))
	case talk.Returned:
		return t.tellTeam(form, "returned", flows.Cadre, tagged(noticeReturned(form, done.Reason), desk))
	case talk.Sent:
		if err := t.announce(form); err != nil {
			return err
		}
		return t.tellTeam(form, "sent", "", tagged(noticeSent(form), desk))
	case talk.Reopened:
		return t.tellTeam(form, "reopened", "", tagged(noticeTakenBack(form, t.update.Name), desk))
	case talk.Asked:
		return t.tellOffice()
	default:
		return nil
	}
}

// tellTeam tells the people of the unit in a role, all of them for no role, but not
// the person who did it.
func (t turn) tellTeam(form talk.Form, kind string, role flows.Role, s flows.Screen) error {
	for _, c := range form.Team {
		if c.ID == t.person || role != "" && c.Role != role {
			continue
		}
		if err := t.notify(storage.Notice{Person: c.ID, Kind: kind, Unit: form.Unit.ID, Screen: s}); err != nil {
			return err
		}
	}
	return nil
}

const noticeAsked = "asked" // the office, to let a sent report be corrected

// tellOffice shows the office the newest request.
func (t turn) tellOffice() error {
	requests, err := t.tx.Requests()
	if err != nil || len(requests) == 0 {
		return err
	}
	rounds, err := t.tx.Rounds()
	if err != nil {
		return err
	}
	officers, err := t.tx.Officers()
	if err != nil {
		return err
	}
	for _, id := range officers {
		if err := t.notify(storage.Notice{Person: id, Kind: noticeAsked, Screen: screenRequests(requests[len(requests)-1:], rounds)}); err != nil {
			return err
		}
	}
	return nil
}

// notify owes somebody a notice from now on.
func (t turn) notify(n storage.Notice) error {
	*t.owes = true
	return t.tx.Notify(n, t.bot.now())
}

// notifyAnew owes the person of this turn what is made of a round as it is now, however
// much of an earlier one is on its way.
func (t turn) notifyAnew(kind string, round flows.RoundID) error {
	*t.owes = true
	return t.tx.NotifyAnew(storage.Notice{Person: t.person, Kind: kind, Round: round}, t.bot.now())
}

// decide is the office's answer to a request, typed or pressed with its number.
func (t turn) decide(c decision) (reply, error) {
	requests, err := t.tx.Requests()
	if err != nil {
		return reply{}, err
	}
	rounds, err := t.tx.Rounds()
	if err != nil {
		return reply{}, err
	}
	request, found := c.of(requests)
	switch {
	case c.lists:
		return reply{screen: screenRequests(requests, rounds)}, nil
	case !found:
		return reply{screen: screenNoRequest()}, nil
	}
	return t.answer(request, roundName(rounds, request.Round), c)
}

// answer decides a request and tells the unit; name names its round where that is needed.
func (t turn) answer(request storage.Request, name string, c decision) (reply, error) {
	event, notice := storage.Refused, noticeRefused(request, name)
	if c.grants {
		event, notice = storage.Reopened, noticeReopened(request, name)
	}
	if err := t.tx.Happen(request.Round, request.Unit.ID, event, t.person, "", t.bot.now()); err != nil {
		return reply{}, err
	}
	decided := screenDecided(request, name, c.grants)
	if c.grants {
		opened, err := reopenFor(t.tx, request.Round, request.Unit.ID, t.person, t.bot.now())
		if err != nil {
			return reply{}, err
		}
		if opened {
			notice.Text += desk.WordOpens
			decided.Text += desk.WordOpens
		}
	}
	team, err := t.tx.Team(request.Unit.ID)
	if err != nil {
		return reply{}, err
	}
	notice = tagged(notice, storage.Desk{Round: flows.Round{ID: request.Round}, Unit: request.Unit})
	return reply{screen: decided}, t.tellTeam(talk.Form{Unit: request.Unit, Team: team}, string(event), "", notice)
}

// decisionIn reads a decision; ok is false when the update is none.
func decisionIn(u telegram.Update) (c decision, ok bool) {
	if u.Kind == telegram.Press {
		return pressedDecision(u.Data)
	}
	return typedDecision(u.Text)
}
