package bot

import (
	"encoding/json"
	"fmt"

	"baocaobot/flows"
	"baocaobot/flows/broadcast"
)

// callDraft is what an officer has chosen and typed.
type callDraft struct {
	ID       int64              `json:"id"` // tells its buttons from those of another
	Round    flows.RoundID      `json:"round"`
	Audience broadcast.Audience `json:"audience"`
	Text     string             `json:"text,omitempty"`
}

// understands tells that a text is an answer to the step, though it may be a command
// elsewhere, as "chưa gửi" is.
func (d callDraft) understands(text string) (ok bool) {
	switch d.step() {
	case askAudience:
		_, ok = broadcast.ReadAudience(text)
	case preview:
		ok = typedVerb(text) != ""
	}
	return ok || typedVerb(text) == "back" || typedVerb(text) == "leave"
}

// draftStep is what an officer is asked next.
type draftStep int

const (
	askAudience draftStep = iota
	askPercent
	askUnits
	showJoinless
	askText
	preview
)

func (d callDraft) step() draftStep {
	switch {
	case d.Audience.Kind == "":
		return askAudience
	case d.Audience.Kind == broadcast.Nobody:
		return showJoinless
	case d.Audience.Kind == broadcast.Below && !d.Audience.Complete():
		return askPercent
	case !d.Audience.Complete():
		return askUnits
	case d.Text == "":
		return askText
	default:
		return preview
	}
}

func (t turn) draft() (d callDraft, begun bool, err error) {
	stored, err := t.tx.Draft(t.person)
	if err != nil || stored == nil {
		return d, false, err
	}
	if err := json.Unmarshal(stored, &d); err != nil { // it is only begun: /nhac begins again
		t.bot.log.Error("draft of a broadcast dropped", "err", err)
		return d, false, nil
	}
	return d, true, nil
}

// keepDraft keeps what was chosen and shows the next step.
func (t turn) keepDraft(d callDraft) (reply, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return reply{}, fmt.Errorf("encode draft of broadcast: %w", err)
	}
	return reply{broadcast: true}, t.tx.SaveDraft(t.person, text, t.bot.now())
}
