package talk

import (
	"slices"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// verb is what an input asks for.
type verb int

const (
	show     verb = iota
	answer        // text is the answer to the current question
	none          // không phát sinh
	unknown       // chưa có số liệu
	yes           // có, to a yes/no question
	no            // không, to a yes/no question
	option        // one of the options of a question, by its tag
	reason        // why the value kept last is right though it looks odd
	same          // the value of the round before
	stand         // the value that is there, which the office wants looked at
	pick          // the n-th reading of a choice, from 0
	retype        // none of the readings of a choice
	pass          // not this figure of a paragraph
	halt          // no more of its figures
	skip          // on to the next open question
	done          // a text of several messages is finished
	more          // what comes now is added to the text or list that is there
	amend         // back to what was answered last
	back          // to the question before, or from a list to the card
	open          // a question chosen by id
	number        // a question or section chosen by its number on the screen
	section       // the n-th section, from 1
	menu          // all sections
	missing       // what is open, page n
	review        // the whole report, page n
	full          // narratives and lists in full, page n
	figures       // figures first with 1, all in order with 0
	guide         // the full line and guidance of the card
	history       // who gave the current question which value when
	evidence      // the files of the card
	remove        // a file chosen by id
	help          // the commands
	resume        // back to the card
	confirm       // "send?"
	send          // send, once confirmed
	reopen        // take a sent report back
	sendBack      // the leader returns a report
	why           // text is the reason that was asked for
	team          // to whom to hand a section, or this card's with 0
	assign        // hand a section to a person
	astray        // an answer that replies to no card
	stale         // a button of an earlier screen
	lost          // words that mean nothing on this screen
	foreign       // a command of the office
)

// act is an input understood.
type act struct {
	verb     verb
	question flows.QuestionID
	n        int
	text     string
	person   flows.PersonID
}

// commands are the folded words that can be typed instead of pressing, on every
// screen. "/" in front is understood as well, and "_" or nothing for the space.
var commands = flows.Spelled(map[string]act{
	"bo qua": {verb: skip}, "tiep": {verb: skip}, "tiep tuc": {verb: skip},
	"xong": {verb: done}, "viet tiep": {verb: more}, "them": {verb: more},
	"quay lai": {verb: back}, "lui": {verb: back}, "sua": {verb: amend},
	"muc luc": {verb: menu}, "menu": {verb: menu},
	"con thieu": {verb: missing}, "thieu": {verb: missing},
	"xem lai":  {verb: review},
	"toan van": {verb: full}, "xem du": {verb: full},
	"so lieu": {verb: figures, n: 1}, "so lieu truoc": {verb: figures, n: 1},
	"hoi ca loi van": {verb: figures}, "hoi het": {verb: figures},
	"huong dan":  {verb: guide},
	"lich su":    {verb: history},
	"minh chung": {verb: evidence},
	"tro giup":   {verb: help}, "help": {verb: help},
	"gui": {verb: confirm}, "gui bao cao": {verb: confirm},
	"sua bao cao": {verb: reopen}, "lay lai": {verb: reopen},
	"duyet": {verb: confirm}, "tra lai": {verb: sendBack},
	"giao": {verb: team}, "giao muc": {verb: team}, "giao muc nay": {verb: team},
	"chua co": {verb: unknown}, "chua co so lieu": {verb: unknown}, "chua ro": {verb: unknown},
	"giu nguyen":   {verb: stand},
	"nhu ky truoc": {verb: same}, "giu nhu ky truoc": {verb: same}, "nhu cu": {verb: same},
	"khong phat sinh": {verb: none}, "khong": {verb: none}, "khong co": {verb: none}, "ko": {verb: none},
	"start": {verb: resume}, "lam tiep": {verb: resume}, "baocao": {verb: resume},
})

// Understands tells that a word typed behind a slash is a command of the conversation.
func Understands(word string) bool {
	_, known := commands[word]
	return known
}

// understand turns an input into what it asks for at this place.
func (s *step) understand(in Input) act {
	switch {
	case in.Press != "":
		return s.pressed(in.Press)
	case strings.TrimSpace(in.Text) != "":
		return s.typed(clean(in.Text))
	default:
		return act{verb: show}
	}
}

func (s *step) typed(text string) act {
	words := polite(flows.Fold(text))
	if a, awaited := s.awaited(text, words); awaited {
		return a
	}
	if a, ordered := s.ordered(text, words); ordered {
		return a
	}
	words = strings.ReplaceAll(words, "_", " ")
	agrees := words == "co" || words == "dong y"
	switch {
	case s.place.View == OnConfirm && agrees:
		return act{verb: send}
	case s.place.View == OnReopen && agrees:
		return act{verb: reopen}
	case s.astray && onOneCard(s.place.View):
		return act{verb: astray}
	case s.place.View == OnCard || s.place.View == OnGuide:
		return act{verb: answer, text: text}
	case s.place.View == OnEvidence:
		return s.removal(words)
	default:
		return s.numbered(words)
	}
}

// awaited reads what the last turn has asked for, which comes before any command.
func (s *step) awaited(text, words string) (act, bool) {
	if a, said := s.whyTyped(text, words); said {
		return a, true
	}
	if a, said := s.aboutProposal(text, words); said {
		return a, true
	}
	if a, chosen := s.chosen(words); chosen {
		return a, true
	}
	if s.place.GoesOn != "" && s.place.GoesOn == s.place.At && slices.Contains(doneWords, words) {
		return act{verb: done}, true
	}
	if s.namesOption(text) {
		return act{verb: answer, text: text}, true
	}
	if said, given := reasonIn(text); given && s.place.GoesOn == "" {
		if id := s.toExplain(); id != "" {
			return act{verb: reason, question: id, text: said}, true
		}
	}
	return s.handsOver(text)
}

// ordered reads a command, with or without a slash.
func (s *step) ordered(text, words string) (act, bool) {
	bare, slash := strings.CutPrefix(words, "/")
	bare = strings.ReplaceAll(bare, "_", " ")
	a, command := commands[bare]
	switch {
	case command && (a.verb == none || a.verb == unknown || a.verb == same || a.verb == stand):
		return s.bare(a, text), true
	case command:
		return a, true
	case slash && forOffice(bare):
		return act{verb: foreign, text: text}, true
	default:
		return act{verb: help}, slash
	}
}

// whyTyped takes whatever is typed where a reason is asked for as the reason, but for a
// command behind a slash and the words that leave the screen.
func (s *step) whyTyped(text, words string) (act, bool) {
	verb := commands[words].verb
	switch {
	case s.place.View != OnReturn && s.place.View != OnAsk, strings.HasPrefix(words, "/"), verb == back, verb == none:
		return act{}, false
	case words == wordStop:
		return act{verb: review}, true
	default:
		return act{verb: why, text: text}, true
	}
}

// isCommand tells that a text is a command and no answer, wherever it is typed.
func isCommand(text string) bool {
	words := strings.ReplaceAll(strings.TrimPrefix(polite(flows.Fold(text)), "/"), "_", " ")
	a, command := commands[words]
	return command && !a.answers()
}

// polite drops the greetings and stops around folded words.
func polite(words string) string {
	words = strings.Trim(words, " .!?")
	words = strings.TrimPrefix(words, "da ")
	for _, end := range []string{" a", " nhe", " nha"} {
		words = strings.TrimSuffix(words, end)
	}
	return strings.Trim(words, " ,.!?")
}

// chosen reads the typed answer to a choice: the letter of a reading, or yes and
// no where there is one reading only.
func (s *step) chosen(words string) (act, bool) {
	if s.place.Choice == nil {
		return act{}, false
	}
	one := len(s.place.Choice.Readings) == 1
	switch {
	case len(words) == 1 && words[0] >= 'a' && int(words[0]-'a') < len(s.place.Choice.Readings):
		return act{verb: pick, n: int(words[0] - 'a')}, true
	case one && (words == "co" || words == "dung" || words == "phai" || words == "dong y"):
		return act{verb: pick}, true
	case words == "khong" || words == "ko" || words == "sai" || words == "khong phai":
		return act{verb: retype}, true
	default:
		return act{}, false
	}
}

// numbered reads a number typed on a list, or a page.
func (s *step) numbered(words string) act {
	rest, paged := strings.CutPrefix(words, "trang ")
	n, err := strconv.Atoi(rest)
	switch view := s.place.View; {
	case err != nil:
		return act{verb: lost}
	case view == OnReview && paged:
		return act{verb: review, n: n - 1}
	case view == OnFull && paged:
		return act{verb: full, n: n - 1}
	case view == OnMissing && paged:
		return act{verb: missing, n: n - 1}
	case !paged && (view == OnMenu || view == OnTeam || len(s.form.listed(s.place)) > 0):
		return act{verb: number, n: n}
	default:
		return act{verb: lost}
	}
}

// bare places "không", "chưa có" and "như kỳ trước", which answer on a card and
// nowhere else.
func (s *step) bare(a act, text string) act {
	if a.verb == none && (s.place.View == OnConfirm || s.place.View == OnReopen || s.place.View == OnReturn || s.place.View == OnAsk) {
		return act{verb: resume}
	}
	if s.place.View != OnCard && s.place.View != OnGuide {
		return act{verb: lost}
	}
	if s.astray {
		return act{verb: astray}
	}
	if s.place.GoesOn == s.place.At && a.verb != same && a.verb != stand {
		return act{verb: answer, text: text}
	}
	a.question = s.place.At
	q, _ := s.form.Plan.Question(s.place.At)
	switch {
	case q.Kind == outline.YesNo && a.verb == none:
		a.verb = no
	case q.Kind == outline.Choice && a.verb != same && a.verb != stand: // "không" may begin an option
		return act{verb: answer, text: text}
	}
	return a
}

// Button data is "verb", "verb|argument" or "verb|argument|argument".
var pressVerbs = map[string]verb{
	"none": none, "unknown": unknown, "same": same, "stand": stand, "yes": yes, "no": no, "opt": option, "pick": pick, "pass": pass, "halt": halt,
	"skip": skip, "done": done, "more": more, "amend": amend, "back": back, "open": open, "section": section, "menu": menu,
	"missing": missing, "review": review, "full": full, "figures": figures, "guide": guide, "history": history, "help": help, "resume": resume,
	"evidence": evidence, "remove": remove,
	"confirm": confirm, "send": send, "reopen": reopen, "return": sendBack, "team": team, "assign": assign,
}

// pressed reads a button's data as if it were forged: whatever does not name a
// known verb and a question of this report is a button of an earlier screen.
func (s *step) pressed(data string) act {
	parts := strings.Split(data, "|")
	v, ok := pressVerbs[parts[0]]
	if !ok || len(parts) > 3 {
		return act{verb: stale}
	}
	if v == pass || v == halt {
		return s.pressedProposal(v, parts)
	}
	a := act{verb: v}
	if len(parts) > 1 {
		a.question = flows.QuestionID(parts[1])
		a.n, _ = strconv.Atoi(parts[1])
	}
	if v == pick && (len(parts) != 3 || s.place.Choice == nil || parts[1] != strconv.Itoa(s.place.Choice.Turn)) {
		return act{verb: stale}
	}
	switch v {
	case pick:
		n, err := strconv.Atoi(parts[2])
		if err != nil {
			return act{verb: stale}
		}
		a.n = n
	case option:
		if len(parts) != 3 {
			return act{verb: stale}
		}
		a.text = parts[2]
	case assign:
		id, err := strconv.ParseInt(parts[len(parts)-1], 10, 64)
		if err != nil || len(parts) != 3 {
			return act{verb: stale}
		}
		a.person = flows.PersonID(id)
	}
	return a
}
