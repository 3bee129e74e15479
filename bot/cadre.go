package bot

import (
	"encoding/json"
	"fmt"
	"slices"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

const channel = "telegram"

// cadre takes a turn of the guided conversation about the report this person
// last worked on. A button of another report goes there, to the card it opens if it opens
// one, and does nothing else.
func (t turn) cadre() (reply, error) {
	desks, err := t.tx.Desks(t.person)
	if err != nil {
		return reply{}, err
	}
	if len(desks) == 0 {
		return reply{screen: screenNoRound()}, nil
	}
	if chosen, wants := wantsDesks(t.update); wants && len(desks) > 1 {
		return t.changeDesk(desks, chosen)
	}
	if undecided(desks) {
		if r, asked, err := t.askDesk(desks); asked || err != nil {
			return r, err
		}
	}
	if t.update.Kind == telegram.Press {
		data, desk := untagged(t.update.Data, desks)
		if desk > 0 {
			r, err := t.talk(desks, desk, talk.Input{Press: talk.Opening(data)})
			r.says(saidOtherDesk(data))
			return r, err
		}
		return t.talk(desks, 0, talk.Input{Press: data})
	}
	if file := sentEvidence(t.update); file != nil {
		return t.evidence(desks, file)
	}
	if t.update.Attachment != "" {
		return t.remark(desks, saidAttachment(t.update.Attachment))
	}
	if t.update.Kind == telegram.Edited {
		return t.correction(desks, t.update.MessageID)
	}
	if t.update.RepliesOwn { // to correct what that message said
		return t.correction(desks, t.update.ReplyTo)
	}
	in := talk.Input{Text: t.update.Text, Message: t.update.MessageID}
	desk, card := t.replied(desks)
	in.Card, in.Replies = card, t.update.ReplyTo != 0 && card == ""
	return t.talk(desks, desk, in)
}

// replied finds the card that a message replies to, by the buttons of that card.
func (t turn) replied(desks []storage.Desk) (desk int, card flows.QuestionID) {
	for _, data := range t.update.Replied {
		bare, desk := untagged(data, desks)
		if card, ok := talk.CardOf(bare); ok {
			return desk, card
		}
	}
	return 0, ""
}

// evidence takes a photo or a document, to the card it replies to or to the report
// last worked on.
func (t turn) evidence(desks []storage.Desk, file *flows.Evidence) (reply, error) {
	desk, card := t.replied(desks)
	if t.update.RepliesOwn {
		round, unit, answers, err := t.tx.GivenBy(t.person, t.update.ReplyTo)
		if err != nil {
			return reply{}, err
		}
		at := slices.IndexFunc(desks, func(d storage.Desk) bool { return d.Round.ID == round && d.Unit.ID == unit })
		if at >= 0 && len(answers) > 0 {
			desk, card = at, answers[0].Question
		}
	}
	r, err := t.talk(desks, desk, talk.Input{File: file, Card: card, Message: t.update.MessageID, Edited: t.update.Kind == telegram.Edited})
	r.album = t.update.Album
	return r, err
}

// correction takes the new wording of a message: it corrects what that message
// answered, in the report it was given for. An answer changed since stays.
func (t turn) correction(desks []storage.Desk, message int) (reply, error) {
	round, unit, answers, err := t.tx.GivenBy(t.person, message)
	if err != nil {
		return reply{}, err
	}
	at := slices.IndexFunc(desks, func(d storage.Desk) bool { return d.Round.ID == round && d.Unit.ID == unit })
	if at < 0 { // given for a report that is this person's no more
		answers = nil
	}
	in := talk.Input{Text: t.update.Text, Edited: true, Replies: t.update.RepliesOwn && t.update.Kind != telegram.Edited, Message: message, Corrects: answers}
	r, err := t.talk(desks, max(at, 0), in)
	if at > 0 {
		r.says(saidEditedDesk())
	}
	return r, err
}

// talk takes the turn at the chosen desk.
func (t turn) talk(desks []storage.Desk, chosen int, in talk.Input) (reply, error) {
	form, place, err := t.sit(desks[chosen])
	if err != nil {
		return reply{}, err
	}
	done := talk.Step(form, place, in)
	if err := t.keep(form, done); err != nil {
		return reply{}, err
	}
	r := reply{later: &later{turn: done, desks: desks, chosen: chosen}, current: true, desk: desks[chosen], note: done.Place.Note}
	if done.Place.View == talk.OnHistory || done.Place.View == talk.OnEvidence || done.Event != talk.Nothing { // what Step was not given
		if form.Report, err = t.tx.Report(form.Round.ID, form.Unit.ID); err != nil {
			return reply{}, err
		}
		var screen flows.Screen
		if screen, err = t.screen(form, done.Place); err != nil {
			return reply{}, err
		}
		r = conversation(desks, chosen, screen, done.Place.Note)
	}
	if r.place, err = json.Marshal(done.Place); err != nil {
		return reply{}, fmt.Errorf("encode place: %w", err)
	}
	err = t.tell(form, desks[chosen], done)
	if len(done.Evidence) == 1 && done.Evidence[0].Caption == "" && done.Evidence[0].Problem == flows.NoProblem {
		r.count = r.note
	}
	return r, err
}

// screen draws a stored place, with the history where that is what it shows and
// the files as they are stored now.
func (t turn) screen(form talk.Form, place talk.Place) (s flows.Screen, err error) {
	switch place.View {
	case talk.OnHistory:
		form.History, err = t.tx.History(form.Round.ID, form.Unit.ID, place.At)
	case talk.OnEvidence:
		form.Report, err = t.tx.Report(form.Round.ID, form.Unit.ID)
	}
	return talk.Show(form, place), err
}

// remark shows where the person is with something to say, and changes nothing.
func (t turn) remark(desks []storage.Desk, said string) (reply, error) {
	form, place, err := t.sit(desks[0])
	if err != nil {
		return reply{}, err
	}
	place.Note = ""
	screen, err := t.screen(form, place)
	r := conversation(desks, 0, screen, "")
	r.says(said)
	return r, err
}

// conversation dresses a screen of the conversation: its buttons name their desk,
// and where there are several desks the screen does too. note is what the screen
// has to say beside the card.
func conversation(desks []storage.Desk, chosen int, s flows.Screen, note string) reply {
	return reply{screen: dressed(desks, chosen, s), current: true, desk: desks[chosen], note: note}
}

func dressed(desks []storage.Desk, chosen int, s flows.Screen) flows.Screen {
	s = tagged(s, desks[chosen])
	if len(desks) > 1 {
		s.Text = saidDesk(desks, chosen) + s.Text
	}
	return s
}

// sit loads what a conversation is about and where the person is in it.
func (t turn) sit(desk storage.Desk) (talk.Form, talk.Place, error) {
	form, err := t.form(desk)
	if err != nil {
		return talk.Form{}, talk.Place{}, err
	}
	place, err := t.place(form)
	return form, place, err
}

// form loads what a conversation is about.
func (t turn) form(desk storage.Desk) (talk.Form, error) {
	plan, err := t.bot.plans.of(t.tx, desk.Round.ID, desk.Unit.Kind)
	if err != nil {
		return talk.Form{}, err
	}
	form := talk.Form{Plan: plan, Round: desk.Round, Unit: desk.Unit, Now: t.bot.now(), Me: t.person, Lead: desk.Leads}
	if form.Report, err = t.tx.Report(desk.Round.ID, desk.Unit.ID); err != nil {
		return form, err
	}
	if form.Team, err = t.tx.Team(desk.Unit.ID); err != nil {
		return form, err
	}
	if form.Tasks, err = t.tx.Tasks(desk.Round.ID, desk.Unit.ID); err != nil {
		return form, err
	}
	if desk.Round.Previous != "" {
		form.Previous, form.Merged, err = t.previous(plan, desk)
		return form, err
	}
	return form, nil
}

// place loads where this person is. A place that cannot be read is only a lost
// hint: the conversation goes on at the first open question.
func (t turn) place(form talk.Form) (place talk.Place, err error) {
	stored, err := t.tx.Place(t.person, form.Round.ID, form.Unit.ID)
	if err != nil || stored == nil {
		return place, err
	}
	if err := json.Unmarshal(stored, &place); err != nil {
		t.bot.log.Error("place dropped", "round", form.Round.ID, "unit", form.Unit.ID, "err", err)
		return talk.Place{}, nil
	}
	return place, nil
}

// keep stores what a turn did, but for where it leaves the person.
func (t turn) keep(form talk.Form, done talk.Turn) error {
	now := t.bot.now()
	round, unit := form.Round.ID, form.Unit.ID
	for i := range done.Answers {
		done.Answers[i].By, done.Answers[i].At, done.Answers[i].Channel = t.person, now, channel
		if t.update.Kind != telegram.Press && done.Answers[i].Message == 0 {
			done.Answers[i].Message = t.update.MessageID
		}
	}
	for i := range done.Evidence {
		e := &done.Evidence[i]
		e.By, e.At, e.Channel, e.Message = t.person, now, channel, t.update.MessageID
	}
	if err := t.tx.Append(round, unit, done.Answers); err != nil {
		return err
	}
	if err := t.tx.AddEvidence(round, unit, done.Evidence); err != nil {
		return err
	}
	if err := t.tx.RemoveEvidence(round, unit, done.Removed, t.person, now); err != nil {
		return err
	}
	if done.Task != nil {
		if err := t.tx.GiveTask(round, unit, *done.Task, t.person, now); err != nil {
			return err
		}
	}
	if e := eventOf(done.Event); e != "" {
		return t.tx.Happen(round, unit, e, t.person, done.Reason, now)
	}
	return nil
}

func eventOf(e talk.Event) storage.Event {
	switch e {
	case talk.Submitted:
		return storage.Submitted
	case talk.Returned:
		return storage.Returned
	case talk.Sent:
		return storage.Sent
	case talk.Asked:
		return storage.Asked
	case talk.Reopened:
		return storage.Reopened
	default:
		return ""
	}
}
