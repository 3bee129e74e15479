package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
)

// dataHead names the columns of the CSV file; the keys of the JSON rows are the same.
var dataHead = []string{"round", "unit", "unit_name", "stage", "question", "label", "section", "level", "unit_of_measure",
	"state", "number", "hedge", "text", "names", "reason", "answered_at"}

// byteOrderMark tells Excel that a CSV file is UTF-8; it takes it for the code page of
// the machine otherwise, and every Vietnamese letter is lost.
const byteOrderMark = "\ufeff"

// CSV writes the rows of a round as RFC 4180 has it, in UTF-8 with a byte order mark.
// The names of a list stand in one cell, a line each.
func CSV(in Input) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	records := [][]string{dataHead}
	for _, r := range DataRows(in) {
		record := []string{string(r.Round), string(r.Unit), r.UnitName, r.Stage, string(r.Question), r.Label, r.Section, r.Level,
			r.UnitOfMeasure, r.State, r.Number, r.Hedge, r.Text, strings.Join(r.Names, "\n"), r.Reason, r.AnsweredAt}
		for i, text := range record {
			if dataHead[i] != "number" {
				record[i] = harmless(text)
			}
		}
		records = append(records, record)
	}
	if err := w.WriteAll(records); err != nil {
		return nil, fmt.Errorf("write csv: %w", err)
	}
	return out.Bytes(), nil
}

// harmless keeps a spreadsheet program from taking a text for a formula: what begins
// like one gets an apostrophe. See https://owasp.org/www-community/attacks/CSV_Injection.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", firstRune(text)) {
		return "'" + text
	}
	return text
}

func firstRune(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}

type dataFile struct {
	Round    flows.RoundID `json:"round"`
	Name     string        `json:"name"`
	From     string        `json:"from"` // days of Viet Nam
	To       string        `json:"to"`
	Deadline time.Time     `json:"deadline"`
	Made     time.Time     `json:"made_at"`
	Counts   string        `json:"counts"` // all, sent, approved
	Edition  int           `json:"edition,omitempty"`
	Rows     []jsonRow     `json:"rows"`
}

// jsonRow is a DataRow with its number as a number; what there is none of is null.
type jsonRow struct {
	Round         flows.RoundID    `json:"round"`
	Unit          flows.UnitID     `json:"unit"`
	UnitName      string           `json:"unit_name"`
	Stage         string           `json:"stage"`
	Question      flows.QuestionID `json:"question"`
	Label         string           `json:"label"`
	Section       string           `json:"section"`
	Level         *string          `json:"level"`
	UnitOfMeasure *string          `json:"unit_of_measure"`
	State         string           `json:"state"`
	Number        *json.Number     `json:"number"`
	Hedge         *string          `json:"hedge"`
	Text          *string          `json:"text"`
	Names         []string         `json:"names"`
	Reason        *string          `json:"reason"`
	AnsweredAt    *string          `json:"answered_at"`
}

// JSON writes the rows of a round as one object, in UTF-8.
func JSON(in Input) ([]byte, error) {
	day := func(t time.Time) string { return t.In(flows.Zone).Format(time.DateOnly) }
	file := dataFile{Round: in.Round.ID, Name: in.Round.Name, From: day(in.Round.From), To: day(in.Round.To), Deadline: in.Round.Deadline.In(flows.Zone),
		Made: in.Now.In(flows.Zone).Truncate(time.Second), Counts: "all", Edition: in.Edition.Number, Rows: []jsonRow{}}
	if in.Counts != CountsAll {
		file.Counts = string(in.Counts)
	}
	for _, r := range DataRows(in) {
		file.Rows = append(file.Rows, jsonRow{r.Round, r.Unit, r.UnitName, r.Stage, r.Question, r.Label, r.Section, orNull(r.Level), orNull(r.UnitOfMeasure),
			r.State, (*json.Number)(orNull(r.Number)), orNull(r.Hedge), orNull(r.Text), r.Names, orNull(r.Reason), orNull(r.AnsweredAt)})
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file); err != nil {
		return nil, fmt.Errorf("write json: %w", err)
	}
	return out.Bytes(), nil
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
