package bot

import (
	"testing"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/talk"
)

// A cadre who types a command of the office is told that it is the office's.
func TestCommandsOfTheOfficeAreKnownToBeItsOwn(t *testing.T) {
	mine := map[string]bool{}
	for _, c := range commandsFor([]flows.Member{{Role: flows.Cadre}}) {
		mine[c.Name] = true
	}
	for _, c := range commandsFor([]flows.Member{{Role: flows.Office}}) {
		_, people := peopleWishIn(telegram.Update{Kind: telegram.Message, Text: "/" + c.Name}, false) // answered with who may
		if !people && !mine[c.Name] && !talk.Understands(c.Name) && !talk.ForOffice(c.Name) {
			t.Errorf("/%s of the office is answered with the help of the conversation", c.Name)
		}
	}
}
