package desk

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/talk"
)

// verb is what an input asks for.
type verb string

const (
	pass       verb = "" // nothing of the office's
	help       verb = "help"
	look       verb = "view" // at a view that needs no more
	page       verb = "page"
	rounds     verb = "rounds" // list them
	round      verb = "round"  // choose one
	units      verb = "units"  // find one by words, or list all
	unit       verb = "unit"
	items      verb = "items"
	item       verb = "item"
	allFigures verb = "figures"
	oneFigure  verb = "figure"
	file       verb = "file"
	pick       verb = "pick" // a question of OnChoose, in or out
	chosen     verb = "chosen"
	prepare    verb = "prepare" // a deed
	approve    verb = "approve" // at once: the report that the button was drawn for
	book       verb = "book"
	picture    verb = "picture"
	numbers    verb = "numbers" // typed where a list is
	words      verb = "words"   // typed where they are awaited
	yes        verb = "yes"
	back       verb = "back"
	edited     verb = "edited"
	stale      verb = "stale"
	nonsense   verb = "nonsense"
)

// act is an input understood.
type act struct {
	verb  verb
	view  View
	deed  Kind
	tag   string // of the unit or the round that a button was drawn for
	n     []int64
	words string
}

// commands are whole messages, folded, with or without a slash, and in one word too.
var commands = flows.Spelled(map[string]act{
	"tien do": {verb: look, view: OnProgress},
	"tre han": {verb: look, view: OnLate}, "chua gui": {verb: look, view: OnLate},
	"theo muc":    {verb: look, view: OnSections},
	"danh sach":   {verb: look, view: OnList},
	"anh tien do": {verb: picture},
	"tong hop":    {verb: book},
	"don vi":      {verb: units},
	"chi tieu":    {verb: items}, "so": {verb: items},
	"van phong":    {verb: help},
	"duyet tat ca": {verb: prepare, deed: ApproveAll}, "duyet het": {verb: prepare, deed: ApproveAll},
	"canh bao": {verb: look, view: OnDoubts}, "xem so lieu": {verb: allFigures}, "xem minh chung": {verb: look, view: OnEvidence},
})

// deeds are what is done to a unit: the one on the screen, or the one named behind.
var deeds = flows.Spelled(map[string]Kind{
	"yeu cau chinh ly": Revise, "chinh ly": Revise,
	"duyet": Approve, "bo duyet": Unapprove,
	"mien": Excuse, "bo mien": Unexcuse,
	"sua ho": Correct,
})

// searches are words before what is searched for.
var searches = flows.Spelled(map[string]verb{"don vi": units, "so": items, "chi tieu": items})

// Wants tells that an input is the office's, and not for the unit's own conversation.
func Wants(place Place, in Input) bool { return place.understand(in).verb != pass }

func (p Place) understand(in Input) act {
	switch {
	case in.Press != "":
		return pressed(in.Press)
	case in.Edited && in.Cadre, strings.TrimSpace(in.Text) == "":
		return act{}
	case in.Edited:
		return act{verb: edited}
	default:
		return p.typed(in)
	}
}

func (p Place) typed(in Input) act {
	folded := strings.Trim(flows.Fold(in.Text), " .!")
	slash := strings.HasPrefix(folded, "/")
	bare := strings.Join(strings.Fields(strings.ReplaceAll(strings.TrimPrefix(folded, "/"), "_", " ")), " ")
	if a, ok := p.roundTyped(in); ok {
		return a
	}
	if a, ok := command(bare); ok && !p.ofTheUnit(in, bare, slash) {
		return a
	}
	prose := p.View == OnReason || p.View == OnValue
	if a, ok := named(bare); ok && (slash || !in.Cadre && !prose) {
		a.words = asTyped(in.Text, a.words)
		return a
	}
	switch a := p.answer(in.Text, bare); {
	case slash && a.verb != back && a.verb != chosen:
		return act{}
	case !p.Awaits() && a.verb == back && !in.Cadre:
		return a
	case !p.Awaits(), in.Cadre && a.verb == words && talk.IsCommand(in.Text):
		return act{}
	default:
		return a
	}
}

// roundForm is "/doi", "đổi 2", "/doidot", "đổi đợt 2"; "đội 2" is a name.
var roundForm = regexp.MustCompile(`^(/?)(?:doi|đổi)( ?(?:dot|đợt))?(?: +(\d{1,6}))?$`)

