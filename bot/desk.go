package bot

import (
	"crypto/sha256"
	"encoding/base32"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/talk"
	"baocaobot/storage"
)

// commandDesks is what a person types or presses to change to another report.
const commandDesks = "doi"

// typedDesks is "đổi", "doi" or "/doi", with a number or without; "đội 3" is a name.
var typedDesks = regexp.MustCompile(`^(?:/?doi|đổi)(?: +(\d+))?$`)

// wantsDesks reads the wish for another report; chosen is its number in the list,
// from 1, or 0 for the list itself.
func wantsDesks(u telegram.Update) (chosen int, wants bool) {
	number, pressed := strings.CutPrefix(u.Data, commandDesks+"|")
	if u.Kind != telegram.Press {
		found := typedDesks.FindStringSubmatch(strings.ToLower(norm.NFC.String(strings.TrimSpace(u.Text))))
		if found == nil {
			return 0, false
		}
		number, pressed = found[1], true
	}
	chosen, _ = strconv.Atoi(number)
	return chosen, pressed
}

// inOrder sorts desks the way the list numbers them, whichever is in use: newest
// round first, then the office's order of units.
func inOrder(desks []storage.Desk) []storage.Desk {
	sorted := slices.Clone(desks)
	slices.SortStableFunc(sorted, func(a, b storage.Desk) int {
		if d := b.Round.Opened.Compare(a.Round.Opened); d != 0 {
			return d
		}
		return a.Unit.Order - b.Unit.Order
	})
	return sorted
}

// changeDesk shows the reports of this person, or goes to the chosen one.
func (t turn) changeDesk(desks []storage.Desk, chosen int) (reply, error) {
	sorted := inOrder(desks)
	if chosen < 1 || chosen > len(sorted) {
		return reply{screen: screenDesks(sorted)}, nil
	}
	return t.talk(sorted, chosen-1, talk.Input{})
}

// undecided tells that a person has several open reports and has been in none.
func undecided(desks []storage.Desk) bool {
	open := 0
	for _, d := range desks {
		if d.Visited {
			return false
		}
		if d.Round.Closed.IsZero() {
			open++
		}
	}
	return open > 1
}

// askDesk asks somebody who is undecided which report to begin with; asked is false for
// an update that says so itself, as the button of a notice and a reply to a card do.
func (t turn) askDesk(desks []storage.Desk) (r reply, asked bool, err error) {
	data, _ := untagged(t.update.Data, desks)
	_, card := t.replied(desks)
	if t.update.Kind == telegram.Press && data != noButton || card != "" {
		return reply{}, false, nil
	}
	if n := numberIn(flows.Fold(t.update.Text)); n > 0 && n <= len(desks) && t.update.Kind == telegram.Message {
		r, err = t.changeDesk(desks, n)
		return r, true, err
	}
	return reply{screen: screenWhichDesk(inOrder(desks))}, true, nil
}

// tagLength is what a tag takes of the 64 bytes of a button; talk leaves them free.
const tagLength = 7

// tag tells the buttons of one desk from those of another.
func tag(d storage.Desk) string {
	sum := sha256.Sum256([]byte(string(d.Round.ID) + "/" + string(d.Unit.ID)))
	return "~" + base32.StdEncoding.EncodeToString(sum[:])[:tagLength-1]
}

// tagged is a screen whose buttons name their desk; the one it is made of, which others may
// share, stays as it is.
func tagged(s flows.Screen, d storage.Desk) flows.Screen {
	end := tag(d)
	s.Buttons = slices.Clone(s.Buttons)
	for i, row := range s.Buttons {
		s.Buttons[i] = slices.Clone(row)
		for j := range row {
			s.Buttons[i][j].Data += end
		}
	}
	return s
}

// noButton is data that no button of the conversation carries.
const noButton = "?"

// untagged gives the data of a pressed button and the place of its desk among a
// person's desks. Data without a tag of theirs is no button, at the desk in use.
func untagged(data string, desks []storage.Desk) (string, int) {
	bare := data[:max(len(data)-tagLength, 0)]
	for i, d := range desks {
		if data == bare+tag(d) {
			return bare, i
		}
	}
	return noButton, 0
}
