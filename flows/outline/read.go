package outline

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
)

// What a file may hold. The shipped outlines have 70 KB and 110 items; the limits
// keep a wrong or hostile file from costing time.
const (
	maxFile     = 1 << 20 // bytes
	maxItems    = 1000
	maxLevels   = 10
	maxChecks   = 500
	maxDepth    = 6 // sections within sections
	maxMistakes = 500
)

// reader reads one file. It does not stop at a mistake, so that a clerk sees all
// of them at once; only a file with hundreds of them is given up.
type reader struct {
	file     string
	text     []string // the file's lines
	mistakes Mistakes
	levels   []Level
	items    []placed
	written  []written
	byID     map[flows.ItemID]*Item
	lines    map[string]int // "thing id" → the line that has it already
}

// placed is an item with the nodes of the file it was read from.
type placed struct {
	*Item
	keys map[string]*yaml.Node
}

// Read reads an outline from YAML. The name is only for the mistakes. It gives
// either an outline that obeys every rule of the format or all the mistakes of
// the file, in the order of the file.
func Read(name string, data []byte) (*Outline, Mistakes) {
	r := &reader{file: name, byID: map[flows.ItemID]*Item{}, lines: map[string]int{}}
	root := r.parse(data)
	if root == nil {
		return nil, r.mistakes
	}
	r.checkNodes(root)
	o := r.outline(root)
	r.checkRules()
	r.compileChecks()
	if len(r.mistakes) > 0 {
		return nil, r.inOrder()
	}
	return o, nil
}

// inOrder sorts the mistakes by place. A key that is read twice says its mistake
// twice: once is enough.
func (r *reader) inOrder() Mistakes {
	slices.SortStableFunc(r.mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	all := slices.Compact(r.mistakes)
	if r.full() {
		last := all[len(all)-1]
		all = append(all, Mistake{r.file, last.Line, last.Column, manyMore})
	}
	return all
}

func (r *reader) full() bool { return len(r.mistakes) >= maxMistakes }

func (r *reader) add(line, column int, text string) {
	if !r.full() {
		r.mistakes = append(r.mistakes, Mistake{r.file, max(line, 1), max(column, 1), text})
	}
}

func (r *reader) wrong(n *yaml.Node, text string) { r.add(n.Line, n.Column, text) }

// parse gives the root of the file's only document, or nil after saying why not.
func (r *reader) parse(data []byte) *yaml.Node {
	switch {
	case len(data) > maxFile:
		r.add(1, 1, fileTooBig)
		return nil
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		r.add(1, 1, fileNotText)
		return nil
	}
	r.text = strings.Split(string(data), "\n")
	var documents []yaml.Node
	if err := yaml.Load(data, &documents, yaml.WithAllDocuments()); err != nil {
		r.syntax(data, err)
		return nil
	}
	switch {
	case len(documents) == 0 || len(documents[0].Content) == 0:
		r.add(1, 1, fileEmpty)
		return nil
	case len(documents) > 1:
		r.wrong(&documents[1], fileHasMore)
		return nil
	}
	return documents[0].Content[0]
}

// syntax says where YAML itself could not go on. The library's English is of no
// use to a clerk; the line itself shows the usual reasons.
func (r *reader) syntax(data []byte, err error) {
	var one *yaml.LoadError
	if !errors.As(err, &one) {
		r.add(1, 1, syntaxWrong)
		return
	}
	mark := one.Mark
	if lineOf(data, mark.Line) == "" && one.ContextMark.Line > 0 {
		mark = one.ContextMark // what the file's end did not close
	}
	before := lineOf(data, mark.Line-1)
	if column := strings.IndexRune(before, noBreakSpace); column >= 0 { // YAML joins it to the key
		r.add(mark.Line-1, column+1, syntaxNoBreak)
		return
	}
	r.add(mark.Line, mark.Column, syntaxText(lineOf(data, mark.Line)))
}

func lineOf(data []byte, number int) string {
	lines := bytes.Split(data, []byte("\n"))
	if number < 1 || number > len(lines) {
		return ""
	}
	return string(lines[number-1])
}

// checkNodes looks at what no key may have: aliases, tags, words that are not NFC.
func (r *reader) checkNodes(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.wrong(n, noAliases)
	case n.Style&yaml.TaggedStyle != 0:
		r.wrong(n, noTags)
	case n.Kind == yaml.ScalarNode && !norm.NFC.IsNormalString(n.Value):
		r.wrong(n, notNFC(n.Value))
	}
	for _, child := range n.Content {
		r.checkNodes(child)
	}
}
