package bot

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
)

// errand is what an admin is in the middle of: which unit, which person, are you sure.
// It ends with the first message that is no answer to it.
type errand struct {
	Act  peopleAct  `json:"act"`
	Step step       `json:"step"`
	Role flows.Role `json:"role,omitempty"` // of an invite

	Units   []flows.UnitID   `json:"units,omitempty"` // to choose from
	Unit    flows.UnitID     `json:"unit,omitempty"`
	Rights  []flows.Member   `json:"rights,omitempty"`  // to choose from
	Invites []flows.Role     `json:"invites,omitempty"` // unused ones, numbered after the rights
	Heirs   []flows.PersonID `json:"heirs,omitempty"`   // to choose from, and then somebody new

	Right  flows.Member   `json:"right"`            // chosen
	Unused flows.Role     `json:"unused,omitempty"` // chosen instead: the unused invites of this role
	Heir   flows.PersonID `json:"heir,omitempty"`   // chosen; 0: somebody new
	Each   int            `json:"each,omitempty"`   // of a call sheet
	Round  flows.RoundID  `json:"round,omitempty"`  // likewise
	Reason string         `json:"reason,omitempty"`
}

// step is what an errand waits for.
type step string

const (
	atUnit    step = "unit"
	atRight   step = "right"
	atHeir    step = "heir"
	atConfirm step = "confirm"
)

// pressErrand begins the data of its buttons: "people|number|what".
const pressErrand = "people"

// answer is an answer to an errand.
type answer struct {
	number  int
	yes, no bool
	reason  string
	words   string // folded
}

var reasonForm = regexp.MustCompile(`(?i)^\s*(?:lý|ly)\s+do\s*:?\s+(.+)$`)

func answerIn(text string) answer {
	words := strings.Trim(flows.Fold(text), " .!")
	s := answer{number: numberIn(words), words: words}
	switch words {
	case "dong y", "co", "ok", "yes", "dung":
		s.yes = true
	case "thoi", "huy", "khong", "no":
		s.no = true
	}
	if found := reasonForm.FindStringSubmatch(strings.ReplaceAll(text, "\n", " ")); found != nil {
		s.reason = cut(strings.TrimSpace(found[1]), maxWhy)
	}
	return s
}

// pressedErrand takes a button: one of an older screen does nothing.
func (t turn) pressedErrand(rest string) (reply, error) {
	number, e, err := t.errand()
	if err != nil {
		return reply{}, err
	}
	of, what, _ := strings.Cut(rest, "|")
	if pressed, err := strconv.ParseInt(of, 10, 64); err != nil || pressed != number || e == nil {
		return reply{screen: screenErrandOver()}, nil
	}
	r, taken, err := t.goOn(*e, answerIn(strings.ReplaceAll(what, "_", " ")))
	if err == nil && !taken {
		return reply{screen: screenErrandOver()}, nil
	}
	return r, err
}

// onErrand takes a message as an answer to the admin's errand; what is none ends it.
func (t turn) onErrand() (r reply, taken bool, err error) {
	_, e, err := t.errand()
	if err != nil || e == nil {
		return reply{}, false, err
	}
	if t.answersErrand() {
		if r, taken, err = t.goOn(*e, answerIn(t.update.Text)); taken || err != nil {
			return r, taken, err
		}
	}
	return reply{}, false, t.endErrand()
}

func (t turn) answersErrand() bool {
	u := t.update
	return u.Kind == telegram.Message && u.Attachment == "" && !strings.HasPrefix(u.Text, "/") &&
		(u.ReplyTo == 0 || slices.ContainsFunc(u.Replied, func(data string) bool { return strings.HasPrefix(data, pressErrand+"|") }))
}

// errand loads what this admin is in the middle of. One that cannot be read is over.
func (t turn) errand() (number int64, e *errand, err error) {
	number, what, err := t.tx.Errand(t.person)
	if err != nil || what == nil {
		return number, nil, err
	}
	if err := json.Unmarshal(what, &e); err != nil {
		t.bot.log.Error("errand dropped", "err", err)
		return number, nil, nil
	}
	return number, e, nil
}

// ask keeps the errand and shows its screen, whose buttons carry its number.
func (t turn) ask(e errand, draw func(number int64) flows.Screen) (reply, error) {
	number, _, err := t.tx.Errand(t.person)
	if err != nil {
		return reply{}, err
	}
	what, err := json.Marshal(e)
	if err != nil {
		return reply{}, fmt.Errorf("encode errand: %w", err)
	}
	return reply{screen: draw(number + 1)}, t.tx.SaveErrand(t.person, number+1, what)
}

func (t turn) endErrand() error {
	number, what, err := t.tx.Errand(t.person)
	if err != nil || what == nil {
		return err
	}
	return t.tx.SaveErrand(t.person, number, nil)
}

// over ends the errand with something to say.
func (t turn) over(s flows.Screen) (reply, error) { return reply{screen: s}, t.endErrand() }
