package desk

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"

	"baocaobot/flows"
)

// Button data is "o|verb|tag|numbers…". The tag names the round, or a unit in it, so that
// the button of an older screen goes to its own unit; numbers are those of the table. All
// of it is read as if it were forged.

const pressPrefix = "o|"

// tag names a round, or one of its units, in few bytes.
func tag(round flows.RoundID, unit flows.UnitID) string {
	sum := sha256.Sum256([]byte(string(round) + "/" + string(unit)))
	return base32.StdEncoding.EncodeToString(sum[:])[:8]
}

func button(label, verb, tag string, n ...int64) flows.Button {
	data := pressPrefix + verb + "|" + tag
	for _, one := range n {
		data += "|" + strconv.FormatInt(one, 10)
	}
	return flows.Button{Label: label, Data: data}
}

// Drew tells that the desk drew a button, by its data.
func Drew(data string) bool { return pressed(data).verb != pass }

// presses are the verbs of buttons: views, deeds, and the rest.
var presses = map[string]act{
	"help": {verb: help}, "progress": {verb: look, view: OnProgress}, "late": {verb: look, view: OnLate},
	"sections": {verb: look, view: OnSections}, "list": {verb: look, view: OnList}, "doubts": {verb: look, view: OnDoubts},
	"evidence": {verb: look, view: OnEvidence}, "page": {verb: page}, "rounds": {verb: rounds}, "round": {verb: round},
	"units": {verb: units}, "unit": {verb: unit}, "items": {verb: items}, "item": {verb: item}, "figures": {verb: allFigures}, "figure": {verb: oneFigure},
	"file": {verb: file}, "pick": {verb: pick}, "chosen": {verb: chosen}, "picture": {verb: picture}, "book": {verb: book},
	"revise": {verb: prepare, deed: Revise}, "approve": {verb: approve}, "approveall": {verb: prepare, deed: ApproveAll},
	"unapprove": {verb: prepare, deed: Unapprove}, "excuse": {verb: prepare, deed: Excuse}, "unexcuse": {verb: prepare, deed: Unexcuse},
	"correct": {verb: prepare, deed: Correct}, "yes": {verb: yes}, "back": {verb: back},
}

// pressed reads a button. Bare words are those of the buttons that every version had.
func pressed(data string) act {
	if data == "tiendo" || data == "tonghop" {
		return commands[data]
	}
	rest, ours := strings.CutPrefix(data, pressPrefix)
	if !ours {
		return act{}
	}
	parts := strings.Split(rest, "|")
	a, known := presses[parts[0]]
	if !known || len(parts) < 2 || len(parts) > 5 || parts[1] == "" {
		return act{verb: stale}
	}
	a.tag = parts[1]
	for _, part := range parts[2:] {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil || n < 0 {
			return act{verb: stale}
		}
		a.n = append(a.n, n)
	}
	return a
}

// first gives the first number of an act, 0 without one.
func (a act) first() int64 {
	if len(a.n) == 0 {
		return 0
	}
	return a.n[0]
}

// pager gives the buttons to the pages beside this one.
func pager(at, pages int, tag string) []flows.Button {
	if pages < 2 {
		return nil
	}
	var row []flows.Button
	if at > 0 {
		row = append(row, button("◀", "page", tag, int64(at-1)))
	}
	row = append(row, button(fmt.Sprintf("%d/%d", at+1, pages), "page", tag, int64(at)))
	if at < pages-1 {
		row = append(row, button("▶", "page", tag, int64(at+1)))
	}
	return row
}
