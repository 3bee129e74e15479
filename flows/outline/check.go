package outline

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A question's id travels in a button's data beside the action and the round;
// Telegram allows 64 bytes for all of it.
const maxQuestionID = 48

var (
	outlineIDForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	levelIDForm   = regexp.MustCompile(`^[a-z0-9_]+$`)
	itemIDForm    = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`)
	moneyUnits    = []string{"đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"}
)

func (f fields) checkID(form *regexp.Regexp, say func(id string) string) {
	if id := f.text("id"); id != "" && !form.MatchString(id) {
		f.wrong(f.nodes["id"], say(id))
	}
}

// once says when an id was used before for a thing of the same sort.
func (f fields) once(key, sort string) {
	if id := f.text(key); id != "" {
		f.unique(f.nodes[key], sort, id)
	}
}

func (r *reader) unique(n *yaml.Node, sort, id string) {
	key := sort + " " + id
	if line, used := r.lines[key]; used {
		r.wrong(n, usedTwice(sort, id, line))
		return
	}
	r.lines[key] = n.Line
}

// checkCite wants the cited words in the card's line, the section's heading or
// its guidance, so that nothing is asked that the outline does not ask.
func (f fields) checkCite(it *Item) {
	section := it.Card.Section
	if it.Cite == "" || it.Card.Line == "" || section.Heading == "" {
		return // what is missing has been said
	}
	places := append([]string{it.Card.Line, section.Heading}, section.Guidance...)
	cite := oneSpace(it.Cite)
	if !slices.ContainsFunc(places, func(p string) bool { return strings.Contains(oneSpace(p), cite) }) {
		f.wrong(f.nodes["cite"], citeNotFound(it.Cite))
	}
}

// oneSpace makes line breaks and double spaces one space.
func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// checkKind holds the kind against the keys that only some kinds have.
func (f fields) checkKind(it *Item) {
	kind := f.nodes["kind"]
	switch {
	case it.Kind == "":
		return
	case !slices.Contains(Kinds, it.Kind):
		f.wrong(kind, unknownKind(it.Kind, nearest(string(it.Kind), Kinds)))
		return
	case it.Unit == "" && f.nodes["unit"] == nil && (it.Kind == Count || it.Kind == Money):
		f.wrong(kind, unitMissing(it.Kind))
	case it.Unit != "" && it.Kind == Money && !slices.Contains(moneyUnits, it.Unit):
		f.wrong(f.nodes["unit"], unknownMoney(it.Unit))
	case it.Kind == Percent && f.nodes["formula"] == nil:
		f.wrong(kind, formulaMissing)
	}
	if it.Stock && it.Kind != Count && it.Kind != Choice {
		f.wrong(f.nodes["stock"], ruleOfKind("stock", []Kind{Count, Choice}, it.Kind))
	}
	if it.Counted && it.Kind != Names {
		f.wrong(f.nodes["counted"], ruleOfKind("counted", []Kind{Names}, it.Kind))
	}
	if it.Counted && it.NamesOf != "" {
		f.wrong(f.nodes["names_of"], countedTwice)
	}
}

// checkLevels wants each level declared and the longest question id to fit.
func (f fields) checkLevels(it *Item) {
	longest := 0
	for i, n := range f.list("levels") {
		if n.Kind != yaml.ScalarNode || n.Value == "" {
			continue
		}
		known := slices.ContainsFunc(f.levels, func(l Level) bool { return l.ID == n.Value })
		switch {
		case !known:
			f.wrong(n, unknownLevel(n.Value, f.levels))
		case slices.ContainsFunc(f.list("levels")[:i], func(before *yaml.Node) bool { return before.Value == n.Value }):
			f.wrong(n, levelTwice(n.Value))
		}
		longest = max(longest, len("@"+n.Value))
	}
	if it.Counted {
		longest += len(CountOf(""))
	}
	if len(it.ID)+longest > maxQuestionID {
		f.wrong(f.nodes["id"], idTooLong(it.ID, maxQuestionID-longest))
	}
}
