package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
)

const (
	targetHeader   = "question,unit,target"
	maxTargetsFile = 16 << 20 // bytes: a target of every question for every commune
)

// targetReader holds a file of targets against the outline and the units of its round.
type targetReader struct {
	outline   *outline.Outline
	questions map[flows.QuestionID]outline.Question
	units     map[flows.UnitID]flows.Unit // that report
	asked     map[string]map[flows.QuestionID]bool
	rows      map[noteKey]int // of the file, where each target stands
}

// TargetWhy is what is wrong with a row of a file of targets.
type TargetWhy string

// The whys are a closed set; behind each is what Words holds.
const (
	TargetColumns  TargetWhy = "columns"  // how many there are
	TargetTwice    TargetWhy = "twice"    // the question, and the row in which it stands already
	TargetNoUnit   TargetWhy = "unit"     // the code
	TargetNotAsked TargetWhy = "asked"    // the unit, the question
	TargetSeveral  TargetWhy = "several"  // the item, and its questions
	TargetNoTotal  TargetWhy = "total"    // the question
	TargetUnknown  TargetWhy = "question" // the id
	TargetUnclear  TargetWhy = "figure"   // what was written, the question, and an example
)

// TargetMistake is one mistake in a file of targets; Error says it to who works at the
// command line.
type TargetMistake struct {
	Why   TargetWhy
	Row   int // from 1; the header is the first
	Words []string
	text  string
}

func (m *TargetMistake) Error() string { return m.text }

func wrongTarget(why TargetWhy, text string, words ...string) error {
	return &TargetMistake{Why: why, Words: words, text: text}
}

// ReadTargets reads what the questions of a round are to reach: CSV in UTF-8 with the
// columns question, unit and target, separated by commas or semicolons. question is the
// id of a question, or of an item that is one question; unit is the code of a unit that
// is asked, or empty for all of them together; target is one clear figure above 0 as a
// cadre would type it, such as 1.250, 4,03 tỷ or 90 %. The error lists every mistake
// with its row, as sentences.
func ReadTargets(name string, data []byte, o *outline.Outline, units []flows.Unit, asked []flows.UnitID) ([]flows.Target, error) {
	records, err := targetRecords(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t := newTargetReader(o, units, asked)
	var targets []flows.Target
	var mistakes []error
	for i, record := range records {
		target, err := t.target(record)
		key := noteKey{target.Unit, target.Question}
		if first, twice := t.rows[key]; twice && err == nil {
			err = wrongTarget(TargetTwice, fmt.Sprintf("%s has a target for the same unit in row %d already", target.Question, first), string(target.Question), strconv.Itoa(first))
		}
		if err != nil {
			if m := (*TargetMistake)(nil); errors.As(err, &m) {
				m.Row = i + 2
			}
			mistakes = append(mistakes, fmt.Errorf("%s: row %d: %w", name, i+2, err))
			continue
		}
		t.rows[key] = i + 2
		targets = append(targets, target)
	}
	if len(mistakes) == 0 && len(targets) == 0 {
		return nil, fmt.Errorf("%s: no target under %s; write at least one, or leave --targets out", name, targetHeader)
	}
	return targets, errors.Join(mistakes...)
}

func targetRecords(data []byte) ([][]string, error) {
	if len(data) > maxTargetsFile {
		return nil, fmt.Errorf("the file is larger than %d MiB; a list of targets has one line a target", maxTargetsFile>>20)
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	r := csv.NewReader(bytes.NewReader(norm.NFC.Bytes(data)))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	if head, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		r.Comma = ';'
	}
	first, err := r.Read()
	if errors.Is(err, io.EOF) || err == nil && strings.ToLower(strings.Join(first, ",")) != targetHeader {
		return nil, fmt.Errorf("the first row must be %s", targetHeader)
	}
	if err != nil {
		return nil, fmt.Errorf("the file is no CSV: %w", err)
	}
	records, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the file is no CSV: %w", err)
	}
	return records, nil
}

