package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
)

// guard stands between the bytes of an XML part and encoding/xml, which would take up
// one tag or text whole however long it is. It counts what is unpacked against what
// the whole workbook may take, bounds a tag and the text between two, and lets through
// no "<!": neither document types with their entities nor the comments and CDATA that
// programs do not write into workbooks, so that it never loses track of where a tag
// ends.
type guard struct {
	from *bufio.Reader
	left *int64 // bytes that the workbook may still unpack
	in   byte   // what it is in: text, '<' a tag, '?' an instruction, or a quote
	last byte
	run  int // bytes of the tag or text so far
}

const outside = 0

// ReadByte is what encoding/xml reads by.
func (g *guard) ReadByte() (byte, error) {
	b, err := g.from.ReadByte()
	if err != nil {
		return 0, err
	}
	if *g.left--; *g.left < 0 {
		return 0, errUnpacked
	}
	if g.run++; g.run > maxToken {
		return 0, errBroken
	}
	err = g.see(b)
	g.last = b
	return b, err
}

func (g *guard) see(b byte) error {
	switch g.in {
	case outside:
		if b == '<' {
			g.in, g.run = '<', 0
		}
	case '<':
		switch {
		case b == '>':
			g.in, g.run = outside, 0
		case b == '"' || b == '\'':
			g.in = b
		case g.run == 1 && b == '!':
			return errBroken
		case g.run == 1 && b == '?':
			g.in = '?'
		}
	case '?':
		if b == '>' && g.last == '?' {
			g.in, g.run = outside, 0
		}
	case b:
		g.in = '<'
	}
	return nil
}

// Read is not used by encoding/xml, which wants it all the same.
func (g *guard) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := g.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

// tokens are the tokens of one part.
type tokens struct {
	dec   *xml.Decoder
	depth int
}

func newTokens(from io.Reader, left *int64) *tokens {
	return &tokens{dec: xml.NewDecoder(&guard{from: bufio.NewReader(from), left: left})}
}

// next gives the next token; io.EOF at the end of a part that is whole. Its bytes are
// good until the next call.
func (t *tokens) next() (xml.Token, error) {
	token, err := t.dec.Token()
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, errUnpacked):
		return nil, err
	case err != nil:
		return nil, errBroken
	}
	switch token.(type) {
	case xml.StartElement:
		if t.depth++; t.depth > maxDepth {
			return nil, errBroken
		}
	case xml.EndElement:
		t.depth--
	}
	return token, nil
}

// attribute gives an attribute of an element by its name without a prefix.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
