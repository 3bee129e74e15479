package emulator

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf8"
)

const (
	mostCommands       = 100
	longestDescription = 256 // characters
)

// Command is one entry of the bot's menu.
type Command struct {
	Name        string `json:"command"`
	Description string `json:"description"`
}

var commandName = regexp.MustCompile(`^/?[a-z0-9_]{1,32}$`)

func (s *Server) setMyCommands(p params) (any, *apiError) {
	key, refused := scopeOf(p)
	if refused != nil {
		return nil, refused
	}
	var list []Command
	if json.Unmarshal([]byte(p.get("commands")), &list) != nil {
		return nil, badRequest("can't parse commands JSON object")
	}
	if len(list) > mostCommands {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range list {
		length := utf8.RuneCountInString(c.Description)
		switch {
		case !commandName.MatchString(c.Name):
			return nil, badRequest("BOT_COMMAND_INVALID")
		case length == 0 || length > longestDescription:
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.commands[key] = list
	return true, nil
}

func (s *Server) getMyCommands(p params) (any, *apiError) {
	key, refused := scopeOf(p)
	if refused != nil {
		return nil, refused
	}
	if list := s.commands[key]; list != nil {
		return list, nil
	}
	return []Command{}, nil
}

func (s *Server) deleteMyCommands(p params) (any, *apiError) {
	key, refused := scopeOf(p)
	if refused != nil {
		return nil, refused
	}
	delete(s.commands, key)
	return true, nil
}

// scopeOf names the list of commands that a call is about: "chat:1001 vi".
func scopeOf(p params) (string, *apiError) {
	scope := struct {
		Type   string          `json:"type"`
		ChatID json.RawMessage `json:"chat_id"`
	}{Type: "default"}
	if raw := p.get("scope"); raw != "" && json.Unmarshal([]byte(raw), &scope) != nil {
		return "", badRequest("can't parse BotCommandScope JSON object")
	}
	switch scope.Type {
	case "default", "all_private_chats":
		return scope.Type + " " + p.get("language_code"), nil
	case "chat":
		text := string(scope.ChatID)
		if unquoted, err := strconv.Unquote(text); err == nil {
			text = unquoted
		}
		return fmt.Sprintf("chat:%s %s", text, p.get("language_code")), nil
	}
	return "", badRequest("unsupported type specified")
}

// Commands is the bot's menu as this person sees it: the closest scope that has
// one, in Vietnamese before the common one.
func (p *Phone) Commands() []Command {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, scope := range []string{fmt.Sprintf("chat:%d", p.id), "all_private_chats", "default"} {
		for _, language := range []string{" vi", " "} {
			if list := s.commands[scope+language]; len(list) > 0 {
				return append([]Command(nil), list...)
			}
		}
	}
	return nil
}
