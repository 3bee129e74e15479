package bot

import (
	"errors"
	"slices"
	"strings"

	"baocaobot/flows"
	"baocaobot/storage"
)

// The steps of an errand: which unit, which person, who follows, are you sure.

// beginErrand starts anew, whatever the admin was in the middle of.
func (t turn) beginErrand(w peopleWish) (reply, error) {
	if err := t.endErrand(); err != nil {
		return reply{}, err
	}
	role, rest := roleIn(w.rest)
	e := errand{Act: w.act, Role: role, Step: atUnit}
	all, everyone := strings.CutPrefix(rest, "tat ca")
	switch {
	case w.act == actInvite && everyone:
		return t.previewSheet(e, all)
	case !role.OfUnit():
		return t.withUnit(e)
	case rest == "":
		return t.ask(e, func(n int64) flows.Screen { return screenWhichUnit(e, n) })
	default:
		return t.narrow(e, rest)
	}
}

// goOn takes the next step; taken is false when the answer is none.
func (t turn) goOn(e errand, s answer) (r reply, taken bool, err error) {
	switch {
	case s.no:
		r, err = t.over(screenDropped())
	case e.Step == atUnit:
		r, err = t.chooseUnit(e, s)
	case e.Step == atRight && s.number > 0:
		r, err = t.chooseRight(e, s.number)
	case e.Step == atHeir && s.number > 0:
		r, err = t.chooseHeir(e, s.number)
	case e.Step == atConfirm && s.reason != "" && e.Act != actInvite:
		e.Reason = s.reason
		r, err = t.confirm(e)
	case e.Step == atConfirm && s.yes:
		r, err = t.doErrand(e)
	default:
		return reply{}, false, nil
	}
	return r, true, err
}

func (t turn) chooseUnit(e errand, s answer) (reply, error) {
	if s.number > 0 && len(e.Units) > 0 {
		if s.number > len(e.Units) {
			return t.ask(e, func(n int64) flows.Screen { return screenNoSuchNumber(len(e.Units), n) })
		}
		e.Unit = e.Units[s.number-1]
		return t.withUnit(e)
	}
	role, rest := roleIn(s.words)
	if role != flows.Cadre {
		e.Role = role
	}
	all, everyone := strings.CutPrefix(rest, "tat ca")
	switch {
	case e.Act == actInvite && everyone:
		return t.previewSheet(e, all)
	case !role.OfUnit():
		return t.withUnit(e)
	case rest == "":
		return t.ask(e, func(n int64) flows.Screen { return screenWhichUnit(e, n) })
	default:
		return t.narrow(e, rest)
	}
}

const mostUnits = 30 // that one screen lists to choose from

// narrow goes on with the one unit that is called so, or asks which.
func (t turn) narrow(e errand, words string) (reply, error) {
	units, err := t.tx.Units()
	if err != nil {
		return reply{}, err
	}
	found := unitsCalled(units, words)
	if len(found) == 1 {
		e.Unit = found[0].ID
		return t.withUnit(e)
	}
	e.Units = nil
	if len(found) <= mostUnits {
		for _, u := range found {
			e.Units = append(e.Units, u.ID)
		}
	}
	return t.ask(e, func(n int64) flows.Screen { return screenUnitsFound(found, n) })
}

// withUnit goes on once it is known whose rights it is about: an invite is made, else
// the people are listed.
func (t turn) withUnit(e errand) (reply, error) {
	unit, err := t.unitOf(e.Unit)
	if err != nil {
		return reply{}, err
	}
	if e.Act == actInvite {
		if err := t.orderInvite(e.Role, e.Unit, 0); err != nil {
			return reply{}, err
		}
		return t.over(screenInviting(e.Role, unit))
	}
	return t.askRight(e, unit)
}

// askRight asks which person of a unit is meant, or which unused invites.
func (t turn) askRight(e errand, unit flows.Unit) (reply, error) {
	rights, err := t.tx.RightsAt(e.Unit)
	if err != nil {
		return reply{}, err
	}
	var open []storage.OpenInvites
	if e.Act == actRevoke {
		if open, err = t.tx.OpenInvitesOf(e.Unit, t.bot.now()); err != nil {
			return reply{}, err
		}
	}
	rights = rights[:min(len(rights), mostPeople)]
	if len(rights)+len(open) == 0 {
		return t.over(screenNobodyAt(e.Act, unit))
	}
	e.Step, e.Rights, e.Invites = atRight, nil, nil
	for _, r := range rights {
		e.Rights = append(e.Rights, r.Member)
	}
	for _, o := range open {
		e.Invites = append(e.Invites, o.Role)
	}
	return t.ask(e, func(n int64) flows.Screen { return screenWhichRight(e, unit, rights, open, n) })
}

