package bot

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baocaobot/bot/telegram"
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
	return t.talk(sorted[chosen-1], len(desks) > 1, true)
}
