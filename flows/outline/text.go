package outline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"baocaobot/flows"
)

// RepeatsHeading tells that the card's line is its section's heading: the heading
// itself asks. Where the heading is shown, the line need not be.
func (c *Card) RepeatsHeading() bool { return strings.HasSuffix(c.Section.Heading, c.Line) }

// JSON gives what the outline asks, for other programs:
//
//	{"id": …, "title": …, "items": [{"id", "section", "cite", "kind", "unit", "options", "levels": [], "label"}]}
//
// The items stand in the order of the outline; levels are the levels' names.
func (o *Outline) JSON() ([]byte, error) {
	type item struct {
		ID      flows.ItemID `json:"id"`
		Section string       `json:"section"`
		Cite    string       `json:"cite"`
		Kind    Kind         `json:"kind"`
		Unit    string       `json:"unit"`
		Options []string     `json:"options,omitempty"`
		Levels  []string     `json:"levels"`
		Label   string       `json:"label"`
	}
	out := struct {
		ID    flows.OutlineID `json:"id"`
		Title string          `json:"title"`
		Items []item          `json:"items"`
	}{o.ID, o.Title, []item{}}
	for _, c := range o.Cards() {
		for _, it := range c.Items {
			out.Items = append(out.Items, item{it.ID, it.Section, it.Cite, it.Kind, it.Unit, it.Options, o.levelNames(it), it.Label})
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("encode outline %s: %w", o.ID, err)
	}
	return b.Bytes(), nil
}

// levelNames gives the names of the item's levels, highest first.
func (o *Outline) levelNames(it *Item) []string {
	names := []string{}
	for _, l := range o.Levels {
		if slices.Contains(it.Levels, l.ID) {
			names = append(names, l.Name)
		}
	}
	return names
}

// Text gives the outline as a person reads it in a terminal: headings, guidance
// and lines in the office's words, and under each line what is asked for it.
func (o *Outline) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", o.ID, o.Title)
	for _, s := range o.Sections {
		o.writeSection(&b, s)
	}
	return b.String()
}

func (o *Outline) writeSection(b *strings.Builder, s *Section) {
	fmt.Fprintf(b, "\n%s\n", s.Heading)
	for _, g := range s.Guidance {
		fmt.Fprintf(b, "%s\n", g)
	}
	for _, c := range s.Cards {
		if !c.RepeatsHeading() {
			fmt.Fprintf(b, "- %s\n", c.Line)
		}
		for _, it := range c.Items {
			fmt.Fprintf(b, "    • %s\n      %s\n", it.Label, strings.Join(o.facts(it), " · "))
		}
	}
	for _, sub := range s.Sections {
		o.writeSection(b, sub)
	}
}

// facts lists what is to be known of an item beside its label.
func (o *Outline) facts(it *Item) []string {
	list := []string{string(it.ID), kindWords[it.Kind]}
	if it.Unit != "" {
		list = append(list, it.Unit)
	}
	if len(it.Options) > 0 {
		list = append(list, optionWords(it.Options))
	}
	if len(it.Levels) > 0 {
		list = append(list, levelWords(o.levelNames(it)))
	}
	if it.Stock {
		list = append(list, stockWords(it.Kind))
	}
	if it.Counted {
		list = append(list, countedToo)
	}
	for _, rule := range rules {
		if others := it.others(rule.key); len(others) > 0 {
			list = append(list, ruleWords(rule.key, others))
		}
	}
	for _, c := range it.Checks {
		if c.Rule != "" {
			list = append(list, checkWords(c))
		}
	}
	return list
}
