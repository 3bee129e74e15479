//lint:file-ignore ST1005 The texts are Telegram's own, letter by letter.

package emulator

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseHTML turns a text of parse_mode HTML into plain text and entities. It
// reads as tdlib does, byte by byte, and its errors have the same words; byte
// offsets count in src.
func parseHTML(src string) (string, []Entity, error) {
	p := htmlParser{src: src}
	for p.pos < len(src) {
		var err error
		switch {
		case src[p.pos] == '&':
			err = p.reference()
		case src[p.pos] != '<':
			p.copyRune()
		case p.at(p.pos+1) == '/':
			err = p.endTag()
		default:
			err = p.startTag()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if len(p.open) > 0 {
		last := p.open[len(p.open)-1]
		return "", nil, fmt.Errorf("Can't find end tag corresponding to start tag %q", last.name)
	}
	return p.out.String(), sortEntities(p.entities), nil
}

type htmlParser struct {
	src      string
	pos      int
	out      strings.Builder
	offset   int // UTF-16 units written
	open     []openTag
	entities []Entity
}

type openTag struct {
	name     string
	argument string // href, language, emoji id, "spoiler" or "expandable"
	offset   int    // UTF-16 units before the tag's text
	begin    int    // bytes before the tag's text
}

// at is the byte at i, 0 beyond the end.
func (p *htmlParser) at(i int) byte {
	if i >= len(p.src) {
		return 0
	}
	return p.src[i]
}

func (p *htmlParser) write(r rune) {
	p.out.WriteRune(r)
	p.offset += utf16Size(r)
}

func (p *htmlParser) copyRune() {
	r, size := utf8.DecodeRuneInString(p.src[p.pos:])
	p.write(r)
	p.pos += size
}

func (p *htmlParser) reference() error {
	r, size := decodeReference(p.src[p.pos:])
	if size == 0 {
		p.copyRune()
		return nil
	}
	if r >= 0xD800 && r <= 0xDFFF {
		return errors.New("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	p.write(r)
	p.pos += size
	return nil
}

// decodeReference reads "&lt;", "&#60" or "&#x3C;" at the start of s. The size
// is 0 when it is none that Telegram knows.
func decodeReference(s string) (r rune, size int) {
	end := 1
	switch {
	case strings.HasPrefix(s, "&#x"):
		end = 3 + spanOf(s[3:], func(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' })
		r = number(s[3:end], 16)
	case strings.HasPrefix(s, "&#"):
		end = 2 + spanOf(s[2:], isDigit)
		r = number(s[2:end], 10)
	default:
		end = 1 + spanOf(s[1:], func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' })
		r = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}[s[1:end]]
	}
	if r == 0 || r >= 0x10FFFF || end >= 10 {
		return 0, 0
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	return r, end
}

func number(digits string, base int) rune {
	n, err := strconv.ParseInt(digits, base, 32)
	if err != nil {
		return 0
	}
	return rune(n)
}

// spanOf counts the leading bytes of s that belong.
func spanOf(s string, belongs func(byte) bool) int {
	n := 0
	for n < len(s) && belongs(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isBlank counts the end of the text (0) as a blank, as tdlib does.
func isBlank(c byte) bool {
	return c == 0 || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v'
}

func isNameEnd(c byte) bool { return isBlank(c) || c == '>' }

func (p *htmlParser) skipBlanks() {
	for p.pos < len(p.src) && isBlank(p.src[p.pos]) {
		p.pos++
	}
}

func (p *htmlParser) skipUntil(stop func(byte) bool) string {
	from := p.pos
	for p.pos < len(p.src) && !stop(p.src[p.pos]) {
		p.pos++
	}
	return p.src[from:p.pos]
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return fmt.Errorf("Unexpected end tag at byte offset %d", begin)
	}
	p.pos += 2
	name := strings.ToLower(p.skipUntil(isNameEnd))
	p.skipBlanks()
	if p.at(p.pos) != '>' {
		return fmt.Errorf("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return fmt.Errorf(`Unmatched end tag at byte offset %d, expected "</%s>", found "</%s>"`, begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.offset > tag.offset {
		p.closeEntity(tag)
	}
	return nil
}
