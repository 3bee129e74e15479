package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/broadcast"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// An officer tells many units something in a few steps: to which, in which words, a look
// at it, go. What was chosen so far is stored; the next step follows from it.

const commandBroadcast = "nhac"

// broadcasting is the office's turn about a broadcast; mine is false when the update is
// about something else, which leaves what was begun.
func (t turn) broadcasting() (r reply, mine bool, err error) {
	d, begun, err := t.draft()
	if err != nil {
		return r, false, err
	}
	switch {
	case t.update.Kind == telegram.Edited:
		return r, false, nil
	case wantsBroadcast(t.update):
		r, err = t.beginBroadcast()
		return r, true, err
	case strings.HasPrefix(t.update.Data, commandBroadcast+"|"):
		r, err = t.pressedBroadcast(d, begun)
		return r, true, err
	case t.update.Kind == telegram.Message && wantsStop(t.update.Text):
		return t.stopUnderway(d, begun)
	case !begun:
		return r, false, nil
	case d.Audience.Kind == broadcast.Nobody || t.update.Kind == telegram.Press || isCommand(t.update) && !d.understands(t.update.Text):
		return r, false, t.tx.SaveDraft(t.person, nil, t.bot.now())
	case t.update.Text == "":
		return reply{broadcast: true, said: saidOnlyText()}, true, nil
	}
	r, err = t.typedBroadcast(d)
	return r, true, err
}

func wantsBroadcast(u telegram.Update) bool {
	words := u.Text
	if u.Kind == telegram.Press {
		words = u.Data
	}
	return strings.TrimPrefix(flows.Fold(words), "/") == commandBroadcast
}

func wantsStop(text string) bool {
	switch strings.TrimPrefix(flows.Fold(text), "/") {
	case "dung", "dung lai", "dung gui", "dung nhac", "dung nhac lai":
		return true
	default:
		return false
	}
}

// isCommand tells that a text is a command for something else.
func isCommand(u telegram.Update) bool {
	if strings.HasPrefix(strings.TrimSpace(u.Text), "/") || wantsUnreachable(u) || desk.Wants(desk.Place{}, desk.Input{Text: u.Text, Cadre: true}) {
		return true
	}
	_, decides := decisionIn(u)
	_, wishes := wishIn(u)
	_, digest := digestIn(u)
	return decides || wishes || digest
}

// beginBroadcast begins a new one; while another is under way, that is shown.
func (t turn) beginBroadcast() (reply, error) {
	round, rounds, err := t.working()
	if err != nil || len(rounds) == 0 {
		return reply{screen: screenNoRoundOffice()}, err
	}
	_, underway, err := t.tx.Underway()
	if err != nil {
		return reply{}, err
	}
	if underway {
		return reply{broadcast: true}, t.tx.SaveDraft(t.person, nil, t.bot.now())
	}
	return t.keepDraft(callDraft{ID: t.update.ID, Round: round.ID})
}

// pressedBroadcast takes a button "nhac|draft|what|which" or "nhac|stop|broadcast". One
// of an earlier draft, or a forged one, shows what there is now.
func (t turn) pressedBroadcast(d callDraft, begun bool) (reply, error) {
	parts := strings.Split(t.update.Data, "|")
	if len(parts) == 3 && parts[1] == "stop" {
		id, _ := strconv.ParseInt(parts[2], 10, 64)
		return t.stopBroadcast(id)
	}
	if !begun || len(parts) < 3 || parts[1] != strconv.FormatInt(d.ID, 10) {
		return reply{broadcast: true, said: saidOldButton()}, nil
	}
	switch parts[2] {
	case "to":
		if len(parts) == 4 {
			return t.chooseAudience(d, parts[3])
		}
	case "usual", "go", "text", "back", "leave":
		return t.doBroadcast(d, parts[2])
	}
	return reply{broadcast: true, said: saidOldButton()}, nil
}

// typedVerbs are the words for what the buttons do.
var typedVerbs = map[string]string{
	"mac dinh": "usual", "loi mac dinh": "usual", "gui": "go", "sua": "text", "sua loi": "text", "sua loi nhac": "text",
	"quay lai": "back", "thoi": "leave", "huy": "leave", "thoat": "leave",
}

func typedVerb(text string) string { return typedVerbs[strings.Trim(flows.Fold(text), " .!")] }

