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

// Input is everything the office's view is computed from.
type Input struct {
	Round   flows.Round
	Outline *outline.Outline
	Units   []flows.Unit                  // the round's units, in the office's order
	Reports map[flows.UnitID]flows.Report // a unit that has not begun has none
	Parents map[flows.UnitID]flows.Unit   // what the units stand under; one that is not known goes by its id
	Now     time.Time
	Place   string // the province, "Thừa Thiên Huế", for the title block; may be empty
}
