// Package unitlist reads lists of units, from CSV or Excel, and tells what loading one
// would change. The lists shipped with the program are in the folder shipped.
//
//	list, err := unitlist.Read(data)                // every mistake with its row
//	asked := list.Asked(round.To)                   // who reports in that round
//	preview := unitlist.Compare(known, asked, list) // what loading it would change
//
// A list adds and changes units and never removes one: a unit that is gone gets the
// last day on which it was valid, and the units it became name it as predecessor.
package unitlist

import (
	"embed"
	"path"
	"time"

	"baocaobot/flows"
)

//go:embed shipped
var shipped embed.FS

// List is a file of units, in the office's order.
type List struct {
	Units []flows.Unit
}

// Shipped gives the text of a unit list that comes with the program.
func Shipped(id string) ([]byte, bool) {
	data, err := shipped.ReadFile(path.Join("shipped", id+".csv"))
	return data, err == nil
}

// Asked lists the units that a round asks whose period ends on a day: those that
// report and are valid then.
func (l List) Asked(day time.Time) []flows.UnitID {
	var ids []flows.UnitID
	for _, u := range l.Units {
		if u.Reports && u.ValidOn(day) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}
