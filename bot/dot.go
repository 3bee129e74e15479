package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/flows/opening"
)

// The office looks at the rounds by /dot; an admin opens, extends, closes and reopens them
// there. Whatever it waits for is kept for as long as the admin likes, and a message that
// is for something else only sets it aside.

const commandRounds = "dot"

// roundWork is what an admin is about to do to rounds.
type roundWork struct {
	Draft *opening.Draft `json:"draft,omitempty"` // a round being prepared
	File  *draftFile     `json:"file,omitempty"`  // that is being fetched for it
	Deed  *roundDeed     `json:"deed,omitempty"`  // what waits for more words or a yes
	Aside bool           `json:"aside,omitempty"` // what is typed is for something else

	Opened flows.RoundID `json:"opened,omitempty"` // the round that was opened last, until another is prepared

	number int64 // of the newest screen about it
}

type draftFile struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// roundDeed is one deed to a round that is open or closed.
type roundDeed struct {
	Kind     dotVerb        `json:"kind"`
	Round    flows.RoundID  `json:"round"`
	Unit     flows.UnitID   `json:"unit,omitempty"`    // of reopening for one
	Units    []flows.UnitID `json:"units,omitempty"`   // to choose from
	Deadline time.Time      `json:"deadline,omitzero"` // of extending
	Bare     time.Time      `json:"bare,omitzero"`     // a day that can be meant in two ways
	Seen     string         `json:"seen,omitempty"`    // how the round stood when it was asked about
}

// dotVerb is what an update wants of rounds.
type dotVerb string

const (
	dotList       dotVerb = "list"
	dotCard       dotVerb = "card"
	dotNew        dotVerb = "new"
	dotSight      dotVerb = "sight" // as a cadre sees it
	dotInert      dotVerb = "inert"
	dotExtend     dotVerb = "extend"
	dotClose      dotVerb = "close"
	dotReopen     dotVerb = "reopen"
	dotReopenUnit dotVerb = "reopenunit"
	dotAnswer     dotVerb = "answer" // to a deed: a button of the newest screen
	dotInvite     dotVerb = "invite"
	dotSchedule   dotVerb = "schedule"
)

// dotWish is a command or a button about rounds.
type dotWish struct {
	verb dotVerb
	arg  string // tag of a round, a page, a number of the list, or number|answer
}

// dotWishIn reads what an update wants of rounds; bare tells that a word without a slash
// counts, from somebody who answers no questions here.
func dotWishIn(u telegram.Update, bare bool) (w dotWish, ok bool) {
	if u.Kind == telegram.Press {
		parts := strings.SplitN(u.Data, "|", 3)
		if len(parts) != 3 || parts[0] != commandRounds {
			return w, false
		}
		return dotWish{dotVerb(parts[1]), parts[2]}, true
	}
	if u.Kind != telegram.Message || u.Attachment != "" {
		return w, false
	}
	words := flows.Fold(u.Text)
	switch {
	case words == "/dot", words == "/dot bao cao", bare && (words == "dot" || words == "cac dot"):
		return dotWish{verb: dotList}, true
	case words == "/dot moi", words == "/dotmoi", bare && (words == "dot moi" || words == "mo dot moi"):
		return dotWish{verb: dotNew}, true
	case strings.HasPrefix(words, "/dot "):
		return dotWish{dotCard, strings.TrimPrefix(words, "/dot ")}, true
	}
	return w, false
}

// changes tells that a wish is an admin's.
func (w dotWish) changes() bool {
	return !slices.Contains([]dotVerb{dotList, dotCard, dotSight, dotInert}, w.verb)
}

// rounds takes an update of the office that is about rounds; taken is false when it is
// about something else, which sets aside what waits.
func (t turn) rounds(members []flows.Member) (r reply, taken bool, err error) {
	w, wishes := dotWishIn(t.update, !slices.ContainsFunc(members, ofUnit))
	opens := t.update.Kind == telegram.Press && strings.HasPrefix(t.update.Data, opening.Prefix+"|")
	if isAdmin(members) {
		return t.adminsRounds(w, wishes, opens)
	}
	switch {
	case opens, wishes && w.changes():
		return reply{screen: screenAdminsOnly()}, true, nil
	case wishes:
		r, err = t.look(w, false)
	}
	return r, wishes, err
}