// roundTyped reads the wish for another round. Somebody who also reports for a unit means
// the report by "/doi" alone.
func (p Place) roundTyped(in Input) (a act, ok bool) {
	found := roundForm.FindStringSubmatch(strings.ToLower(norm.NFC.String(strings.TrimSpace(in.Text))))
	prose := p.View == OnReason || p.View == OnValue
	switch {
	case found == nil, in.Cadre && found[2] == "", prose && found[1] == "":
		return a, false
	case found[3] == "":
		return act{verb: rounds}, true
	default:
		return act{verb: round, n: numbersIn(found[3])}, true
	}
}

// ofTheUnit tells that a person who also reports for a unit means the unit's own
// conversation by a word that both know, or that is as short as an answer.
func (p Place) ofTheUnit(in Input, bare string, slash bool) bool {
	const shortest = 5
	return in.Cadre && !p.Awaits() && (talk.Understands(bare) || !slash && len(bare) < shortest)
}

// command reads a message that is a command and nothing more.
func command(bare string) (act, bool) {
	if deed, ok := deeds[bare]; ok {
		return act{verb: prepare, deed: deed}, true
	}
	a, ok := commands[bare]
	return a, ok
}

// named reads a command with the unit or the question it is about.
func named(bare string) (act, bool) {
	for n := range 3 {
		first, rest := cutWords(bare, 3-n)
		deed, isDeed := deeds[first]
		search, isSearch := searches[first]
		switch {
		case rest == "":
		case isDeed:
			return act{verb: prepare, deed: deed, words: rest}, true
		case isSearch:
			return act{verb: search, words: rest}, true
		}
	}
	return act{}, false
}

// asTyped is the end of a message, of which these are the folded words, to be shown to
// whoever typed it.
func asTyped(text, words string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "_", " ")), " ")
	all := strings.Fields(strings.Trim(text, " .!"))
	tail := strings.Join(all[max(0, len(all)-len(strings.Fields(words))):], " ")
	if flows.Fold(tail) != words { // a word of marks alone
		return words
	}
	return tail
}

// cutWords parts the first n words from the rest.
func cutWords(s string, n int) (first, rest string) {
	all := strings.Fields(s)
	if len(all) <= n {
		return s, ""
	}
	return strings.Join(all[:n], " "), strings.Join(all[n:], " ")
}

var (
	leaving   = flows.Spelled(map[string]bool{"thoi": true, "huy": true, "quay lai": true, "lui": true, "tro lai": true})
	agreeing  = []string{"dong y", "co", "xac nhan", "dung", "ok"}
	refusing  = []string{"khong", "khong dong y", "ko", "chua"}
	going     = flows.Spelled(map[string]bool{"tiep": true, "xong": true, "tiep tuc": true})
	pageTyped = regexp.MustCompile(`^trang (\d{1,4})$`)
	listTyped = regexp.MustCompile(`^(?:muc )?\d{1,6}(?:(?: ?[,;+] ?| va | )(?:muc )?\d{1,6})*$`)
	digits    = regexp.MustCompile(`\d+`)
)

// answer reads what is typed where something is awaited.
func (p Place) answer(text, bare string) act {
	lists := p.View != OnReason && p.View != OnValue && p.View != OnConfirm
	switch {
	case leaving[bare], p.View == OnConfirm && slices.Contains(refusing, bare):
		return act{verb: back}
	case p.View == OnConfirm && slices.Contains(agreeing, bare):
		return act{verb: yes, n: []int64{int64(p.Asked)}}
	case p.View == OnChoose && going[bare]:
		return act{verb: chosen}
	case lists && pageTyped.MatchString(bare):
		n, _ := strconv.ParseInt(pageTyped.FindStringSubmatch(bare)[1], 10, 64)
		return act{verb: page, n: []int64{n - 1}}
	case lists && listTyped.MatchString(bare), p.View == OnChoose && spansTyped.MatchString(bare):
		return act{verb: numbers, n: numbersIn(bare), words: bare}
	default:
		return act{verb: words, words: text}
	}
}

func numbersIn(s string) (list []int64) {
	for _, d := range digits.FindAllString(s, -1) {
		n, _ := strconv.ParseInt(d, 10, 64)
		list = append(list, n)
	}
	return list
}