func newTargetReader(o *outline.Outline, units []flows.Unit, asked []flows.UnitID) targetReader {
	t := targetReader{outline: o, questions: map[flows.QuestionID]outline.Question{}, units: map[flows.UnitID]flows.Unit{}, rows: map[noteKey]int{}}
	for _, q := range o.Questions("") {
		t.questions[q.ID] = q
	}
	for _, u := range units {
		if slices.Contains(asked, u.ID) {
			t.units[u.ID] = u
		}
	}
	t.asked = askedQuestions(Input{Outline: o, Units: units})
	return t
}

func (t targetReader) target(record []string) (g flows.Target, err error) {
	if len(record) != strings.Count(targetHeader, ",")+1 {
		return g, wrongTarget(TargetColumns, fmt.Sprintf("has %d columns instead of %s", len(record), targetHeader), strconv.Itoa(len(record)))
	}
	for i, field := range record {
		record[i] = strings.TrimSpace(field)
	}
	q, err := t.question(record[0])
	if err != nil {
		return g, err
	}
	g = flows.Target{Question: q.ID, Unit: flows.UnitID(record[1])}
	if u, reports := t.units[g.Unit]; g.Unit != "" && !reports {
		return g, wrongTarget(TargetNoUnit, fmt.Sprintf("there is no unit %q that reports in this round; write its code, or nothing for all units together", g.Unit), string(g.Unit))
	} else if g.Unit != "" && !t.asked[u.Kind][q.ID] {
		return g, wrongTarget(TargetNotAsked, fmt.Sprintf("unit %s is not asked %s; leave the row out", g.Unit, q.ID), string(g.Unit), string(q.ID))
	}
	g.Number, err = targetNumber(q, record[2])
	return g, err
}

// question finds what a row is about: a question with a total.
func (t targetReader) question(id string) (outline.Question, error) {
	q, known := t.questions[flows.QuestionID(id)]
	if known && reachable(q) {
		return q, nil
	}
	var other []string // questions with a total of the item that may be meant
	for _, one := range Numbered(t.outline) {
		if one.Item.ID == flows.ItemID(id) && reachable(one) {
			other = append(other, string(one.ID))
		}
	}
	switch {
	case len(other) > 0:
		return q, wrongTarget(TargetSeveral, fmt.Sprintf("%q is asked as %s; name one of these", id, strings.Join(other, ", ")), id, strings.Join(other, ", "))
	case known:
		return q, wrongTarget(TargetNoTotal, fmt.Sprintf("%q has no total that could reach a target; leave the row out", id), id)
	default:
		return q, wrongTarget(TargetUnknown, fmt.Sprintf("there is no question %q in outline %s: \"baocaobot outline show %s\" shows them", id, t.outline.ID, t.outline.ID), id)
	}
}

// reachable tells that a question has a total that can reach a target.
func reachable(q outline.Question) bool {
	rule := ruleOf(q)
	return rule != NoTotal && rule != CountEach
}

// targetNumber reads a target. What could be read in two ways is refused.
func targetNumber(q outline.Question, text string) (int64, error) {
	kind, unit := q.Kind, q.Item.Unit
	if kind == outline.YesNo || kind == outline.Names {
		kind = outline.Count
	}
	v, clear := figure.Read(text, kind, unit).Clear()
	if !clear || v.State != flows.Given || v.Hedge != "" || v.Of > 0 || v.N <= 0 {
		return 0, wrongTarget(TargetUnclear, fmt.Sprintf("the target %q of %s is not one clear figure above 0 (%s); write it like %s", text, q.ID, unitOfMeasure(q), targetExample(q.Kind)),
			text, string(q.ID), targetExample(q.Kind))
	}
	return v.N, nil
}

func targetExample(kind outline.Kind) string {
	switch kind {
	case outline.Money:
		return "4.030 triệu đồng"
	case outline.Percent:
		return "90 %"
	default:
		return "1.250"
	}
}
