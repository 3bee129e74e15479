//lint:file-ignore ST1005 The texts are Telegram's own, letter by letter.

package emulator

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// entityTypes are the tags Telegram knows and the entity each one makes; those
// that need more than a type are finished in closeEntity.
var entityTypes = map[string]string{
	"a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"u": "underline", "ins": "underline", "tg-spoiler": "spoiler", "span": "spoiler",
	"tg-emoji": "custom_emoji", "tg-time": "", "pre": "pre", "code": "code", "blockquote": "blockquote",
}

func (p *htmlParser) startTag() error {
	begin := p.pos
	p.pos++
	name := strings.ToLower(p.skipUntil(isNameEnd))
	if p.pos == len(p.src) {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	if _, known := entityTypes[name]; !known {
		return fmt.Errorf("Unsupported start tag %q at byte offset %d", name, begin)
	}
	tag := openTag{name: name, offset: p.offset, begin: p.out.Len()}
	for {
		p.skipBlanks()
		if p.at(p.pos) == '>' {
			break
		}
		if err := p.attribute(&tag, begin); err != nil {
			return err
		}
	}
	p.pos++
	if name == "span" && tag.argument != "spoiler" {
		return fmt.Errorf(`Tag "span" must have class "tg-spoiler" at byte offset %d`, begin)
	}
	p.open = append(p.open, tag)
	return nil
}

// attribute reads one name="value", name=value or bare name.
func (p *htmlParser) attribute(tag *openTag, begin int) error {
	name := strings.ToLower(p.skipUntil(func(c byte) bool { return isNameEnd(c) || c == '=' }))
	if name == "" {
		if p.pos == len(p.src) {
			return fmt.Errorf("Unclosed start tag %q at byte offset %d", tag.name, begin)
		}
		return fmt.Errorf("Empty attribute name in the tag %q at byte offset %d", tag.name, begin)
	}
	p.skipBlanks()
	value := ""
	if p.at(p.pos) == '=' {
		p.pos++
		p.skipBlanks()
		if p.pos == len(p.src) {
			return fmt.Errorf("Unclosed start tag %q at byte offset %d", tag.name, begin)
		}
		var err error
		if value, err = p.attributeValue(); err != nil {
			return err
		}
	}
	if p.pos == len(p.src) {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	tag.take(name, value)
	return nil
}

func (p *htmlParser) attributeValue() (string, error) {
	quote := p.at(p.pos)
	if quote != '"' && quote != '\'' {
		begin := p.pos
		token := p.skipUntil(func(c byte) bool {
			return !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') && c != '.' && c != '-'
		})
		if !isNameEnd(p.at(p.pos)) || p.pos == len(p.src) {
			return "", fmt.Errorf("Unexpected end of name token at byte offset %d", begin)
		}
		return strings.ToLower(token), nil
	}
	p.pos++
	var value strings.Builder
	for p.pos < len(p.src) && p.src[p.pos] != quote {
		if r, size := decodeReference(p.src[p.pos:]); p.src[p.pos] == '&' && size > 0 {
			value.WriteRune(r)
			p.pos += size
			continue
		}
		value.WriteByte(p.src[p.pos])
		p.pos++
	}
	if p.pos < len(p.src) {
		p.pos++
	}
	return value.String(), nil
}

// take keeps the one attribute that means something for the tag.
func (t *openTag) take(name, value string) {
	switch {
	case t.name == "a" && name == "href", t.name == "tg-emoji" && name == "emoji-id":
		t.argument = value
	case t.name == "code" && name == "class" && strings.HasPrefix(value, "language-"):
		t.argument = strings.TrimPrefix(value, "language-")
	case t.name == "span" && name == "class" && strings.HasPrefix(value, "tg-"):
		t.argument = strings.TrimPrefix(value, "tg-")
	case t.name == "blockquote" && name == "expandable":
		t.argument = "expandable"
	}
}

func (p *htmlParser) closeEntity(tag openTag) {
	e := Entity{Type: entityTypes[tag.name], Offset: tag.offset, Length: p.offset - tag.offset}
	switch tag.name {
	case "tg-time":
		return
	case "a":
		target := tag.argument
		if target == "" {
			target = p.out.String()[tag.begin:]
		}
		if !e.link(target) {
			return
		}
	case "tg-emoji":
		e.EmojiID = tag.argument
	case "code":
		e.Language = tag.argument // dropped later unless a pre has the same extent
	case "pre":
		if n := len(p.entities); n > 0 {
			if inner := p.entities[n-1]; inner.Type == "code" && inner.Offset == e.Offset && inner.Length == e.Length {
				e.Language = inner.Language
				p.entities = p.entities[:n-1]
			}
		}
	case "blockquote":
		if tag.argument != "" {
			e.Type = "expandable_blockquote"
		}
	}
	p.entities = append(p.entities, e)
}

// link points the entity at a web address or at a person. A target that is
// neither makes no entity, and the text stays plain.
func (e *Entity) link(target string) bool {
	if id, ok := strings.CutPrefix(target, "tg://user?id="); ok {
		n, err := strconv.ParseInt(id, 10, 64)
		e.Type, e.User = "text_mention", &user{ID: n}
		return err == nil
	}
	if !strings.Contains(target, "://") {
		target = "http://" + target
	}
	u, err := url.Parse(target)
	if err != nil || u.Scheme != "tg" && !strings.Contains(u.Hostname(), ".") {
		return false
	}
	if u.Path == "" && u.Scheme != "tg" {
		u.Path = "/"
	}
	e.URL = u.String()
	return true
}
