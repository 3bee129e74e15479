package bot

import (
	"cmp"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// do does what a turn at the office's desk decided, in the turn's own transaction, and
// owes the unit a notice of it.
func (t turn) do(form desk.Form, d desk.Deed) error {
	switch d.Kind {
	case desk.Nothing, desk.SendBook: // which is ordered with its reply
		return nil
	case desk.SendPicture:
		return t.notifyAnew(noticePicture, form.Round.ID)
	case desk.SendFile:
		return t.notify(storage.Notice{Person: t.person, Kind: noticeFile, Screen: screenFile(form.Unit.Unit, d.File)})
	case desk.ApproveAll:
		return t.approveAll(form, d)
	case desk.Correct:
		return t.correct(form.Unit, d)
	default:
		return t.decided(form.Unit, d)
	}
}

func screenFile(u flows.Unit, e flows.Evidence) flows.Screen {
	return flows.Screen{Text: desk.WordFile(u, e), File: &flows.File{Name: cmp.Or(e.Name, e.FolderName()), ID: e.FileID, Photo: e.Kind == flows.Photo}}
}

// decided keeps what the office decided about one report.
func (t turn) decided(form talk.Form, d desk.Deed) (err error) {
	events := map[desk.Kind]storage.Event{desk.Revise: storage.Revise, desk.Approve: storage.Approved, desk.ApproveAll: storage.Approved,
		desk.Unapprove: storage.Unapproved, desk.Excuse: storage.Excused, desk.Unexcuse: storage.Unexcused}
	if err := t.tx.Happen(form.Round.ID, form.Unit.ID, events[d.Kind], t.person, d.Reason, t.bot.now(), d.Questions...); err != nil {
		return err
	}
	if err := t.opensFor(form, d); err != nil {
		return err
	}
	if d.Kind == desk.Revise { // whose notice is about the report as it stands now
		if form.Report, err = t.tx.Report(form.Round.ID, form.Unit.ID); err != nil {
			return err
		}
	}
	return t.tellUnit(form, d)
}

// opensFor opens a closed round again for the unit whose report the office wants once
// more.
func (t turn) opensFor(form talk.Form, d desk.Deed) error {
	if !d.Opens(form) {
		return nil
	}
	_, err := reopenFor(t.tx, form.Round.ID, form.Unit.ID, t.person, t.bot.now())
	return err
}

// formFor loads the conversation of a unit as the office looks at it.
func (t turn) formFor(round flows.Round, unit flows.Unit) (form talk.Form, err error) {
	if round, err = t.tx.RoundFor(round.ID, unit.ID); err != nil {
		return form, err
	}
	return t.form(storage.Desk{Round: round, Unit: unit})
}

// approveAll approves each report and tells its unit.
func (t turn) approveAll(form desk.Form, d desk.Deed) error {
	named := map[flows.UnitID]flows.Unit{}
	for _, u := range form.Units {
		named[u.ID] = u
	}
	for _, id := range d.Units {
		team, err := t.tx.Team(id)
		if err != nil {
			return err
		}
		if err := t.decided(talk.Form{Round: form.Round, Unit: named[id], Team: team}, d); err != nil {
			return err
		}
	}
	return nil
}

// correct keeps a figure that the office gives for a unit, marked as the office's.
func (t turn) correct(form talk.Form, d desk.Deed) error {
	for i := range d.Answers {
		d.Answers[i].By, d.Answers[i].At, d.Answers[i].Channel = t.person, t.bot.now(), flows.OfficeChannel
	}
	if err := t.tx.Append(form.Round.ID, form.Unit.ID, d.Answers); err != nil {
		return err
	}
	return t.tellUnit(form, d)
}

func (t turn) tellUnit(form talk.Form, d desk.Deed) error {
	notice, ok := desk.Told(form, d)
	if !ok {
		return nil
	}
	return t.tellTeam(form, string(d.Kind), "", tagged(notice, storage.Desk{Round: form.Round, Unit: form.Unit}))
}
