package emulator

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longestText    = 4096      // code points after parsing
	longestCaption = 1024      // code points after parsing
	longestRaw     = 32_768    // bytes before parsing
	blanks         = " \n\t\r" // cut from both ends of a message
)

func utf16Size(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// utf16Len is the length of s in UTF-16 code units, in which entities count.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16Size(r)
	}
	return n
}

// sortEntities puts outer entities before inner ones, and drops the language of
// a lone code, which only pre can carry.
func sortEntities(entities []Entity) []Entity {
	for i := range entities {
		if entities[i].Type == "code" {
			entities[i].Language = ""
		}
	}
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
	return entities
}

// readText parses a text or caption as parse_mode says, trims it and marks the
// commands in it. It does not judge the length after parsing.
func readText(raw, mode string) (string, []Entity, *apiError) {
	switch {
	case len(raw) > longestRaw:
		return "", nil, badRequest("text is too long")
	case !utf8.ValidString(raw):
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	text, entities := strings.ReplaceAll(raw, "\r", ""), []Entity(nil)
	switch strings.ToLower(mode) {
	case "":
	case "html":
		var err error
		if text, entities, err = parseHTML(text); err != nil {
			return "", nil, badRequest("can't parse entities: " + err.Error())
		}
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	text, entities = trim(text, entities)
	return text, addCommands(text, entities), nil
}

// trim cuts blanks at both ends, at the front only up to the first entity, and
// cuts the entities with them.
func trim(text string, entities []Entity) (string, []Entity) {
	text = strings.TrimRight(text, blanks)
	end := utf16Len(text)
	cut := len(text) - len(strings.TrimLeft(text, blanks)) // blanks are one byte and one unit each
	if len(entities) > 0 {
		cut = min(cut, entities[0].Offset)
	}
	var kept []Entity
	for _, e := range entities {
		e.Length = min(e.Length, end-e.Offset)
		e.Offset -= cut
		if e.Length > 0 {
			kept = append(kept, e)
		}
	}
	return text[min(cut, len(text)):], kept
}

// addCommands marks each /command outside of code.
func addCommands(text string, entities []Entity) []Entity {
	before := ' '
	for i, r := range text {
		if r == '/' && !isWord(before) && !strings.ContainsRune("/<>", before) {
			if size := commandSize(text[i:]); size > 0 {
				e := Entity{Type: "bot_command", Offset: utf16Len(text[:i]), Length: size}
				if !insideCode(e, entities) {
					entities = append(entities, e)
				}
			}
		}
		before = r
	}
	return sortEntities(entities)
}

// commandSize is the length of "/name" or "/name@bot" at the start of s in
// bytes, which are all ASCII; 0 when it is no command.
func commandSize(s string) int {
	const longest, longestBot = 64, 32
	size := 1 + spanOf(s[1:], isNameByte)
	if size == 1 || size > 1+longest {
		return 0
	}
	if size < len(s) && s[size] == '@' {
		bot := spanOf(s[size+1:], isNameByte)
		if bot >= 3 && bot <= longestBot {
			size += 1 + bot
		}
	}
	next, _ := utf8.DecodeRuneInString(s[size:])
	if size < len(s) && (isWord(next) || strings.ContainsRune("/<>", next)) {
		return 0
	}
	return size
}

func isNameByte(c byte) bool {
	return isDigit(c) || c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func insideCode(e Entity, entities []Entity) bool {
	return slices.ContainsFunc(entities, func(outer Entity) bool {
		return (outer.Type == "code" || outer.Type == "pre") &&
			e.Offset < outer.Offset+outer.Length && outer.Offset < e.Offset+e.Length
	})
}
