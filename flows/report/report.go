// Package report is the office's view of a round: who has sent what, the totals
// of every figure, and the workbook that carries both.
//
// Consolidate and Progress give plain tables; Workbook writes them as an xlsx
// file. All three are functions of their Input alone: the same input gives the
// same bytes.
//
// It must not read answers from a store, decide who may see them, or turn text
// into numbers. It writes no figure of its own: a total is computed from the
// answers it covers and always says how many units that is.
//
//	table := report.Consolidate(in)
//	for _, row := range table.Rows {
//		fmt.Println(row.Label, row.Total.Number, row.Covered, row.Asked) // Số cuộc giám sát 128 9 9
//	}
//	xlsx, err := report.Workbook(in)
package report

import (
	"time"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Counts says whose figures are in the totals.
type Counts string

// The choices are a closed set.
const (
	CountsAll      Counts = ""         // all that is answered
	CountsSent     Counts = "sent"     // of reports the office has, also those it returned for revision
	CountsApproved Counts = "approved" // of reports the office has approved
)

// take tells that the figures of a report are in the totals.
func (c Counts) take(r flows.Report) bool {
	return c == CountsAll || c == CountsSent && r.Delivered() || c == CountsApproved && r.Stage() == flows.Approved
}

// counted gives a report as it is in the totals: without its answers where they do not
// count.
func (c Counts) counted(r flows.Report) flows.Report {
	if !c.take(r) {
		r.Answers = nil
	}
	return r
}

// Input is everything the office's view is computed from.
type Input struct {
	Round    flows.Round
	Outline  *outline.Outline
	Units    []flows.Unit                  // the round's units, in the office's order
	Reports  map[flows.UnitID]flows.Report // a unit that has not begun has none
	Counts   Counts                        // which reports are in the totals
	Now      time.Time
	Reopened []flows.UnitID              // for which the closed round was opened again
	Place    string                      // the province, "Thừa Thiên Huế", for the title block; may be empty
	Parents  map[flows.UnitID]flows.Unit // of the units, by id

	Edition     Edition                       // which workbook this is; zero: not one that is handed out
	Last        Edition                       // the edition before; zero: there is none
	LastReports map[flows.UnitID]flows.Report // the reports as the edition before had them

	Before  Before                   // zero: there is no round before
	Targets []flows.Target           // in the order of the office's file
	Doubts  map[flows.UnitID][]Doubt // what looks odd in each report, in the order of the outline
	Changes []flows.Change           // since each report was first sent, as they happened
}

// Before is the round before, as far as the units of this one reported in it.
type Before struct {
	Round   flows.Round
	Reports map[flows.UnitID]flows.Report // of a unit that was made of others, theirs put together
}

// Known tells that there is a round before.
func (b Before) Known() bool { return b.Round.ID != "" }

// Doubt is a figure that looks odd.
type Doubt struct {
	Question flows.QuestionID
	Why      string // what is odd about it
	Reason   string // why it is right all the same, in the unit's words; may be empty
}

// Edition is one numbered workbook handed to the office.
type Edition struct {
	Number         int // in its round, from 1
	At             time.Time
	Sent, Expected int // units; an excused one is not expected
	Counts         Counts
}
