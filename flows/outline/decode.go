package outline

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"baocaobot/flows"
)

func (r *reader) outline(n *yaml.Node) *Outline {
	f := r.fields(n, outlineShape)
	o := &Outline{ID: flows.OutlineID(f.text("id")), Title: f.text("title"), Letter: f.texts("letter")}
	f.checkID(outlineIDForm, badOutlineID)
	levels := f.list("levels")
	if len(levels) > maxLevels {
		r.wrong(levels[maxLevels], tooManyLevels)
		levels = levels[:maxLevels]
	}
	for _, n := range levels {
		r.levels = append(r.levels, r.level(n))
	}
	o.Levels = r.levels
	for _, n := range f.list("sections") {
		o.Sections = append(o.Sections, r.section(n, 1))
	}
	if f.empty("sections") {
		r.wrong(f.nodes["sections"], noSections)
	}
	return o
}

func (r *reader) level(n *yaml.Node) Level {
	f := r.fields(n, levelShape)
	level := Level{ID: f.text("id"), Name: f.text("name"), Kinds: f.texts("kinds")}
	f.checkID(levelIDForm, badLevelID)
	f.once("id", aLevel)
	if f.empty("kinds") {
		r.wrong(f.nodes["kinds"], levelWithoutKinds(level.ID))
	}
	for _, n := range f.list("kinds") {
		if n.Value != "" {
			r.unique(n, aUnitKind, n.Value)
		}
	}
	return level
}

func (r *reader) section(n *yaml.Node, depth int) *Section {
	f := r.fields(n, sectionShape)
	s := &Section{ID: f.text("id"), Heading: f.text("heading"), Guidance: f.texts("guidance")}
	f.once("id", aSection)
	for _, n := range f.list("cards") {
		s.Cards = append(s.Cards, r.card(n, s))
	}
	sections := f.list("sections")
	if depth == maxDepth && len(sections) > 0 {
		r.wrong(f.nodes["sections"], tooDeep)
		return s
	}
	for _, n := range sections {
		s.Sections = append(s.Sections, r.section(n, depth+1))
	}
	if n.Kind == yaml.MappingNode && len(f.list("cards")) == 0 && len(sections) == 0 {
		r.wrong(n, emptySection(s.ID))
	}
	return s
}

func (r *reader) card(n *yaml.Node, section *Section) *Card {
	f := r.fields(n, cardShape)
	c := &Card{ID: f.text("id"), Line: f.text("line"), Section: section}
	f.once("id", aCard)
	if f.empty("items") {
		r.wrong(f.nodes["items"], cardWithoutItems(c.ID))
	}
	for _, n := range f.list("items") {
		if len(r.items) == maxItems {
			r.wrong(n, tooManyItems)
			break
		}
		c.Items = append(c.Items, r.item(n, c))
	}
	return c
}

func (r *reader) item(n *yaml.Node, card *Card) *Item {
	f := r.fields(n, itemShape)
	it := &Item{
		ID: flows.ItemID(f.text("id")), Section: f.text("section"), Cite: f.text("cite"),
		Kind: Kind(f.text("kind")), Unit: f.text("unit"), Options: f.texts("options"), Levels: f.texts("levels"),
		QuantityNamed: f.flag("quantity_named"), Label: f.text("label"), Card: card,
		Stock: f.flag("stock"), Counted: f.flag("counted"),
		AtMost: flows.ItemID(f.text("at_most")), AtLeast: flows.ItemID(f.text("at_least")),
		NamesOf: flows.ItemID(f.text("names_of")), OnlyIf: flows.ItemID(f.text("only_if")),
		Formula: f.formula(),
	}
	for _, id := range f.texts("positive_if") {
		it.PositiveIf = append(it.PositiveIf, flows.ItemID(id))
	}
	if it.Section == "" {
		it.Section = card.ID
	}
	f.checks(it)
	r.keep(it, f)
	return it
}

// keep checks what can be told of an item alone and keeps it for the rules.
func (r *reader) keep(it *Item, f fields) {
	f.checkID(itemIDForm, badItemID)
	f.once("id", anItem)
	f.checkCite(it)
	f.checkKind(it)
	f.checkOptions(it)
	f.checkLevels(it)
	if r.byID[it.ID] == nil {
		r.byID[it.ID] = it
	}
	r.items = append(r.items, placed{it, f.nodes})
}

// formula reads "part / whole".
func (f fields) formula() *Ratio {
	text := f.text("formula")
	if text == "" {
		return nil
	}
	part, whole, ok := strings.Cut(text, "/")
	part, whole = strings.TrimSpace(part), strings.TrimSpace(whole)
	if !ok || !itemIDForm.MatchString(part) || !itemIDForm.MatchString(whole) {
		f.wrong(f.nodes["formula"], badFormula(text))
		return nil
	}
	return &Ratio{Part: flows.ItemID(part), Whole: flows.ItemID(whole)}
}

// empty tells that the key holds a list with nothing in it.
func (f fields) empty(key string) bool {
	n := f.nodes[key]
	return n != nil && n.Kind == yaml.SequenceNode && len(n.Content) == 0
}