func (t turn) adminsRounds(w dotWish, wishes, opens bool) (r reply, taken bool, err error) {
	work, err := t.roundWork()
	if err != nil {
		return reply{}, false, err
	}
	switch {
	case opens:
		r, err = t.pressOpening(work)
	case wishes && w.changes():
		r, err = t.dot(work, w)
	case wishes:
		if err = t.setAside(work); err == nil {
			r, err = t.look(w, true)
		}
	case t.answersRounds(work):
		r, err = t.answerRounds(work)
	case t.update.Kind == telegram.Edited:
		return reply{}, false, nil
	default:
		return reply{}, false, t.setAside(work)
	}
	if err == nil && w.verb != dotInvite { // which begins an errand
		err = t.leaveOthers()
	}
	return r, true, err
}

// leaveOthers ends what else the admin was in the middle of.
func (t turn) leaveOthers() error {
	if err := t.leaveDesk(); err != nil {
		return err
	}
	return t.endErrand()
}

// waits tells that something typed is for what the admin is about to do.
func (w roundWork) waits() bool { return !w.Aside && (w.Draft != nil || w.Deed != nil) }

// answersRounds tells that a message is for what the admin is about to do to rounds.
func (t turn) answersRounds(work roundWork) bool {
	u := t.update
	if !work.waits() || u.Kind != telegram.Message || strings.HasPrefix(u.Text, "/") {
		return false
	}
	if u.Attachment != "" {
		return work.takesFile(u)
	}
	return u.ReplyTo == 0 || slices.ContainsFunc(u.Replied, func(data string) bool {
		return strings.HasPrefix(data, opening.Prefix+"|") || strings.HasPrefix(data, commandRounds+"|")
	})
}

func (t turn) answerRounds(work roundWork) (reply, error) {
	switch {
	case t.update.Attachment != "":
		return t.openingFile(work)
	case work.Deed != nil:
		return t.answerDeed(work, t.update.Text)
	default:
		return t.stepOpening(work, opening.Input{Text: t.update.Text})
	}
}

// roundWork loads what this admin is about to do. What cannot be read is over.
func (t turn) roundWork() (work roundWork, err error) {
	number, what, err := t.tx.Opening(t.person)
	if err != nil || what == nil {
		return roundWork{number: number}, err
	}
	if err := json.Unmarshal(what, &work); err != nil {
		t.bot.log.Error("draft of a round dropped", "err", err)
		work = roundWork{}
	}
	work.number = number
	return work, nil
}

func (t turn) saveRoundWork(work roundWork) error {
	var what []byte
	if work.Draft != nil || work.Deed != nil || work.Opened != "" {
		var err error
		if what, err = json.Marshal(work); err != nil {
			return fmt.Errorf("encode opening: %w", err)
		}
	}
	return t.tx.SaveOpening(t.person, work.number, what)
}

// setAside lets what is typed go to something else, until /dot or a button comes back to
// what waits. A deed is short and given up.
func (t turn) setAside(work roundWork) error {
	if !work.waits() {
		return nil
	}
	work.Aside, work.Deed = true, nil
	return t.saveRoundWork(work)
}

// dot does what an admin wants of rounds.
func (t turn) dot(work roundWork, w dotWish) (reply, error) {
	switch w.verb {
	case dotNew:
		return t.beginOpening(work)
	case dotExtend, dotClose, dotReopen, dotReopenUnit:
		return t.beginDeed(work, w)
	case dotAnswer:
		of, answer, _ := strings.Cut(w.arg, "|")
		if number, err := strconv.ParseInt(of, 10, 64); err != nil || number != work.number || work.Deed == nil {
			return t.deedOver()
		}
		return t.answerDeed(work, answer)
	case dotInvite, dotSchedule:
		return t.afterOpening(work, w)
	default:
		return t.deedOver()
	}
}

// deedOver answers a button of a deed that is done or given up: a second tap of a yes, too,
// which then takes nothing from sight.
func (t turn) deedOver() (reply, error) {
	r, err := t.look(dotWish{verb: dotList}, true)
	r.screen.Text = saidDeedOver() + "\n\n" + r.screen.Text
	return r, err
}

// afterOpening goes on with what comes next for a round: its people, or when they are
// reminded. The admin works in that round from then on.
func (t turn) afterOpening(work roundWork, w dotWish) (reply, error) {
	rounds, err := t.tx.Rounds()
	if err != nil {
		return reply{}, err
	}
	round, found := pickedRound(desk.InOrder(rounds), w.arg)
	if !found {
		return reply{screen: screenNoSuchRound()}, nil
	}
	place, err := t.officePlace()
	if err != nil {
		return reply{}, err
	}
	if err := t.saveOfficePlace(place.Left().In(round.ID)); err != nil {
		return reply{}, err
	}
	if err := t.setAside(work); err != nil {
		return reply{}, err
	}
	if w.verb == dotSchedule {
		return t.schedule(wishOfSchedule{})
	}
	return t.beginErrand(peopleWish{actInvite, "tat ca"})
}
