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

// counted gives a report as it is in the totals: without its answers where they do not
// count.
func (c Counts) counted(r flows.Report) flows.Report {
	switch stage := r.Stage(); {
	case c == CountsAll, c == CountsSent && r.Delivered(), c == CountsApproved && stage == flows.Approved:
		return r
	default:
		r.Answers = nil
		return r
	}
}

// Input is everything the office's view is computed from.
type Input struct {
	Round   flows.Round
	Outline *outline.Outline
	Units   []flows.Unit                  // the round's units, in the office's order
	Reports map[flows.UnitID]flows.Report // a unit that has not begun has none
	Counts  Counts                        // which reports are in the totals
	Now     time.Time
	Place   string                      // the province, "Thừa Thiên Huế", for the title block; may be empty
	Parents map[flows.UnitID]flows.Unit // of the units, by id

	Edition     Edition                       // which workbook this is; zero: not one that is handed out
	Last        Edition                       // the edition before; zero: there is none
	LastReports map[flows.UnitID]flows.Report // the reports as the edition before had them
}

// Edition is one numbered workbook handed to the office.
type Edition struct {
	Number         int // in its round, from 1
	At             time.Time
	Sent, Expected int // units; an excused one is not expected
	Counts         Counts
}
