package main

import (
	"fmt"
	"regexp"
	"strings"
)

// botName is the user name of a bot in a flag, which people also write as @name or as the
// bot's address. A bot that is made has 5 characters or more, and a name that is bought may
// have 4: https://telegram.org/faq#usernames-and-t-me.
type botName string

var (
	botNames   = regexp.MustCompile(`^[A-Za-z0-9_]{4,32}$`)
	botAddress = regexp.MustCompile(`^(?i:(https?://)?(www\.)?(t|telegram)\.me/)?@?`)
)

// UnmarshalText reads the flag; kong puts its name before the error.
func (b *botName) UnmarshalText(text []byte) error {
	typed := strings.TrimSpace(string(text))
	if typed == "" { // as an environment variable may be
		*b = ""
		return nil
	}
	name := strings.TrimSuffix(strings.TrimPrefix(typed, botAddress.FindString(typed)), "/")
	if !botNames.MatchString(name) {
		return fmt.Errorf("%q is no user name of a bot: write it as Telegram shows it, such as baocao_mttq_bot, 4 to 32 letters, digits or _", typed)
	}
	*b = botName(name)
	return nil
}
