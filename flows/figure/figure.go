// Package figure turns what a cadre types into a figure and a figure back into
// words. It is the only place where text becomes a number.
//
// The law is: never guess. The whole message is one value, or the caller gets
// the reasons and readings it needs to ask back. A message that answers is never
// searched for a number, and words that cannot be placed are never dropped.
//
// Find alone searches, in a paragraph of a report, and answers nothing: it proposes
// figures that name the unit asked for, each with the words around it, to be
// confirmed one by one by whoever pasted it. What may be a date, a document, an
// ordinal, a range, a rate or a comparison is passed over; missing a figure is
// better than proposing a wrong one.
//
// The package must not know about people, screens or reports, must not write
// sentences to the cadre, and must not compare a figure with other figures
// (that is a check of the outline). It reads no clock and keeps no state.
//
//	r := figure.Read("trên 4,03 tỷ", outline.Money, "triệu đồng")
//	v, ok := r.Clear()                               // N: 4030000000, Hedge: "trên"
//	figure.Format(v, outline.Money, "triệu đồng")    // "trên 4.030 triệu đồng"
//	r = figure.Read("1,250", outline.Money, "triệu đồng")
//	len(r.Readings), r.Why                           // 2, TwoReadings: 1,25 or 1.250
//
// How a message is read: scan.go cuts it into numbers, words and signs;
// frame.go takes away greetings, hedges and "không phát sinh"; refuse.go names
// the shapes that are never one figure; amount.go and numeral.go compute the
// number, spell.go the part of it that is written in words; measure.go checks it
// against the item's unit. split.go and several.go do the same for a message that
// answers several figures of a card. find.go, apart.go and clause.go look for figures
// in running text. words.go holds every Vietnamese word.
package figure

import (
	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// The limits. A larger figure is a slip of the finger, not a report.
const (
	MaxCount   = 999_999_999
	MaxMoney   = 100_000_000_000_000 // đồng: 100.000 tỷ
	MaxPercent = 1_000_00            // hundredths of 1 %
	MaxText    = 500                 // runes in a message
)

// Value is one figure as read.
type Value struct {
	State flows.State // Given, None ("không phát sinh") or Unknown ("chưa có số liệu")
	N     int64       // a count; money in whole đồng; percent in hundredths of 1 %
	Of    int64       // the whole of "45/51", 0 when none was written
	Hedge string      // "trên", "gần" …: accented as in the dictionary, "" when none was written
}

// Why is a reason a message is not one plain value.
type Why string

// The reasons are a closed set.
const (
	Empty        Why = "empty"          // nothing but greetings and stops
	TooLong      Why = "too long"       // above MaxText
	NotANumber   Why = "not a number"   // "nhiều", "một vài"
	TwoReadings  Why = "two readings"   // "1,250" for money: Readings, most likely first
	WrongUnit    Why = "wrong unit"     // the number is clear, its unit is not the item's: one reading, to be confirmed
	Leftover     Why = "leftover words" // something beside the number that cannot be placed
	ManyNumbers  Why = "many numbers"   // "12 45" for one figure
	Twice        Why = "twice"          // ReadSeveral: two parts for the same figure
	NotWhole     Why = "not whole"      // 1,5 for a count
	NotWholeDong Why = "not whole dong" // finer than one đồng
	TooFine      Why = "too fine"       // a percent with more than two decimals
	TooLarge     Why = "too large"      // above the limit of its kind
	Negative     Why = "negative"
	Range        Why = "range" // 10-15
	Sum          Why = "sum"   // 12+5
	Rate         Why = "rate"  // a percent or 45/51 where it cannot stand
	Date         Why = "date"
	Phone        Why = "phone"      // nine digits or more that begin with 0
	BadGroups    Why = "bad groups" // 12.34.567, or 1.25 for a count
	BadWhole     Why = "bad whole"  // 51/45, 0/0, or a whole that contradicts another part
)

// Whys lists every reason, so that a caller can prove it has a sentence for each.
var Whys = []Why{
	Empty, TooLong, NotANumber, TwoReadings, WrongUnit, Leftover, ManyNumbers, Twice, NotWhole,
	NotWholeDong, TooFine, TooLarge, Negative, Range, Sum, Rate, Date, Phone, BadGroups, BadWhole,
}

// Result is what a message may mean.
type Result struct {
	// Readings holds exactly one value when Why is empty. Two or more go with
	// TwoReadings, one goes with WrongUnit, none with every other reason.
	Readings []Value
	Why      Why
	// Words are those that could not be placed, lower case: the words behind a
	// clear number, or the whole message when no part of it is one.
	Words string
}

// Clear gives the value of a message that can mean only one thing.
func (r Result) Clear() (Value, bool) {
	if r.Why != "" || len(r.Readings) != 1 {
		return Value{}, false
	}
	return r.Readings[0], true
}

// Read reads a message as the answer to one item of kind Count, Money or
// Percent, asked in unit ("cuộc", "triệu đồng", "%").
func Read(text string, kind outline.Kind, unit string) Result {
	tokens := scan(text)
	if tooLong(text) {
		return Result{Why: TooLong}
	}
	result, _ := read(tokens, measure{kind, unit})
	return result
}

// read also tells how the unit was written, by which ReadSeveral finds the
// figure that is meant.
func read(tokens []token, m measure) (Result, fit) {
	tokens = cutPolite(tokens)
	if len(tokens) == 0 {
		return Result{Why: Empty}, unnamed
	}
	if states, named := readState(tokens, m); len(states) > 0 {
		return answer(states), named
	}
	if why := refuse(tokens, m.kind); why != "" {
		return Result{Why: why, Words: said(tokens)}, unnamed
	}
	hedge, figure := cutHedge(tokens)
	result, named := readFigure(figure, m)
	if len(result.Readings) == 0 && result.Words == "" {
		result.Words = said(tokens)
	}
	for i := range result.Readings {
		result.Readings[i].Hedge = hedge
	}
	return result, named
}

// answer gives readings with the reason their number calls for.
func answer(readings []Value) Result {
	if len(readings) > 1 {
		return Result{Readings: readings, Why: TwoReadings}
	}
	return Result{Readings: readings}
}
