package opening

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"

	"baocaobot/flows"
)

// verb is what an input asks for.
type verb string

const (
	show   verb = ""
	answer verb = "answer" // typed, to what is asked
	choice verb = "choice" // a button that answers
	change verb = "change" // a line of the summary
	pages  verb = "page"   // of the units
	toggle verb = "unit"   // one unit, in or out
	back   verb = "back"
	drop   verb = "drop"
	leave  verb = "leave" // the answer to whether the draft is given up
	yes    verb = "open"
	file   verb = "file"
	inert  verb = "inert" // a button of the cards shown as a cadre sees them
	stale  verb = "stale"
)

// act is an input understood.
type act struct {
	verb verb
	ask  Ask // of change
	arg  string
	text string
}

// Prefix begins the data of every button of these screens; behind it come the number of
// the draft, a verb and what it is about.
const Prefix = "mo"

func press(d Draft, v verb, arg string) string {
	return fmt.Sprintf("%s|%d|%s|%s", Prefix, d.Number, v, arg)
}

// tag tells one thing from another in a button, which has room for 64 bytes.
func tag(id string) string {
	sum := sha256.Sum256([]byte(id))
	return base32.StdEncoding.EncodeToString(sum[:])[:8]
}

// orders are whole messages, folded, that are understood at every step.
var orders = map[string]act{
	"quay lai": {verb: back}, "ve truoc": {verb: back},
	"bo": {verb: drop}, "thoi": {verb: drop}, "huy": {verb: drop}, "bo dot": {verb: drop}, "khong mo": {verb: drop}, "khong mo nua": {verb: drop},
}

// lines are the lines of the summary as they are typed, by name or by number.
var lines = map[string]Ask{
	"1": ForOutline, "de cuong": ForOutline,
	"2": ForPeriod, "ky": ForPeriod, "ky bao cao": ForPeriod,
	"3": ForUnits, "don vi": ForUnits,
	"4": ForCutOff, "so lieu": ForCutOff, "so lieu tinh den": ForCutOff, "tinh den": ForCutOff,
	"5": ForDeadline, "han": ForDeadline, "han nop": ForDeadline, "han gui": ForDeadline,
	"6": ForPrevious, "dot truoc": ForPrevious,
	"7": ForLeader, "lanh dao": ForLeader, "lanh dao duyet": ForLeader,
	"8": ForAmend, "sua bao cao": ForAmend, "cach sua": ForAmend,
	"9": ForTargets, "chi tieu": ForTargets, "giao chi tieu": ForTargets,
	"10": ForName, "ten": ForName, "ten dot": ForName,
	"xem": ForSight, "xem thu": ForSight, "xem nhu can bo": ForSight,
}

// consents are the words that open a round. None of them answers another question, so
// that an answer sent twice opens nothing.
var consents = map[string]bool{"mo dot": true, "mo": true, "dong y": true}

func (d Draft) understand(in Input) act {
	switch {
	case in.File != nil:
		return act{verb: file}
	case in.Press != "":
		return d.pressed(in.Press)
	case strings.TrimSpace(in.Text) == "":
		return act{}
	}
	words := strings.Trim(flows.Fold(in.Text), " .!")
	if d.Leaving {
		return leaving(words)
	}
	if a, ok := orders[words]; ok && (d.Ask != ForUnits || words != "bo") { // "bỏ 3, 5", sent too early
		return a
	}
	line, named := lines[strings.TrimPrefix(strings.TrimPrefix(words, "sua "), "doi ")]
	switch {
	case d.Ask == ForYes && named:
		return act{verb: change, ask: line}
	case d.Ask == ForYes && consents[words]:
		return act{verb: yes}
	default:
		return act{verb: answer, text: strings.TrimSpace(in.Text)}
	}
}

// pressed takes a button of the draft's own screen; any other is stale.
func (d Draft) pressed(data string) act {
	parts := strings.SplitN(data, "|", 4)
	if len(parts) != 4 || parts[0] != Prefix || parts[1] != strconv.FormatInt(d.Number, 10) {
		return act{verb: stale}
	}
	a := act{verb: verb(parts[2]), arg: parts[3]}
	switch a.verb {
	case change:
		a.ask = Ask(a.arg)
		return a
	case choice, pages, toggle, back, drop, leave, yes, inert:
		return a
	default:
		return act{verb: stale}
	}
}
