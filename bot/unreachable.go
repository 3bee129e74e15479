package bot

import (
	"strings"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
)

const commandUnreachable = "khonglienlac"

// wantsUnreachable reads the wish for the list of people whom no message reaches.
func wantsUnreachable(u telegram.Update) bool {
	words := strings.ReplaceAll(strings.TrimPrefix(flows.Fold(u.Text), "/"), " ", "")
	return words == commandUnreachable || words == "khonglienlacduoc"
}

func (t turn) unreachable() (reply, error) {
	people, err := t.tx.Unreachable()
	return reply{screen: screenUnreachable(people)}, err
}
