package report

import (
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Table is the consolidated table: a column for each unit, rows in the order of
// the outline.
type Table struct {
	Units []flows.Unit
	Rows  []Row
}

// Row is a section heading or one question. A heading has no cells.
type Row struct {
	Heading       bool
	Depth         int    // of a heading: 0 for the outline's top sections
	STT           string // a heading's printed number, or the running number of the question
	Label         string
	UnitOfMeasure string // as printed; money is always in triệu đồng
	Question      outline.Question
	Rule          Rule
	Cells         []Cell // one for each unit
	Total         Cell
	Covered       int // units with a figure or không phát sinh (a rate: with both its counts)
	Asked         int // units that are asked this question
}

// Rule is how a row is totalled.
type Rule string

// The rules. Each kind of question has one; see ruleOf.
const (
	Sum         Rule = "sum"           // add what is given; không phát sinh is 0
	RatioOfSums Rule = "ratio"         // sum of parts / sum of wholes, over units that have both
	CountYes    Rule = "count of yes"  // how many units say "có"
	CountEach   Rule = "count of each" // how many units took which option
	NoTotal     Rule = "no total"      // only coverage
)

// Consolidate computes the table: every unit's answers and every total.
func Consolidate(in Input) Table {
	t := tabulator{byCard: map[*outline.Card][]outline.Question{}}
	for _, q := range in.Outline.Questions("") {
		t.byCard[q.Item.Card] = append(t.byCard[q.Item.Card], q)
	}
	t.sections(in.Outline.Sections, 0)
	for i := range t.rows {
		if !t.rows[i].Heading {
			t.rows[i].Cells = make([]Cell, len(in.Units))
		}
	}
	t.fill(in)
	t.note(in)
	for i := range t.rows {
		t.rows[i].total()
	}
	return Table{Units: in.Units, Rows: t.rows}
}

// RowOf computes one question's row of the table.
func RowOf(in Input, q outline.Question) Row {
	var t tabulator
	row := t.row(q)
	row.STT, row.Cells = "", make([]Cell, len(in.Units))
	t.rows = []Row{row}
	t.fill(in)
	t.rows[0].total()
	return t.rows[0]
}

type tabulator struct {
	byCard map[*outline.Card][]outline.Question
	rows   []Row
	number int // of the last question row
}

func (t *tabulator) sections(sections []*outline.Section, depth int) {
	for _, s := range sections {
		number, heading := splitHeading(s.Heading)
		t.rows = append(t.rows, Row{Heading: true, Depth: depth, STT: number, Label: heading})
		for _, card := range s.Cards {
			for _, q := range t.byCard[card] {
				t.rows = append(t.rows, t.row(q))
			}
		}
		t.sections(s.Sections, depth+1)
	}
}

func (t *tabulator) row(q outline.Question) Row {
	t.number++
	return Row{STT: strconv.Itoa(t.number), Label: q.Label, UnitOfMeasure: unitOfMeasure(q), Question: q, Rule: ruleOf(q)}
}

// fill goes unit by unit, since the answers of one lie together.
func (t *tabulator) fill(in Input) {
	asked := askedByKind(in, t.rows)
	for i, u := range in.Units {
		report := in.Reports[u.ID]
		answers, asks := in.Counts.counted(report).Answers, asked[u.Kind]
		for j := range t.rows {
			switch r := &t.rows[j]; {
			case r.Heading:
			case asks[j] && !report.Exempt():
				r.Cells[i] = cellOf(&r.Question, answers)
			default:
				r.Cells[i].State = NotAsked
			}
		}
	}
}

// note puts what the office should know beside the figures it is about.
func (t *tabulator) note(in Input) {
	notes := notesOf(in)
	if len(notes) == 0 {
		return
	}
	unit := map[flows.UnitID]int{}
	for i, u := range in.Units {
		unit[u.ID] = i
	}
	for _, r := range t.rows {
		if r.Heading {
			continue
		}
		for id, i := range unit {
			r.Cells[i].Note = notes[noteKey{id, r.Question.ID}]
		}
	}
}

// ruleOf gives the rule of a question. A list beside which the number is asked
// too is not counted again.
func ruleOf(q outline.Question) Rule {
	switch q.Kind {
	case outline.Count, outline.Money:
		return Sum
	case outline.Percent:
		return RatioOfSums
	case outline.YesNo:
		return CountYes
	case outline.Choice:
		return CountEach
	case outline.Names:
		if !q.Item.Counted && q.Item.NamesOf == "" {
			return Sum
		}
	case outline.Text:
	}
	return NoTotal
}

// askedByKind tells for each kind of unit which of the rows it is asked.
func askedByKind(in Input, rows []Row) map[string][]bool {
	asked := map[string][]bool{}
	for _, u := range in.Units {
		if asked[u.Kind] != nil {
			continue
		}
		questions := map[flows.QuestionID]bool{}
		for _, q := range in.Outline.Questions(u.Kind) {
			questions[q.ID] = true
		}
		asked[u.Kind] = make([]bool, len(rows))
		for i, r := range rows {
			asked[u.Kind][i] = !r.Heading && questions[r.Question.ID]
		}
	}
	return asked
}

// Numbered lists every question of an outline by its number in the table, from 1.
func Numbered(o *outline.Outline) []outline.Question {
	byCard := map[*outline.Card][]outline.Question{}
	for _, q := range o.Questions("") {
		byCard[q.Item.Card] = append(byCard[q.Item.Card], q)
	}
	var all []outline.Question
	for _, card := range o.Cards() {
		all = append(all, byCard[card]...)
	}
	return all
}

// splitHeading parts the printed number from a heading: "3.1. Về thực hiện …"
// gives "3.1" and "Về thực hiện …"; a heading without a number stays whole.
func splitHeading(heading string) (number, rest string) {
	first, rest, found := strings.Cut(heading, " ")
	number = strings.TrimSuffix(first, ".")
	if !found || number == first || strings.Trim(number, "IVX0123456789.") != "" {
		return "", heading
	}
	return number, rest
}