func (t turn) typedBroadcast(d callDraft) (reply, error) {
	verb := typedVerb(t.update.Text)
	if verb != "" && (d.step() != askText || verb != "go" && verb != "text") {
		return t.doBroadcast(d, verb)
	}
	switch d.step() {
	case askAudience:
		return t.chooseAudience(d, t.update.Text)
	case askPercent:
		percent, ok := broadcast.ReadPercent(t.update.Text)
		if !ok {
			return reply{broadcast: true, said: saidUnclearPercent()}, nil
		}
		d.Audience.Percent = percent
		return t.keepDraft(d)
	case askUnits:
		return t.chooseUnits(d)
	case askText:
		return t.chooseText(d, t.update.Text)
	default:
		return reply{broadcast: true, said: saidUnclearGo()}, nil
	}
}

// doBroadcast does what a button or its word says, where the step has it.
func (t turn) doBroadcast(d callDraft, verb string) (reply, error) {
	at := d.step()
	switch {
	case verb == "leave":
		return reply{screen: screenLeftBroadcast()}, t.tx.SaveDraft(t.person, nil, t.bot.now())
	case verb == "back" && at == preview, verb == "text" && at == preview:
		d.Text = ""
	case verb == "back":
		d.Audience = broadcast.Audience{}
	case verb == "usual" && at == askText:
		return t.chooseText(d, wordUsualBroadcast)
	case verb == "go" && at == preview:
		return t.confirmBroadcast(d)
	default:
		return reply{broadcast: true, said: saidNotNow()}, nil
	}
	return t.keepDraft(d)
}

func (t turn) chooseAudience(d callDraft, words string) (reply, error) {
	a, ok := broadcast.ReadAudience(words)
	if !ok || d.step() != askAudience {
		return reply{broadcast: true, said: saidUnclearAudience()}, nil
	}
	d.Audience = a
	return t.keepDraft(d)
}

func (t turn) chooseUnits(d callDraft) (reply, error) {
	units, err := t.tx.RoundUnits(d.Round)
	if err != nil {
		return reply{}, err
	}
	chosen, wrong := broadcast.ReadUnits(t.update.Text, units)
	if wrong != "" || len(chosen) == 0 {
		return reply{broadcast: true, said: saidUnclearUnit(wrong)}, nil
	}
	d.Audience.Units = chosen
	return t.keepDraft(d)
}

func (t turn) chooseText(d callDraft, text string) (reply, error) {
	normal, unknown := broadcast.Normal(text)
	switch {
	case unknown != "":
		return reply{broadcast: true, said: saidUnknownField(unknown)}, nil
	case utf8.RuneCountInString(normal) > broadcast.MaxText:
		return reply{broadcast: true, said: saidLongBroadcast(utf8.RuneCountInString(normal))}, nil
	case normal == "":
		return reply{broadcast: true, said: saidOnlyText()}, nil
	}
	d.Text = normal
	return t.keepDraft(d)
}

// confirmBroadcast owes the broadcast; who gets it is written down after the commit.
func (t turn) confirmBroadcast(d callDraft) (reply, error) {
	_, err := AddBroadcast(t.tx, d.Round, t.person, d.Audience, d.Text, t.bot.now())
	switch {
	case errors.Is(err, storage.ErrUnderway):
		return reply{broadcast: true, said: saidOtherUnderway()}, nil
	case err != nil:
		return reply{}, err
	}
	*t.owes = true
	return reply{screen: screenConfirmedBroadcast()}, t.tx.SaveDraft(t.person, nil, t.bot.now())
}

// AddBroadcast keeps a broadcast for the running bot to send; storage.ErrUnderway when
// one is under way. The text is a normal one of flows/broadcast.
func AddBroadcast(tx *storage.Tx, round flows.RoundID, by flows.PersonID, a broadcast.Audience, text string, now time.Time) (int64, error) {
	audience, err := json.Marshal(a)
	if err != nil {
		return 0, fmt.Errorf("encode audience: %w", err)
	}
	return tx.AddBroadcast(storage.Broadcast{Round: round, By: by, Audience: audience, Text: text, At: now})
}

// stopUnderway stops the broadcast that is under way, or else leaves the one that was
// begun; "dừng" is not for us when there is neither.
func (t turn) stopUnderway(d callDraft, begun bool) (r reply, mine bool, err error) {
	c, underway, err := t.tx.Underway()
	switch {
	case err != nil || !underway && !begun:
		return r, false, err
	case underway:
		r, err = t.stopBroadcast(c.ID)
	default:
		r, err = t.doBroadcast(d, "leave")
	}
	return r, true, err
}

func (t turn) stopBroadcast(id int64) (reply, error) {
	was, err := t.tx.StopBroadcast(id, t.person, t.bot.now())
	if err != nil || !was {
		return reply{screen: screenNotUnderway()}, err
	}
	*t.owes = true
	return reply{screen: screenStopping()}, nil
}
