package outline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// shape says which keys a part of the file has.
type shape struct {
	name     string // what a clerk calls it
	required []string
	optional []string
}

var (
	outlineShape = shape{anOutline, []string{"id", "title", "sections"}, []string{"letter", "levels"}}
	levelShape   = shape{aLevel, []string{"id", "name", "kinds"}, nil}
	sectionShape = shape{aSection, []string{"id", "heading"}, []string{"guidance", "cards", "sections"}}
	cardShape    = shape{aCard, []string{"id", "line", "items"}, nil}
	itemShape    = shape{anItem, []string{"id", "cite", "kind", "label"}, []string{
		"section", "unit", "options", "levels", "quantity_named",
		"stock", "counted", "at_most", "at_least", "names_of", "only_if", "positive_if", "formula", "checks",
	}}
	checkShape = shape{aCheck, []string{"rule", "say"}, []string{"strength"}}
)

// fields is one mapping of the file, key by key. A key that is absent or wrong
// reads as nothing; what is wrong has been said once.
type fields struct {
	*reader
	node  *yaml.Node
	nodes map[string]*yaml.Node
}

func (r *reader) fields(n *yaml.Node, s shape) fields {
	f := fields{r, n, map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		if n.Kind != yaml.AliasNode {
			r.wrong(n, wantKeys(s.name, s.required))
		}
		return f
	}
	f.fill(s)
	for _, key := range s.required {
		if f.nodes[key] == nil {
			r.wrong(n, missingKey(key, s.name))
		}
	}
	return f
}

// fill sorts the values by key. A mistyped key stands in for the one it most
// likely meant, so that one slip is one mistake.
func (f fields) fill(s shape) {
	known := slices.Concat(s.required, s.optional)
	meant := map[string]*yaml.Node{}
	for i := 0; i+1 < len(f.node.Content); i += 2 {
		key, value := f.node.Content[i], f.node.Content[i+1]
		switch {
		case !slices.Contains(known, key.Value):
			near := nearest(key.Value, known)
			f.wrong(key, unknownKey(key.Value, s.name, near, known))
			meant[near] = value
		case f.nodes[key.Value] != nil:
			f.wrong(key, keyTwice(key.Value, s.name))
		default:
			f.nodes[key.Value] = value
		}
	}
	for _, key := range known {
		if f.nodes[key] == nil && meant[key] != nil {
			f.nodes[key] = meant[key]
		}
	}
}

// text reads a single value as it is written, on one line: 1.10 stays "1.10".
func (f fields) text(key string) string {
	n := f.nodes[key]
	if n == nil {
		return ""
	}
	return f.scalar(n, key)
}

func (f fields) scalar(n *yaml.Node, key string) string {
	switch {
	case n.Kind == yaml.AliasNode: // said by checkNodes
	case n.Kind != yaml.ScalarNode:
		f.wrong(n, wantText(key))
	case oneSpace(n.Value) == "" || n.Tag == "!!null":
		f.wrong(n, emptyValue(key))
	case strings.ContainsFunc(oneSpace(n.Value), unprintable):
		f.wrong(n, unprintableValue(key))
	case utf8.RuneCountInString(n.Value) > longest(key):
		f.wrong(n, tooLong(key, longest(key)))
	default:
		return oneSpace(n.Value)
	}
	return ""
}

// unprintable sees what would not show, or would turn a line around, on a phone
// and in a workbook.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// longest is how many characters a value may have.
func longest(key string) int {
	switch key {
	case "id":
		return maxQuestionID
	case "label", "name", "unit", "section", "kinds", "say":
		return 300
	case "options":
		return longOption
	case "rule":
		return 500 // a line or two; the limit also bounds what computing it takes
	default:
		return 5000 // a paragraph of the office's letter
	}
}

// texts reads a list of single values.
func (f fields) texts(key string) []string {
	var all []string
	for _, n := range f.list(key) {
		if s := f.scalar(n, key); s != "" {
			all = append(all, s)
		}
	}
	return all
}

func (f fields) list(key string) []*yaml.Node {
	n := f.nodes[key]
	switch {
	case n == nil || n.Kind == yaml.AliasNode || f.full():
		return nil
	case n.Kind != yaml.SequenceNode:
		f.wrong(n, wantList(key))
		return nil
	}
	return n.Content
}

func (f fields) flag(key string) bool {
	n := f.nodes[key]
	if n == nil || n.Kind == yaml.AliasNode {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
		f.wrong(n, wantFlag(key))
		return false
	}
	return n.Value == "true"
}
