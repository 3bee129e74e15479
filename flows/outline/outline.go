// Package outline says what is asked: a tree of sections with their guidance,
// the cards under them, and the items each card asks for. An outline is a data
// file, never Go code; this package reads it, checks it and expands it into the
// questions a unit of a given kind has to answer.
//
// It must not know about people, answers or how a question is shown. The keys of
// the file are explained at the top of each outline shipped with the program.
//
//	o, mistakes := outline.Read("first-half-2024.yaml", data)
//	if len(mistakes) > 0 {
//		return mistakes   // first-half-2024.yaml:12:5: chỉ tiêu còn thiếu khóa “label”: thêm vào
//	}
//	for _, q := range o.Questions("huyện") {
//		fmt.Println(q.ID, q.Label)   // giam_sat.so_cuoc@xa  Số cuộc giám sát … (cấp xã)
//	}
package outline

import "baocaobot/flows"

// Kind is what an item asks for.
type Kind string

// The kinds are a closed set.
const (
	Count   Kind = "count"   // a whole number of Unit
	Money   Kind = "money"   // whole đồng, asked in Unit
	Percent Kind = "percent" // computed from two counts, never asked
	Text    Kind = "text"    // narrative
	Names   Kind = "names"   // a list of named things, one a line
	YesNo   Kind = "yesno"
	Choice  Kind = "choice" // one of the item's options
)

// Kinds lists every kind, in the order the documentation names them.
var Kinds = []Kind{Count, Money, Percent, Text, Names, YesNo, Choice}

// Outline is everything one round asks.
type Outline struct {
	ID       flows.OutlineID
	Title    string
	Letter   []string // the office's covering letter, a line each
	Levels   []Level  // highest first
	Sections []*Section
}

// Level is where a figure arises: the district committee itself, its communes …
// A unit is asked for its own level and the levels below.
type Level struct {
	ID    string   // "huyen"
	Name  string   // "huyện"
	Kinds []string // the kinds of unit that stand at this level
}

// Section is a heading of the outline with the office's guidance.
type Section struct {
	ID       string // "II.3.1"
	Heading  string // as printed: "3.1. Về thực hiện dân chủ …"
	Guidance []string
	Cards    []*Card
	Sections []*Section
}

// Card is one line of the outline with everything it asks for. The cadre sees
// one card at a time.
type Card struct {
	ID      string // "II.3.1.a", unique in the outline
	Line    string // the whole line, as the office wrote it, without the dash
	Section *Section
	Items   []*Item
}

// Item is one thing asked.
type Item struct {
	ID            flows.ItemID
	Section       string // the catalogue's place, e.g. "II.3.1.c"; several may share a card
	Cite          string // the words of the outline that ask for it
	Kind          Kind
	Unit          string   // unit of measure: "cuộc", "triệu đồng"; empty for text
	Options       []string // of a choice, in the author's order; no two fold alike
	Levels        []string // level ids; empty: asked once
	QuantityNamed bool     // the outline itself names the quantity
	Label         string
	Card          *Card

	// Rules. Each names another item of the same outline.
	Stock      bool           // counts or rates what there is, not what was done: last round's value may still hold
	Counted    bool           // names only: the number is asked beside the list, and the list is not longer
	AtMost     flows.ItemID   // error when above that item, level by level
	AtLeast    flows.ItemID   // error when below that item, level by level
	NamesOf    flows.ItemID   // names only: not more names than that count
	OnlyIf     flows.ItemID   // a yes/no item; "không" closes this one as không phát sinh
	PositiveIf []flows.ItemID // warning when 0 although one of these is above 0
	Formula    *Ratio         // percent only
	Checks     []*Check       // those written for this item, then those that PositiveIf stands for
}

// Ratio is a rate: Part / Whole. Both are count items of the same outline.
type Ratio struct{ Part, Whole flows.ItemID }
