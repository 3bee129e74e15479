package bot

import (
	"slices"
	"strconv"
	"strings"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
)

// peopleAct is what somebody wants to do about people and their rights.
type peopleAct string

const (
	actInvite peopleAct = "moi"
	actRevoke peopleAct = "thuhoi"
	actMove   peopleAct = "chuyen"
	actPeople peopleAct = "nguoi"  // list them
	actLog    peopleAct = "nhatky" // read the audit
	actMe     peopleAct = "toi"    // see one's own rights
	actLeave  peopleAct = "roi"
)

// peopleWords are how the acts are typed behind a slash, besides the act itself.
var peopleWords = map[string]peopleAct{"thu hoi": actRevoke, "nhat ky": actLog}

// bareWords are what the office may type without a slash: whole messages only, because
// what it writes to units may begin in the same way.
var bareWords = map[string]peopleAct{"moi": actInvite, "thu hoi": actRevoke, "thuhoi": actRevoke, "chuyen quyen": actMove,
	"nguoi": actPeople, "nhat ky": actLog, "nhatky": actLog, "moi tat ca": actInvite}

// anywhere are whole messages that everybody may type without a slash.
var anywhere = map[string]peopleAct{"quyen cua toi": actMe, "roi bot": actLeave}

type peopleWish struct {
	act  peopleAct
	rest string // what came behind it, folded
}

const longestWish = 300 // bytes; what is longer is an answer

// peopleWishIn reads what an update wants about people; bare tells that words without a
// slash count, from somebody who answers no questions here.
func peopleWishIn(u telegram.Update, bare bool) (w peopleWish, ok bool) {
	if u.Kind != telegram.Message || u.Attachment != "" || len(u.Text) > longestWish {
		return w, false
	}
	words := flows.Fold(u.Text)
	if act, ok := anywhere[words]; ok {
		return peopleWish{act: act}, true
	}
	if act, ok := bareWords[words]; ok && bare {
		return peopleWish{act, strings.TrimPrefix(strings.TrimPrefix(words, "moi"), " ")}.only(act == actInvite), true
	}
	typed, slashed := strings.CutPrefix(words, "/")
	if !slashed {
		return w, false
	}
	for spelled, act := range peopleWords {
		if typed == spelled || strings.HasPrefix(typed, spelled+" ") {
			return peopleWish{act, strings.TrimSpace(strings.TrimPrefix(typed, spelled))}, true
		}
	}
	first, rest, _ := strings.Cut(typed, " ")
	act := peopleAct(first)
	return peopleWish{act, rest}, slices.Contains([]peopleAct{actInvite, actRevoke, actMove, actPeople, actLog, actMe, actLeave}, act)
}

// only keeps the rest where there may be one.
func (w peopleWish) only(keep bool) peopleWish {
	if !keep {
		w.rest = ""
	}
	return w
}

// people takes an update about people and their rights; taken is false when it is about
// something else.
func (t turn) people(members []flows.Member) (r reply, taken bool, err error) {
	r, taken, err = t.takePeople(members)
	if taken && err == nil && office(members) {
		err = t.leaveDesk()
	}
	return r, taken, err
}

func (t turn) takePeople(members []flows.Member) (r reply, taken bool, err error) {
	if r, taken, err = t.pressedPeople(members); taken || err != nil {
		return r, taken, err
	}
	w, ok := peopleWishIn(t.update, office(members) && !slices.ContainsFunc(members, ofUnit))
	if !ok {
		if !isAdmin(members) {
			return reply{}, false, nil
		}
		return t.onErrand()
	}
	switch {
	case w.act == actMe:
		r, err = t.ownRights()
	case w.act == actLeave:
		r, err = t.leaving(w.rest)
	case w.act == actPeople && office(members):
		r, err = t.listPeople(w.rest)
	case !isAdmin(members):
		r = reply{screen: screenAdminsOnly()}
	case w.act == actLog:
		r, err = t.readLog(w.rest)
	default:
		r, err = t.beginErrand(w)
	}
	return r, true, err
}

// pressedPeople takes the buttons of these screens. Their data is checked as if forged.
func (t turn) pressedPeople(members []flows.Member) (r reply, taken bool, err error) {
	if t.update.Kind != telegram.Press {
		return reply{}, false, nil
	}
	what, rest, _ := strings.Cut(t.update.Data, "|")
	switch what {
	case pressLeave:
		r, err = t.pressedLeave(rest)
	case pressErrand, pressLog:
		switch {
		case !isAdmin(members):
			r = reply{screen: screenAdminsOnly()}
		case what == pressLog:
			r, err = t.readLog(rest)
		default:
			r, err = t.pressedErrand(rest)
		}
	default:
		return reply{}, false, nil
	}
	return r, true, err
}

func isAdmin(members []flows.Member) bool {
	return slices.ContainsFunc(members, func(m flows.Member) bool { return m.Role == flows.Admin })
}

// unitsCalled finds units by what was typed, folded: a code or a whole name, with or
// without its kind, means that one; otherwise all that hold the words.
func unitsCalled(units []flows.Unit, words string) []flows.Unit {
	var whole, part []flows.Unit
	for _, u := range units {
		name := flows.Fold(u.Name)
		switch {
		case words == name, words == strings.TrimPrefix(name, flows.Fold(u.Kind)+" "), words == string(u.ID):
			whole = append(whole, u)
		case strings.Contains(name, words):
			part = append(part, u)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return part
}

// roleIn parts the words behind a command into whose rights are meant, a cadre's when it
// is not said, and the rest.
func roleIn(words string) (role flows.Role, rest string) {
	for spelled, role := range map[string]flows.Role{"lanh dao": flows.Leader, "can bo": flows.Cadre} {
		if words == spelled || strings.HasSuffix(words, " "+spelled) {
			return role, strings.TrimSpace(strings.TrimSuffix(words, spelled))
		}
	}
	switch words {
	case "van phong":
		return flows.Office, ""
	case "quan tri":
		return flows.Admin, ""
	}
	return flows.Cadre, words
}

func numberIn(words string) int {
	n, err := strconv.Atoi(words)
	if err != nil || n < 0 || len(words) > 4 {
		return 0
	}
	return n
}