const mostPeople = 30 // that one screen lists to choose from

// unitOf is a unit by its code; without one it is the office.
func (t turn) unitOf(id flows.UnitID) (flows.Unit, error) {
	if id == "" {
		return flows.Unit{}, nil
	}
	return t.tx.Unit(id)
}

func (t turn) chooseRight(e errand, number int) (reply, error) {
	switch n := number - len(e.Rights); {
	case n > len(e.Invites):
		return t.ask(e, func(n int64) flows.Screen { return screenNoSuchNumber(len(e.Rights)+len(e.Invites), n) })
	case n > 0:
		e.Unused = e.Invites[n-1]
		return t.confirm(e)
	}
	e.Right = e.Rights[number-1]
	if e.Act == actRevoke {
		return t.confirm(e)
	}
	colleagues, err := t.tx.RightsAt(e.Unit)
	if err != nil {
		return reply{}, err
	}
	var heirs []storage.Right
	for _, c := range colleagues {
		known := slices.ContainsFunc(heirs, func(h storage.Right) bool { return h.Person == c.Person })
		if c.Person != e.Right.Person && !known && len(heirs) < mostPeople {
			heirs, e.Heirs = append(heirs, c), append(e.Heirs, c.Person)
		}
	}
	e.Step = atHeir
	return t.about(e, func(r storage.Right, n int64) flows.Screen { return screenWhichHeir(r, heirs, n) })
}

// about asks something about the chosen right, if the person has it still.
func (t turn) about(e errand, draw func(storage.Right, int64) flows.Screen) (reply, error) {
	right, err := t.tx.Right(e.Right)
	if errors.Is(err, storage.ErrNotFound) {
		return t.over(screenRightGone())
	}
	if err != nil {
		return reply{}, err
	}
	return t.ask(e, func(n int64) flows.Screen { return draw(right, n) })
}

// chooseHeir takes a colleague, or the last number: somebody new.
func (t turn) chooseHeir(e errand, number int) (reply, error) {
	switch {
	case number > len(e.Heirs)+1:
		return t.ask(e, func(n int64) flows.Screen { return screenNoSuchNumber(len(e.Heirs)+1, n) })
	case number <= len(e.Heirs):
		e.Heir = e.Heirs[number-1]
	}
	return t.confirm(e)
}

func (t turn) confirm(e errand) (reply, error) {
	e.Step = atConfirm
	if e.Unused != "" {
		unit, err := t.unitOf(e.Unit)
		if err != nil {
			return reply{}, err
		}
		return t.ask(e, func(n int64) flows.Screen { return screenConfirmUninvite(e.Unused, unit, n) })
	}
	if e.Act == actRevoke {
		return t.about(e, func(r storage.Right, n int64) flows.Screen { return screenConfirmRevoke(r, e.Reason, n) })
	}
	heir, err := t.nameAt(e.Heir, e.Unit)
	if err != nil {
		return reply{}, err
	}
	return t.about(e, func(r storage.Right, n int64) flows.Screen { return screenConfirmMove(r, heir, e.Reason, n) })
}

// nameAt is what a person with a right at a unit is called; nobody for 0.
func (t turn) nameAt(person flows.PersonID, unit flows.UnitID) (string, error) {
	rights, err := t.tx.RightsAt(unit)
	for _, r := range rights {
		if r.Person == person {
			return r.Name, err
		}
	}
	return "", err
}

// doErrand does what was agreed to.
func (t turn) doErrand(e errand) (reply, error) {
	if err := t.endErrand(); err != nil {
		return reply{}, err
	}
	switch {
	case e.Act == actInvite:
		return t.orderSheet(e)
	case e.Unused != "":
		n, err := t.tx.RevokeInvites(e.Unused, e.Unit, t.person, t.bot.now())
		return reply{screen: screenUninvited(n)}, err
	}
	right, err := t.tx.Right(e.Right)
	if errors.Is(err, storage.ErrNotFound) {
		return reply{screen: screenRightGone()}, nil
	}
	if err != nil {
		return reply{}, err
	}
	last, err := lastAdmin(t.tx, right.Member)
	switch {
	case err != nil:
		return reply{}, err
	case last && e.Heir == 0:
		return reply{screen: screenLastAdmin()}, nil
	case e.Act == actRevoke:
		return t.revoke(right, e.Reason)
	default:
		return t.move(right, e.Heir, e.Reason)
	}
}
