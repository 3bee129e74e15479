package outline

import (
	"slices"

	"baocaobot/flows"
)

// Question is an item at one level: the smallest thing that holds an answer. A
// computed question holds none; it is there so that tables and cards can show it
// in its place.
type Question struct {
	ID    flows.QuestionID
	Item  *Item
	Level string // level id, empty when the item has no levels
	Kind  Kind   // the item's, but Count for the number of a counted list
	Label string // the item's label with what sets this question apart
}

// Computed tells that the question is never asked.
func (q Question) Computed() bool { return q.Kind == Percent }

// At gives the id of the question that asks item at this question's level. An
// item that a rule names may have no levels where this one has: it is then asked
// once, under the id of the item alone.
func (q Question) At(item flows.ItemID) flows.QuestionID { return questionID(item, q.Level) }

// CountOf gives the id of the question that asks how many things a counted list has.
func CountOf(list flows.QuestionID) flows.QuestionID { return list + "#so" }

func questionID(item flows.ItemID, level string) flows.QuestionID {
	if level == "" {
		return flows.QuestionID(item)
	}
	return flows.QuestionID(string(item) + "@" + level)
}

// Cards lists every card in the order of the outline.
func (o *Outline) Cards() []*Card {
	var cards []*Card
	var walk func([]*Section)
	walk = func(sections []*Section) {
		for _, s := range sections {
			cards = append(cards, s.Cards...)
			walk(s.Sections)
		}
	}
	walk(o.Sections)
	return cards
}

// Questions lists what a unit of this kind is asked, in the order of the
// outline, computed ones in their places. A unit answers for the level its kind
// stands at and for the levels below; a kind at no level (a province, or the
// empty kind) is asked for all of them.
func (o *Outline) Questions(kind string) []Question {
	var questions []Question
	for _, card := range o.Cards() {
		for _, item := range card.Items {
			questions = append(questions, o.expand(item, o.levelsFor(kind))...)
		}
	}
	return questions
}

func (o *Outline) expand(item *Item, asked []Level) []Question {
	if len(item.Levels) == 0 {
		return atLevel(item, "", plainLabel(item))
	}
	var questions []Question
	for _, level := range asked {
		if slices.Contains(item.Levels, level.ID) {
			questions = append(questions, atLevel(item, level.ID, labelAt(item, level))...)
		}
	}
	return questions
}

func atLevel(item *Item, level, label string) []Question {
	id := questionID(item.ID, level)
	q := Question{ID: id, Item: item, Level: level, Kind: item.Kind, Label: label}
	if !item.Counted {
		return []Question{q}
	}
	number := q
	number.ID, number.Kind, number.Label = CountOf(id), Count, labelOfCount(label)
	q.Label = labelOfNames(label)
	return []Question{number, q}
}

// Places tells that a kind of unit stands at a level of this outline.
func (o *Outline) Places(kind string) bool {
	return slices.ContainsFunc(o.Levels, func(l Level) bool { return slices.Contains(l.Kinds, kind) })
}

func (o *Outline) levelsFor(kind string) []Level {
	own := slices.IndexFunc(o.Levels, func(l Level) bool { return slices.Contains(l.Kinds, kind) })
	return o.Levels[max(own, 0):]
}
